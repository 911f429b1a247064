"""The event store's SQLite recorder, with our settings and one more promise.

WAL, ``synchronous=FULL``, a lock timeout of half a minute, mode 0600. The promise: facts that were
decided at a known end of the log are refused if the log has grown since.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
)

from ledger.log.tail import APPLICATION_ID, FORMAT, LOCK_SECONDS, check_format, damaged

_CHUNK = 500


class Pool(SQLiteConnectionPool):
    """Connections that wait for other writers and never trade durability for speed."""

    def _create_connection(self) -> SQLiteConnection:
        made = super()._create_connection()
        cursor = made.cursor()
        cursor.execute("pragma synchronous=FULL")
        cursor.execute("pragma fullfsync=ON")
        return made


class Recorder(SQLiteApplicationRecorder):
    """Inserts many facts of many streams in one transaction, and finds streams in chunks."""

    def __init__(self, path: Path) -> None:
        """Open the log at `path`, making it (0600) if need be; raise `Damaged` if it is no log."""
        _make_file(path)
        begun = _is_begun(path)
        store = SQLiteDatastore(str(path), originator_id_type="text")
        store.pool.close()
        store.pool = Pool(db_name=str(path), lock_timeout=int(LOCK_SECONDS))
        super().__init__(store)
        if not begun:
            self._begin()

    def select_streams(self, streams: Sequence[str]) -> Iterator[tuple[int, StoredEvent]]:
        """Yield (position, stored fact) of every fact in `streams`, each stream in order."""
        for start in range(0, len(streams), _CHUNK):
            chunk = streams[start : start + _CHUNK]
            marks = ",".join("?" * len(chunk))
            query = (
                f"select rowid, * from stored_events where originator_id in ({marks})"  # noqa: S608 only question marks
                " order by originator_id, originator_version"
            )
            with self.datastore.transaction(commit=False) as cursor:
                cursor.execute(query, chunk)
                rows = cursor.fetchall()
            for row in rows:
                yield row["rowid"], StoredEvent(row[1], row[2], row[3], row[4])

    def _insert_events(
        self,
        c: SQLiteCursor,
        stored_events: Sequence[StoredEvent],
        **kwargs: Any,  # noqa: ANN401 the library's own signature
    ) -> Sequence[int] | None:
        """Insert; refuse if ``at`` (the end the facts were decided at) is no longer the end."""
        positions = super()._insert_events(c, stored_events, **kwargs)
        at = kwargs.get("at")
        if at is not None and positions and positions[0] != at + 1:
            raise IntegrityError("the log has grown since")
        return positions

    def _begin(self) -> None:
        """Write the table and the file's marks, unless another process was faster."""
        with self.datastore.get_connection(commit=True) as connection:
            cursor = connection.cursor()
            cursor.execute("begin immediate")
            self._create_table(cursor)
            cursor.execute(f"pragma application_id={APPLICATION_ID}")
            cursor.execute(f"pragma user_version={FORMAT}")
            cursor.execute("commit")


def _make_file(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _is_begun(path: Path) -> bool:
    """Say whether there is a log in the file; look without writing, for it may be another's."""
    uri = path.absolute().as_uri() + "?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, timeout=LOCK_SECONDS)) as connection:
        try:
            tables = connection.execute("select count(*) from sqlite_master").fetchone()[0]
        except sqlite3.OperationalError:  # a lock, perhaps: for the caller to wait and try again
            raise
        except sqlite3.DatabaseError as error:
            raise damaged(path.parent, error) from error
        if tables:
            check_format(connection, path.parent)
    return bool(tables)


def is_locked(error: BaseException) -> bool:
    """Say whether an error means that another process is writing."""
    text = str(error)
    cause = error.__cause__
    return (
        "locked" in text
        or "busy" in text
        or (isinstance(cause, sqlite3.OperationalError) and is_locked(cause))
    )
