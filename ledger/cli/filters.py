"""The filter grammar, ``by: topic: source: …``: terms ANDed, repeated keys ORed.

Invariant: an unknown key or word is an error, never an empty list.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ledger.cli import find
from ledger.errors import Unreadable

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.readmodel.session import Asked

KEYS = {
    "by": 'whole words of a commentator\'s name or alias: by:Guterres, by:"US administration"',
    "topic": "a topic of the question: topic:sanctions",
    "source": "a source's key, or whole words of its publication: source:nyt-2022-01-21",
    "story": "a story's key, or whole words of its title: story:ukraine-2022",
    "is": "a state or kind, such as is:resolved, is:open, is:intent",
    "timing": "how it was recorded: timing:proven, timing:in_time (claims help timing)",
    "id": "the beginning of a claim's id: id:kqzt",
}

IS = {
    "resolved": "status = 'resolved'",
    "open": "status = 'open'",
    "void": "status = 'void'",
    "unscorable": "status = 'unscorable'",
    "undated": "status = 'no_deadline'",
    "late": "status = 'late'",
    "untimely": "status = 'untimely'",
    "early": "status = 'early'",
    "overdue": "outcome is null and closes_on < judged_on()",
    "forecast": "kind = 'forecast'",
    "intent": "kind = 'intent'",
    "assertion": "kind = 'assertion'",
    "numeric": "prob_source = 'numeric'",
    "verbal": "prob_source = 'verbal'",
    "anonymous": "commentator_kind = 'anonymous'",
    "simulated": "simulated",
    "repeat": "repeats",
    "unsourced": "source_key is null",
}

TIMINGS = ("proven", "in_time", "documented_later", "hindsight", "impossible")

EVERYTHING = "true"
"""The condition of a filter that leaves nothing out."""

_TERM = re.compile(r'\s*(?P<key>[^\s:"]+):(?:"(?P<quoted>[^"]*)"|(?P<bare>\S+))')


@dataclass(frozen=True)
class Filter:
    """What was asked for, each key resolved to what it names."""

    commentators: tuple[str, ...] | None = None
    topics: tuple[str, ...] | None = None
    sources: tuple[str, ...] | None = None
    stories: tuple[str, ...] | None = None
    states: tuple[str, ...] = ()
    timings: tuple[str, ...] = ()
    ids: tuple[str, ...] = field(default=())

    def applied(self, asked: Asked) -> Asked:
        """Return `asked`, narrowed to what the views can narrow by themselves."""
        return replace(
            asked,
            only_commentators=self.commentators,
            only_topics=self.topics,
            only_sources=self.sources,
            only_stories=self.stories,
        )

    def of_figures(self, asked: Asked) -> Asked:
        """Return `asked`, narrowed; raise `Unreadable` for what figures cannot be narrowed to."""
        if self.states or self.timings or self.ids:
            raise Unreadable(
                "is:, timing: and id: pick claims; figures are of all the claims of a kind",
                "leave them away: --kind picks a kind, and claims list takes them",
            )
        return self.applied(asked)

    def of_places(self, asked: Asked) -> Asked:
        """Return `asked`, narrowed to topics and stories; raise `Unreadable` for anything else."""
        if self.commentators is not None or self.sources is not None:
            raise Unreadable(
                "a comparison is of whole questions: by: and source: pick claims",
                "topic: and story: narrow it",
            )
        return replace(self.of_figures(asked), only_commentators=None, only_sources=None)

    def condition(self) -> tuple[str, list[object]]:
        """Return a condition on the view `claims`, and its parameters."""
        parts, given = [EVERYTHING], []
        for column, wanted in (
            ("commentator_id", self.commentators),
            ("source_id", self.sources),
            ("story_id", self.stories),
        ):
            if wanted is not None:
                parts.append(f"list_contains(?, {column})")
                given.append(list(wanted))
        if self.topics is not None:
            parts.append("list_has_any(?, topics)")
            given.append(list(self.topics))
        if self.timings:
            parts.append("list_contains(?, timing)")
            given.append(list(self.timings))
        if self.ids:
            parts.append("list_contains(?, claim_id)")
            given.append(list(self.ids))
        parts.extend(f"({IS[state]})" for state in self.states)
        return " and ".join(parts), list(given)


def parse(given: Sequence[str] | None) -> dict[str, list[str]]:
    """Return the values by key; raise `Unreadable` for a word without one, or an unknown key."""
    terms: dict[str, list[str]] = {}
    for text in given or ():
        position = 0
        while text[position:].strip():
            term = _TERM.match(text, position)
            if term is None:
                raise _no_key(text[position:].strip())
            _check_key(term["key"])
            value = term["quoted"] if term["quoted"] is not None else term["bare"]
            terms.setdefault(term["key"], []).append(value)
            position = term.end()
    return terms


def resolve(ledger: Ledger, given: Sequence[str] | None, asked: Asked | None = None) -> Filter:
    """Return the filter that the terms mean; raise `Unreadable`, or `NotFound` for nobody."""
    terms = parse(given)
    chosen = Filter(
        states=tuple(_state(value) for value in terms.get("is", [])),
        timings=tuple(_timing(value) for value in terms.get("timing", [])),
    )
    if "by" in terms:
        hits = [
            who.commentator_id for name in terms["by"] for who in find.people(ledger, name, asked)
        ]
        chosen = replace(chosen, commentators=tuple(dict.fromkeys(hits)))
    if "topic" in terms:
        chosen = replace(chosen, topics=tuple(terms["topic"]))
    if "source" in terms:
        chosen = replace(
            chosen,
            sources=_named(ledger, "sources", "source_id", "source_key", "source", terms["source"]),
        )
    if "story" in terms:
        chosen = replace(
            chosen, stories=_named(ledger, "stories", "story_id", "story", "title", terms["story"])
        )
    if "id" in terms:
        chosen = replace(chosen, ids=tuple(find.claim(ledger, value) for value in terms["id"]))
    return chosen


def _named(
    ledger: Ledger, table: str, identity: str, key: str, title: str, values: Sequence[str]
) -> tuple[str, ...]:
    rows = ledger.table(table).rows()
    hits = [
        str(row[identity])
        for value in values
        for row in rows
        if row[key] == value or find.has_words(str(row[title]), value)
    ]
    return tuple(dict.fromkeys(hits))


def _state(value: str) -> str:
    if value not in IS:
        near = difflib.get_close_matches(value, IS, n=1)
        hint = f"did you mean is:{near[0]}? " if near else ""
        raise Unreadable(f"“is:{value}” is not a state", f"{hint}one of: {', '.join(IS)}")
    return value


def _timing(value: str) -> str:
    named = value.replace(" ", "_").replace("-", "_")
    if named not in TIMINGS:
        near = difflib.get_close_matches(named, TIMINGS, n=1)
        hint = f"did you mean timing:{near[0]}? " if near else ""
        raise Unreadable(f"“timing:{value}” is not a class", f"{hint}one of: {', '.join(TIMINGS)}")
    return named


def _check_key(key: str) -> None:
    if key not in KEYS:
        near = difflib.get_close_matches(key, KEYS, n=1)
        hint = f"did you mean {near[0]}:? " if near else ""
        raise Unreadable(f"“{key}:” is not a filter", f"{hint}one of: {': '.join(KEYS)}:")


def _no_key(text: str) -> Unreadable:
    word = text.split(maxsplit=1)[0]
    if word.rstrip(':"') in KEYS:
        return Unreadable(f"nothing stands after “{word}”", "claims help filters has examples")
    return Unreadable(
        f"“{word}” is not a filter",
        f"claims list by:{word} — or topic: source: story: is: timing: id:",
    )
