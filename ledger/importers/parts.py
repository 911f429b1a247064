"""What rows say of questions, by their cells: some thousands in memory, the others in a file.

Invariant: a part that was decided comes back as decided; one that was not may be forgotten, and is
read again. The file has no name and goes with the process.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from hashlib import blake2b

from ledger.aside import ByKey
from ledger.intake import Part

Cells = tuple[str, ...]
_HELD = 32_768
"""Parts that were asked for since as many others were; and again as many before them."""


class Parts:
    """Remembers parts by the cells that they were read from."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._late: dict[Cells, Part] = {}
        self._early: dict[Cells, Part] = {}
        self._aside = ByKey[bytes, tuple[str, str, str, int]]()
        self._runs: list[object] = []

    def get(self, cells: Cells) -> Part | None:
        """Return the part that was read from these cells, if it is in memory."""
        found = self._late.get(cells)
        if found is None and cells in self._early:
            found = self._early.pop(cells)
            self.keep(cells, found)
        return found

    def keep(self, cells: Cells, part: Part) -> None:
        """Remember a part."""
        if len(self._late) >= _HELD:
            self._set_aside()
            self._early, self._late = self._late, {}
        self._late[cells] = part

    def recall(self, several: Iterable[Cells]) -> None:
        """Bring those back to memory that were set aside, for `get`."""
        if not self._aside:
            return
        missing = {
            _mark(cells): cells
            for cells in several
            if cells not in self._late and cells not in self._early
        }
        for mark, (name, stream, beside, run) in self._aside.found([*missing]):
            part = Part(name, stream, beside)
            part.run = self._runs[run]
            self.keep(missing[mark], part)

    def _set_aside(self) -> None:
        """Put what was decided of the parts that nobody asked for lately into the file."""
        decided = [(cells, part) for cells, part in self._early.items() if part.run is not None]
        if decided:
            self._aside.put(
                (_mark(cells), (part.name, part.stream, part.beside, self._number(part.run)))
                for cells, part in decided
            )

    def _number(self, run: object) -> int:
        if run not in self._runs:
            self._runs.append(run)
        return self._runs.index(run)


def _mark(cells: Cells) -> bytes:
    return blake2b(marshal.dumps(cells, 2), digest_size=16).digest()
