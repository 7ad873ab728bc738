"""A learner's value seen as a subject: what it is, read through properties that never crash."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

S = TypeVar("S", bound="Sujet")


class Sujet:
    """One value of one kind. `genre` completes « t doit être … » when the value is another thing.

    A reading is computed once, whoever asks for it: the value is judged as it was left.
    """

    genre: ClassVar[str]

    def __init__(self, valeur: Any) -> None:
        self.valeur = valeur

    @staticmethod
    def convient(valeur: Any) -> bool:
        """Whether a value is of this kind."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.valeur!r})"
