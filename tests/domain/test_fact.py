"""What a fact is: frozen, complete, and nothing in it that could not be stored as it was meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import ValidationError

from ledger.domain.fact import LONGEST_TEXT, Fact, Moment, Named, Ppb, Text


class Tried(Fact):
    """A fact with a field of each sort."""

    stored_name = "tried.once"
    named: Named = "name"
    text: Text | None = None
    moment: Moment | None = None
    ppb: Ppb = 0


def test_a_fact_cannot_be_changed() -> None:
    fact = Tried()
    with pytest.raises(ValidationError, match="frozen"):
        fact.named = "other"


def test_a_field_that_a_fact_does_not_have_is_refused() -> None:
    with pytest.raises(ValidationError, match="colour"):
        Tried.model_validate({"colour": "red"})


@pytest.mark.parametrize(
    "fields",
    [
        {"named": ""},
        {"named": None},
        {"named": 5},
        {"text": "a\0b"},
        {"text": "half \ud800"},
        {"text": "\udcff other"},
        {"text": "x" * (LONGEST_TEXT + 1)},
        {"ppb": -1},
        {"ppb": 1_000_000_001},
        {"ppb": 0.5},
        {"ppb": "5"},
        {"ppb": True},
        {"moment": datetime(2022, 1, 21, 9)},  # noqa: DTZ001 a moment without a zone is the point
        {"moment": datetime.min.replace(tzinfo=timezone(timedelta(hours=2)))},
    ],
    ids=lambda fields: ascii(fields)[:40],
)
def test_what_could_not_be_stored_as_meant_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        Tried.model_validate(fields)
    assert refused.value.errors()[0]["loc"][0] in fields


@pytest.mark.parametrize("text", ["", "two\nlines", "“naïve” 🌧", "\u202eevil", "x" * LONGEST_TEXT])
def test_the_words_of_people_are_kept_as_they_are(text: str) -> None:
    assert Tried(text=text).text == text


def test_a_moment_is_kept_in_utc_wherever_it_was_said() -> None:
    there = datetime(2022, 1, 21, 9, tzinfo=timezone(timedelta(hours=2, seconds=30)))
    kept = Tried(moment=there).moment
    assert kept == there
    assert kept is not None
    assert kept.tzinfo is UTC
