"""Forecasts as Parquet: the columns of the CSV, of whatever types; a row is told by its number.

Invariant: a value is read as the text that the CSV would hold: a day or a moment as ISO 8601, a
truth as 1 or 0 where it is an outcome; nothing for null. Only a few rows are in memory.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ledger.errors import Malformed
from ledger.importers.tables import FIRST, Line, stamp_of
from ledger.strict import digest_of

if TYPE_CHECKING:
    import duckdb

_AT_ONCE = 2_000
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "200MB",
    "threads": 1,
}
_PATTERN = set("*?[")


class ParquetTable:
    """A Parquet file."""

    begin = "give it"

    def __init__(self, file: BinaryIO) -> None:
        """Take an open file; it stays open."""
        self._file = file
        self._columns: dict[str, str] = {}

    def stamp(self) -> tuple[int, int] | None:
        """Return what changes when somebody writes to the file; None where nobody can."""
        return stamp_of(self._file)

    def check(self) -> str:
        """Return the file's SHA-256; raise `Malformed` for one that is no Parquet."""
        with self._opened() as connection:
            names = connection.execute("describe select * from rows").fetchall()
            self._columns = {name: _as_text(connection, name, kind) for name, kind, *_ in names}
        return digest_of(self._file)

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [name.strip() for name in self._columns]

    def scan(self) -> Iterator[tuple[int, str, Sequence[str]]]:
        """Yield each row's number and external_id."""
        known = [name for name in self._columns if name.strip() == FIRST]
        for number, (external_id,) in self._read([self._columns[one] for one in known] or ["''"]):
            yield number, external_id.strip(), ()

    def rows(self) -> Iterator[Line]:
        """Yield the rows."""
        for number, cells in self._read([*self._columns.values()]):
            yield number, list(cells)

    def _read(self, columns: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
        with self._opened() as connection:
            connection.execute(f"select {', '.join(columns)} from rows")  # noqa: S608 quoted names
            number = 0
            while page := connection.fetchmany(_AT_ONCE):
                for cells in page:
                    number += 1
                    yield number, cells

    @contextmanager
    def _opened(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open the file as the view `rows`; what cannot be read of it is `Malformed`."""
        import duckdb

        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            path = str(self._named(Path(folder)))
            with closing(duckdb.connect(config=_SETTINGS)) as connection:
                try:
                    connection.execute("set enable_progress_bar = false")
                    quoted = path.replace("'", "''")
                    connection.execute(f"create view rows as from read_parquet('{quoted}')")
                    yield connection
                except duckdb.Error as error:
                    said = str(error).partition("\n")[0].partition(": ")[2] or "it is damaged"
                    raise Malformed(
                        1, f"it is not Parquet that can be read: {said[:200]}", "write it anew"
                    ) from None

    def _named(self, folder: Path) -> Path:
        """Return a name of the file that is no pattern."""
        name = getattr(self._file, "name", None)
        if isinstance(name, str) and not _PATTERN & set(name):
            return Path(name).absolute()
        path = folder / "rows.parquet"
        if isinstance(name, str):
            with suppress(OSError):
                path.symlink_to(Path(name).absolute())
                return path
        self._file.seek(0)
        with path.open("wb") as copy:
            shutil.copyfileobj(self._file, copy)
        return path


def _as_text(connection: duckdb.DuckDBPyConnection, name: str, kind: str) -> str:
    """Return the expression that makes a column's values the text of a CSV."""
    column = '"' + name.replace('"', '""') + '"'
    return f"coalesce({_expression(connection, column, name.strip(), kind.upper())}, '')"


def _expression(connection: duckdb.DuckDBPyConnection, column: str, name: str, kind: str) -> str:
    if kind.startswith("TIMESTAMP"):
        moment = f"make_timestamp(epoch_us({column}))" if "ZONE" in kind else f"{column}::timestamp"
        query = f"select bool_and({moment} = date_trunc('day', {moment})) from rows"  # noqa: S608 quoted names
        [days] = connection.execute(query).fetchone() or [True]
        form = "%Y-%m-%d" if days and "ZONE" not in kind else "%Y-%m-%dT%H:%M:%S.%fZ"
        return f"strftime({moment}, '{form}')"
    if name == "outcome" and kind in {"BOOLEAN", "DOUBLE", "FLOAT"}:
        whole = f"{column}::double in (0, 1)"
        return f"case when {whole} then {column}::int::varchar else {column}::varchar end"
    if kind == "VARCHAR[]":
        return f"array_to_string({column}, '; ')"
    if kind == "BLOB":
        return f"decode({column})"
    return f"{column}::varchar"
