"""Rows of forecasts made quick to decide: what many of them say is read once.

Invariant: a row that is a claim by itself has the parts that its commands name, and a row that
cannot be read is refused as reading its commands would refuse it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import TypeVar

from ledger.domain.names import commentator_stream, is_key, question_stream, story_stream
from ledger.domain.question import PoseQuestion
from ledger.errors import Refusal
from ledger.importers.forecast_rows import (
    FURTHER,
    REQUIRED,
    answer_of,
    check_filled,
    fields_of,
    of_asked,
    outcome_of,
    probability_of,
    question_of,
    when,
)
from ledger.importers.found import Options
from ledger.importers.parts import Parts
from ledger.importers.repeats import Repeats, mark_of
from ledger.importers.rows import Fault, Row, Several, kind_of
from ledger.importers.tables import Line
from ledger.intake import Part, Plain, Rows

Key = TypeVar("Key")
Memo = TypeVar("Memo")

SEVERAL = ("question_kind", "option", "probabilities", "level", "value")
"""Where a file has none of these columns, each of its rows is a claim by itself."""
_ASKED = ("question", "topic", "closes_on", "criteria", "story", "outcome", "resolved_at")
_CONTENT = {"of": "affiliation", "role": "speaker_role"}
"""What a claim's content calls what the command calls otherwise."""
_REMEMBERED = 65_536


def refused(file: str, line: int, fault: Fault, also: tuple[int, ...] = ()) -> Refusal:
    """Return what is told of a row that cannot be read."""
    error = fault.error
    return Refusal(file, line, fault.field, error.sentence, error.remedy, also=also)


class Reader:
    """Reads rows of one header."""

    def __init__(self, rows: Rows, header: list[str]) -> None:
        """Take the file and its columns."""
        self._rows, self._header = rows, header
        self._at = {name: at for at, name in enumerate(header)}
        asked = [self._at[name] for name in _ASKED if name in self._at]
        self._asked_cells = itemgetter(*asked)
        self._further = [
            (self._at[name], _CONTENT.get(ours, ours))
            for name, ours in FURTHER.items()
            if name in self._at
        ]
        self._whos: dict[str, Part] = {}
        self._askeds = Parts()
        self._sources: dict[str, Part | None] = {"": None}
        self._saids: dict[str, tuple[date, datetime | None]] = {}
        self._chances: dict[str, int] = {}

    def plain(self, batch: Sequence[Line], repeats: Repeats) -> Iterator[Plain | Refusal]:
        """Yield rows that are each a claim by itself."""
        rows = [(line, self._stripped(cells)) for line, cells in batch]
        width = len(self._header)
        self._askeds.recall(self._asked_cells(cells) for _, cells in rows if len(cells) == width)
        for (line, cells), seen in zip(rows, self._seen(rows, repeats), strict=True):
            try:
                yield self._known(line, cells, seen) or self._read(line, cells, seen)
            except Fault as fault:
                yield refused(self._rows.file, line, fault)

    def any(self, line: int, cells: list[str], seen: int) -> Plain | Row:
        """Return a row as a claim by itself, or its fields; raise `Fault`."""
        row = fields_of(self._header, self._stripped(cells))
        if kind_of(row) == "binary":
            return self._read(line, [*row.values()], seen)
        check_filled(row, *(name for name in REQUIRED if name != "probability"))
        return row

    def id_of(self, cells: list[str]) -> str | None:
        """Return the external_id of a row; None where it cannot be told."""
        return cells[self._at["external_id"]].strip() if len(cells) == len(self._header) else None

    def _stripped(self, cells: list[str]) -> list[str]:
        return [*map(str.strip, cells)] if len(cells) == len(self._header) else cells

    def _seen(self, rows: Sequence[Line], repeats: Repeats) -> Sequence[int]:
        if not repeats:
            return [1] * len(rows)
        at, width = self._at["external_id"], len(self._header)
        return repeats.counts(
            [mark_of(cells[at]) if len(cells) == width else 0 for _, cells in rows]
        )

    def _known(self, line: int, cells: list[str], seen: int) -> Plain | None:
        """Return a row all of whose parts were read before."""
        at = self._at
        if len(cells) != len(self._header):
            return None
        external_id, written = cells[at["external_id"]], cells[at["probability"]]
        who = self._whos.get(cells[at["commentator"]])
        asked = self._askeds.get(self._asked_cells(cells))
        said, chance = self._saids.get(cells[at["made_at"]]), self._chances.get(written)
        given = cells[at["source"]] if "source" in at else ""
        if not external_id or who is None or asked is None or said is None or chance is None:
            return None
        if given not in self._sources:
            return None
        source = self._sources[given]
        further = self._further_of(cells) if self._further else {}
        return Plain(
            line, cells, external_id, who, asked, source, said, chance, written, further, seen,
            self._rows,
        )  # fmt: skip

    def _read(self, line: int, cells: list[str], seen: int) -> Plain:
        """Read a row, and remember its parts."""
        row = fields_of(self._header, cells)
        check_filled(row, *REQUIRED)
        question = question_of(row)
        made = when(row, "made_at")
        chance = probability_of(row)
        answer_of(row, question.key, outcome_of(row))
        by, given = row["commentator"], row.get("source", "")
        said = (made.day, made.moment) if made else (date.min, None)
        who = self._whos.get(by) or Part(by, commentator_stream(by))
        cells_asked = self._asked_cells(cells)
        known = self._askeds.get(cells_asked)
        asked = known or _asked(question)
        commands = () if known else of_asked(row, question, Options(self._rows.namespace))
        source = self._sources.get(given) or (Part(given, "") if given else None)
        _remember(self._whos, by, who)
        self._askeds.keep(cells_asked, asked)
        _remember(self._sources, given, source)
        _remember(self._saids, row["made_at"], said)
        _remember(self._chances, row["probability"], chance)
        return Plain(
            line, cells, row["external_id"], who, asked, source, said, chance,
            row["probability"], self._further_of(cells), seen, self._rows, commands,
        )  # fmt: skip

    def _further_of(self, cells: list[str]) -> Mapping[str, str]:
        return {ours: cells[at] for at, ours in self._further if cells[at]}


def _asked(question: PoseQuestion) -> Part:
    story = question.story or ""
    beside = story_stream(story) if is_key(story) else ""
    return Part(question.key, question_stream(question.key), beside)


def _remember(memo: dict[Key, Memo], key: Key, value: Memo) -> None:
    """Keep what was read, and forget all of it where that is too much."""
    if len(memo) >= _REMEMBERED:
        memo.clear()
    memo[key] = value


class Groups:
    """Rows in the order of the file, of which some are one claim; whole ones come out first.

    A claim is whole when all rows came that may have its external_id. Invariant: what comes out is
    in the order of first lines; what is held lies between the first row of a claim and its last.
    """

    def __init__(self, file: str, own: Repeats, wrong: Mapping[str, int]) -> None:
        """Take how often ids stand in the file, and what may be the id of a row without one."""
        self._file, self._own, self._wrong = file, own, wrong
        self._held: deque[Plain | Refusal | Several] = deque()
        self._several: dict[str, Several] = {}
        self._broken: dict[str, int] = {}
        self._left: dict[int, int] = {}

    def add(self, line: int, external_id: str | None, item: Plain | Row | Fault) -> None:
        """Take the next row, as it was read."""
        if isinstance(item, Fault):
            self._held.append(refused(self._file, line, item))
            self._broken[external_id or ""] = line
        elif isinstance(item, Plain):
            self._held.append(item)
        else:
            self._join(line, item)
        if external_id is not None:
            self._count(external_id)

    def ready(self, *, end: bool = False) -> Iterator[Plain | Refusal | Several]:
        """Yield what is whole; at the `end`, the rest."""
        while self._held and (end or not self._waits(self._held[0])):
            one = self._held.popleft()
            if isinstance(one, Several):
                self._close(one)
            yield one

    def _join(self, line: int, row: Row) -> None:
        one = self._several.get(row["external_id"])
        if one is None:
            one = self._several[row["external_id"]] = Several()
            self._held.append(one)
        one.rows.append((line, row))

    def _count(self, external_id: str) -> None:
        mark = mark_of(external_id)
        [every] = self._own.counts([mark])
        left = self._left.get(mark, every) - 1
        if left > 0:
            self._left[mark] = left
        else:
            self._left.pop(mark, None)

    def _waits(self, one: Plain | Refusal | Several) -> bool:
        return isinstance(one, Several) and mark_of(one.first["external_id"]) in self._left

    def _close(self, one: Several) -> None:
        external_id = one.first["external_id"]
        one.broken = max(self._broken.get(external_id, 0), self._wrong.get(external_id, 0))
        del self._several[external_id]
