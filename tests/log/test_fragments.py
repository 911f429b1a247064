"""Plain claims written down from parts: the same bytes as from whole facts, the same refusals."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from ledger.domain.claim import record_plain
from ledger.domain.fact import LONGEST_TEXT
from ledger.domain.names import imported_claim_stream
from ledger.log.fragments import Fragments
from ledger.log.mapper import body_of

USED = Fragments()
"""Every example goes through the same ones: what was remembered is part of what is tried."""
ANY = st.one_of(
    st.sampled_from(["", "a", "he said “so”", 'a "quoted"\n\ttext\\', "\x7f\x1f\b\f\u2028", "\0"]),
    st.text(st.characters(exclude_categories=()), max_size=30),
    st.sampled_from(["x" * LONGEST_TEXT, "é" * (LONGEST_TEXT + 1), "\ud800"]),
)
MAYBE = st.none() | ANY
GROUND = {
    "commentator": st.sampled_from(["commentator-a", "commentator-b"]) | ANY,
    "question": st.sampled_from(["question-a", "question-b"]) | ANY,
    "source": MAYBE,
    "namespace": st.sampled_from(["", "mine"]) | ANY,
    "external_id": st.sampled_from(["1", "2"]) | ANY,
    "said_on": st.dates(),
    "said_at": st.none() | st.datetimes(timezones=st.timezones()) | st.datetimes(),
    "probability": st.sampled_from([0, 1, 500_000_000, 1_000_000_000]) | st.integers(-2, 2**70),
    "probability_text": MAYBE,
}
TEXTS = ("affiliation", "quote", "reported", "words", "deadline_words", "locator", "venue", "note")
FURTHER = dict.fromkeys(TEXTS, MAYBE) | {
    "kind": st.sampled_from(["forecast", "intent", "assertion", "guess"]),
    "voice": st.sampled_from(["direct", "indirect", "headline", ""]),
    "speaker_role": st.sampled_from(["self", "reporter", "Self"]),
    "polarity": st.sampled_from(["asserts", "denies", "neither"]),
}
FIELDS = st.fixed_dictionaries(GROUND, optional=FURTHER)


def whole(stream: str, fields: dict[str, object]) -> bytes | None:
    """Return what is stored of the fact; None where it is refused."""
    try:
        return body_of(record_plain(stream, fields))
    except ValidationError:
        return None


def from_parts(stream: str, fields: dict[str, object]) -> bytes | None:
    """Return what is written from parts; None where it is refused."""
    try:
        return USED.body(stream, fields)
    except ValidationError:
        return None


@given(FIELDS)
@settings(max_examples=400)
def test_a_claim_from_parts_is_stored_as_the_whole_one_is(fields: dict[str, object]) -> None:
    stream = imported_claim_stream(str(fields["namespace"]), str(fields["external_id"]))
    assert from_parts(stream, fields) == whole(stream, fields)


GOOD: dict[str, object] = {
    "commentator": "commentator-a",
    "question": "question-a",
    "source": None,
    "namespace": "",
    "external_id": "1",
    "said_on": datetime(2022, 1, 2, tzinfo=UTC).date(),
    "said_at": None,
    "probability": 1,
    "probability_text": "1e-9",
}


@given(st.sampled_from([*GROUND, *FURTHER]), st.data())
def test_one_part_at_a_time_is_stored_or_refused_alike(name: str, data: st.DataObject) -> None:
    fields = {**GOOD, name: data.draw((GROUND | FURTHER)[name])}
    assert from_parts("claim-x-a-1", fields) == whole("claim-x-a-1", fields)


def one(stream: str, fields: dict[str, object]) -> bytes | None:
    """Return what is stored of a claim that leaves out what it says nothing of."""
    return whole(stream, {name: value for name, value in fields.items() if value is not None})


@given(st.lists(st.fixed_dictionaries(GROUND | FURTHER), min_size=1, max_size=6), st.data())
def test_claims_written_together_are_what_each_is(
    several: list[dict[str, object]], data: st.DataObject
) -> None:
    silent = st.sampled_from([*FURTHER, "source", "said_at", "probability_text"])
    for fields in several:
        fields.update(dict.fromkeys(data.draw(st.sets(silent))))
    streams = [f"claim-x-a-{number}" for number in range(len(several))]
    columns = {name: [fields[name] for fields in several] for name in several[0]}
    for stream, fields, claim in zip(streams, several, USED.claims(streams, columns), strict=True):
        assert (claim and claim[4]) == one(stream, fields)
        assert claim is None or claim[:3] == (stream, 1, "claim.recorded")


def test_what_was_refused_once_is_refused_again() -> None:
    for _ in range(2):
        columns = {name: [value] for name, value in {**GOOD, "probability": -1}.items()}
        assert USED.claims(["claim-x-a-1"], columns) == [None]
    assert from_parts("claim-x-a-1", GOOD) == whole("claim-x-a-1", GOOD)


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.log.fragments._REMEMBERED", 3)
    few = Fragments()
    for number in range(10):
        fields = {**GOOD, "commentator": f"commentator-{number % 5}"}
        assert few.body("claim-x-a-1", fields) == whole("claim-x-a-1", fields)
