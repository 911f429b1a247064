"""What a row of forecasts asks for: the names of its columns, and the commands that follow.

Columns: external_id, commentator, question, probability, made_at, outcome, resolved_at, topic; and
where present the further ones of a claim (`FURTHER`), and those of questions that do not end in
yes or no (`OF_KINDS`). Invariant: a row is read whole, or `Fault` says what cannot be read of it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.dates import When, read_when
from ledger.domain.names import is_key, question_key, url_key
from ledger.domain.probability import decimal_probability
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.domain.source import RegisterSource
from ledger.domain.story import OpenStory
from ledger.errors import Unreadable
from ledger.importers.found import Options
from ledger.importers.rows import OF_KINDS, Fault, Row, Several, Wrong

if TYPE_CHECKING:
    from ledger.domain.decide import Command

REQUIRED = ("external_id", "commentator", "question", "probability", "made_at")
KNOWN = (*REQUIRED, "outcome", "resolved_at", "topic")
FURTHER = {
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
_REMEMBERED = 4_096
"""Days and probabilities, which rows say again and again."""


def further() -> list[str]:
    """Return the columns that are read where present, for the help."""
    return [*_OF_QUESTION, "source", *FURTHER]


def of_kinds() -> tuple[str, ...]:
    """Return the columns of questions that do not end in yes or no, for the help."""
    return OF_KINDS


def header_of(header: list[str], begin: str, remarks: list[str]) -> list[str]:
    """Return the names of the columns; `begin` says how a file of this form is begun with them."""
    if not any(header):
        raise Unreadable("it is empty", f"{begin} the columns {','.join(KNOWN)}")
    instead = {"value", "probabilities"} & set(header)
    needed = [name for name in REQUIRED if name != "probability" or not instead]
    missing = [name for name in needed if name not in header]
    if missing:
        separated = "separate the columns with commas; " if len(header) == 1 else ""
        raise Unreadable(
            f"columns are missing: {', '.join(missing)}",
            f"{separated}{begin} {','.join(KNOWN)}",
        )
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise Unreadable(f"columns stand twice: {', '.join(twice)}", "keep one of each")
    unread = [name for name in header if name not in {*KNOWN, *FURTHER, *_READ_TOO}]
    if unread:
        remarks.append(f"columns that are not read: {', '.join(unread)}")
    return header


def fields_of(header: list[str], row: list[str]) -> Row:
    """Return the cells of a row by their names."""
    if isinstance(row, Wrong):
        raise row.fault
    if len(row) != len(header):
        problem = f"it has {len(row)} fields where the header has {len(header)}"
        raise Fault("", Unreadable(problem, "quote fields that hold commas"))
    return {name: value.strip() for name, value in zip(header, row, strict=True)}


def check_filled(row: Row, *names: str) -> None:
    """Refuse an empty cell where there must be something."""
    for name in names:
        if not row[name]:
            raise Fault(name, Unreadable(f"{name} is empty", "fill it in"))


def of_row(row: Row, options: Options) -> tuple[Command, ...]:
    """Return the commands of a row that is a claim by itself: a probability of yes."""
    check_filled(row, *REQUIRED)
    return of_asked(row, question_of(row), options)


def of_asked(row: Row, question: PoseQuestion, options: Options) -> tuple[Command, ...]:
    """Return the same, once it is known what the row asks."""
    claim = _claim(row, question.key, options, alone=True)
    return _commands(row, question, claim, outcome_of(row))


def of_several(several: Several, named: tuple[str, ...], options: Options) -> tuple[Command, ...]:
    """Return the commands of rows that are one claim together."""
    several.check()
    row = several.first
    question = several.asked(question_of(row), named)
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
    answer = answer_of(row, question.key, outcome)
    registered = [source] if source is not None and source.url else []
    told = [OpenStory(row["story"])] if row.get("story") and posed else []
    return (RegisterCommentator(row["commentator"]), *told, *posed, *registered, claim, *answer)


def question_of(row: Row) -> PoseQuestion:
    """Return the question as the row puts it."""
    text = row["question"]
    closes = when(row, "closes_on")
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


def _claim(row: Row, question: str, options: Options, *, alone: bool = False) -> RecordClaim:
    """Return the claim of a row; its probability too where it is one by itself."""
    made, source = when(row, "made_at") or When(_NO_DAY), _source(row)
    further = {ours: row[name] for name, ours in FURTHER.items() if row.get(name)}
    return RecordClaim(
        by=row["commentator"],
        question=question,
        said_on=made.day,
        said_at=made.moment,
        source=(source.url or source.key) if source else None,
        probability=probability_of(row) if alone else None,
        probability_text=row["probability"] if alone else None,
        namespace=options.namespace,
        external_id=row["external_id"],
        **further,  # type: ignore[arg-type]  # checked when the claim becomes a fact
    )


def outcome_of(row: Row) -> str:
    """Return how a question of yes or no ended; '' if the row does not say."""
    given = row.get("outcome", "").lower()
    if given and given not in _OUTCOMES:
        remedy = "write 1 (happened), 0 (did not), void, or leave it empty"
        raise Fault("outcome", Unreadable(f"“{row['outcome']}” is not an outcome", remedy))
    return _OUTCOMES.get(given, "")


def answer_of(row: Row, question: str, outcome: str) -> list[ResolveQuestion]:
    """Return the answer that the row gives, if it gives one."""
    if not outcome:
        return []
    resolved = when(row, "resolved_at")
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


def probability_of(row: Row) -> int:
    """Return the stated probability in billionths."""
    _check_length("probability", row["probability"])
    try:
        return _probability(row["probability"])
    except Unreadable as error:
        raise Fault("probability", error) from error


def _check_length(name: str, given: str) -> None:
    """Refuse at once what is far too long for a number or a date, and would take its time."""
    if len(given) > _LONGEST_NUMBER:
        problem = f"“{given[:20]}…” is too long for {name}"
        raise Fault(name, Unreadable(problem, f"write at most {_LONGEST_NUMBER} characters"))


@lru_cache(_REMEMBERED)
def _probability(given: str) -> int:
    return decimal_probability(given)


@lru_cache(_REMEMBERED)
def _when(given: str) -> When:
    return read_when(given, _NO_DAY)


def when(row: Row, name: str) -> When | None:
    """Read a day or a moment; a file knows no today."""
    given = row.get(name)
    if not given:
        return None
    _check_length(name, given)
    try:
        if given.isalpha():
            raise Unreadable(f"“{given}” is not a date")
        return _when(given)
    except Unreadable as error:
        raise Fault(
            name, Unreadable(error.sentence, "write it as 2026-09-30 or 2026-09-30T14:05:00Z")
        ) from error
