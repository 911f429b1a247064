"""Read the log without the event store: where it ends, and what tells it from any other.

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
from ledger.log.schema import APPLICATION_ID, FORMAT, PREVIEW

FILE = "ledger.sqlite"
LOCK_SECONDS = 30.0

_BY_RECORDER = """
    select position, originator_id from stored_events
    where topic = ?
        and case when length(state) > 0 then json_extract(cast(state as text), '$.recorder') end = ?
    order by position desc
"""
_REDACTED = """
    select cast(substr(originator_id, 11) as integer) from stored_events
    where originator_id >= 'redaction-' and originator_id < 'redaction.' order by 1
"""


@dataclass(frozen=True)
class LogEnd:
    """Where the log ends, or ended: the last position, and what is known by it."""

    position: int
    mark: str
    """Tells this log from any other of the same length, and from itself before a redaction."""


def exists(directory: Path) -> bool:
    """Say whether a ledger was begun in this directory."""
    file = directory / FILE
    return file.is_file() and file.stat().st_size > 0 and not _is_blank(directory)


def mark_at(directory: Path, position: int | None = None) -> LogEnd:
    """Return the log's end, or its state at an earlier `position`."""
    with closing(open_read_only(directory)) as connection, readable(directory):
        at = position if position is not None else _last(connection)
        ends = connection.execute(
            "select hex(leaf_hash) from stored_events where position in (1, ?) order by position",
            (at,),
        ).fetchall()
        gone = [row[0] for row in connection.execute(_REDACTED) if row[0] <= at]
    return LogEnd(at, _digest("|".join([*(row[0] for row in ends), *map(str, gone)])))


def redacted(directory: Path) -> list[int]:
    """Return the positions of the facts whose content is gone."""
    with closing(open_read_only(directory)) as connection, readable(directory):
        return [int(row[0]) for row in connection.execute(_REDACTED)]


def recorded_by(directory: Path, recorder: str, stored_name: str) -> Iterator[tuple[int, str]]:
    """Yield position and stream of the facts of one name that somebody recorded, newest first."""
    with closing(open_read_only(directory)) as connection, readable(directory):
        yield from connection.execute(_BY_RECORDER, (stored_name, recorder))


def open_read_only(directory: Path, *, preview: bool = False) -> sqlite3.Connection:
    """Return a connection that cannot write to a ledger's log; see `open_file`."""
    return open_file(directory / FILE, preview=preview)


def open_file(file: Path, *, preview: bool = False) -> sqlite3.Connection:
    """Return a connection that cannot write; raise `Failed` or `Damaged` where there is no log.

    With `preview`, a log of the form without a seal is one too.
    """
    try:
        connection = _connected(file)
    except sqlite3.Error as error:
        raise Failed(
            f"the ledger in {file.parent} cannot be opened ({error})", "claims doctor"
        ) from error
    with readable(file.parent, file.name):
        check_format(connection, file.parent, preview=preview)
    return connection


def _last(connection: sqlite3.Connection) -> int:
    found = connection.execute("select coalesce(max(position), 0) from stored_events").fetchone()
    return int(found[0])


def _digest(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()


def waits_for_writer(error: sqlite3.Error) -> bool:
    """Say whether somebody was killed while beginning: only a writer may roll that back."""
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY


def _is_blank(directory: Path, mode: str = "ro") -> bool:
    """Say whether nothing was committed yet: another process is just beginning, or was killed."""
    try:
        with closing(_connected(directory / FILE, mode)) as connection:
            tables = connection.execute("select count(*) from sqlite_master").fetchone()[0]
    except sqlite3.Error as error:
        if mode == "ro" and waits_for_writer(error):
            return _is_blank(directory, "rw")
        return False  # not ours to judge here: whoever opens it is told what is wrong
    return bool(tables == 0)


def _connected(file: Path, mode: str = "ro") -> sqlite3.Connection:
    uri = f"{file.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=LOCK_SECONDS, isolation_level=None)


def check_format(connection: sqlite3.Connection, directory: Path, *, preview: bool = False) -> None:
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
    if version <= PREVIEW and not preview:
        raise Damaged(
            f"the ledger in {directory} is of the preview form, which has no seal",
            "carry it over: claims help preview",
        )


def damaged(file: Path, error: Exception) -> Damaged:
    """Return the error for a file that SQLite cannot make sense of."""
    return Damaged(
        f"{file} is damaged ({error})",
        "claims verify says where; claims restore takes a backup",
    )


class readable:  # noqa: N801 used as a word: with readable(directory)
    """Turn SQLite's complaints about the file into ours."""

    def __init__(self, directory: Path, file: str = FILE) -> None:
        """Take the directory, and the file in it, to name in the complaint."""
        self.directory = directory
        self.file = directory / file

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Translate a database error; let everything else pass."""
        if isinstance(error, sqlite3.OperationalError):
            raise Failed(
                f"the ledger in {self.directory} cannot be read ({error})", "claims doctor"
            ) from error
        if isinstance(error, sqlite3.DatabaseError):
            raise damaged(self.file, error) from error
