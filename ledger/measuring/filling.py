"""Figures put where the views of a session read them, measured at most once of the same facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ledger.progress import doing
from ledger.readmodel.queries import MORE_THAN_A_LIST, reads
from ledger.readmodel.remembered import Remembered

if TYPE_CHECKING:
    from ledger.readmodel.session import Asked, Session

Known = dict[tuple[str, "Asked", tuple[int, str]], tuple[str, list[list[object]]]]
"""What was measured: by the table of figures, what was asked, and the end of the log."""


@dataclass(frozen=True)
class Before:
    """What was measured before: whole tables in this process, figures of groups on disk."""

    tables: Known = field(default_factory=dict)
    figures: Remembered = field(default_factory=Remembered)


def measure_for(session: Session, query: str, asked: Asked, before: Before | None = None) -> None:
    """Measure what a query will read and sums alone cannot tell; nothing for most queries.

    What was measured before, of the same facts, is taken from there.
    """
    before = before or Before()
    if reads(query, "sensitivity"):
        _fill("sensitivity", session, asked, before)
    tables = [name for name in ("scoreboard", "calibration") if reads(query, name)]
    if not tables:
        return
    session.work_out("claim_figures")
    if asked.shown_only and not session.rows(MORE_THAN_A_LIST):
        return
    for name in tables:
        _fill(name, session, asked, before)
    before.figures.save()


def _fill(name: str, session: Session, asked: Asked, before: Before) -> None:
    at, known = session.at(), before.tables
    if (name, asked, at) not in known:
        known[name, asked, at] = _measured(name, session, asked, before.figures)
    session.fill(*known[name, asked, at])


def _measured(
    table: str, session: Session, asked: Asked, figures: Remembered
) -> tuple[str, list[list[object]]]:
    """Return which table a view of figures reads, and its rows."""
    with doing("drawing intervals" if table != "sensitivity" else "counting in other ways"):
        return _figures(table, session, asked, figures)


def _figures(
    table: str, session: Session, asked: Asked, kept: Remembered
) -> tuple[str, list[list[object]]]:
    from ledger.measuring.bins import measured_bins
    from ledger.measuring.figures import measured
    from ledger.measuring.sensitivity import sensitivity

    if table == "sensitivity":
        rows = sensitivity(session, asked).variants
        return table, [list(row.values()) for row in rows]
    if table == "scoreboard":
        return "measured", measured(session, asked, kept)
    return "measured_bins", measured_bins(session, asked, kept)
