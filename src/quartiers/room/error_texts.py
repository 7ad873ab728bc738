"""What a page says when something went wrong: «tu» to learners and strangers, «vous» to adults."""

from __future__ import annotations

from http import HTTPStatus

Text = tuple[str, str]

ANY: tuple[Text, Text] = (
    ("Il y a un souci", "La salle n'a pas pu faire ça. Appelle un animateur."),
    ("Il y a un souci", "La salle n'a pas pu faire ça. Réessayez dans un instant."),
)
TEXTS: dict[int, tuple[Text, Text]] = {
    HTTPStatus.BAD_REQUEST: (
        (
            "Je n'ai pas compris",
            "Cette demande n'est pas complète. Reviens à l'accueil et recommence.",
        ),
        (
            "Je n'ai pas compris",
            "Cette demande n'est pas complète. Revenez à l'accueil et recommencez.",
        ),
    ),
    HTTPStatus.FORBIDDEN: (
        (
            "Cette page n'est pas pour toi",
            "Ou alors elle est restée ouverte trop longtemps. Reviens à l'accueil.",
        ),
        (
            "Cette page n'est pas pour vous",
            "Ou alors elle est restée ouverte trop longtemps. Revenez à l'accueil.",
        ),
    ),
    HTTPStatus.INSUFFICIENT_STORAGE: (
        (
            "Il n'y a plus de place",
            "L'ordinateur de la salle est plein. Ce qui est gardé reste gardé. "
            "Appelle un animateur.",
        ),
        (
            "Il n'y a plus de place",
            "Le disque de la boîte est plein. Ce qui est gardé reste gardé. "
            "Faites de la place : « La boîte », en haut, dit comment. Puis recommencez.",
        ),
    ),
    HTTPStatus.NOT_FOUND: (
        ("Cette page n'existe pas", "L'adresse a peut-être changé. Reviens à l'accueil."),
        ("Cette page n'existe pas", "L'adresse a peut-être changé. Revenez à l'accueil."),
    ),
}


def error_text(status: int, *, adult: bool) -> Text:
    """The title and the sentence for an HTTP status."""
    return TEXTS.get(status, ANY)[adult]
