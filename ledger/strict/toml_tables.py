"""TOML to the letter, with limits on size, nesting and number of entries.

The standard reader holds keys and tables to their form already; what it lacks is a measure: it
recurses once a bracket, and needs quadratic time for a key of ten thousand parts.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal

from ledger.errors import Malformed
from ledger.strict.text import DEEPEST, check_depth, whole_text

LARGEST_TOML = 2_000_000
"""Bytes: an article file of a thousand claims."""
MOST_ENTRIES = 50_000
"""Fields, tables, members of lists and points together."""

_STRING_OR_COMMENT = re.compile(
    r"\#[^\n]*"
    r'|"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5})?'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5})?"
    r'|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?'
    r"|'[^'\n]*+'?",
    re.DOTALL,
)
_LONG_KEY = re.compile(rf"(?:\.[ \t]*+[\w-]*+[ \t]*+){{{DEEPEST}}}")
_LONG_WORD = re.compile(r"[\w.+-]{1000}")
_PLACE = re.compile(r"\(at line (\d+)")
_REMEDY = "mend that line"


def load_toml(content: str | bytes, *, largest: int = LARGEST_TOML) -> dict[str, object]:
    """Return the tables of a TOML text, its numbers with a point (and nan, inf) as `Decimal`.

    Raises `Malformed` with the line for whatever is not TOML, for brackets or dotted keys more
    than 64 deep, for more than `largest` bytes or `MOST_ENTRIES` entries.
    """
    text = whole_text(content, largest)
    _check_measure(text)
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise _malformed(f"it is not TOML: {error}", _place(text, str(error))) from None
    except (RecursionError, ValueError, ArithmeticError):
        raise _malformed("a number or a nesting in it is beyond all measure") from None


def _check_measure(text: str) -> None:
    bare = _STRING_OR_COMMENT.sub("", text)
    if sum(map(bare.count, ",=[.")) > MOST_ENTRIES:
        raise _malformed(f"it has more than {MOST_ENTRIES:,} entries")
    if _LONG_KEY.search(bare):
        raise _malformed(f"a key in it has more than {DEEPEST} parts")
    if _LONG_WORD.search(bare):
        raise _malformed("a number or a nesting in it is beyond all measure")
    check_depth(bare)


def _place(text: str, complaint: str) -> int:
    """Return the line that the complaint names; a complaint about the end names the last."""
    named = _PLACE.search(complaint)
    return int(named[1]) if named else max(len(text.splitlines()), 1)


def _malformed(problem: str, line: int = 1) -> Malformed:
    return Malformed(line, problem, _REMEDY)
