"""Whoever has the file and knows how it is made: takes the guards off, rebuilds, puts them back.

Invariant: what an attack leaves differs from an honest ledger in what it was after and in nothing
that it could have made right: leaves, tree, versions, names, guards are those of such a file.
"""

from __future__ import annotations

import json
import re
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ledger.domain.facts import FACTS
from ledger.seal.checkpoint import Checkpoint, origin, read_checkpoint
from ledger.seal.handover import hand_over
from ledger.seal.leaf import content_hash, sealed
from ledger.seal.note import Signer
from ledger.seal.tree import Frontier

_FACTS = "select * from stored_events order by position"
_TABLES = ("stored_events", "ledger_tree", "checkpoints", "stored_names")


@dataclass(frozen=True)
class Held:
    """A fact as a row of the file has it."""

    position: int
    stream: str
    version: int
    name: str
    state: bytes | None
    recorded_at: str
    salt: bytes | None
    leaf: bytes

    def said(self, **changes: object) -> Held:
        """Return the fact with other words."""
        fields = json.loads(self.state or b"{}") | changes
        text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        return replace(self, state=text.encode())

    def fields(self) -> dict[str, object]:
        """Return what it says."""
        found: dict[str, object] = json.loads(self.state or b"{}")
        return found


@dataclass
class File:
    """One copy of a ledger's file, in the hands of somebody."""

    path: Path

    @contextmanager
    def unguarded(self) -> Iterator[sqlite3.Connection]:
        """Change anything; afterwards the guards stand as before, as if nothing had been."""
        with self.opened() as connection:
            guards = connection.execute(
                "select name, sql from sqlite_master where type = 'trigger' order by rowid"
            ).fetchall()
            for name, _ in guards:
                connection.execute(f'drop trigger "{name}"')
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            finally:
                for _, text in guards:
                    connection.execute(text)

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """Have the file open, with nothing of SQLite's own in the way."""
        with closing(sqlite3.connect(self.path)) as connection:
            for pragma in ("synchronous = off", "journal_mode = memory"):
                connection.execute(f"pragma {pragma}")
            connection.execute("pragma ignore_check_constraints = on")
            connection.execute("pragma writable_schema = on")
            yield connection
            connection.commit()

    def run(self, statement: str, *values: object) -> None:
        """Do one thing behind the guards' back."""
        with self.unguarded() as connection:
            done = connection.execute(statement, values)
            assert done.rowcount, "an attack that changes nothing is none"

    def facts(self) -> list[Held]:
        """Return all facts, in order."""
        with closing(sqlite3.connect(self.path)) as connection:
            return [Held(*row) for row in connection.execute(_FACTS)]

    def notes(self) -> list[str]:
        """Return the checkpoints, by size."""
        with closing(sqlite3.connect(self.path)) as connection:
            query = "select note from checkpoints order by size, note"
            return [row[0] for row in connection.execute(query)]

    def find(self, name: str, nth: int = 0) -> Held:
        """Return the fact of a stored name, the first by default."""
        return [fact for fact in self.facts() if fact.name == name][nth]

    def rebuild(self, facts: Iterable[Held], notes: Sequence[str] | None = None) -> None:
        """Put these facts in place of all, with the tree and the names that they should have.

        Checkpoints stay as they are unless there are others.
        """
        whole = list(facts)
        tree = grown(whole)
        with self.unguarded() as connection:
            kept = tuple(self.notes()) if notes is None else notes
            for table in _TABLES:
                connection.execute(f"delete from {table}")
            connection.executemany(
                "insert into stored_events values (?, ?, ?, ?, ?, ?, ?, ?)",
                [tuple(vars(fact).values()) for fact in whole],
            )
            connection.execute(
                "insert into ledger_tree values (1, ?, ?)", (tree.size, tree.packed())
            )
            connection.executemany(
                "insert or ignore into checkpoints values (?, ?)", [_sized(note) for note in kept]
            )
            connection.executemany("insert into stored_names values (?, ?)", _names(whole))


def again(facts: Iterable[Held]) -> list[Held]:
    """Return facts numbered and sealed anew, redactions with what they announce."""
    numbered = list(facts)
    moved = {fact.position: at for at, fact in enumerate(numbered, 1)}
    versions: dict[str, int] = {}
    made = []
    for at, fact in enumerate(numbered, 1):
        told = _following(fact, moved)
        version = versions[told.stream] = versions.get(told.stream, 0) + 1
        made.append(replace(told, position=at, version=version))
    return [replace(fact, leaf=leaf_of(fact, made)) for fact in made]


def leaf_of(fact: Held, facts: Iterable[Held] = ()) -> bytes:
    """Return the leaf that a fact should have; `facts` have the announcement of a redacted one."""
    if fact.state is not None and fact.salt is not None:
        content = content_hash(fact.salt, fact.state)
    else:
        told = next(one for one in facts if one.stream == f"redaction-{fact.position}")
        content = b64decode(str(told.fields()["content_hash"]))
    return sealed(fact.position, fact.stream, fact.version, fact.recorded_at, fact.name, content)


def grown(facts: Iterable[Held]) -> Frontier:
    """Return the tree over some facts."""
    tree = Frontier()
    for fact in facts:
        tree.append(fact.leaf)
    return tree


def signed(facts: Sequence[Held], sizes: Iterable[int], signers: Sequence[Signer]) -> list[str]:
    """Return checkpoints of these sizes, each by the key in use then: signers in their order."""
    adopted = [fact.position for fact in facts if fact.name == "key.adopted"]
    return [
        signed_one(facts, size, signers[max(0, sum(at <= size for at in adopted) - 1)])
        for size in sizes
        if size <= len(facts)
    ]


def signed_one(facts: Sequence[Held], size: int, signer: Signer) -> str:
    """Return a checkpoint of the first `size` facts."""
    return Checkpoint(own_origin(facts), size, grown(facts[:size]).root()).signed(signer)


def own_origin(facts: Sequence[Held]) -> str:
    """Return the origin that the first fact gives."""
    opened = facts[0].fields()
    return origin(str(opened["name"]), str(opened["ledger_id"]))


def with_keys(facts: Sequence[Held], signers: Sequence[Signer]) -> list[Held]:
    """Return the facts with other keys adopted in the places of the old, handed over properly."""
    named, left = own_origin(facts), list(signers)
    previous: Signer | None = None
    made = []
    for fact in facts:
        if fact.name == "key.adopted":
            signer = left.pop(0)
            made.append(fact.said(**adoption(named, previous, signer)))
            previous = signer
        else:
            made.append(fact)
    return again(made)


def adoption(named: str, previous: Signer | None, signer: Signer) -> dict[str, object]:
    """Return the fields of a key's adoption: from the hand of the one before, if there is one."""
    if previous is None:
        return {"key": str(signer.verifier), "previous": None, "signature": None}
    signature = b64encode(hand_over(named, previous, signer.verifier)).decode()
    return {
        "key": str(signer.verifier), "previous": str(previous.verifier), "signature": signature,
    }  # fmt: skip


def _following(fact: Held, moved: dict[int, int]) -> Held:
    """Return an announcement that names the place to which its fact has moved."""
    if fact.name != "fact.redacted":
        return fact
    at = moved[int(str(fact.fields()["redacted_position"]))]
    return replace(fact.said(redacted_position=at), stream=f"redaction-{at}")


def _names(facts: Iterable[Held]) -> list[tuple[str, int]]:
    return sorted({(fact.name, _version(fact)) for fact in facts})


def _version(fact: Held) -> int:
    """Return the version of the fact's form, as it says or, where it is gone, as it was."""
    if fact.state is None:
        return FACTS[fact.name].class_version
    said = re.search(rb'"class_version": ?(\d+)', fact.state)
    return int(said[1]) if said else 1


def _sized(note: str) -> tuple[int, str]:
    return read_checkpoint(note).checkpoint.size, note
