"""Which external ids stand in more than one row of a file, in eight bytes a row.

Invariant: one that repeats is always found; now and then one that does not is taken for one that
does, and that is only slower.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ledger.domain.names import external_tail

if TYPE_CHECKING:
    import numpy as np

_FEW = 50_000
"""Rows that are counted without loading a library for it."""


def mark_of(external_id: str) -> int:
    """Return what stands for an id while the program runs."""
    return hash(external_tail(external_id))


class Repeats:
    """How often each mark stands in some files."""

    def __init__(self, marks: Sequence[array[int]], named: Iterable[int] = ()) -> None:
        """Take the marks of the files' rows; those `named` are named elsewhere too."""
        self._few: dict[int, int] = dict.fromkeys(named, 2)
        self._many: tuple[np.ndarray, np.ndarray] | None = None
        if sum(map(len, marks)) <= _FEW:
            counts = Counter(mark for one in marks for mark in one)
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

    def _count(self, marks: Sequence[array[int]]) -> None:
        import numpy as np

        every = np.concatenate([np.frombuffer(one, dtype=np.int64) for one in marks if one])
        every.sort()
        first = np.flatnonzero(np.concatenate([[True], every[1:] != every[:-1]]))
        counts = np.diff(first, append=len(every))
        several = counts > 1
        if several.any():
            self._many = every[first[several]], counts[several]

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
