"""When each claim went on record, fact by fact from the log: what the views have to agree with.

Invariant: walks the facts of one claim after another, as one would by hand; what stood at another
moment is found by reading only what was recorded by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from ledger.domain import source, step
from ledger.domain.attestation import CheckpointAttested
from ledger.domain.claim import (
    ClaimContent,
    ClaimCorrected,
    ClaimRecorded,
    ClaimRestored,
    ClaimWithdrawn,
    OccurrenceRecorded,
    OccurrenceWithdrawn,
)
from ledger.domain.estimate import EstimateContent, EstimateWithdrawn
from ledger.domain.fact import Recorded
from tests import oracle
from tests.oracle import Claim, Question, Settled, Times

MATERIAL = ("said_on", "said_at", "question", "commentator", "polarity", "kind", "probability")
FOREVER = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Timed:
    """A claim's class, and what it rests on."""

    timing: str | None
    recorded_at: datetime
    attested_at: datetime | None
    time_unproven: bool
    timing_changed: bool
    documented_at: datetime | None


class Timing:
    """The times of all claims of a log, of which the first `carried` facts were carried over."""

    def __init__(
        self, held: Sequence[Recorded], questions: dict[str, Question], carried: int = 0
    ) -> None:
        self.held, self.questions, self.carried = held, questions, carried
        self.standing = _standing(held, FOREVER)

    def of(self, stream: str, claim: Claim) -> Timed:
        """Return how one claim that stands is timed."""
        anchors = self._anchors(stream)
        known = self._known(claim.question)
        times = Times(
            recorded_at=max(fact.recorded_at for fact in anchors),
            attested_at=self._attested(max(fact.position for fact in anchors)),
            unproven=any(fact.position <= self.carried for fact in anchors),
            captured_at=self._captured(stream),
        )
        until = known.known_at or (_end(known) if known.known_on else None)
        late = bool(known.outcome and until and times.recorded_at <= until) and (
            _scored(self.held, stream, until or FOREVER) != _scored(self.held, stream, FOREVER)
        )
        if late:
            again = max(fact.recorded_at for fact in _taken_back(self.held, stream))
            judged = replace(times, recorded_at=again, attested_at=None)
        else:
            judged = times
        return Timed(
            timing=oracle.timing(claim, known, judged),
            recorded_at=judged.recorded_at,
            attested_at=times.attested_at,
            time_unproven=times.unproven,
            timing_changed=late or self._changed(stream, claim, times),
            documented_at=times.captured_at,
        )

    def _anchors(self, stream: str) -> list[Recorded]:
        """The facts since which the content, and each coder's reading, are as they are."""
        contents = [fact for fact in self.standing if fact.stream == stream]
        anchor = _since(list(_in_force(contents)), _material)
        assert isinstance(anchor.fact, ClaimContent)
        if anchor.fact.probability is not None:
            return [anchor]
        return [anchor, *_readings_since(self.standing, stream)]

    def _known(self, question: str) -> Settled:
        return oracle.settled(question, self.questions) if question in self.questions else Settled()

    def _attested(self, position: int) -> datetime | None:
        stamps = [fact.fact for fact in self.standing if isinstance(fact.fact, CheckpointAttested)]
        return min((one.attested_at for one in stamps if one.size >= position), default=None)

    def _captured(self, stream: str) -> datetime | None:
        """The earliest dated copy, hash stored, of any source that carries the words now."""
        contents = [fact for fact in self.standing if fact.stream == stream]
        last = list(_in_force(contents))[-1].fact
        assert isinstance(last, ClaimContent)
        carriers = {last.source, *_occurrences(self.standing, stream)} - {None}
        copies = []
        for carrier in carriers:
            found = source.fold([one.fact for one in self.standing if one.stream == carrier])
            if found and found.content.snapshot_sha256:
                copies.append(captured(found.content.archive_url or ""))
        return min((copy for copy in copies if copy), default=None)

    def _changed(self, stream: str, claim: Claim, times: Times) -> bool:
        """Whether contents, or readings, that were ever recorded are of several classes."""
        contents = [
            fact
            for fact in self.held
            if fact.stream == stream and isinstance(fact.fact, ClaimContent)
        ]
        first: set[str | None] = set()
        for fact in _turns(contents, _material):
            assert isinstance(fact.fact, ClaimContent)
            then = replace(
                claim,
                question=fact.fact.question,
                said_on=fact.fact.said_on,
                said_at=fact.fact.said_at,
                kind=fact.fact.kind,
            )
            first.add(self._by_itself(fact, then, times))
        second = {
            self._by_itself(fact, claim, times)
            for facts in _estimate_streams(self.held, stream)
            for fact in _turns(facts, _reading)
            if isinstance(fact.fact, EstimateContent)
        }
        return len(first - {None}) > 1 or len(second - {None}) > 1

    def _by_itself(self, fact: Recorded, claim: Claim, times: Times) -> str | None:
        own = Times(
            fact.recorded_at,
            self._attested(fact.position),
            fact.position <= self.carried,
            times.captured_at,
        )
        return oracle.timing(claim, self._known(claim.question), own)


def captured(address: str) -> datetime | None:
    """Return the time in the address of an archive's copy, the end of the day where it has none."""
    parts = address.split("/")[3:]
    for at, part in enumerate(parts):
        digits = part[:-3] if len(part) > 3 and part.endswith("_") else part
        page = [one for one in parts[at + 1 :] if one and one not in {"http:", "https:"}]
        if digits.isdecimal() and len(digits) in {8, 14} and page and "." in page[0]:
            return _moment(digits)
    return None


def _moment(digits: str) -> datetime | None:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
        clock = time.fromisoformat(digits[8:]) if digits[8:] else time.max
    except ValueError:
        return None
    return datetime.combine(day, clock, UTC)


def _end(known: Settled) -> datetime:
    assert known.known_on is not None
    return datetime.combine(known.known_on + timedelta(1), time(), UTC) - timedelta(microseconds=1)


def _standing(held: Iterable[Recorded], until: datetime) -> list[Recorded]:
    """The facts recorded by a moment that were not undone by then."""
    by_then = [fact for fact in held if fact.recorded_at <= until]
    undone = step.undone(fact.fact for fact in by_then if fact.stream == step.STREAM)
    return [fact for fact in by_then if fact.batch not in undone]


def _in_force(facts: Iterable[Recorded]) -> Iterator[Recorded]:
    """The contents that were in force in turn: the first record, then every correction."""
    begun = False
    for fact in facts:
        if isinstance(fact.fact, ClaimRecorded) and not begun:
            begun = True
            yield fact
        elif isinstance(fact.fact, ClaimCorrected) and begun:
            yield fact


def _material(fact: Recorded) -> object:
    return tuple(getattr(fact.fact, name) for name in MATERIAL)


def _reading(fact: Recorded) -> object:
    one = fact.fact
    return (one.low, one.best, one.high) if isinstance(one, EstimateContent) else None


def _since(facts: Sequence[Recorded], what: Callable[[Recorded], object]) -> Recorded:
    """The fact since which what the last one says is so."""
    at = len(facts) - 1
    while at and what(facts[at - 1]) == what(facts[-1]):
        at -= 1
    return facts[at]


def _turns(facts: Sequence[Recorded], what: Callable[[Recorded], object]) -> list[Recorded]:
    return [*facts[:1], *(b for a, b in pairwise(facts) if what(a) != what(b))]


def _estimate_streams(held: Iterable[Recorded], claim: str) -> list[list[Recorded]]:
    streams: dict[str, list[Recorded]] = {}
    for fact in held:
        if isinstance(fact.fact, EstimateContent | EstimateWithdrawn):
            streams.setdefault(fact.stream, []).append(fact)
    of = {fact.stream: fact.fact.claim for fact in held if isinstance(fact.fact, EstimateContent)}
    return [facts for stream, facts in streams.items() if of.get(stream) == claim]


def _readings_since(held: Sequence[Recorded], claim: str) -> list[Recorded]:
    return [
        _since(facts, _reading)
        for facts in _estimate_streams(held, claim)
        if isinstance(facts[-1].fact, EstimateContent)
    ]


def _occurrences(held: Iterable[Recorded], claim: str) -> set[str | None]:
    carriers: dict[str, str | None] = {}
    for fact in held:
        if isinstance(fact.fact, OccurrenceRecorded) and fact.fact.claim == claim:
            carriers[fact.stream] = fact.fact.source
        elif isinstance(fact.fact, OccurrenceWithdrawn):
            carriers[fact.stream] = None
    return set(carriers.values())


def _scored(held: Sequence[Recorded], stream: str, until: datetime) -> object:
    """What was scored of a claim at a moment: its content, and the readings where they count."""
    stood = _standing(held, until)
    own = [fact for fact in stood if fact.stream == stream]
    contents = list(_in_force(own))
    if not contents or _withdrawn(own, contents[0]):
        return None
    last = contents[-1].fact
    assert isinstance(last, ClaimContent)
    readings = {
        facts[-1].stream: _reading(facts[-1])
        for facts in _estimate_streams(stood, stream)
        if isinstance(facts[-1].fact, EstimateContent)
    }
    return _material(contents[-1]), readings if last.probability is None else None


def _withdrawn(own: Iterable[Recorded], begun: Recorded) -> bool:
    told = [
        isinstance(fact.fact, ClaimWithdrawn)
        for fact in own
        if fact.version > begun.version and isinstance(fact.fact, ClaimWithdrawn | ClaimRestored)
    ]
    return bool(told) and told[-1]


def _taken_back(held: Sequence[Recorded], stream: str) -> list[Recorded]:
    """The facts that took something of a claim back, or took it again."""
    parts = [fact for fact in held if fact.stream == stream]
    parts += [fact for facts in _estimate_streams(held, stream) for fact in facts]
    batches = {fact.batch for fact in parts}
    steps = [
        fact
        for fact in held
        if isinstance(fact.fact, step.StepUndone | step.StepRedone) and fact.fact.step in batches
    ]
    withdrawals = (ClaimWithdrawn, ClaimRestored, EstimateWithdrawn)
    return steps + [fact for fact in parts if isinstance(fact.fact, withdrawals)]
