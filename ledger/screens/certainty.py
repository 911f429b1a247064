"""Words of certainty against what happened: a row for each term and what it was read as.

Invariant: a word is said of a term only from ten questions on, and says how often it happened
beside what the term was read as: of a reading, never of a speaker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.screens.calibration import FEWER, LABELS
from ledger.screens.columns import Column, Row, column, lay_out
from ledger.screens.forest import SHARES, Marks, bar, ruler
from ledger.screens.layout import framed, inside, sentence
from ledger.screens.look import Look
from ledger.screens.outside import shortened
from ledger.screens.rows import TermRow
from ledger.screens.words import ENOUGH, plural

TITLE = "When they used these words, how often did it happen?"
NOTHING = (
    "No claim in words is answered and scored yet.",
    "`claims due` lists what waits for an answer.",
)
TERM = 200
LESS, MORE = "less often", "more often"


@dataclass(frozen=True)
class Certainty:
    """The terms with an answer, and how many others there are, in how many claims."""

    rows: Sequence[TermRow]
    n_unanswered: int = 0
    """Terms of which nothing is scored yet."""


def render(data: Certainty, look: Look) -> RenderableType:
    """Return the terms in a frame, the surest first."""
    room = inside(look)
    others = plural(data.n_unanswered, "more term", look)
    more = [Text(f"{others} with nothing scored yet", "dim")] if data.n_unanswered else []
    if not data.rows:
        return framed(Group(sentence(NOTHING, room), *more), TITLE, look)
    columns = [
        column("words", least=11),
        column("read as", right=True),
        column("happened", right=True),
        Column(ruler(SHARES, LABELS, FEWER, [(0.0, "0 %")]), least=11, most=look.width),
        column("n", right=True),
        Column(Text(" " * len(LESS))),
    ]
    rows = [_row(row, room) for row in in_order(data.rows)]
    table = lay_out(columns, rows, room, gap=2 if look.width >= 72 else 1)
    return framed(Group(table, *more), TITLE, look, _legend(data.rows, look))


def in_order(rows: Sequence[TermRow]) -> list[TermRow]:
    """Return the terms from the surest yes to the surest no."""
    return sorted(rows, key=lambda row: (-(row["mean_p"] or 0.0), -row["n"], row["term"]))


def verdict(row: TermRow) -> str:
    """Return the word for a term whose interval excludes what it was read as."""
    said, lo, hi = row["mean_p"], row["interval_lo"], row["interval_hi"]
    if row["n_questions"] < ENOUGH or said is None or lo is None or hi is None:
        return ""
    return LESS if hi < said else MORE if lo > said else ""


def _row(row: TermRow, look: Look) -> Row:
    word, few = verdict(row), row["n_questions"] < ENOUGH
    style = "yellow" if word else "cyan"
    marks = Marks(row["freq"], row["interval_lo"], row["interval_hi"], row["mean_p"], style, few)
    return [
        shortened(row["term"], TERM, look),
        Text(look.percent(row["mean_p"])),
        Text(look.percent(row["freq"]), "dim" if few else style),
        bar(marks, SHARES, look),
        Text(look.count(row["n"]), "dim" if few else ""),
        Text(word, style),
    ]


def _legend(rows: Sequence[TermRow], look: Look) -> list[str]:
    glyphs = look.glyphs
    n = sum(row["n"] for row in rows)
    return [
        f"{glyphs.dot} happened",
        f"{glyphs.said} read as",
        f"{glyphs.line} 95 % interval",
        f"n={look.count(n)}",
    ]
