"""How a score comes about: formulas with the numbers put in, and what they came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.screens.claim_life import facts_table
from ledger.screens.columns import column, lay_out
from ledger.screens.look import Look
from ledger.screens.outside import outside
from ledger.screens.rows import ExplainedRow, FactRow


@dataclass(frozen=True)
class Explained:
    """A title, why it counts or not, the figures, and the facts that they follow from."""

    title: str
    why: Sequence[str]
    lines: Sequence[ExplainedRow]
    facts: Sequence[FactRow] = ()


def render(data: Explained, look: Look) -> RenderableType:
    """Return the title, the figures one under another, and the facts."""
    why = [outside(line, look) for line in data.why]
    columns = [column("figure"), column("how", least=16), column("value", right=True)]
    rows = [
        [Text(row["name"]), _how(row, look), Text(_value(row["value"], look))] for row in data.lines
    ]
    table: list[RenderableType] = [Text(), lay_out(columns, rows, look)] if rows else []
    return Group(outside(data.title, look, "bold"), *why, *table, *facts_table(data.facts, look))


def _how(row: ExplainedRow, look: Look) -> Text:
    parts = [outside(row["formula"], look)] if row["formula"] else []
    parts += [outside(row["source"], look, "dim")] if row["source"] else []
    return Text("\n").join(parts)


def _value(value: float | None, look: Look) -> str:
    if value is None:
        return look.glyphs.unknown
    return look.count(value) if isinstance(value, int) else f"{value:.6f}"
