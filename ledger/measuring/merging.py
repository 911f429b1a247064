"""Cells of several ledgers, added up, and the figures that follow from them alone.

Invariant: the figures are those of the shipped views, which read the merged cells in place of a
ledger's own; so they are to the last digit what one ledger with all the claims would show.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from ledger.measuring import WEIGHING
from ledger.measuring.merging_columns import CALIBRATION, SCOREBOARD
from ledger.readmodel import queries_cells
from ledger.readmodel.cell_files import EVERY_CLASS, CellFile, Origin, load, opened, together
from ledger.readmodel.queries import TABLES
from ledger.readmodel.session import Asked, Session
from ledger.scoring.isotonic import corp_of_cells

if TYPE_CHECKING:
    from ledger.readmodel.session import Rows

Done = TypeVar("Done")

_CORP = ("mcb", "dsc", "mcb_log", "dsc_log", "unc_log")


class Merged:
    """Cells added up, to be asked as a ledger is."""

    def __init__(self, session: Session, files: Sequence[CellFile], origin: Origin) -> None:
        """Take a session in which the cells stand where the views read them."""
        self._session = session
        self.files = files
        self.origin = origin

    def scoreboard(self) -> Rows:
        """Return the scoreboard by commentator, as far as it follows from cells."""
        rows = self._session.rows(queries_cells.SCOREBOARD)
        return [{name: row[name] for name in SCOREBOARD} for row in rows]

    def calibration(self) -> Rows:
        """Return the ten bins by commentator, as far as they follow from cells."""
        rows = self._session.rows(TABLES["calibration"])
        return [{name: row[name] for name in CALIBRATION} for row in rows]

    def ask(
        self, query: str, parameters: Sequence[object] = (), asked: Asked | None = None
    ) -> Rows:
        """Return the rows of a query; what is asked of cells was settled when they were made."""
        del asked
        return self._session.rows(query, parameters or None)

    def look(
        self, work: Callable[[Session], Done], asked: Asked | None = None, reading: str = ""
    ) -> Done:
        """Return what `work` makes of the session."""
        del asked, reading
        return work(self._session)

    @contextmanager
    def session(self, asked: Asked | None = None) -> Iterator[Session]:
        """Hand out the session."""
        del asked
        yield self._session

    @contextmanager
    def asking(self, query: str, asked: Asked | None = None) -> Iterator[Session]:
        """Hand out the session: what a query of cells reads is there."""
        del query, asked
        yield self._session


@contextmanager
def merged(paths: Sequence[Path]) -> Iterator[Merged]:
    """Add the cells of some files up; raise `Unreadable` for what is not cells of one question."""
    import duckdb

    from ledger.readmodel.blank import begin
    from ledger.readmodel.cache import attach

    with duckdb.connect() as connection:
        files = [opened(connection, path) for path in paths]
    origin = together(files)
    with tempfile.TemporaryDirectory(prefix="claims-") as folder:
        blank = Path(folder) / "blank.duckdb"
        begin(blank).close()
        with Session(attach(blank), _asked(origin)) as session:
            load(session.connection, files)
            session.fill("measured", [_measured(session, origin)])
            yield Merged(session, files, origin)


def _asked(origin: Origin) -> Asked:
    counted = origin.counted
    return Asked(
        as_of_day=date.fromisoformat(counted.as_of_day),
        claim_kind=counted.kind,
        pooled=counted.pooled,
        matured_only=counted.matured_only,
        include_early=counted.include_early,
        include_untimely=counted.times == EVERY_CLASS,
        scope=counted.scope,
        horizon_days=counted.horizon_days,
    )


def _measured(session: Session, origin: Origin) -> list[list[object]]:
    """Return rows of the table `measured`: of each group what isotonic regression makes of it."""
    if origin.counted.scope in WEIGHING:
        return []
    names = session.columns("from measured")
    found = session.connection.execute(queries_cells.COUNTS).fetchall()
    rows = []
    for (group_id, prob_source), cells in groupby(found, key=lambda cell: cell[:2]):
        held = np.array([cell[2:] for cell in cells], dtype=np.int64)
        figures = {"group_id": group_id, "prob_source": prob_source, **_corp(*held.T)}
        rows.append([figures.get(name) for name in names])
    return rows


def _corp(
    p_ppb: np.typing.NDArray[np.int64], *counted: np.typing.NDArray[np.int64]
) -> dict[str, object]:
    """Return the decomposition of cells: their probabilities, numbers of claims, and outcomes."""
    n, y = counted
    stated, place = np.unique(p_ppb, return_inverse=True)
    claims = np.bincount(place, weights=n).astype(np.float64)
    hits = np.bincount(place, weights=n * y).astype(np.float64)
    found = corp_of_cells(stated / 1e9, claims, hits)
    return {name: getattr(found, name) for name in _CORP}
