"""How recording stands to when the answers could be known: in words, and counted.

Invariant: a class is never told without the two times that it rests on, nor counted without what
is unproven or changed among what is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import cast

from ledger.screens.look import Look
from ledger.screens.rows import ClaimRow

WORDS = {
    "proven": "proven",
    "in_time": "in time",
    "documented_later": "documented later",
    "hindsight": "hindsight",
    "impossible": "impossible",
}
"""The classes in the order in which they are told, and how screens spell them."""

MARKS = {"time_unproven": "of unproven time", "timing_changed": "whose class was another once"}
"""What is told of some of them besides."""

Counts = Mapping[str, object]
"""A row of a scoreboard, or whatever has its counts by class."""

NO_EVIDENCE = "no outside evidence yet: claims help trust"


def split(rows: Iterable[Counts], look: Look, head: str = "times") -> list[str]:
    """Return how many of the scored claims fall in each class, as parts of a line."""
    counted = _summed(rows)
    told = [f"{look.count(counted[name])} {word}" for name, word in WORDS.items() if counted[name]]
    if not told:
        return []
    told += [f"{look.count(counted[name])} {word}" for name, word in MARKS.items() if counted[name]]
    return [f"{head}: {told[0]}", *told[1:]]


def split_of_claims(claims: Sequence[ClaimRow], look: Look) -> list[str]:
    """Return the same of the claims that are scored among some."""
    scored = [claim for claim in claims if claim["status"] == "resolved"]
    counted = {f"n_{name}": sum(claim["timing"] == name for claim in scored) for name in WORDS}
    counted["n_time_unproven"] = sum(claim["time_unproven"] for claim in scored)
    counted["n_timing_changed"] = sum(claim["timing_changed"] for claim in scored)
    return split([counted], look)


def told(claim: ClaimRow, look: Look) -> list[str]:
    """Return a claim's class with the times that it rests on, and what is to be said of them."""
    parts = [_class(claim, look)]
    if claim["timing"] == "in_time":
        attested = claim["attested_at"]
        since = f"attested from outside {look.moment(attested)}" if attested else NO_EVIDENCE
        parts.append(since)
    if claim["time_unproven"]:
        parts.append("its time is unproven: carried over from a form without a seal")
    if claim["timing_changed"]:
        parts.append("its class was another once")
    return parts


def _class(claim: ClaimRow, look: Look) -> str:
    recorded, word = f"recorded {look.moment(claim['recorded_at'])}", claim["timing"]
    if word is None:
        return f"{recorded}; when the answer could be known is not on record: of no class"
    if word == "impossible":
        return _impossible(claim, look)
    if claim["outcome"] is None:
        return f"{recorded}, and the answer cannot be known yet: in time so far"
    known = _known(claim, look)
    if word == "in_time":
        return f"{recorded}, {_before(claim)} the answer could be known{known}: in time"
    if word == "proven":
        attested = look.moment(claim["attested_at"]) if claim["attested_at"] else ""
        proof = f"{recorded} and attested from outside {attested}"
        return f"{proof}, before the answer could be known{known}: proven"
    after = f"{recorded}, after the answer could be known{known}"
    if word == "documented_later" and claim["documented_at"]:
        copy = f"an archive's copy of the source is of {look.moment(claim['documented_at'])}"
        return f"{after}, but {copy}: documented later"
    return f"{after}: {WORDS.get(word, word)}"


def _impossible(claim: ClaimRow, look: Look) -> str:
    said = look.day(claim["said_on"])
    if claim["said_on"] > claim["recorded_at"].date() + timedelta(1):
        recorded = look.moment(claim["recorded_at"])
        return f"said on {said}, but recorded {recorded}, before that: impossible"
    return f"said on {said}, when the answer could be known{_known(claim, look)}: impossible"


def _known(claim: ClaimRow, look: Look) -> str:
    if claim["known_at"]:
        return f" ({look.moment(claim['known_at'])})"
    return f" ({look.day(claim['known_on'])})"


def _before(claim: ClaimRow) -> str:
    same_day = not claim["known_at"] and claim["recorded_at"].date() == claim["known_on"]
    return "on the day when" if same_day else "before"


def _summed(rows: Iterable[Counts]) -> dict[str, int]:
    counts = [cast("Mapping[str, int]", row) for row in rows]
    return {name: sum(row[f"n_{name}"] for row in counts) for name in (*WORDS, *MARKS)}
