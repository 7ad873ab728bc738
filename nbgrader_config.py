load_subconfig("grader_config.py")  # noqa: F821  nbgrader reads this file's name and no other
