"""The whole log as lines of JSON, and back into a file: the same facts, the same tree.

    {"claims_ledger": "log/v1", "form": "sealed", "size": 1204, "root": "q83v…="}
    {"position": 1, "stream": "ledger", "version": 1, "name": "ledger.opened", "recorded_at": …,
     "salt": …, "leaf": …, "state": "{…}"}
    {"checkpoint": "…"}                                  after the last fact that it covers

Invariant: the stored bytes go through untouched, and what comes in is sealed exactly as it was, or
not at all; a log of the preview form, which has no seal, is sealed as it comes in.
"""

from __future__ import annotations

import json
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from ledger.errors import BadProof, Damaged, Refused, Unreadable
from ledger.log.recorder import Recorder, frontier, put_names, put_sealed
from ledger.log.redacted import announced
from ledger.log.schema import PREVIEW
from ledger.log.sealing import SealedRow, Unsealed, seal
from ledger.log.tail import open_read_only, readable
from ledger.seal.checkpoint import read_checkpoint
from ledger.seal.leaf import SALT_BYTES, content_hash, sealed
from ledger.seal.tree import Frontier

MARK = "claims_ledger"
VERSION = "log/v1"
_PAGE = 10_000
_FACTS = """
    select position, originator_id, originator_version, topic, state, recorded_at, salt, leaf_hash
    from stored_events where position > ? order by position limit ?
"""
_PREVIEW_FACTS = """
    select rowid, originator_id, originator_version, topic, state from stored_events
    where rowid > ? order by rowid limit ?
"""


@dataclass
class Carried:
    """What came in: how many facts, the root over them, and whether it had no seal before."""

    size: int
    root: bytes
    unproven: bool


def lines(directory: Path) -> Iterator[str]:
    """Yield the lines of a log, of the preview form too, as it was at one moment."""
    with closing(open_read_only(directory, preview=True)) as connection, readable(directory):
        connection.execute("begin")
        version = connection.execute("pragma user_version").fetchone()[0]
        yield from _preview(connection) if version == PREVIEW else _sealed(connection)


def take_in(recorder: Recorder, given: Iterable[str], recorded_at: str) -> Carried:
    """Fill an empty log with lines, in one transaction.

    Raises `Refused` where the log is not empty, `Unreadable` for what is no such line, and
    `BadProof` where a fact, the tree or a checkpoint is not what the lines say it is.
    """
    numbered = enumerate(given, 1)
    head = read_head(next(numbered, (1, ""))[1])
    with recorder.writing() as cursor:
        tree = frontier(cursor)
        if tree.size:
            raise Refused(
                "a log can only be taken into an empty ledger", "name a new one with --ledger"
            )
        into = _Into(cursor, tree, recorded_at, unproven=head["form"] == "preview")
        while batch := list(islice(numbered, _PAGE)):
            into.take([_read(number, line) for number, line in batch if line.strip()])
        into.finish()
        _check_end(head, tree)
    return Carried(tree.size, tree.root(), into.unproven)


def read_head(line: str) -> dict[str, object]:
    """Return what the first line says; raise `Unreadable` where that is no log of a ledger."""
    head = _read(1, line) if line.strip() else {}
    if head.get(MARK) != VERSION or head.get("form") not in {"sealed", "preview"}:
        raise Unreadable(
            "that is not the log of a ledger", "claims export log -o LOG.jsonl makes one"
        )
    return head


def _sealed(connection: sqlite3.Connection) -> Iterator[str]:
    size, packed = connection.execute("select size, frontier from ledger_tree").fetchone()
    root = _text(Frontier.unpacked(size, packed).root())
    yield _line({MARK: VERSION, "form": "sealed", "size": size, "root": root})
    notes = connection.execute("select size, note from checkpoints order by size, note").fetchall()
    for row in _rows(connection, _FACTS):
        while notes and notes[0][0] < row[0]:
            yield _line({"checkpoint": notes.pop(0)[1]})
        yield _line(
            dict(zip(("position", "stream", "version", "name"), row, strict=False))
            | {"recorded_at": row[5], "salt": _text(row[6]), "leaf": _text(row[7])}
            | {"state": _utf8(row[0], row[4])}
        )
    for _, note in notes:
        yield _line({"checkpoint": note})


def _preview(connection: sqlite3.Connection) -> Iterator[str]:
    size = connection.execute("select count(*) from stored_events").fetchone()[0]
    yield _line({MARK: VERSION, "form": "preview", "size": size, "root": None})
    for row in _rows(connection, _PREVIEW_FACTS):
        yield _line(
            dict(zip(("position", "stream", "version", "name"), row, strict=False))
            | {"state": _utf8(row[0], row[4])}
        )


def _rows(connection: sqlite3.Connection, query: str) -> Iterator[tuple[object, ...]]:
    after = 0
    while page := connection.execute(query, (after, _PAGE)).fetchall():
        yield from page
        after = page[-1][0]


@dataclass
class _Into:
    """A log being filled, line by line, inside one transaction."""

    cursor: sqlite3.Cursor
    tree: Frontier
    recorded_at: str
    unproven: bool
    names: set[tuple[str, int]] = field(default_factory=set)
    gone: dict[int, SealedRow] = field(default_factory=dict)

    def take(self, facts: list[dict[str, object]]) -> None:
        """Take some lines in."""
        rows: list[SealedRow] = []
        for one in facts:
            if "checkpoint" in one:
                self._check(str(one["checkpoint"]), rows)
            else:
                rows.append(self._row(one))
        self._put(rows)

    def finish(self) -> None:
        """Let go of what is redacted, and note the names."""
        for position, row in self.gone.items():
            self._redact(position, row)
        _check_known(self.names)
        put_names(self.cursor, self.names)
        if self.cursor.execute(_GAP).fetchone():
            raise Unreadable("the lines leave out facts of a stream", "export the log again")

    def _put(self, rows: list[SealedRow]) -> None:
        put_sealed(self.cursor, self.tree, rows)
        rows.clear()

    def _row(self, one: dict[str, object]) -> SealedRow:
        position, stream, version, name = _place(one, self.tree.size + 1)
        if one.get("state") is None:
            return self._redacted_row(one, (position, stream, version, name))
        state = str(one["state"]).encode()
        self.names.add((name, _class_version(position, state)))
        if self.unproven:
            fact = Unsealed(stream, version, name, state)
            return seal(self.tree, [fact], self.recorded_at)[0]
        recorded_at, salt, leaf = _seal_of(one)
        found = sealed(position, stream, version, recorded_at, name, content_hash(salt, state))
        if found != leaf:
            raise BadProof(f"the fact at position {position} is not what was sealed")
        self.tree.append(leaf)
        return position, stream, version, name, state, recorded_at, salt, leaf

    def _redacted_row(self, one: dict[str, object], place: tuple[int, str, int, str]) -> SealedRow:
        recorded_at, _, leaf = _seal_of({**one, "salt": _text(bytes(SALT_BYTES))})
        self.tree.append(leaf)
        row = (*place, b"", recorded_at, bytes(SALT_BYTES), leaf)
        self.gone[place[0]] = row
        return row

    def _redact(self, position: int, row: SealedRow) -> None:
        told = self.cursor.execute(_ANNOUNCED, (f"redaction-{position}",)).fetchone()
        if told is None:
            raise BadProof(f"the content of position {position} is missing, and nothing says why")
        content, class_version = announced(told[0])
        self.names.add((row[3], class_version))
        if sealed(*row[:3], row[5], row[3], content) != row[7]:
            raise BadProof(f"the fact at position {position} is not what was sealed")
        self.cursor.execute(_REDACT, (position,))

    def _check(self, note: str, rows: list[SealedRow]) -> None:
        found = read_checkpoint(note).checkpoint
        if (found.size, found.root) != (self.tree.size, self.tree.root()):
            raise BadProof(f"the checkpoint of {found.size} facts is of another log")
        self._put(rows)
        self.cursor.execute("insert into checkpoints values (?, ?)", (found.size, note))


_ANNOUNCED = "select cast(state as text) from stored_events where originator_id = ?"
_REDACT = "update stored_events set state = null, salt = null where position = ?"
_GAP = """
    select 1 from stored_events group by originator_id
    having count(*) <> max(originator_version) or min(originator_version) <> 1 limit 1
"""


def _check_known(names: Iterable[tuple[str, int]]) -> None:
    from ledger.domain.facts import FACTS
    from ledger.log.mapper import unknown_fact

    for name, version in names:
        if name not in FACTS or version > FACTS[name].class_version:
            raise unknown_fact(name, version)


def _read(number: int, line: str) -> dict[str, object]:
    from ledger.strict import load_json

    found = load_json(line)
    if not isinstance(found, dict):
        raise Unreadable(f"line {number} of the log is no fact", "export the log again")
    return found


def _place(one: dict[str, object], expected: int) -> tuple[int, str, int, str]:
    position, stream, version, name = (
        one.get(key) for key in ("position", "stream", "version", "name")
    )
    if position != expected:
        raise Unreadable(f"position {expected} is missing from the log", "export the log again")
    if not (isinstance(stream, str) and isinstance(version, int) and isinstance(name, str)):
        raise Unreadable(f"position {expected} of the log is no fact", "export the log again")
    return expected, stream, version, name


def _seal_of(one: dict[str, object]) -> tuple[str, bytes, bytes]:
    try:
        salt, leaf = b64decode(str(one["salt"])), b64decode(str(one["leaf"]))
        return str(one["recorded_at"]), salt, leaf
    except (KeyError, ValueError) as error:
        raise Unreadable(
            f"position {one.get('position')} of the log has no seal", "export the log again"
        ) from error


def _class_version(position: int, state: bytes) -> int:
    try:
        return int(json.loads(state)["class_version"])
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise Unreadable(
            f"position {position} of the log is no fact", "export the log again"
        ) from error


def _check_end(head: dict[str, object], tree: Frontier) -> None:
    if head.get("size") != tree.size:
        raise Unreadable(
            f"the log should have {head.get('size')} facts and has {tree.size}",
            "export the log again",
        )
    if head["form"] == "sealed" and head.get("root") != _text(tree.root()):
        raise BadProof("the facts lead to another root than the log says")


def _line(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _text(raw: object) -> str | None:
    """Return bytes in base64; None for none, as for the salt of a redacted fact."""
    return b64encode(raw).decode() if isinstance(raw, bytes) else None


def _utf8(position: object, state: object) -> str | None:
    try:
        return bytes(state).decode() if isinstance(state, bytes) else None
    except UnicodeDecodeError as error:
        raise Damaged(
            f"the fact at position {position} is not as it was written",
            "claims verify says what is wrong",
        ) from error
