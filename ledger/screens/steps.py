"""What was done to the ledger, step by step: the log as people undo and redo it.

Invariant: a step that was undone is still listed, and says so in a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.text import Text

from ledger.screens.columns import Row, column, lay_out, wide_column
from ledger.screens.layout import abreast, sentence, stacked
from ledger.screens.look import Look
from ledger.screens.outside import shortened
from ledger.screens.rows import StepRow

NOTHING = ("Nothing is recorded yet.", "`claims import FILE` makes the first step.")
WIDE = 100


@dataclass(frozen=True)
class Steps:
    """The steps, in the order in which they shall stand."""

    rows: Sequence[StepRow]


def render(data: Steps, look: Look) -> RenderableType:
    """Return one row per step."""
    if not data.rows:
        return sentence(NOTHING, look)
    return _wide(data.rows, look) if look.width >= WIDE else _narrow(data.rows, look)


def _wide(rows: Sequence[StepRow], look: Look) -> RenderableType:
    columns = [
        column("step", least=8),
        column("when", right=True),
        column("who", least=10),
        column("what", least=24),
        column("facts", right=True),
        column("positions", right=True),
    ]
    return lay_out(columns, [_wide_row(row, look) for row in rows], look, ruled=True)


def _wide_row(row: StepRow, look: Look) -> Row:
    return [
        _step(row, look),
        _when(row, look),
        _who(row, look),
        _what(row, look),
        *_numbers(row, look),
    ]


def _narrow(rows: Sequence[StepRow], look: Look) -> RenderableType:
    columns = [
        column("step", least=8),
        wide_column("what, who and when", look),
        column("facts", right=True),
        column("positions", right=True),
    ]
    return lay_out(columns, [_narrow_row(row, look) for row in rows], look, ruled=True)


def _narrow_row(row: StepRow, look: Look) -> Row:
    def what(width: int) -> Text:
        return stacked(
            [_what(row, look), abreast([_who(row, look), _when(row, look)], width, look)]
        )

    return [_step(row, look), what, *_numbers(row, look)]


def _step(row: StepRow, look: Look) -> Text:
    return shortened(row["step"], 48, look, "dim" if row["undone"] else "cyan")


def _when(row: StepRow, look: Look) -> Text:
    return Text(look.moment(row["recorded_at"]), "dim")


def _who(row: StepRow, look: Look) -> Text:
    return shortened(row["recorder"], 48, look, "dim")


def _what(row: StepRow, look: Look) -> Text:
    told = shortened(row["summary"], 2 * look.width, look, "dim" if row["undone"] else "")
    return Text.assemble(("undone: ", "yellow"), told) if row["undone"] else told


def _numbers(row: StepRow, look: Look) -> list[Text]:
    first, last = row["first_position"], row["last_position"]
    span = f"#{first}" if first == last else f"#{first}{look.glyphs.to}{last}"
    style = "dim" if row["undone"] else ""
    return [Text(look.count(row["n_facts"]), style), Text(span, style)]
