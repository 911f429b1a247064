"""Where somebody was wrong most lately: what was said, in which words, where, and what came.

Invariant: each miss has its words whole and its source, so that it can be checked without us.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.screens.answered import answer, chance, legend, score
from ledger.screens.columns import Row, column, lay_out
from ledger.screens.layout import framed, inside, sentence, stacked
from ledger.screens.look import Look
from ledger.screens.outside import outside, quoted, shortened
from ledger.screens.rows import ClaimRow
from ledger.screens.words import replies

NOTHING = (
    "No miss is on record: nothing scored lay on the wrong side of even.",
    "`claims list is:resolved` shows what is scored.",
)
WORDS = 600
"""Cells of words beyond which a quotation is cut; `claims show` has it whole."""


@dataclass(frozen=True)
class Misses:
    """Scored claims on the wrong side of even, the latest first."""

    rows: Sequence[ClaimRow]
    title: str = "Most recent misses"
    limit: int | None = 5


def render(data: Misses, look: Look) -> RenderableType:
    """Return the misses in a frame."""
    room = inside(look)
    if not data.rows:
        return framed(sentence(NOTHING, room), data.title, look)
    shown = data.rows[: data.limit]
    columns = [
        column("said, when, where", least=16),
        column("P(yes)", right=True),
        column("answer"),
        column("Brier", right=True),
    ]
    table = lay_out(columns, [_row(row, room) for row in shown], room, spaced=True)
    hidden = len(data.rows) - len(shown)
    more = [Text(f"and {look.count(hidden)} more", "dim")] if hidden else []
    return framed(Group(table, *more), data.title, look, legend(look))


def _row(row: ClaimRow, look: Look) -> Row:
    number = [chance(row, look), answer(row, look, stack=True), score(row, look)]
    return [stacked(_told(row, look)), *number]


def _told(row: ClaimRow, look: Look) -> Iterator[Text]:
    said = Text.assemble((look.day(row["said_on"]), "dim"), "  ")
    yield shortened(row["id"], 16, look, "cyan").append("  ").append_text(said)
    yield outside(row["question"], look)
    yield words(row, look)
    if told := replies(row):
        yield Text(", ".join(told), "bold")
    yield outside(place(row), look, "dim")
    if url := row.get("url"):
        yield outside(url, look, "dim underline")


def words(row: ClaimRow, look: Look) -> Text:
    """Write the words of a claim as they were said, or as they were reported."""
    if row["quote"]:
        return quoted(shortened(row["quote"], WORDS, look).plain, look, "italic")
    if row["reported"]:
        return Text("as reported: ").append_text(shortened(row["reported"], WORDS, look, "italic"))
    return Text("no words on record", "dim")


def place(row: ClaimRow) -> str:
    """Return where a claim was said, and the key of that source."""
    if not row["source_key"]:
        return "no source is recorded"
    return f"{row['source']} ({row['source_key']})"
