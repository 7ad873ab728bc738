"""Setting a machine up: standard library only, since nothing else is installed yet."""
