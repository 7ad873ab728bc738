"""Fabrique le son et les images de la leçon A01 avec l'atelier : la sonnerie, le clavier."""

import wave

import numpy as np
from PIL import Image, ImageDraw

from atelier import enchainer, note, nouvelle_image, police, silence

ENCRE = "#1d2140"
PAPIER = "#f6f1e7"
NUIT = "#171a33"
TAUX = 22050
COULEURS = ["#ff6b6b", "#ffc145", "#4fd1c5", "#b794ff"]
NOTES = [(392, 0.22, "sol"), (523, 0.22, "do"), (659, 0.22, "mi"), (784, 0.6, "sol")]
CLAVIER = [
    ("do", 262),
    ("ré", 294),
    ("mi", 330),
    ("fa", 349),
    ("sol", 392),
    ("la", 440),
    ("si", 494),
    ("do", 523),
]


def sonnerie() -> np.ndarray:
    """Quatre notes, comme dans la leçon."""
    return enchainer(*(note(hauteur, duree) for hauteur, duree, _nom in NOTES), silence(0.3))


def en_wav(son: np.ndarray, fichier: str) -> None:
    """Ranger le son dans un fichier WAV, un peu moins fort que le maximum."""
    with wave.open(fichier, "wb") as sortie:
        sortie.setnchannels(1)
        sortie.setsampwidth(2)
        sortie.setframerate(TAUX)
        sortie.writeframes((son * 0.6 * 32767).astype("<i2").tobytes())


def resultat() -> Image.Image:
    """La sonnerie dessinée : plus c'est haut, plus c'est aigu ; plus c'est large, plus ça dure."""
    large, haut, marge = 1200, 460, 70
    feuille = nouvelle_image(large * 2, haut * 2, NUIT)
    dessin = ImageDraw.Draw(feuille)
    total = sum(duree for _hauteur, duree, _nom in NOTES)
    place = (large - 2 * marge) * 2 / total
    x = marge * 2.0
    for (hauteur, duree, nom), couleur in zip(NOTES, COULEURS, strict=True):
        fin = x + duree * place - 24
        milieu = 2 * (haut - 150 - (hauteur - 392) / (784 - 392) * 190)
        onde(dessin, (x, fin), milieu, hauteur / 44, couleur)
        dessin.text((x + 8, 2 * (haut - 44)), nom, "white", police(56, True), anchor="lm")
        dessin.text((x + 8 + 120, 2 * (haut - 44)), str(hauteur), couleur, police(52), anchor="lm")
        x = fin + 24
    return feuille.resize((large, haut), Image.Resampling.LANCZOS)


def onde(
    dessin: ImageDraw.ImageDraw,
    bouts: tuple[float, float],
    milieu: float,
    tours: float,
    couleur: str,
) -> None:
    """Une vague serrée pour un son aigu, large pour un son grave, douce au début et à la fin."""
    debut, fin = bouts
    longueur = fin - debut
    vagues = tours * longueur / 520
    points = []
    for pas in range(int(longueur)):
        t = pas / longueur
        ampleur = 110 * min(1, t * 12, (1 - t) * 3)
        points.append((debut + pas, milieu + ampleur * np.sin(2 * np.pi * vagues * t)))
    dessin.line(points, fill=couleur, width=12, joint="curve")


def clavier() -> Image.Image:
    """Huit touches de piano avec leur nom et leur nombre de vibrations."""
    large, haut, marge = 116, 300, 20
    feuille = nouvelle_image(8 * large + 2 * marge, haut + 2 * marge, PAPIER)
    dessin = ImageDraw.Draw(feuille)
    for rang, (nom, hauteur) in enumerate(CLAVIER):
        x = marge + rang * large
        touche = (x + 2, marge, x + large - 2, marge + haut)
        dessin.rounded_rectangle(touche, 14, fill="white", outline=ENCRE, width=3)
        milieu = x + large // 2
        dessin.text((milieu, marge + haut - 92), nom, ENCRE, police(34), anchor="mm")
        dessin.text(
            (milieu, marge + haut - 44), str(hauteur), "#00645c", police(40, True), anchor="mm"
        )
    for rang in (0, 1, 3, 4, 5):
        x = marge + (rang + 1) * large
        noire = (x - 32, marge, x + 32, marge + 160)
        dessin.rounded_rectangle(noire, 10, fill=ENCRE)
    return feuille


en_wav(sonnerie(), "sonnerie.wav")
resultat().save("resultat.png")
clavier().save("clavier.png")
