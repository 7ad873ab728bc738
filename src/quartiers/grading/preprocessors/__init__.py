"""Our nbgrader preprocessors: one small transformation of the notebook per file."""
