"""Random ledgers: what may be recorded, in any order, and taken back and taken again.

Invariant: a history is data. Whatever a ledger refuses is skipped, so that every history can be
played, and the few names and days make it likely that its parts touch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis import strategies as st

from ledger.app import Ledger
from ledger.domain import step
from ledger.domain.attestation import AttestCheckpoint
from ledger.domain.claim import (
    ClaimKind,
    CorrectClaim,
    RecordClaim,
    RecordOccurrence,
    WithdrawClaim,
)
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
from ledger.domain.opening import Kept
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
from ledger.domain.source import CorrectSource, RegisterSource
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
COPIES = (
    None,
    "https://web.archive.org/web/20220131235959/https://daily.example/a",
    "https://web.archive.org/web/20220201id_/daily.example/a",
    "https://daily.example/20220101/a.html",
    "https://web.archive.org/web/20221301/https://daily.example/a",
)
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


@dataclass(frozen=True)
class Begin:
    """How the ledger is kept, when its first step is made, and how much later every next one."""

    kept: Kept
    at: datetime
    pace: timedelta


@dataclass(frozen=True)
class Stamp:
    """An authority attests a checkpoint of the first so many per cent of the facts."""

    share: int
    at: datetime


Move = tuple[Command, ...] | Undo | Begin | Stamp
NOON = datetime(2022, 7, 1, 12, tzinfo=UTC)
ALWAYS_NOON = Begin("prospectively", NOON, timedelta())


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
    {},
    optional={
        "said_on": _days,
        "kind": st.sampled_from(("forecast", "intent")),
        "polarity": st.sampled_from(("asserts", "denies")),
        "probability": st.sampled_from((None, *BILLIONTHS)),
        "note": st.sampled_from((None, "a note", "another")),
    },
)
_copies = st.fixed_dictionaries(
    {"archive_url": st.sampled_from(COPIES), "snapshot_sha256": st.sampled_from((None, "ab" * 32))}
)
_later: st.SearchStrategy[Command] = st.one_of(
    pose(),
    record(),
    resolve(),
    read(),
    st.builds(CorrectClaim, _claim_streams, _changes),
    st.builds(WithdrawClaim, _claim_streams),
    st.builds(CorrectClaim, _claim_streams, _changes),
    st.builds(WithdrawEstimate, _claim_streams, st.just("first coder")),
    st.builds(RecordOccurrence, _claim_streams, st.sampled_from(("daily", "weekly"))),
    st.builds(CorrectSource, st.sampled_from(("daily", "weekly")), _copies),
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


_two = st.sampled_from(QUESTIONS[:2])
_ways: st.SearchStrategy[Kept] = st.sampled_from(("prospectively", "prospectively", "archive"))
_beginnings = st.builds(
    Begin,
    _ways,
    st.sampled_from((datetime(2022, 1, 5, 9, tzinfo=UTC), datetime(2022, 1, 25, tzinfo=UTC), NOON)),
    st.sampled_from((timedelta(hours=7), timedelta(days=1), timedelta(days=4))),
)
_stamps = st.builds(
    Stamp, st.sampled_from((30, 60, 100)), st.builds(moment, _days, st.sampled_from(HOURS))
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Move, ...]:
    """A ledger with its people, questions, claims and answers, and what became of them."""
    people = tuple(RegisterCommentator(name, simulated=name == "Robot") for name in PEOPLE)
    stories = tuple(OpenStory(key, key.title()) for key in STORIES if key)
    sources = tuple(RegisterSource(key) for key in SOURCES if key)
    first: list[Command] = [*people, *stories, *sources]
    moves: list[Move] = [draw(_beginnings)]
    moves += [(*first, *_sharing_stories([draw(pose(key)) for key in QUESTIONS]))]
    claims = [draw(record(key)) for key in CLAIMS]
    moves += [tuple(claims[start : start + 6]) for start in range(0, len(claims), 6)]
    moves += [(draw(read()),) for _ in range(draw(st.integers(4, 14)))]
    moves += [draw(_stamps)]
    moves += [(draw(resolve(key)),) for key in QUESTIONS if draw(st.integers(0, 4))]
    undo = st.integers(0, 60).map(Undo)
    later = st.one_of(_later.map(lambda one: (one,)), undo, undo, _stamps)
    return (*moves, *draw(st.lists(later, max_size=20)))


_sources = st.builds(
    RegisterSource,
    st.just("daily"),
    archive_url=st.sampled_from(COPIES),
    snapshot_sha256=st.sampled_from((None, "ab" * 32)),
)
_few = tuple(imported_claim_stream("", external_id) for external_id in CLAIMS[:4])
_one_of_few = st.sampled_from(_few)
_readers = st.sampled_from(("first coder", "second coder"))
_mended: st.SearchStrategy[Command] = st.one_of(
    st.builds(CorrectClaim, _one_of_few, _changes),
    st.builds(CorrectClaim, _one_of_few, st.fixed_dictionaries({"probability": _ppb})),
    st.builds(
        RecordEstimate,
        _one_of_few,
        _readers,
        st.just(0),
        _ppb,
        st.just(10**9),
        revise=st.just(True),
    ),
    st.builds(WithdrawEstimate, _one_of_few, _readers),
    st.builds(WithdrawClaim, _one_of_few),
    st.builds(CorrectSource, st.just("daily"), _copies),
    st.builds(RecordOccurrence, _one_of_few, st.just("daily")),
    st.builds(ReopenQuestion, st.sampled_from(QUESTIONS[:2])),
    *(resolve(key).map(lambda one: replace(one, correct=True)) for key in QUESTIONS[:2]),
)


@st.composite
def mended_histories(draw: st.DrawFn) -> tuple[Move, ...]:
    """Few claims to which much is done, before and after the answers could be known."""
    people = tuple(RegisterCommentator(name) for name in PEOPLE)
    posed = tuple(PoseQuestion(key, f"Will {key}?", deadline="unknown") for key in QUESTIONS[:2])
    begin = Begin(draw(_ways), datetime(2022, 1, 22, 20, tzinfo=UTC), timedelta(hours=16))
    moves: list[Move] = [begin, (*people, *posed, draw(_sources))]
    said = [replace(draw(record(key)), question=draw(_two)) for key in CLAIMS[:4]]
    claims = [replace(one, source=draw(st.sampled_from((None, "daily")))) for one in said]
    moves += [(one,) for one in claims]
    moves += [(RecordEstimate(one, "first coder", 0, 10**8, 10**9),) for one in _few]
    moves += [
        (ResolveQuestion(key, "yes", day, day, moment(day, draw(_hours))),)
        for key, day in zip(QUESTIONS, DAYS[1:3], strict=False)
    ]
    again: st.SearchStrategy[Move] = st.sampled_from(claims).map(lambda one: (one,))
    latest: st.SearchStrategy[Move] = st.integers(-4, -1).map(Undo)
    mended: st.SearchStrategy[Move] = _mended.map(lambda one: (one,))
    later = st.sampled_from((mended, mended, latest, again, _stamps))
    moves += [draw(draw(later)) for _ in range(16)]
    return tuple(moves)


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
    begin = next((move for move in history if isinstance(move, Begin)), ALWAYS_NOON)
    now = [begin.at]
    ledger, done = Ledger(directory, lambda: now[0]), list[str]()
    for move in history:
        try:
            taken = ledger.execute(_commands(ledger, done, move), begin.kept)
        except LedgerError:
            continue
        now[0] += begin.pace
        if taken and not isinstance(move, Undo):
            done.append(taken.step)
    ledger.close()
    return ledger


def _commands(ledger: Ledger, done: Sequence[str], move: Move) -> tuple[Command, ...]:
    match move:
        case Begin():
            return ()
        case Undo():
            return _take_back(ledger, done, move)
        case Stamp():
            size = ledger.position() * move.share // 100
            return (AttestCheckpoint(size, f"{size} facts", "a notary", move.at, f"{move.at}"),)
        case _:
            return move


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
