"""The log as lines of JSON, by stored name: what the read model reads, glued together in C.

A line is the fact's own object, of today's version, after where it stands: position, stream,
version and when it was sealed. Invariant: a row becomes an object of Python only where something
must be done to it: an older version, or a stream that lost content.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

from ledger.errors import Damaged
from ledger.log.redacted import begun, read_as
from ledger.log.tail import open_read_only, readable, redacted

REDACTED = ""
"""The name under which facts stand whose content is gone."""
_CHUNK = 10_000
"""Positions that are read at a time: some ten megabytes."""
_NAMES = "select distinct topic from stored_events where position > ? and position <= ?"
_SAYS_WHEN = "substr(state, 17, length(recorded_at)) = cast(recorded_at as blob)"
"""A fact begins with when it was recorded: the moment that it was sealed with, unless it was
carried over."""
_LINE = f"""
    '{{"position":' || position || ',"stream":' || json_quote(originator_id)
        || ',"version":' || originator_version
        || case when {_SAYS_WHEN} then ',' else ',"sealed_at":"' || recorded_at || '",' end
        || substr(cast(state as text), 2)
"""
_OF_NAME = f"""
    count(*) filter (where topic = ?),
    count(*) filter (where topic = ? and not {_SAYS_WHEN}),
    cast(group_concat({_LINE}, char(10)) filter (where topic = ?) as blob)
"""
_SPAN = "from stored_events where position > ? and position <= ?"
_ROWS = """
    select position, originator_id, originator_version, topic, recorded_at, cast(state as text)
    from stored_events where position > ? and position <= ? and topic = ? order by position
"""
_STORED_NAMES = "select name, version from stored_names"
_ANNOUNCED = "select cast(state as text) from stored_events where originator_id = ?"
_STREAM_OF = "select originator_id from stored_events where position = ?"
_ROWS_OF = """
    select position, originator_id, originator_version, topic, recorded_at, cast(state as text)
    from stored_events where originator_id = ? order by originator_version
"""
_Row = tuple[int, str, int, str, str, str]


@dataclass(frozen=True)
class Lines:
    """Some facts of one stored name, a line of JSON each."""

    name: str
    """The stored name that they are read as; `REDACTED` for those whose content is gone."""
    n: int
    text: bytes
    apart: bool = False
    """Whether some were sealed at another time than they say, or are read under another name."""

    def __len__(self) -> int:
        """Return how many."""
        return self.n


def lines(directory: Path, after: int, until: int, room: Mapping[str, int]) -> Iterator[Lines]:
    """Yield the facts above `after` up to `until`, some thousands at a time, by stored name.

    `room` says up to which version each stored name can be taken; raises `Damaged` for any other.
    """
    gone = _of_lost(directory)
    with closing(open_read_only(directory)) as connection, readable(directory):
        today = _today(connection, room) if after < until else set()
        for start in range(after, until, _CHUNK):
            yield from _of_span(connection, (start, min(start + _CHUNK, until)), gone, today)


def _of_span(
    connection: Connection, span: tuple[int, int], gone: Mapping[int, Lines], today: set[str]
) -> Iterator[Lines]:
    names = [name for (name,) in connection.execute(_NAMES, span).fetchall()]
    whole = today if gone.keys().isdisjoint(range(span[0] + 1, span[1] + 1)) else set[str]()
    yield from _glued(connection, span, [name for name in names if name in whole])
    for name in names:
        if name not in whole:
            yield from _one_by_one(connection, span, name, gone)


def _glued(connection: Connection, span: tuple[int, int], names: list[str]) -> Iterator[Lines]:
    """Yield the facts of some names as they are stored, in one go through a span."""
    if not names:
        return
    query = f"select {', '.join([_OF_NAME] * len(names))} {_SPAN}"
    told = connection.execute(query, [*(name for name in names for _ in range(3)), *span])
    found = told.fetchone()
    for at, name in enumerate(names):
        n, n_apart, text = found[3 * at : 3 * at + 3]
        yield Lines(name, n, text, apart=n_apart > 0)


def _one_by_one(
    connection: Connection, span: tuple[int, int], name: str, gone: Mapping[int, Lines]
) -> Iterator[Lines]:
    for row in connection.execute(_ROWS, (*span, name)):
        yield gone[row[0]] if row[0] in gone else _line(row, name, _upcast(name, row[5]))


def _line(row: _Row, name: str, state: str) -> Lines:
    position, stream, version, stored_name, sealed_at, _ = row
    stands = {
        "position": position,
        "stream": stream,
        "version": version,
        "stored_name": stored_name,
    }
    head = json.dumps({**stands, "sealed_at": sealed_at})
    return Lines(name, 1, f"{head[:-1]},{state.lstrip()[1:]}".encode(), apart=True)


def _today(connection: Connection, room: Mapping[str, int]) -> set[str]:
    """Return the stored names of which all facts are of today's version."""
    known = connection.execute(_STORED_NAMES).fetchall()
    for name, version in known:
        if version > room.get(name, 0):
            raise _unknown(name, version)
    return {name for name, _ in known} - {name for name, version in known if version < room[name]}


def _unknown(name: str, version: object) -> Damaged:
    return Damaged(
        f"the ledger holds a fact “{name}” (version {version}) that this program does not know",
        "update the program: pip install --upgrade claimsledger",
    )


def _upcast(stored_name: str, state: str) -> str:
    """Return a fact's stored form as it would be written today."""
    from ledger.domain.facts import FACTS

    fields = json.loads(state)
    version, cls = fields["class_version"], FACTS.get(stored_name)
    if cls is None or version > cls.class_version:
        raise _unknown(stored_name, version)
    if version == cls.class_version:
        return state
    # As in the mapper: an upcast is handed the fact's own fields and nothing else.
    shared = {name: fields.pop(name) for name in ("recorded_at", "recorder", "batch")}
    del fields["class_version"]
    for older in range(version, cls.class_version):
        fields = cls.upcasts[older](fields)
    return json.dumps({**shared, "class_version": cls.class_version, **fields})


def _of_lost(directory: Path) -> dict[int, Lines]:
    """Return the facts of streams that lost content, by position, as they are to be read."""
    gone = redacted(directory)
    return _mended(directory, gone) if gone else {}


def _mended(directory: Path, gone: list[int]) -> dict[int, Lines]:
    streams: dict[str, list[_Row]] = {}
    batches: dict[int, str] = {}
    with closing(open_read_only(directory)) as connection, readable(directory):
        for at in gone:
            told = connection.execute(_ANNOUNCED, (f"redaction-{at}",)).fetchone()
            batches[at] = json.loads(told[0])["redacted_batch"]
            (stream,) = connection.execute(_STREAM_OF, (at,)).fetchone()
            streams[stream] = connection.execute(_ROWS_OF, (stream,)).fetchall()
    return {
        row[0]: _as_read(row, read, batches)
        for rows in streams.values()
        for row, read in zip(rows, _reads(rows), strict=True)
    }


def _reads(rows: list[_Row]) -> list[str | None]:
    return list(read_as((row[0], row[3], row[5] is None) for row in rows).values())


def _as_read(row: _Row, read: str | None, batches: Mapping[int, str]) -> Lines:
    position, stream, _, name, sealed_at, state = row
    if read is None:
        shared = {"recorded_at": sealed_at, "recorder": "", "batch": batches[position]}
        return _line(row, REDACTED, json.dumps(shared))
    if read != name:
        state = json.dumps(begun(read, json.loads(state), stream))
    return _line(row, read, _upcast(read, state))
