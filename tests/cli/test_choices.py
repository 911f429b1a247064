"""What an answer is completed to: by any part of it, without case and accents, but for a slip."""

from __future__ import annotations

import pytest

from ledger.cli.prompts import Choice, ranked

PEOPLE = [
    Choice("Aino Mäkinen", "Bank of Finland · 3 claims"),
    Choice("Max King", "1 claim"),
    Choice("António Guterres", "United Nations · 73 claims", "the Secretary-General"),
    Choice("Zed \x1b[31m\u202e", "0 claims"),
]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("maki", "Aino Mäkinen"),
        ("MÄKI", "Aino Mäkinen"),
        ("aino", "Aino Mäkinen"),
        ("king", "Max King"),
        ("antonio", "António Guterres"),
        ("gutteres", "António Guterres"),
        ("secretary", "António Guterres"),
    ],
)
def test_what_was_typed_finds_who_is_meant(typed: str, first: str) -> None:
    assert ranked(typed, PEOPLE)[0].text == first


def test_what_begins_so_comes_before_what_only_holds_it() -> None:
    several = [Choice("Tomahawk"), Choice("A hawk"), Choice("Hawkins")]
    assert [one.text for one in ranked("haw", several)] == ["Hawkins", "A hawk", "Tomahawk"]


def test_what_is_unlike_everything_is_completed_to_nothing() -> None:
    assert ranked("qqqqqqq", PEOPLE) == []
    assert ranked("xyz", PEOPLE) == []


def test_a_name_that_would_act_on_the_line_is_not_offered() -> None:
    assert ranked("zed", PEOPLE) == []
    assert len(ranked("", PEOPLE)) == 3
