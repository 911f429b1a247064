"""The ways in which a verdict is put to the test: other readings, other coders, other answers.

Invariant: a variant changes what it names and nothing else. What follows from that (what is late,
early or void, which claim counts, who was ahead) is left to the views that always decide it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby

from ledger.measuring.wordings import Worded

DAYS = (-30, 30, 90)
"""By which coded deadlines are shifted."""
BLIND_CODERS, WITHIN = 3, 150_000_000
"""Readings of a hedge count if so many coders, the outcome hidden, are so near to each other."""
WORDING = frozenset(("lexicon", "house", "readings", "coder", "hedges"))
"""What variants are about that read the same words otherwise."""
REREAD = WORDING - {"hedges"}
"""Of these, what leaves the same claims to count."""


@dataclass(frozen=True)
class Question:
    """What was asked and how it ended, as far as a variant may change it."""

    question_id: str
    answer: str | None
    happened_on: date | None
    known_on: date | None
    known_at: object
    closes_on: date | None
    deadline: str

    @property
    def void(self) -> bool:
        """Whether it is annulled or ambiguous by itself."""
        return self.answer in {"annulled", "ambiguous"}


@dataclass(frozen=True)
class Variant:
    """One way to count otherwise."""

    name: str
    about: str
    readings: Mapping[str, int | None] = field(default_factory=dict)
    """By claim: another probability of yes, in billionths, or none."""
    questions: Mapping[str, Question] = field(default_factory=dict)
    """By question: as it would have been asked and answered."""
    uncertain: frozenset[str] = frozenset()
    """Questions that end in no only because nothing later is on record."""
    left_out: Mapping[str, str] = field(default_factory=dict)
    """By claim: why the variant could not count it."""


def variants(
    words: Mapping[str, Worded],
    lexicons: Mapping[str, bool],
    ended: Mapping[str, int],
    hedges: Sequence[Mapping[str, object]],
    questions: Sequence[Question],
    today: date,
) -> Iterator[Variant]:
    """Yield every variant that touches a claim or a question, in the order of telling.

    `lexicons` says of each whether its figures are published; the house's are told as the house's.
    """
    several = [
        *(under(name, words, published=published) for name, published in lexicons.items()),
        *ends(words, ended),
        *by_coder(words),
        hedges_in(hedges),
        hindsight_out(words),
        *(shifted(days, questions) for days in DAYS),
        *(voids(answer, questions) for answer in ("yes", "no")),
        *(undated(answer, questions, today) for answer in ("yes", "no")),
    ]
    yield from (one for one in several if one.readings or one.questions or one.left_out)


def under(name: str, words: Mapping[str, Worded], *, published: bool) -> Variant:
    """Return what a lexicon makes of the words that it has; others stay as the coders have them."""
    found = {claim: one.points[name] for claim, one in words.items() if name in one.points}
    about = "lexicon" if published else "house"
    return Variant(f"{about}: {name}", about, found)


def ends(words: Mapping[str, Worded], ended: Mapping[str, int]) -> Iterator[Variant]:
    """Yield the low and the high readings, and of each claim the one nearer or further from truth.

    Loss grows with the distance from what happened, so no reading within the coders' ranges gives
    less than the kindest or more than the harshest. A reading without a range is touched by none.
    """
    spread = {claim: one for claim, one in words.items() if one.low < one.high}
    yield Variant("readings: low", "readings", {claim: one.low for claim, one in spread.items()})
    yield Variant("readings: high", "readings", {claim: one.high for claim, one in spread.items()})
    known = {claim: one for claim, one in spread.items() if claim in ended}
    near = {claim: one.high if ended[claim] else one.low for claim, one in known.items()}
    far = {claim: one.low if ended[claim] else one.high for claim, one in known.items()}
    yield Variant("readings: kindest", "readings", near)
    yield Variant("readings: harshest", "readings", far)


def by_coder(words: Mapping[str, Worded]) -> Iterator[Variant]:
    """Yield each coder's own readings, where there is more than one."""
    if len(coders(words.values())) < 2:
        return
    for coder in coders(words.values()):
        own = {
            claim: reading.best
            for claim, one in words.items()
            for reading in one.readings
            if reading.coder == coder
        }
        yield Variant(f"coder: {coder}", "coder", own)


def coders(words: Iterable[Worded]) -> list[str]:
    """Return who read any of these words, by name."""
    return sorted({reading.coder for one in words for reading in one.readings})


def hedges_in(rows: Sequence[Mapping[str, object]]) -> Variant:
    """Return the hedges counted that three coders read alike without having seen the outcome."""
    counted: dict[str, int | None] = {}
    left_out: dict[str, str] = {}
    for claim, several in groupby(rows, key=lambda row: str(row["claim_id"])):
        best = sorted(int(str(row["best"])) for row in several if row["best"] is not None)
        if len(best) < BLIND_CODERS:
            left_out[claim] = f"{len(best)} of {BLIND_CODERS} coders who did not see the outcome"
        elif best[-1] - best[0] > WITHIN:
            left_out[claim] = f"its coders are more than {WITHIN // 10_000_000} points apart"
        else:
            middle = len(best) // 2
            even = (best[middle - 1] + best[middle] + 1) // 2
            counted[claim] = best[middle] if len(best) % 2 else even
    return Variant("hedges: in", "hedges", counted, left_out=left_out)


def hindsight_out(words: Mapping[str, Worded]) -> Variant:
    """Return what is left without the readings by coders who saw the outcome."""
    return Variant(
        "hindsight: out",
        "hindsight",
        {claim: one.blind for claim, one in words.items() if one.saw_outcome},
    )


def shifted(days: int, questions: Sequence[Question]) -> Variant:
    """Return coded deadlines shifted by so many days; what the words themselves fix stays."""
    found = {one.question_id: _shift(one, days) for one in questions if can_shift(one)}
    unsure = (
        one.question_id
        for one in questions
        if can_shift(one) and (_undated_yes(one) or (days > 0 and one.answer == "no"))
    )
    return Variant(
        f"deadlines: {days:+d} days", "deadlines", questions=found, uncertain=frozenset(unsure)
    )


def can_shift(question: Question) -> bool:
    """Say whether a coder supplied the deadline."""
    return question.deadline == "coded" and question.closes_on is not None


def _undated_yes(question: Question) -> bool:
    return question.answer == "yes" and question.happened_on is None


def _shift(question: Question, days: int) -> Question:
    closes = later(question.closes_on, days)
    if closes is None:
        return question
    happened = question.happened_on
    if question.answer == "yes" and happened is not None and happened > closes:
        return replace(
            question, answer="no", happened_on=closes, known_on=closes, known_at=None,
            closes_on=closes,
        )  # fmt: skip
    if question.answer != "no" or question.known_on is None:
        return replace(question, closes_on=closes)
    waited = question.closes_on is not None and question.known_on >= question.closes_on
    known = later(question.known_on, days) if waited else min(question.known_on, closes)
    same = known == question.known_on
    return replace(
        question, closes_on=closes, known_on=known, known_at=question.known_at if same else None
    )


def later(day: date | None, days: int) -> date | None:
    """Return a day so many days later; the ends of the calendar are as far as it goes."""
    if day is None:
        return None
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def voids(answer: str, questions: Sequence[Question]) -> Variant:
    """Return annulled and ambiguous questions answered; what hangs on them stays void."""
    found = {
        one.question_id: replace(
            one, answer=answer, known_on=one.known_on or one.closes_on or one.happened_on
        )
        for one in questions
        if one.void
    }
    return Variant(f"voids: {answer}", "voids", questions=found)


def undated(answer: str, questions: Sequence[Question], today: date) -> Variant:
    """Return questions without a deadline closed today; one that was answered keeps its answer."""
    found = {
        one.question_id: replace(
            one,
            answer=one.answer or answer,
            happened_on=one.happened_on or today,
            known_on=one.known_on or today,
            closes_on=today,
            deadline="coded",
        )
        for one in questions
        if one.deadline == "none" and not one.void
    }
    return Variant(f"no deadline: {answer}", "no deadline", questions=found)
