"""Any command at all, about a world small enough that commands meet: sensible, odd and hostile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, get_args

from hypothesis import strategies as st

from ledger.domain.adjudication import AdjudicateOutcome, AdjudicateText
from ledger.domain.assignment import AssignCoding, Pass
from ledger.domain.attestation import AttestCheckpoint
from ledger.domain.claim import (
    ClaimKind,
    CorrectClaim,
    Polarity,
    RecordClaim,
    RecordOccurrence,
    SpeakerRole,
    Voice,
    WithdrawClaim,
)
from ledger.domain.clock import AcceptClock
from ledger.domain.codebook import AdoptCodebook
from ledger.domain.coding import Certainty, CodeOutcome, CodeText
from ledger.domain.commentator import (
    AliasCommentator,
    CommentatorKind,
    MergeCommentator,
    RegisterCommentator,
    RenameCommentator,
)
from ledger.domain.commitment import Commit
from ledger.domain.decide import Command
from ledger.domain.estimate import Method, RecordEstimate, WithdrawEstimate
from ledger.domain.forecast import Stated
from ledger.domain.key import AdoptKey
from ledger.domain.kinds import KINDS
from ledger.domain.names import (
    commentator_stream,
    part_stream,
    question_stream,
    source_stream,
    story_stream,
)
from ledger.domain.opening import Kept, OpenLedger
from ledger.domain.plan import CollectItem, RegisterPlan, WithdrawPlan
from ledger.domain.preregistration import Kind, PreregisterAnalysis, Score
from ledger.domain.question import (
    CorrectQuestion,
    Deadline,
    DisputeResolution,
    PoseQuestion,
    ReopenQuestion,
    ResolveQuestion,
    WithdrawQuestion,
)
from ledger.domain.redaction import RedactFact
from ledger.domain.rejection import RejectClaim, RejectStatement
from ledger.domain.reply import Category, RecordReply, WithdrawReply
from ledger.domain.source import CorrectSource, LinkSource, RegisterSource, RetractSource
from ledger.domain.step import RedoStep, UndoStep
from ledger.domain.story import OpenStory, RetitleStory


def _mostly(usual: st.SearchStrategy[Any], rare: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The usual, and once in some twenty times the rare: too much nonsense is refused too soon."""
    return st.integers(0, 19).flatmap(lambda drawn: rare if drawn == 7 else usual)


_ODD = st.sampled_from(["", " ", "a\0b", "half \udcff", "x" * 20_001, "{}", "“\n”"])
_TEXT = _mostly(st.sampled_from(["It will rain", "“IT WILL RAIN!”", "Snow"]), _ODD | st.text())
_MAYBE = st.none() | _TEXT
_NAMES = ("Ana", "ANÁ", "Ben", "Cleo", "US officials", "Robot")
_NAME = _mostly(st.sampled_from(_NAMES), _ODD | st.sampled_from(["Dora", "Ed"]))
_KEYS = ("a", "b", "c")
_KEY = _mostly(st.sampled_from(_KEYS), _ODD | st.just("Bad key"))
_URLS = ("https://a.example/x", "https://A.example:443/x/?utm_source=y", "https://b.example")
_BAD_URLS = st.sampled_from(["no address", "https://[", "http://\udcff"])
_URL = _mostly(st.none() | st.sampled_from(_URLS), _BAD_URLS)
_DAY = st.dates(date(2021, 12, 30), date(2022, 1, 3))
_MAYBE_DAY = st.none() | _DAY
_ZONES = st.sampled_from([UTC, timezone(timedelta(hours=2)), timezone(timedelta(seconds=90))])
_MOMENT = st.none() | _mostly(st.datetimes(timezones=_ZONES), st.datetimes())
_PPB = _mostly(st.integers(0, 1_000_000_000), st.sampled_from([-1, 1_000_000_001, 10**30]))
_STEP = _mostly(st.sampled_from(["one", "two"]), st.just(""))
_TOPICS = st.lists(_mostly(st.sampled_from(["a", "b"]), st.just("")), max_size=2).map(tuple)
_SHOUT = st.just("shout")
_RED = st.just("red")


def _one_of(words: object) -> st.SearchStrategy[Any]:
    """Any of a type's words, and now and then another."""
    return _mostly(st.sampled_from(get_args(words)), _SHOUT)


def _perhaps(fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    usual: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({}, optional=fields)
    return _mostly(usual, st.fixed_dictionaries({"key": _KEY, "colour": _RED}))


def _of(
    make: Callable[..., Command],
    needed: dict[str, st.SearchStrategy[Any]],
    optional: dict[str, st.SearchStrategy[Any]] | None = None,
) -> st.SearchStrategy[Command]:
    fields = st.fixed_dictionaries(needed, optional=optional or {})
    return fields.map(lambda given: make(**given))


_CLAIM_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "said_at": _MOMENT,
    "of": _MAYBE,
    "source": st.none() | st.sampled_from(["a", "b", _URLS[1]]),
    "quote": _MAYBE,
    "reported": _MAYBE,
    "kind": _one_of(ClaimKind),
    "voice": _one_of(Voice),
    "role": _one_of(SpeakerRole),
    "polarity": _one_of(Polarity),
    "inference": st.booleans(),
    "probability": st.none() | _PPB,
    "unscorable": _mostly(st.none(), _TEXT),
    "namespace": _TEXT,
    "external_id": st.none() | st.sampled_from(["1", "row 2"]) | _ODD,
}
_VALUE = _mostly(st.sampled_from(["1", "2.50", "2022-01-01", "2023-12-31"]), _ODD | st.text())
_SHARE = _mostly(st.sampled_from(["0.5", "50%", "1", "0"]), _VALUE)
_OPTION = _mostly(st.sampled_from(["A", "b", "C"]), _ODD)
_FORECAST = st.builds(
    Stated,
    choices=st.lists(st.tuples(_OPTION, _SHARE), max_size=3).map(tuple) | st.just(()),
    quantiles=st.lists(st.tuples(_SHARE, _VALUE), max_size=3).map(tuple) | st.just(()),
    point=st.none() | _VALUE,
)
_CLAIM_FIELDS["forecast"] = _mostly(st.just(Stated()), _FORECAST) | _FORECAST
_RECORD_CLAIM = _of(RecordClaim, {"by": _NAME, "question": _KEY, "said_on": _DAY}, _CLAIM_FIELDS)
SEEN_CLAIMS = tuple(
    RecordClaim(by, key, date(2022, 1, 1), quote="It will rain", external_id=external_id)
    for by, key, external_id in (("Ana", "a", None), ("Ben", "b", None), ("Ana", "a", "1"))
)
"""Claims that come again and again, so that there is something to correct and withdraw."""

HOPE = RejectStatement("Ben", "I hope it rains", "a hope")
SET_ASIDE = part_stream("rejection", commentator_stream("Ben"), "", "i hope it rains")

_CLAIM = _mostly(
    st.sampled_from([claim.stream() for claim in SEEN_CLAIMS]),
    st.sampled_from(["claim-nowhere", "half \udcff"]),
)
_CLAIM_CHANGES = _perhaps(
    {
        "quote": _MAYBE,
        "said_on": _DAY,
        "said_at": _MOMENT,
        "kind": _one_of(ClaimKind),
        "probability": st.none() | _PPB,
        "point": _mostly(st.none(), _VALUE),
        "shares": _mostly(st.none(), st.lists(_PPB, max_size=3).map(tuple)),
        "question": _KEY.map(question_stream),
        "source": st.none() | _KEY.map(source_stream),
        "commentator": _NAME.map(commentator_stream),
    }
)
_MOMENTS = st.datetimes(datetime(2021, 1, 1), datetime(2024, 1, 1), timezones=_ZONES)  # noqa: DTZ001 the zone comes with it
_POSITION = st.integers(1, 3)
_REJECTION = st.none() | _mostly(st.just(SET_ASIDE), st.just("rejection-nowhere"))
_STORED = _mostly(st.sampled_from(["claim.recorded", "estimate.revised"]), st.just("step.undone"))
_DEADLINE = _mostly(st.sampled_from(["stated", "coded"]), _one_of(Deadline))
_ENDING = _mostly(st.sampled_from(["yes", "no"]), st.just("maybe"))
_QUESTION_CHANGES = _perhaps(
    {
        "text": _TEXT,
        "closes_on": _mostly(_DAY, st.none()),
        "deadline": _DEADLINE,
        "condition_question": st.none() | _KEY.map(question_stream),
        "condition_outcome": _ENDING,
        "story": _mostly(st.none(), _KEY.map(story_stream)),
        "topics": _TOPICS,
    }
)
_SOURCE_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "url": _URL,
    "publication": _MAYBE,
    "title": _MAYBE,
    "authors": _TOPICS,
    "published_on": _MAYBE_DAY,
}
_SOURCE_CHANGES = _perhaps({**_SOURCE_FIELDS, "edition_of": st.none() | _KEY.map(source_stream)})
_ANSWER_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "happened_on": _MAYBE_DAY,
    "known_on": _MAYBE_DAY,
    "known_at": _MOMENT,
    "evidence": _TOPICS,
    "note": _MAYBE,
    "correct": st.booleans(),
    "imported": st.booleans(),
}
_QUESTION_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "kind": _mostly(st.sampled_from(["binary", "binary", *KINDS]), _SHOUT),
    "options": st.just(()) | st.lists(_OPTION, max_size=3).map(tuple),
    "ordered": _mostly(st.just(False), st.booleans()),
    "unit": st.none() | _TEXT,
    "scale": _mostly(st.none(), _VALUE),
    "deadline": _DEADLINE,
    "condition": st.none() | st.tuples(_KEY, _ENDING),
    "topics": _TOPICS,
    "story": _mostly(st.none(), _KEY),
    "note": _MAYBE,
}
_OUTCOME = _mostly(
    st.sampled_from(["yes", "no", "annulled", "ambiguous"]) | _OPTION | _VALUE, _SHOUT
)
_READING = _mostly(
    st.sampled_from([(0, 3, 15), (5, 5, 5), (0, 0, 10**9)]), st.tuples(_PPB, _PPB, _PPB)
)


_CODEBOOK = _mostly(st.just("claims 1"), st.sampled_from(["claims 2", "", "x\0y"]))
_ITEM = _CLAIM | st.sampled_from(["question-a", "question-none"])
_SETTLES = st.sampled_from([(), ("Ana",), ("Ana", "Ben")])
_CODED_TEXT = {"claim": _CLAIM, "coder": _NAME, "codebook": _CODEBOOK}
_CODED_TEXT_FIELDS = {
    "is_claim": st.booleans(),
    "no_claim": _MAYBE,
    "claim_kind": st.none() | _one_of(ClaimKind),
    "certainty": st.none() | _one_of(Certainty),
    "low": st.none() | st.just(100),
    "best": st.none() | st.sampled_from([150, 10**9]),
    "high": st.none() | st.just(200),
    "deadline": st.none() | st.sampled_from(["stated", "coded"]),
    "deadline_reason": _MAYBE,
    "salt": _MAYBE,
}
_CODED_OUTCOME = {
    "question": st.sampled_from(["question-a", "question-none"]),
    "coder": _NAME,
    "codebook": _CODEBOOK,
    "outcome": _OUTCOME,
}


def _estimate(reading: tuple[int, int, int], **fields: Any) -> Command:  # noqa: ANN401 drawn
    low, best, high = reading
    return RecordEstimate(low=low, best=best, high=high, **fields)


BY_TYPE: dict[type, st.SearchStrategy[Command]] = {
    OpenLedger: _of(OpenLedger, {"ledger_id": _TEXT, "name": _NAME, "kept": _one_of(Kept)}),
    UndoStep: _of(UndoStep, {"step": _STEP, "reason": _TEXT}),
    RedoStep: _of(RedoStep, {"step": _STEP}),
    OpenStory: _of(OpenStory, {"key": _KEY, "title": _TEXT}),
    RetitleStory: _of(RetitleStory, {"key": _KEY, "title": _TEXT}),
    RegisterSource: _of(
        RegisterSource, {"key": _KEY}, {**_SOURCE_FIELDS, "edition_of": st.none() | _KEY}
    ),
    CorrectSource: _of(CorrectSource, {"key": _KEY, "changes": _SOURCE_CHANGES}),
    LinkSource: _of(LinkSource, {"key": _KEY, "edition_of": _KEY}),
    RetractSource: _of(RetractSource, {"key": _KEY, "reason": _TEXT}),
    RegisterCommentator: _of(
        RegisterCommentator,
        {"name": _NAME},
        {"kind": _one_of(CommentatorKind), "simulated": st.booleans()},
    ),
    RenameCommentator: _of(RenameCommentator, {"name": _NAME, "to": _NAME}),
    AliasCommentator: _of(AliasCommentator, {"name": _NAME, "alias": _NAME}),
    MergeCommentator: _of(MergeCommentator, {"name": _NAME, "into": _NAME}),
    PoseQuestion: _of(
        PoseQuestion, {"key": _KEY, "text": _TEXT, "closes_on": _DAY}, _QUESTION_FIELDS
    ),
    CorrectQuestion: _of(CorrectQuestion, {"key": _KEY, "changes": _QUESTION_CHANGES}),
    WithdrawQuestion: _of(WithdrawQuestion, {"key": _KEY}),
    ResolveQuestion: _of(ResolveQuestion, {"key": _KEY, "outcome": _OUTCOME}, _ANSWER_FIELDS),
    ReopenQuestion: _of(ReopenQuestion, {"key": _KEY}),
    DisputeResolution: _of(DisputeResolution, {"key": _KEY, "reason": _TEXT}),
    RecordClaim: st.one_of(_RECORD_CLAIM, st.sampled_from(SEEN_CLAIMS)),
    CorrectClaim: _of(CorrectClaim, {"claim": _CLAIM, "changes": _CLAIM_CHANGES}),
    WithdrawClaim: _of(WithdrawClaim, {"claim": _CLAIM}),
    RecordOccurrence: _of(RecordOccurrence, {"claim": _CLAIM, "source": _KEY, "words": _MAYBE}),
    RecordEstimate: _of(
        _estimate,
        {"claim": _CLAIM, "coder": _NAME, "reading": _READING},
        {"method": _one_of(Method), "revise": st.booleans(), "note": _MAYBE},
    ),
    WithdrawEstimate: _of(WithdrawEstimate, {"claim": _CLAIM, "coder": _NAME}),
    AdoptCodebook: _of(AdoptCodebook, {"codebook": _CODEBOOK, "title": _TEXT, "content": _TEXT}),
    AssignCoding: _of(
        AssignCoding,
        {"item": _ITEM, "coder": _NAME, "coding_pass": _one_of(Pass), "codebook": _CODEBOOK}
        | {"round": _TEXT},
        {"hides": st.sampled_from([(), ("speaker",), ("shoes",)]), "committed": st.booleans()},
    ),
    Commit: _of(
        Commit,
        {"item": _ITEM, "coder": _NAME, "coding_pass": _one_of(Pass), "codebook": _CODEBOOK}
        | {"fields": st.just(("claim",)), "commitment": st.sampled_from(["ab" * 32, "short"])},
    ),
    CodeText: _of(CodeText, _CODED_TEXT, _CODED_TEXT_FIELDS),
    CodeOutcome: _of(CodeOutcome, _CODED_OUTCOME, {"salt": _MAYBE}),
    AdjudicateText: st.builds(
        AdjudicateText, _of(CodeText, _CODED_TEXT, _CODED_TEXT_FIELDS), _SETTLES, _TEXT
    ),
    AdjudicateOutcome: st.builds(
        AdjudicateOutcome, _of(CodeOutcome, _CODED_OUTCOME), _SETTLES, _TEXT
    ),
    RejectStatement: _of(
        RejectStatement,
        {"by": _NAME, "quote": _TEXT, "reason": _TEXT},
        {"source": st.none() | _KEY, "said_on": _MAYBE_DAY},
    ),
    RejectClaim: _of(RejectClaim, {"claim": _CLAIM, "reason": _TEXT}),
    RegisterPlan: _of(
        RegisterPlan,
        {"key": _KEY, "corpus": _TEXT, "rule": _TEXT},
        {"since": _MAYBE_DAY, "until": _MAYBE_DAY, "query": _MAYBE, "note": _MAYBE},
    ),
    WithdrawPlan: _of(WithdrawPlan, {"key": _KEY, "reason": _TEXT}),
    CollectItem: _of(
        CollectItem, {"plan": _KEY}, {"claim": st.none() | _CLAIM, "rejection": _REJECTION}
    ),
    RecordReply: _of(
        RecordReply,
        {"claim": _CLAIM, "by": _NAME, "text": _TEXT},
        {
            "category": _one_of(Category),
            "source": st.none() | _KEY,
            "said_on": _MAYBE_DAY,
            "locator": _MAYBE,
        },
    ),
    WithdrawReply: _of(WithdrawReply, {"claim": _CLAIM, "by": _NAME, "text": _TEXT}),
    PreregisterAnalysis: _of(
        PreregisterAnalysis,
        {"primary_score": _one_of(Score)},
        {
            "scope": _mostly(st.sampled_from(["first", "at_horizon:30"]), _SHOUT),
            "kind": _one_of(Kind),
            "stories": st.lists(_KEY, max_size=2).map(tuple),
            "exclusions": _TOPICS,
            "lexicon": _MAYBE,
            "note": _MAYBE,
        },
    ),
    AdoptKey: _of(
        AdoptKey, {"key": st.sampled_from(["a+1+x", "b+2+y"]) | _ODD}, {"signature": _MAYBE}
    ),
    AcceptClock: _of(
        AcceptClock, {"newest_recorded_at": _MOMENTS, "clock": _MOMENTS, "reason": _TEXT}
    ),
    AttestCheckpoint: _of(
        AttestCheckpoint,
        {"size": _POSITION, "checkpoint": _TEXT, "authority": _TEXT, "token": _TEXT}
        | {"attested_at": _MOMENTS},
    ),
    RedactFact: _of(
        RedactFact,
        {
            "position": _POSITION,
            "name": _STORED,
            "batch": _STEP,
            "version": st.just(1),
            "content_hash": _TEXT,
        }
        | {"counts": st.booleans(), "reason": _TEXT},
    ),
}
"""Each command there is, and any example of it."""

ANY_COMMAND: st.SearchStrategy[Command] = st.one_of(*BY_TYPE.values())

WORLD: tuple[Command, ...] = (
    OpenStory("a", "A story"),
    RegisterSource("a", url=_URLS[0]),
    RegisterSource("b", edition_of="a"),
    *map(RegisterCommentator, _NAMES[:4]),
    RegisterCommentator("US officials", "anonymous"),
    RegisterCommentator("Robot", simulated=True),
    PoseQuestion("a", "Will it rain?", closes_on=date(2022, 1, 2)),
    PoseQuestion("b", "Will it flood?", closes_on=date(2022, 1, 2), condition=("a", "yes")),
    *SEEN_CLAIMS,
)
"""Something to stand on."""

_THEN = datetime(2022, 2, 1, tzinfo=UTC)
_SAID = SEEN_CLAIMS[0].stream()
TOUR: tuple[Command, ...] = (
    OpenLedger("id", "main", "archive"),
    *WORLD,
    UndoStep("one"),
    RedoStep("one"),
    RetitleStory("a", "Another title"),
    RegisterSource("c"),
    CorrectSource("a", {"title": "A title"}),
    LinkSource("c", "b"),
    RetractSource("c", "made up"),
    RenameCommentator("Cleo", "Cleopatra"),
    AliasCommentator("Ben", "B."),
    MergeCommentator("Cleo", "Ben"),
    CorrectQuestion("a", {"topics": ("weather",)}),
    ResolveQuestion("a", "yes", known_on=date(2022, 1, 2), imported=True),
    ResolveQuestion("a", "no", known_on=date(2022, 1, 2), correct=True),
    DisputeResolution("a", "it was dew"),
    ReopenQuestion("a"),
    WithdrawQuestion("b"),
    PoseQuestion("b", "Will it flood?", closes_on=date(2022, 1, 2), condition=("a", "yes")),
    CorrectClaim(_SAID, {"note": "on air"}),
    RecordOccurrence(_SAID, "a"),
    RecordEstimate(_SAID, "Ana", 0, 3, 15),
    RecordEstimate(_SAID, "Ana", 5, 5, 5, revise=True),
    WithdrawEstimate(_SAID, "Ana"),
    WithdrawClaim(_SAID),
    SEEN_CLAIMS[0],
    AdoptCodebook("claims 1", "Claims", "name = 'claims'"),
    AssignCoding(_SAID, "Ana", "text", "claims 1", "first"),
    Commit(_SAID, "Eve", "text", "claims 1", ("claim",), "ab" * 32),
    CodeText(_SAID, "Ana", "claims 1", certainty="judgment", low=0, best=3, high=15),
    AdjudicateText(CodeText(_SAID, "Cleo", "claims 1"), ("Ana",), "read again"),
    CodeOutcome("question-a", "Ana", "claims 1", "yes"),
    AdjudicateOutcome(CodeOutcome("question-a", "Cleo", "claims 1", "no"), ("Ana",), "looked"),
    RejectClaim(SEEN_CLAIMS[1].stream(), "an opinion"),
    HOPE,
    RegisterPlan("p", "The Daily", "every forecast"),
    CollectItem("p", claim=_SAID),
    CollectItem("p", rejection=SET_ASIDE),
    WithdrawPlan("p", "nobody read it"),
    RecordReply(_SAID, "Ana", "I meant next year", "wrong on timing", "a"),
    WithdrawReply(_SAID, "Ana", "I meant next year"),
    PreregisterAnalysis("brier", stories=("a",)),
    PreregisterAnalysis("log_score"),
    AdoptKey("main+1+x"),
    AdoptKey("main+2+y", "signed"),
    AcceptClock(_THEN, _THEN - timedelta(days=1), "the battery was flat"),
    AttestCheckpoint(3, "a checkpoint", "an authority", _THEN, "a token"),
    RedactFact(3, "claim.recorded", "one", 1, "a hash", counts=False, reason="a private name"),
)
"""One command after another that together lead to every fact that a command can lead to."""

OFTEN_FRUITFUL: st.SearchStrategy[Command] = st.sampled_from(TOUR) | ANY_COMMAND
"""Any command, yet often one that something follows from."""
