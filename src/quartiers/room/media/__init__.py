"""The learners' own photos and sounds: received, shrunk, stripped, kept in their home."""
