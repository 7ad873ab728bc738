"""A turtle that walks on a page and leaves strokes behind it."""

from __future__ import annotations

import math
from typing import Any

from PIL import Image

from atelier import dessin_pixels, dessin_svg
from atelier.arguments import closest, commande, nombre, sans_accent, texte
from atelier.couleurs import Couleur, hexa, rgb
from atelier.erreurs_base import ErreurAttribut, ErreurValeur
from atelier.formes import Cercle, Forme, Mot, Trait
from atelier.lettres import font, writable

FAR = 100_000.0  # units: keeps every coordinate exact and every picture drawable
MANY = 20_000  # shapes: more is a loop that never ends
ORDERS = (
    *("avance", "recule", "droite", "gauche", "saute"),
    *("couleur", "epaisseur", "leve", "pose", "fond"),
    *("cercle", "point", "ecris", "image", "svg"),
)
SYNONYMS = {
    "forward": "avance",
    "backward": "recule",
    "right": "droite",
    "left": "gauche",
    "penup": "leve",
    "pendown": "pose",
    "goto": "saute",
    "color": "couleur",
    "circle": "cercle",
    "rond": "cercle",
    "tourne": "droite",
    "lever": "leve",
    "baisse": "pose",
    "va": "saute",
    "taille": "epaisseur",
    "write": "ecris",
    "texte": "ecris",
}


class Tortue:
    """Une tortue qui dessine. Elle part du milieu de la page et regarde vers la droite.

    Longueurs en pas, angles en degrés, y vers le haut. `traits`, `cercles` et `mots` rangent ce
    qui est dessiné ; `x`, `y`, `cap`, `encre`, `largeur`, `est_posee` disent où elle en est.
    """

    def __init__(self) -> None:
        self.x = 0.0
        self.y = 0.0
        self.cap = 0.0
        self.encre = "black"
        self.largeur = 3.0
        self.est_posee = True
        self.page = "white"
        self.formes: list[Forme] = []

    # 1. Se déplacer

    @commande("t.avance(100)")
    def avance(self, longueur: float) -> None:
        """Avancer tout droit de `longueur` pas, en dessinant si le crayon est posé."""
        self._marche(
            nombre(longueur, "Le nombre de pas", -FAR, FAR, essaie="Essaie t.avance(100).")
        )

    @commande("t.recule(50)")
    def recule(self, longueur: float) -> None:
        """Reculer de `longueur` pas, sans se retourner."""
        self._marche(
            -nombre(longueur, "Le nombre de pas", -FAR, FAR, essaie="Essaie t.recule(50).")
        )

    @commande("t.droite(90)")
    def droite(self, angle: float) -> None:
        """Tourner sur place vers la droite, en degrés. 90 : un coin. 360 : un tour entier."""
        self._tourne(-nombre(angle, "L'angle", -FAR, FAR, " degrés", "Essaie t.droite(90)."))

    @commande("t.gauche(90)")
    def gauche(self, angle: float) -> None:
        """Tourner sur place vers la gauche, en degrés."""
        self._tourne(nombre(angle, "L'angle", -FAR, FAR, " degrés", "Essaie t.gauche(90)."))

    @commande("t.saute(50, -20)")
    def saute(self, x: float, y: float) -> None:
        """Sauter au point (x, y) sans dessiner. (0, 0) est le départ, y monte."""
        self.x = nombre(x, "Le nombre x", -FAR, FAR)
        self.y = nombre(y, "Le nombre y", -FAR, FAR)

    # 2. Choisir son crayon

    @commande("t.couleur('red')")
    def couleur(self, nom: Couleur) -> None:
        """Choisir la couleur des prochains traits : 'red', 'rouge', '#ff8800' ou (r, v, b)."""
        rgb(nom)
        self.encre = nom.strip() if isinstance(nom, str) else hexa(nom)

    @commande("t.epaisseur(5)")
    def epaisseur(self, pixels: float) -> None:
        """Choisir l'épaisseur des prochains traits (0.5 à 200)."""
        self.largeur = nombre(pixels, "L'épaisseur", 0.5, 200, essaie="Essaie t.epaisseur(5).")

    @commande("t.leve()")
    def leve(self) -> None:
        """Lever le crayon : la tortue bouge sans dessiner."""
        self.est_posee = False

    @commande("t.pose()")
    def pose(self) -> None:
        """Poser le crayon : la tortue dessine de nouveau."""
        self.est_posee = True

    @commande("t.fond('black')")
    def fond(self, couleur: Couleur) -> None:
        """Choisir la couleur de la page."""
        rgb(couleur)
        self.page = couleur.strip() if isinstance(couleur, str) else hexa(couleur)

    # 3. Dessiner d'un coup

    @commande("t.cercle(40)")
    def cercle(self, rayon: float) -> None:
        """Dessiner un rond à gauche de la tortue. Elle revient où elle était."""
        radius = nombre(rayon, "Le rayon", 0.1, FAR, essaie="Essaie t.cercle(40).")
        turn = math.radians(self.cap + 90)
        x, y = _net(self.x + radius * math.cos(turn)), _net(self.y + radius * math.sin(turn))
        if self.est_posee:
            self._ajoute(Cercle(x, y, radius, self.encre, self.largeur, self.cap))

    @commande("t.point(8)")
    def point(self, rayon: float) -> None:
        """Dessiner un disque plein, là où est la tortue."""
        radius = nombre(rayon, "Le rayon", 0.1, FAR, essaie="Essaie t.point(8).")
        if self.est_posee:
            self._ajoute(
                Cercle(self.x, self.y, radius, self.encre, self.largeur, self.cap, plein=True)
            )

    @commande("t.ecris('Nova', 24)")
    def ecris(self, mot: str, taille: float = 20) -> None:
        """Écrire un mot à partir de la tortue, vers la droite. taille en pas."""
        words = writable(texte(str(mot), "Le mot", 120))
        height = nombre(taille, "La taille", 4, 400)
        width = font(100, False).getlength(words) * height / 100
        if words:
            self._ajoute(Mot(self.x, self.y, words, self.encre, height, width))

    # 4. Regarder

    @property
    def traits(self) -> list[Trait]:
        """Les traits dessinés, dans l'ordre."""
        return [forme for forme in self.formes if isinstance(forme, Trait)]

    @property
    def cercles(self) -> list[Cercle]:
        """Les ronds dessinés, dans l'ordre."""
        return [forme for forme in self.formes if isinstance(forme, Cercle)]

    @property
    def mots(self) -> list[Mot]:
        """Les mots écrits, dans l'ordre."""
        return [forme for forme in self.formes if isinstance(forme, Mot)]

    @commande("t.image(512)")
    def image(self, taille: int = 512) -> Image.Image:
        """Rendre le dessin en image (PNG), `taille` pixels pour le plus grand côté."""
        size = int(nombre(taille, "La taille", 16, 4000, " pixels"))
        return dessin_pixels.draw(self.formes, self.page, size)

    def svg(self, description: str = "Dessin de la tortue") -> str:
        """Rendre le dessin en SVG : net à toutes les tailles."""
        return dessin_svg.draw(self.formes, self.page, description)

    def _repr_svg_(self) -> str:
        return self.svg()

    def __repr__(self) -> str:
        return f"Tortue({len(self.traits)} traits, {len(self.cercles)} ronds)"

    def __getattr__(self, name: str) -> Any:
        # Only called when nothing else has this name. Names in _ are Python's and Jupyter's own.
        if name.startswith("_"):
            raise AttributeError(name)
        near = SYNONYMS.get(sans_accent(name)) or closest(name, ORDERS)
        raise ErreurAttribut(
            f"La tortue ne connaît pas l'ordre « {name} ».",
            f"Tu voulais dire « {near} » ?" if near else "Essaie avance, droite ou couleur.",
        )

    def __setattr__(self, name: str, value: object) -> None:
        if name in ORDERS:
            raise ErreurAttribut(
                f"{name} est un ordre : il se lance avec des parenthèses.",
                f"Écris t.{name}(…), sans le signe =.",
            )
        super().__setattr__(name, value)

    # 5. Sous le capot

    def _marche(self, steps: float) -> None:
        turn = math.radians(self.cap)
        start = self.x, self.y
        self.x = _net(self.x + steps * math.cos(turn))
        self.y = _net(self.y + steps * math.sin(turn))
        if max(abs(self.x), abs(self.y)) > FAR:
            self.x, self.y = start
            raise ErreurValeur(
                f"La tortue part trop loin : la page va jusqu'à {int(FAR)} pas.",
                "Choisis des nombres plus petits.",
            )
        if self.est_posee and steps:
            self._ajoute(Trait(*start, self.x, self.y, self.encre, self.largeur))

    def _tourne(self, left: float) -> None:
        self.cap = _net((self.cap + left) % 360)

    def _ajoute(self, forme: Forme) -> None:
        if len(self.formes) >= MANY:
            raise ErreurValeur(
                f"La tortue a déjà dessiné {MANY} traits : elle s'arrête là.",
                "Regarde ta boucle : elle tourne peut-être sans fin.",
            )
        self.formes.append(forme)


def _net(value: float) -> float:
    """Round away the dust of sines and cosines, so that a closed square is closed."""
    return round(value, 9) + 0.0
