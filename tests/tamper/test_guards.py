"""The guards in the file stop accidents and honest tools: each such statement is refused.

With the stock `sqlite3` module, that knows nothing of this program; the file stays as it was.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from eventsourcing.persistence import PersistenceError, StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from ledger.log.verify import verify_file
from tests.tamper.attacker import File
from tests.tamper.contents import contents
from tests.tamper.sample import Sample

SEALED = "'2026-01-01T00:00:00Z', zeroblob(16), zeroblob(32)"

REFUSED = {
    "edit the content": "update stored_events set state = x'7b7d' where position = 20",
    "edit every content": "update stored_events set state = state || x'20'",
    "edit the time": "update stored_events set recorded_at = '2020-01-01' where position = 20",
    "edit the salt": "update stored_events set salt = zeroblob(16) where position = 20",
    "edit a leaf": "update stored_events set leaf_hash = zeroblob(32) where position = 20",
    "move a fact": "update stored_events set position = 99 where position = 50",
    "move a fact by its row id": "update stored_events set rowid = 99 where rowid = 50",
    "move over another": "update or replace stored_events set position = 19 where position = 20",
    "rename a fact": "update stored_events set topic = 'x' where position = 20",
    "give it to another": "update stored_events set originator_id = 'x' where position = 20",
    "delete one": "delete from stored_events where position = 20",
    "delete the last": "delete from stored_events where position = 50",
    "delete all": "delete from stored_events",
    "replace": f"replace into stored_events values (20, 'a', 1, 'n', x'7b7d', {SEALED})",
    "insert or replace by position": (
        f"insert or replace into stored_events values (20, 'a', 1, 'n', x'7b7d', {SEALED})"
    ),
    "insert or replace by key": (
        f"insert or replace into stored_events values (51, 'ledger', 1, 'n', x'7b7d', {SEALED})"
    ),
    "upsert": (
        f"insert into stored_events values (20, 'a', 1, 'n', x'7b7d', {SEALED})"
        " on conflict do update set state = x'7b7d'"
    ),
    "insert in four columns": "insert into stored_events values ('a', 1, 'n', x'7b7d')",
    "insert in four named columns": (
        "insert into stored_events (originator_id, originator_version, topic, state)"
        " values ('a', 1, 'n', x'7b7d')"
    ),
    "insert without a position": (
        f"insert into stored_events values (null, 'a', 1, 'n', x'7b7d', {SEALED})"
    ),
    "insert at a negative position": (
        f"insert into stored_events values (-5, 'a', 1, 'n', x'7b7d', {SEALED})"
    ),
    "skip a position": f"insert into stored_events values (52, 'a', 1, 'n', x'7b7d', {SEALED})",
    "insert beside the tree": (
        f"insert into stored_events values (51, 'a', 1, 'n', x'7b7d', {SEALED})"
    ),
    "shrink the tree": "update ledger_tree set size = size - 1",
    "another tree of one size": "update ledger_tree set frontier = zeroblob(96)",
    "remove the tree": "delete from ledger_tree",
    "a second tree": "insert into ledger_tree values (2, 0, x'')",
    "replace the tree": "replace into ledger_tree values (1, 99, zeroblob(128))",
    "edit a checkpoint": "update checkpoints set note = note || 'x'",
    "remove a checkpoint": "delete from checkpoints where size = 36",
    "remove all checkpoints": "delete from checkpoints",
    "a checkpoint of what is not here": "insert into checkpoints values (99, 'a note')",
    "replace a checkpoint": "replace into checkpoints select * from checkpoints",
    "remove a stored name": "delete from stored_names where name = 'claim.recorded'",
    "edit a stored name": "update stored_names set version = 2",
    "blank without an announcement": (
        "update stored_events set state = null, salt = null where position = 20"
    ),
    "blank half of it": "update stored_events set state = null where position = 20",
    "put redacted content back": "update stored_events set state = x'7b7d' where position = 37",
    "blank twice": "update stored_events set state = null, salt = null where position = 37",
}


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED)
def test_an_honest_tool_is_refused_and_the_file_stays_as_it_was(
    statement: str, path: Path, owner: Sample
) -> None:
    before = contents(path)
    with (
        closing(sqlite3.connect(path)) as connection,
        pytest.raises((sqlite3.IntegrityError, sqlite3.OperationalError)),
        connection,
    ):
        connection.execute(statement)
    assert contents(path) == before
    assert path.read_bytes() == owner.file


def test_most_of_them_would_alter_the_file_if_there_were_no_guards(
    path: Path, owner: Sample
) -> None:
    """Otherwise it would prove nothing that they are refused."""
    before, altered = contents(path), set()
    for name, statement in REFUSED.items():
        path.write_bytes(owner.file)
        with suppress(sqlite3.Error), File(path).unguarded() as connection:
            connection.execute(statement)
        if contents(path) != before:
            altered.add(name)
    stopped_by_the_tables = {
        "insert in four columns",
        "insert in four named columns",
        "replace a checkpoint",
        "blank twice",
    }
    assert set(REFUSED) - altered == stopped_by_the_tables


def test_what_the_program_itself_does_is_let_through(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("update ledger_tree set size = 51, frontier = zeroblob(128)")
        connection.execute(f"insert into stored_events values (51, 'a', 1, 'n', x'7b7d', {SEALED})")
    assert {one.check for one in verify_file(path).findings} >= {"facts", "tree"}


def test_the_bare_librarys_own_recorder_cannot_append(path: Path) -> None:
    before = contents(path)
    store = SQLiteDatastore(str(path), originator_id_type="text")
    with closing(store):
        recorder = SQLiteApplicationRecorder(store)
        with pytest.raises(PersistenceError, match="8 columns"):
            recorder.insert_events([StoredEvent("claim-bare", 1, "claim.recorded", b"{}")])
    assert contents(path) == before
    assert verify_file(path).good
