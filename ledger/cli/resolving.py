"""How an answer is read, dated and told before it is recorded, whoever gives it in what way.

Invariant: no answer goes on record without a day, and whom it concerns is said before it does.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from ledger.cli import ask, output
from ledger.cli.doing import report
from ledger.errors import LedgerError, Refused, Unreadable
from ledger.screens.words import called
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.domain.dates import When
    from ledger.domain.question import PoseQuestion, QuestionContent, ResolveQuestion
    from ledger.readmodel.session import Rows, Session
    from ledger.steps import Step

Row = Mapping[str, object]
"""A row of the view `questions`."""

VOID = frozenset({"annulled", "ambiguous"})
NOES = frozenset({"no", "not_by_horizon"})

_WAYS = {
    "binary": "yes, no",
    "number": "a number",
    "date": "a day, not-by-horizon",
}
_NOT_YET = (
    "maybe", "perhaps", "possibly", "unknown", "unclear", "unsure", "undecided", "open", "pending",
    "later", "dunno", "tbd", "?",
)  # fmt: skip
"""What people type who do not know yet."""
_MEANT = {
    "y": "yes", "true": "yes", "1": "yes", "happened": "yes", "n": "no", "false": "no", "0": "no",
    "void": "annulled", "cancelled": "annulled", "partly": "ambiguous", "disputed": "ambiguous",
}  # fmt: skip
_LEAVE = "not known yet? leave it open: it stays due"


@dataclass(frozen=True)
class Given:
    """What was said beside the outcome, checked for broken text."""

    on: str | None = None
    known: str | None = None
    evidence: tuple[str, ...] = ()
    note: str | None = None
    correct: bool = False
    reason: str = ""

    def says_more(self) -> bool:
        """Say whether there is more to record than the outcome."""
        return bool(self.on or self.known or self.evidence or self.note)


def looked_up(held: Ledger, keys: Sequence[str]) -> tuple[list[Row], Rows]:
    """Return the rows of some questions, in this order, and the claims on them, in one look."""
    from ledger.readmodel import queries

    def look(session: Session) -> tuple[list[Row], Rows]:
        rows: list[Row] = [session.rows(queries.QUESTION, [key])[0] for key in keys]
        return rows, session.rows(queries.CLAIMS_ON_SEVERAL, [list(keys)])

    return held.look(look)


def ways(asked: QuestionContent) -> str:
    """Return how a question can be answered, for a prompt."""
    return f"{_WAYS.get(asked.kind) or ', '.join(asked.options)}, annulled, ambiguous"


def outcome(asked: QuestionContent | PoseQuestion, given: str) -> str:
    """Return an outcome as it is kept; raise `Refused` with what was probably meant."""
    from ledger.domain.kinds import read_outcome

    try:
        return read_outcome(asked.kind, asked, given)
    except LedgerError as error:
        raise Refused(error.sentence, _hint(asked, given, error.remedy)) from error


def _hint(asked: QuestionContent | PoseQuestion, given: str, remedy: str) -> str:
    word = given.strip().casefold()
    if word in _NOT_YET or difflib.get_close_matches(word, _NOT_YET, n=1, cutoff=0.8):
        return f"{remedy}; {_LEAVE}"
    yes_or_no = ("yes", "no") if asked.kind == "binary" else asked.options
    possible = {one.casefold(): one for one in (*yes_or_no, *sorted(VOID))}
    close = difflib.get_close_matches(word, possible, n=1, cutoff=0.6)
    meant = possible.get(_MEANT.get(word, "")) or (possible[close[0]] if close else None)
    return f"did you mean {meant}? {remedy}" if meant else remedy


def concerns(rows: Rows) -> str:
    """Tell whose claims an answer concerns, and how many they are."""
    names = [str(row["commentator"]) for row in rows]
    if not names:
        return "concerns nobody yet"
    several = [
        f"{visible(name)} ({names.count(name)})" if names.count(name) > 1 else visible(name)
        for name in dict.fromkeys(names)
    ]
    return f"concerns {len(names):,} claim{'' if len(names) == 1 else 's'}: {', '.join(several)}"


def says_so(about: Row, answer: str) -> bool:
    """Say whether a question is answered so already."""
    return about["answer"] == answer and not about["withdrawn"]


def command(
    held: Ledger, about: Row, answer: str, given: Given, *, before: str = ""
) -> ResolveQuestion:
    """Return what records an answer, once its days are known and told; raise `Unreadable`.

    `before` is what a line of talk begins with, where it is about one of several questions.
    """
    from ledger.domain.question import ResolveQuestion

    happened, known_when = days(held, about, answer, given, before)
    return ResolveQuestion(
        key=str(about["question_key"]),
        outcome=answer,
        happened_on=happened.day if happened else None,
        known_on=known_when.day,
        known_at=known_when.moment,
        evidence=_evidence(about, answer, given),
        note=given.note or (_kept(about, answer, "answer_note")),
        correct=given.correct,
        reason=given.reason,
    )


def days(
    held: Ledger, about: Row, answer: str, given: Given, before: str
) -> tuple[When | None, When]:
    """Return when it happened (none for annulled and ambiguous) and when it could be known."""
    from ledger.domain.dates import read_when

    closes_on = about["closes_on"]
    stands = _stands(about, answer)
    usual = usual_day(held, about, answer)
    happened = read_when(given.on, held.today) if given.on else stands[0] or usual
    known_when = read_when(given.known, held.today) if given.known else happened
    if not (given.on or given.known) and stands[1] is not None:
        known_when = stands[1]
    check_past(held, happened, known_when)
    _warn(answer, happened.day, closes_on, before)
    if not (given.on or answer in VOID):
        why = "as before" if stands[0] else _which(happened.day, closes_on, held.today)
        output.talk(f"{before}on {happened.day.isoformat()}, {why}; --on says otherwise")
    return (None if answer in VOID and not given.on else happened), known_when


def usual_day(held: Ledger, about: Row, answer: str) -> When:
    """Return the day of an answer that was given without one."""
    from ledger.domain.dates import When

    closes_on = about["closes_on"]
    if answer in NOES and isinstance(closes_on, date) and closes_on <= held.today:
        return When(closes_on)
    return When(date.fromisoformat(answer) if _is_day(answer) else held.today)


def _evidence(about: Row, answer: str, given: Given) -> tuple[str, ...]:
    """Return the evidence: where the same answer is given again, what there was and what is new."""
    stands = about["evidence"] if says_so(about, answer) else None
    before = map(str, stands) if isinstance(stands, list) else ()
    return tuple(dict.fromkeys((*before, *given.evidence)))


def _kept(about: Row, answer: str, name: str) -> str | None:
    """Return what stands beside an answer that is given again."""
    return str(about[name]) if says_so(about, answer) and about[name] else None


def _stands(about: Row, answer: str) -> tuple[When | None, When | None]:
    """Return the days of the answer that stands, if it is the same: given again, it keeps them."""
    from ledger.domain.dates import When

    if not says_so(about, answer):
        return None, None
    happened, known, moment = about["happened_on"], about["known_on"], about["known_at"]
    at = moment.replace(tzinfo=UTC) if isinstance(moment, datetime) else None
    return (
        When(happened) if isinstance(happened, date) else None,
        When(known, at) if isinstance(known, date) else None,
    )


def check_past(held: Ledger, *several: When) -> None:
    """Raise `Unreadable` for a day that has not come yet."""
    for one in several:
        if one.day > held.today:
            raise Unreadable(f"{one.day} has not come yet", "give the day on which it happened")


def days_ahead(held: Ledger, about: Row, answer: str) -> int:
    """Return how many days a question that is answered no has still to run; 0 for none."""
    closes_on = about["closes_on"]
    if answer not in NOES or not isinstance(closes_on, date):
        return 0
    return max((closes_on - held.today).days, 0)


def done(rows: Sequence[Row], commands: Sequence[ResolveQuestion]) -> str:
    """Tell how questions were answered, and what they were before."""
    one, rest = commands[0], commands[1:]
    bare = any(each.outcome not in VOID and not each.evidence for each in commands)
    no_evidence = "; no evidence" if bare else ""
    if rest:
        names = several([called(each.key) for each in commands])
        return f"{len(commands):,} questions answered {_told(one.outcome)} ({names}{no_evidence})."
    [was] = [row["answer"] for row in rows if row["question_key"] == one.key]
    day = f" on {one.happened_on:%d %b %Y}" if one.happened_on else ""
    before = _told(str(was)) if was else "open"
    return f"{called(one.key)} answered {_told(one.outcome)}{day} (was {before}{no_evidence})."


def _told(answer: str) -> str:
    return answer.replace("not_by_horizon", "not by the horizon")


def _tell_tally(held: Ledger, on_them: Rows, about: Row) -> None:
    """Say the tally; the answer is saved by now, so that nothing that is amiss here may matter."""
    import duckdb

    with suppress(LedgerError, OSError, duckdb.Error):
        told = tally(held, on_them, about)
        if told:
            output.talk(visible(told))


def tally(held: Ledger, rows: Rows, about: Row) -> str:
    """Tell how often the likelier side came true of the one person concerned, on this topic.

    Counts and no rate: a rate would need its interval, and that its sample. Nothing where several
    people are concerned, or where nothing of theirs counts yet.
    """
    from ledger.readmodel import queries

    people = {(str(row["commentator_id"]), str(row["commentator"])) for row in rows}
    if len(people) != 1:
        return ""
    [(commentator, name)] = people
    topics = about["topics"]
    topic = str(topics[0]) if isinstance(topics, list) and topics else None
    [row] = held.ask(queries.LIKELIER_SIDE, [commentator, topic, topic])
    n = int(str(row["n"]))
    on = f" on {topic}" if topic else ""
    return f"{name}{on}: the likelier side came true in {row['came']} of {n:,}." if n else ""


def goes_ahead(held: Ledger, about: Row, answer: str, *, may_ask: bool, before: str = "") -> bool:
    """Say whether a no that comes before the closing day is meant: asked once, else noted."""
    ahead = days_ahead(held, about, answer)
    if not ahead:
        return True
    closes = f"closes in {ahead:,} day{'' if ahead == 1 else 's'}"
    if not may_ask:
        output.talk(f"{before}note: it {closes}, and may still happen until then")
        return True
    if not ask.yes(f"It {closes}. Can it still happen?", False):
        return True
    output.talk("left open: it will be due when it closes; nothing was saved")
    return False


def tell(
    held: Ledger,
    step: Step,
    rows: Sequence[Row],
    commands: Sequence[ResolveQuestion],
    on_them: Rows,
    *,
    as_json: bool,
) -> None:
    """Say what was answered, and how the person concerned has done on this by now."""
    keys = {one.key for one in commands}
    stay = [row for row in rows if row["question_key"] not in keys] if step else rows
    if stay:
        names = several([called(str(row["question_key"])) for row in stay])
        answer = _told(str(stay[0]["answer"]))
        were = "was" if len(stay) == 1 else "were"
        unchanged = f"{names} {were} answered {answer} already; nothing changed."
        if not step:
            report(step, "", unchanged, as_json=as_json)
            return
        output.talk(visible(unchanged.replace("; nothing changed", "")))
    report(step, done(rows, commands), "", as_json=as_json)
    if len(rows) == 1:
        _tell_tally(held, on_them, rows[0])


def several(keys: Sequence[str]) -> str:
    """Name some questions, at most three of them."""
    return ", ".join(keys[:3]) + (f" and {len(keys) - 3} more" if len(keys) > 3 else "")


def _is_day(answer: str) -> bool:
    """Say whether the answer is itself a day; outcomes are kept in one form each."""
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", answer) is not None


def _which(day: date, closes_on: object, today: date) -> str:
    if day == closes_on:
        return "the closing day"
    return "today" if day == today else "the day it is answered with"


def _warn(answer: str, happened: date, closes_on: object, before: str) -> None:
    """Say what a date means for the score, where it may surprise."""
    if not isinstance(closes_on, date) or answer in VOID:
        return
    if answer == "yes" and happened > closes_on:
        output.talk(
            f"{before}note: that is after the closing day, {closes_on}; --on says when it happened"
        )
    if happened < closes_on:
        output.talk(
            f"{before}note: before the closing day: scored after {closes_on}, or --include-early"
        )
