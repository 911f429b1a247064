"""Random ledgers: what may be recorded, in any order, and taken back and taken again.

Invariant: a history is data. Whatever a ledger refuses is skipped, so that every history can be
played, and the few names and days make it likely that its parts touch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis import strategies as st

from ledger.app import Ledger
from ledger.domain import step
from ledger.domain.claim import ClaimKind, CorrectClaim, RecordClaim, WithdrawClaim
from ledger.domain.commentator import (
    AliasCommentator,
    MergeCommentator,
    RegisterCommentator,
    RenameCommentator,
)
from ledger.domain.decide import Command
from ledger.domain.estimate import RecordEstimate, WithdrawEstimate
from ledger.domain.facts import streams_named
from ledger.domain.names import imported_claim_stream
from ledger.domain.question import (
    CorrectQuestion,
    Deadline,
    DisputeResolution,
    PoseQuestion,
    ReopenQuestion,
    ResolveQuestion,
    WithdrawQuestion,
)
from ledger.domain.rejection import RejectStatement
from ledger.domain.source import RegisterSource
from ledger.domain.step import RedoStep, UndoStep, steps_resting_on
from ledger.domain.story import OpenStory
from ledger.errors import LedgerError
from tests.readmodel.standing import recorded

TODAY = date(2022, 7, 1)
DAYS = tuple(date(2022, month, day) for month, day in ((1, 5), (2, 1), (2, 2), (6, 30), (9, 1)))
HOURS = (0, 9, 18)
PEOPLE = ("Ana", "Ben", "Cleo", "Robot")
QUESTIONS = tuple(f"q{number}" for number in range(8))
CLAIMS = tuple(f"c{number}" for number in range(24))
STORIES = (None, "north", "south")
TOPICS = ("trade", "war", "weather")
SOURCES = (None, "daily", "weekly")
BILLIONTHS = (0, 500_000, 1_000_000, 30_000_000, 290_000_000, 300_000_000, 500_000_000)

_days = st.sampled_from(DAYS)
_hours = st.none() | st.sampled_from(HOURS)
_people = st.sampled_from(PEOPLE)
_questions = st.sampled_from(QUESTIONS)
_claims = st.sampled_from(CLAIMS)
_deadlines: st.SearchStrategy[Deadline] = st.sampled_from(
    ("stated", "coded", "stated", "none", "unknown")
)
_kinds: tuple[ClaimKind, ...] = ("forecast", "intent", "forecast", "assertion", "forecast")
_ppb = st.one_of(
    st.sampled_from(BILLIONTHS + tuple(10**9 - one for one in BILLIONTHS)),
    st.integers(0, 10**9),
)


@dataclass(frozen=True)
class Undo:
    """Take back one of the steps so far, or take an undone one again."""

    number: int


Move = tuple[Command, ...] | Undo


def tried(everyday: int, nightly: int) -> settings:
    """How many histories to try: each takes most of a second, so none is made smaller either."""
    profile = settings.default
    by_night = profile is not None and profile.max_examples > 1_000
    phases = (Phase.explicit, Phase.reuse, Phase.generate)
    return settings(profile, max_examples=nightly if by_night else everyday, phases=phases)


def moment(day: date, hour: int | None) -> datetime | None:
    """Return a moment of a day, or None where only the day is known."""
    return None if hour is None else datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@st.composite
def pose(draw: st.DrawFn, key: str | None = None) -> PoseQuestion:
    """A question; its condition is one with a lower number, so that chains grow deep."""
    name = key or draw(_questions)
    before = QUESTIONS[: QUESTIONS.index(name)]
    deadline = draw(_deadlines)
    above = draw(st.sampled_from((*before, *(None for _ in QUESTIONS[:5]))))
    outcome = draw(st.sampled_from(("yes", "yes", "no")))
    return PoseQuestion(
        name,
        f"Will {name}?",
        closes_on=draw(_days) if deadline in {"stated", "coded"} else None,
        deadline=deadline,
        condition=(above, outcome) if above else None,
        topics=tuple(draw(st.lists(st.sampled_from(TOPICS), max_size=2, unique=True))),
        story=draw(st.sampled_from(STORIES)),
    )


@st.composite
def record(draw: st.DrawFn, external_id: str | None = None) -> RecordClaim:
    """A claim with a stated probability, or without, to be read."""
    day, stated = draw(st.sampled_from(DAYS[:1] * 3 + DAYS)), draw(st.one_of(st.none(), _ppb, _ppb))
    return RecordClaim(
        draw(_people),
        draw(_questions),
        day,
        said_at=moment(day, draw(_hours)),
        source=draw(st.sampled_from(SOURCES)),
        quote=draw(st.sampled_from((None, "it will", "It will!", "so will nicht"))),
        kind=draw(st.sampled_from(_kinds)),
        probability=stated,
        external_id=external_id or draw(_claims),
    )


@st.composite
def resolve(draw: st.DrawFn, key: str | None = None) -> ResolveQuestion:
    """An answer, with a day, a moment, or neither."""
    outcome = draw(st.sampled_from(("yes", "no") * 4 + ("annulled", "ambiguous")))
    day = draw(st.sampled_from((None, *DAYS[1:], *DAYS[1:])))
    known_at = moment(day, draw(_hours)) if day else None
    correct = draw(st.booleans())
    return ResolveQuestion(key or draw(_questions), outcome, day, day, known_at, correct=correct)


@st.composite
def read(draw: st.DrawFn) -> RecordEstimate:
    """One coder's reading."""
    low, best, high = sorted(draw(st.tuples(_ppb, _ppb, _ppb)))
    coder = draw(st.sampled_from(("first coder", "second coder")))
    return RecordEstimate(draw(_claim_streams), coder, low, best, high, revise=draw(st.booleans()))


_claim_streams = _claims.map(lambda external_id: imported_claim_stream("", external_id))
_changes = st.fixed_dictionaries(
    {}, optional={"said_on": _days, "kind": st.sampled_from(("forecast", "intent"))}
)
_later: st.SearchStrategy[Command] = st.one_of(
    pose(),
    record(),
    resolve(),
    read(),
    st.builds(CorrectClaim, _claim_streams, _changes),
    st.builds(WithdrawClaim, _claim_streams),
    st.builds(WithdrawEstimate, _claim_streams, st.just("first coder")),
    st.builds(CorrectQuestion, _questions, st.fixed_dictionaries({"closes_on": _days})),
    st.builds(WithdrawQuestion, _questions),
    st.builds(ReopenQuestion, _questions),
    st.builds(DisputeResolution, _questions, st.sampled_from(("unclear", "wrong day"))),
    st.builds(MergeCommentator, _people, _people),
    st.builds(AliasCommentator, _people, st.sampled_from(("Anna", "Benny"))),
    st.builds(RenameCommentator, _people, st.sampled_from(("Ana B.", "Big Ben"))),
    st.builds(RegisterCommentator, st.sampled_from((*PEOPLE, "Anna"))),
    st.builds(RejectStatement, _people, st.sampled_from(("a hope", "a wish")), st.just("no claim")),
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Move, ...]:
    """A ledger with its people, questions, claims and answers, and what became of them."""
    people = tuple(RegisterCommentator(name, simulated=name == "Robot") for name in PEOPLE)
    stories = tuple(OpenStory(key, key.title()) for key in STORIES if key)
    sources = tuple(RegisterSource(key) for key in SOURCES if key)
    first: list[Command] = [*people, *stories, *sources]
    moves: list[Move] = [(*first, *_sharing_stories([draw(pose(key)) for key in QUESTIONS]))]
    claims = [draw(record(key)) for key in CLAIMS]
    moves += [tuple(claims[start : start + 6]) for start in range(0, len(claims), 6)]
    moves += [(draw(read()),) for _ in range(draw(st.integers(4, 14)))]
    moves += [(draw(resolve(key)),) for key in QUESTIONS if draw(st.integers(0, 4))]
    undo = st.integers(0, 60).map(Undo)
    later = st.one_of(_later.map(lambda one: (one,)), undo, undo)
    return (*moves, *draw(st.lists(later, max_size=20)))


def _sharing_stories(posed: Sequence[PoseQuestion]) -> list[PoseQuestion]:
    """Put each conditional into its condition's story, without which it would be refused."""
    stories: dict[str, str | None] = {}
    shared = []
    for one in posed:
        stories[one.key] = stories[one.condition[0]] if one.condition else one.story
        shared.append(replace(one, story=stories[one.key]))
    return shared


def play(history: Sequence[Move], directory: Path) -> Ledger:
    """Return a ledger in which everything happened that it did not refuse."""
    ledger, done = Ledger(directory, lambda: datetime(2022, 7, 1, 12, tzinfo=UTC)), list[str]()
    for move in history:
        commands = _take_back(ledger, done, move) if isinstance(move, Undo) else move
        try:
            taken = ledger.execute(commands)
        except LedgerError:
            continue
        if taken and not isinstance(move, Undo):
            done.append(taken.step)
    ledger.close()
    return ledger


def _take_back(ledger: Ledger, done: Sequence[str], undo: Undo) -> tuple[Command, ...]:
    """An undone step is taken again; any other taken back, unless another rests on it."""
    if not done:
        return ()
    facts, chosen = recorded(ledger.directory), done[undo.number % len(done)]
    undone = step.undone(held.fact for held in facts if held.stream == step.STREAM)
    if chosen in undone:
        return (RedoStep(chosen),)
    own = [held for held in facts if held.batch == chosen]
    later = [
        (held.batch, held.stream, streams_named(held.fact))
        for held in facts
        if held.position > own[-1].position and held.batch not in undone
    ]
    resting = steps_resting_on(frozenset(held.stream for held in own), later)
    return (UndoStep(chosen, rests_on_it=resting),)
