"""Rules on how long sentences are: instructions, hints, the sentences of checks."""

from __future__ import annotations

from collections.abc import Iterator

from quartiers.lessons.hints import hints_of
from quartiers.lessons.lint import code, markdown
from quartiers.lessons.lint.french import longest_sentence, reading_ease, sentences, words
from quartiers.lessons.lint.learner_texts import for_learners
from quartiers.lessons.lint.rules import Seen, Subject, rule

SENTENCES = 2
INSTRUCTION_SENTENCE, INSTRUCTION_TARGET = 12, 16
HINT_WORDS = 18
CHECK_SENTENCE = 16
EASY_ENOUGH = 70
MEASURABLE_WORDS = 12


@rule("consigne-courte")
def short_instructions(subject: Subject) -> Iterator[Seen]:
    """An instruction: at most 2 sentences of 12 words."""
    for cell in subject.notebook.with_role("consigne"):
        text = markdown.body(cell.source)
        count, (longest, sentence) = len(sentences(text)), longest_sentence(text)
        if not count or count > SENTENCES:
            yield Seen(f"la consigne a {count} phrases.", f"Une ou {SENTENCES}.", cell)
        elif longest > INSTRUCTION_SENTENCE:
            yield Seen(
                f"« {sentence} » a {longest} mots.",
                f"Restez à {INSTRUCTION_SENTENCE} mots par phrase.",
                cell,
            )


@rule("consigne-cible")
def instruction_target(subject: Subject) -> Iterator[Seen]:
    """An instruction aims at 16 words in all."""
    for cell in subject.notebook.with_role("consigne"):
        count = len(words(markdown.body(cell.source)))
        if count > INSTRUCTION_TARGET:
            yield Seen(
                f"la consigne a {count} mots.",
                f"Visez {INSTRUCTION_TARGET} mots en tout.",
                cell,
                advice=True,
            )


@rule("indice-court")
def short_hints(subject: Subject) -> Iterator[Seen]:
    """A hint: at most 2 sentences, 18 words in all."""
    for cell in subject.notebook.with_role("indices"):
        for fold in hints_of(cell.source).folds:
            count, total = len(sentences(fold.text)), len(words(fold.text))
            if count > SENTENCES or total > HINT_WORDS:
                yield Seen(
                    f"« {fold.title} » a {count} phrases et {total} mots.",
                    f"Restez à {SENTENCES} phrases et {HINT_WORDS} mots.",
                    cell,
                )


@rule("phrase-de-controle-courte")
def short_check_sentences(subject: Subject) -> Iterator[Seen]:
    """What a check says: at most 2 sentences of 16 words, never nothing."""
    for cell in subject.notebook.with_role("controle"):
        said = list(code.check_sentences(cell.source))
        if not any(words(text) for text in said):
            yield Seen("la vérification ne dit rien.", "Écrivez ses phrases.", cell)
        for text in said:
            count, (longest, _) = len(sentences(text)), longest_sentence(text)
            if count > SENTENCES or longest > CHECK_SENTENCE:
                yield Seen(
                    f"« {text} » a {count} phrases, la plus longue de {longest} mots.",
                    f"Restez à {SENTENCES} phrases de {CHECK_SENTENCE} mots.",
                    cell,
                )


@rule("lisibilite")
def reading_is_easy(subject: Subject) -> Iterator[Seen]:
    """Reading ease (Kandel-Moles) below 70 deserves a second look; never a refusal."""
    for text in for_learners(subject):
        ease = reading_ease(text.content)
        if len(words(text.content)) >= MEASURABLE_WORDS and ease < EASY_ENOUGH:
            yield text.seen(
                f"lisibilité {ease:.0f} : « {text.content.strip()[:60]}… »",
                f"Visez {EASY_ENOUGH} : mots courts, phrases courtes.",
                advice=True,
            )
