"""Rows of forecasts made quick to decide: what many of them say is read once.

Invariant: a row that is a claim by itself has the parts that its commands name, and a row that
cannot be read is refused as reading its commands would refuse it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import repeat
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
_UNREAD = Part("", "")
"""Stands for a source that was not read yet; None is none."""


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
        self._asked_at = [self._at[name] for name in _ASKED if name in self._at]
        further = {
            _CONTENT.get(ours, ours): self._at[name]
            for name, ours in FURTHER.items()
            if name in self._at
        }
        self._further, self._further_at = (*further,), [*further.values()]
        self._whos: dict[str, Part] = {}
        self._askeds = Parts()
        self._sources: dict[str, Part | None] = {"": None}
        self._saids: dict[str, tuple[date, datetime | None]] = {}
        self._chances: dict[str, int] = {}

    def plain(self, batch: Sequence[Line], repeats: Repeats) -> Iterator[Plain | Refusal]:
        """Yield rows that are each a claim by itself."""
        columns, n = self._columns(batch), len(batch)
        self._askeds.recall(_cells(columns, self._asked_at, n))
        ids, chances = self._column(columns, "external_id"), self._column(columns, "probability")
        given = self._column(columns, "source") if "source" in self._at else [""] * n
        rows = zip(
            batch,
            ids,
            map(self._whos.get, self._column(columns, "commentator")),
            map(self._askeds.get, _cells(columns, self._asked_at, n)),
            map(self._sources.get, given, repeat(_UNREAD)),
            map(self._saids.get, self._column(columns, "made_at")),
            map(self._chances.get, chances),
            chances,
            _cells(columns, self._further_at, n),
            repeats.counts([*map(mark_of, ids)]) if repeats else repeat(1, n),
            strict=True,
        )  # each row is looked up when its turn comes: those before it may say the same
        for (line, cells), name, who, asked, source, said, chance, written, further, seen in rows:
            if name and who and asked and source is not _UNREAD and said and chance is not None:
                yield Plain(
                    line, cells, name, who, asked, source, said, chance, written,
                    self._further, further, seen, self._rows,
                )  # fmt: skip
            else:
                yield self._read_or_refused(line, cells, seen)

    def any(self, line: int, cells: list[str], seen: int) -> Plain | Row:
        """Return a row as a claim by itself, or its fields; raise `Fault`."""
        row = fields_of(self._header, cells)
        if kind_of(row) == "binary":
            return self._read(line, cells, row, seen)
        check_filled(row, *(name for name in REQUIRED if name != "probability"))
        return row

    def id_of(self, cells: list[str]) -> str | None:
        """Return the external_id of a row; None where it cannot be told."""
        return cells[self._at["external_id"]].strip() if len(cells) == len(self._header) else None

    def _columns(self, batch: Sequence[Line]) -> Sequence[Sequence[str]]:
        """Return the cells of a batch by column; blank ones for a row of another width."""
        width = len(self._header)
        blank = [""] * width
        rows = [cells if len(cells) == width else blank for _, cells in batch]
        return [[*map(str.strip, column)] for column in zip(*rows, strict=True)]

    def _column(self, columns: Sequence[Sequence[str]], name: str) -> Sequence[str]:
        return columns[self._at[name]]

    def _read_or_refused(self, line: int, cells: list[str], seen: int) -> Plain | Refusal:
        try:
            return self._read(line, cells, fields_of(self._header, cells), seen)
        except Fault as fault:
            return refused(self._rows.file, line, fault)

    def _read(self, line: int, cells: list[str], row: Row, seen: int) -> Plain:
        """Read a row, and remember its parts."""
        check_filled(row, *REQUIRED)
        question = question_of(row)
        made = when(row, "made_at")
        chance = probability_of(row)
        answer_of(row, question.key, outcome_of(row))
        by, given, held = row["commentator"], row.get("source", ""), [*row.values()]
        said = (made.day, made.moment) if made else (date.min, None)
        who = self._whos.get(by) or Part(by, commentator_stream(by))
        cells_asked = tuple(held[at] for at in self._asked_at)
        known = self._askeds.get(cells_asked)
        asked = known or _asked(question)
        commands = () if known else of_asked(row, question, Options(self._rows.namespace))
        source = self._sources.get(given) or (Part(given, "") if given else None)
        _remember(self._whos, by, who)
        self._askeds.keep(cells_asked, asked)
        _remember(self._sources, given, source)
        _remember(self._saids, row["made_at"], said)
        _remember(self._chances, row["probability"], chance)
        further = tuple(held[at] for at in self._further_at)
        return Plain(
            line, cells, row["external_id"], who, asked, source, said, chance,
            row["probability"], self._further, further, seen, self._rows, commands,
        )  # fmt: skip


def _cells(
    columns: Sequence[Sequence[str]], which: Sequence[int], n: int
) -> Iterable[tuple[str, ...]]:
    """Return the cells of some columns, row by row."""
    return zip(*[columns[at] for at in which], strict=True) if which else repeat((), n)


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
