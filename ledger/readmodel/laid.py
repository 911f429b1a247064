"""What one reader laid over the cache, kept beside it for those who come after.

Invariant: it is taken up only over the very cache that it was made for, and at an end of the log
that is no earlier than the reader's own. It is swapped in whole, never changed, and thrown away
with the cache; where it cannot be kept, each reader works it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from ledger.readmodel.covering import can_cover, cover
from ledger.readmodel.migrate import TRACKING, schema_digest
from ledger.readmodel.quoting import quoted

if TYPE_CHECKING:
    from ledger.readmodel.cache import Tail

_FILE = "newer.duckdb"
_TOLD = f"select digest, position, mark, base, covers from newer.{TRACKING}, newer.laid"  # noqa: S608 our own names


def forget_laid(folder: Path) -> None:
    """Throw it away."""
    with suppress(OSError):
        (folder / _FILE).unlink()


def take_up(connection: duckdb.DuckDBPyConnection, folder: Path, base: int, tail: Tail) -> bool:
    """Let a connection, with the cache at `base` attached, speak of what was laid over it before.

    Say whether there is such. Raises `duckdb.Error` where what is kept is damaged.
    """
    file = folder / _FILE
    if not file.is_file():
        return False
    try:
        connection.execute(f"attach '{quoted(file)}' as newer (read_only, type duckdb)")
    except duckdb.Error:
        return False
    covers = _usable(connection, base, tail)
    if not covers:
        connection.execute("detach newer")
        return False
    cover(connection, covers)
    return True


def _usable(connection: duckdb.DuckDBPyConnection, base: int, tail: Tail) -> list[str]:
    """Return the tables that stand in `newer`; none where it is of no use here."""
    try:
        [(digest, position, mark, made_for, covers)] = connection.execute(_TOLD).fetchall()
    except (duckdb.Error, ValueError):
        return []
    if (digest, made_for) != (schema_digest(), base) or position < tail.position:
        return []
    return covers if mark == tail.mark_at(position) and all(map(can_cover, covers)) else []


def keep(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    base: int,
    covers: Iterable[str],
    draft: Path,
) -> None:
    """Keep what was laid over the cache at `base`, by way of a file of its own, `draft`."""
    do = connection.execute
    with suppress(OSError, duckdb.Error):
        do(
            "create table newer.laid as select ?::bigint as base, ?::varchar[] as covers",
            [base, [*covers]],
        )
        try:
            do(f"attach '{quoted(draft)}' as kept_laid (block_size 16384)")
            do("copy from database newer to kept_laid")
        finally:
            do("detach database if exists kept_laid")
        draft.chmod(0o600)
        draft.replace(folder / _FILE)
    draft.unlink(missing_ok=True)
