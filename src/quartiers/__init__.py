"""Quartiers du Pixel: séances of creative coding on a small box, in French."""
