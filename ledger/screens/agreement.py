"""How far coders agree, field by field.

Invariant: alpha stands beside its interval and its n; where it is undefined there is a dash, and
what was committed to and never opened is counted in the line below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.screens.columns import column, lay_out
from ledger.screens.layout import flow, sentence
from ledger.screens.look import Look
from ledger.screens.outside import outside
from ledger.screens.words import plural

NOTHING = ("No item has two codings.", "`claims coder assign` gives the same items to several.")

AgreementRow = TypedDict(
    "AgreementRow",
    {
        "pass": str,
        "field": str,
        "metric": str,
        "n_items": int,
        "n_coders": int,
        "n_clusters": int,
        "n_unopened": int,
        "n_proposed": int,
        "codebook": str | None,
        "percent": float | None,
        "alpha": float | None,
        "alpha_lo": float | None,
        "alpha_hi": float | None,
        "kappa": float | None,
        "reading": str | None,
    },
)
"""What `ledger.coding.agreement` tells of one field."""


@dataclass(frozen=True)
class Agreement:
    """A row for each field, and how many items nobody has settled yet."""

    rows: Sequence[AgreementRow]
    n_open: int = 0


def render(data: Agreement, look: Look) -> RenderableType:
    """Return the table of fields, and what is to be known of it."""
    rows = [row for row in data.rows if row["n_items"]]
    if not rows:
        return sentence(NOTHING, look)
    columns = [
        column("field", least=8),
        column("items", right=True),
        column("agree", right=True),
        column("alpha", right=True),
        column("95 %", right=True),
        column("kappa", right=True),
        column("reading", least=9),
    ]
    several = len({row["codebook"] for row in rows if row["codebook"]}) > 1
    drawn = [_cells(row, look, by_codebook=several) for row in rows]
    table = lay_out(columns, drawn, look, ruled=True)
    return Group(table, Text(), *_notes(data, rows, look))


def _cells(row: AgreementRow, look: Look, *, by_codebook: bool) -> list[Text]:
    book = f" ({row['codebook']})" if by_codebook and row["codebook"] else ""
    span = look.span(row["alpha_lo"], row["alpha_hi"]) if row["alpha_lo"] is not None else ""
    return [
        outside(f"{row['field']}{book}", look),
        Text(look.count(row["n_items"])),
        Text(look.percent(row["percent"])),
        Text(look.score(row["alpha"])),
        Text(span or look.glyphs.unknown),
        Text(look.score(row["kappa"])),
        Text(row["reading"] or "undefined", "dim"),
    ]


def _notes(data: Agreement, rows: Sequence[AgreementRow], look: Look) -> list[RenderableType]:
    unopened = {row["pass"]: row["n_unopened"] for row in rows}
    told = [
        "alpha: Krippendorff's, 1 is perfect, 0 is chance; undefined where nothing varies",
        "95 %: bootstrap over the sources of the words and the stories of the questions",
        "kappa: Cohen's, of two coders who coded every item",
    ]
    told += [
        f"{plural(n, 'sealed coding', look)} of the {name} pass never opened: missing"
        for name, n in unopened.items()
        if n
    ]
    proposed = max((row["n_proposed"] for row in rows), default=0)
    if proposed:
        told.append(f"{plural(proposed, 'item', look)} with the same proposal before all coders")
    told += [
        f"{plural(data.n_open, 'item', look)} coded differently, or otherwise than on record: "
        "claims coder adjudicate"
    ]
    return [flow([one], look, style="dim") for one in told]
