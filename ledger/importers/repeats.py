"""Which external ids stand in more than one row of a file, in memory for those that do.

Invariant: one that repeats is always found; now and then one that does not is taken for one that
does, and that is only slower.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ledger.aside import Aside
from ledger.domain.names import external_tail

if TYPE_CHECKING:
    import numpy as np

_FEW = 50_000
"""Rows that are counted without loading a library for it."""
_HELD = 65_536
"""Marks of a file in memory."""
_AT_ONCE = 250_000
"""Marks that are compared with each other at a time, or almost."""


def mark_of(external_id: str) -> int:
    """Return what stands for an id while the program runs."""
    return hash(external_tail(external_id))


class Marks:
    """What stands for the ids of a file's rows, in their order."""

    def __init__(self) -> None:
        """Hold none yet."""
        self._last = array("q")
        self._aside, self._set_aside = Aside[bytes](), 0

    def __len__(self) -> int:
        """Return how many there are."""
        return self._set_aside + len(self._last)

    def append(self, mark: int) -> None:
        """Put one after the others."""
        self._last.append(mark)
        if len(self._last) >= _HELD:
            self._aside.put([self._last.tobytes()])
            self._set_aside += len(self._last)
            self._last = array("q")

    def pieces(self) -> Iterator[array[int]]:
        """Yield them all, some thousands at a time."""
        for pieces in self._aside.batches():
            yield from (array("q", piece) for piece in pieces)
        yield self._last


class Repeats:
    """How often each mark stands in some files."""

    def __init__(self, marks: Sequence[Marks], named: Iterable[int] = ()) -> None:
        """Take the marks of the files' rows; those `named` are named elsewhere too."""
        self._few: dict[int, int] = dict.fromkeys(named, 2)
        self._many: tuple[np.ndarray, np.ndarray] | None = None
        if sum(map(len, marks)) <= _FEW:
            counts = Counter(mark for piece in _pieces(marks) for mark in piece)
            self._few |= {mark: count for mark, count in counts.items() if count > 1}
        else:
            self._count(marks)

    def __bool__(self) -> bool:
        """Say whether any mark repeats."""
        return bool(self._few) or self._many is not None

    def counts(self, marks: Sequence[int]) -> Sequence[int]:
        """Return how often each of these marks stands there: 1 for what repeats nowhere."""
        if self._many is None:
            few = self._few
            return [few.get(mark, 1) for mark in marks] if few else [1] * len(marks)
        return self._looked_up(marks)

    def _count(self, marks: Sequence[Marks]) -> None:
        """Count them part by part, a part being those that end in the same bits."""
        import numpy as np

        parts = 1 << (sum(map(len, marks)) // _AT_ONCE).bit_length()
        found = [_repeated(marks, part, parts - 1) for part in range(parts)]
        known, counts = (np.concatenate(column) for column in zip(*found, strict=True))
        order = np.argsort(known)
        if len(order):
            self._many = known[order], counts[order]

    def _looked_up(self, marks: Sequence[int]) -> Sequence[int]:
        import numpy as np

        known, counts = self._many or (np.empty(0), np.empty(0))
        asked = np.asarray(marks, dtype=np.int64)
        at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
        found = np.where(known[at] == asked, counts[at], 1).tolist()
        few = self._few
        if few:
            return [max(n, few.get(mark, 1)) for n, mark in zip(found, marks, strict=True)]
        return list(found)


def _pieces(marks: Sequence[Marks]) -> Iterator[array[int]]:
    return (piece for one in marks for piece in one.pieces())


def _repeated(marks: Sequence[Marks], part: int, mask: int) -> tuple[np.ndarray, np.ndarray]:
    """Return those marks under the mask that stand there several times, and how often."""
    import numpy as np

    pieces = (np.frombuffer(piece, dtype=np.int64) for piece in _pieces(marks))
    every = np.concatenate([piece[piece & mask == part] for piece in pieces])
    marked, counts = np.unique(every, return_counts=True)
    several = counts > 1
    return marked[several], counts[several]
