"""Drafts: whole, private, offered once nobody is typing, and never in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledger.cli import drafts
from ledger.cli.drafts import Draft
from ledger.cli.forecasting import TypedForecast
from ledger.cli.given import Typed, as_options, from_options, over
from ledger.cli.prompts import State

NOW = datetime(2026, 11, 26, 5, tzinfo=UTC)
STATE = State({"quote": "a\n“b”"}, {"quote": "a\n“b”"}, "statement")


@pytest.fixture
def draft(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Draft:
    monkeypatch.setenv("CLAIMS_STATE", str(tmp_path / "kept"))
    return Draft(drafts.new_file(own, NOW), "today", {"given": {"by": "Ann"}}, STATE)


def test_what_is_kept_comes_back_as_it_was(draft: Draft, own: Path, tmp_path: Path) -> None:
    assert drafts.keep(draft, typing=False)
    assert drafts.latest(own) == draft
    assert drafts.latest(tmp_path / "another ledger") is None
    assert draft.file.is_relative_to(tmp_path / "kept")
    assert draft.file.stat().st_mode & 0o777 == 0o600
    assert draft.file.parent.stat().st_mode & 0o777 == 0o700
    drafts.drop(draft)
    assert drafts.latest(own) is None


def test_the_latest_is_offered_and_none_writes_over_another(draft: Draft, own: Path) -> None:
    later = replace(draft, file=drafts.new_file(own, NOW.replace(hour=6)), begun_at="later")
    assert drafts.keep(draft, typing=False)
    assert drafts.keep(later, typing=False)
    assert drafts.latest(own) == later
    drafts.drop(later)
    assert drafts.latest(own) == draft


def test_what_somebody_is_typing_elsewhere_is_not_offered(draft: Draft, own: Path) -> None:
    drafts.keep(draft, typing=True)
    held = draft.file.read_text()
    draft.file.write_text(held.replace('"pid": ', '"pid": 1, "was": '))
    assert drafts.latest(own) is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": 0}', '{"typed": {"a": 1}, "at": 3}'])
def test_one_that_cannot_be_read_is_left_lying(content: str, draft: Draft, own: Path) -> None:
    drafts.keep(draft, typing=False)
    draft.file.write_text(content)
    assert drafts.latest(own) is None
    assert draft.file.exists()


def test_where_nothing_can_be_kept_typing_goes_on(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    monkeypatch.setenv("CLAIMS_STATE", str(blocked))
    assert not drafts.keep(Draft(drafts.new_file(own, NOW), "", {}, STATE), typing=True)
    assert drafts.latest(own) is None


def test_whatever_the_command_line_gave_is_written_down_and_read_again() -> None:
    given = Typed(
        statement="Copper up", topics=("a", "b"), kind="intent", denies=True, by="Ann",
        other=TypedForecast(choices=("A=60%",), kind="choice", ordered=True),
    )  # fmt: skip
    assert from_options(as_options(given)) == given
    assert from_options({"kind": "prophecy", "by": 7, "topics": "x", "denies": "yes"}) == Typed()


def test_what_was_given_goes_before_what_is_usual() -> None:
    assert over(Typed(by="Ann"), Typed(by="Bob", said="2026-01-01")) == Typed(
        by="Ann", said="2026-01-01"
    )
