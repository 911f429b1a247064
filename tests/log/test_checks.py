"""What `verify` once let pass, each in a case of its own; the whole table is in `tests/tamper`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from eventsourcing.persistence import StoredEvent

from ledger.log.recorder import Recorder
from ledger.log.tail import FILE
from ledger.log.verify import Report, verify
from ledger.seal.checkpoint import Checkpoint, SignedCheckpoint, origin, read_checkpoint
from ledger.seal.note import Signer

NAME = origin("a", "b")
SIGNER = Signer(NAME, bytes(32))
OPENED = b'{"class_version":1,"ledger_id":"b","name":"a"}'
ADOPTED = b'{"class_version":1,"key":"%s"}' % str(SIGNER.verifier).encode()


@pytest.fixture
def signed(tmp_path: Path) -> SignedCheckpoint:
    """Begin a ledger of two facts in `tmp_path`, with a checkpoint; return that."""
    facts = [
        StoredEvent("ledger", 1, "ledger.opened", OPENED),
        StoredEvent("keys", 1, "key.adopted", ADOPTED),
    ]
    recorder = Recorder(tmp_path / FILE)
    with closing(recorder.datastore):
        recorder.insert_events(facts, names=[(one.topic, 1) for one in facts])
    root = verify(tmp_path).root
    note = Checkpoint(NAME, 2, root).signed(SIGNER)
    change(tmp_path, "insert into checkpoints values (2, ?)", note)
    assert verify(tmp_path, [SIGNER.verifier], [("kept", read_checkpoint(note))]).good
    return read_checkpoint(note)


def change(directory: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(directory / FILE)) as connection, connection:
        connection.execute("pragma writable_schema = on")
        connection.execute("pragma ignore_check_constraints = on")
        connection.execute(statement, values)


def change_unguarded(directory: Path, guard: str, statement: str, *values: object) -> None:
    """Change something while one guard is away."""
    with closing(sqlite3.connect(directory / FILE)) as connection, connection:
        connection.execute("pragma ignore_check_constraints = on")
        query = "select sql from sqlite_master where name = ?"
        (text,) = connection.execute(query, (guard,)).fetchone()
        connection.execute(f"drop trigger {guard}")
        connection.execute(statement, values)
        connection.execute(text)


def found(report: Report) -> list[tuple[str, str]]:
    return [(one.check, one.what) for one in report.findings]


@pytest.mark.usefixtures("signed")
def test_a_byte_that_passed_from_salt_to_content_is_found(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        salt, state = connection.execute(
            "select salt, state from stored_events where position = 1"
        ).fetchone()
    statement = "update stored_events set salt = ?, state = ? where position = 1"
    change_unguarded(
        tmp_path, "facts_are_not_edited", statement, salt[:-1], salt[-1:] + state
    )  # fmt: skip
    assert ("facts", "is not what was sealed") in found(verify(tmp_path))


@pytest.mark.usefixtures("signed")
def test_a_trigger_under_a_name_of_sqlites_own_is_found(tmp_path: Path) -> None:
    text = "create trigger sqlite_autoindex_x before insert on checkpoints begin select 1; end"
    change(
        tmp_path,
        "insert into sqlite_master values ('trigger', 'sqlite_autoindex_x', 'checkpoints', 0, ?)",
        text,
    )
    assert found(verify(tmp_path)) == [("guards", "this is not ours")]


@pytest.mark.usefixtures("signed")
def test_an_endless_view_in_place_of_a_table_is_not_read(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("drop table stored_names")
        connection.execute(
            "create view stored_names as with recursive r(name, version) as"
            " (select 'a', 1 union all select name, version + 1 from r) select * from r"
        )
    assert ("file", "was not read") in found(verify(tmp_path))


@pytest.mark.usefixtures("signed")
def test_a_name_that_no_fact_has_is_found(tmp_path: Path) -> None:
    change(tmp_path, "insert into stored_names values ('claim.foretold', 1)")
    assert found(verify(tmp_path)) == [("names", "is in the list of names, and no fact has it")]


@pytest.mark.usefixtures("signed")
def test_a_tree_that_stands_in_another_row_is_found(tmp_path: Path) -> None:
    change_unguarded(tmp_path, "the_tree_only_grows", "update ledger_tree set one = 2")
    assert ("tree", "is not the tree over these facts") in found(verify(tmp_path))


def test_a_checkpoint_with_a_strangers_signature_beside_ours_is_found(
    tmp_path: Path, signed: SignedCheckpoint
) -> None:
    stranger = Signer("stranger", bytes(32)).sign(signed.note.text).rpartition("\n\n")[2]
    statement = "update checkpoints set note = ?"
    change_unguarded(tmp_path, "checkpoints_are_not_edited", statement, signed.text + stranger)
    assert ("checkpoints", "has a signature by no key of this ledger") in found(verify(tmp_path))


def test_a_checkpoint_with_our_signature_twice_is_found(
    tmp_path: Path, signed: SignedCheckpoint
) -> None:
    twice = signed.text + signed.text.rpartition("\n\n")[2]
    statement = "update checkpoints set note = ?"
    change_unguarded(tmp_path, "checkpoints_are_not_edited", statement, twice)
    assert ("checkpoints", "has a signature by no key of this ledger") in found(verify(tmp_path))


def test_a_checkpoint_kept_outside_that_is_no_longer_inside_is_found(
    tmp_path: Path, signed: SignedCheckpoint
) -> None:
    change_unguarded(tmp_path, "checkpoints_are_not_removed", "delete from checkpoints")
    assert verify(tmp_path).good
    assert found(verify(tmp_path, against=[("kept", signed)])) == [
        ("against", "was signed here, and is not among the checkpoints any more")
    ]


def test_a_checkpoint_kept_outside_may_have_gained_a_witness(
    tmp_path: Path, signed: SignedCheckpoint
) -> None:
    witness = Signer("witness", bytes(32)).sign(signed.note.text).rpartition("\n\n")[2]
    kept = read_checkpoint(signed.text + witness)
    assert verify(tmp_path, [SIGNER.verifier], [("kept", kept)]).good


@pytest.mark.parametrize("name", ["ledger.opened", "key.adopted", "checkpoint.attested"])
def test_facts_nested_beyond_all_measure_are_answered_too(tmp_path: Path, name: str) -> None:
    deep = b'{"class_version":1,"key":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    recorder = Recorder(tmp_path / FILE)
    with closing(recorder.datastore):
        recorder.insert_events([StoredEvent("attestation-x", 1, name, deep)], names=[(name, 1)])
    assert verify(tmp_path).findings


@pytest.mark.parametrize(
    ("state", "version"),
    [
        (b'{"class_version":1,"a":"b"}', 1),
        (b'{"recorder":"\\"class_version\\":7,","class_version":2}', 2),
        (b'{"class_version":12,"class_version":1,"a":"b"}', 12),
        (b'{"class_version":1}', 1),
        (b'{"no":"version"}1,', 0),
        (b"1,1,1,1,1,1,1,1,1,1,", 0),
    ],
)
def test_the_first_class_version_counts(tmp_path: Path, state: bytes, version: int) -> None:
    recorder = Recorder(tmp_path / FILE)
    with closing(recorder.datastore):
        recorder.insert_events([StoredEvent("a", 1, "n", state)], names=[("n", version)])
    assert verify(tmp_path).good
