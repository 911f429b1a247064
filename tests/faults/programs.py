"""Work that a warm fork does without a command line: named ``@name`` among its commands.

Each is given a way to acknowledge, and the number of the fork.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from ledger.log.tail import FILE

Acknowledge = Callable[[str], None]


def chunk(_acknowledge: Acknowledge, _number: int, size: str) -> None:
    """Let imports append in chunks of another size."""
    import ledger.app

    ledger.app._CHUNK = int(size)


def append(
    acknowledge: Acknowledge, number: int, directory: str, count: str, prefix: str = ""
) -> None:
    """Put claims on record one by one, each a step of its own; name each claim's external id.

    Ends early once a file ``stop`` stands beside the ledger.
    """
    from ledger.app import Ledger
    from ledger.domain.claim import RecordClaim
    from ledger.domain.commentator import RegisterCommentator
    from ledger.domain.question import PoseQuestion

    who = f"writer {number}"
    with closing(Ledger(Path(directory), recorder=who)) as held:
        for event in range(int(count)):
            if (held.directory.parent / "stop").exists():
                return
            name = f"{prefix}{number}-{event}"
            held.execute(
                [
                    RegisterCommentator("Ana"),
                    PoseQuestion("rain", "Will it rain?", deadline="none"),
                    RecordClaim("Ana", "rain", date(2022, 1, 21), external_id=name, note=who),
                ]
            )
            acknowledge(f"claim {name}")


def raw(acknowledge: Acknowledge, _number: int, directory: str, how: str, count: str) -> None:
    """Write facts with nothing but SQLite, as durably as `how` says; begin with a folder for them.

    ``FULL``, ``NORMAL`` and ``OFF`` are SQLite's own; with ``forgetful`` the folders are not synced
    after the ledger was made; with ``hasty`` a fact is acknowledged before it is committed.
    """
    folder = Path(directory)
    folder.mkdir()
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as connection:
        connection.execute(
            "create table stored_events (position integer primary key, originator_id text,"
            " originator_version integer, topic text, state blob, recorded_at text, leaf_hash blob)"
        )
        connection.execute("pragma journal_mode=wal")
        connection.execute(f"pragma synchronous={how if how in _LEVELS else 'FULL'}")
        connection.execute("pragma wal_autocheckpoint=8")
        if how != "forgetful":
            sync(folder)
            sync(folder.parent)
        for fact in range(int(count)):
            if how == "hasty":
                acknowledge(f"stand {fact + 1}")
            state = json.dumps({"batch": f"step {fact}", "n": fact, "text": "x" * 700})
            row = ("stream", fact + 1, "fact.added", state.encode(), str(fact), str(fact).encode())
            connection.execute("begin immediate")
            connection.execute("insert into stored_events values (null, ?, ?, ?, ?, ?, ?)", row)
            connection.execute("commit")
            acknowledge(f"stand {fact + 1}")


_LEVELS = ("FULL", "NORMAL", "OFF")


def sync(folder: Path) -> None:
    """Sync the names in a folder."""
    fd = os.open(folder, os.O_RDONLY)
    os.fsync(fd)
    os.close(fd)
