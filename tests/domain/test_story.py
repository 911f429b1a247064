"""Stories: a key for ever, a title that can change."""

from __future__ import annotations

import pytest

from ledger.domain.fact import New
from ledger.domain.story import OpenStory, RetitleStory, StoryOpened, StoryRetitled, fold
from ledger.errors import Conflict
from tests.domain.sample import WEATHER
from tests.given_when_then import given

RENAMED = RetitleStory("weather", "Rain and snow")


def test_a_story_is_opened_under_its_key() -> None:
    opened = StoryOpened(key="weather", title="The weather of 2022")
    given().when(WEATHER).then_new(New("story-weather", opened))


def test_opening_it_again_adds_nothing() -> None:
    given(WEATHER).when(WEATHER).then_nothing()


def test_another_title_under_the_same_key_is_a_conflict() -> None:
    given(WEATHER).when(OpenStory("weather", "Wind")).then_refused(
        "already has another title, “The weather of 2022”", Conflict
    )


def test_a_retitled_story_may_be_opened_again_under_either_title() -> None:
    given(WEATHER, RENAMED).when(WEATHER).then_nothing()
    given(WEATHER, RENAMED).when(OpenStory("weather", "Rain and snow")).then_nothing()


def test_retitling_twice_adds_nothing() -> None:
    now = given(WEATHER).when(RENAMED).then(StoryRetitled(title="Rain and snow"))
    now.when(RENAMED).then_nothing()
    assert fold(now("story-weather")) == "Rain and snow"


def test_only_a_story_that_stands_is_retitled() -> None:
    given().when(RENAMED).then_refused("there is no story “weather”")


@pytest.mark.parametrize("key", ["", "The Weather", "weather!"])
def test_a_story_needs_a_key_that_is_a_key(key: str) -> None:
    given().when(OpenStory(key, "The weather")).then_refused("cannot be a key")


def test_a_story_without_a_title_goes_by_its_key() -> None:
    opened = StoryOpened(key="weather", title="weather")
    given().when(OpenStory("weather")).then_new(New("story-weather", opened))
    given(OpenStory("weather", "Rain")).when(OpenStory("weather")).then_nothing()
