"""What single views promise: what is due, what repeats, when an outcome could be known."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim, RecordOccurrence
from ledger.domain.commentator import MergeCommentator, RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.estimate import RecordEstimate
from ledger.domain.question import (
    DisputeResolution,
    PoseQuestion,
    ResolveQuestion,
    WithdrawQuestion,
)
from ledger.domain.source import RegisterSource
from ledger.readmodel.session import Asked
from tests.readmodel.model import built, rows

EARLY, LATER, TODAY = date(2022, 1, 1), date(2022, 2, 1), date(2022, 7, 1)
MORNING, EVENING = (datetime(2022, 2, 1, hour, tzinfo=UTC) for hour in (8, 20))
PEOPLE: list[Command] = [
    RegisterCommentator("Ana"),
    RegisterCommentator("Ben"),
    RegisterCommentator("Robot", simulated=True),
    RegisterSource("daily"),
    RegisterSource("weekly"),
]


def said(
    who: str, question: str, quote: str, on: date = EARLY, p: int | None = None
) -> RecordClaim:
    return RecordClaim(who, question, on, quote=quote, probability=p, source="daily")


def posed(
    key: str, condition: str = "", outcome: str = "yes", closes: date = LATER
) -> PoseQuestion:
    hangs_on = (condition, outcome) if condition else None
    return PoseQuestion(key, f"Will {key}?", closes_on=closes, condition=hangs_on)


def answered(
    key: str, outcome: str, day: date | None, at: datetime | None = None
) -> ResolveQuestion:
    return ResolveQuestion(key, outcome, day, day, at)


def model_of(folder: Path, *commands: Command) -> Path:
    ledger = Ledger(folder / "ledger", lambda: datetime(2022, 7, 1, tzinfo=UTC), "test recorder")
    ledger.execute([*PEOPLE, *commands], kept="archive")
    ledger.close()
    return built(ledger.directory, folder / "model.duckdb")


def told(model: Path, query: str) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in rows(model, query, Asked(as_of_day=TODAY))]


def test_due_is_what_can_be_answered_now(tmp_path: Path) -> None:
    model = model_of(
        tmp_path,
        *map(posed, ("plain", "done", "gone", "unasked", "fact")),
        posed("ahead", closes=date(2022, 7, 31)),
        posed("met", "done"),
        posed("unmet", "done", "no"),
        posed("waiting", "plain"),
        answered("done", "yes", LATER),
        *(said("Ana", key, "so it will") for key in ("done", "gone", "ahead")),
        *(said("Ana", key, "so it will") for key in ("met", "unmet", "waiting")),
        said("Ben", "plain", "it will", p=300_000_000),
        said("Ana", "plain", "perhaps it will"),
        said("Ana", "plain", "it won't", on=LATER, p=100_000_000),
        RecordClaim("Ana", "fact", EARLY, quote="it is so", kind="assertion"),
        WithdrawQuestion("gone"),
    )
    columns = "question_key, days_overdue, n_claims, commentators, p, source_ids"
    assert told(model, f"select {columns} from due order by question_key") == [
        ("ahead", -30, 1, ["Ana"], [], ["source-daily"]),
        ("met", 150, 1, ["Ana"], [], ["source-daily"]),
        ("plain", 150, 3, ["Ana", "Ben"], [0.3, 0.1], ["source-daily"]),
    ]


def test_the_same_words_again_are_a_repeat_in_any_script(tmp_path: Path) -> None:
    words = ["It will", "It WILL!", "Así será.", "así sera", "会", "不会", "会。"]
    days = [date(2022, 1, day) for day in range(1, len(words) + 1)]
    model = model_of(
        tmp_path,
        posed("rain"),
        posed("snow"),
        *(said("Ana", "rain", quote, on) for quote, on in zip(words, days, strict=True)),
        said("Ben", "rain", "It will."),
        said("Ana", "snow", "It will."),
    )
    found = told(model, "select quote from claims where repeats order by said_on")
    assert found == [("It WILL!",), ("así sera",), ("会。",)]


def test_numbers_without_words_repeat_nothing(tmp_path: Path) -> None:
    ids = ("c.1", "c-1", "C-1")
    claims = [RecordClaim("Ana", "rain", EARLY, probability=0, external_id=one) for one in ids]
    model = model_of(tmp_path, posed("rain"), *claims, said("Ana", "rain", "?!"))
    assert told(model, "select count(*) from claims where repeats") == [(0,)]


def test_a_merged_persons_words_repeat_the_others(tmp_path: Path) -> None:
    model = model_of(
        tmp_path,
        posed("rain"),
        said("Ana", "rain", "it will"),
        said("Ben", "rain", "it will", LATER),
        MergeCommentator("Ben", "Ana"),
    )
    assert told(model, "select commentator, repeats from claims order by said_on") == [
        ("Ana", False),
        ("Ana", True),
    ]


def test_a_dispute_is_about_the_answer_in_force(tmp_path: Path) -> None:
    model = model_of(
        tmp_path,
        posed("rain"),
        answered("rain", "yes", LATER),
        DisputeResolution("rain", "it was hail"),
        ResolveQuestion("rain", "no", LATER, LATER, correct=True),
        DisputeResolution("rain", "it was rain"),
        DisputeResolution("rain", "ask Ben"),
    )
    assert told(model, "select answer, disputes from resolutions") == [
        ("no", ["it was rain", "ask Ben"])
    ]


@pytest.mark.parametrize(
    ("condition", "own", "outcome", "known"),
    [
        (("yes", EARLY, None), ("no", LATER, None), "no", (LATER, None)),
        (("yes", LATER, None), ("no", EARLY, None), "no", (LATER, None)),
        (("yes", LATER, EVENING), ("no", EARLY, None), "no", (LATER, EVENING)),
        (("yes", LATER, EVENING), ("no", LATER, MORNING), "no", (LATER, EVENING)),
        (("yes", LATER, EVENING), ("no", LATER, None), "no", (LATER, None)),
        (("yes", None, None), ("no", LATER, None), "no", (None, None)),
        (("yes", LATER, None), ("no", None, None), "no", (None, None)),
        (("no", EARLY, None), ("no", LATER, None), "condition_unmet", (EARLY, None)),
        (("annulled", EARLY, None), ("no", LATER, None), "condition_void", (EARLY, None)),
        (("no", EARLY, None), ("annulled", LATER, None), "annulled", (LATER, None)),
        (("yes", EARLY, None), None, None, (None, None)),
        (None, ("no", LATER, None), None, (None, None)),
    ],
)
def test_a_conditional_is_known_when_both_are(
    tmp_path: Path,
    condition: tuple[str, date | None, datetime | None] | None,
    own: tuple[str, date | None, datetime | None] | None,
    outcome: str | None,
    known: tuple[date | None, datetime | None],
) -> None:
    answers: list[Command] = []
    if condition:
        answers.append(answered("if", *condition))
    if own:
        answers.append(answered("then", *own))
    model = model_of(tmp_path, posed("if"), posed("then", "if"), *answers)
    asked = "select outcome, known_on, known_at from questions where question_key = 'then'"
    [(found, known_on, known_at)] = told(model, asked)
    naive = known[1].replace(tzinfo=None) if known[1] else None
    assert (found, known_on, known_at) == (outcome, known[0], naive)


def test_a_chain_of_conditions_is_followed_to_its_end(tmp_path: Path) -> None:
    keys = [f"q{number:03}" for number in range(300)]
    chain = [posed(key, above) for above, key in zip(["", *keys[:-1]], keys, strict=True)]
    answers = [answered(key, "yes" if key != "q000" else "no", EARLY) for key in keys]
    model = model_of(tmp_path, *chain, *answers)
    assert told(model, "select outcome, count(*) from settled group by all order by all") == [
        ("condition_unmet", 1),
        ("condition_void", 298),
        ("no", 1),
    ]


def test_several_coders_are_taken_at_their_median(tmp_path: Path) -> None:
    claim = said("Ana", "rain", "it probably will")
    readings = [(1, 2, 9), (2, 5, 6), (4, 4, 4), (0, 7, 8)]
    model = model_of(
        tmp_path,
        posed("rain"),
        claim,
        *(
            RecordEstimate(
                claim.stream(), f"coder {number}", low * 10**8, best * 10**8, high * 10**8
            )
            for number, (low, best, high) in enumerate(readings)
        ),
    )
    assert told(model, "select p_low, p, p_high, coder from claims") == [
        (0.0, 0.45, 0.9, "coder 0, coder 1, coder 2, coder 3")
    ]


def test_another_occurrence_is_counted_once_and_scored_never(tmp_path: Path) -> None:
    claim = said("Ana", "rain", "it will", p=10**9)
    model = model_of(
        tmp_path,
        posed("rain"),
        claim,
        RecordOccurrence(claim.stream(), "weekly", words="it'll"),
        RecordOccurrence(claim.stream(), "weekly"),
        RecordOccurrence(claim.stream(), "daily"),
        answered("rain", "yes", LATER),
    )
    assert told(model, "select source_key, words from occurrences") == [("weekly", "it'll")]
    assert told(model, "select n_claims, n_resolved from scoreboard") == [(1, 1)]
    assert told(model, "select n_occurrences from claims") == [(1,)]
