"""A lesson in six cells, with what each of them must show: one of each kind a learner meets."""

from __future__ import annotations

PICTURE = """
from PIL import Image, ImageDraw
image = Image.new("RGB", (320, 240), "navy")
dessin = ImageDraw.Draw(image)
for rayon in range(10, 110, 10):
    dessin.ellipse((160 - rayon, 120 - rayon, 160 + rayon, 120 + rayon), outline="gold")
image
"""
PREPARE = """
from atelier import *
quiz(
    "Combien de traits ?",
    ["1", "2", "4"],
    code="t = Tortue()\\nt.avance(50)\\nt.droite(90)\\nt.avance(50)",
    mesure="len(t.traits)",
)
"""
ANSWER = """
t = Tortue()
t.couleur('deeppink')
for cote in range(4):
    t.avance(60)
    t.droite(90)
montrer(t, "Mon carré")
"""
CHECK = """
c = controle(1)
t = c.dessin("t")
c.etoile(t.cotes == 4, f"Je vois {t.cotes:trait}. Un carré a 4 côtés.")
c.etoile(t.traits_de(60))
c.etoile(t.est_regulier(4), "Ta figure reste ouverte.")
c.bilan("Ton carré est prêt.")
"""
WRONG = """
t = Tortue()
t.avence(60)
"""
KEEP = """
t = Tortue()
t.avance(60)
garder(neon(t), "Mon trait en néon")
bilan_smileys()
"""

CELLS = (
    (PICTURE, "image/png"),
    (PREPARE, "Choix : 1 · 2 · 4"),
    (ANSWER, "image/svg+xml"),
    (CHECK, "3 étoiles sur 3"),
    (WRONG, "« avance »"),
    (KEEP, "J'ai envie de continuer"),
)
"""The source of each cell, and a piece of what it shows."""
