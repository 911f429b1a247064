"""The log as the read model sees it: where it ends, its pages, and older facts written anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ledger.log.redacted import begun, read_as
from ledger.log.tail import Row, mark_at, open_read_only, pages, readable, redacted
from ledger.seal.tree import Frontier

_LEAVES = "select leaf_hash from stored_events where position <= ? order by position"
_ANNOUNCED = "select cast(state as text) from stored_events where originator_id = ?"
_STREAM_OF = "select originator_id from stored_events where position = ?"
_ROWS_OF = """
    select position, originator_id, originator_version, topic, topic, recorded_at,
        cast(state as text)
    from stored_events where originator_id = ? order by originator_version
"""


class LogTail:
    """One look at a log: its end as it was when looked at."""

    def __init__(self, directory: Path) -> None:
        """Look at the log in `directory`, which must exist."""
        end = mark_at(directory)
        self._directory = directory
        self.position = end.position
        self.mark = end.mark

    def mark_at(self, position: int) -> str:
        """Return what told this log from any other when it ended at `position`."""
        return self.mark if position == self.position else mark_at(self._directory, position).mark

    def pages(self, after: int) -> Iterator[list[Row]]:
        """Yield the rows above `after`, up to the end looked at, as they are to be read."""
        mended = mended_rows(self._directory)
        for page in pages(self._directory, after, self.position):
            yield [mended.get(row[0], row) for row in page] if mended else page


def tree_head(directory: Path, position: int) -> bytes:
    """Return the root over the facts up to a position: what a checkpoint of them would sign."""
    with closing(open_read_only(directory)) as connection, readable(directory):
        size, packed = connection.execute("select size, frontier from ledger_tree").fetchone()
        if position == size:
            return Frontier.unpacked(size, packed).root()
        rows = connection.execute(_LEAVES, (position,)).fetchall()
    tree = Frontier()
    tree.extend([row[0] for row in rows])
    return tree.root()


def mended_rows(directory: Path) -> dict[int, Row]:
    """Return the rows of streams that lost content, by position, as they are to be read."""
    gone = redacted(directory)
    return _mended(directory, gone) if gone else {}


def _mended(directory: Path, gone: list[int]) -> dict[int, Row]:
    streams: dict[str, list[Row]] = {}
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


def _reads(rows: list[Row]) -> list[str | None]:
    return list(read_as((row[0], row[3], row[6] is None) for row in rows).values())


def _as_read(row: Row, read: str | None, batches: dict[int, str]) -> Row:
    position, stream, version, name, _, sealed_at, state = row
    if read is None:
        shared = {"recorded_at": sealed_at, "recorder": "", "batch": batches[position]}
        state = json.dumps({**shared, "class_version": 1})
    elif read != name:
        state = json.dumps(begun(read, json.loads(state), stream))
    return position, stream, version, name, read, sealed_at, state


def upcast(stored_name: str, state: str) -> str:
    """Return an older fact's stored form as it would be written today."""
    from ledger.domain.facts import FACTS

    cls, fields = FACTS[stored_name], json.loads(state)
    # As in the mapper: an upcast is handed the fact's own fields and nothing else.
    shared = {name: fields.pop(name) for name in ("recorded_at", "recorder", "batch")}
    for version in range(fields.pop("class_version"), cls.class_version):
        fields = cls.upcasts[version](fields)
    return json.dumps({**shared, "class_version": cls.class_version, **fields})
