"""Our own article files: one TOML per article, with its claims, questions, answers and readings.

Invariant: an entry is taken whole or refused with its line; nothing in it is guessed or dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pydantic import ValidationError

from ledger.domain.claim import (
    RecordClaim,
    RecordOccurrence,
)
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.deadlines import read_deadline
from ledger.domain.estimate import RecordEstimate
from ledger.domain.forecast import Stated, read_interval
from ledger.domain.probability import decimal_probability
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.domain.rejection import RejectStatement
from ledger.domain.source import RegisterSource
from ledger.domain.story import OpenStory
from ledger.errors import Malformed, Refusal, Unreadable
from ledger.importers.article_entries import (
    ENTRIES,
    ClaimEntry,
    CoderEntry,
    Entry,
    QuestionEntry,
    RejectedEntry,
    ResolutionEntry,
    SourceEntry,
    StoryEntry,
)
from ledger.importers.found import Found, Options
from ledger.steps import Located
from ledger.strict import load_toml

if TYPE_CHECKING:
    from ledger.domain.decide import Command

_HEADER = re.compile(r"^[ \t]*\[\[?[ \t]*([\w-]+)[ \t]*\]\]?[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_REMEDY = "the fields of an article file: claims help import"
_PLAIN = ("yes", "no", "annulled", "ambiguous")
_SINGLE = ("coder", "source")


def read(file: str, content: bytes, options: Options) -> Found:
    """Read an article file: UTF-8 TOML with the tables of `ENTRIES`."""
    del options
    found = Found()
    try:
        tables = load_toml(content)
    except Malformed as fault:
        found.refusals.append(_refusal(file, fault.line, "", fault.problem, fault.remedy))
    else:
        _read_tables(file, content.decode("utf-8-sig"), tables, found)
    return found


def tables() -> dict[str, str]:
    """Return the tables of an article file with their fields, for the help."""
    headers = {name: f"[{name}]" if name in _SINGLE else f"[[{name}]]" for name in ENTRIES}
    return {headers[name]: ", ".join(entry.model_fields) for name, entry in ENTRIES.items()}


def _read_tables(file: str, text: str, tables: dict[str, object], found: Found) -> None:
    entries = _entries(file, text, tables, found)
    source = next((entry for _, entry in entries if isinstance(entry, SourceEntry)), None)
    coder = next((entry for _, entry in entries if isinstance(entry, CoderEntry)), None)
    if "source" not in tables:
        problem, remedy = "the file names no source", "begin it with [source] and a key"
        found.refusals.append(_refusal(file, 1, "source", problem, remedy))
        return
    found.remarks.extend(_other_days(entries))
    for line, entry in entries:
        missing = _missing(entry, source is None, coder is None and "coder" in tables)
        if missing:
            problem = f"it stands on [{missing}], which is refused"
            found.refusals.append(
                _refusal(file, line, _field(entry), problem, f"mend [{missing}] first")
            )
            continue
        try:
            for commands in _commands(entry, source, coder):
                found.rows.append(Located(commands, file, line, _field(entry)))
        except Unreadable as error:
            found.refusals.append(_refusal(file, line, "claim", error.sentence, error.remedy))


def _other_days(entries: list[tuple[int, Entry]]) -> Iterator[str]:
    """Yield a remark where words of time lead to another day than the file says is stated."""
    closes = {
        entry.key: entry.closes_on
        for _, entry in entries
        if isinstance(entry, QuestionEntry) and entry.deadline == "stated" and entry.closes_on
    }
    for line, entry in entries:
        if not isinstance(entry, ClaimEntry) or not entry.deadline_words:
            continue
        stated = closes.get(entry.question)
        read = _day_of(entry.deadline_words, entry.said_on) if stated else None
        if read and read != stated:
            yield (
                f"line {line}: “{entry.deadline_words}”, said on {entry.said_on}, reads as {read},"
                f" but {entry.question} closes on {stated}"
            )


def _day_of(words: str, said_on: date) -> date | None:
    """Return the day that words of time name, if they name one."""
    try:
        return read_deadline(words, said_on).day
    except Unreadable:
        return None


def _missing(entry: Entry, no_source: bool, no_coder: bool) -> str:
    """Return which refused table an entry cannot do without, or ''."""
    if no_source and isinstance(entry, ClaimEntry | RejectedEntry):
        return "source"
    return "coder" if no_coder and isinstance(entry, ClaimEntry) and entry.reading else ""


def _entries(
    file: str, text: str, tables: dict[str, object], found: Found
) -> list[tuple[int, Entry]]:
    lines = _lines(text)
    checked: list[tuple[int, Entry]] = []
    for name, value in tables.items():
        given = value if isinstance(value, list) else [value]
        problem = _no_table(name, several=isinstance(value, list))
        if problem:
            found.refusals.append(_refusal(file, lines.get((name, 0), 1), name, problem, _REMEDY))
            continue
        for index, fields in enumerate(given):
            line = lines.get((name, index), 1)
            try:
                checked.append((line, ENTRIES[name].model_validate(fields)))
            except ValidationError as error:
                found.refusals.extend(_invalid(file, line, name, error))
    return _without_odd_outcomes(file, checked, found)


def _without_odd_outcomes(
    file: str, entries: list[tuple[int, Entry]], found: Found
) -> list[tuple[int, Entry]]:
    """Leave out answers, other than yes or no, to questions that the file itself asks plainly."""
    plain = {
        entry.key
        for _, entry in entries
        if isinstance(entry, QuestionEntry) and entry.kind == "binary"
    }
    fine = []
    for line, entry in entries:
        odd = isinstance(entry, ResolutionEntry) and entry.question in plain
        if odd and isinstance(entry, ResolutionEntry) and entry.outcome not in _PLAIN:
            problem = f"“{entry.outcome}” is not an outcome"
            remedy = f"use one of: {', '.join(_PLAIN)}"
            found.refusals.append(_refusal(file, line, "resolution.outcome", problem, remedy))
        else:
            fine.append((line, entry))
    return fine


def _no_table(name: str, *, several: bool) -> str:
    """Return what is wrong with a table of this name, or ''."""
    if name not in ENTRIES:
        return f"“{name}” is no table of an article file"
    if (name in _SINGLE) == several:
        return f"it is written [{name}], once" if several else f"it is written [[{name}]]"
    return ""


def _lines(text: str) -> dict[tuple[str, int], int]:
    """Return the line on which the n-th table of each name begins."""
    seen: dict[str, int] = {}
    lines: dict[tuple[str, int], int] = {}
    for header in _HEADER.finditer(text):
        name = header[1]
        lines[name, seen.get(name, 0)] = text.count("\n", 0, header.start(1)) + 1
        seen[name] = seen.get(name, 0) + 1
    return lines


def _commands(
    entry: Entry, source: SourceEntry | None, coder: CoderEntry | None
) -> list[tuple[Command, ...]]:
    match entry:
        case SourceEntry():
            return [(RegisterSource(**dict(entry)),)]
        case StoryEntry():
            return [(OpenStory(entry.key, entry.title),)]
        case QuestionEntry():
            return [(_pose(entry),)]
        case ClaimEntry() if source:
            return _claim(entry, source, coder)
        case ResolutionEntry():
            return [(_resolve(entry),)]
        case RejectedEntry() if source:
            return _reject(entry, source)
        case _:
            return []


def _pose(entry: QuestionEntry) -> PoseQuestion:
    condition = (entry.condition.question, entry.condition.outcome) if entry.condition else None
    return PoseQuestion(**{**dict(entry), "condition": condition})


def _resolve(entry: ResolutionEntry) -> ResolveQuestion:
    fields = {name: value for name, value in entry if name != "question"}
    return ResolveQuestion(key=entry.question, imported=True, **fields)


def _stated(entry: ClaimEntry) -> Stated:
    """Return the forecast of a question that does not end in yes or no."""
    interval = read_interval(entry.interval) if entry.interval else ()
    return Stated(
        choices=tuple((option, str(share)) for option, share in entry.choices.items()),
        quantiles=(*entry.quantiles.items(), *interval),
        point=entry.point,
    )


_STATED = {"choices", "quantiles", "interval", "point"}
_NOT_OF_THE_CLAIM = {"by_kind", "reading", "also", *_STATED}


def _claim(
    entry: ClaimEntry, source: SourceEntry, coder: CoderEntry | None
) -> list[tuple[Command, ...]]:
    own = {name: value for name, value in entry if name not in _NOT_OF_THE_CLAIM}
    claim = RecordClaim(source=source.key, forecast=_stated(entry), **own)
    stream = claim.stream()
    reading = [_estimate(stream, entry, coder)] if entry.reading else []
    also = [(RecordOccurrence(stream, **dict(one)),) for one in entry.also]
    return [(RegisterCommentator(entry.by, entry.by_kind),), (claim, *reading), *also]


def _estimate(stream: str, entry: ClaimEntry, coder: CoderEntry | None) -> RecordEstimate:
    low, best, high = (decimal_probability(str(part)) for part in entry.reading or ())
    said = dict(coder) if coder else {"name": "unnamed coder"}
    name = str(said.pop("name"))
    return RecordEstimate(stream, name, low, best, high, **said)


def _reject(entry: RejectedEntry, source: SourceEntry) -> list[tuple[Command, ...]]:
    rejected = RejectStatement(
        entry.by, entry.quote, entry.reason, source.key, entry.also, entry.said_on
    )
    return [(RegisterCommentator(entry.by, entry.by_kind),), (rejected,)]


def _field(entry: Entry) -> str:
    names = {kind: name for name, kind in ENTRIES.items()}
    return names[type(entry)]


def _invalid(file: str, line: int, table: str, error: ValidationError) -> list[Refusal]:
    faults = error.errors(include_url=False)
    return [
        _refusal(
            file,
            line,
            ".".join(map(str, (table, *fault["loc"]))),
            fault["msg"][0].lower() + fault["msg"][1:],
            _REMEDY,
        )
        for fault in faults
    ]


def _refusal(file: str, line: int, field: str, problem: str, remedy: str) -> Refusal:
    return Refusal(file, line, field, problem, remedy)
