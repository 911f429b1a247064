"""The ledger as a whole: commands and files go in, steps come back out, answers are up to date."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from ledger import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import (
    CommentatorRegistered,
    MergeCommentator,
    RegisterCommentator,
)
from ledger.domain.decide import Command
from ledger.domain.names import commentator_stream, question_stream
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.errors import Failed, NotFound, Refused
from ledger.log.store import Log, Overtaken
from ledger.readmodel.session import Asked
from tests.taking import DAY, NOON, RAIN, Clock, claim, names


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    ledger = Ledger(tmp_path / "ledger", clock, "test recorder")
    yield ledger
    ledger.close()


# beginning


def test_nothing_is_made_by_looking(ledger: Ledger) -> None:
    assert not ledger.begun
    assert ledger.position() == 0
    with pytest.raises(NotFound, match="there is no ledger"):
        ledger.table("claims").rows()
    with pytest.raises(NotFound):
        ledger.as_of(DAY)
    assert not ledger.directory.exists()


def test_the_first_command_begins_the_ledger(ledger: Ledger) -> None:
    done = ledger.execute(RegisterCommentator("Ana"))
    assert [new.fact.stored_name for new in done.facts] == ["commentator.registered"]
    assert ledger.begun
    assert ledger.position() == 2
    opened = ledger.ask("select name, kept from ledger_opened")
    assert opened == [{"name": "ledger", "kept": "prospectively"}]


def test_a_refused_command_begins_nothing(ledger: Ledger) -> None:
    with pytest.raises(Refused):
        ledger.execute(claim(1))
    assert not ledger.begun
    assert not ledger.directory.exists()


def test_opening_by_the_environment(tmp_path: Path) -> None:
    assert Ledger.open().directory == tmp_path / "ledger"
    assert Ledger.open(tmp_path / "other").directory == tmp_path / "other"


# commands


def test_commands_together_are_one_step_or_none(ledger: Ledger) -> None:
    done = ledger.execute([RegisterCommentator("Ana"), RAIN, claim(1)])
    assert len(done.facts) == 3
    assert len(ledger.ask("from steps where step = ?", [done.step])) == 1
    before = ledger.position()
    with pytest.raises(Refused):
        ledger.execute([RegisterCommentator("Ben"), ResolveQuestion("no-such-question", "yes")])
    assert ledger.position() == before


def test_a_thing_done_twice_adds_nothing(ledger: Ledger) -> None:
    several: list[Command] = [RegisterCommentator("Ana"), RAIN, claim(1)]
    assert ledger.execute(several)
    before = ledger.position()
    assert not ledger.execute(several)
    assert ledger.position() == before


def test_later_commands_of_a_step_rest_on_earlier_ones(ledger: Ledger) -> None:
    ledger.execute(
        [RegisterCommentator("Ana"), RAIN, claim(1), ResolveQuestion("rain", "yes", DAY, DAY)],
        kept="archive",
    )
    [row] = ledger.table("scoreboard").rows()
    assert (row["n_resolved"], row["brier"]) == (1, 0.09)


def test_every_fact_says_when_by_whom_and_in_which_step(ledger: Ledger, clock: Clock) -> None:
    clock.now = NOON + timedelta(days=1)
    done = ledger.execute(RegisterCommentator("Ana"))
    [(held, stands)] = ledger.history([commentator_stream("Ana")])
    assert stands
    assert isinstance(held.fact, CommentatorRegistered)
    assert (held.recorded_at, held.recorder, held.batch) == (clock.now, "test recorder", done.step)
    assert ledger.standing(commentator_stream("Ana")) == [held.fact]


# answers


def test_answers_are_up_to_date_after_every_command(ledger: Ledger) -> None:
    for number, name in enumerate(("Ana", "Ben"), 1):
        ledger.execute(RegisterCommentator(name))
        assert len(names(ledger)) == number


def test_two_ledgers_on_one_directory_see_each_other(ledger: Ledger) -> None:
    other = Ledger(ledger.directory, lambda: NOON)
    ledger.execute(RegisterCommentator("Ana"))
    assert names(other) == ["Ana"]
    other.execute([RegisterCommentator("Ben"), RAIN])
    assert not ledger.execute(RAIN)
    assert names(ledger) == ["Ana", "Ben"]
    other.close()


def test_an_unknown_table_is_named_with_those_there_are(ledger: Ledger) -> None:
    with pytest.raises(NotFound, match="there is no table “nonsense”") as caught:
        ledger.table("nonsense")
    assert "scoreboard" in caught.value.remedy


def test_a_query_that_is_wrong_says_so_and_spoils_nothing(ledger: Ledger) -> None:
    ledger.execute(RegisterCommentator("Ana"))
    assert names(ledger) == ["Ana"]
    for wrong in ("from no_such_table", "select 1 +", "select 'a'::integer"):
        with pytest.raises(duckdb.Error):
            ledger.ask(wrong)
    assert names(ledger) == ["Ana"]


def test_a_session_changes_nothing(ledger: Ledger) -> None:
    ledger.execute(RegisterCommentator("Ana"))
    for harm in ("delete from claim_facts", "drop table fact", "create table x (y int)"):
        with pytest.raises(duckdb.Error):
            ledger.ask(harm)
    assert names(ledger) == ["Ana"]


def test_as_of_a_day_is_the_last_position_by_its_end(ledger: Ledger, clock: Clock) -> None:
    ledger.execute(RegisterCommentator("Ana"))
    clock.now = NOON + timedelta(days=2)
    ledger.execute(RegisterCommentator("Ben"))
    day = NOON.date()
    assert [ledger.as_of(day + timedelta(days=shift)) for shift in (-1, 0, 1, 2)] == [0, 2, 2, 3]
    then = ledger.table("commentators", Asked(as_of_position=ledger.as_of(day))).rows()
    assert [row["commentator"] for row in then] == ["Ana"]


def test_today_is_the_day_that_reports_are_judged_on(ledger: Ledger, clock: Clock) -> None:
    closes = PoseQuestion("late", "Late?", closes_on=NOON.date() + timedelta(days=1))
    answer = ResolveQuestion("late", "yes", DAY, DAY)
    said = RecordClaim("Ana", "late", DAY, probability=1, external_id="c")
    ledger.execute([RegisterCommentator("Ana"), closes, said, answer], kept="archive")
    assert ledger.ask("select status from claims") == [{"status": "early"}]
    clock.now += timedelta(days=1)
    assert ledger.ask("select status from claims") == [{"status": "resolved"}]


def test_tables_come_as_arrow_and_as_frames(ledger: Ledger) -> None:
    pytest.importorskip("pyarrow")
    ledger.execute([RegisterCommentator("Ana"), RegisterCommentator("Ben")])
    table = ledger.table("commentators")
    assert table.arrow().to_pylist() == table.rows()
    assert table.arrow().column_names == table.columns()
    pytest.importorskip("pandas")
    assert list(table.frame()["commentator"]) == ["Ana", "Ben"]


def test_a_missing_extra_is_named(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.execute(RegisterCommentator("Ana"))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(Failed, match="pyarrow is not installed"):
        ledger.table("commentators").arrow()
    with pytest.raises(Failed, match="pandas is not installed"):
        ledger.table("commentators").frame()


# undo


def test_undo_takes_back_a_step_and_undoing_that_brings_it_back(ledger: Ledger) -> None:
    ledger.execute(RegisterCommentator("Ana"))
    done = ledger.execute(RegisterCommentator("Ben"))
    undone = ledger.undo(done.step, "a slip")
    assert names(ledger) == ["Ana"]
    assert not ledger.standing(commentator_stream("Ben"))
    assert [stands for _, stands in ledger.history([commentator_stream("Ben")])] == [False]
    ledger.undo(undone.step)
    assert names(ledger) == ["Ana", "Ben"]


def test_undoing_a_redo_takes_the_step_back_again(ledger: Ledger) -> None:
    ledger.execute(RegisterCommentator("Ana"))
    done = ledger.execute(RegisterCommentator("Ben"))
    redone = ledger.undo(ledger.undo(done.step).step)
    assert ledger.undo(redone.step)
    assert [row["commentator"] for row in ledger.table("commentators").rows()] == ["Ana"]


def test_undo_twice_is_undo_once(ledger: Ledger) -> None:
    done = ledger.execute(RegisterCommentator("Ana"))
    assert ledger.undo(done.step)
    before = ledger.position()
    assert not ledger.undo(done.step)
    assert ledger.position() == before


def test_what_was_undone_can_be_done_again(ledger: Ledger) -> None:
    ledger.undo(ledger.execute([RegisterCommentator("Ana"), RAIN]).step)
    assert ledger.execute([RegisterCommentator("Ana"), RAIN])
    assert names(ledger) == ["Ana"]
    assert len(ledger.standing(question_stream("rain"))) == 1


def test_a_step_that_others_rest_on_stays(ledger: Ledger) -> None:
    ground = ledger.execute([RegisterCommentator("Ana"), RAIN])
    resting = ledger.execute(claim(1))
    with pytest.raises(Refused, match="another step rests on") as caught:
        ledger.undo(ground.step)
    assert resting.step in caught.value.remedy
    ledger.undo(resting.step)
    assert ledger.undo(ground.step)
    assert names(ledger) == []


def test_the_opening_and_what_never_was_cannot_be_undone(ledger: Ledger) -> None:
    ledger.execute(RegisterCommentator("Ana"))
    [opening] = ledger.ask("select batch from fact where name = 'ledger.opened'")
    with pytest.raises(Refused, match=r"ledger\.opened"):
        ledger.undo(str(opening["batch"]))
    with pytest.raises(NotFound, match="there is no step"):
        ledger.undo("nosuchstep")


def test_a_merge_taken_back_parts_the_claims_again(ledger: Ledger) -> None:
    people = [RegisterCommentator("Ana"), RegisterCommentator("Ben")]
    ledger.execute([*people, RAIN, claim(1), claim(2, by="Ben")])
    before = ledger.table("scoreboard").rows()
    merged = ledger.execute(MergeCommentator("Ben", "Ana"))
    [row] = ledger.table("scoreboard").rows()
    assert (row["commentator"], row["n_claims"]) == ("Ana", 2)
    ledger.undo(merged.step)
    assert ledger.table("scoreboard").rows() == before


# together


def test_a_lost_race_is_decided_again(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.execute(RegisterCommentator("Ana"))
    append, races = Log.append, [2]

    def overtaken(log: Log, *arguments: object, **named: object) -> object:
        if races[0]:
            races[0] -= 1
            raise Overtaken
        return append(log, *arguments, **named)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(Log, "append", overtaken)
    assert ledger.execute(RegisterCommentator("Ben"))
    assert names(ledger) == ["Ana", "Ben"]


def test_another_writer_in_between_is_noticed(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both decide that the name is free; the later one finds that it no longer is."""
    ledger.execute(RAIN)
    other = Ledger(ledger.directory, lambda: NOON)
    append, first = Log.append, [True]

    def slow(log: Log, *arguments: object, **named: object) -> object:
        if first:
            first.clear()
            other.execute(RegisterCommentator("Ana"))
        return append(log, *arguments, **named)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(Log, "append", slow)
    assert not ledger.execute(RegisterCommentator("Ana"))
    assert len(ledger.history([commentator_stream("Ana")])) == 1
    other.close()
