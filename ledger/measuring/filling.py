"""Figures put where the views of a session read them, measured at most once of the same facts."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING

from ledger.aside import Aside
from ledger.progress import doing
from ledger.readmodel.queries import MORE_THAN_A_LIST, reads
from ledger.readmodel.remembered import Remembered
from ledger.readmodel.worked_out import in_less

if TYPE_CHECKING:
    from ledger.readmodel.session import Asked, Session

Row = list[object]
_TOGETHER = 1_000
"""Rows that are packed together."""
_HELD = 10
"""Of these, how many stay in memory."""


class Packed:
    """Rows, held in a fifth of the memory that they would take as objects; very many, in a file."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Take the rows as they come."""
        coming = iter(rows)
        self._first: list[bytes] = []
        self._rest = Aside[bytes]()
        while some := list(islice(coming, _TOGETHER)):
            if len(self._first) < _HELD:
                self._first.append(pickle.dumps(some))
            else:
                self._rest.put([pickle.dumps(some)])

    def __iter__(self) -> Iterator[list[Row]]:
        """Yield the rows in batches."""
        for batch in chain(self._first, chain.from_iterable(self._rest.batches())):
            # Written by this process, into its own memory or a file that no other can open.
            yield pickle.loads(batch)  # noqa: S301


Known = dict[tuple[str, "Asked", tuple[int, str]], tuple[str, Packed]]
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
    if "calibration" in tables:
        session.work_out("bin_stories")
    before.figures.save()


def _fill(name: str, session: Session, asked: Asked, before: Before) -> None:
    at, known = session.at(), before.tables
    if (name, asked, at) not in known:
        with doing("drawing intervals" if name != "sensitivity" else "counting in other ways"):
            known[name, asked, at] = _packed(name, session, asked, before.figures)
    table, packed = known[name, asked, at]
    session.fill(table, packed)


def _packed(name: str, session: Session, asked: Asked, kept: Remembered) -> tuple[str, Packed]:
    """Return what a view of figures reads; bins are measured beside less of the database."""
    import duckdb

    def packed() -> tuple[str, Packed]:
        table, rows = _figures(name, session, asked, kept)
        return table, Packed(rows)

    if name == "calibration":
        with suppress(duckdb.OutOfMemoryException), in_less(session.connection):
            return packed()
    return packed()


def _figures(
    table: str, session: Session, asked: Asked, kept: Remembered
) -> tuple[str, Iterable[Row]]:
    """Return which table a view of figures reads, and its rows."""
    from ledger.measuring.bins import measured_bins
    from ledger.measuring.figures import measured
    from ledger.measuring.sensitivity import sensitivity

    if table == "sensitivity":
        rows = sensitivity(session, asked).variants
        return table, [list(row.values()) for row in rows]
    if table == "scoreboard":
        return "measured", measured(session, asked, kept)
    return "measured_bins", measured_bins(session, asked, kept)
