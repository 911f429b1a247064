"""The read model before its first fact: made once by a version of the program, then copied.

To make its tables and views takes about a second, and every new cache begins with them.
Invariant: a copy that is damaged, or of other migrations, is thrown away and made again.
"""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import duckdb

from ledger.config import cache_directory
from ledger.readmodel.catch_up import track, tracked
from ledger.readmodel.migrate import apply, schema_digest


def begin(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a database at `path`, made anew, that has every table and view, and no fact."""
    held = _held()
    copied = _copied(held, path)
    if copied is not None:
        return copied
    with closing(duckdb.connect(str(path))) as connection:
        connection.execute("set enable_progress_bar = false")
        apply(connection)
        track(connection)
    _keep(path, held)
    return duckdb.connect(str(path))


def _held() -> Path:
    return cache_directory() / f"blank-{schema_digest()[:16]}.duckdb"


def _copied(held: Path, path: Path) -> duckdb.DuckDBPyConnection | None:
    """Open a copy of what is held, at `path`; None, and neither is there, if it is not sound."""
    with ExitStack() as left:
        left.callback(_throw_away, path, held)
        with suppress(OSError, duckdb.Error, IndexError):
            shutil.copyfile(held, path)
            connection = left.enter_context(duckdb.connect(str(path)))
            if tracked(connection)[:2] == (schema_digest(), 0):
                left.pop_all()
                return connection
    return None


def _throw_away(*files: Path) -> None:
    with suppress(OSError):
        for file in files:
            file.unlink(missing_ok=True)


def _keep(path: Path, held: Path) -> None:
    """Hold a copy for the next cache, as far as that can be done; those of other versions go."""
    draft = held.with_name(f"draft-{os.getpid()}-{secrets.token_hex(4)}.duckdb")
    try:
        held.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(path, draft)
        draft.chmod(0o600)
        draft.replace(held)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        return
    for other in held.parent.glob("blank-*.duckdb"):
        if other != held:
            with suppress(OSError):
                other.unlink()
