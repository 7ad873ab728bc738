"""The learners' library: draw, paint, play, film, in French."""

from atelier.affichage import montrer
from atelier.badges import badge
from atelier.branchement import brancher
from atelier.controles import controle, liste_de_mots, pluriel, virgule
from atelier.couleurs import est_couleur
from atelier.creations import garder
from atelier.derniere import derniere_oeuvre
from atelier.erreurs_base import ErreurAtelier
from atelier.films import Film, duree, gif, video
from atelier.images import agrandir, contraste, disque, nouvelle_image, peindre
from atelier.jeux import interact
from atelier.lettres import police
from atelier.marionnettes import marionnette
from atelier.mosaiques import mosaique
from atelier.neons import neon
from atelier.nuanciers import nuancier
from atelier.photos import photo
from atelier.planches import planche
from atelier.quiz import quiz
from atelier.smileys import bilan_smileys
from atelier.sons import coup, crete, enchainer, frequence, melanger, note, silence
from atelier.tableaux import lire_tableau
from atelier.tortue import Tortue
from atelier.voix_machine import voix

__all__ = [
    "ErreurAtelier",
    "Film",
    "Tortue",
    "agrandir",
    "badge",
    "bilan_smileys",
    "contraste",
    "controle",
    "coup",
    "crete",
    "derniere_oeuvre",
    "disque",
    "duree",
    "enchainer",
    "est_couleur",
    "frequence",
    "garder",
    "gif",
    "interact",
    "lire_tableau",
    "liste_de_mots",
    "marionnette",
    "melanger",
    "montrer",
    "mosaique",
    "neon",
    "note",
    "nouvelle_image",
    "nuancier",
    "peindre",
    "photo",
    "planche",
    "pluriel",
    "police",
    "quiz",
    "silence",
    "video",
    "virgule",
    "voix",
]

# In a notebook, follow its cells and explain Python's errors. Elsewhere this does nothing.
brancher()
