"""Warm processes that fork: a Jupyter server or kernel that skips all its imports.

`parent` forks, `child` becomes the program asked for, `bell` asks, `keeper` supervises, `zygote`
gives a server its own little parent for kernels, `provisioner` is what Jupyter clients see.
"""
