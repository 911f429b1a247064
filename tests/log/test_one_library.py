"""A process that has the ledger open opens it through one SQLite library: two would lose facts.

Closing a file in one of them drops the other's locks on it, and a live log can be deleted.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

OPEN = """
import sys
from pathlib import Path
from ledger import Ledger
from ledger.domain.commentator import RegisterCommentator

ledger = Ledger(Path(sys.argv[1]))
ledger.execute(RegisterCommentator("Ana"))
"""
EXTENSIONS = """
with ledger.session() as session:
    for row in session.rows("select extension_name from duckdb_extensions() where loaded"):
        print(row["extension_name"])
"""
MAPPED = """
with ledger.session() as session:
    files = {line.split(maxsplit=5)[-1] for line in open("/proc/self/maps") if "/" in line}
    for file in files:
        print(Path(file.strip()).name)
"""


def told(program: str, ledger: Path) -> list[str]:
    """What a process prints that has written to a ledger and asked it."""
    command = [sys.executable, "-c", OPEN + program, str(ledger)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\n")


def test_the_read_model_brings_no_sqlite_of_its_own(tmp_path: Path) -> None:
    loaded = told(EXTENSIONS, tmp_path / "ledger")
    assert "json" in loaded
    assert not [name for name in loaded if "sqlite" in name]


@pytest.mark.skipif(
    not Path("/proc/self/maps").exists(),
    reason="only Linux tells which library files a process has mapped",
)
def test_log_and_read_model_together_map_one_sqlite(tmp_path: Path) -> None:
    """Python's module may hold the library in itself; else there is one file of it."""
    mapped = told(MAPPED, tmp_path / "ledger")
    assert [name for name in mapped if name.startswith("_sqlite3")]
    assert [name for name in mapped if name.startswith("_duckdb")]
    others = {name for name in mapped if "sqlite" in name and not name.startswith("_sqlite3")}
    libraries = {name for name in others if not name.startswith("ledger.sqlite")}
    assert len(libraries) <= 1, libraries
    assert all(name.startswith("libsqlite3") for name in libraries)
