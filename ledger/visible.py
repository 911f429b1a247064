"""Make outside text safe to show: what a terminal would act on becomes something to read.

Every text that came from a person, a file or an article passes through `visible` before it
reaches a terminal. Invariant: the result holds no control, direction, surrogate or unassigned
character, and is one line; of the format characters only joiners stay, which are letters.
"""

from __future__ import annotations

import unicodedata

_JOINERS = {"\u200c", "\u200d"}
"""Zero-width (non-)joiners: letters in Persian, Hindi and emoji; they move nothing."""


def visible(text: str) -> str:
    r"""Return `text` on one line, control and direction characters spelled as ``\x1b``."""
    if text.isprintable():
        return text
    return "".join(map(_shown, text.replace("\r\n", "\n")))


def _shown(char: str) -> str:
    if char in "\n\t":
        return " "
    if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return char if char in _JOINERS else _escaped(char)
    return char


def _escaped(char: str) -> str:
    code = ord(char)
    return (
        f"\\x{code:02x}"
        if code < 0x100
        else f"\\u{code:04x}"
        if code < 0x10000
        else f"\\U{code:08x}"
    )
