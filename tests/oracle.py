"""What the read model is held to: scores as the literature has them, and the partition of claims.

Invariant: plain Python over exact fractions, with decimals of 50 digits where there is a root or a
logarithm; no line is shared with the SQL, and nothing is rounded before the end.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Context, Decimal
from fractions import Fraction

PRECISE = Context(prec=50)
Z95 = Decimal("1.959963984540054")
VOID = ("annulled", "ambiguous")
ANSWERS = ("yes", "no")
CLASSES = (
    "rejected_kind",
    "void",
    "unscorable",
    "no_deadline",
    "open",
    "late",
    "untimely",
    "early",
    "unmatured",
    "superseded",
    "resolved",
)
"""In the order in which the first that fits is taken."""


TIMELY = ("proven", "in_time")
TIMINGS = (*TIMELY, "documented_later", "hindsight", "impossible")


@dataclass(frozen=True)
class Question:
    """A question as it stands; `condition` is another's key and the outcome it has to have."""

    answer: str | None = None
    known_on: date | None = None
    known_at: datetime | None = None
    closes_on: date | None = None
    deadline: str = "stated"
    condition: tuple[str, str] | None = None
    story: str | None = None
    topics: tuple[str, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True)
class Claim:
    """A claim as it stands; `p` in billionths, `stated` where the speaker named it."""

    who: str
    question: str
    said_on: date
    said_at: datetime | None = None
    kind: str = "forecast"
    p: int | None = None
    stated: bool = True
    source: str | None = None
    simulated: bool = False
    timing: str | None = None
    time_unproven: bool = False
    timing_changed: bool = False


@dataclass(frozen=True)
class Times:
    """When what is scored of a claim went on record, and what else speaks for its time."""

    recorded_at: datetime
    attested_at: datetime | None = None
    unproven: bool = False
    captured_at: datetime | None = None


@dataclass(frozen=True)
class Settled:
    """How a question stands with its conditions, and when that could be known."""

    outcome: str | None = None
    known_on: date | None = None
    known_at: datetime | None = None


@dataclass(frozen=True)
class Rules:
    """What a report may be asked for that moves a claim from one class to another."""

    day: date
    claim_kind: str = "forecast"
    include_early: bool = False
    matured_only: bool = False
    scores_untimely: bool = True
    """An archive does, and any ledger when it is asked to."""


@dataclass(frozen=True)
class Scored:
    """One resolved claim: what was said, what happened, and what it hangs together with."""

    p: Fraction
    y: int
    question: str
    story: str
    weight: Fraction = Fraction(1)
    share: Fraction = Fraction(1)
    peers: tuple[Fraction, ...] = ()
    """What the others said of the same question."""


# how a claim stands


def settled(key: str, questions: Mapping[str, Question]) -> Settled:
    """Follow the conditions up; a question's own voidness comes before its condition's."""
    asked = questions[key]
    own = Settled("annulled" if asked.withdrawn else asked.answer, asked.known_on, asked.known_at)
    if own.outcome in VOID or asked.condition is None:
        return own
    above = settled(asked.condition[0], questions)
    if above.outcome is None:
        return Settled()
    if above.outcome not in ANSWERS:
        return Settled("condition_void", above.known_on, above.known_at)
    if above.outcome != asked.condition[1]:
        return Settled("condition_unmet", above.known_on, above.known_at)
    return _both(own, above) if own.outcome else Settled()


def _both(own: Settled, above: Settled) -> Settled:
    """The outcome counts once both could be known."""
    if own.known_on is None or above.known_on is None:
        return Settled(own.outcome)
    later = max(own.known_on, above.known_on)
    on_the_day = [one.known_at for one in (own, above) if one.known_on == later]
    moments = [moment for moment in on_the_day if moment is not None]
    known_at = max(moments) if len(moments) == len(on_the_day) else None
    return Settled(own.outcome, later, known_at)


def is_late(claim: Claim, known: Settled) -> bool:
    """As instants where both have one; a day without a time is late only on a later day."""
    if claim.said_at is not None and known.known_at is not None:
        return claim.said_at >= known.known_at
    return known.known_on is not None and claim.said_on > known.known_on


def timing(claim: Claim, known: Settled, times: Times) -> str | None:
    """Return how a claim's recording stands to when the outcome could be known."""
    if known.outcome and not (known.known_at or known.known_on):
        return None
    if (claim.said_on - times.recorded_at.date()).days > 1:
        return "impossible"
    if known.outcome is None:
        return "in_time"
    if claim.kind != "assertion" and is_late(claim, known):
        return "impossible"
    if times.attested_at and not times.unproven and _by_then(times.attested_at, known):
        return "proven"
    if _by_then(times.recorded_at, known):
        return "in_time"
    shown = times.captured_at is not None and _by_then(times.captured_at, known)
    return "documented_later" if shown else "hindsight"


def _by_then(moment: datetime, known: Settled) -> bool:
    """As instants; a day without a time is passed on a later day."""
    if known.known_at is not None:
        return moment <= known.known_at
    return known.known_on is not None and moment.date() <= known.known_on


def class_of(claim: Claim, questions: Mapping[str, Question], rules: Rules) -> str:
    """Return the first class that fits."""
    asked, known = questions[claim.question], settled(claim.question, questions)
    answered = known.outcome in ANSWERS
    fits = {
        "rejected_kind": claim.kind == "assertion" and rules.claim_kind != "assertion",
        "void": known.outcome in VOID,
        "unscorable": known.outcome in {"condition_unmet", "condition_void"}
        or claim.p is None
        or (answered and known.known_on is None),
        "no_deadline": asked.deadline == "none",
        "open": not answered,
        "late": claim.kind != "assertion" and is_late(claim, known),
        "untimely": claim.kind != "assertion"
        and not rules.scores_untimely
        and claim.timing not in TIMELY,
        "early": asked.closes_on is not None
        and asked.closes_on > rules.day
        and not rules.include_early,
        "unmatured": asked.deadline == "unknown" and rules.matured_only,
        "superseded": False,
        "resolved": True,
    }
    return next(name for name in CLASSES if fits[name])


# scores


def brier(p: Fraction, y: int) -> Fraction:
    """Brier (1950), one class: from 0 to 1."""
    return (p - y) ** 2


def given_to_truth(p: Fraction, y: int) -> Fraction:
    """Return the probability that was given to what happened."""
    return p if y else 1 - p


def log_score(p: Fraction, y: int, clip: Fraction = Fraction(1, 1000)) -> Decimal:
    """Good (1952): minus the natural logarithm of what was given to the truth, clipped."""
    return -decimal(min(max(given_to_truth(p, y), clip), 1 - clip)).ln(PRECISE)


def bin_of(p: Fraction) -> int:
    """Ten bins, left-closed, the last closed at 1."""
    return min(math.floor(p * 10), 9)


_TERMS = ("rel", "res", "wbv", "wbc", "correction")


def murphy(rows: Sequence[Scored]) -> dict[str, Fraction]:
    """Murphy (1973) with the terms within bins of Stephenson et al. (2008), on ten bins."""
    n, o = len(rows), Fraction(sum(row.y for row in rows), len(rows))
    terms: dict[str, Fraction] = dict.fromkeys(_TERMS, Fraction())
    for one in range(10):
        held = [row for row in rows if bin_of(row.p) == one]
        if not held:
            continue
        many = len(held)
        said = sum((row.p for row in held), Fraction()) / many
        came = Fraction(sum(row.y for row in held), many)
        terms["rel"] += many * (said - came) ** 2 / n
        terms["res"] += many * (came - o) ** 2 / n
        terms["wbv"] += sum(((row.p - said) ** 2 for row in held), Fraction()) / n
        apart = ((row.p - said) * (row.y - came) for row in held)
        terms["wbc"] += 2 * sum(apart, Fraction()) / n
        if many > 1:
            terms["correction"] += many * came * (1 - came) / (many - 1) / n
    return terms | {"unc": o * (1 - o)}


def spiegelhalter(rows: Sequence[Scored]) -> Decimal | None:
    """Spiegelhalter (1986): z of a Brier score under the probabilities that were stated."""
    above = sum((row.y - row.p) * (1 - 2 * row.p) for row in rows)
    below = sum((1 - 2 * row.p) ** 2 * row.p * (1 - row.p) for row in rows)
    return decimal(Fraction(above)) / decimal(below).sqrt(PRECISE) if below else None


def error_by_question(rows: Sequence[Scored]) -> Decimal | None:
    """Of the mean Brier score, questions as clusters: Liang & Zeger (1986), factor G/(G-1)."""
    whole = sum(row.share for row in rows)
    mean = sum(row.weight * brier(row.p, row.y) for row in rows) / (whole or Fraction(1))
    deviation: dict[str, Fraction] = defaultdict(Fraction)
    for row in rows:
        deviation[row.question] += row.weight * brier(row.p, row.y) - row.share * mean
    many = len(deviation)
    if many < 2:
        return None
    between = Fraction(many, many - 1) * sum(part**2 for part in deviation.values())
    return decimal(between).sqrt(PRECISE) / decimal(Fraction(whole))


def wilson(k: int, n: int) -> tuple[Decimal, Decimal]:
    """Wilson (1927) as the roots of (p - k/n)^2 = z^2 p (1 - p) / n; 95 %."""
    zz, freq = PRECISE.multiply(Z95, Z95), decimal(Fraction(k, n))
    a = PRECISE.add(1, zz / n)
    b, c = PRECISE.add(2 * freq, zz / n), PRECISE.multiply(freq, freq)
    root = PRECISE.sqrt(PRECISE.subtract(b * b, 4 * a * c))
    ends = (b - root) / (2 * a), (b + root) / (2 * a)
    return (Decimal(0) if k == 0 else ends[0], Decimal(1) if k == n else ends[1])


def gap(
    timely: Sequence[Scored], after: Sequence[Scored]
) -> tuple[float | None, float | None, float | None]:
    """Return the difference of two mean Brier scores, and its 95 % interval by story."""
    if not timely or not after:
        return None, None, None
    means = [
        Fraction(sum(brier(row.p, row.y) for row in rows)) / len(rows) for rows in (timely, after)
    ]
    deviation: dict[str, Fraction] = defaultdict(Fraction)
    chance: dict[str, Decimal] = defaultdict(Decimal)
    for rows, mean, sign in zip((timely, after), means, (1, -1), strict=True):
        for row in rows:
            deviation[row.story] += sign * (brier(row.p, row.y) - mean) / len(rows)
            spread = decimal(row.p * (1 - row.p)).sqrt(PRECISE)
            chance[row.story] += decimal(abs(1 - 2 * row.p) / len(rows)) * spread
    difference, stories = float(means[0] - means[1]), len(deviation)
    if stories < 2:
        return difference, None, None
    between = Fraction(stories, stories - 1) * sum(part**2 for part in deviation.values())
    floor = sum((part * part for part in chance.values()), Decimal())
    reach = t975(stories - 1) * float(max(decimal(between), floor).sqrt(PRECISE))
    return difference, difference - reach, difference + reach


def t975(freedom: int) -> float:
    """Return the 97.5 % point of Student's t, by halving on its closed distribution function."""
    low, high = 0.0, 13.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (low, middle) if _t_within(middle, freedom) > 0.95 else (middle, high)
    return low


def _t_within(t: float, freedom: int) -> float:
    """Student (1908): the probability of -t..t, for whole degrees of freedom."""
    angle = math.atan(t / math.sqrt(freedom))
    odd = freedom % 2
    term, total = (math.cos(angle), 0.0) if odd else (1.0, 0.0)
    for step in range(1 + odd, freedom, 2):
        total += term
        term *= math.cos(angle) ** 2 * step / (step + 1)
    if odd:
        return (angle + math.sin(angle) * total) * 2 / math.pi
    return math.sin(angle) * total


def decimal(value: Fraction) -> Decimal:
    """Return a fraction to 50 digits."""
    return PRECISE.divide(Decimal(value.numerator), Decimal(value.denominator))
