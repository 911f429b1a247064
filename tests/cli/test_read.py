"""What words say in numbers is proposed, with whose figures they are, and nothing is saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.wording import lexicons
from tests.cli.running import Claims
from tests.wording.test_lexicon import TINY

KEYS = {
    "best", "low", "high", "words", "sign", "term", "form", "lexicon", "covered", "unscorable"
}  # fmt: skip


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand where there is no ledger."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_reading_says_what_it_found_and_whose_figures_it_gives(claims: Claims) -> None:
    said = claims("read", "It is unlikely to happen").done().out
    assert "“unlikely”" in said
    assert "20 %  (5 to 40 %)" in said
    assert "capphrase 2026: Adam Kucharski" in said
    assert "5,174 respondents; CC BY 4.0; https://doi.org/" in said


def test_a_reading_of_the_house_says_that_it_is_not_covered(claims: Claims) -> None:
    said = claims("read", "I am convinced it will not happen").done().out
    assert "no: not in capphrase 2026" in said


def test_what_has_no_number_says_why(claims: Claims) -> None:
    said = claims("read", "It may happen").done().out
    assert "unscorable  a hedge" in said
    assert "%" not in said


def test_the_question_turns_the_reading(claims: Claims) -> None:
    quote, event = "This will likely deter any attack", "Will there be an attack?"
    alone = claims("read", quote, "--json").done().json
    asked = claims("read", quote, "--event", event, "--json").done().json
    assert set(asked) == KEYS
    assert (alone["best"], asked["best"], asked["sign"]) == (0.75, 0.25, -1)
    assert (asked["low"], asked["high"], asked["words"]) == (0.1, 0.4, ["likely"])


def test_another_lexicon_is_a_name_or_a_file(claims: Claims, nowhere: Path) -> None:
    (nowhere / "mine.toml").write_text(TINY, encoding="utf-8")
    named = claims("read", "It is likely", "--lexicon", "icd203", "--json").done().json
    own = claims("read", "It is on a knife edge", "--lexicon", "mine.toml", "--json").done().json
    assert (named["best"], named["lexicon"]) == (0.675, "icd203 2015")
    assert (own["best"], own["lexicon"], own["covered"]) == (0.5, "mine 1", False)


def test_the_lexicons_are_listed_with_where_they_are_from(claims: Claims) -> None:
    listed = claims("read", "--lexicons", "--json").done().json
    assert [one["lexicon"] for one in listed] == list(lexicons())
    assert len(claims("read", "--lexicons").done().lines) == len(listed)


def test_no_ledger_is_begun(claims: Claims, nowhere: Path) -> None:
    claims("read", "It will happen").done()
    assert not list(nowhere.rglob("*.sqlite"))
