"""A quotation as words in lower case, each with its place in what was written.

Invariant: typography makes no difference. Curly and straight quotation marks, capitals, spaces and
contractions (won't, will not) give the same words, in one pass over the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ledger.wording.sets import words_of

_APOSTROPHES = str.maketrans("\u2019\u2018\u02bc\u00b4`\uff07", "''''''")
_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|\.\d+|[^\W\d_]+(?:'[^\W\d_]+)*|[^\w\s]")
_NUMBER = re.compile(r"\.?\d")
_WHOLE = {
    "won't": "will not",
    "wont": "will not",
    "can't": "can not",
    "cant": "can not",
    "cannot": "can not",
    "shan't": "shall not",
    "ain't": "is not",
    "let's": "let us",
    "gonna": "going to",
    "wanna": "want to",
    "nope": "no",
    "mightn't": "might not",
}
_BARE = {
    f"{verb}nt": f"{verb} not"
    for verb in ("do", "does", "did", "is", "are", "was", "were", "would", "could", "should", "has",
                 "have", "had")
}  # fmt: skip
_ENDS = {"'ll": "will", "'d": "would", "'re": "are", "'ve": "have", "'m": "am"}
_WITH_IS = words_of("it that there he she what who this here where how")
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_SHORT = words_of(
    """mr mrs ms dr prof gen lt col sgt sen rep gov st jr sr inc ltd co jan feb mar apr jun jul aug
    sep sept oct nov dec vs etc approx"""
)
_HAD = frozenset(("been", "better"))
_PLAIN = {"\u2026": ".", "\u201c": '"', "\u201d": '"', "\u00ab": '"', "\u00bb": '"'}


class Token(NamedTuple):
    """A word, number or mark, in lower case, and where it stands."""

    text: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words, numbers and marks of a text; contractions as the words they stand for."""
    made: list[Token] = []
    straight = plain(text)
    for found in _TOKEN.finditer(straight):
        start, end = found.span()
        if found[0] == "." and made and _is_short(made[-1], start):
            continue
        made += [Token(word, start, end) for word in _words(found[0].lower(), straight, start, end)]
    return tuple(_nobody(_had(made)))


def _is_short(before: Token, start: int) -> bool:
    """Say whether a full stop belongs to an abbreviation: Mr., U.S."""
    letter = len(before.text) == 1 and before.text.isalpha()
    return before.end == start and (letter or before.text in _SHORT)


def plain(text: str) -> str:
    """Return a text with straight apostrophes, each character where it was."""
    return text.translate(_APOSTROPHES)


def is_number(word: str) -> bool:
    """Say whether a token is a number in digits."""
    return _NUMBER.match(word) is not None


def _words(word: str, text: str, start: int, end: int) -> list[str]:
    if word in _DASHES:
        return _dash(word, text, start, end)
    if word in {"'", '"'} or _PLAIN.get(word) == '"':
        return []
    whole = _WHOLE.get(word) or _BARE.get(word)
    if whole:
        return whole.split()
    if "'" not in word:
        return [_PLAIN.get(word, word)]
    return _contracted(word)


def _contracted(word: str) -> list[str]:
    if word.endswith("n't"):
        return [word[:-3], "not"]
    stem, _, end = word.rpartition("'")
    if f"'{end}" in _ENDS:
        return [stem, _ENDS[f"'{end}"]]
    if end == "s":
        return [stem, "is"] if stem in _WITH_IS else [stem]
    return [word.replace("'", "")]


def _dash(word: str, text: str, start: int, end: int) -> list[str]:
    """Return a dash between numbers, a break between words that it parts, else nothing."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isdigit() and after.isdigit():
        return ["-"]
    joins = before.isalnum() and after.isalnum() and word not in "\u2014\u2015"
    return [] if joins or before == "-" else ["\u2014"]


def _nobody(made: list[Token]) -> list[Token]:
    """Put nobody for no one."""
    kept: list[Token] = []
    for token in made:
        if token.text == "one" and kept and kept[-1].text == "no":
            kept[-1] = Token("nobody", kept[-1].start, token.end)
        else:
            kept.append(token)
    return kept


def _had(made: list[Token]) -> list[Token]:
    """Turn the 'd of “he'd agreed” into had."""
    for n in range(1, len(made) - 1):
        after, short = made[n + 1].text, made[n - 1][1:] == made[n][1:]
        if short and made[n].text == "would" and (after.endswith("ed") or after in _HAD):
            made[n] = made[n]._replace(text="had")
    return made
