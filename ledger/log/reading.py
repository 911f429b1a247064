"""The log as the read model sees it: where it ends, its pages, and older facts written anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ledger.log.tail import Row, mark_at, pages


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
        """Yield the rows above `after`, up to the end that was looked at."""
        return pages(self._directory, after, self.position)


def upcast(stored_name: str, state: str) -> str:
    """Return an older fact's stored form as it would be written today."""
    from ledger.domain.facts import FACTS

    cls, fields = FACTS[stored_name], json.loads(state)
    # As in the mapper: an upcast is handed the fact's own fields and nothing else.
    shared = {name: fields.pop(name) for name in ("recorded_at", "recorder", "batch")}
    for version in range(fields.pop("class_version"), cls.class_version):
        fields = cls.upcasts[version](fields)
    return json.dumps({**shared, "class_version": cls.class_version, **fields})
