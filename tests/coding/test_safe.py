"""A coder's safe: on the disk before it is on record, its owner's alone, read after a crash."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.app import Ledger
from ledger.coding.safe import Safe, as_code, commit_to
from ledger.config import codings_directory
from ledger.domain.coding import Code, CodeText, bound_to
from ledger.domain.commitment import SALT_BITS
from ledger.errors import Damaged, NotFound
from tests.coding.conftest import came, items, opened, questions, read_as


@pytest.fixture
def safe(ledger: Ledger) -> Safe:
    return Safe(ledger, "lena")


def unsalted(safe: Safe) -> list[Code]:
    return [replace(one, salt=None) for one in safe.codings()]


def test_a_coding_is_kept_with_a_salt_of_its_own_and_found_by_its_commitment(
    safe: Safe, ledger: Ledger
) -> None:
    code = read_as(items(ledger)[0], "lena")
    first, second = safe.keep(code), safe.keep(code)
    assert first.commitment != second.commitment
    for bound in (first, second):
        held = safe.opening(bound.commitment)
        assert held is not None
        assert len(bytes.fromhex(held.salt or "")) * 8 == SALT_BITS >= 128
        assert commit_to(held) == bound
    assert safe.opening("0" * 64) is None


def test_both_passes_are_read_back_as_they_were(safe: Safe, ledger: Ledger) -> None:
    codes: list[Code] = [
        read_as(items(ledger)[0], "lena", note="naïve — “so”\n", closes_on=date(2026, 1, 1)),
        replace(came(questions(ledger)[0], "lena"), evidence=("https://a.example", "b")),
    ]
    for code in codes:
        safe.keep(code)
    assert unsalted(safe) == codes


def test_it_is_for_its_owner_alone_and_outside_the_ledger(safe: Safe, ledger: Ledger) -> None:
    held = os.umask(0)
    try:
        safe.keep(read_as(items(ledger)[0], "lena"))
    finally:
        os.umask(held)
    assert stat.S_IMODE(safe.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(safe.path.parent.stat().st_mode) == 0o700
    assert ledger.directory not in safe.path.parents
    assert codings_directory() in safe.path.parents


def test_its_place_can_be_named(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMS_CODINGS", str(tmp_path / "elsewhere"))
    safe = Safe(ledger, "lena")
    safe.keep(read_as(items(ledger)[0], "lena"))
    assert (tmp_path / "elsewhere") in safe.path.parents
    assert safe.path.exists()


def test_a_coders_name_in_another_case_opens_the_same_safe(ledger: Ledger) -> None:
    assert Safe(ledger, "Léna").path == Safe(ledger, "lena").path
    assert Safe(ledger, "tom").path != Safe(ledger, "lena").path


def test_an_empty_safe_holds_nothing(safe: Safe) -> None:
    assert list(safe.codings()) == []


def test_a_line_torn_anywhere_is_none_and_what_stands_around_it_is_read(
    safe: Safe, ledger: Ledger
) -> None:
    first = read_as(items(ledger)[0], "lena", note="before")
    torn = read_as(items(ledger)[1], "lena", note="naïve — “torn”")
    after = read_as(items(ledger)[2], "lena", note="after")
    safe.keep(first)
    begins = safe.path.stat().st_size
    safe.keep(torn)
    whole = safe.path.read_bytes()
    for length in range(begins, len(whole)):
        safe.path.write_bytes(whole[:length])
        assert unsalted(safe) == [first]
        bound = safe.keep(after)
        found = [one.note for one in safe.codings()]
        assert found in (["before", "after"], ["before", "naïve — “torn”", "after"])
        assert safe.opening(bound.commitment) is not None


def test_a_write_that_is_cut_short_goes_on(
    safe: Safe, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda to, data: write(to, data[:7]))
    code = read_as(items(ledger)[0], "lena")
    bound = safe.keep(code)
    assert safe.opening(bound.commitment) is not None


def test_a_whole_line_that_is_no_coding_is_told(safe: Safe, ledger: Ledger) -> None:
    safe.keep(read_as(items(ledger)[0], "lena"))
    with safe.path.open("a", encoding="utf-8") as file:
        file.write('{"pass": "text", "coder": 5}\n')
    with pytest.raises(Damaged, match="line 2 is not a coding"):
        list(safe.codings())


def test_without_a_ledger_there_is_no_safe(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Safe(opened(tmp_path / "nothing"), "lena")


_JSON = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text())


@given(st.dictionaries(st.sampled_from(["claim", "coder", "codebook", "low", "note", "x"]), _JSON))
def test_whatever_a_line_holds_it_is_a_coding_or_told_to_be_none(fields: dict[str, object]) -> None:
    line = json.loads(json.dumps({"pass": "text", **fields}))
    try:
        code = as_code(line, "line 1")
    except Damaged:
        return
    assert isinstance(code, CodeText)
    assert isinstance(code.coder, str)
    assert len(bound_to(code, "")) == 64
