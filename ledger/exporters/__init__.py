"""The shelf of exporters: a table in, bytes out. Nothing here computes a figure.

To add one: a module with ``write(table, out)`` that returns how many rows it wrote and never has
all of them in memory, and its line in `EXPORTERS`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from ledger.exporters import delimited, json_lines, json_list, markdown, parquet
from ledger.tables import Table

EXPORTERS: dict[str, Callable[[Table, BinaryIO], int]] = {
    "csv": delimited.write_csv,
    "tsv": delimited.write_tsv,
    "json": json_list.write,
    "jsonl": json_lines.write,
    "parquet": parquet.write,
    "md": markdown.write,
}
"""By the name that ``--format`` takes. A data file holds only data: no position, no day."""

RAW: dict[str, Callable[[Table, BinaryIO], int]] = {
    "csv": delimited.write_raw_csv,
    "tsv": delimited.write_raw_tsv,
}
"""What ``--raw`` writes: text to the letter, for programs."""


def write_file(table: Table, form: str, path: Path, *, raw: bool = False) -> int:
    """Write a table to a file that is there and empty; return how many rows it has."""
    if form == "parquet":
        return table.save_parquet(path)
    with path.open("wb") as out:
        return (RAW if raw else EXPORTERS)[form](table, out)


_TEXT = {"csv": "formula-safe", "tsv": "formula-safe", "md": "escaped"}


def text_form(form: str, *, raw: bool = False) -> str:
    """Say how text is written: ``raw`` (to the letter), ``formula-safe`` or ``escaped``."""
    return "raw" if raw else _TEXT.get(form, "raw")
