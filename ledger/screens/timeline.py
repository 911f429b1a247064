"""One question over time: who said what when, on an axis from 0 to 100 %, and how it ended.

Invariant: claims stand in the order in which they were said, one a row, and what has no
probability of yes is told in words in the same place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.screens import spoken
from ledger.screens.answered import chance, who
from ledger.screens.calibration import FEWER, LABELS
from ledger.screens.columns import Cell, Column, Row, column, lay_out
from ledger.screens.forest import SHARES, Marks, bar, ruler
from ledger.screens.layout import flow, framed, inside, sentence
from ledger.screens.look import WIDE, Look
from ledger.screens.outside import outside, quoted, shortened
from ledger.screens.rows import ClaimRow
from ledger.screens.words import marks as beside
from ledger.screens.words import spelled
from ledger.visible import visible

NOTHING = ("Nobody is on record with this question yet.", "`claims add` logs what somebody said.")
ROOMY = 80
"""From this width on the axis has more room than the least."""
ENDS = {"yes": 1.0, "no": 0.0}


@dataclass(frozen=True)
class Timeline:
    """A question, when it closes, how and when it ended, and the claims on it."""

    key: str
    question: str
    claims: Sequence[ClaimRow]
    closes_on: date | None = None
    outcome: str | None = None
    happened_on: date | None = None


def render(data: Timeline, look: Look) -> RenderableType:
    """Return the question and its claims in a frame, how it ended last."""
    room = inside(look)
    head = outside(data.question, look)
    if not data.claims:
        return framed(Group(head, sentence(NOTHING, room)), data.key, look)
    spoken = look.width >= WIDE
    columns = [
        column("said on", right=True),
        column("who", least=13),
        *([column("words", least=20)] if spoken else []),
        column("P(yes)", right=True),
        Column(
            ruler(SHARES, LABELS, FEWER), least=24 if look.width >= ROOMY else 16, most=look.width
        ),
    ]
    rows = [_said(row, look, spoken=spoken) for row in in_order(data.claims)]
    rows.append(_ended(data, look, spoken=spoken))
    table = lay_out(columns, rows, room, gap=2 if look.width >= 72 else 1)
    told = flow([ending(data, look)], room, style="bold")
    return framed(Group(head, table, told), data.key, look, _legend(look))


def told(data: Timeline, look: Look) -> Iterator[str]:
    """Yield the same as sentences, one a claim."""
    yield f"{visible(data.key)}: {visible(data.question)}"
    yield from spoken.claims(in_order(data.claims), look, asked=False)
    yield visible(ending(data, look))


def in_order(claims: Sequence[ClaimRow]) -> list[ClaimRow]:
    """Return the claims by the day on which they were said."""
    return sorted(claims, key=lambda row: (row["said_on"], row["commentator"], row["id"]))


def ending(data: Timeline, look: Look) -> str:
    """Tell how the question ended, or when it closes."""
    if data.outcome is None:
        closes = f"closes {look.day(data.closes_on)}" if data.closes_on else "no closing day"
        return f"Not answered yet: {closes}."
    day = f" on {look.day(data.happened_on)}" if data.happened_on else ""
    return f"It ended: {spelled(data.outcome)}{day}."


def _said(row: ClaimRow, look: Look, *, spoken: bool) -> Row:
    name = who(row, look)
    told = [shortened(mark, 20, look).plain for mark in beside(row)]
    if told:
        name.append(f" ({', '.join(told)})", "dim")
    return [
        Text(look.day(row["said_on"])),
        name,
        *([_words(row, look)] if spoken else []),
        chance(row, look),
        _place(row, look),
    ]


def _place(row: ClaimRow, look: Look) -> Cell:
    if row["p"] is not None:
        low, high = row["p_low"], row["p_high"]
        return bar(Marks(row["p"], low, high), SHARES, look)
    told = row.get("forecast") or row["unscorable"] or "not read yet"
    return lambda width: shortened(told, width, look, "dim")


def _words(row: ClaimRow, look: Look) -> Text:
    said = row["words"] or row["quote"] or row["reported"]
    if not said:
        return outside(None, look, "dim")
    return quoted(shortened(said, look.width, look).plain, look, "italic dim")


def _ended(data: Timeline, look: Look, *, spoken: bool) -> Row:
    """Return the last row: the answer on the same axis, where it is yes or no."""
    at = ENDS.get(data.outcome or "")
    day = data.happened_on if data.outcome else data.closes_on
    style = "bold" if data.outcome else "dim"
    return [
        Text(look.day(day), style),
        Text("it ended" if data.outcome else "closes", style),
        *([Text()] if spoken else []),
        shortened(spelled(data.outcome) if data.outcome else None, 20, look, style),
        bar(Marks(None, said=at), SHARES, look),
    ]


def _legend(look: Look) -> list[str]:
    glyphs = look.glyphs
    return [
        f"{glyphs.dot} said",
        f"{glyphs.line} low to high",
        f"{glyphs.said} ended",
        "~ read from words",
    ]
