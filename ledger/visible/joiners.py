"""Which characters without a look of their own stay, since something else is seen for them.

A joiner between Latin letters shows nothing: it hides a message, or makes a second “Guterres” that
looks like the first. So it stays only alone, and only where it changes what is seen:

* after a virama and before a letter: the half form of Indic scripts;
* the non-joiner between two Arabic letters that would otherwise join: Persian plurals and prefixes
  (after a letter that never joins, as in ``kār-hā``, it would show nothing and is spelled);
* the joiner between two pictographs: one emoji made of several. A pair that no font knows is drawn
  as two, so that all it can hide is itself.

A variation selector stays behind a symbol, or between a digit and its key, where it picks the
picture or the sign.
"""

from __future__ import annotations

import unicodedata

_NON_JOINER, _JOINER = "\u200c", "\u200d"
_SELECTORS = {"\ufe0e", "\ufe0f"}
_SIGNS = frozenset("\u203c\u2049\u3030")
_KEYCAP = "\u20e3"
_VIRAMA = 9
"""The combining class of viramas."""

INVISIBLE = frozenset(
    chr(code)
    for span in (
        range(0x034F, 0x0350),  # combining grapheme joiner
        range(0x115F, 0x1161),  # fillers, which count as letters
        range(0x17B4, 0x17B6),
        range(0x180B, 0x1810),
        range(0x2800, 0x2801),  # a pattern of Braille without a dot
        range(0x3164, 0x3165),
        range(0xFE00, 0xFE10),  # variation selectors
        range(0xFFA0, 0xFFA1),
        range(0xE0100, 0xE01F0),  # and more of them, which can carry any bytes
    )
    for code in span
)
"""What shows nothing although it counts as a letter, mark or symbol."""

_NEVER_JOIN_FORWARD = frozenset(
    chr(code)
    for span in (
        range(0x0621, 0x0626),
        range(0x0627, 0x0628),
        range(0x0629, 0x062A),
        range(0x062F, 0x0633),
        range(0x0648, 0x0649),
        range(0x0671, 0x0678),
        range(0x0688, 0x069A),
        range(0x06C0, 0x06C1),
        range(0x06C3, 0x06CC),
        range(0x06CD, 0x06CE),
        range(0x06CF, 0x06D0),
        range(0x06D2, 0x06D4),
        range(0x06D5, 0x06D6),
        range(0x06EE, 0x06F0),
    )
    for code in span
)
_STAND_ALONE = frozenset("\u0621\u0674")


def stays(char: str, kept: str, base: str, following: str) -> bool:
    """Say whether an invisible character changes what is seen where it stands.

    `kept` is the character before it ('' where that one was spelled), `base` the last letter or
    symbol before it, `following` the one behind it.
    """
    if char in _SELECTORS:
        sign = kept in _SIGNS or (kept != "" and unicodedata.category(kept) in {"So", "Sm"})
        return sign or (kept != "" and following == _KEYCAP)
    if char not in {_NON_JOINER, _JOINER} or not kept or not following:
        return False
    if unicodedata.combining(kept) == _VIRAMA:
        return unicodedata.category(following)[0] == "L"
    if char == _NON_JOINER:
        return _joins_forward(base) and _joins_back(following)
    return _pictograph(base) and (kept == base or kept in _SELECTORS) and _pictograph(following)


def _joins_back(char: str) -> bool:
    return _arabic(char) and char not in _STAND_ALONE


def _joins_forward(char: str) -> bool:
    return _arabic(char) and char not in _NEVER_JOIN_FORWARD


def _arabic(char: str) -> bool:
    return "\u0620" <= char <= "\u06ff" and unicodedata.category(char) == "Lo"


def _pictograph(char: str) -> bool:
    tone = "\U0001f3fb" <= char <= "\U0001f3ff"
    return tone or char == "\u2194" or (char != "" and unicodedata.category(char) == "So")
