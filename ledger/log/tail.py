"""Read the log without the event store: the raw rows above a position, and where the log ends.

Invariant: opens read-only, through the standard library's SQLite alone, so that no reader can
write, and no second SQLite library ever touches the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ledger.errors import Damaged, Failed

FILE = "ledger.sqlite"
APPLICATION_ID = 0x434C4D53
"""“CLMS”: says to other programs whose file this is."""
FORMAT = 1
"""Of the preview form. A file of a newer format is refused by name."""
LOCK_SECONDS = 30.0

_PAGE = 50_000
_TAIL = """
    select rowid, originator_id, originator_version, topic, topic, null, cast(state as text)
    from stored_events where rowid > ? order by rowid limit ?
"""


@dataclass(frozen=True)
class LogEnd:
    """Where the log ends: the last position, and the stored bytes of its first and last fact."""

    position: int
    mark: str
    """Tells this log from any other log of the same length, up to this position."""


Row = tuple[int, str, int, str, str | None, str | None, str]
"""Position, stream, version, stored name, the name of the fact it is read as (None for a redacted
one), when it was sealed, state (JSON text)."""


def exists(directory: Path) -> bool:
    """Say whether a ledger was begun in this directory."""
    file = directory / FILE
    return file.is_file() and file.stat().st_size > 0 and not _is_blank(directory)


def mark_at(directory: Path, position: int | None = None) -> LogEnd:
    """Return the log's end, or its state at an earlier `position`."""
    with closing(_open(directory)) as connection, readable(directory):
        at = position if position is not None else _last(connection)
        ends = connection.execute(
            "select hex(state) || originator_id from stored_events"
            " where rowid in (1, ?) order by rowid",
            (at,),
        ).fetchall()
    return LogEnd(at, _digest("|".join(row[0] for row in ends)))


def pages(directory: Path, after: int, until: int) -> Iterator[list[Row]]:
    """Yield the rows above `after` up to `until`, in order, some ten thousand at a time."""
    with closing(_open(directory)) as connection, readable(directory):
        while after < until:
            page = connection.execute(_TAIL, (after, min(_PAGE, until - after))).fetchall()
            if not page:
                return
            after = page[-1][0]
            yield page


def _last(connection: sqlite3.Connection) -> int:
    found = connection.execute("select coalesce(max(rowid), 0) from stored_events").fetchone()
    return int(found[0])


def _digest(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()


def _is_blank(directory: Path) -> bool:
    """Say whether nothing was committed yet: another process is just beginning, or was killed."""
    try:
        with closing(_connected(directory)) as connection:
            tables = connection.execute("select count(*) from sqlite_master").fetchone()[0]
    except sqlite3.Error:
        return False  # not ours to judge here: whoever opens it is told what is wrong
    return bool(tables == 0)


def _connected(directory: Path) -> sqlite3.Connection:
    uri = (directory / FILE).absolute().as_uri() + "?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=LOCK_SECONDS, isolation_level=None)


def _open(directory: Path) -> sqlite3.Connection:
    try:
        connection = _connected(directory)
    except sqlite3.Error as error:
        raise Failed(
            f"the ledger in {directory} cannot be opened ({error})", "claims doctor"
        ) from error
    with readable(directory):
        check_format(connection, directory)
    return connection


def check_format(connection: sqlite3.Connection, directory: Path) -> None:
    """Raise `Damaged` unless the file is a ledger of a format this program knows."""
    application = connection.execute("pragma application_id").fetchone()[0]
    version = connection.execute("pragma user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise Damaged(
            f"{directory / FILE} is not a claims ledger", "name another directory with --ledger"
        )
    if version > FORMAT:
        raise Damaged(
            f"the ledger in {directory} is of format {version}, newer than this program knows",
            "update the program: pip install --upgrade claimsledger",
        )


def damaged(directory: Path, error: Exception) -> Damaged:
    """Return the error for a file that SQLite cannot make sense of."""
    return Damaged(f"{directory / FILE} is damaged ({error})", "restore it from a copy")


class readable:  # noqa: N801 used as a word: with readable(directory)
    """Turn SQLite's complaints about the file into ours."""

    def __init__(self, directory: Path) -> None:
        """Take the directory to name in the complaint."""
        self.directory = directory

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Translate a database error; let everything else pass."""
        if isinstance(error, sqlite3.OperationalError):
            raise Failed(
                f"the ledger in {self.directory} cannot be read ({error})", "claims doctor"
            ) from error
        if isinstance(error, sqlite3.DatabaseError):
            raise damaged(self.directory, error) from error
