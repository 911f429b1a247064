"""Stories: clusters of questions about one event, the unit that intervals will resample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from ledger.domain.fact import Fact, Known, Named, New
from ledger.domain.names import is_key, story_stream
from ledger.errors import Conflict, Refused


class StoryOpened(Fact):
    """Somebody began to follow an event under a key and a title."""

    stored_name: ClassVar[str] = "story.opened"
    key: Named
    title: Named


class StoryRetitled(Fact):
    """The story goes by another title; its key stays."""

    stored_name: ClassVar[str] = "story.retitled"
    title: Named


@dataclass(frozen=True)
class OpenStory:
    """Begin a story, or name again one that stands; without a title, the key serves."""

    key: str
    title: str = ""


@dataclass(frozen=True)
class RetitleStory:
    """Give a story another title."""

    key: str
    title: str


def fold(facts: Sequence[Fact]) -> str | None:
    """Return the story's title, or None where there is no such story."""
    title: str | None = None
    for fact in facts:
        if isinstance(fact, StoryOpened | StoryRetitled):
            title = fact.title
    return title


def open_story(command: OpenStory, known: Known) -> list[New]:
    """Open the story once; another title for an open story is a conflict."""
    stream = story_stream(command.key)
    if not is_key(command.key):
        raise Refused(f"“{command.key}” cannot be a key", "use lower-case letters, digits, hyphens")
    opened = next((fact for fact in known(stream) if isinstance(fact, StoryOpened)), None)
    if opened is None:
        return [New(stream, StoryOpened(key=command.key, title=command.title or command.key))]
    if command.title and opened.title != command.title and fold(known(stream)) != command.title:
        raise Conflict(
            f"the story “{command.key}” already has another title, “{fold(known(stream))}”",
            f"claims edit {command.key} --text {command.title!r}",
        )
    return []


def retitle_story(command: RetitleStory, known: Known) -> list[New]:
    """Retitle a story that stands."""
    stream = story_stream(command.key)
    title = fold(known(stream))
    if title is None:
        raise Refused(f"there is no story “{command.key}”", "claims list shows the stories in use")
    return [] if title == command.title else [New(stream, StoryRetitled(title=command.title))]
