"""What was worked out before is found again, and nothing rests on it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from ledger.readmodel.remembered import Remembered

FILE = "figures.sqlite"


def saved(folder: Path, **texts: str) -> None:
    """Keep some texts in a folder."""
    kept = Remembered(folder)
    for key, text in texts.items():
        kept.write(key, text)
    kept.save()


def test_what_was_saved_is_found_by_another(tmp_path: Path) -> None:
    saved(tmp_path, one="1", other="two")
    assert [Remembered(tmp_path).read(key) for key in ("one", "other", "third")] == [
        "1",
        "two",
        None,
    ]


def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    saved(tmp_path, one="1")
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all", b"SQLite format 3\0" + b"x" * 99]
)
def test_a_damaged_file_is_thrown_away(content: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert Remembered(tmp_path).read("one") is None
    saved(tmp_path, one="1")
    saved(tmp_path, one="1")
    assert Remembered(tmp_path).read("one") == "1"


def test_many_are_written_as_they_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.readmodel.remembered._WAITING", 2)
    kept = Remembered(tmp_path)
    for key in ("one", "two", "three"):
        kept.write(key, key)
    assert Remembered(tmp_path).read_all(["one", "three", "two"]) == ["one", None, "two"]
    assert kept.read_all(["three", "two", "four"]) == ["three", "two", None]


def test_where_nothing_can_be_written_it_is_kept_in_memory(tmp_path: Path) -> None:
    kept = Remembered(tmp_path / "missing")
    kept.write("one", "1")
    kept.save()
    assert kept.read("one") == "1"
    assert not (tmp_path / "missing").exists()


def test_the_oldest_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.readmodel.remembered._MOST", 2)
    for key in ("one", "two", "three"):
        saved(tmp_path, **{key: key})
    assert [Remembered(tmp_path).read(key) for key in ("one", "two", "three")] == [
        None,
        "two",
        "three",
    ]
