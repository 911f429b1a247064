"""The headline figures: claims, resolved, due, the Brier score, and how far beside it lay.

Invariant: the score stands beside its n, and has no interval where ten are not resolved.
Forecasts are the figures; promises and threats stand under them, never mixed in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ledger.screens.layout import flow, framed, inside
from ledger.screens.look import Look
from ledger.screens.rows import ScoreRow
from ledger.screens.words import plural

ROOMY = 76
"""From this width on the bias has a column of its own."""


@dataclass(frozen=True)
class Figures:
    """The counts, everybody's score, and the score of intent that stands beside it."""

    n_claims: int
    everybody: ScoreRow | None
    intent: ScoreRow | None
    n_due: int
    n_overdue: int


def figures(data: Figures, look: Look) -> RenderableType:
    """Return four figures in a frame, and a smaller line about intent."""
    room = inside(look)
    table = Table.grid(expand=False)
    columns = [_claims(data, look), _resolved(data, look), _due(data, look), _brier(data, look)]
    columns += [_bias(data.everybody, look)] if look.width >= ROOMY else []
    for _ in columns:
        table.add_column(width=room.width // len(columns), justify="center")
    for line in zip(*columns, strict=True):
        table.add_row(*line)
    narrow = [] if look.width >= ROOMY else [_centred(_bias_told(data.everybody, look), room)]
    beside = [_centred(list(_intent(data.intent, look)), room)] if data.intent else []
    return framed(Group(table, *(line for line in narrow if line), *beside), "", look)


def spoken(data: Figures, look: Look) -> Iterator[str]:
    """Yield the same as sentences, one a figure."""
    for lines in (_claims, _resolved, _due, _brier):
        number, noun, more = (part.plain for part in lines(data, look))
        yield f"{number} {noun}, {more}" if more else f"{number} {noun}"
    yield from _bias_told(data.everybody, look)
    if data.intent:
        yield ", ".join(_intent(data.intent, look))


def _centred(parts: Sequence[str], look: Look) -> Text:
    line = flow(parts, look, style="dim")
    line.justify = "center"
    return line


def _claims(data: Figures, look: Look) -> Sequence[Text]:
    return _figure(look.count(data.n_claims), _noun(data.n_claims, "claim"), "")


def _resolved(data: Figures, look: Look) -> Sequence[Text]:
    n = data.everybody["n_resolved"] if data.everybody else 0
    share = n / data.n_claims if data.n_claims else None
    return _figure(look.count(n), "resolved", look.percent(share))


def _due(data: Figures, look: Look) -> Sequence[Text]:
    overdue = f"{look.count(data.n_overdue)} overdue" if data.n_overdue else "none overdue"
    return _figure(look.count(data.n_due), "due now", overdue, "yellow" if data.n_due else "cyan")


def _brier(data: Figures, look: Look) -> Sequence[Text]:
    row = data.everybody
    if not row or not row["n_resolved"]:
        return _figure(look.glyphs.unknown, "Brier", "n=0")
    return _figure(
        look.score(row["brier"]), f"Brier, n={look.count(row['n_resolved'])}", interval(row, look)
    )


def _bias(row: ScoreRow | None, look: Look) -> Sequence[Text]:
    if not row or row["calibration_in_large"] is None:
        return _figure(look.glyphs.unknown, "bias", "")
    said, came = look.percent(row["mean_p"]), look.percent(row["base_rate"])
    points = f"{look.points(row['calibration_in_large'])} pts"
    return _figure(points, f"bias: said {said}", f"happened {came}")


def _bias_told(row: ScoreRow | None, look: Look) -> list[str]:
    if not row or row["calibration_in_large"] is None:
        return []
    said, came = look.percent(row["mean_p"]), look.percent(row["base_rate"])
    points = look.points(row["calibration_in_large"])
    return [f"bias {points} points: said {said}, {came} happened"]


def interval(row: ScoreRow, look: Look) -> str:
    """Write the 95 % interval as ± where it is even, else as its two ends."""
    middle, lo, hi = row["brier"], row["brier_lo"], row["brier_hi"]
    if row["evidence"] == "list only":
        return "too few yet"
    if middle is None or lo is None or hi is None:
        return ""
    even = abs((hi - middle) - (middle - lo)) < 0.0005
    return f"{look.glyphs.plus_minus}{look.score(hi - middle)}" if even else look.span(lo, hi)


def _intent(row: ScoreRow, look: Look) -> Iterator[str]:
    yield f"promises and threats: {plural(row['n_claims'], 'claim', look)}"
    share = look.percent(row["n_resolved"] / row["n_claims"]) if row["n_claims"] else ""
    yield f"{look.count(row['n_resolved'])} resolved ({share})" if share else "none resolved"
    if row["n_resolved"]:
        yield f"Brier {look.score(row['brier'])}, n={look.count(row['n_resolved'])}"


def _figure(number: str, noun: str, more: str, style: str = "cyan") -> Sequence[Text]:
    return Text(number, f"bold {style}"), Text(noun), Text(more, "dim")


def _noun(n: int, noun: str) -> str:
    return noun if n == 1 else f"{noun}s"
