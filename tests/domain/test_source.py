"""Sources: an address belongs to one source, and no edition is its own original."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ledger.domain.fact import New
from ledger.domain.names import source_stream, url_key, url_stream
from ledger.domain.source import (
    CorrectSource,
    LinkSource,
    RegisterSource,
    RetractSource,
    SourceLinked,
    SourceRetracted,
    UrlClaimed,
    fold,
    source_key,
)
from ledger.errors import Conflict
from tests.domain.sample import DAILY, WEEKLY
from tests.given_when_then import Given, given

ADDRESS = "https://daily.example/rain"
REPRINT = RegisterSource("reprint", edition_of="daily")


def held(world: Given, key: str) -> dict[str, Any]:
    source = fold(world(source_stream(key)))
    assert source is not None
    return dict(source.content)


def test_a_source_is_registered_with_its_address() -> None:
    news = given().when(DAILY).news
    assert [new.stream for new in news] == ["source-daily", url_stream(ADDRESS)]
    assert news[1].fact == UrlClaimed(source="source-daily")
    assert held(given(DAILY), "daily")["url_key"] == ADDRESS


@pytest.mark.parametrize(
    "again",
    [
        DAILY,
        RegisterSource("daily"),
        RegisterSource("daily", publication="The Daily"),
        RegisterSource("daily", url="https://daily.example/rain"),
    ],
)
def test_registering_it_again_with_no_more_than_is_known_adds_nothing(
    again: RegisterSource,
) -> None:
    given(DAILY).when(again).then_nothing()


@pytest.mark.parametrize(
    "again",
    [
        RegisterSource("daily", publication="The Weekly"),
        RegisterSource("daily", published_on=date(2022, 1, 1)),
        RegisterSource("daily", url="https://daily.example/snow"),
        RegisterSource("daily", authors=("Ana",)),
    ],
)
def test_other_details_under_the_same_key_are_a_conflict(again: RegisterSource) -> None:
    given(DAILY).when(again).then_refused("already here with other details", Conflict)


def test_an_address_alone_makes_a_key_of_its_own() -> None:
    alone = RegisterSource(url="https://www.daily.example/2022/rain-ahead?utm_source=x")
    now = given().when(alone).now()
    key = source_key(alone.url or "", now)
    assert key.startswith("daily-example-2022-rain-ahead-")
    now.when(alone).then_nothing()


def test_an_address_leads_to_the_source_that_claimed_it_however_it_is_written() -> None:
    again = RegisterSource(url="https://DAILY.example:443/rain/?utm_source=x#top")
    assert source_key(again.url or "", given(DAILY)) == "daily"
    given(DAILY).when(again).then_nothing()
    given(DAILY).when(replace(again, key="daily")).then_nothing()


def test_an_address_belongs_to_one_source() -> None:
    other = RegisterSource("other", url=ADDRESS + "/")
    given(DAILY).when(other).then_refused("already leads to daily", Conflict)
    change = CorrectSource("weekly", {"url": ADDRESS})
    given(DAILY, WEEKLY).when(change).then_refused("already leads to daily", Conflict)


@pytest.mark.parametrize("url", ["daily.example/rain", "ftp://daily.example", "rain"])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    given().when(RegisterSource("daily", url=url)).then_refused("is not a web address")
    change = CorrectSource("daily", {"url": url})
    given(DAILY).when(change).then_refused("is not a web address")


def test_a_source_needs_an_address_or_a_key() -> None:
    given().when(RegisterSource()).then_refused("needs a web address or a key")
    given().when(RegisterSource("The Daily")).then_refused("cannot be the key of a source")


def test_a_correction_keeps_every_other_field() -> None:
    now = given(DAILY).when(CorrectSource("daily", {"title": "Rain"}, "was missing")).now()
    before = held(given(DAILY), "daily")
    assert held(now, "daily") == {**before, "title": "Rain", "reason": "was missing"}


def test_a_correction_can_itself_be_corrected() -> None:
    once = CorrectSource("daily", {"title": "Rain"})
    now = given(DAILY, once).when(CorrectSource("daily", {"title": "Snow"})).now()
    assert held(now, "daily")["title"] == "Snow"


def test_a_correction_that_changes_nothing_adds_nothing() -> None:
    given(DAILY).when(CorrectSource("daily", {"publication": "The Daily"})).then_nothing()
    change = CorrectSource("daily", {"title": "Rain"})
    given(DAILY, change).when(change).then_nothing()


def test_what_was_registered_first_may_be_registered_again_after_a_correction() -> None:
    change = CorrectSource("daily", {"publication": "Daily Inc."})
    given(DAILY, change).when(DAILY).then_nothing()
    given(DAILY, change).when(RegisterSource("daily", publication="Daily Inc.")).then_nothing()


def test_a_corrected_address_leads_here_too() -> None:
    moved = CorrectSource("daily", {"url": "https://daily.example/moved"})
    now = given(DAILY).when(moved).then_named("source.corrected", "url.claimed")
    assert {source_key(url, now) for url in (ADDRESS, "https://daily.example/moved")} == {"daily"}
    assert held(now, "daily")["url_key"] == "https://daily.example/moved"


def test_the_key_of_a_source_stays() -> None:
    given(DAILY).when(CorrectSource("daily", {"key": "other"})).then_refused("stays for ever")


@pytest.mark.parametrize("changes", [{"colour": "red"}, {"title": 5}, {"published_on": "soon"}])
def test_a_correction_names_the_field_that_cannot_be(changes: dict[str, object]) -> None:
    given(DAILY).when(CorrectSource("daily", changes)).then_refused(next(iter(changes)))


def test_only_a_source_on_record_is_corrected_linked_or_retracted() -> None:
    given().when(CorrectSource("daily", {})).then_refused("there is no source “daily”")
    given().when(LinkSource("daily", "weekly")).then_refused("there is no source “daily”")
    given(DAILY).when(LinkSource("daily", "weekly")).then_refused("there is no source “weekly”")
    given().when(RetractSource("daily", "made up")).then_refused("there is no source “daily”")


def test_an_edition_names_its_original_at_once_or_later() -> None:
    assert held(given(DAILY, REPRINT), "reprint")["edition_of"] == "source-daily"
    now = given(DAILY, WEEKLY).when(LinkSource("weekly", "daily"))
    now.then_new(New("source-weekly", SourceLinked(edition_of="source-daily")))


def test_linking_twice_adds_nothing() -> None:
    link = LinkSource("weekly", "daily")
    given(DAILY, WEEKLY, link).when(link).then_nothing()
    given(DAILY, REPRINT).when(LinkSource("reprint", "daily")).then_nothing()


def test_an_edition_of_nothing_on_record_is_refused() -> None:
    given().when(REPRINT).then_refused("there is no source “daily”")
    given().when(RegisterSource("daily", edition_of="daily")).then_refused("itself an edition")
    change = CorrectSource("daily", {"edition_of": "source-nowhere"})
    given(DAILY).when(change).then_refused("there is no source “nowhere”")


@pytest.mark.parametrize(
    "closing",
    [
        LinkSource("daily", "daily"),
        LinkSource("daily", "reprint"),
        LinkSource("daily", "third"),
        CorrectSource("daily", {"edition_of": "source-third"}),
    ],
)
def test_no_line_of_editions_is_a_circle(closing: LinkSource | CorrectSource) -> None:
    third = RegisterSource("third", edition_of="reprint")
    given(DAILY, REPRINT, third).when(closing).then_refused("itself an edition of daily")


def test_a_circle_made_by_taking_a_step_again_is_refused_and_never_followed_for_ever() -> None:
    circle = given(
        DAILY,
        WEEKLY,
        RegisterSource("third"),
        LinkSource("daily", "weekly"),
        New("source-weekly", SourceLinked(edition_of="source-daily")),
    )
    circle.when(LinkSource("third", "daily")).then_refused("itself an edition")


def test_a_source_is_retracted_once_per_reason() -> None:
    retract = RetractSource("daily", "made up")
    now = given(DAILY).when(retract).then(SourceRetracted(reason="made up"))
    now.when(retract).then_nothing()
    now.when(RetractSource("daily", "withdrawn by its author")).then_named("source.retracted")
    given(DAILY).when(RetractSource("daily", "")).then_refused("reason cannot be ''")


def test_tracking_parameters_do_not_make_another_source() -> None:
    assert url_key(ADDRESS + "?utm_campaign=a") == url_key(ADDRESS)
