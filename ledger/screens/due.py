"""What waits for an answer: questions whose closing date has come, or comes soon.

Invariant: the id of a question is whole, since it is what one types to answer it; a key is folded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.screens.columns import Column, Row, column, lay_out, lay_out_parts, wide_column
from ledger.screens.layout import flow, framed, inside, sentence, stacked
from ledger.screens.look import Look
from ledger.screens.outside import shortened
from ledger.screens.rows import DueRow

NOTHING = ("Nothing waits for an answer.", "`claims list` shows every claim and what became of it.")
NOT_NOW = ("Nothing is overdue, and nothing closes within {days} days.",)
WEEK = 7
"""Days within which a question that closes is shown."""

WIDE = 110
"""From this width on the closing day and the number of claims stand in columns of their own."""

ROOMY = 140
"""From this width on the key stands beside the id."""

ID = 12
KEY = 160
"""No id and no key that a person types is as long as this."""


@dataclass(frozen=True)
class Due:
    """The questions, in the order in which they shall stand; `total` is how many wait at all."""

    rows: Sequence[DueRow]
    title: str = "Due for an answer"
    limit: int | None = None
    brief: bool = False
    total: int | None = None
    within: int = WEEK


def render(data: Due, look: Look) -> RenderableType:
    """Return the questions under their headings; in brief, those of a dashboard, in a frame."""
    if data.brief:
        return _framed(data, look)
    waiting = len(data.rows) if data.total is None else data.total
    if not waiting:
        return sentence(NOTHING, look)
    if not data.rows:
        told = sentence([piece.format(days=data.within) for piece in NOT_NOW], look)
        return Group(told, _footer(data, waiting, look))
    columns = _columns(look)
    parts = [
        (Text(name, "bold yellow" if name == "overdue" else "bold"), [_row(r, look) for r in rows])
        for name, rows in _parts(data)
        if rows
    ]
    return Group(lay_out_parts(columns, parts, look), _footer(data, waiting, look))


def _parts(data: Due) -> list[tuple[str, list[DueRow]]]:
    """Return the rows under their headings."""
    days = "day" if data.within == 1 else f"{data.within} days"
    soon = "today" if data.within == 0 else f"next {days}"
    return [
        ("overdue", [row for row in data.rows if row["days_overdue"] > 0]),
        (soon, [row for row in data.rows if -data.within <= row["days_overdue"] <= 0]),
        ("later", [row for row in data.rows if row["days_overdue"] < -data.within]),
    ]


def _columns(look: Look) -> list[Column]:
    wide, roomy = look.width >= WIDE, look.width >= ROOMY
    return [
        column("id"),
        *([column("key", least=20)] if roomy else []),
        column("days", right=True),
        *([column("closes", right=True)] if wide else []),
        column("who", least=10),
        column("question", least=16),
        *([column("claims", right=True)] if wide else []),
        column("P(yes)", right=True),
    ]


def _row(row: DueRow, look: Look) -> Row:
    wide, roomy = look.width >= WIDE, look.width >= ROOMY
    days = row["days_overdue"]
    return [
        shortened(row["id"], ID, look, "cyan"),
        *([shortened(row["question_key"], KEY, look, "dim")] if roomy else []),
        Text(f"{look.count(abs(days))} d" if days else "today"),
        *([Text(look.day(row["closes_on"]), "dim")] if wide else []),
        Text(_first_name(row, look), "dim"),
        shortened(row["question"], 2 * look.width, look),
        *([Text(look.count(row["n_claims"]))] if wide else []),
        spread(row["p"], look),
    ]


def _first_name(row: DueRow, look: Look) -> str:
    first, *others = row["commentators"]
    more = f" and {look.count(len(others))} more" if others else ""
    return shortened(first, 32 if look.width >= WIDE else 20, look).plain + more


def _footer(data: Due, waiting: int, look: Look) -> Text:
    """Say how much of what waits is shown, and how it is answered."""
    shown = len(data.rows)
    hidden = [
        f"{look.count(shown)} of {look.count(waiting)} shown",
        "claims due --all",
    ]
    told = hidden if shown < waiting else [f"{look.count(waiting)} shown, all that wait"]
    return flow(
        [*told, "claims resolve ID yes", "one after another: claims resolve"], look, style="dim"
    )


def _framed(data: Due, look: Look) -> RenderableType:
    if not data.rows:
        return framed(sentence(NOTHING, inside(look)), data.title, look)
    room, shown = inside(look), data.rows[: data.limit]
    hidden = len(data.rows) - len(shown)
    more = [Text(f"and {look.count(hidden)} more: claims due", "dim")] if hidden else []
    body = Group(_brief(shown, room), *more)
    return framed(body, data.title, look, ["claims resolve KEY yes"])


def when(row: DueRow, look: Look) -> Text:
    """Write how far an answer is overdue or away."""
    days = row["days_overdue"]
    if days > 0:
        return Text(f"overdue {look.count(days)} d", "yellow")
    return Text("today" if days == 0 else f"in {look.count(-days)} d", "bold" if days == 0 else "")


def spread(ps: Sequence[float], look: Look) -> Text:
    """Write the one probability on record for a question, or the lowest and the highest."""
    if not ps:
        return Text(look.glyphs.unknown, "dim")
    low, high = look.chance(min(ps)), look.chance(max(ps))
    return Text(low if low == high else f"{low.removesuffix(' %')}{look.glyphs.to}{high}")


def _brief(rows: Sequence[DueRow], look: Look) -> RenderableType:
    columns = [
        column("when"),
        wide_column("question, who", look),
        column("P(yes)", right=True),
    ]
    return lay_out(columns, [_brief_row(row, look) for row in rows], look)


def _brief_row(row: DueRow, look: Look) -> Row:
    def what(width: int) -> Text:
        key = shortened(row["question_key"], KEY, look, "cyan")
        room = width - key.cell_len - 2
        if room > len("Jane Doe"):
            key.append("  ").append_text(shortened(_names(row, look), room, look, "dim"))
        return stacked([key, shortened(row["question"], width, look)])

    days = stacked([when(row, look), Text(look.day(row["closes_on"]), "dim")])
    return [days, what, spread(row["p"], look)]


def _names(row: DueRow, look: Look) -> str:
    shown = [shortened(name, 48, look).plain for name in row["commentators"][:5]]
    more = len(row["commentators"]) - len(shown)
    return ", ".join(shown) + (f" and {look.count(more)} more" if more else "")
