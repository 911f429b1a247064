"""From what people type to what is meant: a claim, a question, a source, somebody on record.

Invariant: one thing or an error that says what is near; nothing is ever guessed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ledger.domain.names import LETTERS, folded, url_key
from ledger.errors import Ambiguous, NotFound
from ledger.readmodel import queries

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.readmodel.session import Asked, Rows

_MANY = 5


class Asking(Protocol):
    """What answers queries: a ledger, or one session with it."""

    def ask(
        self, query: str, parameters: Sequence[object] = (), asked: Asked | None = None
    ) -> Rows:
        """Return the rows of a query on the views."""


@dataclass(frozen=True)
class Target:
    """What an id or key stands for: a claim (its stream) or a question (its key)."""

    claim: str | None
    question: str


@dataclass(frozen=True)
class Who:
    """Somebody on record."""

    commentator_id: str
    name: str


def claim(ledger: Asking, given: str, *, withdrawn: bool = False) -> str:
    """Return the stream of the claim whose id begins with `given`."""
    query = queries.RECORDED_CLAIM_IDS if withdrawn else queries.CLAIM_IDS
    found = ledger.ask(query, [given.lower()]) if _letters(given) else []
    if not found:
        raise NotFound(f"there is no claim “{given}”", "claims list shows the claims and their ids")
    return str(_only(found, given)["claim_id"])


def target(ledger: Ledger, given: str, *, withdrawn: bool = False) -> Target:
    """Return the question that `given` (a key, or the id of a question or claim) is about.

    With `withdrawn`, a claim that no longer stands is found too.
    """
    keyed = ledger.ask(queries.QUESTION_IDS, [given.lower() if _letters(given) else "-", given])
    exact = [row for row in keyed if row["key"] == given]
    if exact or len(keyed) == 1:
        return Target(None, str((exact or keyed)[0]["key"]))
    query = queries.RECORDED_CLAIM_IDS if withdrawn else queries.CLAIM_IDS
    claims = ledger.ask(query, [given.lower()]) if _letters(given) else []
    if not claims and not keyed:
        raise _no_target(ledger, given)
    if keyed:
        raise _several(given, len(keyed) + len(claims))
    found = _only(claims, given)
    return Target(str(found["claim_id"]), str(found["question"]).removeprefix("question-"))


def question(ledger: Ledger, given: str) -> str:
    """Return the key of the question that `given` (a key or an id) names."""
    found = target(ledger, given)
    if found.claim is not None:
        raise NotFound(f"“{given}” is a claim, not a question", f"its question is {found.question}")
    return found.question


def source(ledger: Ledger, given: str) -> str:
    """Return the key of the source that `given` (a key or a web address) names."""
    rows = ledger.table("sources").rows()
    for row in rows:
        if given == row["source_key"] or (
            url_key(given) and url_key(given) == url_key(str(row["url"] or ""))
        ):
            return str(row["source_key"])
    near = closest(given, (str(row["source_key"]) for row in rows), 0.6)
    raise NotFound(
        f"there is no source “{given}”",
        f"did you mean {near}?" if near else "claims source list shows those there are",
    )


def plan(ledger: Ledger, given: str) -> str:
    """Return the key of the collection plan that `given` is; raise `NotFound`."""
    keys = [str(row["plan"]) for row in ledger.table("plans").rows()]
    if given in keys:
        return given
    near = closest(given, keys, 0.6)
    raise NotFound(
        f"there is no plan “{given}”",
        f"did you mean {near}?" if near else "claims plan list shows those there are",
    )


def no_plan_then(key: str) -> NotFound:
    """Return the error for a plan that was registered later than what is asked for."""
    return NotFound(f"the plan “{key}” was not registered then", "claims plan without --as-of")


def no_story(ledger: Ledger, given: str) -> NotFound:
    """Return the error for a story that is not on record."""
    keys = [str(row["story"]) for row in ledger.table("stories").rows()] if ledger.begun else []
    near = closest(given, keys, 0.6)
    opened = "an article file opens a story: claims help import"
    return NotFound(f"there is no story “{given}”", f"did you mean {near}?" if near else opened)


def person(ledger: Ledger, given: str, asked: Asked | None = None) -> Who:
    """Return the one commentator whose name or alias holds the words `given`."""
    found = people(ledger, given, asked)
    exact = [who for who in found if folded(who.name) == folded(given)]
    if len(exact or found) > 1:
        names = ", ".join(who.name for who in found[:_MANY])
        raise Ambiguous(f"“{given}” fits {len(found)} commentators: {names}", "give the whole name")
    return (exact or found)[0]


def named(ledger: Asking, commentator_id: str, asked: Asked | None = None) -> Who:
    """Return somebody on record by their id."""
    rows = ledger.ask(queries.COMMENTATOR_NAMES, asked=asked)
    names = {str(row["commentator_id"]): str(row["commentator"]) for row in rows}
    return Who(commentator_id, names.get(commentator_id, commentator_id))


def people(ledger: Asking, given: str, asked: Asked | None = None) -> list[Who]:
    """Return every commentator with the words `given` in a name or alias; raise `NotFound`."""
    names = ledger.ask(queries.COMMENTATOR_NAMES, asked=asked)
    hits = {
        str(row["commentator_id"]): str(row["commentator"])
        for row in names
        if has_words(str(row["name"]), given)
    }
    if not hits:
        raise _nobody(given, (str(row["name"]) for row in names))
    return [Who(one, name) for one, name in sorted(hits.items(), key=lambda hit: hit[1])]


def has_words(text: str, wanted: str) -> bool:
    """Say whether the words of `wanted` stand in `text`, whole, in order; case, accents aside."""
    words = _words(wanted)
    held = _words(text)
    return bool(words) and any(
        held[start : start + len(words)] == words for start in range(len(held) - len(words) + 1)
    )


def told_apart(one: str, other: str) -> bool:
    """Say whether initials or numbers show that two like names are two people's."""
    telling = [
        {word for word in _words(name) if len(word) == 1 or word.isdigit()} for name in (one, other)
    ]
    return bool(telling[0] and telling[1] and telling[0] != telling[1])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", folded(text))


def _letters(given: str) -> bool:
    return bool(given) and all(char in LETTERS for char in given.lower())


def _only(found: Rows, given: str) -> dict[str, object]:
    if len(found) > 1:
        raise _several(given, len(found))
    return found[0]


def _several(given: str, count: int) -> Ambiguous:
    return Ambiguous(f"“{given}” fits {count} ids", "give more of the id; claims list shows them")


def _no_target(ledger: Ledger, given: str) -> NotFound:
    keys = [str(row["key"]) for row in ledger.ask("select key from question_now")]
    near = closest(given, keys, 0.6)
    remedy = f"did you mean {near}?" if near else "claims list shows the claims and their questions"
    return NotFound(f"there is no claim or question “{given}”", remedy)


def _nobody(given: str, names: Iterable[str]) -> NotFound:
    near = closest(given, names)
    remedy = f"did you mean {near}?" if near else "claims person list shows who is on record"
    return NotFound(f"nobody called “{given}” is on record", remedy)


def closest(given: str, names: Iterable[str], cutoff: float = 0.75) -> str | None:
    """Return the name most like `given`: like the whole name, or like one of its words."""
    by_word: dict[str, list[str]] = {}
    for name in names:
        for word in {*_words(name), folded(name)}:
            by_word.setdefault(word, []).append(name)
    wanted = folded(given)
    near = difflib.get_close_matches(wanted, by_word, n=1, cutoff=cutoff)
    alike = by_word[near[0]] if near else []
    return max(
        alike,
        key=lambda name: difflib.SequenceMatcher(None, wanted, folded(name)).ratio(),
        default=None,
    )
