"""From what was collected to what is scored: at each step how much is left, and what was lost.

Invariant: every stage is the next one and the losses told between them; nothing is lost unsaid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.screens.columns import Row, column, lay_out
from ledger.screens.layout import flow, sentence
from ledger.screens.look import Look
from ledger.screens.outside import shortened
from ledger.screens.rows import CoverageRow, ReasonRow
from ledger.screens.words import plural

NOTHING = ("Nothing was collected yet.", "`claims add` logs a claim,", "`claims plan add` a plan.")

STAGES = (
    ("collected", "collected"),
    ("codable", "codable"),
    ("matured", "n_matured"),
    ("resolved", "n_resolved"),
    ("scored", "n_scored"),
)
"""What a stage is called, and its column."""

LOSSES: Mapping[str, Mapping[str, str]] = {
    "not codable": {
        "n_rejected": "set aside as no claim",
        "n_assertion": "of what is, no forecast",
        "n_hedge": "hedged",
        "n_bound": "only bounded",
        "n_unread": "not read yet",
        "n_unscorable_other": "without a probability for another reason",
    },
    "not matured": {
        "n_no_deadline": "without a deadline",
        "n_unmatured": "still to close",
    },
    "not resolved": {"n_unanswered": "closed and not answered"},
    "not scored": {
        "n_annulled": "annulled",
        "n_ambiguous": "ambiguous",
        "n_condition_unmet": "whose condition was not met",
        "n_late": "made too late",
        "n_untimely": "not recorded in time",
        "n_superseded": "not the one that counts",
        "n_left_out": "that cannot be placed in time",
    },
}
"""Between two stages: which columns are lost, and in which words."""

_PARTS = {"ad hoc": "ad hoc: no plan led to it", "everything": "everything"}
_LABEL = 14
_MANY = 12


@dataclass(frozen=True)
class Coverage:
    """The rows of `coverage`, and why statements were set aside."""

    rows: Sequence[CoverageRow]
    reasons: Sequence[ReasonRow] = ()


def render(data: Coverage, look: Look) -> RenderableType:
    """Return the stages of every part, and what was lost of the last of them."""
    if not any(row["collected"] for row in data.rows):
        return sentence(NOTHING, look)
    return Group(_stages(data.rows, look), Text(), _losses(data, look))


def summary(row: CoverageRow, look: Look) -> list[str]:
    """Return the stages in a line, with what was set aside; nothing where nothing is."""
    if not row["collected"]:
        return []
    told = [f"{look.count(count)} {name}" for name, count in _counts(row)]
    told[-1] += f"; {look.count(row['n_rejected'])} rejected"
    return told


def _counts(row: CoverageRow) -> Iterator[tuple[str, int]]:
    counts: dict[str, object] = {**row}
    for name, key in STAGES:
        yield name, int(str(counts[key]))


def _stages(rows: Sequence[CoverageRow], look: Look) -> RenderableType:
    columns = [column("from", least=12), *(column(name, right=True) for name, _ in STAGES)]
    return lay_out(columns, [_stage_row(row, look) for row in rows], look, ruled=True)


def _stage_row(row: CoverageRow, look: Look) -> Row:
    name = f"plan {row['plan']}" if row["plan"] else _PARTS.get(row["part"], row["part"])
    style = "bold" if row["part"] == "everything" else ""
    counts = [Text(look.count(count), style) for _, count in _counts(row)]
    return [shortened(name, 48, look, style), *counts]


def _losses(data: Coverage, look: Look) -> RenderableType:
    """Tell what everything lost, or the only part that is shown."""
    whole = next((row for row in data.rows if row["part"] == "everything"), data.rows[0])
    lines = [[Text(name, "dim"), told] for name, told in _told(whole, data.reasons, look)]
    if not lines:
        return Text("Nothing was lost on the way.", "dim")
    return lay_out([column("", right=True), column("", least=20)], lines, look)


def _told(row: CoverageRow, reasons: Sequence[ReasonRow], look: Look) -> Iterator[tuple[str, Text]]:
    counts: dict[str, object] = {**row}
    for name, lost in LOSSES.items():
        parts = [
            f"{look.count(int(str(counts[key])))} {words}"
            for key, words in lost.items()
            if counts[key]
        ]
        if parts:
            yield name, _flow(parts, look)
    if reasons:
        shown = [_reason(reason, look) for reason in reasons[:_MANY]]
        more = len(reasons) - _MANY
        yield "set aside", _flow(shown + ([plural(more, "more reason", look)] * (more > 0)), look)


def _reason(row: ReasonRow, look: Look) -> str:
    return f"{look.count(row['n'])} {shortened(row['reason'], 60, look).plain}"


def _flow(parts: Sequence[str], look: Look) -> Text:
    return flow(parts, Look(look.width - _LABEL, look.ascii))
