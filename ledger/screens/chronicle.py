"""One story: who said what when, and how each question of it ended, in the order of time.

Invariant: an answer stands at the day on which it happened, between what was said before and
after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.screens import spoken
from ledger.screens.answered import chance, score, who
from ledger.screens.columns import Row, column, lay_out
from ledger.screens.layout import flow, framed, inside, sentence, stacked
from ledger.screens.look import Look
from ledger.screens.misses import words
from ledger.screens.outside import outside, shortened
from ledger.screens.rows import ClaimRow
from ledger.screens.words import NO_CLAIMS, plural, spelled, standing
from ledger.visible import visible


@dataclass(frozen=True)
class Ending:
    """How one question ended, and on which day."""

    day: date
    key: str
    question: str
    outcome: str


@dataclass(frozen=True)
class Chronicle:
    """A story's title, its claims, and how its questions ended."""

    title: str
    claims: Sequence[ClaimRow]


def render(data: Chronicle, look: Look) -> RenderableType:
    """Return the story in a frame, one line of it an event."""
    room = inside(look)
    if not data.claims:
        return framed(sentence(NO_CLAIMS, room), data.title, look)
    columns = [
        column("day", right=True),
        column("who said what; how it ended", least=24),
        column("P(yes)", right=True),
        column("Brier", right=True),
    ]
    rows = [
        _ended(event, look) if isinstance(event, Ending) else _said(event, look)
        for event in events(data.claims)
    ]
    table = lay_out(columns, rows, room, spaced=True)
    counted = flow(_counted(data, look), room, style="dim")
    return framed(Group(table, Text(), counted), data.title, look, ["~ read from words"])


def told(data: Chronicle, look: Look) -> Iterator[str]:
    """Yield the same as sentences, one an event."""
    yield visible(data.title)
    for event in events(data.claims):
        if isinstance(event, Ending):
            ended = f"{visible(event.key)} ended: {visible(spelled(event.outcome))}"
            yield f"{look.day(event.day)}, {ended}. {visible(event.question)}"
        else:
            yield from spoken.claims([event], look)


def events(claims: Sequence[ClaimRow]) -> list[ClaimRow | Ending]:
    """Return what was said and how it ended, in the order of time; what was said goes first."""
    said = [(row["said_on"], 0, at, row) for at, row in enumerate(claims)]
    ended = [(one.day, 1, at, one) for at, one in enumerate(_endings(claims))]
    both: list[tuple[date, int, int, ClaimRow | Ending]] = [*said, *ended]
    return [event for *_, event in sorted(both, key=lambda each: each[:3])]


def _endings(claims: Sequence[ClaimRow]) -> Iterator[Ending]:
    seen = set()
    for row in claims:
        day = row["happened_on"] or row["known_on"]
        if row["outcome"] is None or day is None or row["question_key"] in seen:
            continue
        seen.add(row["question_key"])
        yield Ending(day, row["question_key"], row["question"], row["outcome"])


def _said(row: ClaimRow, look: Look) -> Row:
    told = [
        who(row, look).append("  ").append_text(shortened(row["question_key"], 160, look, "cyan")),
        words(row, look),
    ]
    if row["outcome"] is None or row["status"] != "resolved":
        told.append(outside(standing(row), look, "dim"))
    return [Text(look.day(row["said_on"])), stacked(told), chance(row, look), score(row, look)]


def _ended(event: Ending, look: Look) -> Row:
    came = Text("ended: ").append_text(outside(spelled(event.outcome), look, "bold"))
    key = Text("  ").append_text(shortened(event.key, 160, look, "cyan"))
    told = [came.append_text(key), outside(event.question, look)]
    return [Text(look.day(event.day), "bold"), stacked(told), Text(), Text()]


def _counted(data: Chronicle, look: Look) -> list[str]:
    questions = {row["question_key"] for row in data.claims}
    ended = {row["question_key"] for row in data.claims if row["outcome"] is not None}
    return [
        plural(len(data.claims), "claim", look),
        plural(len(questions), "question", look),
        f"{look.count(len(ended))} ended",
    ]
