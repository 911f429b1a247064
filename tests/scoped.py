"""What the scopes are held to: which of somebody's claims on a question count, and how much.

Invariant: as in `tests/oracle.py`, exact fractions, and no line that is shared with the SQL.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

from tests.oracle import Claim, Question, Rules, Settled, class_of, settled

MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Scope:
    """Which of the claims of one commentator on one question count."""

    name: str = "first"
    days: int = 30
    pooled: bool = False
    claim_kind: str = "forecast"


@dataclass(frozen=True)
class Part:
    """How much a claim counts: its loss by `weight`, itself by `share`."""

    weight: Fraction = Fraction(1)
    share: Fraction = Fraction(1)


def scoped(
    claims: Mapping[str, Claim], questions: Mapping[str, Question], rules: Rules, scope: Scope
) -> dict[str, tuple[str, Part | None]]:
    """Return for each claim its class, and how much it counts where that is `resolved`."""
    found: dict[str, tuple[str, Part | None]] = {}
    lives: dict[object, list[str]] = defaultdict(list)
    for name in sorted(claims, key=lambda one: (_order(claims[one]), one)):
        claim = claims[name]
        found[name] = class_of(claim, questions, rules), None
        if found[name][0] == "resolved":
            source = scope.pooled or claim.stated
            kind = scope.claim_kind == "all" or claim.kind
            lives[claim.who, claim.question, source, kind].append(name)
    for names in lives.values():
        found |= _counted([(name, claims[name]) for name in names], questions, scope)
    return found


def _counted(
    life: Sequence[tuple[str, Claim]], questions: Mapping[str, Question], scope: Scope
) -> dict[str, tuple[str, Part | None]]:
    """One commentator's claims on one question, in the order in which they were said."""
    asked = questions[life[0][1].question]
    names = [name for name, _ in life]
    if scope.name in {"at_horizon", "time_averaged"} and asked.closes_on is None:
        return dict.fromkeys(names, ("unmatured", None))
    parts: dict[str, Part] = {}
    if scope.name == "first":
        parts = {names[0]: Part()}
    elif scope.name == "all_rows":
        parts = dict.fromkeys(names, Part())
    elif scope.name == "question_weighted":
        parts = dict.fromkeys(names, Part(Fraction(1, len(names)), Fraction(1, len(names))))
    elif scope.name == "at_horizon" and asked.closes_on is not None:
        latest = asked.closes_on - timedelta(scope.days)
        parts = {name: Part() for name, claim in life if claim.said_on <= latest}
        parts = dict(list(parts.items())[-1:])
    elif asked.closes_on is not None:
        known = settled(life[0][1].question, questions)
        parts = _held(life, _midnight(asked.closes_on + timedelta(1)), _known(known))
    return {
        name: ("resolved", parts[name]) if name in parts else ("superseded", None) for name in names
    }


def _held(life: Sequence[tuple[str, Claim]], ends: datetime, known: datetime) -> dict[str, Part]:
    """By the share of the scheduled life for which each stood; known, nothing is lost any more."""
    alive = [(name, _instant(claim)) for name, claim in life if _instant(claim) < ends]
    if not alive:
        return {}
    whole, parts = ends - alive[0][1], {}
    for (name, since), until in zip(alive, [*(one for _, one in alive[1:]), ends], strict=True):
        stood = max(timedelta(), min(until, known) - since)
        weight = Fraction(stood // MICROSECOND, whole // MICROSECOND)
        parts[name] = Part(weight, Fraction(1, len(alive)))
    return parts


def _known(known: Settled) -> datetime:
    if known.known_at is not None:
        return known.known_at
    assert known.known_on is not None
    return _midnight(known.known_on + timedelta(1)) - MICROSECOND


def _instant(claim: Claim) -> datetime:
    return claim.said_at or _midnight(claim.said_on)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _order(claim: Claim) -> tuple[date, bool, datetime]:
    """By day, then by the time where there is one; a claim without a time comes last."""
    return claim.said_on, claim.said_at is None, _instant(claim)


def peers_of(
    name: str, claims: Mapping[str, Claim], rated: Sequence[str], scope: Scope
) -> list[Claim]:
    """Return the last claim of each other commentator on the question by the end of that day."""
    own, latest = claims[name], dict[str, Claim]()
    for other in sorted(rated, key=lambda one: (_order(claims[one]), one)):
        claim = claims[other]
        if (
            claim.question == own.question
            and claim.who != own.who
            and claim.simulated == own.simulated
            and claim.said_on <= own.said_on
            and (scope.pooled or claim.stated == own.stated)
            and (scope.claim_kind == "all" or claim.kind == own.kind)
        ):
            latest[claim.who] = claim
    return list(latest.values())
