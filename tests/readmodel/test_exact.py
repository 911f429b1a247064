"""The same figures to the last digit, on any number of threads and in any order of recording."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from ledger.domain.claim import ClaimRecorded, RecordClaim
from ledger.domain.commentator import CommentatorRegistered
from ledger.domain.fact import New
from ledger.domain.names import commentator_stream, question_stream, short_id
from ledger.domain.question import QuestionPosed, QuestionResolved
from ledger.log.lines import Lines
from ledger.log.mapper import Envelope, head, to_stored
from ledger.measuring.filling import measure_for
from ledger.readmodel.catch_up import catch_up, track
from ledger.readmodel.migrate import apply
from ledger.readmodel.queries import TABLES
from ledger.readmodel.session import Asked, Rows
from tests.readmodel.model import session

PEOPLE, QUESTIONS = 7, 400
DAY = date(2022, 1, 1)
ASKS = (
    Asked(as_of_day=DAY + timedelta(900)),
    Asked(as_of_day=DAY + timedelta(900), grouping=(), pooled=True),
)
ENVELOPE = Envelope(datetime(2023, 1, 1, tzinfo=UTC), "test recorder", "step")


def question_facts(number: int, by: random.Random) -> list[New]:
    """A question with an answer; some hang together in stories."""
    key, day = f"q{number}", DAY + timedelta(by.randrange(300, 600))
    stream = question_stream(key)
    posed = QuestionPosed(
        key=key,
        text=f"Will {key}?",
        kind="binary",
        options=(),
        ordered=False,
        unit=None,
        scale=None,
        criteria=None,
        closes_on=day,
        deadline="stated",
        deadline_reason=None,
        condition_question=None,
        condition_outcome=None,
        topics=("a", "b"),
        story=f"story-{number % 90}" if number % 3 else None,
        contested=False,
        note=None,
        short_id=short_id(stream),
    )
    outcome = by.choice(("yes", "no"))
    answered = QuestionResolved.model_validate(
        {"outcome": outcome, "happened_on": day, "known_on": day, "known_at": None}
        | {"evidence": (), "note": None, "imported": True}
    )
    return [New(stream, posed), New(stream, answered)]


def claim_fact(number: int, by: random.Random) -> New:
    """A claim with a probability of many digits."""
    command = RecordClaim(
        f"Person {by.randrange(PEOPLE)}",
        f"q{by.randrange(QUESTIONS)}",
        DAY + timedelta(by.randrange(200)),
        probability=by.randrange(10**9 + 1),
        external_id=f"r{number}",
    )
    fields = vars(command) | {"commentator": commentator_stream(command.by), "affiliation": None}
    fields |= {"speaker_role": command.role, "question": question_stream(command.question)}
    fields |= {"shares": None, "quantiles": None, "point": None, "wording": None}
    named = {name: fields[name] for name in ClaimRecorded.model_fields if name in fields}
    return New(command.stream(), ClaimRecorded(**named, short_id=short_id(command.stream())))


def facts(claims: int) -> tuple[list[New], list[New]]:
    """What the claims rest on, and the claims."""
    by = random.Random(20220224)  # noqa: S311 the same claims every time
    people = [
        New(
            commentator_stream(name),
            CommentatorRegistered(name=name, kind="person", simulated=False),
        )
        for name in (f"Person {number}" for number in range(PEOPLE))
    ]
    ground = people + [fact for number in range(QUESTIONS) for fact in question_facts(number, by)]
    return ground, [claim_fact(number, by) for number in range(claims)]


def lines_of(recorded: Iterable[New]) -> list[Lines]:
    """The facts as a log gives them, in this order."""
    shared, versions, told = head(ENVELOPE), dict[str, int](), list[Lines]()
    for position, new in enumerate(recorded, 1):
        versions[new.stream] = versions.get(new.stream, 0) + 1
        stored = to_stored(new, versions[new.stream], shared)
        stands = {"position": position, "stream": new.stream, "version": versions[new.stream]}
        text = f"{json.dumps(stands)[:-1]},{stored.state.decode()[1:]}"
        told.append(Lines(stored.topic, 1, text.encode()))
    return told


def model_of(recorded: Sequence[New], target: Path, threads: int) -> Path:
    """A read model in small groups of rows, so that every thread has some to add up."""
    with closing(duckdb.connect()) as connection:
        connection.execute(f"set threads = {threads}")
        connection.execute(f"attach '{target}' as made (row_group_size 2048)")
        connection.execute("use made")
        apply(connection)
        track(connection)
        catch_up(connection, lines_of(recorded), len(recorded), "mark")
    return target


def figures(model: Path, threads: int) -> list[Rows]:
    """Every figure of the scoreboard and of calibration."""
    found = []
    for asked in ASKS:
        with session(model, asked) as opened:
            opened.connection.execute(f"set threads = {threads}")
            measure_for(opened, "scoreboard, calibration", asked)
            found += [opened.rows("from scoreboard_by order by all")]
            found += [opened.rows("from calibration_by order by all")]
            found += [opened.rows(TABLES["claims"])]
    return found


@pytest.mark.parametrize(
    "claims", [8_000, pytest.param(150_000, marks=pytest.mark.nightly)], ids=["some", "many"]
)
def test_threads_and_order_change_no_digit(claims: int, tmp_path: Path) -> None:
    ground, said = facts(claims)
    first = model_of(ground + said, tmp_path / "first.duckdb", threads=1)
    reference = figures(first, threads=1)
    assert reference[0][0]["n_resolved"]
    for threads in (2, 4):
        assert figures(first, threads) == reference
    shuffled = said[:]
    random.Random(1).shuffle(shuffled)  # noqa: S311 the same order every time
    second = model_of(ground + shuffled, tmp_path / "second.duckdb", threads=4)
    for threads in (1, 4):
        assert figures(second, threads) == reference
