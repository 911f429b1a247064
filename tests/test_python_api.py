"""``from ledger import Ledger`` is all that a notebook needs, and every part of it says what it is.

What the ledger does is held by tests of ``ledger.app``; these hold what is promised to a caller.
"""

from __future__ import annotations

import inspect
import shutil
from datetime import date
from pathlib import Path

import pytest

import ledger
from ledger import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.errors import LedgerError, NotFound, Refused
from ledger.steps import Imported, Located, Step
from ledger.tables import Table

SAID, DUE = date(2026, 1, 1), date(2026, 2, 1)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """A ledger with one claim of one in four that came true; to be asked."""
    held = Ledger.open(tmp_path_factory.mktemp("api") / "my-ledger")
    held.execute(
        [
            RegisterCommentator("Jane Whitcombe"),
            PoseQuestion("copper", "Will copper rise?", closes_on=DUE, topics=("metals",)),
            RecordClaim("Jane Whitcombe", "copper", SAID, probability=250_000_000),
        ],
        kept="archive",
    )
    held.execute(ResolveQuestion("copper", "yes", DUE, DUE))
    held.ask("from claims")
    held.close()
    return held


@pytest.fixture
def filled(asked: Ledger, tmp_path: Path) -> Ledger:
    """The same, to be changed."""
    shutil.copytree(asked.directory, tmp_path / "my-ledger")
    return Ledger.open(tmp_path / "my-ledger")


def test_the_package_is_one_name() -> None:
    assert ledger.__all__ == ["Ledger", "__version__"]
    assert ledger.Ledger is Ledger
    with pytest.raises(AttributeError, match="Ledgr"):
        getattr(ledger, "Ledgr")  # noqa: B009 what a slip does


def test_rows_of_a_table(asked: Ledger) -> None:
    [row] = asked.table("scoreboard").rows()
    assert (row["commentator"], row["n_resolved"], row["brier"]) == ("Jane Whitcombe", 1, 0.5625)
    assert list(row) == asked.table("scoreboard").columns()


def test_arrow_and_frame_hold_the_same_values(asked: Ledger) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("pandas")
    table = asked.table("claims")
    assert table.arrow().to_pylist() == table.rows()
    frame = table.frame()
    assert list(frame.columns) == table.columns()
    assert list(frame["p"]) == [0.25]


def test_questions_in_sql_with_parameters(asked: Ledger) -> None:
    found = asked.ask("select question, p from claims where commentator = ?", ["Jane Whitcombe"])
    assert found == [{"question": "Will copper rise?", "p": 0.25}]


def test_a_session_answers_several_questions_of_one_moment(filled: Ledger) -> None:
    with filled.session() as session:
        assert session.rows("select count(*) as n from claims") == [{"n": 1}]
        filled.execute(RegisterCommentator("Bo Cole"))
        assert session.rows("select count(*) as n from commentators") == [{"n": 1}]
    assert len(filled.table("commentators").rows()) == 2


def test_what_was_done_is_told_and_can_be_taken_back(filled: Ledger) -> None:
    done = filled.execute(RegisterCommentator("Bo Cole"))
    assert done
    assert [new.fact.stored_name for new in done.facts] == ["commentator.registered"]
    assert not filled.execute(RegisterCommentator("Bo Cole"))
    assert filled.undo(done.step)
    assert len(filled.table("commentators").rows()) == 1


def test_what_is_wrong_is_an_error_with_a_sentence_and_a_remedy(filled: Ledger) -> None:
    with pytest.raises(Refused) as refused:
        filled.execute(ResolveQuestion("copper", "no", DUE, DUE))
    assert refused.value.sentence == "“Will copper rise?” is already answered yes"
    assert refused.value.remedy.startswith("claims resolve copper no")
    with pytest.raises(NotFound):
        filled.table("nothing")
    with pytest.raises(LedgerError):
        filled.undo("nothing")


def test_a_directory_where_nothing_was_begun(tmp_path: Path) -> None:
    empty = Ledger.open(tmp_path / "nothing")
    assert (empty.begun, empty.position()) == (False, 0)
    with pytest.raises(NotFound, match="there is no ledger"):
        empty.table("claims").rows()
    assert not empty.directory.exists()


@pytest.mark.parametrize("thing", [Ledger, Table, Step, Imported, Located], ids=str)
def test_everything_that_can_be_called_says_what_it_does(thing: type) -> None:
    assert inspect.getdoc(thing)
    silent = [
        name
        for name, member in inspect.getmembers(thing)
        if not name.startswith("_") and callable(member) and not inspect.getdoc(member)
    ]
    assert silent == []


def test_the_example_in_the_docstring_is_what_it_says() -> None:
    from ledger import app

    assert app.__doc__ is not None
    for line in ("from ledger import Ledger", "Ledger.open(", ".execute(", '.table("scoreboard")'):
        assert line in app.__doc__
