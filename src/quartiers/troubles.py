"""What stops a command from outside, in French; the standard library only: the door needs it."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import traceback
from collections.abc import Callable

STOPPED_BY_HAND, REFUSED, UNFORESEEN = 130, 2, 1
FULL = (
    "Le disque est plein{where}. Il me faut un peu de place. "
    "Effacez ce qui ne sert plus, puis relancez-moi."
)
READ_ONLY = (
    "Je ne peux rien écrire{where} : ce disque est en lecture seule. "
    "Il me faut un disque où écrire. Vérifiez le disque, ou prenez un autre dossier."
)
FORBIDDEN = (
    "Je n'ai pas le droit de me servir de ce fichier ou de ce dossier{where}. "
    "Il me faut le droit de lire et d'écrire. "
    "Changez ses droits, prenez un autre dossier, ou lancez-moi avec sudo."
)
ABSENT = (
    "Je ne trouve pas ce fichier ou ce dossier{where}. Il doit être là avant moi. "
    "Vérifiez son chemin, puis relancez-moi."
)
NOT_A_FOLDER = (
    "Ce chemin passe par un fichier{where}. Il me faut un dossier. "
    "Prenez un autre dossier, ou changez le nom de ce fichier."
)
TOO_LONG = (
    "Ce chemin est trop long pour cette machine{where}. Il me faut un chemin plus court. "
    "Prenez un dossier plus près de la racine."
)
SENTENCES = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: FORBIDDEN,
    errno.EPERM: FORBIDDEN,
    errno.ENOENT: ABSENT,
    errno.ENOTDIR: NOT_A_FOLDER,
    errno.EEXIST: NOT_A_FOLDER,
    errno.ENAMETOOLONG: TOO_LONG,
}
IN_SHORT = {
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "le disque est plein",
    errno.EROFS: "ce disque est en lecture seule",
    errno.EACCES: "ses droits l'interdisent",
    errno.EPERM: "ses droits l'interdisent",
    errno.ENOTDIR: "un fichier est à la place d'un dossier",
    errno.EEXIST: "un fichier est à la place d'un dossier",
    errno.ENAMETOOLONG: "ce nom est trop long",
    errno.ENOENT: "le dossier qui le contient n'existe pas",
    errno.EIO: "ce disque est abîmé",
}
OF_SQLITE = {  # its primary codes, by their numbers: the door may run where SQLite is missing
    5: "un autre programme s'en sert",
    8: "ce disque est en lecture seule",
    10: "ce disque est abîmé",
    11: "ce fichier est abîmé",
    13: "le disque est plein",
    14: "ce fichier ne s'ouvre pas",
    26: "ce fichier est abîmé",
}
STRANGE = (
    "Quelque chose d'imprévu m'a arrêté ({what}). Le travail déjà gardé reste gardé. "
    "Relancez-moi ; si cela continue, montrez {file} à qui s'occupe de la boîte."
)


def of_the_system(reason: OSError) -> str | None:
    """What the reader can put right, in three beats; None for what they cannot."""
    sentence = SENTENCES.get(reason.errno or 0)
    if sentence is None:
        return None
    where = f" ({os.fsdecode(reason.filename)})" if isinstance(reason.filename, str | bytes) else ""
    return sentence.format(where=where)


def in_french(reason: Exception) -> str:
    """The system's own words, or SQLite's, in French; a number for those that nobody meets."""
    code = getattr(reason, "sqlite_errorcode", None)
    if code is not None:
        return OF_SQLITE.get(code & 0xFF, f"SQLite répond {code}")
    number = getattr(reason, "errno", None) or 0
    return IN_SHORT.get(number, f"le système répond {number}")


def told(command: Callable[[], int], *, refusals: tuple[type[Exception], ...] = ()) -> int:
    """Run a command; whatever stops it ends in a sentence on stderr, never in a traceback.

    `refusals` are the exceptions whose message is already a sentence. The command's own code, 2
    for what the reader can put right, 1 for the unforeseen, 130 after Ctrl + C.
    """
    try:
        return command()
    except KeyboardInterrupt:
        return _say("\nArrêté. Relancez la même commande : elle reprendra.", STOPPED_BY_HAND)
    except BrokenPipeError:  # who read us has left: `./pixel lecons verifier | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNFORESEEN
    except refusals as reason:
        return _say(str(reason), REFUSED)
    except Exception as reason:
        foreseen = isinstance(reason, OSError) and of_the_system(reason)
        return _say(sentence_of(reason), REFUSED if foreseen else UNFORESEEN)


def sentence_of(reason: Exception) -> str:
    """What to say of what stopped us; of the unforeseen, the traceback is kept in a file."""
    known = of_the_system(reason) if isinstance(reason, OSError) else None
    return known or STRANGE.format(what=_in_short(reason), file=note(reason))


def note(reason: BaseException) -> str:
    """Keep the whole traceback in a file of its own; its path, or where to look without it."""
    try:
        descriptor, path = tempfile.mkstemp(prefix="quartiers-imprevu-", suffix=".txt")
        with open(descriptor, "w", encoding="utf-8") as file:
            traceback.print_exception(reason, file=file)
    except OSError:
        return "cette phrase"
    return path


def _in_short(reason: BaseException) -> str:
    said = str(reason).strip().splitlines()
    return f"{type(reason).__name__} : {said[0][:200]}" if said else type(reason).__name__


def _say(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code
