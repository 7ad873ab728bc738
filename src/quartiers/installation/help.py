"""What the door says when it is asked for help, and when it does not know a word."""

from __future__ import annotations

import difflib
import re

HELP_WORDS = ("aide", "-h", "--help", "--aide")
HELP = """\
Quartiers du Pixel : le code pour fabriquer des images, des sons et des films.

  ./pixel ouvrir            prépare la machine et ouvre la maison (port 8000)
      --port N                  un autre port
      --donnees DOSSIER         où garder le travail des jeunes
      --centre NOM              le nom de votre centre
      --animateur NOM --mot-de-passe-fichier F
                                le premier compte, sans poser de question
  ./pixel tester            prépare la machine et lance tous les tests
      --rapide                  sans le navigateur ni le Hub
  ./pixel diagnostic        ce que cette machine peut accueillir, et ses protections
  ./pixel solo [LEÇON]      ouvre une leçon pour une seule personne, sans salle
  ./pixel noter [LEÇON]     note un dossier de travaux, hors séance
      --dossier DOSSIER         où sont les travaux, un carnet par jeune (copies)
  ./pixel lecons verifier   relit les leçons : longueurs, mots, ordre, images…
  ./pixel lecons prouver    essaie les réponses de chaque exercice
      --reponse F --lecon P01 --exercice 4    juge une seule réponse
  ./pixel lecons construire fabrique les copies des jeunes
  ./pixel aide              ce texte
"""


def commands() -> list[str]:
    """The commands that the help shows, in its order."""
    return list(dict.fromkeys(re.findall(r"\./pixel (\w+)", HELP)))


def unknown(word: str) -> str:
    """What is said of a word that is no command; empty for one that is."""
    if word in commands():
        return ""
    near = difflib.get_close_matches(word, commands(), 1)
    guess = f" Vouliez-vous dire « {near[0]} » ?" if near else ""
    return f"Je ne connais pas « {word} ».{guess} Les mots que je connais : ./pixel aide"
