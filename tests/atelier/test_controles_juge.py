"""A check counts in order, stops at the first unmet, never crashes, says one sentence."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from PIL import Image

from atelier import oeuvres
from atelier.controles import ABSENT, Etoiles, PasEncore, dernier_bilan, empreinte, juge
from atelier.controles.etoiles import ARRETEE, MIME
from atelier.controles.juge import A_CHANGER, A_TOI, VIDE, Controle
from atelier.controles.memoire import ENCOURAGEMENT, Memoire
from atelier.images import nouvelle_image, peindre
from atelier.tortue import Tortue
from atelier.trace import Cellule

ESPACE: dict[str, Any] = {"Tortue": Tortue, "random": random}


def juger(source: str, num: int = 3, **reglages: Any) -> Controle:
    """The check of a cell that has just run `source`."""
    espace = dict(ESPACE)
    cellule = Cellule(source)
    try:
        exec(compile(source, "<cellule>", "exec"), espace)
    except Exception as erreur:
        cellule.erreur = erreur
    return Controle(
        num, cellule, espace, souvenirs=reglages.pop("souvenirs", Memoire()), **reglages
    )


def phrase(c: Controle) -> str:
    """The sentence of a check at 0 star."""
    with pytest.raises(PasEncore) as refus:
        c.bilan("bravo")
    return refus.value.phrase


@pytest.mark.parametrize(
    ("conditions", "etoiles"),
    [
        ([True], 3),
        ([True, True], 3),
        ([True, False], 1),
        ([True, True, False], 2),
        ([True, False, True], 1),
        ([True, True, True, False], 2),
    ],
)
def test_stars_are_the_whole_part_of_what_came_before_the_first_unmet(
    conditions: list[bool], etoiles: int
) -> None:
    c = juger("x = 1")
    for rang, condition in enumerate(conditions):
        c.etoile(condition, f"phrase {rang}")
    resultat = c.bilan("bravo")
    assert resultat == etoiles
    attendue = "bravo" if all(conditions) else f"phrase {conditions.index(False)}"
    assert resultat.phrase == attendue


def test_no_star_raises_with_the_sentence_of_the_first_unmet() -> None:
    c = juger("x = 1")
    c.etoile(False, "première")
    c.etoile(False, "deuxième")
    assert phrase(c) == "première"


def test_conditions_after_the_first_unmet_are_not_run() -> None:
    c = juger("x = 1")
    c.etoile(True, "")
    c.etoile(False, lambda: "calculée")
    c.etoile(lambda: pytest.fail("ne doit pas être lancée"), "")
    assert c.bilan("bravo").phrase == "calculée"


def test_a_crash_inside_a_condition_is_a_hint() -> None:
    c = juger("x = 1")
    c.etoile(True, "")
    c.etoile(lambda: [][3], "autre phrase")
    assert "ça s'arrête (IndexError)" in c.bilan("bravo").phrase


def test_strict_mode_refuses_anything_below_all_stars(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATELIER_STRICT", "1")
    c = juger("x = 1")
    c.etoile(True, "")
    c.etoile(False, "il en manque")
    assert phrase(c) == "il en manque"
    plein = juger("x = 1")
    plein.etoile(True, "")
    assert plein.bilan("bravo") == 3


@pytest.mark.parametrize("source", ["", "# ✏️ À toi"])
def test_an_emptied_cell_says_how_its_lines_come_back(source: str) -> None:
    c = juger(source, depart="t = Tortue()")
    c.etoile(True, "")
    assert phrase(c) == VIDE


def test_an_empty_cell_is_asked_to_start() -> None:
    for source in ("", "# ✏️ À toi"):
        c = juger(source)
        c.etoile(True, "")
        assert phrase(c) == A_TOI


def test_the_untouched_starter_is_asked_to_change() -> None:
    depart = "t = Tortue()\nt.avance(100)"
    c = juger("t = Tortue()\nt.avance(100)  # rien changé", depart=depart)
    c.etoile(True, "")
    assert phrase(c) == A_CHANGER


def test_a_stopped_cell_gets_the_explanation_of_its_error() -> None:
    c = juger("t = Tortue()\nt.avance(tailles)")
    c.etoile(True, "")
    assert phrase(c).startswith("Python cherche un nom tailles.")


SAUTE = [
    (
        "t = Tortue()\n# t.avance(150)",
        "Python saute « # t.avance(150) » : cette ligne commence par #."
        " Enlève le #, ou efface la ligne.",
    ),
    (
        "t = Tortue()\n# 2. Fabriquer t.avance(150)\nt.droite(90)",
        "Python saute « # 2. Fabriquer t.avance(150) » : cette ligne commence par #."
        " Écris ton code sur une autre ligne, sans #.",
    ),
    (
        "  # t = Tortue()",
        "Python saute « # t = Tortue() » : cette ligne commence par #."
        " Enlève le #, ou efface la ligne.",
    ),
]


@pytest.mark.parametrize(("source", "attendue"), SAUTE)
def test_code_behind_a_hash_is_told_before_what_is_missing(source: str, attendue: str) -> None:
    c = juger(source)
    c.etoile(lambda: c.dessin("t").traits == 1, "Je vois 0 trait.")
    assert phrase(c) == attendue


def test_code_behind_a_hash_is_told_in_the_untouched_starter_too() -> None:
    depart = "t = Tortue()\n# 2. Fabriquer"
    assert phrase(juger(f"{depart}\n# t.avance(9)", depart=depart)).startswith("Python saute")


def test_code_behind_a_hash_takes_no_star_from_an_answer_that_works() -> None:
    c = juger("t = Tortue()\n# t.avance(50)\nt.avance(150)")
    c.etoile(lambda: c.dessin("t").traits == 1, "Je vois 0 trait.")
    assert c.bilan("bravo") == 3


@pytest.mark.parametrize(
    ("source", "ordre"),
    [("t = Tortue()\nt.leve\nt.avance(9)", "t.leve"), ("t = Tortue\nTortue", "Tortue")],
)
def test_an_order_without_its_parentheses_is_told_first(source: str, ordre: str) -> None:
    c = juger(source)
    c.etoile(False, "Je vois 0 trait.")
    assert phrase(c) == f"Sans parenthèses, {ordre} ne fait rien. Écris {ordre}(…)."


def test_values_put_into_a_command_are_told_first() -> None:
    c = juger("badge = ('Nova', 'red')")
    c.etoile(len(c.badge().textes) == 2, "autre phrase")
    assert phrase(c) == "badge est une commande : enlève le signe =. Écris badge(…)."


def test_texts_left_outside_of_a_command_are_counted() -> None:
    assert juger("print(1)\n'Je code'").textes_seuls() == 1
    assert juger("print('a'), 'Je code'").textes_seuls() == 1
    assert juger("x = 'Je code'\nprint('a')").textes_seuls() == 0


@pytest.mark.parametrize("ligne", ["t.x", "t", "t.traits", "'mot'"])
def test_a_value_alone_on_its_line_is_no_order(ligne: str) -> None:
    c = juger(f"t = Tortue()\n{ligne}")
    c.etoile(False, "première")
    assert phrase(c) == "première"


@pytest.mark.parametrize(
    "ligne",
    [
        "# 1. Préparer : ton casque, volume bas",
        "# le Tortue (rouge) de mon ami(e)",
        "t.ecris('# t.avance(3)')",
        "t.droite(90)  # t.avance(3)",
    ],
)
def test_a_comment_without_code_changes_nothing(ligne: str) -> None:
    c = juger(f"t = Tortue()\n{ligne}")
    c.etoile(False, "première")
    assert phrase(c) == "première"


def test_a_comment_that_the_starter_holds_changes_nothing() -> None:
    depart = "t = Tortue()\n# t.avance(50)"
    c = juger(f"{depart}\nt.droite(90)", depart=depart)
    c.etoile(False, "première")
    assert phrase(c) == "première"


@pytest.mark.parametrize("source", ["Tortue().avance(tailles)", "Tortue().avance()"])
def test_what_a_stopped_cell_has_said_is_not_said_again_under_the_check(
    source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cartes: list[Etoiles] = []
    monkeypatch.setattr(juge, "_montrer_la_carte", cartes.append)
    dit = phrase(juger(source))
    (etoiles,) = cartes
    assert (etoiles.donnees()["phrase"], etoiles.donnees()["affichee"]) == (dit, ARRETEE)
    carte = etoiles._repr_mimebundle_()["text/html"]
    assert "Lis le message" in carte
    assert etoiles.phrase not in carte


def test_a_check_that_found_something_missing_says_it_itself() -> None:
    c = juger("x = 1")
    c.etoile(True, "")
    c.etoile(False, "Il manque un trait.")
    etoiles = c.bilan("bravo")
    assert "affichee" not in etoiles.donnees()
    assert "Il manque un trait." in etoiles._repr_mimebundle_()["text/html"]


def test_a_cell_answers_one_exercise_only() -> None:
    cellule = Cellule("x = 1")
    premier = Controle(2, cellule, {}, souvenirs=Memoire())
    encore = Controle(2, cellule, {}, souvenirs=Memoire())
    autre = Controle(3, cellule, {}, souvenirs=Memoire())
    for c in (premier, encore):
        c.etoile(True, "")
        assert c.bilan("bravo") == 3
    autre.etoile(True, "")
    assert phrase(autre) == A_TOI


def test_a_cell_that_the_lesson_gives_is_not_an_answer() -> None:
    for source in ("# Exemple\nx = 1", "# Garder\ngarder(x, 'a')", "from atelier import *"):
        c = Controle(2, Cellule(source), {"x": 1}, souvenirs=Memoire())
        c.etoile(True, "")
        assert phrase(c) == A_TOI


def test_an_example_run_again_is_still_not_an_answer() -> None:
    source = "# Exemple 1\nx = 1"
    cellule = Cellule(source, identifiant="a01-lance-exemple", deja_annoncee=True)
    c = Controle(2, cellule, {"x": 1}, souvenirs=Memoire())
    c.etoile(True, "")
    assert phrase(c) == A_TOI


def test_an_answer_that_begins_as_a_copy_of_the_example_is_judged() -> None:
    copie = "# Exemple\nx = 1"
    for cellule in (
        Cellule(copie, deja_annoncee=True),
        Cellule(copie, identifiant="a01-ex2-reponse"),
    ):
        c = Controle(2, cellule, {"x": 1}, souvenirs=Memoire())
        c.etoile(True, "")
        assert c.bilan("bravo") == 3


def test_the_third_identical_miss_adds_a_kind_word_and_keeps_the_mark() -> None:
    souvenirs = Memoire()
    mots = []
    for _ in range(4):
        c = juger("x = 1", souvenirs=souvenirs)
        c.etoile(True, "")
        c.etoile(False, "pareil")
        resultat = c.bilan("bravo")
        mots.append(resultat.encouragement)
        assert (resultat, resultat.phrase) == (1, "pareil")
    assert mots == ["", "", ENCOURAGEMENT, ENCOURAGEMENT]
    change = juger("x = 1", souvenirs=souvenirs)
    change.etoile(True, "")
    change.etoile(False, "autre")
    assert change.bilan("bravo").encouragement == ""


def test_the_last_result_can_be_asked() -> None:
    c = Controle(5, Cellule("x = 1"), {})
    c.etoile(True, "")
    c.bilan("bravo")
    bilan = dernier_bilan()
    assert bilan is not None
    assert (bilan.exercice, bilan.etoiles, bilan.sur, bilan.phrase) == (5, 3, 3, "bravo")


# ── stars as an object ──────────────────────────────────────────────────────────────────


def test_stars_are_a_number_that_nbgrader_reads() -> None:
    etoiles = Etoiles(2, 3, 3, "Il reste <b>un</b> coin.", "Encore.")
    paquet = etoiles._repr_mimebundle_()
    assert repr(etoiles) == paquet["text/plain"] == "2.0"
    assert paquet[MIME] == {
        "exercice": 3,
        "etoiles": 2,
        "sur": 3,
        "phrase": "Il reste <b>un</b> coin.",
    }
    assert "★★☆" in paquet["text/html"]
    assert "2 étoiles sur 3" in paquet["text/html"]
    assert "&lt;b&gt;" in paquet["text/html"]


def test_not_yet_draws_one_kind_line() -> None:
    (ligne,) = PasEncore("phrase")._render_traceback_()
    assert "Pas encore" in ligne


# ── readings ────────────────────────────────────────────────────────────────────────────


def test_a_missing_name_is_the_sentence_whatever_the_condition() -> None:
    c = juger("x = 1")
    c.etoile(c.dessin("dessin").traits == 0, "autre phrase")
    attendue = "Python ne trouve pas encore dessin. Range ta création dedans : dessin = …"
    assert phrase(c) == attendue


def test_a_name_left_by_another_cell_does_not_count() -> None:
    c = Controle(3, Cellule("x = 1"), {"x": 1, "t": Tortue()}, souvenirs=Memoire())
    assert not c.existe("t")
    assert c.existe("t", partout=True)
    assert c.valeur("t") is ABSENT


@pytest.mark.parametrize(
    "source", ["son = note(880, 1)\nmontrer(son)", "x = 1; son = note(880, 1)"]
)
def test_a_name_counts_wherever_its_line_is_in_the_cell(source: str) -> None:
    espace = {"son": np.ones(2000)}
    c = Controle(2, Cellule(source), espace, souvenirs=Memoire())
    assert c.existe("son")
    assert c.son("son").duree > 0


def test_a_name_that_the_cell_only_uses_is_still_to_be_made() -> None:
    espace = {"son": np.ones(2000), "Son": np.ones(2000)}
    c = Controle(2, Cellule("Son = note(880, 1)\nmontrer(son, 'Ma note')"), espace)
    assert not c.existe("son")
    c.etoile(c.son("son").duree > 0, "autre phrase")
    assert phrase(c) == "Python trouve Son, mais pas son. Remplace Son par son partout."


def test_a_name_that_an_older_cell_left_is_not_taken_for_another_one() -> None:
    ancien = np.ones(2000)
    source = "try:\n    son = note('440', 2)\nexcept Exception:\n    pass"
    c = Controle(3, Cellule(source, anciennes={"son": ancien}), {"son": ancien})
    c.etoile(c.son("son").duree > 0, "autre phrase")
    assert phrase(c) == "Python ne trouve pas encore son. Range ta création dedans : son = …"


@pytest.mark.parametrize("nom", ["tt", "tortue", "T"])
def test_a_work_under_nearly_the_right_name_is_pointed_at(nom: str) -> None:
    c = Controle(2, Cellule(f"{nom} = Tortue()"), {nom: Tortue()}, souvenirs=Memoire())
    c.etoile(c.dessin("t").traits == 1, "autre phrase")
    assert phrase(c) == f"Python trouve {nom}, mais pas t. Remplace {nom} par t partout."


def test_another_value_whose_name_begins_alike_is_no_work() -> None:
    c = Controle(2, Cellule("taille = 50"), {"taille": 50}, souvenirs=Memoire())
    c.etoile(c.dessin("t").traits == 1, "autre phrase")
    assert phrase(c) == "Python ne trouve pas encore t. Range ta création dedans : t = …"


@pytest.mark.parametrize(
    ("source", "objet", "ligne"),
    [
        ("t.avance(150)", Tortue(), "t = Tortue()"),
        ("peindre(t, 0, 0, 'red')", Image.new("RGB", (8, 8)), "t = …"),
    ],
)
def test_a_drawing_made_elsewhere_asks_for_its_first_line(
    source: str, objet: object, ligne: str
) -> None:
    c = Controle(2, Cellule(source), {"t": objet}, souvenirs=Memoire())
    c.etoile(c.valeur("t") == objet, "autre phrase")
    assert phrase(c) == (
        f"Python reprend t d'une autre cellule. Remets la ligne {ligne} tout en haut."
    )


@pytest.mark.parametrize("ligne", ["images += [1]", "images.append(1)"])
def test_a_list_that_goes_on_growing_asks_for_its_first_line(ligne: str) -> None:
    c = Controle(2, Cellule(ligne), {"images": [1, 1]}, souvenirs=Memoire())
    c.etoile(len(c.liste("images")) == 2, "autre phrase")
    assert phrase(c) == (
        "Python reprend images d'une autre cellule. Remets la ligne images = [] tout en haut."
    )
    neuve = Controle(2, Cellule(f"images = []\n{ligne}"), {"images": [1]}, souvenirs=Memoire())
    assert neuve.liste("images") == [1]


def test_a_work_left_by_an_older_cell_is_not_a_new_one() -> None:
    ancien = np.ones(2000)
    source = "try:\n    son = note('440', 1)\nexcept Exception:\n    pass"
    c = Controle(2, Cellule(source, anciennes={"son": ancien}), {"son": ancien})
    assert not c.existe("son")
    nouveau = Controle(2, Cellule(source, anciennes={"son": ancien}), {"son": np.ones(2000)})
    assert nouveau.existe("son")


def test_a_value_of_another_kind_says_what_is_needed() -> None:
    c = juger("son = 'do'")
    c.etoile(c.son("son").hauteur == 440, "autre phrase")
    assert phrase(c) == "Dans le nom son, range un son."


def test_a_value_given_without_a_name_is_no_name() -> None:
    c = juger("x = 1")
    c.etoile(c.nombre(np.ones(3)) == 1, "autre phrase")
    assert phrase(c) == "J'attends un nombre, sans guillemets."


@pytest.mark.parametrize(
    ("source", "lecture", "rendu"),
    [
        ("n = 3", lambda c: c.nombre("n"), 3),
        ("n = True", lambda c: c.nombre("n") is ABSENT, True),
        ("n = '3'", lambda c: c.nombre("n") is ABSENT, True),
        ("mot = 'a'", lambda c: c.texte("mot"), "a"),
        ("mot = 3", lambda c: c.texte("mot") is ABSENT, True),
        ("l = (1, 2)", lambda c: c.liste("l"), [1, 2]),
        ("l = 3", lambda c: c.liste("l") is ABSENT, True),
    ],
)
def test_typed_readings_give_the_value_or_nothing_at_all(
    source: str, lecture: Any, rendu: object
) -> None:
    assert lecture(juger(source)) == rendu


def test_nothing_one_does_with_an_absent_value_crashes_or_passes() -> None:
    c = juger("x = 1")
    rien = c.fonction("zut")
    assert not rien(3)
    assert [rien(3).size == (1, 2), rien(3).size != (1, 2)] == [False, False]
    assert not (rien(3) + 1)[0].machin() < 4
    assert list(rien) == []
    assert len(rien) == 0
    assert "a" not in rien
    assert f"{rien}" == "rien"


def test_a_function_that_crashes_on_other_values_is_a_hint() -> None:
    c = juger("def f(liste):\n    return liste[5]")
    c.etoile(True, "")
    c.etoile(c.fonction("f")([1]) == 1, "autre phrase")
    assert "ça s'arrête (IndexError)" in c.bilan("bravo").phrase


def test_calling_a_function_never_alters_the_values_of_the_check() -> None:
    c = juger("def f(liste):\n    liste.append(3)\n    return liste")
    valeurs = [1]
    assert c.fonction("f")(valeurs) == [1, 3]
    assert valeurs == [1]


def test_a_function_that_spoils_what_it_receives_is_seen() -> None:
    source = (
        "def doux(img):\n    copie = img.copy()\n    copie.putpixel((0, 0), (1, 2, 3))\n"
        "    return copie\n"
        "def abime(img):\n    img.putpixel((0, 0), (1, 2, 3))\n    return img"
    )
    c = juger(source)
    photo = Image.new("RGB", (4, 4))
    assert c.respecte("doux", photo)
    assert not c.respecte("abime", photo)
    assert photo.getpixel((0, 0)) == (0, 0, 0)


def test_fingerprints_follow_the_content() -> None:
    assert empreinte(np.ones(3)) == empreinte(np.ones(3))
    assert empreinte(np.ones(3)) != empreinte(np.ones(4))
    assert empreinte([Image.new("RGB", (2, 2))]) != empreinte([Image.new("L", (2, 2))])
    assert empreinte("a") != empreinte("b")


# ── replays ─────────────────────────────────────────────────────────────────────────────

ROSACE = "cotes = 8\nt = Tortue()\nfor i in range({0}):\n    t.avance(50)\n    t.droite({1})"


def test_a_replay_follows_the_value_only_when_the_code_uses_it() -> None:
    suit = juger(ROSACE.format("cotes", "360 / cotes"))
    fixe = juger(ROSACE.format("8", "45"))
    assert suit.rejoue(cotes=3).dessin("t").est_regulier(3)
    assert not fixe.rejoue(cotes=3).dessin("t").est_regulier(3)
    assert suit.dessin("t").est_regulier(8)


def test_a_replay_changes_every_line_that_chooses_the_value() -> None:
    c = juger("degres = 18\ndegres = 30\nt = Tortue()\nt.droite(degres)\nt.avance(9)")
    assert c.rejoue(degres=90).dessin("t").directions == {270}
    suite = juger("n = 2\nn = n + 1")
    assert suite.rejoue(n=10).nombre("n") == 11
    dedans = juger("if True:\n    n = 2\ndouble = 2 * n")
    assert dedans.rejoue(n=4).nombre("double") == 8


def test_a_replay_changes_nothing_in_the_learner_s_names() -> None:
    c = juger("n = 1\nl = []\nl.append(n)")
    rejeu = c.rejoue(n=5)
    assert rejeu.liste("l") == [5]
    assert c.liste("l") == [1]
    assert c.nombre("n") == 1


def test_a_replay_without_its_line_says_which_line_is_needed() -> None:
    c = juger("t = Tortue()")
    c.etoile(c.rejoue(cotes=3).dessin("t").est_regulier(3), "autre phrase")
    assert phrase(c) == "Je ne trouve pas la ligne cotes = … Garde-la dans ta cellule."


def test_a_replay_that_stops_is_a_hint() -> None:
    c = juger("l = [1, 2]\nx = l[1]")
    c.etoile(c.rejoue(l=[]).nombre("x") == 1, "autre phrase")
    assert "ça s'arrête (IndexError)" in phrase(c)


def test_an_endless_replay_stops() -> None:
    c = juger("secret = 3\nessai = 0\nwhile essai != secret:\n    essai = essai + 1")
    assert c.rejoue(secret=91).nombre("essai") == 91
    c.etoile(c.rejoue(secret=-1).nombre("essai") == -1, "autre phrase")
    assert "BoucleSansFin" in phrase(c)


def test_two_seeds_tell_chance_from_a_fixed_value() -> None:
    hasard = juger("import random\nn = random.randint(1, 10**9)")
    fixe = juger("n = 4")
    assert hasard.avec_graine(1).nombre("n") == hasard.avec_graine(1).nombre("n")
    assert hasard.avec_graine(1).nombre("n") != hasard.avec_graine(2).nombre("n")
    assert fixe.avec_graine(1).nombre("n") == fixe.avec_graine(2).nombre("n")


def test_a_replay_leaves_chance_where_it_was() -> None:
    random.seed(4)
    attendu = random.random()
    random.seed(4)
    juger("import random\nn = random.random()").avec_graine(1)
    random.seed(4)
    c = juger("n = 1")
    c.avec_graine(1)
    assert random.random() == attendu


def test_a_replay_shows_and_keeps_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    gardees: list[object] = []
    espace = {"garder": lambda objet, titre: gardees.append(objet)}
    c = Controle(3, Cellule("n = 1\nprint(n)\ngarder(n, 'a')"), espace, souvenirs=Memoire())
    c.rejoue(n=2)
    assert gardees == []
    assert capsys.readouterr().out == ""


# ── works ───────────────────────────────────────────────────────────────────────────────


def test_the_badge_of_the_cell_is_read_in_the_journal() -> None:
    from atelier import badge

    oeuvres.oublier()
    badge("Sirius", "purple", "Je code")
    cellule = Cellule("badge('Sirius', 'purple', 'Je code')", oeuvres=oeuvres.recentes())
    c = Controle(4, cellule, {}, souvenirs=Memoire())
    assert c.badge().textes == ("Sirius", "purple", "Je code")
    assert c.badge().couleur == "purple"


def test_a_cell_without_badge_is_told_so() -> None:
    c = juger("x = 1")
    c.etoile(len(c.badge().textes) == 3, "autre phrase")
    assert phrase(c) == "Je ne vois pas de badge. Lance ta cellule."


def test_cells_are_counted_on_the_background_the_picture_was_made_with() -> None:
    nuit = nouvelle_image(8, 8, "navy")
    for x in range(4):
        peindre(nuit, x, 3, "gold")
    c = Controle(4, Cellule("img = 1"), {"img": nuit}, souvenirs=Memoire())
    assert (c.image("img").plus_longue_ligne, c.image("img").cases) == (4, 4)
    assert c.image("img", fond="gold").cases == 60
    assert c.image(Image.new("RGB", (2, 2), "white")).cases == 0


# ── drawings, as the pilot lessons ask ──────────────────────────────────────────────────


def test_the_l_of_p01_is_judged_on_its_angle() -> None:
    bon = juger("t = Tortue()\nt.avance(30)\nt.gauche(270)\nt.avance(90)")
    retour = juger("t = Tortue()\nt.avance(100)\nt.droite(180)\nt.avance(50)")
    assert (bon.dessin("t").traits, bon.dessin("t").angles) == (2, [90])
    assert retour.dessin("t").fait_demi_tour
    assert retour.dessin("t").angles == []


def test_a_rosette_needs_a_turn_after_each_round() -> None:
    rosace = juger("t = Tortue()\nfor i in range(36):\n    t.gauche(10)\n    t.cercle(25)")
    pile = juger("t = Tortue()\nfor i in range(12):\n    t.cercle(40)")
    assert rosace.dessin("t").ronds == 36
    assert rosace.dessin("t").ronds_en_rosace
    assert pile.dessin("t").ronds == 1
    assert not pile.dessin("t").ronds_en_rosace


def test_colours_are_counted_by_what_one_sees() -> None:
    c = juger(
        "t = Tortue()\nt.couleur('red')\nt.avance(9)\nt.couleur('#ff0000')\nt.avance(9)\n"
        "t.couleur('teal')\nt.droite(90)\nt.avance(9)"
    )
    assert c.dessin("t").couleurs == ["#ff0000", "#008080"]


@pytest.mark.parametrize(
    ("visibles", "cachees", "etoiles"),
    [
        ([True, True], [True, True], 3),
        ([True, True], [False, True], 2),
        ([True, True], [False, False], 2),
        ([True], [False], 2),
    ],
)
def test_hidden_conditions_together_cost_one_star_and_no_more(visibles, cachees, etoiles):
    c = Controle(1, None, {})
    for oui in visibles:
        c.etoile(oui, "visible")
    for oui in cachees:
        c.cachee(oui, "cachée")
    assert c.bilan("oui") == etoiles


def test_an_unfinished_work_has_the_same_stars_with_and_without_the_hidden_conditions():
    for reussies in (1, 2):
        vu, rendu = Controle(1, None, {}), Controle(2, None, {})
        for rang in range(3):
            vu.etoile(rang < reussies, "suite")
            rendu.etoile(rang < reussies, "suite")
        rendu.cachee(False, "cachée")
        assert vu.bilan("oui") == rendu.bilan("oui") == reussies
