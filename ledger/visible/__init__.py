"""Make outside text safe to show: what a terminal would act on becomes something to read.

Every text that came from a person, a file or an article passes through here before it leaves.
Invariant: the result holds no control, direction, surrogate, private or unassigned character and
nothing that has no look of its own; it is one line, and no character carries more than eight marks.
Joiners and the like stay only where they change what is seen (`ledger.visible.joiners`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from ledger.visible.joiners import INVISIBLE, stays

MOST_MARKS = 8
"""Combining marks on one base: more than any script needs; two hundred cover the lines around."""

_UNFIT = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_HARMLESS = re.compile(
    "[ -~\u00a0-\u02ff\u0370-\u0482\u048a-\u0590\u05d0-\u05f4\u0621-\u064a\u1e00-\u1fff"
    "\u2010-\u2027\u2030-\u205e\u2070-\u20cf\u2100-\u27ff\u3001-\u3029\u3041-\u3096\u30a0-\u30ff"
    "\u3400-\u9fff\uac00-\ud7a3]*"
)
"""Blocks without marks and without anything invisible that counts as printable."""
_LAYOUT = re.compile(r"([\n\t])")


def visible(text: str) -> str:
    r"""Return `text` on one line, what would act or hide spelled as ``\x1b``; a newline is a blank.

    Making it visible twice changes nothing more.
    """
    if text.isprintable() and _HARMLESS.fullmatch(text):
        return text
    return _shown(text.replace("\r\n", "\n"), _spelled)


def visible_lines(text: str) -> str:
    """Return `text` made visible, line by line; line ends and tabs stay, as our own layout."""
    return "".join(part if part in {"\n", "\t"} else visible(part) for part in _LAYOUT.split(text))


def visible_json(text: str) -> str:
    r"""Return JSON that says the same, what would act or hide written as ``\u001b``."""
    return "\n".join(
        line if line.isprintable() and _HARMLESS.fullmatch(line) else _shown(line, _spelled_in_json)
        for line in text.split("\n")
    )


def _shown(text: str, spell: Callable[[str], str]) -> str:
    shown: list[str] = []
    kept = base = ""  # the last character that was kept, and the last that marks can stand on
    marks = 0
    for char, following in zip(text, (*text[1:], ""), strict=True):
        if char in "\n\t":
            kept = base = " "
            shown.append(" ")
            marks = 0
            continue
        kind = unicodedata.category(char)
        if char in INVISIBLE or kind in _UNFIT:
            fit = stays(char, kept, base, following)
        elif kind[0] == "M":
            marks += 1
            fit = base != "" and marks <= MOST_MARKS
        else:
            fit, base, marks = True, char, 0
        shown.append(char if fit else spell(char))
        kept, base = (char, base) if fit else ("", "")
    return "".join(shown)


def _spelled(char: str) -> str:
    code = ord(char)
    return (
        f"\\x{code:02x}"
        if code < 0x100
        else f"\\u{code:04x}"
        if code < 0x10000
        else f"\\U{code:08x}"
    )


def _spelled_in_json(char: str) -> str:
    code = ord(char)
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
