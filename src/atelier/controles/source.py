"""Questions about the learner's code, answered on its syntax tree and never on its text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

_STRUCTURES: dict[str, tuple[type[ast.AST], ...]] = {
    "for": (ast.For, ast.comprehension),
    "while": (ast.While,),
    "boucle": (ast.For, ast.While, ast.comprehension),
    "if": (ast.If, ast.IfExp),
    "def": (ast.FunctionDef,),
    "return": (ast.Return,),
    "import": (ast.Import, ast.ImportFrom),
    "liste": (ast.List, ast.ListComp),
    "paquet": (ast.Tuple,),
    "dictionnaire": (ast.Dict, ast.DictComp),
    "f-texte": (ast.JoinedStr,),
    "and": (ast.And,),
    "or": (ast.Or,),
    "comparaison": (ast.Compare,),
    "+": (ast.Add,),
    "=": (ast.Assign, ast.AnnAssign, ast.AugAssign),
}


@lru_cache(maxsize=16)  # a check asks it of the same few cells; nobody changes the tree
def arbre(source: str) -> ast.Module | None:
    """The syntax tree of a cell, or None when Python cannot read it."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return None


def est_vide(source: str) -> bool:
    """Nothing to run: blank, only comments, only `pass` or `...`. Unreadable code is not empty."""
    lu = arbre(source)
    return lu is not None and all(_ne_fait_rien(ligne) for ligne in lu.body)


def _ne_fait_rien(ligne: ast.stmt) -> bool:
    return isinstance(ligne, ast.Pass) or (
        isinstance(ligne, ast.Expr) and isinstance(ligne.value, ast.Constant)
    )


def ne_fait_que_preparer(source: str) -> bool:
    """Only imports: the first cell of a lesson, never an answer."""
    lu = arbre(source)
    return (
        lu is not None
        and bool(lu.body)
        and all(isinstance(ligne, ast.Import | ast.ImportFrom) for ligne in lu.body)
    )


def meme_code(source: str, autre: str) -> bool:
    """Whether two texts are the same program: spaces, comments and quote style do not count."""
    un, deux = arbre(source), arbre(autre)
    if un is None or deux is None:
        return source.split() == autre.split()
    return ast.dump(un) == ast.dump(deux)


def noms_lus(source: str) -> set[str]:
    """Every name the code mentions: read, written, defined or imported."""
    noms: set[str] = set()
    for noeud in _noeuds(source):
        if isinstance(noeud, ast.Name):
            noms.add(noeud.id)
        elif isinstance(noeud, ast.FunctionDef | ast.ClassDef):
            noms.add(noeud.name)
        elif isinstance(noeud, ast.alias):
            noms.add((noeud.asname or noeud.name).split(".")[0])
    return noms


@lru_cache(maxsize=64)  # a check asks it again for each name that it reads
def noms_ranges(source: str) -> frozenset[str]:
    """The names into which the cell itself puts a value, in its own space.

    By `=`, `:=`, `for`, `with`, `def`, `class`, `import`, `match`, or `global` in a
    command. The names private to a command or to a comprehension do not count, nor does `+=`
    alone, which goes on with what an older cell left.
    """
    lu = arbre(source)
    trouves = _Rangements()
    if lu is not None:
        trouves.visit(lu)
    return frozenset(trouves.noms)


class _Rangements(ast.NodeVisitor):
    """Gathers the names that are bound, scope by scope."""

    def __init__(self) -> None:
        self.noms: set[str] = set()

    def visit_Name(self, nom: ast.Name) -> None:
        if isinstance(nom.ctx, ast.Store):
            self.noms.add(nom.id)

    def visit_AugAssign(self, ligne: ast.AugAssign) -> None:
        self.visit(ligne.value)  # a := comes out

    def visit_alias(self, alias: ast.alias) -> None:
        self.noms.add((alias.asname or alias.name).split(".")[0])

    def visit_MatchAs(self, motif: ast.MatchAs) -> None:
        self.generic_visit(motif)
        if motif.name:
            self.noms.add(motif.name)

    def visit_MatchStar(self, motif: ast.MatchStar) -> None:
        if motif.name:
            self.noms.add(motif.name)

    def visit_FunctionDef(self, commande: ast.FunctionDef) -> None:
        self.noms.add(commande.name)
        self._portee(commande)

    def visit_ClassDef(self, classe: ast.ClassDef) -> None:
        self.noms.add(classe.name)
        self._portee(classe)

    def visit_Lambda(self, _commande: ast.Lambda) -> None:
        """Nothing of it comes out."""

    def visit_comprehension(self, boucle: ast.comprehension) -> None:
        self.visit(boucle.iter)  # its own names stay inside, a := comes out
        for test in boucle.ifs:
            self.visit(test)

    def _portee(self, noeud: ast.AST) -> None:
        """What stays private, except what is declared `global`."""
        dedans = list(ast.walk(noeud))
        globaux = {nom for n in dedans if isinstance(n, ast.Global) for nom in n.names}
        ecrits = {n.id for n in dedans if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        self.noms |= globaux & ecrits


def utilise(source: str, structure: str) -> bool:
    """Whether the code contains a structure: for, while, boucle, if, elif, else, def, return,
    import, liste, paquet, dictionnaire, f-texte, and, or, comparaison, +, =."""
    if structure in {"elif", "else"}:
        return any(_a_la_suite(noeud, structure) for noeud in _noeuds(source))
    genres = _STRUCTURES[structure]
    return any(isinstance(noeud, genres) for noeud in _noeuds(source))


def _a_la_suite(noeud: ast.AST, structure: str) -> bool:
    if not isinstance(noeud, ast.If) or not noeud.orelse:
        return False
    est_elif = len(noeud.orelse) == 1 and isinstance(noeud.orelse[0], ast.If)
    return est_elif == (structure == "elif")


def appels(source: str) -> list[str]:
    """Names of the commands called, in reading order: `t.avance(5)` gives "avance"."""
    trouves = [noeud for noeud in _noeuds(source) if isinstance(noeud, ast.Call)]
    trouves.sort(key=lambda appel: (appel.lineno, appel.col_offset))
    return [nom for nom in map(_nom_appele, trouves) if nom]


def _nom_appele(appel: ast.Call) -> str:
    if isinstance(appel.func, ast.Name):
        return appel.func.id
    return appel.func.attr if isinstance(appel.func, ast.Attribute) else ""


def chemins(source: str) -> int:
    """How many ways the longest if / elif / else chain offers (0 without any if)."""
    return max(
        (_longueur(noeud) for noeud in _noeuds(source) if isinstance(noeud, ast.If)), default=0
    )


def _longueur(noeud: ast.If) -> int:
    if len(noeud.orelse) == 1 and isinstance(noeud.orelse[0], ast.If):
        return 1 + _longueur(noeud.orelse[0])
    return 2 if noeud.orelse else 1


def valeurs_comparees(source: str, nom: str) -> list[object]:
    """Fixed values the code compares `nom` with, in reading order, each once."""
    vues: list[object] = []
    for noeud in _noeuds(source):
        if isinstance(noeud, ast.Compare):
            termes = [noeud.left, *noeud.comparators]
            if any(isinstance(terme, ast.Name) and terme.id == nom for terme in termes):
                for terme in termes:
                    if isinstance(terme, ast.Constant) and terme.value not in vues:
                        vues.append(terme.value)
    return vues


def lit(source: str, nom: str) -> bool:
    """Whether the code uses the value of `nom` somewhere (writing into it is not enough)."""
    return any(
        isinstance(noeud, ast.Name) and noeud.id == nom and isinstance(noeud.ctx, ast.Load)
        for noeud in _noeuds(source)
    )


def textes_seuls(source: str) -> int:
    """How many texts stand outside of any command: `'Je code'`, or `badge(…), 'Je code'`."""
    lu = arbre(source)
    lignes = [ligne.value for ligne in lu.body if isinstance(ligne, ast.Expr)] if lu else []
    dehors = [un for ligne in lignes for un in getattr(ligne, "elts", [ligne])]
    return sum(isinstance(un, ast.Constant) and isinstance(un.value, str) for un in dehors)


def prolonge(source: str, nom: str) -> bool:
    """Whether the code goes on with a value that it did not make itself: `images += [img]`,
    `images.append(img)`."""
    if nom in noms_ranges(source):
        return False
    augmentes = (n.target for n in _noeuds(source) if isinstance(n, ast.AugAssign))
    return lit(source, nom) or any(isinstance(n, ast.Name) and n.id == nom for n in augmentes)


def _noeuds(source: str) -> Iterator[ast.AST]:
    lu = arbre(source)
    return iter(()) if lu is None else ast.walk(lu)
