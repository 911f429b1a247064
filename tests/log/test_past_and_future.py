"""Ledgers of every form there was are opened or carried over; those to come are refused by name."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.custody.copying import take_in_log
from ledger.domain.commentator import RegisterCommentator
from ledger.errors import Damaged
from ledger.log.carrying import lines
from ledger.log.tail import FILE
from ledger.log.verify import verify

LEDGERS = Path(__file__).parents[2] / "fixtures" / "ledgers"
PREVIEW = LEDGERS / "format-1-preview.sqlite"


@pytest.fixture
def preview(tmp_path: Path) -> Path:
    (tmp_path / "preview").mkdir()
    shutil.copy(PREVIEW, tmp_path / "preview" / FILE)
    return tmp_path / "preview"


def test_the_preview_form_is_refused_by_name_and_left_as_it_was(preview: Path) -> None:
    with closing(Ledger(preview)) as ledger:
        for use in (lambda: ledger.table("claims").rows(), lambda: ledger.standing("ledger")):
            with pytest.raises(Damaged, match="preview form") as refused:
                use()
            assert "claims help preview" in refused.value.remedy
    assert (preview / FILE).read_bytes() == PREVIEW.read_bytes()
    assert "preview form" in verify(preview).findings[0].what


def test_the_preview_form_is_carried_over_whole_with_its_times_unproven(
    preview: Path, tmp_path: Path
) -> None:
    with closing(Ledger(tmp_path / "new")) as ledger:
        done = take_in_log(ledger, lines(preview))
        assert (done.size, done.unproven) == (26, True)
        claims = {row["id"]: row for row in ledger.table("claims").rows()}
        assert sorted(map(str, claims)) == [
            "bddwgkmk",
            "bdkdmfjw",
            "dsdggqbs",
            "jqcckggq",
            "xszgwswc",
        ]
        assert claims["dsdggqbs"]["status"] == "open"  # it was answered, and that was undone
        (facts,) = ledger.ask("select count(*) as n from fact_apart where unproven")
        assert facts["n"] == 26
        ledger.execute(RegisterCommentator("Dora"))
    report = verify(tmp_path / "new")
    assert (report.findings, report.carried) == ((), 26)


def changed(*statements: str) -> tuple[str, ...]:
    """Statements that change a file as a later program might have written it."""
    return statements


FUTURES = {
    **{f"format {version}": changed(f"pragma user_version = {version}") for version in (3, 4, 99)},
    "an unknown fact": changed("insert into stored_names values ('claim.sung', 1)"),
    "an unknown entity": changed("insert into stored_names values ('weather.changed', 1)"),
    "a newer claim": changed("insert into stored_names values ('claim.recorded', 4)"),
    "a newer opening": changed("insert into stored_names values ('ledger.opened', 7)"),
    "a newer question": changed("insert into stored_names values ('question.posed', 3)"),
    "a newer redaction": changed("insert into stored_names values ('fact.redacted', 3)"),
    "a name in another script": changed("insert into stored_names values ('претензия', 1)"),
}


@pytest.mark.parametrize("future", FUTURES)
def test_a_ledger_from_the_future_is_refused_by_what_is_new_in_it(
    future: str, tmp_path: Path
) -> None:
    with closing(Ledger(tmp_path / "ledger")) as ledger:
        ledger.execute(RegisterCommentator("Ana"))
    with closing(sqlite3.connect(tmp_path / "ledger" / FILE)) as connection:
        for statement in FUTURES[future]:
            connection.execute(statement)
        connection.commit()
    new = f"format {future.split()[1]}" if "format" in future else "does not know"
    with closing(Ledger(tmp_path / "ledger")) as ledger:
        with pytest.raises(Damaged, match=new) as refused:
            ledger.execute(RegisterCommentator("Ben"))
        assert "update the program" in refused.value.remedy
        assert refused.value.exit_code == 4
