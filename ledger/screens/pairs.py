"""Pairs of commentators on the questions that both answered: who was better, and is that luck?

Invariant: a difference stands beside its interval, its n of questions and stories, the smallest p
that so many stories allow and the power; a verdict is given only below 5 %, adjusted for the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.measuring import MANY_QUESTIONS, MANY_STORIES
from ledger.screens.layout import flow, sentence
from ledger.screens.look import Look
from ledger.screens.outside import outside
from ledger.screens.rows import PairRow
from ledger.screens.words import USABLE, plural

NOTHING = (
    "No two of them answered the same question.",
    "`claims list by:NAME` shows one's claims.",
)
_SURE = 0.05


@dataclass(frozen=True)
class Pairs:
    """A row for each pair and probability source."""

    rows: Sequence[PairRow]


def render(data: Pairs, look: Look) -> RenderableType:
    """Return a short paragraph for each pair."""
    if not data.rows:
        return sentence(NOTHING, look)
    parts: list[RenderableType] = []
    for row in data.rows:
        parts += [*([Text()] if parts else []), *_pair(row, look, alone=len(data.rows) == 1)]
    return Group(*parts)


def _pair(row: PairRow, look: Look, *, alone: bool) -> Iterator[RenderableType]:
    source = {"numeric": "in numbers", "verbal": "in words"}.get(row["prob_source"], "pooled")
    yield outside(f"{row['one']} and {row['other']}, {source}", look, "bold")
    stories = f"{look.count(row['n_stories'])} {'story' if row['n_stories'] == 1 else 'stories'}"
    yield flow(
        [
            f"{plural(row['n_questions'], 'common question', look)} in {stories}",
            f"Brier {look.score(row['one_brier'])} and {look.score(row['other_brier'])}",
            f"difference {look.signed(row['difference'])}"
            f" ({look.signed_span(row['difference_lo'], row['difference_hi'])})",
        ],
        look,
    )
    yield flow(list(_chance(row, look, alone=alone)), look)
    yield outside(verdict(row), look, "dim")


def _chance(row: PairRow, look: Look, *, alone: bool) -> Iterator[str]:
    yield f"p={look.p_value(row['p'])}"
    if not alone:
        yield f"adjusted for the table {look.p_value(row['p_bh'])}"
    yield f"smallest p that so many stories allow: {_small(row['smallest_p'], look)}"
    yield f"chance to find a difference of .05: {look.percent(row['power'])}"


def _small(p: float | None, look: Look) -> str:
    return look.glyphs.unknown if p is None else f"{p:.2g}"


def verdict(row: PairRow) -> str:
    """Say in a sentence what the comparison allows to be said."""
    p, difference = row["p_bh"], row["difference"]
    smallest = row["smallest_p"]
    if row["n_questions"] < MANY_QUESTIONS or row["n_stories"] < MANY_STORIES:
        return f"No verdict under {USABLE} that both answered."
    if p is None or difference is None or (smallest is not None and smallest > _SURE):
        return "Too few stories to tell them apart, whatever the scores."
    if p > _SURE:
        return "Not told apart: chance alone gives such a difference often enough."
    better, worse = (row["one"], row["other"]) if difference < 0 else (row["other"], row["one"])
    return f"{better} was better than {worse} on what both answered."
