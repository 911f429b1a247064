"""The read model on disk: a file that is swapped in whole and that nobody writes to afterwards.

Invariant: a published cache is never changed, so readers never wait for anybody. It is built under
a name of its own and swapped in with `os.replace`; a damaged, foreign or outdated one is thrown
away without a word.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Protocol

import duckdb

from ledger.config import MEMORY, MEMORY_TO_BUILD, memory_limit
from ledger.errors import Failed
from ledger.progress import counted, doing
from ledger.readmodel import waiting
from ledger.readmodel.blank import begin
from ledger.readmodel.catch_up import Lines, catch_up, room, tracked
from ledger.readmodel.laid import forget_laid, keep, take_up
from ledger.readmodel.migrate import schema_digest
from ledger.readmodel.names import (
    are_of,
    forget_names,
    publish_names,
    write_names,
    write_newer_names,
)
from ledger.readmodel.overlay import LARGE, MOST_FACTS, lay_over
from ledger.readmodel.quoting import quoted

_FILE = "read-model.duckdb"
_ATTEMPTS = 20
_LAG = 500
"""Facts that are laid over a cache from which on it is time to make another."""
_LEFT = 24 * 60 * 60
"""Seconds after which a draft is that of a process that was killed."""


class Tail(Protocol):
    """What the read model asks of the log."""

    position: int
    """Where the log ends."""
    mark: str
    """Tells this log, up to its end, from any other."""

    def mark_at(self, position: int) -> str:
        """Return the mark that the log had at an earlier position."""

    def lines(self, after: int, room: Mapping[str, int]) -> Iterator[Lines]:
        """Yield the facts above a position, up to `position`; raise `Damaged` for one without room.

        `room` is the version up to which each stored name can be taken.
        """


def folder_of(directory: Path) -> Path:
    """Return the folder of what can be made again."""
    return directory / waiting.FOLDER


def published(directory: Path) -> Path:
    """Return where a ledger's cache lies."""
    return folder_of(directory) / _FILE


def discard(directory: Path) -> None:
    """Throw the cache away; the next reader makes another."""
    _forget_log(directory)
    forget_names(directory)
    forget_laid(folder_of(directory))
    for left in (published(directory), folder_of(directory) / waiting.FILE):
        with suppress(OSError):
            left.unlink()


def _forget_log(directory: Path) -> None:
    """Throw away what another program has left beside a cache that it opened for writing.

    DuckDB would take it for the log of whatever is swapped in, and refuse to open that.
    """
    cache = published(directory)
    with suppress(OSError):
        cache.with_name(f"{cache.name}.wal").unlink()


def fresh(
    directory: Path, tail: Tail, lagging: Callable[[Path], None] | None = None
) -> duckdb.DuckDBPyConnection:
    """Return a database in memory with a cache attached, read-only, that is at the log's end.

    The cache is built or extended if need be; again, if another reader who had looked at the log
    earlier swapped in his own meanwhile. One that is ahead of our look at the log is as good; one
    that falls far behind is told of to `lagging`.
    """
    cache = built = published(directory)
    for _ in range(_ATTEMPTS):
        held = _attached(cache)
        at = _position_in(held, tail) if held is not None else None
        if held is not None and at is not None and _at_end(directory, held, at, tail):
            if lagging is not None and tail.position - at > _LAG:
                lagging(directory)
            return held
        if held is not None:
            held.close()
        built = _publish(directory, _builder(cache if at else None, tail))
        if built != cache:
            break
    return attach(built)


def _at_end(directory: Path, held: duckdb.DuckDBPyConnection, at: int, tail: Tail) -> bool:
    """Say whether a session can speak of all facts without a new cache, of some by laying over."""
    folder = folder_of(directory)
    if at >= tail.position:
        forget_laid(folder)
        return True
    if at < LARGE or tail.position - at > MOST_FACTS:
        return False
    if take_up(held, folder, at, tail):
        return True
    came = lay_over(held, tail.lines(at, room()), tail.position, tail.mark)
    if came is None:
        return False
    keep(held, folder, at, came.covers, _draft(directory))
    if not are_of(directory, tail.mark):
        draft = _draft(directory)
        write = write_newer_names if came.only_claims else write_names
        write(held, draft, tail.mark)
        publish_names(draft, directory, newer=came.only_claims)
    return True


def _draft(directory: Path) -> Path:
    return folder_of(directory) / f"draft-{os.getpid()}-{secrets.token_hex(4)}.duckdb"


def _builder(base: Path | None, tail: Tail) -> Callable[[Path], None]:
    return lambda path: _build(path, base, tail)


def attach(cache: Path) -> duckdb.DuckDBPyConnection:
    """Return a database in memory with a cache attached, read-only."""
    connection = duckdb.connect()
    try:
        settle(connection)
        connection.execute(f"attach '{quoted(cache)}' as ledger (read_only, type duckdb)")
        connection.execute("use ledger")
    except duckdb.Error:
        connection.close()
        raise
    return connection


@contextmanager
def within_memory() -> Iterator[None]:
    """Raise `Failed` where what is worked out does not fit, not even with files to go on in."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise Failed(
            f"figures of this size do not fit into the {memory_limit()} that they may take",
            "CLAIMS_MEMORY=2GB allows more",
        ) from error


def settle(connection: duckdb.DuckDBPyConnection, memory: str = MEMORY) -> None:
    """Bound the memory of a database; what does not fit goes to the folder of temporary files.

    `memory` is the bound unless the user sets one.
    """
    spill = Path(tempfile.gettempdir()) / f"claims-{os.getpid()}-{secrets.token_hex(4)}"
    connection.execute("set enable_progress_bar = false")
    connection.execute(f"set memory_limit = '{memory_limit(memory)}'")
    connection.execute(f"set temp_directory = '{quoted(spill)}'")


def _attached(cache: Path) -> duckdb.DuckDBPyConnection | None:
    try:
        return attach(cache) if cache.is_file() else None
    except duckdb.Error:
        return None


def _position_in(held: duckdb.DuckDBPyConnection, tail: Tail) -> int | None:
    """Return the position a usable cache is at; None for one that is of no use."""
    try:
        digest, position, mark = tracked(held)
    except (duckdb.Error, IndexError):
        return None
    usable = digest == schema_digest() and position > 0
    return position if usable and mark == tail.mark_at(position) else None


def rows_at_hand(directory: Path, query: str) -> list[dict[str, object]]:
    """Return the rows of a query on the tables of the cache as it lies; none without a usable one.

    Views that are told of a session are not to be asked here.
    """
    held = _attached(published(directory))
    if held is None:
        return []
    try:
        if not _position_at_hand(held):
            return []
        found = held.execute(query)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    except duckdb.Error:
        return []
    finally:
        held.close()


def position_at_hand(directory: Path) -> int:
    """Return the position that the cache as it lies is at; 0 without a usable one."""
    held = _attached(published(directory))
    if held is None:
        return 0
    try:
        return _position_at_hand(held)
    finally:
        held.close()


def _position_at_hand(held: duckdb.DuckDBPyConnection) -> int:
    try:
        digest, position, _ = tracked(held)
    except (duckdb.Error, IndexError):
        return 0
    return position if digest == schema_digest() else 0


def _build(path: Path, base: Path | None, tail: Tail) -> None:
    connection, at = _begun(path, base, tail)
    with closing(connection):
        settle(connection, MEMORY_TO_BUILD)
        connection.execute("set preserve_insertion_order = false")
        if at < tail.position:
            with doing("working out the figures", tail.position - at) as advance:
                lines = counted(tail.lines(at, room()), advance)
                catch_up(connection, lines, tail.position, tail.mark)
        write_names(connection, _names_of(path), tail.mark)
    path.chmod(0o600)


def _begun(path: Path, base: Path | None, tail: Tail) -> tuple[duckdb.DuckDBPyConnection, int]:
    """Open a database at `path` to go on from: a copy of `base`, or one without a fact.

    Return where it is as well: another reader may have put a newer one in the place of `base`.
    """
    if base is not None:
        shutil.copyfile(base, path)
        connection = duckdb.connect(str(path))
        at = _position_in(connection, tail)
        if at is not None:
            return connection, at
        connection.close()
        path.unlink()
    return begin(path), 0


def _names_of(draft: Path) -> Path:
    return draft.with_name(f"{draft.name}.names")


def renew(directory: Path, tail: Tail) -> None:
    """Bring the published cache to the end of the log; readers go on with the one that they have.

    Where there is none of use, or no room, nothing happens: the next reader makes another.
    """
    cache = published(directory)
    held = _attached(cache)
    if held is None:
        return
    with closing(held):
        at = _position_in(held, tail)
    if at is not None and at < tail.position:
        _swap_in(directory, _builder(cache, tail))


def _publish(directory: Path, build: Callable[[Path], None]) -> Path:
    """Build and swap in; where nothing can be written, build elsewhere. Return where it is.

    DuckDB tells of a full disk in more than one class of errors; what is no matter of the disk
    goes wrong elsewhere too.
    """
    try:
        _swap_in(directory, build)
    except duckdb.OutOfMemoryException:
        raise
    except (OSError, duckdb.Error):
        return _elsewhere(build)
    return published(directory)


def _swap_in(directory: Path, build: Callable[[Path], None]) -> None:
    """Build under another name, and put that in the place of the published cache."""
    folder = folder_of(directory)
    draft = _draft(directory)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        _forget_drafts(folder)
        build(draft)
        _forget_log(directory)
        draft.replace(published(directory))
        forget_laid(folder)
        publish_names(_names_of(draft), directory)
    finally:
        for left in folder.glob(draft.name + "*"):
            left.unlink(missing_ok=True)


def _forget_drafts(folder: Path) -> None:
    """Throw away what processes have left that were killed long ago."""
    for left in folder.glob("draft-*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT:
                left.unlink()


def _elsewhere(build: Callable[[Path], None]) -> Path:
    """Build in a folder that goes when this process does."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="claims-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        build(folder / _FILE)
    except (OSError, duckdb.IOException, duckdb.TransactionException) as error:
        raise Failed(
            f"there is no room to work out the figures ({error})",
            "make room beside the ledger, or name a folder with room in TMPDIR",
        ) from error
    return folder / _FILE
