"""Comma- and tab-separated values: UTF-8, a header, RFC 4180 quoting, line feeds."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from ledger.app import Table
from ledger.exporters.values import flat


def write_csv(table: Table, out: BinaryIO) -> None:
    """Write comma-separated values; what holds a comma, quote or line end is quoted."""
    _write(table, out, ",")


def write_tsv(table: Table, out: BinaryIO) -> None:
    """Write tab-separated values; what holds a tab, quote or line end is quoted."""
    _write(table, out, "\t")


def _write(table: Table, out: BinaryIO, separator: str) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    rows = csv.writer(text, delimiter=separator, lineterminator="\n")
    rows.writerow(table.columns())
    for row in table.rows():
        rows.writerow(map(flat, row.values()))
    text.detach()
