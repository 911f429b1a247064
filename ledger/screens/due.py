"""What waits for an answer: questions whose closing date has come, or comes soon.

Invariant: the key of a question is folded and not cut, since it is what one types to answer it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.screens.columns import Row, column, lay_out, wide_column
from ledger.screens.layout import framed, inside, sentence, stacked
from ledger.screens.look import Look
from ledger.screens.outside import shortened
from ledger.screens.rows import DueRow

NOTHING = ("Nothing waits for an answer.", "`claims list` shows every claim and what became of it.")
ROOMY = 140
"""From this width on every question is one row of a table."""

KEY = 160
"""No key that a person types is as long as this."""


@dataclass(frozen=True)
class Due:
    """The questions, in the order in which they shall stand."""

    rows: Sequence[DueRow]
    title: str = "Due for an answer"
    limit: int | None = None
    brief: bool = False


def render(data: Due, look: Look) -> RenderableType:
    """Return the questions in a frame."""
    if not data.rows:
        return framed(sentence(NOTHING, inside(look)), data.title, look)
    room, shown = inside(look), data.rows[: data.limit]
    draw = _brief if data.brief else _wide if look.width >= ROOMY else _narrow
    hidden = len(data.rows) - len(shown)
    more = [Text(f"and {look.count(hidden)} more: claims due", "dim")] if hidden else []
    return framed(Group(draw(shown, room), *more), data.title, look, ["claims resolve KEY yes"])


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


def _wide(rows: Sequence[DueRow], look: Look) -> RenderableType:
    columns = [
        column("when"),
        column("closes", right=True),
        column("key", least=28),
        column("question", least=24),
        column("who", least=16),
        column("claims", right=True),
        column("P(yes)", right=True),
    ]
    return lay_out(columns, [_wide_row(row, look) for row in rows], look)


def _wide_row(row: DueRow, look: Look) -> Row:
    return [
        when(row, look),
        Text(look.day(row["closes_on"])),
        shortened(row["question_key"], KEY, look, "cyan"),
        shortened(row["question"], 2 * look.width, look),
        _who(row, look),
        Text(look.count(row["n_claims"])),
        spread(row["p"], look),
    ]


def _narrow(rows: Sequence[DueRow], look: Look) -> RenderableType:
    columns = [
        column("when"),
        column("question, who", least=16),
        column("claims", right=True),
        column("P(yes)", right=True),
    ]
    return lay_out(columns, [_narrow_row(row, look) for row in rows], look, spaced=True)


def _narrow_row(row: DueRow, look: Look) -> Row:
    what = [
        shortened(row["question_key"], KEY, look, "cyan"),
        shortened(row["question"], 2 * look.width, look),
        _who(row, look),
    ]
    return [
        stacked([when(row, look), Text(look.day(row["closes_on"]), "dim")]),
        stacked(what),
        Text(look.count(row["n_claims"])),
        spread(row["p"], look),
    ]


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


def _who(row: DueRow, look: Look) -> Text:
    return Text(_names(row, look), "dim")


def _names(row: DueRow, look: Look) -> str:
    shown = [shortened(name, 48, look).plain for name in row["commentators"][:5]]
    more = len(row["commentators"]) - len(shown)
    return ", ".join(shown) + (f" and {look.count(more)} more" if more else "")
