"""The panel «Confort» of «Mes leçons»: how the learner likes to read, chosen without script."""

from __future__ import annotations

from http import HTTPStatus

from tornado.web import HTTPError

from quartiers.room.base import LearnerPage, in_thread
from quartiers.sessions.comfort import CHOICES

# For each choice its question, and the words of its values in the order of `CHOICES`.
WORDS = {
    "size": ("Taille du texte", ("Normale", "Grande", "Très grande")),
    "spacing": ("Espace entre les lignes", ("Normal", "Large")),
    "font": ("Lettres", ("Normales", "Espacées")),
    "contrast": ("Contraste", ("Normal", "Fort")),
    "theme": ("Couleurs", ("Claires", "Sombres")),
    "motion": ("Mouvements", ("Normaux", "Aucun")),
}


def questions() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """For the form: name, question, and (value, word) pairs."""
    return [
        (name, question, list(zip(CHOICES[name], words, strict=True)))
        for name, (question, words) in WORDS.items()
    ]


class ComfortPage(LearnerPage):
    """Where the panel sends its choices."""

    async def post(self) -> None:
        """Keep them, and show the lessons again with them."""
        choices = {name: self.field(name) for name in CHOICES}
        try:
            await in_thread(self.room.store.comfort.change, self.learner.id, choices)
        except ValueError as reason:
            raise HTTPError(HTTPStatus.BAD_REQUEST) from reason
        self.go("lecons")
