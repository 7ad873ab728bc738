"""Every explanation is checked against the error that the running Python really raises."""

from __future__ import annotations

import re
import warnings

import pytest

import atelier
from atelier.explications import expliquer, phrase_pour
from atelier.explications.affichage import carte_html, texte

BANNIS = re.compile(
    r"\b(faux|erreur|échec|raté|mauvais|nul|oublié|simplement|il suffit|facile)\b|\(s\)", re.I
)


def arreter(code: str) -> tuple[BaseException, str]:
    """The exception raised by running `code` as a learner's cell."""
    espace = {nom: getattr(atelier, nom) for nom in atelier.__all__}
    try:
        with warnings.catch_warnings(action="ignore"):
            exec(compile(code, "<cellule>", "exec"), espace)
    except BaseException as erreur:
        return erreur, code
    raise AssertionError(f"ce code ne s'arrête pas : {code}")


# code of the learner, family, and words that the explanation must say
EXEMPLES = [
    # names
    ("badge(Sirius, 'red')", "guillemets", "mets des guillemets"),
    ("couleur = rouge", "guillemets", "un nom rouge"),
    ("taille = 50\nt = Tortue()\nt.avance(tailles)", "presque-le-nom", "Tu voulais dire taille ?"),
    ("Taille = 50\nprint(taille)", "presque-le-nom", "Tu voulais dire Taille ?"),
    ("t = tortue()", "presque-le-nom", "Tu voulais dire Tortue ?"),
    ("tortue = Tortue()\nt = Tortu()", "presque-le-nom", "Tu voulais dire Tortue ?"),
    ("tortue = Tortue()\nt = tortue()", "majuscule", "Écris Tortue, avec un grand T."),
    ("t = Tortue()\nt.avance(cinquante)", "en-lettres", "Écris ce nombre en chiffres : 50."),
    ("prin('a')", "presque-le-nom", "print"),
    ("x = true", "constante", "True"),
    ("n = random.randint(1, 6)", "import", "import random"),
    ("d = ImageDraw.Draw(3)", "import", "from PIL import ImageDraw"),
    ("print(score)\nscore = 3", "ordre", "Remonte cette ligne"),
    ("montrer(sonnerie, 'Ma sonnerie de 4 notes')", "pas-encore-range", "sonnerie = …"),
    ("sonnette = 3\nprint(sonnerie)", "guillemets", "un nom sonnerie"),
    ("zigzaguer(3)", "commande-inconnue", "reprends une commande de l'exemple"),
    ("def f():\n    n = n + 1\nf()", "lu-trop-tot", "n = …"),
    ("import random\nrandom.choise([1])", "ordre-inconnu", "choice"),
    ("l = []\nl.add(3)", "ordre-inconnu", "append"),
    ("x = None\nx.avance(3)", "rien", "None"),
    ("'a'.upperr()", "ordre-inconnu", "upper"),
    # writing
    ("badge('Nova'.'red')", "virgule", "Remplace le point par une virgule."),
    ("badge('Nova' / 'red')", "virgule", "Remplace le signe / par une virgule."),
    ("badge('Nova' - 'red')", "virgule", "Remplace le signe - par une virgule."),
    ("badge('Nova', 'red') 'Je code'", "texte-dehors", "Mets-le dans les parenthèses"),
    ("badge('Nova', 'red')\nJe code", "guillemets", "mets des guillemets autour"),
    ("badge('Nova' 'red')", "atelier", "Il manque une virgule entre tes deux textes."),
    ("badge('red', 'Nova')", "atelier", "Écris badge('Nova', 'red')."),
    ("note('440, 2')", "atelier", "Enlève les guillemets : 440, 2."),
    ("note(440)", "atelier", "note attend encore : durée."),
    ("t = Tortue()\nt.droite(1e9)", "atelier", "L'angle vaut 1000000000 : il va de"),
    (
        "img = nouvelle_image(8, 8)\npeindre(img, 'red', 7, 7)",
        "atelier",
        "va à la fin, après les nombres",
    ),
    ("t = Tortue()\nt.avance(80) * 4", "ordre-calcule", "Écris un ordre par ligne."),
    ("t = Tortue()\nrepete 4 :\n    t.avance(80)", "mot-anglais", "un par un"),
    ("répéter 4 fois:\n    x = 1", "mot-anglais", "Python ne connaît pas répéter."),
    (
        "s = enchainer(\n    note(440, 1)),\n    note(550, 1),\n)",
        "paire-fermee",
        "Garde la dernière ) pour la fin.",
    ),
    ("badge('Nova, 'green')", "guillemet-manquant", "Il manque un guillemet ' dans la ligne."),
    ("badge(Nova', 'green')", "guillemet-manquant", "Mets ' avant et ' après ton texte."),
    ("badge('Nova'green')", "guillemet-manquant", "Il manque un guillemet ' dans la ligne."),
    ("badge(\"Nova', 'green')", "guillemet-manquant", 'Il manque un guillemet " dans la ligne.'),
    ("badge('Nova', \"l'été)", "guillemet-manquant", 'Mets " avant et " après ton texte.'),
    ("x = 'abc", "guillemet-manquant", "Mets ' avant et ' après ton texte."),
    ('x = """abc', "guillemet-manquant", 'Il manque un guillemet """'),
    ("badge('Nova', 'red', 'J'adore l'été')", "apostrophe", "L'apostrophe"),
    ("badge('Nova', 'red', 'Aujourd'hui')", "apostrophe", "L'apostrophe"),
    ("badge('Nova', 'red', 'Parce qu'on aime')", "apostrophe", "L'apostrophe"),
    ("x = 'J'adore le code'", "apostrophe", "L'apostrophe"),
    ("x = 'C'est l'été'", "apostrophe", "L'apostrophe"),
    ("print('a'", "paire-ouverte", "Ajoute )"),
    ("x = [1, 2\ny = 3", "paire-ouverte", "Ajoute ]"),
    ("x = {'a': 1\ny = 3", "paire-ouverte", "Ajoute }"),
    ("x = 3)", "paire-en-trop", "Enlève-le"),
    ("x = [1, 2)", "paire-croisee", "[ et tu fermes avec )"),
    ("for i in range(3)\n    print(i)", "deux-points", "for"),
    ("def f()\n    pass", "deux-points", "def"),
    ("x = 1\nif x == 1:\n    pass\nelse if x == 2:\n    pass", "elif", "elif"),
    ("x = 1\nif x == 1:\n    pass\nelse x == 2:\n    pass", "else-condition", "elif"),
    ("humeur = 'a'\nif humeur = 'a':\n    pass", "egal", "écris =="),
    ("x = 3\nwhile x = 3:\n    pass", "egal", "écris =="),
    ("5 = x", "gauche-du-egal", "un nom"),
    ("x + 1 = 3", "gauche-du-egal", "un nom"),
    ("couleurs = ['red', 'gold' 3]", "virgule", "Il manque une virgule dans « 'gold' 3 »."),
    ("peindre(img 7, 7, 'red')", "virgule", "Il manque une virgule dans « img 7 »."),
    ("peindre(img, 7 7, 'red')", "virgule", "Il manque un signe entre 7 et 7."),
    ("x = enchainer(\n    note(440, 1)\n    note(550, 1)\n)", "virgule", "au bout de la ligne"),
    ("x = (\n    1,\n\n", "paire-ouverte", "Ajoute )"),
    ("abs(150\nabs(90)\nabs(150", "paire-ouverte", "Ajoute ) au bout de la ligne."),
    ("abs(150 pas)", "nombre-et-mot", "pas est de trop après 150. Écris seulement le nombre"),
    ("x = note(880, 1 seconde)", "nombre-et-mot", "Écris seulement le nombre : 1."),
    ("x = note(880Hz, 1)", "nombre-et-mot", "Hz est de trop après 880."),
    ("x = note(440 x 2, 1)", "signe", "Écris 440 * 2."),
    ("x = note(440x2, 1)", "signe", "Écris 440 * 2."),
    ("badge('Nova', 'red', J aime le foot)", "guillemets", "mets des guillemets autour"),
    ("t.avance(150) t.droite(90)", "deux-ordres", "Écris un seul ordre par ligne."),
    ("t.avance(150)t.droite(90)", "deux-ordres", "Deux ordres sont sur la même ligne."),
    ("t.avance{150}", "parentheses", "Remplace { } par ( )."),
    ("badge{'Nova', 'red'}", "parentheses", "Remplace { } par ( )."),
    ("t..avance(150)", "point", "Garde un seul point."),
    ("t avance(150)", "point", "Il manque le point entre t et avance. Écris t.avance(…)."),
    ("son note(880, 1)", "egal-manquant", "Il manque le signe = après son. Écris son = note(…)."),
    ("son = note 880, 1", "parentheses", "Écris note(880, 1)."),
    ("montrer t", "parentheses", "Écris montrer(t)."),
    ("peindre img, 7, 7, 'red'", "parentheses", "Écris peindre(img, 7, 7, 'red')."),
    ("s = enchainer note(440, 1), note(550, 1)", "parentheses", "après enchainer."),
    ("t.avance 150 t.droite 90", "parentheses", "Écris t.avance(…)."),
    ("badge(“Nova”, 'red')", "guillemets-courbes", "Remplace-le"),
    ("badge(«Nova», 'red')", "guillemets-courbes", "Remplace-le"),
    ("badge(’Nova’, 'red')", "guillemets-courbes", "Remplace-le"),
    ("x = 3 × 4", "signe", "Écris *"),
    ("x = 3 − 4", "signe", "Écris -"),
    ("x\u00a0= 3", "espace-invisible", "espace normal"),
    ("x = 3 €", "signe", "€"),
    ("2tours = 3", "chiffre-colle", "commence par une lettre"),
    ("x = abs(15O)", "lettre-chiffre", "C'est la lettre O. Tape le chiffre 0."),
    ("x = 1l0", "lettre-chiffre", "C'est la lettre l. Tape le chiffre 1."),
    ("x = abs(OO)", "lettre-chiffre", "C'est la lettre O. Tape le chiffre 0."),
    ("x = abs(O5)", "lettre-chiffre", "C'est la lettre O. Tape le chiffre 0."),
    ("x = 007", "zero-devant", "Enlève le 0"),
    ("return 3", "return-dehors", "sous def"),
    ("break", "boucle-dehors", "sous for"),
    ("print 'a'", "parentheses", "print(…)"),
    ("t = Tortue()\nt.avance 100", "parentheses", "t.avance(100)"),
    ("badge 'Nova', 'green'", "parentheses", "Écris badge('Nova', 'green')."),
    ("badge('Nova'; 'green')", "point-virgule", "virgule"),
    ("badge('Nova', 'green'", "paire-ouverte", "Ajoute )"),
    ("t = Tortue()\navance(50)", "sans-la-tortue", "t.avance(…)"),
    ("img = nouvelle_image(8, 8)\nimg.peindre(0, 0, 'red')", "sans-point", "Écris peindre(…)"),
    ("peint(3)", "presque-le-nom", "peindre"),
    ("peins(3)", "presque-le-nom", "peindre"),
    ("pause(1)", "presque-le-nom", "Tu voulais dire silence ?"),
    ("img = nouvelle_image(8, 8)\npeindre(image, 0, 0, 'red')", "presque-le-nom", "dire img ?"),
    ("son = note(la, 1)", "en-lettres", "Écris la note avec un nombre : 440."),
    ("t = Tortue()\nt.avance(sept)", "en-lettres", "Écris ce nombre en chiffres : 7."),
    ("import sys\nsys.exit()", "arret-demande", "Retire-la"),
    ("x = 3\nif x => 3:\n    pass", "signe", ">="),
    ("x = 3\nx++", "signe", "n = n + 1"),
    ("si x > 3:\n    pass", "mot-anglais", "Écris if"),
    ("pour i in range(3):\n    pass", "mot-anglais", "Écris for"),
    ("fro i in range(3):\n    pass", "mot-cle", "for ?"),
    ("class = 3", "mot-reserve", "réservé"),
    ("print(end='', 'a')", "ordre-des-reglages", "à la fin"),
    ("print('a', end='', end='')", "reglage-double", "end"),
    ("def f(a, a):\n    pass", "reglage-double", "a"),
    ("def f(a=1, b):\n    pass", "ordre-des-reglages", "à la fin"),
    ("x = f'{nom'", "f-texte", "{nom}"),
    ("x = f'{}'", "f-texte", "{nom}"),
    ("x = f'nom}'", "f-texte", "{nom}"),
    ("x = 3 \\ 4", "barre", "/"),
    ("x = 'C:\\Users'", "barre", "/"),
    # spaces
    ("for i in range(3):\nprint(i)", "decalage-manquant", "La ligne à répéter"),
    ("def f():\nreturn 3", "decalage-manquant", "sous def"),
    ("if 3 > 2:\nprint(1)", "decalage-manquant", "4 espaces"),
    ("x = 1\n  y = 2", "decalage-en-trop", "Enlève les espaces"),
    ("if True:\n    x = 1\n  y = 2", "decalage-irregulier", "même nombre"),
    ("if True:\n\tx = 1\n        y = 2", "tabulations", "4 espaces"),
    # kinds
    ("import random\nrandom.choice('a', 'b', 'c')", "trop-de-valeurs", "attend 1 valeur"),
    ("def f(a, b):\n    pass\nf(1, 2, 3)", "trop-de-valeurs", "attend 2 valeurs"),
    ("def f():\n    pass\nf(1)", "trop-de-valeurs", "f()"),
    (
        "img = nouvelle_image(9, 9, 'red')\nimg.crop(0, 0, 5, 5)",
        "trop-de-valeurs",
        "en reçoit 4",
    ),
    ("def maison(largeur):\n    pass\nmaison()", "valeur-manquante", "largeur"),
    ("def f(a):\n    pass\nf(b=3)", "reglage-inconnu", "réglage b"),
    ("note = 3\nnote(440, 1)", "commande-recouverte", "première cellule"),
    ("age = 12\nage()", "pas-une-commande", "age"),
    ("x = 3(4)", "signe-manquant", "*"),
    ("x = [(1, 2)(3, 4)]", "signe-manquant", "virgule"),
    ("import random\nrandom(1, 6)", "boite", "random.randint"),
    ("x = 'a' + 3", "texte-et-nombre", "str(…)"),
    ("x = 3 + 'a'", "texte-et-nombre", "enlève les guillemets"),
    ("x = '3' - 1", "texte-et-nombre", "enlève les guillemets"),
    ("x = '440' * 0.5", "texte-et-nombre", "enlève les guillemets"),
    ("x = None + 3", "rien", "return"),
    ("def f():\n    pass\nx = f + 1", "parentheses", "parenthèses"),
    ("x = 'a' < 3", "texte-et-nombre", "compare un texte et un nombre"),
    ("x = [1] + 2", "liste-et-valeur", "append"),
    ("x = -'3'", "genres-melanges", "enlève les guillemets"),
    ("for i in 4:\n    pass", "range", "range"),
    ("a, b = 4", "pas-une-suite", "crochets"),
    ("for i in None:\n    pass", "rien", "return"),
    ("x = 3\nx[0]", "crochets", "un nombre"),
    ("def f():\n    pass\nf[0]", "crochets", "( )"),
    ("x = None\nx[0]", "rien", "None"),
    ("x = [1, 2]\nx['a']", "position", "sans guillemets"),
    ("x = [1, 2]\nx[1.0]", "position", "//"),
    ("for i in range(7 / 2):\n    pass", "entier", "//"),
    ("for i in range('7'):\n    pass", "entier", "guillemets"),
    ("for i in range(0.5):\n    pass", "entier", "sans virgule"),
    ("x = 'abc'\nx[0] = 'd'", "pas-modifiable", "liste"),
    ("x = (1, 2)\nx[0] = 3", "pas-modifiable", "liste"),
    ("len(3)", "longueur", "liste"),
    ("3 in 4", "in", "après in"),
    ("x = {[1]: 2}", "cle", "clé"),
    ("'6' % 4", "texte-et-nombre", "guillemets"),
    # values
    ("float('0,5')", "virgule-decimale", "Écris 0.5"),
    ("int('douze')", "nombre", "« douze »"),
    ("r, v, b = (1, 2)", "deballage", "3 noms"),
    ("a, b = (1, 2, 3)", "deballage", "2 noms"),
    ("x = [1, 2]\nx[2]", "position", "de 0 à 1"),
    ("x = []\nx[0]", "position", "vide"),
    ("'abc'[7]", "position", "n'existe pas"),
    (
        "img = nouvelle_image(9, 9, 'red')\nimg.getpixel((99, 0))",
        "hors-de-l-image",
        "en dehors",
    ),
    ("import random\nrandom.choice([])", "liste-vide", "liste vide"),
    ("[].pop()", "position", "append"),
    ("lieux = {'parc': 'x'}\nlieux['Parc']", "cle", "'parc'"),
    ("lieu = {'minutes': 3}\nlieu['minute']", "cle", "'minutes'"),
    ("d = {'a': 1}\nd['zèbre']", "cle", "Il y a : 'a'"),
    ("1 / 0", "division", "par 0"),
    ("1 % 0", "division", "par 0"),
    ("note(440, 1) + note(440, 2)", "durees", "melanger"),
    (
        "from PIL import Image, ImageFilter\nImageFilter.Kernel((3, 3), [1] * 8, scale=1)",
        "noyau",
        "9 nombres",
    ),
    (
        "from PIL import Image\na = Image.new('RGB', (4, 4))\n"
        "Image.composite(a, a, Image.new('L', (2, 2)))",
        "tailles",
        "resize",
    ),
    ("from PIL import Image\nImage.new('RGB', (4, 4), 'rouje')", "couleur", "« rouje »"),
    ("import random\nrandom.randint(9, 3)", "hasard", "plus petit"),
    ("range(0, 9, 0)", "pas", "pas de 0"),
    ("max([])", "liste-vide", "max"),
    ("[1].remove(4)", "absent", "pas dedans"),
    ("import math\nmath.sqrt(-1)", "calcul", "plus grand que 0"),
    ("if note(440, 1) > 1:\n    pass", "son-comparaison", "crete"),
    # machine
    ("import randon", "boite", "random ?"),
    ("from random import choise", "boite", "choise"),
    ("open('rien.txt')", "fichier", "rien.txt"),
    ("def f():\n    f()\nf()", "appel-sans-fin", "s'appelle elle-même"),
    ("raise KeyboardInterrupt", "arret", "boucle"),
    ("raise MemoryError", "memoire", "plus petits"),
    ("assert 1 == 2", "assert", "assert"),
    ("raise NotImplementedError()", "a-ecrire", "Écris ton code"),
    ("2.0 ** 99999", "trop-grand", "plus petit"),
    # the limits of a workshop
    ("raise OSError(27, 'File too large')", "fichier-trop-gros", "trop gros"),
    ("raise OSError(28, 'No space left on device')", "fichier-trop-gros", "trop gros"),
    ("x = [open('/dev/null') for _ in range(10**6)]", "trop-de-fichiers", "un par un"),
    (
        "raise BlockingIOError(11, 'Resource temporarily unavailable')",
        "trop-de-programmes",
        "moins",
    ),
    ('raise RuntimeError("can\'t start new thread")', "trop-de-programmes", "moins"),
]


@pytest.mark.parametrize(("code", "famille", "mots"), EXEMPLES, ids=[e[0][:40] for e in EXEMPLES])
def test_a_beginner_error_gets_its_own_sentence(code: str, famille: str, mots: str) -> None:
    explication = expliquer(*arreter(code))
    assert explication.famille == famille, explication
    assert mots in explication.message


@pytest.mark.parametrize("code", [e[0] for e in EXEMPLES])
def test_every_sentence_is_short_and_kind(code: str) -> None:
    explication = expliquer(*arreter(code))
    for phrase in (explication.phrase, explication.essai):
        assert len(re.findall(r"[\w'’-]+", phrase)) <= 12, phrase
        assert phrase.strip()
    assert not BANNIS.search(explication.message), explication.message


@pytest.mark.parametrize("code", [e[0] for e in EXEMPLES])
def test_every_explanation_points_to_a_line_of_the_cell(code: str) -> None:
    explication = expliquer(*arreter(code))
    assert explication.ligne is not None
    assert 1 <= explication.ligne <= len(code.splitlines())


def test_an_unknown_error_is_named_honestly() -> None:
    class Etrange(Exception):
        pass

    explication = expliquer(Etrange("x"), "")
    assert explication.famille == "inconnue"
    assert "Etrange" in explication.phrase


def test_an_unreadable_line_without_a_rule_stays_honest() -> None:
    erreur, code = arreter("x = = 3")
    assert expliquer(erreur, code).famille == "ecriture"


def test_an_error_of_atelier_keeps_its_own_words() -> None:
    erreur, code = arreter("peindre(nouvelle_image(8, 8, 'white'), 8, 8, 'red')")
    assert isinstance(erreur, IndexError)
    assert phrase_pour(erreur, code).startswith("La case (8, 8) est hors de la grille")


def test_explaining_never_raises_even_on_strange_exceptions() -> None:
    class SansTexte(ValueError):
        def __str__(self) -> str:
            return "could not convert string to float: '"

    for erreur in (SyntaxError(), KeyError(), SansTexte(), NameError(), TypeError(3), OSError(2)):
        assert expliquer(erreur).message


def test_the_line_is_the_learner_s_even_when_the_error_is_deep_in_a_library() -> None:
    erreur, code = arreter("x = 1\nimport random\nrandom.sample(3, 2)")
    assert expliquer(erreur, code).ligne == 3


def test_the_card_shows_the_line_and_escapes_it() -> None:
    erreur, code = arreter("x = 1\ny = '<b>' + 3")
    html = carte_html(expliquer(erreur, code))
    assert "Ligne 2" in html
    assert "&lt;b&gt;" in html
    assert "<b>" not in html
    assert texte(expliquer(erreur, code)).startswith("Ligne 2 : ")
