"""Facts to stored bytes and back: what was written is what is read, whatever wrote it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from eventsourcing.persistence import StoredEvent

from ledger.domain.fact import New, Upcast
from ledger.domain.facts import FACTS
from ledger.domain.story import StoryRetitled
from ledger.errors import Damaged
from ledger.log.mapper import Envelope, head, to_recorded, to_stored
from tests.log.stored import envelope, specimen_path
from tests.log.upcasting import OLD, StoryRetitledTwice

FACT = StoryRetitled(title="“Wetter” in Köln\n")

SPOILT = {
    "empty": b"",
    "cut short": OLD[:40],
    "a list": b"[]",
    "a number": b"5",
    "binary": b"\xff\xfe",
    "no envelope": b'{"class_version":1,"title":"Rain"}',
    "no time": OLD.replace(b"2022-03-01T12:00:00.000000Z", b"soon"),
    "no version": OLD.replace(b'"class_version":1,', b""),
    "no title": OLD.replace(b',"title":"Rain"', b""),
    "an empty title": OLD.replace(b"Rain", b""),
    "a field more": OLD.replace(b"}", b',"colour":"red"}'),
}


def stored(state: bytes, name: str = "story.retitled") -> StoredEvent:
    return StoredEvent("story-weather", 3, name, state)


def test_the_stored_form_is_one_json_object_in_plain_utf_8() -> None:
    written = to_stored(New("story-weather", FACT), 3, head(envelope("bcdf")))
    assert written.state.decode() == (
        '{"recorded_at":"2022-03-01T12:00:00.000000Z","recorder":"test recorder","batch":"bcdf"'
        ',"class_version":1,"title":"“Wetter” in Köln\\n"}'
    )
    assert (written.originator_id, written.originator_version) == ("story-weather", 3)
    assert written.topic == "story.retitled"


def test_a_fact_read_back_says_where_it_stands_when_it_was_written_by_whom_and_in_which_step() -> (
    None
):
    written = to_stored(New("story-weather", FACT), 3, head(envelope("bcdf")))
    recorded = to_recorded(7, written)
    assert (recorded.position, recorded.stream, recorded.version) == (7, "story-weather", 3)
    assert recorded.recorded_at == datetime(2022, 3, 1, 12, tzinfo=UTC)
    assert (recorded.recorder, recorded.batch) == ("test recorder", "bcdf")
    assert recorded.fact == FACT


@pytest.mark.parametrize(
    "name", ["Zoë “Tip” O'Neil", "a\\b", 'quo"te', "two\nlines", "half \udcff"]
)
def test_any_recorders_name_can_be_written_and_read(name: str) -> None:
    shared = head(Envelope(datetime(2022, 3, 1, tzinfo=UTC), name, "bcdf"))
    written = to_stored(New("story-weather", FACT), 1, shared)
    recorder = to_recorded(1, written).recorder
    assert recorder == name.encode(errors="replace").decode()


def test_a_stored_name_that_is_not_known_is_refused_by_name() -> None:
    state = specimen_path("story.retitled", 1).read_bytes()
    with pytest.raises(Damaged, match=r"“story\.sung” \(version 1\)") as refused:
        to_recorded(1, stored(state, "story.sung"))
    assert "update the program" in refused.value.remedy


def test_a_version_that_is_newer_than_this_program_is_refused_by_name() -> None:
    state = specimen_path("story.retitled", 1).read_bytes()
    newer = state.replace(b'"class_version":1', b'"class_version":2')
    with pytest.raises(Damaged, match=r"“story\.retitled” \(version 2\)") as refused:
        to_recorded(1, stored(newer))
    assert "update the program" in refused.value.remedy


@pytest.mark.parametrize("state", SPOILT.values(), ids=SPOILT)
def test_a_fact_that_is_not_as_it_was_written_is_damage_and_says_where(state: bytes) -> None:
    with pytest.raises(Damaged, match=r"“story\.retitled” at position 7") as refused:
        to_recorded(7, stored(state))
    assert refused.value.exit_code == 4


class StoryRetitledThrice(StoryRetitledTwice):
    """Version 3 of the fact: the title's language is known too."""

    class_version = 3
    upcasts: ClassVar[dict[int, Upcast]] = {
        **StoryRetitledTwice.upcasts,
        2: lambda fields: {**fields, "language": "und"},
    }
    language: str


def test_a_fact_of_an_older_version_is_read_as_one_of_today(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(FACTS, "story.retitled", StoryRetitledTwice)
    assert to_recorded(1, stored(OLD)).fact == StoryRetitledTwice(title="Rain", reason="(none)")


def test_a_fact_is_raised_version_by_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FACTS, "story.retitled", StoryRetitledThrice)
    thrice = StoryRetitledThrice(title="Rain", reason="(none)", language="und")
    assert to_recorded(1, stored(OLD)).fact == thrice
    second = json.loads(OLD) | {"class_version": 2, "reason": "dull"}
    assert to_recorded(1, stored(json.dumps(second).encode())).fact == StoryRetitledThrice(
        title="Rain", reason="dull", language="und"
    )


def test_a_fact_is_written_in_its_version_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FACTS, "story.retitled", StoryRetitledTwice)
    fact = StoryRetitledTwice(title="Rain", reason="dull")
    written = to_stored(New("story-weather", fact), 1, head(envelope()))
    assert json.loads(written.state)["class_version"] == 2
    assert to_recorded(1, written).fact == fact
