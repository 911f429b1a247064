"""What stands in a log, as the domain's own folds say: what the views have to agree with.

Invariant: reads the log alone, fact by fact; knows nothing of the read model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from statistics import median

from ledger.domain import claim, commentator, estimate, question, rejection, step
from ledger.domain.fact import Fact, Recorded
from ledger.domain.opening import LedgerOpened
from ledger.log.store import Log
from ledger.readmodel.session import Asked
from tests.oracle import Claim, Question, Rules
from tests.readmodel.timed import Timed, Timing


@dataclass
class Standing:
    """The claims by their stream, the questions by theirs, and who was set aside."""

    claims: dict[str, Claim] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    rejected: list[tuple[str, str | None, bool]] = field(default_factory=list)
    """Commentator, source, and whether simulated."""
    times: dict[str, Timed] = field(default_factory=dict)
    prospective: bool = False

    def rules(self, asked: Asked, day: date) -> Rules:
        """Return by what the classes of a report go."""
        scores_untimely = asked.include_untimely or not self.prospective
        return Rules(
            day, asked.claim_kind, asked.include_early, asked.matured_only, scores_untimely
        )


class Facts:
    """The facts that stand, by stream."""

    def __init__(self, recorded: Sequence[Recorded]) -> None:
        steps = [held.fact for held in recorded if held.stream == step.STREAM]
        undone = step.undone(steps)
        self.streams: dict[str, list[Fact]] = defaultdict(list)
        for held in recorded:
            if held.batch not in undone:
                self.streams[held.stream].append(held.fact)

    def __call__(self, stream: str) -> Sequence[Fact]:
        return self.streams.get(stream, ())


def recorded(directory: Path, until: int | None = None) -> list[Recorded]:
    """Return the facts of a log, or its first `until`."""
    log = Log(directory)
    try:
        return [held for held in log.after(0) if until is None or held.position <= until]
    finally:
        log.close()


def standing(directory: Path, until: int | None = None, carried: int = 0) -> Standing:
    """Return what stands at the end of a log, or at an earlier position."""
    log = recorded(directory, until)
    facts, found = Facts(log), Standing()
    opened = [one.fact for one in log if isinstance(one.fact, LedgerOpened)]
    found.prospective = bool(opened) and opened[0].kept == "prospectively"
    found.questions = _questions(facts)
    readings = _readings(facts)
    for stream in list(facts.streams):
        held = claim.fold(facts(stream))
        if held is not None and not held.withdrawn and _has_ground(held.content, facts):
            found.claims[stream] = _claim(held.content, readings.get(stream), facts)
        said = rejection.standing(facts(stream))
        if said is not None:
            who = _who(said.commentator, facts)
            found.rejected.append((who, said.source, _simulated(who, facts)))
    timing = Timing(log, found.questions, carried)
    for stream, one in found.claims.items():
        found.times[stream] = times = timing.of(stream, one)
        found.claims[stream] = replace(
            one,
            timing=times.timing,
            time_unproven=times.time_unproven,
            timing_changed=times.timing_changed,
        )
    return found


def _has_ground(content: claim.ClaimContent, facts: Facts) -> bool:
    """Say whether the question and the speaker stand; redoing a step alone does not see to it."""
    return (
        question.fold(facts(content.question)) is not None
        and commentator.fold(facts(content.commentator)) is not None
    )


def _questions(facts: Facts) -> dict[str, Question]:
    found = {}
    for stream in list(facts.streams):
        held = question.fold(facts(stream))
        if held is not None:
            found[stream] = _question(held)
    return found


def _question(held: question.Question) -> Question:
    content, answer = held.content, held.answer
    condition = (content.condition_question, content.condition_outcome)
    return Question(
        answer=answer.outcome if answer else None,
        known_on=answer.known_on if answer else None,
        known_at=answer.known_at if answer else None,
        closes_on=content.closes_on,
        deadline=content.deadline,
        condition=(condition[0], condition[1] or "") if condition[0] else None,
        story=content.story,
        topics=content.topics,
        withdrawn=held.withdrawn,
    )


def _readings(facts: Facts) -> dict[str, int]:
    """Several coders: the median of their best readings, half a billionth rounded up."""
    best: dict[str, list[int]] = defaultdict(list)
    for stream in list(facts.streams):
        held = estimate.fold(facts(stream))
        if held is not None:
            best[held.claim].append(held.best)
    return {
        name: int(median(map(Fraction, given)) + Fraction(1, 2)) for name, given in best.items()
    }


def _claim(content: claim.ClaimContent, reading: int | None, facts: Facts) -> Claim:
    who = _who(content.commentator, facts)
    stated = content.probability is not None
    return Claim(
        who=who,
        question=content.question,
        said_on=content.said_on,
        said_at=content.said_at,
        kind=content.kind,
        p=content.probability if stated else reading,
        stated=stated,
        source=content.source,
        simulated=_simulated(who, facts),
    )


def _who(stream: str, facts: Facts) -> str:
    """Follow aliases and merges to their end; a pointer to nobody, or back, is not followed."""
    passed = {stream}
    while (who := commentator.fold(facts(stream))) is not None and who.leads_to:
        if who.leads_to in passed or commentator.fold(facts(who.leads_to)) is None:
            break
        stream = who.leads_to
        passed.add(stream)
    return stream


def _simulated(stream: str, facts: Facts) -> bool:
    who = commentator.fold(facts(stream))
    return who is not None and who.simulated
