"""The list of claims: who said what when, how probable, and what came of it.

Invariant: one row per claim, whatever its standing, under the id that every other command takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.screens import times
from ledger.screens.answered import answer, chance, legend, score, who
from ledger.screens.columns import Row, column, lay_out, wide_column
from ledger.screens.layout import abreast, flow, sentence, stacked
from ledger.screens.look import WIDE, Look
from ledger.screens.outside import outside, shortened
from ledger.screens.rows import ClaimRow
from ledger.screens.words import NO_CLAIMS, marks, plural

NONE_FIT = ("No claim fits this.", "Leave a word out, or see all with `claims list`.")


@dataclass(frozen=True)
class Claims:
    """The claims to list; `filtered` says whether something was asked for."""

    rows: Sequence[ClaimRow]
    filtered: bool = False
    total: int | None = None
    note: str = ""


def render(data: Claims, look: Look) -> RenderableType:
    """Return the claims as a table with a line that counts them."""
    if not data.rows:
        return sentence(NONE_FIT if data.filtered else NO_CLAIMS, look)
    head = [outside(data.note, look, "dim"), Text()] if data.note else []
    foot = flow(_foot(data, look), look, style="dim")
    return Group(*head, table(data.rows, look), Text(), foot)


def table(rows: Sequence[ClaimRow], look: Look) -> RenderableType:
    """Return the claims as a table and nothing else."""
    return _wide(rows, look) if look.width >= WIDE else _narrow(rows, look)


def _foot(data: Claims, look: Look) -> list[str]:
    shown, total = len(data.rows), data.total or len(data.rows)
    counted = plural(total, "claim", look)
    count = counted if shown == total else f"{look.count(shown)} of {counted}"
    return [count, *times.split_of_claims(data.rows, look), *legend(look)]


def _wide(rows: Sequence[ClaimRow], look: Look) -> RenderableType:
    columns = [
        column("id"),
        column("said on", right=True),
        column("who", least=16),
        column("question", least=24),
        column("P(yes)", right=True),
        column("answer"),
        column("Brier", right=True),
    ]
    return lay_out(columns, [_wide_row(row, look) for row in rows], look, ruled=True)


def _wide_row(row: ClaimRow, look: Look) -> Row:
    said_on = Text(look.day(row["said_on"]))
    return [_id(row, look), said_on, who(row, look), _what(row, look), *_numbers(row, look)]


def _narrow(rows: Sequence[ClaimRow], look: Look) -> RenderableType:
    columns = [
        column("id"),
        wide_column("who, when, on what", look),
        column("P(yes)", right=True),
        column("answer"),
        column("Brier", right=True),
    ]
    return lay_out(columns, [_narrow_row(row, look) for row in rows], look, ruled=True)


def _narrow_row(row: ClaimRow, look: Look) -> Row:
    parts = [who(row, look), Text(look.day(row["said_on"]), "dim")]

    def said(width: int) -> Text:
        return stacked([abreast(parts, width, look), _what(row, look)])

    return [_id(row, look), said, *_numbers(row, look, stack=True)]


def _id(row: ClaimRow, look: Look) -> Text:
    return shortened(row["id"], 16, look, "cyan")


def _what(row: ClaimRow, look: Look) -> Text:
    beside = [shortened(mark, 20, look).plain for mark in marks(row)]
    question = shortened(row["question"], 2 * look.width, look)
    forecast = row.get("forecast")
    if forecast:
        question = stacked([question, shortened(forecast, look.width, look, "dim")])
    matched = row.get("matched")
    if matched and row.get("matched_in") != "question":
        question = stacked([question, _matched(matched, look)])
    return question.append(f" ({', '.join(beside)})", "dim") if beside else question


def _matched(pieces: Sequence[tuple[str, bool]], look: Look) -> Text:
    """Return the text around what was searched for, which stands out where there is colour."""
    parts = [outside(text, look, "bold" if hit else "dim") for text, hit in pieces]
    return Text().join(parts)


def _numbers(row: ClaimRow, look: Look, *, stack: bool = False) -> list[Text]:
    return [chance(row, look), answer(row, look, stack=stack), score(row, look)]
