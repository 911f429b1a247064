"""What to type instead: every error ends with a command of ours that can be typed as it stands.

In order of what helps most: the command that the error names itself; the whole line again, with
what was meant in place of what was typed; the help on what could not be read; the help of the
command that was called.
"""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Sequence

from ledger.cli.table import HEADINGS, NOUNS
from ledger.errors import LedgerError

_COMMAND = re.compile(r"\bclaims (?:-|[a-z]+\b)")
_MEANT = re.compile(r"did you mean ([^?]+)\?")
_TYPED = re.compile(r"“([^”]+)”")
_LONGEST = 200
"""Characters of a line that is shown again."""

_TOPICS = {
    "ledger.domain.probability": "probabilities",
    "ledger.domain.dates": "dates",
    "ledger.domain.deadlines": "dates",
    "ledger.domain.kinds": "kinds",
    "ledger.domain.forecast": "kinds",
    "ledger.domain.number": "kinds",
    "ledger.domain.source": "sources",
    "ledger.cli.sourcing": "sources",
    "ledger.cli.filters": "filters",
    "ledger.wording": "lexicons",
    "ledger.importers": "import",
    "ledger.cli.verbs.import_": "import",
    "ledger.coding": "coding",
    "ledger.domain.coding": "coding",
    "ledger.custody": "trust",
    "ledger.seal": "trust",
}
"""Whose errors a topic of the help explains, by the module, or the package, that raises them."""


def mended(error: LedgerError, arguments: Sequence[str]) -> LedgerError:
    """Return the error with a remedy that names a command."""
    verb = _verb_meant(arguments)
    if verb and verb not in error.remedy:
        error.remedy = f"did you mean {verb}? {error.remedy}"
    if not _COMMAND.search(error.remedy):
        helping = _topic(error) or f"{called(arguments)} --help"
        with_help = " · ".join(filter(None, (error.remedy, helping)))
        error.remedy = _line_meant(error, arguments) or with_help
    return error


def called(arguments: Sequence[str]) -> str:
    """Return the part of a command line that names its verb."""
    first, second = [*arguments, "", ""][:2]
    path = ["claims"]
    path += [first] if first in {verb.name for group in HEADINGS.values() for verb in group} else []
    path += [second] if second in {verb.name for verb in NOUNS.get(first, ())} else []
    return " ".join(path)


def moved(arguments: Sequence[str]) -> str:
    """Return the line with its options behind the verb, or nothing where no verb is in it."""
    at = next((n for n, word in enumerate(arguments) if called([word]) != "claims"), 0)
    if not at:
        return ""
    path = called(arguments[at:]).split()
    line = shlex.join([*path, *arguments[at + len(path) - 1 :], *arguments[:at]])
    return line if line.isprintable() and len(line) <= _LONGEST else ""


def _verb_meant(arguments: Sequence[str]) -> str:
    """Return the command that ``person lst`` may have meant, which was read as a name."""
    noun, typed = [*arguments, "", ""][:2]
    verbs = [verb.name for verb in NOUNS.get(noun, ())]
    near = difflib.get_close_matches(typed, verbs, n=1)
    named = "show" in verbs and near and typed not in verbs
    return f"claims {noun} {near[0]}" if named else ""


def _line_meant(error: LedgerError, arguments: Sequence[str]) -> str:
    """Return the remedy with the line again as it was meant, or nothing where that is unsure."""
    meant, typed = _MEANT.search(error.remedy), _TYPED.search(error.sentence)
    if meant is None:
        return ""
    wrong = typed[1] if typed else error.sentence.rpartition(" ")[2]
    words = [_instead(word, wrong, meant[1]) for word in arguments]
    line = shlex.join(["claims", *words])
    changed = sum(one != two for one, two in zip(words, arguments, strict=True))
    shown = changed == 1 and line.isprintable() and len(line) <= _LONGEST
    return f"{meant[0]} {line}" if shown else ""


def _instead(word: str, wrong: str, meant: str) -> str:
    """Return a word of the line with what was meant: whole, in a filter, a list or `name=value`."""
    if word == wrong:
        return meant
    if wrong.endswith(":") and word.startswith(wrong):
        return meant + word.removeprefix(wrong)
    key, colon, value = word.partition(":")
    if colon and value.strip('"') == wrong:
        meant = meant.removeprefix(f"{key}:")
        return f'{key}:"{meant}"' if " " in meant else f"{key}:{meant}"
    listed = [meant if one == wrong else one for one in word.split(",")]
    name, equals, rest = word.partition("=")
    if equals and wrong in {name, rest}:
        return f"{meant}={rest}" if name == wrong else f"{name}={meant}"
    return ",".join(listed)


def _topic(error: LedgerError) -> str:
    """Return the help on what the module deals with that raised the error, or nothing."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    module = str(at.tb_frame.f_globals.get("__name__", "")) if at is not None else ""
    parts = module.split(".")
    names = [".".join(parts[:many]) for many in range(len(parts), 1, -1)]
    return next((f"claims help {_TOPICS[name]}" for name in names if name in _TOPICS), "")
