"""Every question in a row: how far apart the forecasts lay, and how it ended.

Invariant: the key stands whole, since it is what one types to see the question over time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.text import Text

from ledger.screens.calibration import FEWER, LABELS
from ledger.screens.columns import Cell, Column, Row, column, lay_out
from ledger.screens.due import KEY
from ledger.screens.forest import SHARES, Marks, bar, ruler
from ledger.screens.layout import framed, inside, sentence, stacked
from ledger.screens.look import Look
from ledger.screens.outside import shortened
from ledger.screens.rows import QuestionRow
from ledger.screens.timeline import ENDS
from ledger.screens.words import NO_CLAIMS, spelled


@dataclass(frozen=True)
class Questions:
    """The questions, in the order in which they shall stand."""

    rows: Sequence[QuestionRow]
    title: str = "Questions"


def render(data: Questions, look: Look) -> RenderableType:
    """Return the questions in a frame."""
    room = inside(look)
    if not data.rows:
        return framed(sentence(NO_CLAIMS, room), data.title, look)
    columns = [
        column("question", least=16),
        column("claims", right=True),
        Column(ruler(SHARES, LABELS, FEWER, [(0.0, "0 %")]), least=16, most=look.width),
        column("ended"),
    ]
    rows = [_row(row, room) for row in data.rows]
    table = lay_out(columns, rows, room, gap=2 if look.width >= 72 else 1)
    return framed(table, data.title, look, _legend(look))


def _row(row: QuestionRow, look: Look) -> Row:
    key = shortened(row["question_key"], KEY, look, "cyan")
    return [
        stacked([key, shortened(row["question"], 2 * look.width, look)]),
        Text(look.count(row["n_claims"])),
        _range(row, look),
        _ended(row, look),
    ]


def _range(row: QuestionRow, look: Look) -> Cell:
    if row["p_latest"] is None:
        return Text("no probability", "dim")
    at = ENDS.get(row["outcome"] or "")
    return bar(Marks(row["p_latest"], row["p_low"], row["p_high"], at), SHARES, look)


def _ended(row: QuestionRow, look: Look) -> Text:
    if row["outcome"]:
        return shortened(spelled(row["outcome"]), 14, look, "bold")
    return Text("open", "dim")


def _legend(look: Look) -> list[str]:
    glyphs = look.glyphs
    return [
        f"{glyphs.dot} P(yes), the latest",
        f"{glyphs.line} lowest to highest",
        f"{glyphs.said} ended",
    ]
