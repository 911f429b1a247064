"""Files that are imported at once, in the order in which their rows are to be decided.

Articles are held, files of forecasts pass through. Invariant: the order is that of `in_order` over
all of their rows, as if all were held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from ledger.domain.claim import RecordClaim
from ledger.errors import Refusal
from ledger.importers.forecasts import Forecasts
from ledger.importers.found import Found, in_order, unmet
from ledger.importers.repeats import Repeats, mark_of
from ledger.intake import Plain, Row
from ledger.steps import Located

_AT_ONCE = 5_000


class Together:
    """The rows of some files."""

    def __init__(
        self,
        files: Sequence[Found | Forecasts],
        finish: Callable[[Located], Located] | None = None,
    ) -> None:
        """Take the files in their order; `finish` is done to each row, with all its commands."""
        self._finish = finish
        self._passing = [one for one in files if isinstance(one, Forecasts)]
        self._held = [row for one in files if isinstance(one, Found) for row in one.rows]
        self._repeats = Repeats([one.marks for one in self._passing], self._named())
        self._pulled = self._needed()
        self._places: dict[int, Forecasts] = {}
        self._rows = in_order(self._listed(files))

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._held) + sum(one.count for one in self._passing)

    def chunks(self) -> Iterator[Sequence[Row]]:
        """Yield the rows, some thousands at a time."""
        rows = self._each()
        while chunk := [*islice(rows, _AT_ONCE)]:
            yield chunk

    def _each(self) -> Iterator[Row]:
        for row in self._rows:
            passing = self._places.get(id(row))
            if passing is None:
                yield self._finish(row) if self._finish else row
            else:
                yield from self._through(passing)

    def _through(self, passing: Forecasts) -> Iterator[Row]:
        rows, finish = passing.each(self._repeats), self._finish
        if not self._pulled and finish is None:
            yield from rows
            return
        for row in rows:
            if isinstance(row, Refusal):
                yield row
            elif (passing.file, row.line) not in self._pulled:
                yield finish(_whole(row)) if finish else row

    def _named(self) -> Iterator[int]:
        """Yield what stands for the ids of claims that are held."""
        for row in self._held:
            for one in row.commands:
                if isinstance(one, RecordClaim) and one.external_id is not None:
                    yield mark_of(one.external_id)

    def _needed(self) -> dict[tuple[str, int], Located]:
        """Return the passing rows that define what rows that are held need, by where they stand."""
        needed = unmet(self._held)
        found: dict[str, Located] = {}
        for passing in self._passing if needed else ():
            for row in passing.each(self._repeats):
                if isinstance(row, Plain) and row.asked.name not in needed:
                    continue
                if not isinstance(row, Refusal):
                    found |= dict.fromkeys(needed & posed_in(row), _whole(row))
        return {(row.file, row.line): row for row in found.values()}

    def _listed(self, files: Sequence[Found | Forecasts]) -> Iterator[Located]:
        """Yield the rows that are held, and for each file that passes through one that is not."""
        yield from self._pulled.values()
        for one in files:
            if isinstance(one, Found):
                yield from one.rows
            else:
                place = Located((), one.file, 0)
                self._places[id(place)] = one
                yield place


def posed_in(row: Plain | Located) -> set[str]:
    """Return the keys of the questions that a row puts."""
    from ledger.domain.question import PoseQuestion

    return {one.key for one in _whole(row).commands if isinstance(one, PoseQuestion)}


def _whole(row: Plain | Located) -> Located:
    return row.rows.whole(row) if isinstance(row, Plain) else row
