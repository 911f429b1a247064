"""The first look at a ledger: how much there is, how good it was, and what waits for an answer.

Invariant: what is left out is counted on the same screen, and simulated forecasters are in
panels of their own that say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rich.console import Group, RenderableType
from rich.table import Table

from ledger.screens import (
    answered,
    calibration,
    coverage,
    due,
    misses,
    scoreboard,
    spoken,
    square,
    times,
)
from ledger.screens.answered import Answered
from ledger.screens.calibration import TITLE, Calibration
from ledger.screens.due import Due
from ledger.screens.figures import Figures, figures
from ledger.screens.figures import spoken as figures_spoken
from ledger.screens.layout import flow, sentence
from ledger.screens.look import WIDE, Look
from ledger.screens.misses import Misses
from ledger.screens.outside import outside
from ledger.screens.rows import CalibrationRow, ClaimRow, CoverageRow, DueRow, ScoreRow
from ledger.screens.scoreboard import Scoreboard
from ledger.screens.words import (
    NO_CLAIMS,
    ONLY_OTHER_KINDS,
    USABLE,
    has_interval,
    is_usable,
    left_out,
    plural,
)
from ledger.visible import visible

MANY = 12
"""Rows of a list that the dashboard shows before it says how many more there are."""


@dataclass(frozen=True)
class Dashboard:
    """Everything on the dashboard. `due` holds every question that is due or soon will be."""

    title: Sequence[str] = ()
    note: str = ""
    everybody: ScoreRow | None = None
    intent: ScoreRow | None = None
    calibration: Sequence[CalibrationRow] = ()
    calibration_title: str = TITLE
    commentators: Sequence[ScoreRow] = ()
    answered: Sequence[ClaimRow] = ()
    due: Sequence[DueRow] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    panel: Calibration | None = None
    scope: str = ""
    warning: str = ""
    n_other_kinds: int = 0
    """How many claims are on questions that end in no yes or no."""
    coverage: CoverageRow | None = None
    """What became of everything that was collected."""
    misses: Sequence[ClaimRow] | None = None
    """Where it is about one commentator alone: where they were wrong, the latest first."""
    square: bool = False
    """Whether the bands are drawn on a square."""


def render(data: Dashboard, look: Look) -> RenderableType:
    """Return the whole dashboard; a ledger without claims gets a sentence instead."""
    if not _claims(data):
        nothing = ONLY_OTHER_KINDS if data.n_other_kinds else NO_CLAIMS
        return Group(*_heading(data, look), sentence(nothing, look))
    body = _beside(data, look) if look.width >= WIDE else _stacked(data, look)
    return Group(*_heading(data, look), _figures(data, look), *body, *_footer(data, look))


def told(data: Dashboard, look: Look) -> Iterator[str]:
    """Yield the same as sentences, one a figure; nothing is cut."""
    yield from (visible(line) for line in (*data.title, data.note, data.warning) if line)
    if not _claims(data):
        yield " ".join(ONLY_OTHER_KINDS if data.n_other_kinds else NO_CLAIMS)
        return
    yield from figures_spoken(_headline(data), look)
    yield from _bands_told(data, look)
    yield from spoken.scores(data.commentators, look)
    yield from spoken.misses(data.misses or (), look)
    yield from spoken.due(data.due, look)
    yield from _left_told(data, look)


def _bands_told(data: Dashboard, look: Look) -> Iterator[str]:
    if data.everybody and is_usable(data.everybody):
        yield from spoken.calibration(data.calibration, look)
    else:
        yield f"too little to compare what was said with what happened: that needs {USABLE}"
    if data.panel:
        yield f"{visible(data.panel.title)}, simulated:"
        yield from spoken.calibration(data.panel.rows, look)


def _left_told(data: Dashboard, look: Look) -> Iterator[str]:
    """Yield what stands under the panels, a sentence each."""
    rows = [row for row in (data.everybody, data.intent) if row]
    yield from spoken.timings(rows, look)
    covered = coverage.summary(data.coverage, look) if data.coverage else []
    for parts in (covered, left_out(data.counts, look)):
        if parts:
            yield ", ".join(parts)
    if data.scope:
        yield data.scope.replace(" · ", ", ")


def _heading(data: Dashboard, look: Look) -> Iterator[RenderableType]:
    for number, line in enumerate(data.title):
        yield outside(line, look, "" if number else "bold")
    if data.note:
        yield outside(data.note, look, "dim")
    yield from _times(data, look)
    if data.warning:
        yield outside(data.warning, look, "yellow")


def _times(data: Dashboard, look: Look) -> Iterator[RenderableType]:
    rows = [row for row in (data.everybody, data.intent) if row]
    n = sum(row["n_resolved"] for row in rows)
    if split := times.split(rows, look, f"times of all {look.count(n)} scored"):
        yield flow(split, look, style="dim")


def _claims(data: Dashboard) -> int:
    return sum(data.counts.values()) or (data.everybody["n_claims"] if data.everybody else 0)


def _figures(data: Dashboard, look: Look) -> RenderableType:
    return figures(_headline(data), look)


def _headline(data: Dashboard) -> Figures:
    waiting = [row["days_overdue"] for row in data.due if row["days_overdue"] >= 0]
    overdue = sum(1 for days in waiting if days > 0)
    return Figures(_claims(data), data.everybody, data.intent, len(waiting), overdue)


def _stacked(data: Dashboard, look: Look) -> Iterator[RenderableType]:
    yield _bands(data, look)
    yield _board(data, look)
    yield from _misses(data, look)
    yield from _answered(data, look)
    yield _due(data, look)
    yield from _panel(data, look)


def _beside(data: Dashboard, look: Look) -> Iterator[RenderableType]:
    left = replace(look, width=(look.width - 1) * 53 // 100)
    right = replace(look, width=look.width - 1 - left.width)
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=left.width)
    table.add_column(width=right.width)
    table.add_row(
        Group(_bands(data, left), *_panel(data, left)),
        Group(_board(data, right), *_misses(data, right), _due(data, right)),
    )
    yield table
    yield from _answered(data, look)


def _bands(data: Dashboard, look: Look) -> RenderableType:
    scores = [data.everybody] if data.everybody else []
    return _plotted(
        Calibration(data.calibration, data.calibration_title, scores=scores), data, look
    )


def _plotted(bands: Calibration, data: Dashboard, look: Look) -> RenderableType:
    """Return the bands on a square where it is asked for and there is enough, else as rows."""
    if data.square and any(map(is_usable, bands.scores)):
        return square.render(bands, look)
    return calibration.render(bands, look)


def _board(data: Dashboard, look: Look) -> RenderableType:
    return scoreboard.render(Scoreboard(data.commentators, brief=True, limit=MANY), look)


def _due(data: Dashboard, look: Look) -> RenderableType:
    return due.render(Due(data.due, limit=MANY // 2, brief=True), look)


def _misses(data: Dashboard, look: Look) -> Iterator[RenderableType]:
    if data.misses is not None:
        yield misses.render(Misses(data.misses), look)


def _answered(data: Dashboard, look: Look) -> Iterator[RenderableType]:
    if data.answered and data.misses is None and tells_each(data.commentators):
        yield answered.render(Answered(data.answered, limit=MANY), look)


def tells_each(commentators: Sequence[ScoreRow]) -> bool:
    """Say whether answered claims are told one by one: while nobody real has an interval."""
    return not any(has_interval(row) for row in commentators if not row["simulated"])


def _panel(data: Dashboard, look: Look) -> Iterator[RenderableType]:
    if data.panel:
        yield _plotted(data.panel, data, look)


def _footer(data: Dashboard, look: Look) -> Iterator[RenderableType]:
    if data.coverage and (covered := coverage.summary(data.coverage, look)):
        yield flow(covered, look, style="dim")
    away = left_out(data.counts, look)
    if away:
        yield flow([f"{part}," for part in away[:-1]] + away[-1:], look, between=" ", style="dim")
    if data.n_other_kinds:
        others = plural(data.n_other_kinds, "more claim", look)
        yield flow([f"{others} on options, numbers and days:", "claims help kinds"], look,
                   between=" ", style="dim")  # fmt: skip
    if data.scope:
        yield flow(data.scope.split(" · "), look, style="dim")
