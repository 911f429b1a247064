"""Small histories of claims in words, and what each variant makes of them: plain Python, fractions.

Invariant: nothing here is shared with `ledger.measuring`; what counts is told by `tests.oracle`,
of questions and claims that were changed by hand as the variant says.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from statistics import median

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.estimate import RecordEstimate
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.domain.story import OpenStory
from tests.oracle import Claim, Question, Rules, brier
from tests.scoped import Scope, scoped

TODAY = date(2022, 12, 1)
COIN = Fraction(1, 4)
LEXICONS: Mapping[str, Mapping[str, int]] = {
    "one 1": {"likely": 70, "will": 95},
    "two 2": {"likely": 60},
    "own 3": {"convinced": 90, "likely": 80},
}
"""In per cent; the last is the house's own."""
PHRASES = ("likely", "will", "convinced", "blorp")


class Books:
    """The lexicons above, as the program's are asked."""

    def names(self) -> Sequence[str]:
        return list(LEXICONS)

    def published(self, name: str) -> bool:
        return name != "own 3"

    def point(self, term: str, sign: int, name: str) -> int | None:
        point = LEXICONS[name].get(term)
        if point is None:
            return None
        return (point if sign == 1 else 100 - point) * 10**7

    def read(self, _quote: str, _event: str, words: str | None) -> tuple[str | None, int | None]:
        return (words, 1) if words in PHRASES[:3] else (None, None)


@dataclass(frozen=True)
class Read:
    """One coder's low, best and high in per cent."""

    low: int
    best: int
    high: int
    saw_outcome: bool


@dataclass
class History:
    """The same history as commands, and as the oracle has it."""

    commands: list[Command] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    happened: dict[str, date | None] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    phrases: dict[str, str] = field(default_factory=dict)
    readings: dict[str, dict[str, Read]] = field(default_factory=dict)

    def ledger(self, folder: Path) -> Ledger:
        """Return a ledger of it, an archive."""
        ledger = Ledger(folder, lambda: datetime(2022, 12, 1, 12, tzinfo=UTC))
        ledger.execute(self.commands, kept="archive")
        return ledger


def history(seed: int) -> History:
    """Return a history of three people on seven questions, two of them hanging on others."""
    chance, made = random.Random(seed), History()  # noqa: S311 a history, not a secret
    made.commands += [RegisterCommentator(name) for name in ("Ana", "Ben", "Cleo")]
    made.commands += [OpenStory("u", "U")]
    for number in range(7):
        _ask(f"q{number}", number, chance, made)
    for who in ("Ana", "Ben", "Cleo"):
        for key in sorted(made.questions):
            for again in range(chance.choice([0, 1, 1, 2])):
                _say(who, key, f"{who}-{key}-{again}", chance, made)
    return made


def _ask(key: str, number: int, chance: random.Random, made: History) -> None:
    deadline = chance.choice(["stated", "coded", "coded", "coded", "none"])
    day = date(2022, 3, 1) + timedelta(chance.randrange(120))
    closes = None if deadline == "none" else day
    condition = ("q0", "yes") if number == 5 else ("q1", "no") if number == 6 else None
    made.questions[key] = Question(
        closes_on=closes, deadline=deadline, condition=condition, story="u"
    )
    made.commands.append(
        PoseQuestion(
            key, f"{key}?", closes_on=closes, deadline=deadline, condition=condition, story="u"  # type: ignore[arg-type] # one of them
        )
    )  # fmt: skip
    answers = [None] if deadline == "none" else ["yes", "yes", "no", "no", "ambiguous", "annulled"]
    answer = chance.choice([*answers, None])
    made.happened[key] = None
    if answer is not None:
        early = day - timedelta(chance.choice([0, 0, 5, 20, 45]))
        known = early if answer in {"yes", "ambiguous", "annulled"} else chance.choice([day, early])
        made.happened[key] = known
        made.questions[key] = replace(made.questions[key], answer=answer, known_on=known)
        made.commands.append(ResolveQuestion(key, answer, known, known))


def _say(who: str, key: str, name: str, chance: random.Random, made: History) -> None:
    said = date(2022, 1, 1) + timedelta(chance.randrange(90))
    stated = chance.random() < 0.2
    phrase = chance.choice(PHRASES)
    claim = RecordClaim(
        who, key, said, quote=f"{name} {phrase}", words=phrase, external_id=name,
        probability=chance.randrange(21) * 5 * 10**7 if stated else None,
    )  # fmt: skip
    made.commands.append(claim)
    id_ = claim.stream()
    made.claims[id_] = Claim(who, key, said, p=claim.probability, stated=stated)
    if stated:
        return
    made.phrases[id_], made.readings[id_] = phrase, {}
    for coder in chance.choice([["x"], ["x", "y"], ["x", "y", "z"], []]):
        low, best, high = sorted(chance.sample(range(0, 101, 2), 3))
        saw = chance.random() < 0.4
        made.readings[id_][coder] = Read(low, best, high, saw)
        made.commands.append(
            RecordEstimate(
                id_, coder, low * 10**7, best * 10**7, high * 10**7, saw_outcome=saw
            )
        )  # fmt: skip
    if made.readings[id_]:
        made.claims[id_] = replace(made.claims[id_], p=_best(made.readings[id_].values()))


def _best(reads: Iterable[Read]) -> int:
    """Readings are even numbers of per cent, so the middle of two is a whole one."""
    return round(median([one.best for one in reads])) * 10**7


# the variants, each as a sentence of the specification says it


def varied(name: str, made: History) -> History:
    """Return the history as it would be under a variant."""
    about, _, what = name.partition(": ")
    if about in {"lexicon", "house"}:
        return _reading(made, {id_: _under(id_, what, made) for id_ in made.phrases})
    if about == "readings":
        return _reading(made, {id_: _end(id_, what, made) for id_ in made.phrases})
    if about == "coder":
        own = {id_: read[what].best for id_, read in made.readings.items() if what in read}
        return _reading(made, {id_: best * 10**7 for id_, best in own.items()})
    if name == "hindsight: out":
        return _without_hindsight(made)
    if about == "deadlines":
        days = int(what.split()[0])
        return _asking(made, {key: _shifted(key, days, made) for key in made.questions})
    if about == "voids":
        return _asking(made, {key: _answered(key, what, made) for key in made.questions})
    if about == "no deadline":
        return _asking(made, {key: _dated(key, what, made) for key in made.questions})
    assert name == "default", name
    return made


def _reading(made: History, p: Mapping[str, int | None]) -> History:
    """Only claims that somebody has read can be read otherwise."""
    claims = {
        id_: replace(claim, p=p[id_]) if p.get(id_) is not None and claim.p is not None else claim
        for id_, claim in made.claims.items()
    }
    return replace(made, claims=claims)


def _under(id_: str, lexicon: str, made: History) -> int | None:
    """The lexicon's figure, on the side of one half's two that is nearer to what coders read."""
    point = LEXICONS[lexicon].get(made.phrases[id_])
    best = made.claims[id_].p
    if point is None or best is None:
        return None
    first = next(book[made.phrases[id_]] for book in LEXICONS.values() if made.phrases[id_] in book)
    turned = abs((100 - first) * 10**7 - best) < abs(first * 10**7 - best)
    return (100 - point if turned else point) * 10**7


def _end(id_: str, which: str, made: History) -> int | None:
    reads = made.readings[id_].values()
    if not reads:
        return None
    low, high = min(one.low for one in reads), max(one.high for one in reads)
    if which in {"low", "high"}:
        return (low if which == "low" else high) * 10**7
    outcome = _outcome(id_, made)
    if outcome is None:
        return None
    near = high if outcome == "yes" else low
    return (near if which == "kindest" else low + high - near) * 10**7


def _outcome(id_: str, made: History) -> str | None:
    from tests.oracle import settled

    known = settled(made.claims[id_].question, made.questions)
    return known.outcome if known.outcome in {"yes", "no"} else None


def _without_hindsight(made: History) -> History:
    claims = {}
    for id_, claim in made.claims.items():
        reads = made.readings.get(id_, {}).values()
        blind = [one for one in reads if not one.saw_outcome]
        tainted = len(blind) < len(reads)
        claims[id_] = replace(claim, p=_best(blind) if blind else None) if tainted else claim
    return replace(made, claims=claims)


def _asking(made: History, questions: Mapping[str, Question]) -> History:
    return replace(made, questions=dict(questions))


def _shifted(key: str, days: int, made: History) -> Question:
    asked = made.questions[key]
    if asked.deadline != "coded" or asked.closes_on is None:
        return asked
    closes = asked.closes_on + timedelta(days)
    happened, known = made.happened[key], asked.known_on
    if asked.answer == "yes" and happened is not None and happened > closes:
        return replace(asked, answer="no", known_on=closes, closes_on=closes)
    if asked.answer == "no" and known is not None:
        waited = known >= asked.closes_on
        known = known + timedelta(days) if waited else min(known, closes)
    return replace(asked, known_on=known, closes_on=closes)


def _answered(key: str, answer: str, made: History) -> Question:
    """Void questions are answered; one whose condition is void stays as it is."""
    from tests.oracle import settled

    asked = made.questions[key]
    if settled(key, made.questions).outcome == "condition_void":
        return replace(asked, condition=None, answer="annulled")
    return replace(asked, answer=answer) if asked.answer in {"annulled", "ambiguous"} else asked


def _dated(key: str, answer: str, made: History) -> Question:
    asked = made.questions[key]
    if asked.deadline != "none":
        return asked
    return replace(asked, answer=answer, known_on=TODAY, closes_on=TODAY, deadline="coded")


# what follows


@dataclass(frozen=True)
class Found:
    """How many of somebody's claims count, their mean Brier score, and the side of a coin."""

    n: int
    brier: Fraction | None
    verdict: str | None


def verdicts(made: History, scope: Scope) -> dict[tuple[str, str], Found]:
    """Return what is found of each commentator by prob_source."""
    counted = scoped(made.claims, made.questions, Rules(TODAY), scope)
    losses: dict[tuple[str, str], list[tuple[Fraction, Fraction]]] = defaultdict(list)
    for id_, (status, part) in counted.items():
        claim, outcome = made.claims[id_], _outcome(id_, made)
        if status == "resolved" and part is not None and claim.p is not None:
            loss = brier(Fraction(claim.p, 10**9), int(outcome == "yes"))
            source = "numeric" if claim.stated else "verbal"
            losses[claim.who, source].append((part.weight * loss, part.share))
    return {key: _found(rows) for key, rows in losses.items()}


def _found(rows: Sequence[tuple[Fraction, Fraction]]) -> Found:
    share = sum((one for _, one in rows), Fraction())
    mean = sum((loss for loss, _ in rows), Fraction()) / share
    side = (mean > COIN) - (mean < COIN)
    return Found(
        len(rows), mean, {1: "worse than a coin", -1: "better than a coin", 0: "like a coin"}[side]
    )
