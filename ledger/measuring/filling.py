"""Figures put where the views of a session read them, measured at most once of the same facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.progress import doing
from ledger.readmodel.queries import MORE_THAN_A_LIST, reads

if TYPE_CHECKING:
    from ledger.readmodel.session import Asked, Session

Known = dict[tuple[str, "Asked", tuple[int, str]], tuple[str, list[list[object]]]]
"""What was measured: by the table of figures, what was asked, and the end of the log."""


def measure_for(session: Session, query: str, asked: Asked, known: Known | None = None) -> None:
    """Measure what a query will read and sums alone cannot tell; nothing for most queries.

    What is in `known` already, of the same facts, is taken from there.
    """
    known = {} if known is None else known
    if reads(query, "sensitivity"):
        _fill("sensitivity", session, asked, known)
    tables = [name for name in ("scoreboard", "calibration") if reads(query, name)]
    if not tables:
        return
    session.work_out("claim_figures")
    if asked.shown_only and not session.rows(MORE_THAN_A_LIST):
        return
    for name in tables:
        _fill(name, session, asked, known)


def _fill(name: str, session: Session, asked: Asked, known: Known) -> None:
    at = session.at()
    if (name, asked, at) not in known:
        known[name, asked, at] = _measured(name, session, asked)
    session.fill(*known[name, asked, at])


def _measured(table: str, session: Session, asked: Asked) -> tuple[str, list[list[object]]]:
    """Return which table a view of figures reads, and its rows."""
    with doing("drawing intervals" if table != "sensitivity" else "counting in other ways"):
        return _figures(table, session, asked)


def _figures(table: str, session: Session, asked: Asked) -> tuple[str, list[list[object]]]:
    from ledger.measuring.bins import measured_bins
    from ledger.measuring.figures import measured
    from ledger.measuring.sensitivity import sensitivity

    if table == "sensitivity":
        rows = sensitivity(session, asked).variants
        return table, [list(row.values()) for row in rows]
    if table == "scoreboard":
        return "measured", measured(session, asked)
    return "measured_bins", measured_bins(session, asked)
