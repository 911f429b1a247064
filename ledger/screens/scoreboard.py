"""Who has been how good, and how certain that is: commentators by Brier score.

Invariant: an interval needs ten questions, a place in the order usable evidence (30 questions in
10 stories), and a place is an interval of ranks. Anonymous groups get neither, and simulated
forecasters stand apart from everybody real.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from unicodedata import normalize

from rich.console import RenderableType
from rich.text import Text

from ledger.screens.columns import Cell, Column, Row, column, lay_out
from ledger.screens.forest import BRIER, BRIER_WHOLE, Axis, Marks, bar, ruler
from ledger.screens.layout import framed, inside, sentence, stacked
from ledger.screens.look import Look
from ledger.screens.outside import shortened
from ledger.screens.rows import ScoreRow
from ledger.screens.words import ENOUGH, NO_CLAIMS, USABLE, has_interval, is_usable, plural

NOTHING = ("Nobody has a scored claim yet.", "`claims due` lists what waits for an answer.")
NAME = 64
"""Cells that a name may take before it is cut."""
WIDE = 80
"""From this width on the ends of an interval have a column of their own."""


@dataclass(frozen=True)
class Scoreboard:
    """The rows, one per commentator and probability source. `brief` is for the dashboard."""

    rows: Sequence[ScoreRow]
    title: str = "Commentators"
    brief: bool = False
    limit: int | None = None


def render(data: Scoreboard, look: Look) -> RenderableType:
    """Return the commentators in a frame."""
    if not any(row["n_resolved"] for row in data.rows):
        return framed(sentence(NOTHING if data.rows else NO_CLAIMS, inside(look)), data.title, look)
    axis, room = axis_for(data.rows), inside(look)
    columns, rows = _columns(data, axis, look), _blocks(data, axis, look)
    cells = [_fitted(row, data, look) for row in rows]
    table = lay_out(columns, cells, room, gap=2 if look.width >= (72 if data.brief else 100) else 1)
    return framed(table, data.title, look, _legend(data.rows, look))


def rankable(row: ScoreRow) -> bool:
    """Tell whether a row may stand in order of score."""
    return has_interval(row) and is_usable(row)


def axis_for(rows: Sequence[ScoreRow]) -> Axis:
    """Return the axis up to .4, or the whole one where somebody real lies beyond it."""
    real = (row for row in rows if has_interval(row) and not row["simulated"])
    worst = max((row["brier"] or 0.0 for row in real), default=0.0)
    return BRIER if worst <= BRIER.top else BRIER_WHOLE


def brier_ruler(axis: Axis, look: Look, least: int = 16) -> Column:
    """Return the column that Brier intervals are drawn in."""
    glyphs, top = look.glyphs, f"{axis.top:g}".removeprefix("0")
    told = [(0.0, f"0 better {glyphs.better}"), (axis.top, f"{glyphs.worse} worse {top}")]
    short, shortest = [(0.0, "0 best"), (axis.top, top)], [(0.0, "0"), (axis.top, top)]
    return Column(ruler(axis, told, short, shortest), least=least, most=look.width)


def brier_marks(row: ScoreRow) -> Marks:
    """Return what a row's interval shows."""
    return Marks(row["brier"], row["brier_lo"], row["brier_hi"])


@dataclass(frozen=True)
class _Line:
    """One line of the board, before it is known which columns are drawn."""

    name: Text
    claims: str = ""
    n: str = ""
    brier: str = ""
    span: str = ""
    bar: Cell | None = None
    bias: str = ""
    style: str = ""
    rank: str = ""


def _columns(data: Scoreboard, axis: Axis, look: Look) -> list[Column]:
    barred = any(map(has_interval, data.rows))
    spanned = barred and not data.brief and look.width >= WIDE
    return [
        *([column("rank", right=True)] if _has_ranks(data.rows) else []),
        Column(Text("commentator", "bold"), least=13, cut=data.brief),
        *([] if data.brief else [column("claims", right=True)]),
        column("n", right=True),
        column("Brier", right=True),
        *([column("95 %", right=True)] if spanned else []),
        *(
            [brier_ruler(axis, look, 12 if data.brief else 16), column("bias", right=True)]
            if barred
            else []
        ),
    ]


def _has_ranks(rows: Sequence[ScoreRow]) -> bool:
    return any(rankable(row) and row["rank_lo"] is not None for row in rows)


def _fitted(line: _Line, data: Scoreboard, look: Look) -> Row:
    """Return the cells of a line, its rank first where anybody has one."""
    first = [Text(line.rank, line.style)] if _has_ranks(data.rows) else []
    return [*first, *_scored(line, data, look)]


def _scored(line: _Line, data: Scoreboard, look: Look) -> Row:
    """Return the cells of a line; the interval's ends stand under it where it is narrow."""
    claims, n, brier, span, bias = (
        Text(text, line.style) for text in (line.claims, line.n, line.brier, line.span, line.bias)
    )
    if not any(map(has_interval, data.rows)):
        return [line.name, *([] if data.brief else [claims]), n, brier]
    if data.brief:
        return [line.name, n, brier, line.bar or Text(), bias]
    if look.width >= WIDE:
        return [line.name, claims, n, brier, span, line.bar or Text(), bias]
    return [line.name, claims, n, brier, _under(line.bar, span), bias]


def _under(drawn: Cell | None, span: Text) -> Cell:
    if drawn is None or isinstance(drawn, Text) or not span:
        return drawn or Text()
    return lambda width: stacked([drawn(width), span])


def _blocks(data: Scoreboard, axis: Axis, look: Look) -> list[_Line]:
    real = [row for row in data.rows if not row["simulated"]]
    simulated = [row for row in data.rows if row["simulated"]]
    heading = [_heading("simulated")] if simulated else []
    return [*_block(real, data, axis, look), *heading, *_block(simulated, data, axis, look)]


def _block(rows: Sequence[ScoreRow], data: Scoreboard, axis: Axis, look: Look) -> list[_Line]:
    tags = _tags(data.rows)
    ranked = sorted(filter(rankable, rows), key=_best_first)
    thin = sorted((row for row in rows if has_interval(row) and not rankable(row)), key=_key)
    unnamed = [row for row in rows if row["evidence"] != "list only" and row["kind"] == "anonymous"]
    few = [row for row in rows if row["evidence"] == "list only"]
    shown = ranked[: data.limit]
    lines = [_line(row, tags, bar(brier_marks(row), axis, look), look) for row in shown]
    lines += _more(ranked[len(shown) :], "below these", look)
    unranked = "no rank yet" if data.brief else f"no rank yet: under {USABLE}"
    lines += [_heading(unranked)] if thin else []
    lines += [_line(row, tags, bar(brier_marks(row), axis, look), look) for row in thin]
    ranked += thin
    why = f"n<{ENOUGH} each" if len(few) > 1 else f"n<{ENOUGH}"
    lines += _more(few, why, look) if ranked else _few(few, data, look)
    lines += [_heading("anonymous")] if unnamed else []
    apart = Text("not ranked", "dim")
    return lines + [_line(row, tags, apart, look) for row in sorted(unnamed, key=_key)]


def _few(rows: Sequence[ScoreRow], data: Scoreboard, look: Look) -> list[_Line]:
    """Name those who are scored, then those who spoke and are not; count the rest."""
    tags = _tags(data.rows)
    scored = sorted((row for row in rows if row["n_resolved"]), key=_key)
    heard = sorted((row for row in rows if row["n_claims"] and not row["n_resolved"]), key=_key)
    shown = [*scored, *heard][: 2 * data.limit if data.limit else None]
    rest = [row for row in rows if row not in shown]
    lines = [_line(row, tags, _unscored(row), look) for row in shown]
    return lines + _more(rest, "", look)


def _unscored(row: ScoreRow) -> Text:
    return Text() if row["n_resolved"] else Text(f"{row['n_claims']} not scored", "dim")


def _line(row: ScoreRow, tags: dict[str, str], drawn: Cell, look: Look) -> _Line:
    name = f"{row['commentator']}{tags.get(_source(row), '')}"
    shown = shortened(name, NAME, look)
    if row["simulated"]:
        shown = Text.assemble(("sim. ", "dim"), shown)
    return _Line(
        name=shown,
        claims=look.count(row["n_claims"]),
        n=look.count(row["n_resolved"]),
        brier=look.score(row["brier"]),
        span=look.span(row["brier_lo"], row["brier_hi"]) if has_interval(row) else "",
        bar=drawn,
        bias=look.points(row["calibration_in_large"]) if row["evidence"] != "list only" else "",
        rank=_rank(row, look),
    )


def _more(rows: Sequence[ScoreRow], why: str, look: Look) -> list[_Line]:
    if not rows:
        return []
    people = len({row["commentator_id"] for row in rows})
    claims = look.count(sum(row["n_claims"] for row in rows))
    n = look.count(sum(row["n_resolved"] for row in rows))
    unknown = look.glyphs.unknown
    name = Text(f"({plural(people, 'other', look)})", "dim")
    return [_Line(name, claims, n, unknown, unknown, Text(why, "dim"), unknown, "dim")]


def _heading(text: str) -> _Line:
    return _Line(Text(text, "bold dim"))


def _tags(rows: Sequence[ScoreRow]) -> dict[str, str]:
    """Tell the two rows of somebody apart who speaks both in numbers and in words."""
    seen = Counter(row["commentator_id"] for row in rows)
    words = {"numeric": " (numbers)", "verbal": " (words)"}
    return {
        _source(row): words.get(row["prob_source"], f" ({row['prob_source']})")
        for row in rows
        if seen[row["commentator_id"]] > 1
    }


def _source(row: ScoreRow) -> str:
    return f"{row['commentator_id']} {row['prob_source']}"


def _rank(row: ScoreRow, look: Look) -> str:
    """Write the places that somebody may have; alone, or without company, there are none."""
    lo, hi = row["rank_lo"], row["rank_hi"]
    if lo is None or hi is None or not rankable(row):
        return ""
    return f"{lo}" if lo == hi else f"{lo}{look.glyphs.to}{hi}"


def _best_first(row: ScoreRow) -> tuple[bool, float, tuple[str, str]]:
    """By how much better than the others on the same questions, shrunk; else by Brier score."""
    relative = row["rel_brier_shrunk"]
    score = row["brier"] if relative is None else relative
    return relative is None, (inf if score is None else score), _key(row)


def _key(row: ScoreRow) -> tuple[str, str]:
    plain = normalize("NFKD", row["commentator"]).encode("ascii", "ignore").decode()
    return plain.casefold() or row["commentator"], row["prob_source"]


def _legend(rows: Sequence[ScoreRow], look: Look) -> list[str]:
    ranked = [row for row in rows if has_interval(row)]
    grid, minus = look.glyphs.grid, look.glyphs.minus
    barred = [f"{grid} .25 = always saying 50 %", f"bias: said {minus} happened, points"]
    by_name = all(row["simulated"] for row in ranked)
    told = [f"by name: nobody has {ENOUGH} yet"] if by_name else []
    places = ["rank: against the others, 90 % of resampled stories"] if _has_ranks(rows) else []
    return [*told, *places, "n: scored", *(barred if ranked else [])]
