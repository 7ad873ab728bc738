"""The learners library: draw, paint, play, film, in French."""
