"""One commentator's verdict in a short paragraph: what it survives, and with what it falls.

Invariant: n stands beside every verdict, and below ten questions it is called a list; nothing is
called robust of which a word is not covered by a published lexicon.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.console import RenderableType

from ledger.screens.layout import flow
from ledger.screens.look import Look
from ledger.screens.outside import outside
from ledger.screens.rows_sensitivity import SurvivalRow, VariantRow
from ledger.screens.words import plural

_SOURCES = {"numeric": "in numbers", "verbal": "in words"}


@dataclass(frozen=True)
class Survival:
    """One commentator with the variants that touch a claim, and those that are told anyway."""

    row: SurvivalRow
    variants: Sequence[VariantRow]

    @property
    def tried(self) -> list[VariantRow]:
        """Return what touches a claim, but for what is as counted."""
        return [one for one in self.variants if one["about"] != "default" and one["n_varied"]]

    @property
    def moved(self) -> bool:
        """Say whether there is anything to tell."""
        return bool(self.tried or self.row["not_covered"] or any(v["note"] for v in self.variants))


def paragraph(data: Survival, look: Look) -> Iterator[RenderableType]:
    """Yield the lines about one commentator."""
    row = data.row
    source = _SOURCES.get(row["prob_source"], "pooled")
    yield outside(f"{row['commentator']}, {source}", look, "bold")
    yield flow(list(_figures(row, look)), look)
    yield from _survived(data, look)
    for line in _notes(data, look):
        yield flow([line], look, style="dim")
    if row["verdict"] is not None:
        yield flow(list(_judged(data, look)), look, between=" ")


def _figures(row: SurvivalRow, look: Look) -> Iterator[str]:
    yield row["verdict"] or "no verdict: no claim counts"
    if row["n"]:
        little = ", a list only" if row["evidence"] == "list only" else f", {row['evidence']}"
        yield f"Brier {look.score(row['brier'])}, n={look.count(row['n'])}{little}"
    if row["evidence"] != "list only":
        yield f"95 % {look.span(row['brier_lo'], row['brier_hi'])}"
    if row["brier_coder_lo"] is not None:
        coders = plural(row["n_coders"] or 0, "coder", look)
        span = look.span(row["brier_coder_lo"], row["brier_coder_hi"])
        yield f"with the choice of coder {span} ({coders})"
    if row["n"]:
        yield f"{look.span(row['brier_min'], row['brier_max'])} over all that was tried"
    if row["rank_lo"] is not None:
        yield f"rank {row['rank_lo']}{look.glyphs.to}{row['rank_hi']}" + _rank_range(row, look)
    if row["n_verbal"]:
        yield f"words covered: {look.count(row['n_covered'])} of {look.count(row['n_verbal'])}"


def _rank_range(row: SurvivalRow, look: Look) -> str:
    return f" ({row['rank_min']}{look.glyphs.to}{row['rank_max']} over all that was tried)"


def _survived(data: Survival, look: Look) -> Iterator[RenderableType]:
    """Yield the variants it survives and falls with; without a verdict, what each gives."""
    if data.row["verdict"] is None:
        for one in data.tried:
            yield flow([f"with {one['variant']}:", _found(one, look)], look, between=" ")
        return
    kept = [one for one in data.tried if one["survives"]]
    lost = [one for one in data.tried if one["survives"] is False]
    if kept:
        yield flow(
            [f"survives {first}" if at == 0 else first for at, first in _grouped(kept)], look
        )
    if lost:
        told = [f"{one['variant']} ({_found(one, look)})" for one in lost]
        yield flow([f"does not survive {told[0]}", *told[1:]], look)


def _grouped(variants: Sequence[VariantRow]) -> Iterator[tuple[int, str]]:
    """Yield “readings: low, high, kindest”, what is about one thing together."""
    for at, (about, several) in enumerate(groupby(variants, key=lambda one: one["about"])):
        yield at, f"{about}: " + ", ".join(one["variant"].split(": ", 1)[1] for one in several)


def _found(one: VariantRow, look: Look) -> str:
    if one["verdict"] is None:
        return "nothing is left"
    return f"{one['verdict']}, {look.score(one['brier'])}, n={look.count(one['n'])}"


def _notes(data: Survival, look: Look) -> Iterator[str]:
    """Yield which words are not covered, which hedges stay out, and what is not in the interval."""
    row = data.row
    for word in row["not_covered"]:
        phrase = f"{look.glyphs.opened}{word['phrase']}{look.glyphs.closed}"
        aside = "" if word["counts"] else ", which does not count"
        yield f"no lexicon covers {phrase} (claim {word['id']}{aside})"
    for one in data.variants:
        if one["note"]:
            yield f"hedges: {one['note']}"
    unsure = max((one["n_uncertain"] for one in data.tried), default=0)
    if unsure:
        yield f"deadlines: {plural(unsure, 'answer', look)} taken from what is on record so far"
    if row["n_verbal"] and (row["n_coders"] or 0) < 2:
        yield "one coder: the choice of coder is not in the interval"


def _judged(data: Survival, look: Look) -> Iterator[str]:
    """Yield the sentence: robust, or why not."""
    row, n = data.row, len(data.tried)
    bare = row["n_verbal"] - row["n_covered"]
    of_all = f"its words are not covered ({look.count(bare)} of {look.count(row['n_verbal'])})"
    if row["fails"]:
        yield f"Not robust: it falls with {len(row['fails'])} of {n} that touch it,"
        yield f"and {of_all}." if bare else "though every word is covered."
    elif bare:
        yield f"Survives all {n} that touch it; not robust: {of_all}."
    elif row["n_verbal"] and row["evidence"] == "list only":
        yield f"Survives all {n} that touch it, every word covered; a list only, so not robust."
    elif row["robust"]:
        yield f"Robust: the same under all {n} that touch it, every word covered."
    else:
        yield f"Survives all {n} that touch it; no words are in it."
