"""``claims import``: all of a file or nothing, and what was refused is told row by row."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from ledger import Ledger
from tests.cli.running import ARTICLES, Claims
from tests.cli.specimens import FILES

COLUMNS = "external_id,commentator,question,probability,made_at,outcome,resolved_at\n"
OPEN = COLUMNS + "1,Ann Bell,Will it?,0.5,2026-01-01,,\n2,Bo Cole,Will it?,0.6,2026-01-02,,\n"


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A file of a good row and twelve bad ones."""
    file = tmp_path / "forecasts.csv"
    file.write_bytes(FILES["forecasts.csv"])
    return file


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "good.csv"
    file.write_text(OPEN)
    return file


def refused(file: Path) -> list[dict[str, str]]:
    with file.with_name(file.name + ".refused.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def test_refused_rows_are_written_down_to_be_mended_and_imported(
    bad: Path, claims: Claims, own: Path
) -> None:
    said = claims("import", str(bad))
    assert said.code == 2
    assert not own.exists()
    rows = refused(bad)
    assert [int(row["refused_line"]) for row in rows] == list(range(3, 15))
    assert [row["refused_kind"] for row in rows].count("conflict") == 2
    assert all(row["refused_problem"] and row["refused_remedy"] for row in rows)
    assert (rows[0]["external_id"], rows[0]["probability"]) == ("2", "70")
    assert rows[0]["refused_field"] == "probability"
    mended = [row | {"probability": "0.7"} for row in rows if row["external_id"] in {"2", "3"}]
    again = bad.with_name("mended.csv")
    with again.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, mended[0])
        lines.writeheader()
        lines.writerows(mended)
    claims("import", str(again)).done()
    assert len(claims("list").lines) == 2


def test_the_rest_is_saved_when_bad_rows_may_be_left_out(bad: Path, claims: Claims) -> None:
    said = claims("import", str(bad), "--skip-bad", "--json").done()
    assert said.json["saved"] is True
    assert len(said.json["refusals"]) == len(refused(bad)) == 12
    assert said.json["refusal_files"] == [f"{bad}.refused.csv"]
    assert said.json["facts"]["claim.recorded"] == 1
    assert "began a ledger" in said.err
    again = claims("import", str(bad), "--skip-bad").done()
    assert "nothing new; 1 row already here" in again.err
    assert len(claims("list").lines) == 1


def test_a_dry_run_saves_nothing_and_writes_nothing(
    good: Path, bad: Path, claims: Claims, own: Path
) -> None:
    said = claims("import", str(good), "--dry-run", "--json").done()
    assert "would save 2 claims, 1 question, 2 commentators" in said.err
    assert (said.json["saved"], said.json["step"]) == (False, None)
    assert claims("import", str(bad), "--dry-run").code == 2
    assert not own.exists()
    assert sorted(path.name for path in good.parent.glob("*.csv*")) == ["forecasts.csv", "good.csv"]


def test_importing_twice_adds_nothing(good: Path, claims: Claims, own: Path) -> None:
    claims("import", str(good)).done()
    before = Ledger.open(own).position()
    said = claims("import", str(good)).done()
    assert "nothing new; 2 rows already here" in said.err
    assert Ledger.open(own).position() == before


def test_into_nothing_it_makes_an_archive_and_says_so_or_what_was_asked_for(
    good: Path, claims: Claims, own: Path
) -> None:
    said = claims("import", str(good)).done()
    assert f"began a ledger in {own}, kept as an archive" in said.err
    assert '"kept": "archive"' in claims("export", "claims").err
    elsewhere = ("--ledger", str(own.with_name("other")))
    said = claims("import", str(good), "--kept", "prospectively", *elsewhere).done()
    assert "kept prospectively" in said.err


def test_an_outcome_that_comes_later_answers_and_another_is_a_conflict(
    good: Path, claims: Claims, own: Path
) -> None:
    claims("import", str(good)).done()
    good.write_text(OPEN.replace("2026-01-01,,", "2026-01-01,1,2026-02-01"))
    assert "saved 1 answer" in claims("import", str(good)).done().err
    before = Ledger.open(own).position()
    good.write_text(OPEN.replace("2026-01-01,,", "2026-01-01,0,2026-02-01"))
    conflict = claims("import", str(good))
    assert conflict.code == 2
    assert "conflict: " in conflict.err
    assert refused(good)[0]["refused_kind"] == "conflict"
    good.write_text(OPEN.replace("0.6", "0.7"))
    assert "conflict: " in claims("import", str(good)).err
    assert Ledger.open(own).position() == before


def test_a_namespace_keeps_the_same_ids_apart(good: Path, claims: Claims) -> None:
    claims("import", str(good)).done()
    claims("import", str(good), "--namespace", "other").done()
    assert len(claims("list").lines) == 4


def test_one_undo_takes_back_all_files_and_importing_again_redoes_them(claims: Claims) -> None:
    claims("import", *ARTICLES).done()
    before = claims("list").lines
    assert len(before) == 32
    claims("undo").done()
    assert claims("list").lines == []
    again = claims("import", *ARTICLES, "--json").done()
    assert again.json["taken_again"] is True
    assert claims("list").lines == before


def test_the_order_of_the_files_does_not_matter(claims: Claims) -> None:
    claims("import", *reversed(ARTICLES)).done()
    said = claims("import", *ARTICLES).done()
    assert "nothing new" in said.err


def test_a_file_whose_ending_says_nothing_is_named_by_format(good: Path, claims: Claims) -> None:
    other = good.rename(good.with_name("forecasts.data"))
    claims("import", str(other), "--format", "forecasts").done()
    assert len(claims("list").lines) == 2


def test_a_great_many_refusals_are_not_all_said_and_are_all_written_down(
    tmp_path: Path, claims: Claims
) -> None:
    file = tmp_path / "many.csv"
    file.write_text(COLUMNS + "".join(f"{n},Ann,Will it?,70,2026-01-01,,\n" for n in range(50)))
    said = claims("import", str(file))
    assert "… and 30 more" in said.err
    assert "50 rows refused; nothing was saved" in said.err
    assert len(refused(file)) == 50


def test_rows_as_json_lines_and_a_whole_log_are_told_apart(claims: Claims, tmp_path: Path) -> None:
    file, log = tmp_path / "forecasts.jsonl", tmp_path / "log.jsonl"
    row = dict(zip(COLUMNS.strip().split(","), OPEN.splitlines()[1].split(","), strict=True))
    file.write_text(json.dumps(row) + "\n{oops\n")
    refused = claims("import", str(file))
    assert refused.code == 2
    assert f"{file}:2: it is not JSON" in refused.err
    claims("import", str(file), "--skip-bad").done()
    assert len(claims("list").lines) == 1
    claims("export", "log", "-o", str(log)).done()
    said = claims("import", str(log), "--ledger", str(tmp_path / "new")).done()
    assert "took in" in said.err
