"""The tables that a report should show, worked out by the oracle from what stands.

Invariant: a row holds every column that the oracle knows, under the view's own name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ledger.readmodel.session import Asked
from tests import oracle
from tests.oracle import CLASSES, TIMELY, TIMINGS, Claim, Question, Rules, Scored
from tests.readmodel.standing import Standing

TIMED = (*TIMINGS, "time_unproven", "timing_changed")
Figure = float | int | None
Key = tuple[str, str]
"""A group and its prob_source."""


@dataclass
class Group:
    """The claims that one row of a table is about."""

    rejected: int = 0
    classes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CLASSES, 0))
    timings: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TIMED, 0))
    scored: list[Scored] = field(default_factory=list)

    def add(self, claim: Claim, questions: Mapping[str, Question], rules: Rules) -> None:
        """Count a claim, and keep what it scores."""
        name = oracle.class_of(claim, questions, rules)
        self.classes[name] += 1
        if name == "resolved" and claim.p is not None:
            y = int(oracle.settled(claim.question, questions).outcome == "yes")
            story = questions[claim.question].story or claim.question
            for timed in _timed(claim):
                self.timings[timed] += 1
            self.scored.append(Scored(Fraction(claim.p, 10**9), y, claim.question, story))

    def row(self) -> dict[str, Figure]:
        """Return the row of a scoreboard."""
        counts = {f"n_{name}": count for name, count in (self.classes | self.timings).items()}
        total = {"n_claims": sum(self.classes.values()), "n_rejected": self.rejected}
        return {**total, **counts, **scores(self.scored)}

    def bins(self) -> list[dict[str, Figure]]:
        """Return the ten rows of a calibration table, empty bins too."""
        return [
            bin_row(one, [row for row in self.scored if oracle.bin_of(row.p) == one])
            for one in range(10)
        ]


def _timed(claim: Claim) -> Iterator[str]:
    if claim.timing:
        yield claim.timing
    if claim.time_unproven:
        yield "time_unproven"
    if claim.timing_changed:
        yield "timing_changed"


def groups(standing: Standing, asked: Asked, day: date) -> dict[Key, Group]:
    """Return the groups of a report and what belongs to each."""
    found: dict[Key, Group] = defaultdict(Group)
    rules = standing.rules(asked, day)
    for claim in standing.claims.values():
        if _wanted(claim, standing.questions, asked):
            for name in _groups_of(claim, standing.questions, asked.grouping):
                key = name, _pool("numeric" if claim.stated else "verbal", asked)
                found[key].add(claim, standing.questions, rules)
    for who, source, simulated in standing.rejected:
        for name in _groups_of_rejected(who, source, simulated, asked):
            found[name, _pool("verbal", asked)].rejected += 1
    return dict(found)


def gap_row(standing: Standing, asked: Asked, day: date) -> dict[str, Figure]:
    """Return how claims recorded in time, and afterwards, compare among all that are asked for."""
    sides: dict[bool, list[Scored]] = {True: [], False: []}
    for claim in standing.claims.values():
        one = Group()
        one.add(claim, standing.questions, standing.rules(asked, day))
        counted = asked.grouping == "commentator" or not claim.simulated
        if counted and claim.timing != "impossible" and _wanted(claim, standing.questions, asked):
            sides[claim.timing in TIMELY] += one.scored
    difference, lo, hi = oracle.gap(sides[True], sides[False])
    return {
        "n_timely": len(sides[True]),
        "n_after": len(sides[False]),
        "difference": difference,
        "lo": lo,
        "hi": hi,
    }


def scores(rows: Sequence[Scored]) -> dict[str, Figure]:
    """Return the scores of some resolved claims; null where there is none."""
    n, error = len(rows), oracle.standard_error(rows)
    log = sum((oracle.log_score(row.p, row.y) for row in rows), Decimal())
    brier, stories = mean(oracle.brier(row.p, row.y) for row in rows), {row.story for row in rows}
    low, high = interval(brier or 0.0, error, len(stories))
    return {
        "base_rate": mean(row.y for row in rows),
        "mean_p": mean(row.p for row in rows),
        "calibration_in_large": mean(row.p - row.y for row in rows),
        "brier": brier,
        "brier_se": None if error is None else float(error),
        "brier_lo": low,
        "brier_hi": high,
        "log_clip_0_001": float(log / n) if n else None,
        "n_questions": len({row.question for row in rows}),
        "n_stories": len(stories),
        "n_infinite": sum(oracle.given_to_truth(row.p, row.y) == 0 for row in rows),
    }


def interval(
    brier: float, error: Decimal | None, stories: int
) -> tuple[float | None, float | None]:
    """Return the 95 % interval of a mean Brier score, cut off at 0 and 1."""
    if error is None:
        return None, None
    reach = oracle.t975(stories - 1) * float(error)
    return max(0.0, brier - reach), min(1.0, brier + reach)


def bin_row(number: int, rows: Sequence[Scored]) -> dict[str, Figure]:
    """Return what one bin says; null where nobody said anything in it."""
    n, k = len(rows), sum(row.y for row in rows)
    low, high = oracle.wilson(k, n) if n else (None, None)
    return {
        "bin": number,
        "n": n,
        "n_questions": len({row.question for row in rows}),
        "k": k,
        "mean_p": mean(row.p for row in rows),
        "freq": mean(row.y for row in rows),
        "gap": mean(row.y - row.p for row in rows),
        "wilson_lo": None if low is None else float(low),
        "wilson_hi": None if high is None else float(high),
    }


def mean(values: Iterable[Fraction | int]) -> float | None:
    """Return the mean as the nearest float, or None of nothing."""
    several = list(values)
    return float(Fraction(sum(several)) / len(several)) if several else None


def _pool(source: str, asked: Asked) -> str:
    return "pooled" if asked.pooled else source


def _wanted(claim: Claim, questions: Mapping[str, Question], asked: Asked) -> bool:
    about = questions[claim.question]
    return (
        asked.claim_kind in {"all", claim.kind}
        and (asked.only_commentators is None or claim.who in asked.only_commentators)
        and (asked.only_sources is None or claim.source in asked.only_sources)
        and (asked.only_stories is None or about.story in asked.only_stories)
        and (asked.only_topics is None or bool(set(about.topics) & set(asked.only_topics)))
    )


def _groups_of(claim: Claim, questions: Mapping[str, Question], grouping: str) -> tuple[str, ...]:
    if grouping == "commentator":
        return (claim.who,)
    if claim.simulated:
        return ()
    about = questions[claim.question]
    return {
        "everybody": ("everybody",),
        "topic": about.topics or ("",),
        "story": (about.story or "",),
        "source": (claim.source or "",),
    }[grouping]


def _groups_of_rejected(
    who: str, source: str | None, simulated: bool, asked: Asked
) -> Iterator[str]:
    """A rejected statement has no question, hence neither topic nor story."""
    if asked.only_topics is not None or asked.only_stories is not None:
        return
    if asked.only_commentators is not None and who not in asked.only_commentators:
        return
    if asked.only_sources is not None and source not in asked.only_sources:
        return
    named = {"commentator": who, "everybody": "everybody", "source": source or ""}
    if asked.grouping in named and (asked.grouping == "commentator" or not simulated):
        yield named[asked.grouping]
