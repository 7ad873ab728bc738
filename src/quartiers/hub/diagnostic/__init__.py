"""`./pixel diagnostic`: what this machine can carry, what protects learners, what to mend."""
