"""Answers from a file, as one step: each row looked up, read and dated, or refused with why.

Invariant: while any row is refused nothing is saved, unless the good rows are asked for.
"""

from __future__ import annotations

import difflib
import io
import secrets
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.cli import output, resolving, taken_in
from ledger.domain.dates import When, read_when
from ledger.domain.names import letters
from ledger.domain.question import ResolveQuestion, require
from ledger.errors import Ambiguous, LedgerError, NotFound, Refusal, Refused
from ledger.importers import answers
from ledger.steps import Located
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.cli.resolving import Given, Row
    from ledger.importers.answers import Answer
    from ledger.importers.tables import Table
    from ledger.steps import Imported


def take(
    held: Ledger, name: str, given: Given, skip_bad: bool, dry_run: bool, *, as_json: bool
) -> None:
    """Answer what a file answers; raise `Refused` if a row is refused and nothing was saved."""
    path = Path(name)
    content = taken_in.content(path, "name a CSV file of answers")
    found = answers.read(name, content)
    for remark in found.remarks:
        output.talk(visible(f"{path.name}: {remark}"))
    reading = _Reading(held, name, given, known(held))
    for row in found.rows:
        reading.take(row)
    refused = [*found.refusals, *reading.refusals]
    done = held.take_in(
        reading.rows,
        letters("answers", secrets.token_hex(16))[:12],
        kept="prospectively",
        skip_bad=skip_bad,
        dry_run=dry_run or bool(refused and not skip_bad),
    )
    done = replace(
        done,
        refusals=tuple(sorted((*refused, *done.refusals), key=lambda one: one.line)),
        already_here=done.already_here + reading.already,
    )
    saved = bool(done.step) and not dry_run and (skip_bad or not done.refusals)
    _say(held, reading, done, saved=saved, skip_bad=skip_bad, dry_run=dry_run)
    files = [] if dry_run else taken_in.write_refusals({path: _table(name, content)}, done.refusals)
    if as_json:
        _emit(done, files, saved=saved)
    if done.refusals and not skip_bad:
        raise Refused(
            f"{taken_in.rows(len(done.refusals))} refused; nothing was saved",
            "mend the file and take it again, or save the rest with --skip-bad",
        )


def _table(name: str, content: bytes) -> Table | None:
    from ledger.importers.tables import CsvTable

    return CsvTable(io.BytesIO(content)) if name.lower().endswith(".csv") else None


@dataclass(frozen=True)
class Questions:
    """Every question by its key, and the keys by the ids that lead to them, in order."""

    rows: dict[str, Row]
    ids: list[tuple[str, str]]

    def find(self, target: str) -> str:
        """Return the key that `target`, a key or the beginning of an id, stands for."""
        if target in self.rows:
            return target
        begins = target.lower()
        since = self.ids[bisect_left(self.ids, (begins, "")) :]
        hits = list(takewhile(lambda one: one[0].startswith(begins), since)) if begins else []
        if len({short for short, _ in hits}) > 1:
            raise Ambiguous(f"“{target}” fits {len(hits)} ids", "give more of the id")
        if not hits:
            near = difflib.get_close_matches(target, self.rows, n=1)
            remedy = f"did you mean {near[0]}?" if near else "claims due --all shows what waits"
            raise NotFound(f"there is no claim or question “{target}”", remedy)
        return hits[0][1]


def known(held: Ledger) -> Questions:
    """Return the questions that can be answered, read at once: a file may name them all."""
    from ledger.readmodel import queries

    rows = held.ask(queries.TABLES["questions"])
    ids = [
        (str(row["short_id"]), str(row["question_key"])) for row in held.ask(queries.IDS_TO_KEYS)
    ]
    return Questions({str(row["question_key"]): row for row in rows}, sorted(ids))


@dataclass
class _Reading:
    """What is being made of a file's rows."""

    held: Ledger
    file: str
    given: Given
    questions: Questions
    rows: list[Located] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    already: int = 0

    def take(self, row: Answer) -> None:
        """Put down a row's command, or why there is none."""
        at = "question"
        try:
            about = self.questions.rows[self.questions.find(row.target)]
            at = "outcome"
            asked = require(str(about["question_key"]), self.held.standing).content
            answer = resolving.outcome(asked, row.outcome)
            if resolving.says_so(about, answer) and not _says_more(row):
                self.already += 1
                return
            at = "on"
            command = self._command(row, about, answer)
        except LedgerError as error:
            self.refusals.append(Refusal(self.file, row.line, at, error.sentence, error.remedy))
        else:
            self.rows.append(Located((command,), self.file, row.line))

    def _command(self, row: Answer, about: Row, answer: str) -> ResolveQuestion:
        today = self.held.today
        usual = resolving.usual_day(self.held, about, answer)
        happened = read_when(row.on, today) if row.on else usual
        known_when = read_when(row.known, today) if row.known else happened
        resolving.check_past(self.held, happened, known_when)
        dated: When | None = None if answer in resolving.VOID and not row.on else happened
        return ResolveQuestion(
            key=str(about["question_key"]),
            outcome=answer,
            happened_on=dated.day if dated else None,
            known_on=known_when.day,
            known_at=known_when.moment,
            evidence=row.evidence,
            note=row.note,
            correct=self.given.correct,
            reason=row.reason or self.given.reason,
        )


def _says_more(row: Answer) -> bool:
    return bool(row.on or row.known or row.evidence or row.note)


def _say(
    held: Ledger, reading: _Reading, done: Imported, *, saved: bool, skip_bad: bool, dry_run: bool
) -> None:
    """Say whom the answers concern, what was saved, and which are early or without evidence."""
    from ledger.readmodel import queries

    commands = [
        one for row in reading.rows for one in row.commands if isinstance(one, ResolveQuestion)
    ]
    keys = [one.key for one in commands]
    if keys:
        output.talk(resolving.concerns(held.ask(queries.CLAIMS_ON_SEVERAL, [keys])))
    ahead = sum(
        resolving.days_ahead(held, reading.questions.rows[one.key], one.outcome) > 0
        for one in commands
    )
    if ahead:
        output.talk(f"note: no before the closing day, {ahead:,} of them: it may still happen")
    bare = sum(not one.evidence and one.outcome not in resolving.VOID for one in commands)
    if bare:
        output.talk(f"note: {bare:,} of them {'has' if bare == 1 else 'have'} no evidence")
    taken_in.tell(done, saved=saved, dry_run=dry_run, skip_bad=skip_bad)


def _emit(done: Imported, files: list[str], *, saved: bool) -> None:
    counts = Counter(new.fact.stored_name for new in done.step.facts)
    output.emit_json(
        {
            "saved": saved,
            "step": done.step.step if saved else None,
            "facts": dict(sorted(counts.items())),
            "already_here": done.already_here,
            "refusals": [vars(refusal) for refusal in done.refusals],
            "refusal_files": files,
        }
    )
