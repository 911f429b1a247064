"""Answers as a CSV file: a row says how one question ended, when, and how we know.

Columns: question or id, outcome; and where present on, known, evidence, note, reason. Invariant: a
row is taken whole or refused with its line, its field and a remedy. Which question is meant, and
whether it can end so, is for whoever knows the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ledger.errors import Malformed, Refusal, Unreadable
from ledger.strict import csv_rows

TARGETS = ("question", "id")
KNOWN = ("outcome", "on", "known", "evidence", "note", "reason")
_HEADER = "question,outcome,on,known,evidence,note,reason"
_BETWEEN = re.compile(r";(?:\s+|$)|\n")
"""What stands between several pieces of evidence in a cell; a web address may hold a semicolon."""


@dataclass(frozen=True)
class Answer:
    """One row, as it is written."""

    line: int
    target: str
    outcome: str
    on: str | None
    known: str | None
    evidence: tuple[str, ...]
    note: str | None
    reason: str


@dataclass
class Answers:
    """The rows of a file, its faults, and remarks that stop nothing."""

    rows: list[Answer] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read(file: str, content: bytes) -> Answers:
    """Read a CSV of answers: UTF-8, comma-separated, a header of column names in any order."""
    found = Answers()
    try:
        _read_rows(file, csv_rows(content), found)
    except Malformed as fault:
        found.refusals.append(Refusal(file, fault.line, "", fault.problem, fault.remedy))
    except Unreadable as error:
        found.refusals.append(Refusal(file, 1, "", error.sentence, error.remedy))
    return found


def _read_rows(file: str, rows: Iterator[tuple[int, list[str]]], found: Answers) -> None:
    _, first = next(rows, (1, []))
    header = _header([name.strip().lower() for name in first], found)
    for line, cells in rows:
        try:
            found.rows.append(_answer(line, header, cells))
        except _Fault as fault:
            error = fault.error
            found.refusals.append(Refusal(file, line, fault.field, error.sentence, error.remedy))


def _header(names: list[str], found: Answers) -> list[str]:
    targets = [name for name in names if name in TARGETS]
    if len(targets) != 1 or "outcome" not in names:
        raise Unreadable(
            "it needs a column outcome and one of question, id", f"begin it with {_HEADER}"
        )
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Unreadable(f"columns stand twice: {', '.join(twice)}", "keep one of each")
    unread = [name for name in names if name not in {*TARGETS, *KNOWN}]
    if unread:
        found.remarks.append(f"columns that are not read: {', '.join(unread)}")
    return names


class _Fault(Exception):
    """What is wrong with a row, and in which field."""

    def __init__(self, name: str, error: Unreadable) -> None:
        super().__init__(error.sentence)
        self.field, self.error = name, error


def _answer(line: int, header: list[str], cells: list[str]) -> Answer:
    if len(cells) != len(header):
        problem = f"it has {len(cells)} fields where the header has {len(header)}"
        raise _Fault("", Unreadable(problem, "quote fields that hold commas"))
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    target = next(name for name in TARGETS if name in row)
    for name in (target, "outcome"):
        if not row[name]:
            raise _Fault(name, Unreadable(f"{name} is empty", "fill it in, or leave the row out"))
    pieces = map(str.strip, _BETWEEN.split(row.get("evidence", "")))
    return Answer(
        line=line,
        target=row[target],
        outcome=row["outcome"],
        on=row.get("on") or None,
        known=row.get("known") or None,
        evidence=tuple(filter(None, pieces)),
        note=row.get("note") or None,
        reason=row.get("reason", ""),
    )
