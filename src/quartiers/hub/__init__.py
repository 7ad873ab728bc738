"""Settings applied to JupyterHub: identity, learners' servers, start and stop of the house."""
