"""The shelf of importers: bytes in, commands and refusals out. Nothing here decides or stores.

To add one: a module with ``read(file, content, options)``, and its line in `IMPORTERS`; if its
files are rows of forecasts, a `Table`, and its line in `TABLES`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from ledger.errors import Unreadable
from ledger.importers import article, forecasts
from ledger.importers.forecasts import Forecasts
from ledger.importers.found import Found, Options
from ledger.importers.json_lines import JsonLines
from ledger.importers.parquet import ParquetTable
from ledger.importers.tables import CsvTable, Table

TABLES: dict[str, Callable[[BinaryIO], Table]] = {
    "forecasts": CsvTable,
    "jsonl": JsonLines,
    "parquet": ParquetTable,
}
"""Rows of forecasts, by the name that ``--format`` takes."""


def _rows(name: str) -> Callable[[str, bytes, Options], Found]:
    return lambda file, content, options: forecasts.read_table(file, content, options, TABLES[name])


IMPORTERS: dict[str, Callable[[str, bytes, Options], Found]] = {
    "article": article.read,
    **{name: _rows(name) for name in TABLES},
}
"""By the name that ``--format`` takes."""

_ENDINGS = {
    ".toml": "article",
    ".csv": "forecasts",
    ".jsonl": "jsonl",
    ".parquet": "parquet",
}


def read_file(file: str, content: bytes, options: Options, form: str | None = None) -> Found:
    """Read one file with the importer that `form` names, or else its ending; raise `Unreadable`."""
    return IMPORTERS[form_of(file, form)](file, content, options)


def open_rows(file: str, content: BinaryIO, options: Options, form: str) -> Forecasts:
    """Return a file of forecasts, of one of the forms of `TABLES`, to be gone through."""
    return Forecasts(file, TABLES[form](content), options)


def form_of(file: str, form: str | None = None) -> str:
    """Return the importer that `form` names, or else the file's ending; raise `Unreadable`."""
    ending = "." + file.rpartition(".")[2].lower()
    chosen = form or _ENDINGS.get(ending)
    if chosen not in IMPORTERS:
        known = ", ".join(f"{name} ({one})" for one, name in _ENDINGS.items())
        raise Unreadable(
            f"it is not clear how to read {file}", f"name it with --format; there are {known}"
        )
    return chosen
