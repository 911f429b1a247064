"""The event store's SQLite recorder, with our settings and a seal.

WAL, ``synchronous=FULL``, a lock timeout of half a minute, mode 0600. Invariant: a fact and its
leaf in the tree are written in one transaction, at the next position, or neither is.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from eventsourcing.persistence import (
    IntegrityError,
    InterfaceError,
    PersistenceError,
    StoredEvent,
)
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteDatastore,
)

from ledger.errors import Damaged, Failed
from ledger.files import sync_folder
from ledger.log.patience import Unsettled, is_locked
from ledger.log.redacted import announced
from ledger.log.schema import APPLICATION_ID, BEGIN_TREE, FORMAT, STATEMENTS
from ledger.log.sealing import SealedRow, seal
from ledger.log.tail import LOCK_SECONDS, check_format, damaged, waits_for_writer
from ledger.seal.leaf import content_hash
from ledger.seal.tree import Frontier

_CHUNK = 500
_ANNOUNCED = "select cast(state as text) from stored_events where originator_id = ?"
_BLANK = "update stored_events set state = null, salt = null where position = ?"
_INSERT = "insert into stored_events values (?, ?, ?, ?, ?, ?, ?, ?)"
_NAMED = "select 1 from stored_names where name = ? and version = ?"
SETTINGS = (
    "pragma synchronous = full",
    "pragma fullfsync = on",
    "pragma checkpoint_fullfsync = on",
    "pragma secure_delete = on",
    "pragma trusted_schema = off",
    "pragma cell_size_check = on",
    "pragma cache_size = -16384",  # KiB: the index of streams is written all over
)


class OpenFile(SQLiteConnection):
    """A connection that knows whether what it writes to still stands under its name."""

    def __init__(self, made: sqlite3.Connection, path: Path, max_age: float | None) -> None:
        super().__init__(made, max_age=max_age)
        self._path, self._opened = path, _identity(path)

    def check_in_place(self) -> None:
        """Raise `Failed` where another file, a restored one, has come in this one's place."""
        if _identity(self._path) != self._opened:
            raise Failed(
                f"the ledger in {self._path.parent} was replaced meanwhile, and this is not in it",
                "run the command again",
            )


class Pool(SQLiteConnectionPool):
    """Connections that wait for other writers and never trade durability for speed."""

    def _create_connection(self) -> SQLiteConnection:
        """Connect as the library does, but for its cache of one statement: ours take turns."""
        try:
            made = sqlite3.connect(
                self.db_name, uri=True, check_same_thread=False, isolation_level=None,
                timeout=self.lock_timeout or LOCK_SECONDS,
            )  # fmt: skip
        except sqlite3.Error as error:
            raise InterfaceError(error) from error
        made.row_factory = sqlite3.Row
        if made.execute("pragma journal_mode").fetchone()[0] != "wal":
            made.execute("pragma journal_mode = wal")
        for setting in SETTINGS:
            made.execute(setting)
        return OpenFile(made, Path(self.db_name), max_age=self.max_age)


class Recorder(SQLiteApplicationRecorder):
    """Seals and inserts many facts of many streams in one transaction; finds streams in chunks."""

    def __init__(self, path: Path) -> None:
        """Open the log at `path`, making it (0600) if need be; raise `Damaged` if it is no log."""
        self._path = path
        _make_file(path)
        begun = _is_begun(path)
        store = SQLiteDatastore(str(path), originator_id_type="text")
        store.pool.close()
        store.pool = Pool(db_name=str(path), lock_timeout=int(LOCK_SECONDS))
        super().__init__(store)
        if not begun:
            self._begin()

    def construct_create_table_statements(self) -> list[str]:
        """Return the statements that make the sealed table, its tree and their guards."""
        return [*STATEMENTS, BEGIN_TREE]

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        recorded_at: str | None = None,
        names: Iterable[tuple[str, int]] = (),
        at: int | None = None,
        blank: Iterable[int] = (),
        **_: Any,  # noqa: ANN401 the library's own signature
    ) -> Sequence[int]:
        """Seal facts as recorded at a moment (now by default); return their positions.

        `names` are their stored names and versions, `blank` the positions whose content goes
        because these facts say so. Raises `IntegrityError` where a version is taken or, with `at`
        (the end the facts were decided at), if the log has grown since.
        """
        facts = [_unsealed(stored) for stored in stored_events]
        return list(self.insert(facts, recorded_at or _now(), names, at=at, blank=blank))

    def insert(
        self,
        facts: Sequence[tuple[str, int, str, bytes]],
        recorded_at: str,
        names: Iterable[tuple[str, int]],
        *,
        at: int | None = None,
        blank: Iterable[int] = (),
    ) -> Sequence[int]:
        """Do what `insert_events` does: stream, version, name and state of each fact."""
        with self.writing() as cursor:
            tree = frontier(cursor)
            if at is not None and tree.size != at:
                raise IntegrityError("the log has grown since")
            start = tree.size
            put_sealed(cursor, tree, seal(tree, facts, recorded_at))
            put_names(cursor, names)
            for position in blank:
                cursor.execute(_BLANK, (position,))
        return range(start + 1, tree.size + 1)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Cursor]:
        """Hold the file's one write lock for a transaction: committed whole, or rolled back."""
        with (
            self.datastore.get_connection(commit=True) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute("begin immediate")
            try:
                yield cursor
            except sqlite3.IntegrityError as error:
                _roll_back(cursor)
                raise IntegrityError(error) from error
            except BaseException:
                _roll_back(cursor)
                raise
            _commit(cursor)
            cast("OpenFile", connection).check_in_place()

    def select_streams(self, streams: Sequence[str]) -> Iterator[tuple[int, StoredEvent]]:
        """Yield (position, stored fact) of every fact in `streams`, each stream in order.

        The state of a redacted fact is empty.
        """
        for start in range(0, len(streams), _CHUNK):
            chunk = streams[start : start + _CHUNK]
            marks = ",".join("?" * len(chunk))
            yield from self._stored(
                f"originator_id in ({marks}) order by originator_id, originator_version", chunk
            )

    def select_after(self, position: int, limit: int) -> list[tuple[int, StoredEvent]]:
        """Return (position, stored fact) of the first `limit` facts above a position."""
        return self._stored("position > ? order by position limit ?", (position, limit))

    def newest(self) -> tuple[int, str | None]:
        """Return the last position and when that fact was recorded; (0, None) for an empty log."""
        query = "select position, recorded_at from stored_events order by position desc limit 1"
        found = self._asked(query)
        return (found[0][0], found[0][1]) if found else (0, None)

    def checkpoints(self, upto: int) -> list[str]:
        """Return the notes of the checkpoints of at most `upto` facts, by size."""
        return [
            row[0]
            for row in self._asked(
                "select note from checkpoints where size <= ? order by size, note", (upto,)
            )
        ]

    def positions_of(self, streams: Sequence[str]) -> list[int]:
        """Return the positions of all facts of a few streams, in order."""
        marks = ",".join("?" * len(streams))
        query = f"select position from stored_events where originator_id in ({marks}) order by 1"  # noqa: S608 only question marks
        return [row[0] for row in self._asked(query, streams)]

    def leaf_hashes(self, upto: int) -> list[bytes]:
        """Return the leaf hashes of the first `upto` facts."""
        query = "select leaf_hash from stored_events where position <= ? order by position"
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(query, (upto,))
            return [row[0] for row in iter(cursor.fetchone, None)]

    def redacted_in(self, streams: Sequence[str]) -> list[int]:
        """Return the positions in a few streams whose content is gone."""
        marks = ",".join("?" * len(streams))
        query = (
            f"select position from stored_events where originator_id in ({marks})"  # noqa: S608 only question marks
            " and state is null order by 1"
        )
        return [row[0] for row in self._asked(query, streams)]

    def stream_at(self, position: int) -> str | None:
        """Return the stream of the fact at a position; None where there is none."""
        query = "select originator_id from stored_events where position = ?"
        found = self._asked(query, (position,))
        return str(found[0][0]) if found else None

    def sealed_row(self, position: int) -> SealedRow:
        """Return a fact as it is stored, with its seal."""
        (row,) = self._asked("select * from stored_events where position = ?", (position,))
        found: SealedRow = (row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7])
        return found

    def content_of(self, row: SealedRow) -> bytes:
        """Return the content hash of a fact: worked out, or as its redaction announced it."""
        if row[4] is not None and row[6] is not None:
            return content_hash(row[6], row[4])
        told = self._asked(_ANNOUNCED, (f"redaction-{row[0]}",))
        return announced(told[0][0])[0]

    def stored_names(self) -> list[tuple[str, int]]:
        """Return each stored name and version that some fact here has."""
        return [(row[0], row[1]) for row in self._asked("select name, version from stored_names")]

    def _stored(self, where: str, values: Sequence[object]) -> list[tuple[int, StoredEvent]]:
        query = (
            "select position, originator_id, originator_version, topic, state"  # noqa: S608 our words
            f" from stored_events where {where}"
        )
        rows = self._asked(query, values)
        return [(row[0], StoredEvent(row[1], row[2], row[3], row[4] or b"")) for row in rows]

    def _asked(self, query: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        try:
            with self.datastore.transaction(commit=False) as cursor:
                cursor.execute(query, values)
                rows: list[sqlite3.Row] = cursor.fetchall()
        except (PersistenceError, sqlite3.Error) as error:
            if is_locked(error):
                raise
            raise Failed(
                f"the ledger in {self._path.parent} cannot be read ({error})", "claims doctor"
            ) from error
        return rows

    def _begin(self) -> None:
        """Write the tables and the file's marks, unless another process was faster."""
        with self.writing() as cursor:
            if cursor.execute("select count(*) from sqlite_master").fetchone()[0]:
                return
            for statement in self.create_table_statements:
                cursor.execute(statement)
            cursor.execute(f"pragma application_id={APPLICATION_ID}")
            cursor.execute(f"pragma user_version={FORMAT}")
        sync_folder(self._path.parent)


def frontier(cursor: sqlite3.Cursor) -> Frontier:
    """Return the tree as it stands in the file; raise `Damaged` for one that cannot be."""
    found = cursor.execute("select size, frontier from ledger_tree").fetchone()
    try:
        return Frontier.unpacked(found[0], found[1])
    except (TypeError, ValueError, AttributeError) as error:
        raise Damaged(
            "the tree over the facts is not as it was written", "claims verify says what is wrong"
        ) from error


def put_sealed(cursor: sqlite3.Cursor, tree: Frontier, rows: Sequence[SealedRow]) -> None:
    """Write sealed rows under the tree that has grown by them."""
    if rows:
        cursor.execute("update ledger_tree set size = ?, frontier = ?", (tree.size, tree.packed()))
        cursor.executemany(_INSERT, rows)


def put_names(cursor: sqlite3.Cursor, names: Iterable[tuple[str, int]]) -> None:
    """Note stored names and versions that are new to the file."""
    for one in sorted({*names}):
        if not cursor.execute(_NAMED, one).fetchone():
            cursor.execute("insert into stored_names values (?, ?)", one)


def _unsealed(stored: StoredEvent) -> tuple[str, int, str, bytes]:
    return str(stored.originator_id), stored.originator_version, stored.topic, stored.state


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another under the same name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _roll_back(cursor: sqlite3.Cursor) -> None:
    with suppress(sqlite3.Error):
        cursor.execute("rollback")


def _commit(cursor: sqlite3.Cursor) -> None:
    try:
        cursor.execute("commit")
    except sqlite3.Error as error:
        _roll_back(cursor)
        if is_locked(error):
            raise
        raise Unsettled(str(error)) from error


def _make_file(path: Path) -> None:
    new = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        for folder in [*new, path.parent]:
            sync_folder(folder.parent)
        sync_folder(path.parent)


def _is_begun(path: Path, mode: str = "ro") -> bool:
    """Say whether there is a log in the file; look without writing, for it may be another's."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    with closing(sqlite3.connect(uri, uri=True, timeout=LOCK_SECONDS)) as connection:
        try:
            tables = connection.execute("select count(*) from sqlite_master").fetchone()[0]
        except sqlite3.OperationalError as error:
            if mode == "ro" and waits_for_writer(error):
                return _is_begun(path, "rw")
            raise  # a lock, perhaps: for the caller to wait and try again
        except sqlite3.DatabaseError as error:
            raise damaged(path, error) from error
        if tables:
            check_format(connection, path.parent)
    return bool(tables)
