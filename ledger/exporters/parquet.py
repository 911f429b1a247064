"""Parquet: typed columns, for data frames and archives."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import BinaryIO

from ledger.tables import Table


def write(table: Table, out: BinaryIO) -> None:
    """Write one Parquet file, zstd-compressed, rows in the table's order."""
    with tempfile.TemporaryDirectory(prefix="claims-") as folder:
        path = Path(folder) / "table.parquet"
        table.save_parquet(path)
        out.write(path.read_bytes())
