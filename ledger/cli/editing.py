"""From ``--set FIELD=VALUE`` to the commands that correct a claim, question, source or story.

Invariant: a field is read as its kind of value; an unknown one is refused with those there are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ledger.cli import find, output
from ledger.cli.options import needed, one_of
from ledger.domain import story
from ledger.domain.claim import CorrectClaim
from ledger.domain.dates import read_day
from ledger.domain.deadlines import Deadline, read_deadline, told
from ledger.domain.forecast import read_quantiles
from ledger.domain.names import commentator_stream, question_stream, source_stream, story_stream
from ledger.domain.number import read_number
from ledger.domain.probability import read_probability
from ledger.domain.question import CorrectQuestion
from ledger.domain.source import CorrectSource
from ledger.domain.story import RetitleStory
from ledger.errors import Unreadable
from ledger.readmodel import queries
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.domain.decide import Command

_DAY = re.compile(r"\d-\d")
Read = Callable[["Ledger", str], object]


def _text(held: Ledger, given: str) -> object:
    del held
    return given or None


def _day(held: Ledger, given: str) -> object:
    return read_day(given, held.today) if given else None


def _several(held: Ledger, given: str) -> object:
    del held
    return tuple(part.strip() for part in given.split(",") if part.strip())


def _flag(held: Ledger, given: str) -> object:
    del held
    return one_of("answer", given.lower(), ("yes", "no")) == "yes"


def _chance(held: Ledger, given: str) -> object:
    del held
    return read_probability(given).best if given else None


def _options(held: Ledger, given: str) -> object:
    del held
    return tuple(part.strip() for part in given.split(";") if part.strip())


def _shares(held: Ledger, given: str) -> object:
    del held
    return tuple(read_probability(part).best for part in given.split(";")) if given else None


def _quantiles(held: Ledger, given: str) -> object:
    del held
    pairs = [part.partition(":") for part in given.split(";")]
    return read_quantiles([(one, two) for one, _, two in pairs], _value) if given else None


def _point(held: Ledger, given: str) -> object:
    del held
    return _value(given) if given else None


def _value(given: str) -> str:
    return (
        read_day(given.strip(), date.min).isoformat() if _DAY.search(given) else read_number(given)
    )


def _story(held: Ledger, given: str) -> object:
    if given and story.fold(held.standing(story_stream(given))) is None:
        raise find.no_story(held, given)
    return story_stream(given) if given else None


def _source(held: Ledger, given: str) -> object:
    return source_stream(find.source(held, given)) if given else None


def _question(held: Ledger, given: str) -> object:
    return question_stream(find.question(held, given)) if given else None


CLAIM: dict[str, Read] = {
    **dict.fromkeys(
        ("affiliation", "locator", "quote", "reported", "said_precision", "venue", "kind", "voice"),
        _text,
    ),
    **dict.fromkeys(
        ("speaker_role", "polarity", "words", "deadline_words", "unscorable", "note"), _text
    ),
    "commentator": lambda held, given: commentator_stream(find.person(held, given).name),
    "question": _question,
    "source": _source,
    "said_on": _day,
    "inference": _flag,
    "probability": _chance,
    "shares": _shares,
    "quantiles": _quantiles,
    "point": _point,
}
QUESTION: dict[str, Read] = {
    **dict.fromkeys(
        ("criteria", "deadline", "deadline_reason", "note", "condition_outcome"), _text
    ),
    "text": lambda _, given: needed("text", given),
    "closes_on": _text,  # read by `_closing`, which knows when it was said
    "topics": _several,
    "contested": _flag,
    # refused with why
    "options": _options,
    "ordered": _flag,
    **dict.fromkeys(("kind", "unit", "scale"), _text),
    "story": _story,
    "condition_question": _question,
}
SOURCE: dict[str, Read] = {
    **dict.fromkeys(("url", "publication", "title", "published_precision", "language"), _text),
    **dict.fromkeys(("archive_url", "snapshot_sha256"), _text),
    "authors": _several,
    "published_on": _day,
}
STORY: dict[str, Read] = {"title": lambda _, given: needed("title", given)}
_FIELDS = {"claim": CLAIM, "question": QUESTION, "source": SOURCE, "story": STORY}
_BECAUSE = {
    "said_on": "said_at",
    **dict.fromkeys(("probability", "shares", "quantiles", "point"), "probability_text"),
}
"""Fields that say the same more finely, and are cleared when the other is corrected."""


def commands(
    held: Ledger, what: str, name: str, given: Sequence[str], reason: str
) -> list[Command]:
    """Return the commands that set the given fields of a `what` called `name`."""
    changes = dict(_change(held, what, one) for one in given)
    if what == "story":
        return [RetitleStory(name, str(changes["title"]))]
    if what == "source":
        return [CorrectSource(name, changes, reason)]
    if what == "question":
        closing = _closing(held, name, changes.get("closes_on"))
        return [CorrectQuestion(name, {**changes, **closing}, reason)]
    finer = {_BECAUSE[field]: None for field in changes if field in _BECAUSE}
    return [CorrectClaim(name, {**changes, **finer}, reason)]


def _change(held: Ledger, what: str, given: str) -> tuple[str, object]:
    field, separator, value = given.partition("=")
    if not separator:
        raise Unreadable(f"“{given}” sets nothing", "write --set FIELD=VALUE")
    fields = _FIELDS[what]
    read = fields[one_of(f"field of a {what}", field.strip(), tuple(fields))]
    return field.strip(), read(held, value.strip())


def _closing(held: Ledger, key: str, given: object) -> dict[str, date]:
    """Return the closing day that is given, if any, and show how it was read."""
    if not isinstance(given, str):
        return {}
    said = (row["said_on"] for row in held.ask(queries.CLAIMS_ON, [key]))
    days = sorted({day for day in said if isinstance(day, date)})
    read = [read_deadline(given, day) for day in days or [held.today]]
    first = read[0]
    if {one.day for one in read} != {first.day} or (first.counted_from and not days):
        raise _said_when(key, given, first, days)
    output.talk(f"closes {visible(told(first, held.today))}")
    return {"closes_on": first.day}


def _said_when(key: str, given: str, first: Deadline, days: Sequence[date]) -> Unreadable:
    why = (
        f"the claims on {key} were said on {len(days)} days"
        if days
        else f"there is no claim on {key}"
    )
    return Unreadable(
        f"“{given}” counts from the day it was said, and {why}",
        f"claims edit {key} --set closes_on={first.day}",
    )
