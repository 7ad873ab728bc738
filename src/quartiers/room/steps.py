"""The steps of a lesson, in their fixed order, with the words that learners read."""

from __future__ import annotations

STEPS = {
    "titre": "Début",
    "creer": "Tu vas créer",
    "porte": "Porte d'entrée",
    "predis": "Prédis",
    "lance": "Lance",
    "modifie": "Modifie",
    "repare": "Répare",
    "ecris": "Écris",
    "cree": "Crée",
    "garder": "Garde",
    "metier": "Métier",
    "bilan": "Bilan",
    "defi": "Défi +",
}
