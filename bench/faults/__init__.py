"""Faults for a live house, one small file a family, and the oracle that judges what is left."""
