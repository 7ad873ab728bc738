"""Judge answers: run a lesson's cells in throw-away processes and read the stars they get."""
