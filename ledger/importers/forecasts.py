"""Forecasts as a CSV file: a row is one stated probability, perhaps with its outcome.

Columns: external_id, commentator, question, probability, made_at, outcome, resolved_at, topic; and
where present the further ones of a claim (`_FURTHER`), and those of questions that do not end in
yes or no (`OF_KINDS`), of which several rows are one claim. Invariant: a row is taken whole or
refused with its line, its field and a remedy; no row is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.dates import When, read_when
from ledger.domain.names import is_key, question_key, url_key
from ledger.domain.probability import decimal_probability
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.domain.source import RegisterSource
from ledger.domain.story import OpenStory
from ledger.errors import Malformed, Refusal, Unreadable
from ledger.importers.found import Found, Options
from ledger.importers.rows import OF_KINDS, Fault, Row, Several, kind_of, options_of
from ledger.steps import Located
from ledger.strict import csv_rows

if TYPE_CHECKING:
    from ledger.domain.decide import Command

REQUIRED = ("external_id", "commentator", "question", "probability", "made_at")
KNOWN = (*REQUIRED, "outcome", "resolved_at", "topic")
_FURTHER = {
    "affiliation": "of",
    "quote": "quote",
    "reported": "reported",
    "words": "words",
    "deadline_words": "deadline_words",
    "locator": "locator",
    "venue": "venue",
    "kind": "kind",
    "voice": "voice",
    "speaker_role": "role",
    "polarity": "polarity",
    "note": "note",
}
_OF_QUESTION = ("closes_on", "criteria", "story")
_READ_TOO = (*_OF_QUESTION, "source", *OF_KINDS)
_OUTCOMES = {"1": "yes", "0": "no", "void": "annulled"}
_NO_DAY = date(1, 1, 1)
_LONGEST_NUMBER = 200
_BREAKS_OFF = Unreadable(
    "the file breaks off, and more rows of this external_id may have followed",
    "mend the file where it breaks off",
)


def further() -> list[str]:
    """Return the columns that are read where present, for the help."""
    return [*_OF_QUESTION, "source", *_FURTHER]


def of_kinds() -> tuple[str, ...]:
    """Return the columns of questions that do not end in yes or no, for the help."""
    return OF_KINDS


def read(file: str, content: bytes, options: Options) -> Found:
    """Read a forecasts CSV: UTF-8, comma-separated, a header of column names in any order."""
    found = Found()
    try:
        _read_rows(file, csv_rows(content), options, found)
    except Malformed as fault:
        found.refusals.append(Refusal(file, fault.line, "", fault.problem, fault.remedy))
    except Unreadable as error:
        found.refusals.append(Refusal(file, 1, "", error.sentence, error.remedy))
    found.rows.sort(key=lambda row: row.line)
    found.refusals.sort(key=lambda refusal: refusal.line)
    return found


def _read_rows(
    file: str, rows: Iterator[tuple[int, list[str]]], options: Options, found: Found
) -> None:
    _, first = next(rows, (1, []))
    if not any(map(str.strip, first)):
        raise Unreadable("it is empty", f"begin it with the columns {','.join(KNOWN)}")
    header = _header(first, found)
    reading = Reading(file, options, found)
    try:
        for line, row in rows:
            _read_row(reading, line, header, row)
    except Malformed:
        for one in reading.several.values():
            reading.refuse(one.line, Fault("external_id", _BREAKS_OFF), one.also)
        raise
    named = options_of(reading.several.values())
    for one in reading.several.values():
        _read_several(reading, one, named.get(one.first["question"], ()))


@dataclass(frozen=True)
class Reading:
    """What is being made of a file, and what waits for the rest of it."""

    file: str
    options: Options
    found: Found
    several: dict[str, Several] = field(default_factory=dict)
    broken: dict[str, int] = field(default_factory=dict)
    """The external_id of a refused row, or all that it may be, and its line."""

    def take(self, commands: tuple[Command, ...], line: int, also: tuple[int, ...] = ()) -> None:
        """Put down a claim."""
        self.found.rows.append(Located(commands, self.file, line, "external_id", also))

    def refuse(self, line: int, fault: Fault, also: tuple[int, ...] = ()) -> None:
        """Put down what cannot be read."""
        error = fault.error
        refusal = Refusal(self.file, line, fault.field, error.sentence, error.remedy, also=also)
        self.found.refusals.append(refusal)


def _read_row(reading: Reading, line: int, header: list[str], cells: list[str]) -> None:
    about = cells
    try:
        row = _fields(header, cells)
        about = [row["external_id"]]
        if kind_of(row) == "binary":
            reading.take(_of_row(row, reading.options), line)
        else:
            _check_filled(row, *(name for name in REQUIRED if name != "probability"))
            reading.several.setdefault(row["external_id"], Several()).rows.append((line, row))
    except Fault as fault:
        reading.refuse(line, fault)
        reading.broken.update(dict.fromkeys(map(str.strip, about), line))


def _read_several(reading: Reading, one: Several, named: tuple[str, ...]) -> None:
    try:
        broken = reading.broken.get(one.first["external_id"])
        if broken is not None:
            problem = f"it is one claim with line {broken}, which is refused"
            raise Fault("external_id", Unreadable(problem, f"mend line {broken}"))
        reading.take(_of_several(one, named, reading.options), one.line, one.also)
    except Fault as fault:
        reading.refuse(one.line, fault, one.also)


def _header(names: list[str], found: Found) -> list[str]:
    header = [name.strip() for name in names]
    instead = {"value", "probabilities"} & set(header)
    needed = [name for name in REQUIRED if name != "probability" or not instead]
    missing = [name for name in needed if name not in header]
    if missing:
        separated = "separate the columns with commas; " if len(header) == 1 else ""
        raise Unreadable(
            f"columns are missing: {', '.join(missing)}",
            f"{separated}begin it with {','.join(KNOWN)}",
        )
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise Unreadable(f"columns stand twice: {', '.join(twice)}", "keep one of each")
    unread = [name for name in header if name not in {*KNOWN, *_FURTHER, *_READ_TOO}]
    if unread:
        found.remarks.append(f"columns that are not read: {', '.join(unread)}")
    return header


def _fields(header: list[str], row: list[str]) -> Row:
    if len(row) != len(header):
        problem = f"it has {len(row)} fields where the header has {len(header)}"
        raise Fault("", Unreadable(problem, "quote fields that hold commas"))
    return {name: value.strip() for name, value in zip(header, row, strict=True)}


def _check_filled(row: Row, *names: str) -> None:
    for name in names:
        if not row[name]:
            raise Fault(name, Unreadable(f"{name} is empty", "fill it in"))


def _of_row(row: Row, options: Options) -> tuple[Command, ...]:
    """Return the commands of a row that is a claim by itself: a probability of yes."""
    _check_filled(row, *REQUIRED)
    question = _question(row)
    claim = replace(
        _claim(row, question.key, options),
        probability=_probability(row),
        probability_text=row["probability"],
    )
    return _commands(row, question, claim, _outcome(row))


def _of_several(several: Several, named: tuple[str, ...], options: Options) -> tuple[Command, ...]:
    """Return the commands of rows that are one claim together."""
    several.check()
    row = several.first
    question = several.asked(_question(row), named)
    claim = replace(_claim(row, question.key, options), forecast=several.stated())
    outcome = "annulled" if row.get("outcome", "").lower() == "void" else row.get("outcome", "")
    if question.text != question.key:
        several.check_against(question, claim.forecast, outcome)
    return _commands(row, question, claim, outcome)


def _commands(
    row: Row, question: PoseQuestion, claim: RecordClaim, outcome: str
) -> tuple[Command, ...]:
    source = _source(row)
    posed = [] if question.text == question.key else [question]
    answer = _answer(row, question.key, outcome)
    registered = [source] if source is not None and source.url else []
    told = [OpenStory(row["story"])] if row.get("story") and posed else []
    return (RegisterCommentator(row["commentator"]), *told, *posed, *registered, claim, *answer)


def _question(row: Row) -> PoseQuestion:
    text = row["question"]
    closes = _when(row, "closes_on")
    return PoseQuestion(
        key=text if is_key(text) else question_key(text),
        text=text,
        closes_on=closes.day if closes else None,
        deadline="stated" if closes else "unknown",
        criteria=row.get("criteria") or None,
        story=row.get("story") or None,
        topics=(row["topic"],) if row.get("topic") else (),
    )


def _source(row: Row) -> RegisterSource | None:
    given = row.get("source")
    if not given:
        return None
    if url_key(given):
        return RegisterSource(url=given)
    return RegisterSource(key=given)


def _claim(row: Row, question: str, options: Options) -> RecordClaim:
    made, source = _when(row, "made_at") or When(_NO_DAY), _source(row)
    further = {ours: row[name] for name, ours in _FURTHER.items() if row.get(name)}
    return RecordClaim(
        by=row["commentator"],
        question=question,
        said_on=made.day,
        said_at=made.moment,
        source=(source.url or source.key) if source else None,
        namespace=options.namespace,
        external_id=row["external_id"],
        **further,  # type: ignore[arg-type]  # checked when the claim becomes a fact
    )


def _outcome(row: Row) -> str:
    given = row.get("outcome", "").lower()
    if given and given not in _OUTCOMES:
        remedy = "write 1 (happened), 0 (did not), void, or leave it empty"
        raise Fault("outcome", Unreadable(f"“{row['outcome']}” is not an outcome", remedy))
    return _OUTCOMES.get(given, "")


def _answer(row: Row, question: str, outcome: str) -> list[ResolveQuestion]:
    if not outcome:
        return []
    resolved = _when(row, "resolved_at")
    return [
        ResolveQuestion(
            key=question,
            outcome=outcome,
            happened_on=resolved.day if resolved else None,
            known_on=resolved.day if resolved else None,
            known_at=resolved.moment if resolved else None,
            imported=True,
        )
    ]


def _probability(row: Row) -> int:
    _check_length("probability", row["probability"])
    try:
        return decimal_probability(row["probability"])
    except Unreadable as error:
        raise Fault("probability", error) from error


def _check_length(name: str, given: str) -> None:
    """Refuse at once what is far too long for a number or a date, and would take its time."""
    if len(given) > _LONGEST_NUMBER:
        problem = f"“{given[:20]}…” is too long for {name}"
        raise Fault(name, Unreadable(problem, f"write at most {_LONGEST_NUMBER} characters"))


def _when(row: Row, name: str) -> When | None:
    """Read a day or a moment; a file knows no today."""
    given = row.get(name)
    if not given:
        return None
    _check_length(name, given)
    try:
        if given.isalpha():
            raise Unreadable(f"“{given}” is not a date")
        return read_when(given, _NO_DAY)
    except Unreadable as error:
        raise Fault(
            name, Unreadable(error.sentence, "write it as 2026-09-30 or 2026-09-30T14:05:00Z")
        ) from error
