"""Copies of a ledger that can be trusted: backup while others write, restore, the log as lines.

Invariant: a copy is verified before it is called one; nothing that is there is overwritten by
something older, and what is replaced is set aside, never removed.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ledger.app import Ledger
from ledger.errors import Damaged, Failed, NotFound, Refused
from ledger.files import draft_of, make_folder, settle
from ledger.log.carrying import Carried, read_head, take_in
from ledger.log.tail import FILE, open_file, open_read_only
from ledger.log.verify import Report, verify_file
from ledger.readmodel.cache import discard
from ledger.seal.checkpoint import SignedCheckpoint
from ledger.seal.note import Verifier

_STEP_PAGES = 4096
_JOURNALS = ("-wal", "-shm", "-journal")
_PATIENCE = 5.0
"""Seconds in which a program that is about to be done with the ledger can be."""


@dataclass(frozen=True)
class Restored:
    """What was put in place, and where what stood there before now lies."""

    report: Report
    set_aside: Path | None


def backup(directory: Path, target: Path) -> Report:
    """Copy a ledger's log to `target` while others may write; verify the copy; 0600.

    Raises `Refused` where `target` exists, `Damaged` where the copy does not verify.
    """
    if target.exists():
        raise Refused(f"{target} is already there", "name another file; backups are kept")
    with draft_of(target) as draft:
        _copy(directory, draft)
        report = verify_file(draft)
        if not report.good:
            raise Damaged(
                f"the copy does not verify: {report.findings[0].what}",
                "claims verify says what is wrong with the ledger",
            )
        settle(draft, target)
    return report


def restore(
    file: Path,
    ledger: Ledger,
    keys: Sequence[Verifier] = (),
    against: Sequence[tuple[str, SignedCheckpoint]] = (),
) -> Restored:
    """Put a backup in a ledger's place, verified, and never an older state for a newer one.

    Raises `Damaged` where the backup does not verify, `Refused` where it lacks something that the
    ledger in place or a checkpoint given has, `Failed` while another program has that ledger open.
    What stood there is set aside beside it.
    """
    _check_there(file)
    report = verify_file(file, keys, against)
    if not report.good:
        first = report.findings[0]
        raise Damaged(
            f"{file} does not verify: {first.what} ({first.where})", "try an earlier backup"
        )
    target = ledger.directory / FILE
    make_folder(target.parent)
    ledger.close()
    with draft_of(target) as draft, _alone(target) as held:
        _check_newer(held, file)
        _copy_file(file, draft)
        aside = _set_aside(target)
        settle(draft, target)
    discard(ledger.directory)
    return Restored(report, aside)


def take_in_log(ledger: Ledger, lines: Iterable[str]) -> Carried:
    """Fill an empty ledger with the lines of an exported log; the same facts, the same tree.

    Raises what `ledger.log.carrying.take_in` raises; then nothing was taken in.
    """
    from ledger.log.mapper import Envelope, moment
    from ledger.log.patience import patiently

    given = iter(lines)
    first = next(given, "")
    read_head(first)  # before anything is begun
    recorded_at = moment(Envelope(ledger.now, ledger.recorder, ""))
    recorder = ledger.new_log().recorder
    return patiently(
        lambda: take_in(recorder, chain([first], given), recorded_at), ledger.directory
    )


def _copy(directory: Path, draft: Path) -> None:
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    os.close(handle)
    try:
        with (
            closing(open_read_only(directory)) as connection,
            closing(sqlite3.connect(draft)) as copy,
        ):
            connection.backup(copy, pages=_STEP_PAGES, sleep=0.01)
            copy.execute("pragma journal_mode = delete")
    except sqlite3.Error as error:
        raise Failed(f"the copy could not be made ({error})", "claims doctor") from error


def _copy_file(file: Path, draft: Path) -> None:
    """Copy a backup through SQLite, so that what waits beside it in a journal comes along."""
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        with closing(open_file(file)) as connection, closing(sqlite3.connect(draft)) as copy:
            connection.backup(copy)
            copy.execute("pragma journal_mode = delete")
    except sqlite3.Error as error:
        raise Failed(f"the copy could not be made ({error})", "claims doctor") from error


@contextmanager
def _alone(target: Path) -> Iterator[sqlite3.Connection | None]:
    """Keep every other program out of the ledger in place, whose file then holds its journal too.

    Hands out the connection that does; None where there is no ledger, or one too damaged for that.
    """
    if not _stands(target):
        yield None
        return
    with closing(sqlite3.connect(target, timeout=_PATIENCE)) as connection:
        try:
            connection.execute("pragma locking_mode = exclusive")
            connection.execute("pragma journal_mode = delete").fetchall()
            connection.execute("begin exclusive")
            readable = True
        except sqlite3.OperationalError as error:
            raise Failed(
                f"the ledger in {target.parent} is open elsewhere ({error})",
                "close what has it open and restore again",
            ) from error
        except sqlite3.DatabaseError:
            readable = False  # that is what a restore is for; its journal is set aside beside it
        yield connection if readable else None


def _check_newer(held: sqlite3.Connection | None, file: Path) -> None:
    """Raise `Refused` if the ledger in place has what the backup lacks."""
    if held is None:
        return
    try:
        with closing(open_file(file)) as given:
            _check_continues(held, given)
    except (sqlite3.Error, Damaged, Failed):
        pass  # what stands there cannot be read: that is what a restore is for


def _stands(target: Path) -> bool:
    return target.exists() and target.stat().st_size > 0


def _check_continues(held: sqlite3.Connection, given: sqlite3.Connection) -> None:
    newest = "select position, leaf_hash from stored_events order by position desc limit 1"
    found = held.execute(newest).fetchone()
    if found is None:
        return
    same = given.execute(
        "select leaf_hash from stored_events where position = ?", (found[0],)
    ).fetchone()
    if same is None:
        raise Refused(
            f"the backup is older: the ledger in place has {found[0]} facts",
            "restore it elsewhere with --ledger, and compare",
        )
    if same[0] != found[1]:
        raise Refused(
            "the backup is of another history than the ledger in place",
            "restore it elsewhere with --ledger, and compare",
        )


def _check_there(file: Path) -> None:
    if not file.is_file():
        raise NotFound(f"there is no file {file}", "claims backup FILE makes one")


def _set_aside(target: Path) -> Path | None:
    """Give what stands in place another name, whole; return it, or None where nothing stands.

    No journal may be left: SQLite would take it for that of whatever comes in its place.
    """
    aside = target.with_name(f"{FILE}.replaced-{secrets.token_hex(4)}")
    for ending in _JOURNALS:
        with suppress(FileNotFoundError):
            target.with_name(target.name + ending).rename(aside.with_name(aside.name + ending))
    if not _stands(target):
        return None
    _name_also(target, aside)
    return aside


def _name_also(target: Path, aside: Path) -> None:
    """Give a file a second name, so that there is a ledger in place at every moment."""
    try:
        aside.hardlink_to(target)
    except OSError:  # not every file system can
        target.rename(aside)
