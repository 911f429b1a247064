"""When they said so much, how often did it happen? Ten bands, one row each.

Invariant: once the evidence is usable every band is shown, empty ones too, each with its n. A
verdict needs ten questions, an interval (by story) that excludes what was said, and that it was
said in a number: of a coder's reading of words it would hold for that reading alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.screens import times
from ledger.screens.columns import Column, Row, column, lay_out
from ledger.screens.forest import SHARES, Marks, bar, ruler
from ledger.screens.layout import flow, framed, inside, sentence
from ledger.screens.look import Look
from ledger.screens.outside import outside
from ledger.screens.rows import CalibrationRow, ScoreRow
from ledger.screens.words import ENOUGH, USABLE, is_usable, plural

TITLE = "When they said …, how often did it happen?"
STYLES = {"too sure": "yellow", "too unsure": "magenta", "": "cyan"}
NOTHING = (
    "Nothing is answered and scored yet, so there is nothing to compare.",
    "`claims due` lists what waits for an answer.",
)
LABELS = [(0.0, "0 %"), (0.25, "25"), (0.5, "50"), (0.75, "75"), (1.0, "100 %")]
FEWER = [(0.0, "0 %"), (0.5, "50"), (1.0, "100 %")]


@dataclass(frozen=True)
class Calibration:
    """Ten bands, what they are of, and how its recording stands to the answers."""

    rows: Sequence[CalibrationRow]
    title: str = TITLE
    note: str = ""
    scores: Sequence[ScoreRow] = ()


def render(data: Calibration, look: Look) -> RenderableType:
    """Return the bands in a frame."""
    total = sum(row["n"] for row in data.rows)
    room = inside(look)
    note = [outside(data.note, look, "dim")] if data.note else []
    title = data.title.replace("…", look.glyphs.ellipsis)
    if not total:
        return framed(Group(*note, sentence(NOTHING, room)), title, look)
    if not any(map(is_usable, data.scores)):
        return framed(Group(*note, sentence(_too_little(data.scores, look), room)), title, look)
    split = times.split(data.scores, look)
    told = [flow(split, room, style="dim")] if split else []
    return framed(Group(*note, bands(data.rows, room), *told), title, look, _legend(total, look))


def _too_little(scores: Sequence[ScoreRow], look: Look) -> Sequence[str]:
    questions = max((row["n_questions"] for row in scores), default=0)
    stories = max((row["n_stories"] for row in scores), default=0)
    told = f"{look.count(stories)} {'story' if stories == 1 else 'stories'}"
    so_far = f"{plural(questions, 'question', look)} in {told}"
    return (f"Bands need {USABLE};", f"so far {so_far} are answered and scored.")


def bands(rows: Sequence[CalibrationRow], look: Look) -> RenderableType:
    """Return the bands without a frame."""
    columns = [
        column("said", right=True),
        column("happened", right=True),
        Column(ruler(SHARES, LABELS, FEWER), least=20, most=look.width),
        column("n", right=True),
        Column(Text(" " * len("too unsure"))),
    ]
    return lay_out(columns, [_band(row, look) for row in rows], look)


def verdict(row: CalibrationRow) -> str:
    """Return the word for a band whose interval excludes what was said.

    Too sure: it came out nearer to even, or on the other side of it, than was said.
    """
    said, freq, lo, hi = row["mean_p"], row["freq"], row["interval_lo"], row["interval_hi"]
    if row["prob_source"] != "numeric" or row["n_questions"] < ENOUGH:
        return ""
    if said is None or freq is None or lo is None or hi is None:
        return ""
    if lo <= said <= hi:
        return ""
    leaning = (said > 0.5) - (said < 0.5)
    return "too sure" if (freq - said) * leaning < 0 else "too unsure"


def _band(row: CalibrationRow, look: Look) -> Row:
    word, few = verdict(row), row["n_questions"] < ENOUGH
    style = STYLES[word]
    marks = Marks(row["freq"], row["interval_lo"], row["interval_hi"], row["mean_p"], style, few)
    return [
        _said(row, look),
        Text(look.percent(row["freq"]), "dim" if few else style),
        bar(marks, SHARES, look),
        Text(look.count(row["n"]), "dim" if few else ""),
        Text(word, style),
    ]


def _said(row: CalibrationRow, look: Look) -> Text:
    if row["mean_p"] is not None:
        return Text(look.percent(row["mean_p"]))
    band = f"{round(row['lo'] * 100)}{look.glyphs.to}{round(row['hi'] * 100)} %"
    return Text(band, "dim")


def _legend(total: int, look: Look) -> list[str]:
    glyphs = look.glyphs
    return [
        f"{glyphs.dot} happened",
        f"{glyphs.said} said",
        f"{glyphs.line} 95 % interval",
        f"n={look.count(total)}",
    ]
