"""What is told of the past, and what only goes with a noun: neither says how sure somebody is."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.wording.matching import Mark
from ledger.wording.sets import words_of
from ledger.wording.turning import stem

_PAST = words_of(
    """was were had did knew went got took came saw gave made left found told met won lost fell
    rose began held kept became spoke stood sent brought thought"""
)
_BE = words_of("""is are am be been being was were seems looks appears remains seem look appear""")
_NOW = words_of("is are am")
_ADVERBS = words_of(
    """likely probably certainly definitely undoubtedly clearly surely obviously
    presumably almost"""
)
_NOT_PAST = words_of("""need indeed succeed proceed exceed feed bleed breed speed seed bed led""")
_ARTICLES = words_of("a an the his her its their our this one most another some my")
_PREDICATES = words_of(
    """outcome scenario result event prospect consequence development to that and or , winner loser
    choice"""
)
_ATTRIBUTES = words_of("likely unlikely improbable probable")


def is_past(words: Sequence[str]) -> bool:
    """Say whether words tell of the past, or ask of it."""
    return any(word in {"was", "were", "did", "had"} or _is_past_verb(word) for word in words[:6])


def is_under_way(words: Sequence[str], asked: Sequence[str]) -> bool:
    """Say whether what is asked for is told as under way: “they are not leaving”."""
    roots = {stem(word) for word in asked}
    return any(
        word.endswith("ing")
        and stem(word) in roots
        and _NOW.intersection(words[max(0, at - 3) : at])
        for at, word in enumerate(words)
    )


def of_the_past(words: Sequence[str], main: Mark) -> bool:
    """Say whether a word of certainty is about what was: “he likely knew”, “could not explain”."""
    said = list(words[main.start : main.end])
    if said[:1] == ["could"] and main.term == "cannot":
        return bool(_PAST.intersection(words[main.end :]))
    before, after = words[max(0, main.start - 1) : main.start], words[main.end : main.end + 1]
    if main.kind != "term" or said[-1] not in _ADVERBS or _BE.intersection(before):
        return False
    return bool(after) and _is_past_verb(after[0])


def attributive(words: Sequence[str], mark: Mark) -> bool:
    """Say whether a word goes with a noun: “an unlikely ally”, not “is the likely winner”."""
    if mark.kind != "term" or words[mark.end - 1] not in _ATTRIBUTES:
        return False
    before = words[max(0, mark.start - 2) : mark.start]
    article = bool(before) and before[-1] in _ARTICLES
    stated = len(before) == 2 and before[0] in _BE
    return article and not stated and not _PREDICATES.intersection(words[mark.end : mark.end + 1])


def _is_past_verb(word: str) -> bool:
    return word in _PAST or (word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST)
