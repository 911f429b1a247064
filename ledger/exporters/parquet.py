"""Parquet: typed columns, for data frames and archives."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from ledger.tables import Table


def write(table: Table, out: BinaryIO) -> int:
    """Write one Parquet file, zstd-compressed, rows in the table's order."""
    with tempfile.TemporaryDirectory(prefix="claims-") as folder:
        path = Path(folder) / "table.parquet"
        count = table.save_parquet(path)
        with path.open("rb") as file:
            shutil.copyfileobj(file, out)
    return count
