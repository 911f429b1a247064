"""A claim in the words of whoever records it: what will make it hard to answer, and whether it
denies.

Invariant: a hint is advice and never an error; whatever the text, an answer comes back.
"""  # noqa: D205 the first sentence needs its second line

from __future__ import annotations

import re

from ledger.wording.matching import find
from ledger.wording.phrases import phrases
from ledger.wording.sets import words_of
from ledger.wording.tokens import tokens

_MONTHS = words_of(
    """january february march april june july august september october november december"""
)
_VAGUE = words_of(
    """could might soon possibly perhaps maybe shortly eventually significantly significant
    substantially substantial considerably sizeable major several"""
)
_MARKS = re.compile('["\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a]')
_JOINED = re.compile(r"\band\b", re.IGNORECASE)
_ENDS_A_CLAUSE = re.compile(
    r"[,;.:]|\b(?:by|in|on|before|after|at|of|to|for|with|from|until|above|below|over|under|than"
    r"|during|within)\b",
    re.IGNORECASE,
)
_OPENS_A_PAIR = re.compile(r"\b(?:between|both|either)\b", re.IGNORECASE)
_MAY = re.compile(r"\bmay\b")


def hints(statement: str) -> list[str]:
    """Return what would make the claim easier to answer, a sentence each; none if all is well."""
    said = (_unmeasured, _several, _vague, _quoted)
    return [hint for hint in (look(statement) for look in said) if hint]


def denies(statement: str) -> bool:
    """Say whether a statement is put in the negative: not, never, fails to, no longer."""
    words = [token.text for token in tokens(statement)]
    return sum(mark.kind == "not" for mark in find(words, phrases())) % 2 == 1


def _unmeasured(statement: str) -> str | None:
    words = re.findall(r"\w+", statement.lower())
    if not words or any(char.isdigit() for char in statement) or _MONTHS & set(words):
        return None
    return "no number or date in it: how will someone else know in a year?"


def _several(statement: str) -> str | None:
    for found in _JOINED.finditer(statement):
        before, after = statement[: found.start()], statement[found.end() :]
        clause = _ENDS_A_CLAUSE.split(after, maxsplit=1)[0]
        if len(before.split()) > 2 and len(clause.split()) > 1 and not _OPENS_A_PAIR.search(before):
            return "two claims joined by “and”? Each is answered better by itself"
    return None


def _vague(statement: str) -> str | None:
    written = re.findall(r"\w+", statement.lower())
    vague = [word for word in written if word in _VAGUE]
    vague += ["may"] if _MAY.search(statement) else []
    if not vague:
        return None
    return f"“{vague[0]}” is vague: say what happens, and how sure they sounded beside it"


def _quoted(statement: str) -> str | None:
    if not _MARKS.search(statement):
        return None
    return "quotation marks: the speaker's words belong in the quote, the claim is in yours"
