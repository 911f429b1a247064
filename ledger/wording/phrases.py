"""The phrases of `phrases.toml`, ready to be found.

Invariant: the file says what a phrase is (a term, a hedge, a wish); what it means in numbers is the
lexicon's to say, and which of several governs a sentence is decided in `governing`.

Kinds: ``term`` (a word of certainty), ``belief`` (what somebody expects, fears, plans), ``modal``
(will, would), ``may`` (may, might, could), ``can``, ``hedge``, ``bound``, ``wish``, ``opinion``,
``must`` (an opinion unless a modal stands before it), ``none`` (says nothing of the event), ``not``
(denies what it stands in), ``skip`` (none of these, whatever it looks like).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from ledger.wording.matching import Table, table
from ledger.wording.tokens import tokens

_APART = "opinion"
_FILE = Path(__file__).parent / "phrases.toml"


@lru_cache(maxsize=8)
def phrases(own: tuple[str, ...] = ()) -> Table:
    """Return the table of all phrases, made once; terms of somebody's own come before them."""
    others = (entry for entry in _entries() if entry[0] != _APART)
    mine = (("term", term, _of_words(term)) for term in own)
    return table([*((kind, term, words) for kind, term, words in mine if words), *others])


def _of_words(term: str) -> str:
    return " ".join(token.text for token in tokens(term) if token.text.isalnum())


@cache
def opinions() -> Table:
    """Return the phrases of opinion, which are looked for beside the others."""
    return table(entry for entry in _entries() if entry[0] == _APART)


@cache
def _entries() -> tuple[tuple[str, str, str], ...]:
    """Return kind, term and phrase of all that the file has, its sets written out."""
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    sets: dict[str, str] = read.pop("sets")
    return tuple(
        (kind, term, _written_out(phrase, sets))
        for kind, terms in read.items()
        for term, spoken in terms.items()
        for phrase in spoken
    )


def _written_out(phrase: str, sets: Mapping[str, str]) -> str:
    """Put the words of a set where its name stands."""
    return " ".join(_word(word, sets) for word in phrase.split())


def _word(word: str, sets: Mapping[str, str]) -> str:
    bare = word.rstrip("?*")
    parts = (sets.get(part, part) for part in bare.split("|"))
    return "|".join(parts) + word[len(bare) :]
