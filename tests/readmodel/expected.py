"""The tables that a report should show, worked out by the oracle from what stands.

Invariant: a row holds every column that the oracle knows, under the view's own name.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ledger.readmodel.session import Asked
from tests import oracle
from tests.oracle import CLASSES, TIMELY, TIMINGS, Claim, Question, Scored
from tests.readmodel.standing import Standing
from tests.scoped import Scope, peers_of, scoped

TIMED = (*TIMINGS, "time_unproven", "timing_changed")
Figure = float | int | str | None
Key = tuple[str, str]
"""A group and its prob_source."""


@dataclass
class Group:
    """The claims that one row of a table is about."""

    rejected: int | None = 0
    """None where statements set aside have nothing to be grouped by."""
    classes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CLASSES, 0))
    timings: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TIMED, 0))
    scored: list[Scored] = field(default_factory=list)
    whole: bool = True
    """Whether each claim counts once, and not by its weight."""

    def add(self, claim: Claim, name: str, scored: Scored | None) -> None:
        """Count a claim in its class, and keep what it scores."""
        self.classes[name] += 1
        if scored is not None:
            for timed in _timed(claim):
                self.timings[timed] += 1
            self.scored.append(scored)

    def row(self) -> dict[str, Figure]:
        """Return the row of a scoreboard."""
        counts = {f"n_{name}": count for name, count in (self.classes | self.timings).items()}
        total = {"n_claims": sum(self.classes.values()), "n_rejected": self.rejected}
        return {**total, **counts, **scores(self.scored, self.whole)}

    def bins(self) -> list[dict[str, Figure]]:
        """Return the ten rows of a calibration table, empty bins too."""
        return [
            bin_row(one, [row for row in self.scored if oracle.bin_of(row.p) == one], self.whole)
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
    whole = asked.scope not in {"question_weighted", "time_averaged"}
    told = set(asked.grouping) <= {"commentator", "source", "year"}
    rejected = 0 if told and asked.only_topics is None and asked.only_stories is None else None
    found: dict[Key, Group] = defaultdict(lambda: Group(rejected=rejected, whole=whole))
    for name, (status, scored) in placed(standing, asked, day).items():
        claim = standing.claims[name]
        if _wanted(claim, standing.questions, asked):
            for group in _groups_of(claim, standing.questions, asked.grouping):
                key = group, _pool("numeric" if claim.stated else "verbal", asked)
                found[key].add(claim, status, scored)
    for who, source, simulated in standing.rejected:
        for name in _groups_of_rejected(who, source, simulated, asked):
            row = found[name, _pool("verbal", asked)]
            row.rejected = (row.rejected or 0) + 1
    return dict(found)


def placed(standing: Standing, asked: Asked, day: date) -> dict[str, tuple[str, Scored | None]]:
    """Return for each claim its class, and what it scores where the scope counts it."""
    scope = Scope(asked.scope, asked.horizon_days, asked.pooled, asked.claim_kind)
    claims, questions = standing.claims, standing.questions
    rules = standing.rules(asked, day)
    rated = [one for one in claims if oracle.class_of(claims[one], questions, rules) == "resolved"]
    found: dict[str, tuple[str, Scored | None]] = {}
    for name, (status, part) in scoped(claims, questions, rules, scope).items():
        found[name] = status, None
        if part is not None:
            claim = claims[name]
            assert claim.p is not None
            y = int(oracle.settled(claim.question, questions).outcome == "yes")
            story = questions[claim.question].story or claim.question
            peers = peers_of(name, claims, rated, scope)
            others = tuple(Fraction(one.p or 0, 10**9) for one in peers)
            found[name] = (
                status,
                Scored(
                    Fraction(claim.p, 10**9),
                    y,
                    claim.question,
                    story,
                    part.weight,
                    part.share,
                    others,
                ),
            )
    return found


def gap_row(standing: Standing, asked: Asked, day: date) -> dict[str, Figure]:
    """Return how claims recorded in time, and afterwards, compare among all that are asked for."""
    sides: dict[bool, list[Scored]] = {True: [], False: []}
    for name, (_, scored) in placed(standing, asked, day).items():
        claim = standing.claims[name]
        counted = "commentator" in asked.grouping or not claim.simulated
        wanted = claim.timing != "impossible" and _wanted(claim, standing.questions, asked)
        if scored is not None and counted and wanted:
            sides[claim.timing in TIMELY].append(scored)
    difference, lo, hi = oracle.gap(sides[True], sides[False])
    return {
        "n_timely": len(sides[True]),
        "n_after": len(sides[False]),
        "difference": difference,
        "lo": lo,
        "hi": hi,
    }


def scores(rows: Sequence[Scored], whole: bool) -> dict[str, Figure]:
    """Return the scores of some resolved claims; null where there is none."""
    share = sum(row.share for row in rows)
    stories = {row.story for row in rows}
    brier = weighed(((row.weight, oracle.brier(row.p, row.y)) for row in rows), share)
    base_rate = weighed(((row.weight, row.y) for row in rows), sum(row.weight for row in rows))
    error = oracle.error_by_question(rows)
    return {
        "base_rate": base_rate,
        "mean_p": weighed(((row.weight, row.p) for row in rows), sum(row.weight for row in rows)),
        "brier": brier,
        "brier_se_question": None if error is None else float(error),
        "bss_half": None if brier is None else 1 - 4 * brier,
        "log_clip_0_001": _log(rows, share),
        "n_questions": len({row.question for row in rows}),
        "n_stories": len(stories),
        "n_infinite": sum(oracle.given_to_truth(row.p, row.y) == 0 for row in rows),
        "evidence": _evidence(rows),
        **compared(rows),
        **(counted_once(rows) if whole and rows else dict.fromkeys(_ONCE)),
    }


_ONCE = ("rel", "res", "unc", "wbv", "wbc", "rel_ff", "res_ff", "unc_ff", "spiegelhalter_z",
         "bss_self", "baseline_score")  # fmt: skip


def counted_once(rows: Sequence[Scored]) -> dict[str, Figure]:
    """Return what takes a claim for one probability with one outcome."""
    n, terms, z = len(rows), oracle.murphy(rows), oracle.spiegelhalter(rows)
    correction, unc = terms.pop("correction"), terms["unc"]
    brier = sum(oracle.brier(row.p, row.y) for row in rows) / Fraction(n)
    log = _log(rows, Fraction(n))
    return {
        **{name: float(term) for name, term in terms.items()},
        "rel_ff": float(terms["rel"] - correction) if n > 1 else None,
        "res_ff": float(terms["res"] - correction + unc / (n - 1)) if n > 1 else None,
        "unc_ff": float(unc + unc / (n - 1)) if n > 1 else None,
        "spiegelhalter_z": None if z is None else float(z),
        "bss_self": float(1 - brier / unc) if unc else None,
        "baseline_score": None if log is None else 100 * (1 - log / math.log(2)),
    }


def compared(rows: Sequence[Scored]) -> dict[str, Figure]:
    """Return what stands beside the others who had spoken by that day."""
    beside = [row for row in rows if row.peers]
    share = sum(row.share for row in beside)
    own = weighed(((row.weight, oracle.brier(row.p, row.y)) for row in beside), share)
    others = weighed(((row.weight, _of_peers(row)) for row in beside), share)
    crowd = weighed(((row.weight, (_middle(row) - row.y) ** 2) for row in beside), share)
    logs = [
        float(row.weight)
        * (math.fsum(_ln(p, row.y) for p in row.peers) / len(row.peers) - _ln(row.p, row.y))
        for row in beside
    ]
    return {
        "n_common": len({row.question for row in beside}),
        "rel_brier": None if own is None or others is None else own - others,
        "bss_crowd": None if own is None or not crowd else 1 - own / crowd,
        "peer_score": 100 * math.fsum(logs) / float(share) if share else None,
    }


def _of_peers(row: Scored) -> Fraction:
    return sum((oracle.brier(p, row.y) for p in row.peers), Fraction()) / len(row.peers)


def _middle(row: Scored) -> Fraction:
    return sum(row.peers, Fraction()) / len(row.peers)


def _ln(p: Fraction, y: int) -> float:
    return float(oracle.log_score(p, y))


def _log(rows: Sequence[Scored], share: Fraction | int) -> float | None:
    parts = [oracle.decimal(row.weight) * oracle.log_score(row.p, row.y) for row in rows]
    return float(sum(parts, Decimal()) / oracle.decimal(Fraction(share))) if share else None


def weighed(
    values: Iterable[tuple[Fraction, Fraction | int]], share: Fraction | int
) -> float | None:
    """Return sum(weight * value) / share as the nearest float, or None of nothing."""
    total = sum((weight * value for weight, value in values), Fraction())
    return float(total / share) if share else None


def _evidence(rows: Sequence[Scored]) -> str:
    questions, stories = {row.question for row in rows}, [row.story for row in rows]
    largest = max(Counter(stories).values(), default=0)
    if len(questions) < 10:
        return "list only"
    if len(questions) < 30 or len(set(stories)) < 10:
        return "thin"
    solid = len(questions) >= 100 and len(set(stories)) >= 30 and largest * 5 <= len(rows)
    return "solid" if solid else "usable"


def bin_row(number: int, rows: Sequence[Scored], whole: bool) -> dict[str, Figure]:
    """Return what one bin says; null where nobody said anything in it."""
    n, k, weight = len(rows), sum(row.y for row in rows), sum(row.weight for row in rows)
    low, high = oracle.wilson(k, n) if n and whole else (None, None)
    return {
        "bin": number,
        "n": n,
        "n_questions": len({row.question for row in rows}),
        "k": k,
        "mean_p": weighed(((row.weight, row.p) for row in rows), weight),
        "freq": weighed(((row.weight, row.y) for row in rows), weight),
        "gap": weighed(((row.weight, row.y - row.p) for row in rows), weight),
        "wilson_lo": None if low is None else float(low),
        "wilson_hi": None if high is None else float(high),
    }


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


def _groups_of(
    claim: Claim, questions: Mapping[str, Question], grouping: tuple[str, ...]
) -> Iterator[str]:
    if claim.simulated and "commentator" not in grouping:
        return
    about = questions[claim.question]
    for topic in (about.topics or ("",)) if "topic" in grouping else ("",):
        named = {
            "commentator": claim.who,
            "topic": topic,
            "story": about.story or "",
            "source": claim.source or "",
            "kind": claim.kind,
            "year": str(claim.said_on.year),
        }
        yield "\x1f".join(named[one] for one in grouping)


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
    named = {"commentator": who, "source": source or ""}
    if set(asked.grouping) <= set(named) and ("commentator" in asked.grouping or not simulated):
        yield "\x1f".join(named[one] for one in asked.grouping)
