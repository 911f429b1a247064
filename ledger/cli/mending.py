"""What to type instead: every error ends with a command of ours that can be typed as it stands.

In order of what helps most: the command that the error names itself; the whole line again, with
what was meant in place of what was typed; the help of the command that was called.
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
_LONGEST = 100
"""Characters of a line that is shown again."""


def mended(error: LedgerError, arguments: Sequence[str]) -> LedgerError:
    """Return the error with a remedy that names a command."""
    verb = _verb_meant(arguments)
    if verb and verb not in error.remedy:
        error.remedy = f"did you mean {verb}? {error.remedy}"
    if not _COMMAND.search(error.remedy):
        error.remedy = _line_meant(error, arguments) or _with_help(error.remedy, arguments)
    return error


def called(arguments: Sequence[str]) -> str:
    """Return the part of a command line that names its verb."""
    first, second = [*arguments, "", ""][:2]
    path = ["claims"]
    path += [first] if first in {verb.name for group in HEADINGS.values() for verb in group} else []
    path += [second] if second in {verb.name for verb in NOUNS.get(first, ())} else []
    return " ".join(path)


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
    """Return a word of the line with what was meant: whole, as an option or in a filter."""
    if word == wrong:
        return meant
    if wrong.endswith(":") and word.startswith(wrong):
        return meant + word.removeprefix(wrong)
    key, colon, value = word.partition(":")
    if colon and value.strip('"') == wrong:
        return f'{key}:"{meant}"' if " " in meant else f"{key}:{meant}"
    option, equals, rest = word.partition("=")
    return f"{meant}={rest}" if equals and option == wrong else word


def _with_help(remedy: str, arguments: Sequence[str]) -> str:
    return " · ".join(filter(None, (remedy, f"{called(arguments)} --help")))
