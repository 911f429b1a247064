"""One commentator: the record, how it compares with what was said, and every claim.

Invariant: below ten resolved claims there is a list of claims and their answers, and no verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.screens import calibration, claims, misses, spoken, times
from ledger.screens.calibration import Calibration
from ledger.screens.columns import Row, column, lay_out
from ledger.screens.forest import bar
from ledger.screens.layout import flow, framed, inside, sentence
from ledger.screens.look import Look
from ledger.screens.outside import outside, shortened
from ledger.screens.rows import CalibrationRow, ClaimRow, ScoreRow
from ledger.screens.scoreboard import axis_for, brier_marks, brier_ruler
from ledger.screens.words import ENOUGH, has_interval, is_usable, plural
from ledger.visible import visible

SOURCES = {"numeric": "in numbers", "verbal": "in words", "pooled": "words and numbers together"}


NOTHING = ("No claim of theirs is on record.", "`claims list` shows everybody's.")


@dataclass(frozen=True)
class Person:
    """A commentator's rows: scores by probability source, bands, and claims."""

    name: str
    scores: Sequence[ScoreRow]
    calibration: Sequence[CalibrationRow] = ()
    claims: Sequence[ClaimRow] = ()
    note: str = ""
    misses: Sequence[ClaimRow] = ()


def render(data: Person, look: Look) -> RenderableType:
    """Return the record, the intervals where there is enough to draw them, and the claims."""
    return Group(*_parts(data, look))


def _parts(data: Person, look: Look) -> Iterator[RenderableType]:
    yield _name(data, look)
    if data.note:
        yield outside(data.note, look, "dim")
    for row in data.scores:
        yield flow(list(_record(row, look, named=len(data.scores) > 1)), look)
    if any(map(has_interval, data.scores)):
        yield _intervals(data.scores, look)
        if any(row["n"] for row in data.calibration):
            yield calibration.render(_bands(data), look)
    else:
        yield Text(_too_few(data), "dim")
    if data.misses:
        yield misses.render(misses.Misses(data.misses), look)
    yield Text()
    if data.claims:
        yield claims.render(claims.Claims(data.claims), look)
    else:
        yield sentence(NOTHING, look)


def told(data: Person, look: Look) -> Iterator[str]:
    """Yield the same as sentences, one a figure."""
    yield _name(data, look).plain
    if data.note:
        yield visible(data.note)
    for row in data.scores:
        yield f"{_source(row)}: {', '.join(_record(row, look, named=False))}"
    if any(map(has_interval, data.scores)):
        yield from spoken.scores(data.scores, look)
        if any(map(is_usable, data.scores)):
            yield from spoken.calibration(data.calibration, look)
    else:
        yield _too_few(data)
    yield from spoken.misses(data.misses, look)
    yield from spoken.claims(data.claims, look)


def _bands(data: Person) -> Calibration:
    source = data.calibration[0]["prob_source"]
    own = [row for row in data.scores if row["prob_source"] == source]
    return Calibration(data.calibration, scores=own)


def _name(data: Person, look: Look) -> Text:
    first = data.scores[0] if data.scores else None
    name = outside(data.name, look, "bold")
    if first and first["simulated"]:
        return name.append("  simulated, not a person", "yellow")
    return (
        name.append(f"  {visible(first['kind'])}", "dim")
        if first and first["kind"] != "person"
        else name
    )


def _record(row: ScoreRow, look: Look, *, named: bool) -> Iterator[str]:
    source = f"{_source(row)}: " if named else ""
    claimed = plural(row["n_claims"], "claim", look)
    resolved = f"{look.count(row['n_resolved'])} resolved"
    yield f"{source}{claimed}, {resolved} on {plural(row['n_questions'], 'question', look)}"
    if row["n_resolved"]:
        yield f"Brier {look.score(row['brier'])}"
        yield f"log score {look.score(row['log_clip_0_001'])}"
        said, came = look.percent(row["mean_p"]), look.percent(row["base_rate"])
        yield f"said {said} on average, {came} happened"
    if row["n_infinite"]:
        yield f"{look.count(row['n_infinite'])} gave no chance to what happened"
    yield from _beside(row, look)
    yield from times.split([row], look)
    if row["n_hedges"]:
        share = f"{look.count(row['n_hedges'])} of {look.count(row['n_in_words'])}"
        yield f"{share} in words were hedges ({look.percent(row['hedge_share'])})"
    if row["n_rejected"]:
        yield f"{plural(row['n_rejected'], 'statement', look)} set aside as no claim"


def _beside(row: ScoreRow, look: Look) -> Iterator[str]:
    """Tell how a record stands to the others', and to what luck alone would do to it."""
    if row["evidence"] == "list only":
        return
    if row["rel_brier"] is not None:
        span = look.signed_span(row["rel_brier_lo"], row["rel_brier_hi"])
        company = f"n={look.count(row['n_common'])}"
        beside = "against others on the same questions"
        yield f"{look.signed(row['rel_brier'])} ({span}, {company}) {beside}"
    if is_usable(row) and row["prob_source"] == "numeric" and row["mcb"] is not None:
        luck = f"luck alone: {look.score(row['mcb_null_mean'])} on average"
        p = f"p={look.p_value(row['mcb_p'])}, by story {look.p_value(row['mcb_p_stories'])}"
        yield f"miscalibration {look.score(row['mcb'])} ({luck}, {p})"


def _source(row: ScoreRow) -> str:
    return SOURCES.get(row["prob_source"], row["prob_source"])


def _too_few(data: Person) -> str:
    if any(row["kind"] == "anonymous" for row in data.scores):
        return "An anonymous group: listed, never ranked or judged."
    return f"Fewer than {ENOUGH} resolved: too few for intervals or a verdict. Judge by the claims."


def _intervals(rows: Sequence[ScoreRow], look: Look) -> RenderableType:
    axis, ranked = axis_for(rows), [row for row in rows if has_interval(row)]
    columns = [
        column("spoken"),
        column("n", right=True),
        column("Brier", right=True),
        column("95 %", right=True),
        brier_ruler(axis, look),
        column("bias", right=True),
    ]
    cells: list[Row] = [
        [
            shortened(_source(row).split(" together")[0], 20, look),
            Text(look.count(row["n_resolved"])),
            Text(look.score(row["brier"])),
            Text(look.span(row["brier_lo"], row["brier_hi"])),
            bar(brier_marks(row), axis, look),
            Text(look.points(row["calibration_in_large"])),
        ]
        for row in ranked
    ]
    legend = [f"{look.glyphs.grid} .25 = always saying 50 %"]
    return framed(
        lay_out(columns, cells, inside(look), gap=2 if look.width >= 100 else 1),
        "Brier score",
        look,
        legend,
    )
