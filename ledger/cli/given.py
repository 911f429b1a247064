"""What was given of a claim before any of it is read: by options, by prompts or in a file.

Invariant: it is what was typed and nothing else, so it can be written down and taken up again, and
put back into a command line that says the same.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace

from ledger.cli.forecasting import TypedForecast
from ledger.domain.claim import ClaimKind, SpeakerRole, Voice
from ledger.errors import Unreadable

STDIN = "-"
"""Given in the place of a claim: claims are read from standard input."""
KINDS: tuple[ClaimKind, ...] = ("forecast", "intent", "assertion")
VOICES: tuple[Voice, ...] = ("direct", "indirect", "headline")
ROLES: tuple[SpeakerRole, ...] = ("self", "spokesperson", "anonymous", "reporter")


@dataclass(frozen=True)
class Typed:
    """What was typed; None where nothing was."""

    statement: str | None = None
    by: str | None = None
    said: str | None = None
    due: str | None = None
    source: str | None = None
    p: str | None = None
    unscorable: str | None = None
    quote: str | None = None
    reported: str | None = None
    words: str | None = None
    deadline_words: str | None = None
    question: str | None = None
    topics: tuple[str, ...] = ()
    story: str | None = None
    criteria: str | None = None
    condition: str | None = None
    of: str | None = None
    venue: str | None = None
    coded_deadline: str | None = None
    note: str | None = None
    kind: ClaimKind = "forecast"
    voice: Voice = "direct"
    role: SpeakerRole = "self"
    denies: bool = False
    stated: bool = False
    article: str | None = None
    """A file with the article, of which the source is told."""
    page_title: str | None = None
    page_publication: str | None = None
    page_published: str | None = None
    page_language: str | None = None
    page_authors: tuple[str, ...] = ()
    lexicon: str | None = None
    """By which the words are read, where they are."""
    other: TypedForecast = field(default=TypedForecast())
    """What was typed of a forecast that is no probability of yes."""

    def option(self, name: str) -> object:
        """Return what was given under the name of a field."""
        found: object = getattr(self, name)
        return found


_ONE_OF: dict[str, tuple[str, ...]] = {"kind": KINDS, "voice": VOICES, "role": ROLES}
_OPTIONS = {"p": "-p", "condition": "--if", "topics": "--topic", "article": "--from"}
_REQUIRED = {
    "statement": '"What would happen"',
    "by": "NAME",
    "said": "2026-03-14",
    "due": '"end of Q3"',
    "source": "URL",
    "p": "80%",
}
"""What every claim needs, each with what it may look like."""


def option_of(name: str) -> str:
    """Return the option that gives a field; the statement has none."""
    if name == "statement":
        return "STATEMENT"
    return _OPTIONS.get(name, f"--{name.replace('_', '-')}")


def missing(typed: Typed) -> list[str]:
    """Return the fields that every claim needs and that were not given, in order."""
    there = {
        "statement": typed.statement or typed.question,
        "by": typed.by,
        "said": typed.said,
        "due": typed.due or typed.question,
        "source": typed.source,
        "p": typed.p or typed.unscorable or typed.other.given,
    }
    return [name for name in _REQUIRED if not there[name]]


def check_all_there(typed: Typed, more: Sequence[str] = ()) -> None:
    """Raise `Unreadable` that names all that is missing, with a command line that is ready.

    `more` are words of the command line that say nothing of the claim, such as --ledger.
    """
    lacking = missing(typed)
    if not lacking:
        return
    named = ", ".join(map(option_of, lacking))
    several = f"{len(lacking)} things are missing: {named}"
    sentence = f"{named} is missing" if len(lacking) == 1 else several
    raise Unreadable(sentence, " ".join([ready(typed, lacking), *more]))


def ready(typed: Typed, lacking: list[str]) -> str:
    """Return the command line that says what was given, with room for what is missing."""
    words = ["claims add"]
    for name in (one.name for one in fields(Typed)):
        if name.startswith("page_"):
            continue  # the article tells it
        shape = _REQUIRED[name] if name in lacking else None
        words += _words(name, typed.option(name), shape)
    return " ".join(words)


def _words(name: str, value: object, shape: str | None) -> list[str]:
    if shape is not None:
        return [shape] if name == "statement" else [option_of(name), shape]
    if isinstance(value, TypedForecast):
        more = [word for one in value.of_question().items() for word in _option(*one)]
        return [*map(shlex.quote, value.words()), *more]
    if value == getattr(Typed(), name):
        return []
    return [shlex.quote(str(value))] if name == "statement" else _option(option_of(name), value)


def _option(option: str, value: object) -> list[str]:
    """Return an option with its value, quoted for a shell; a switch stands alone."""
    if isinstance(value, bool):
        return [option] if value else []
    several = value if isinstance(value, tuple) else (value,)
    return [word for one in several if one for word in (option, shlex.quote(str(one)))]


def words_of(options: Mapping[str, object]) -> tuple[str, ...]:
    """Return options with their values as they stand on a command line; none that say nothing."""
    return tuple(word for option, value in options.items() for word in _option(option, value))


def as_options(typed: Typed) -> dict[str, object]:
    """Return what was given, to be written down."""
    held, empty = asdict(typed), asdict(Typed())
    return {name: value for name, value in held.items() if value != empty[name]}


def from_options(held: Mapping[str, object]) -> Typed:
    """Return what was written down; what does not fit is left out."""
    read = replace(Typed(), **_fitting(Typed(), held))  # type: ignore[arg-type] # each is fitting
    other = held.get("other")
    if isinstance(other, dict):
        forecast = _fitting(TypedForecast(), other)
        read = replace(read, other=TypedForecast(**forecast))  # type: ignore[arg-type] # as above
    return read


def over(typed: Typed, under: Typed) -> Typed:
    """Return what was given, and where nothing was, what stands under it."""
    empty = Typed()
    lacking = [
        one.name for one in fields(Typed) if typed.option(one.name) == empty.option(one.name)
    ]
    return replace(typed, **{name: getattr(under, name) for name in lacking})


def _fitting(empty: Typed | TypedForecast, held: Mapping[str, object]) -> dict[str, object]:
    """Return what may stand in the fields of `empty`, each of the type that belongs there."""
    found: dict[str, object] = {}
    for one in fields(empty):
        value, usual = held.get(one.name), getattr(empty, one.name)
        if isinstance(value, str):
            fits = usual is None or (isinstance(usual, str) and value in _ONE_OF[one.name])
        elif isinstance(value, list | tuple):
            value = tuple(part for part in value if isinstance(part, str))
            fits = isinstance(usual, tuple)
        else:
            fits = isinstance(value, bool) and isinstance(usual, bool)
        if fits:
            found[one.name] = value
    return found
