"""A process that has the ledger open opens it through one SQLite library: two would lose facts.

Closing a file in one of them drops the other's locks on it, and a live log can be deleted.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LOADED = """
import sys
from pathlib import Path
from ledger import Ledger
from ledger.domain.commentator import RegisterCommentator

ledger = Ledger(Path(sys.argv[1]))
ledger.execute(RegisterCommentator("Ana"))
with ledger.session() as session:
    print(*(row["extension_name"] for row in session.rows(
        "select extension_name from duckdb_extensions() where loaded order by 1"
    )))
for line in sorted({line.split()[-1] for line in open("/proc/self/maps") if "sqlite" in line}):
    print(Path(line).name)
"""
"""Prints what the database has loaded, then every file of SQLite that the process has mapped."""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux what is loaded")
def test_log_and_read_model_together_load_one_sqlite(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOADED, str(tmp_path / "ledger")]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert "sqlite" not in told[0]
    libraries = [
        name for name in told[1:] if "_sqlite3" not in name and "ledger.sqlite" not in name
    ]
    assert len(libraries) <= 1, libraries
    assert all(name.startswith("libsqlite3") for name in libraries)
