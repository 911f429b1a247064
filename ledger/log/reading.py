"""The log as the read model sees it: where it ends, and its facts as lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from ledger.log.lines import Lines, lines
from ledger.log.tail import mark_at, open_read_only, readable
from ledger.seal.tree import Frontier

_AT_ONCE = 10_000
_LEAVES = "select leaf_hash from stored_events where position <= ? order by position"


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

    def lines(self, after: int, room: Mapping[str, int]) -> Iterator[Lines]:
        """Yield the facts above `after`, up to the end looked at; see `ledger.log.lines`."""
        return lines(self._directory, after, self.position, room)


def tree_head(directory: Path, position: int) -> bytes:
    """Return the root over the facts up to a position: what a checkpoint of them would sign."""
    with closing(open_read_only(directory)) as connection, readable(directory):
        size, packed = connection.execute("select size, frontier from ledger_tree").fetchone()
        if position == size:
            return Frontier.unpacked(size, packed).root()
        tree, leaves = Frontier(), connection.execute(_LEAVES, (position,))
        while some := leaves.fetchmany(_AT_ONCE):
            tree.extend([leaf for (leaf,) in some])
    return tree.root()
