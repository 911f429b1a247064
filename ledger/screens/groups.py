"""Figures by topic, story, source, horizon or year: how sure everybody was, and what happened.

Invariant: a row has its n, and an interval from ten questions on; groups are never ranked, they
stand by name, or in the order of time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.text import Text

from ledger.screens.columns import Column, Row, column, lay_out
from ledger.screens.forest import Axis, bar, ruler
from ledger.screens.layout import framed, inside, sentence
from ledger.screens.look import Look
from ledger.screens.outside import shortened
from ledger.screens.rows import ScoreRow
from ledger.screens.scoreboard import axis_for, brier_marks
from ledger.screens.words import ENOUGH, NO_CLAIMS, has_interval

HORIZONS = (
    "0 to 7 days",
    "8 to 30 days",
    "31 to 91 days",
    "92 to 365 days",
    "over 365 days",
    "no closing day",
)
NAME = 400
"""Cells that a group's name may take before it is cut."""


@dataclass(frozen=True)
class Groups:
    """A row for each group, named in the place of the commentator; `by` says what they are."""

    rows: Sequence[ScoreRow]
    by: str
    note: str = ""


def render(data: Groups, look: Look) -> RenderableType:
    """Return the groups in a frame."""
    title = f"By {data.by}"
    if not data.rows:
        return framed(sentence(NO_CLAIMS, inside(look)), title, look)
    axis, rows = axis_for(data.rows), in_order(data.rows)
    table = lay_out(
        _columns(data, axis), [_row(row, axis, look) for row in rows], inside(look),
        gap=2 if look.width >= 80 else 1,
    )  # fmt: skip
    return framed(table, title, look, _legend(look))


def in_order(rows: Sequence[ScoreRow]) -> list[ScoreRow]:
    """Return the groups by name, horizons by their length."""
    places = {name: at for at, name in enumerate(HORIZONS)}
    return sorted(rows, key=lambda row: (places.get(row["commentator"], -1), row["commentator"]))


def _columns(data: Groups, axis: Axis) -> list[Column]:
    top = f"{axis.top:g}".removeprefix("0")
    return [
        column(data.by, least=12),
        column("claims", right=True),
        column("n", right=True),
        column("said", right=True),
        column("happened", right=True),
        column("Brier", right=True),
        Column(ruler(axis, [(0.0, "0 best"), (axis.top, top)], [(0.0, "0")]), least=6, most=64),
    ]


def _row(row: ScoreRow, axis: Axis, look: Look) -> Row:
    interval = has_interval(row) and row["brier_lo"] is not None
    return [
        shortened(row["commentator"], NAME, look),
        Text(look.count(row["n_claims"])),
        Text(look.count(row["n_resolved"])),
        Text(look.percent(row["mean_p"])),
        Text(look.percent(row["base_rate"])),
        Text(look.score(row["brier"]), "" if interval else "dim"),
        bar(brier_marks(row), axis, look) if interval else _few(row),
    ]


def _few(row: ScoreRow) -> Text:
    few = f"n<{ENOUGH}" if row["evidence"] == "list only" else "1 story"
    return Text(few if row["n_resolved"] else "", "dim")


def _legend(look: Look) -> list[str]:
    glyphs = look.glyphs
    return [
        "n: scored",
        f"{glyphs.line} 95 % interval",
        f"{glyphs.grid} .25 = always saying 50 %",
    ]
