"""Text as a spreadsheet may open it: to be read, never to be worked out.

A spreadsheet works out what begins with ``=``, ``+``, ``-`` or ``@``, in full width too and after
blanks, and some act on more; an apostrophe before it makes it a text. Invariant: a text that comes
back from here starts no formula, in its first line or a later one, and holds nothing that a
terminal would act on; a plain number stays one.
"""

from __future__ import annotations

import re
import unicodedata

from ledger.visible import visible

STARTERS = frozenset(
    "=+-@|%\t\r\0\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212\uff5c\uff05"
)
"""With those of full and small width, and the minus sign; tab, CR and NUL as OWASP has them."""

_NUMBER = re.compile(r"[+-]?(\d++(\.\d*+)?|\.\d++)([eE][+-]?\d++)?%?", re.ASCII)


def formula_safe(text: str) -> str:
    """Return `text` made visible line by line, an apostrophe before each line that would act."""
    return "\n".join(map(_safe_line, text.replace("\r\n", "\n").split("\n")))


def _safe_line(line: str) -> str:
    return f"'{visible(line)}" if _acts(line) else visible(line)


def _acts(line: str) -> bool:
    if not line or _NUMBER.fullmatch(line.strip()):
        return False
    first = next((char for char in line if unicodedata.category(char)[0] not in "ZC"), "")
    return line[0] in STARTERS or first in STARTERS
