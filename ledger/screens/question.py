"""One question: how it was put, how it ended, who spoke on it, and every fact of it.

Invariant: a condition is shown with how it came out, and an answer with when it could be known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.screens import claims
from ledger.screens.claim_life import facts_spoken
from ledger.screens.claims import Claims
from ledger.screens.columns import Column, column, lay_out
from ledger.screens.layout import stacked
from ledger.screens.look import Look
from ledger.screens.outside import outside
from ledger.screens.rows import ClaimRow, ConditionRow, FactRow
from ledger.screens.spoken import claims as spoken_claims
from ledger.screens.words import answers, spelled


@dataclass(frozen=True)
class QuestionLife:
    """A question's row, the conditions above it, the claims on it and its facts."""

    question: Mapping[str, object]
    conditions: Sequence[ConditionRow] = ()
    claims: Sequence[ClaimRow] = ()
    facts: Sequence[FactRow] = ()


def render(data: QuestionLife, look: Look) -> RenderableType:
    """Return the question's head, what belongs to it, its claims and its facts."""
    row = data.question
    head = outside(str(row["question"]), look, "bold")
    lines = [[Text(name, "dim"), outside(told, look)] for name, told in _lines(data)]
    body = lay_out([Column(Text(), right=True), Column(Text(), least=20)], lines, look)
    listed = claims.render(Claims(data.claims), look)
    return Group(head, Text(), body, Text(), listed, Text(), _facts(data.facts, look))


def spoken(data: QuestionLife, look: Look) -> Iterator[str]:
    """Yield the same as sentences, one a line."""
    yield outside(str(data.question["question"]), look).plain
    for name, told in _lines(data):
        yield f"{name}: {outside(told, look).plain}"
    yield from spoken_claims(data.claims, look, asked=False)
    yield from facts_spoken(data.facts, look)


def _lines(data: QuestionLife) -> Iterator[tuple[str, str]]:
    row = data.question
    story = f", story {row['story']}" if row["story"] else ""
    yield "key", f"{row['question_key']} ({row['id']}){story}"
    if row.get("kind", "binary") != "binary":
        yield "asks", _asks(row)
    if row["withdrawn"]:
        yield "state", "withdrawn"
    if row["criteria"]:
        yield "criteria", str(row["criteria"])
    by = f" by {row['deadline_coder']}" if row["deadline_coder"] else ""
    reason = f": {row['deadline_reason']}" if row["deadline_reason"] else ""
    yield "closes", f"{row['closes_on'] or 'no date'}, {row['deadline']}{by}{reason}"
    for condition in data.conditions:
        came = (condition["outcome"] or "not answered yet").replace("_", " ")
        yield "only if", f"{condition['question_key']} = {condition['required']}, came out: {came}"
    yield "outcome", _outcome(row)
    if answers(row["outcome"]) and not row["evidence"]:
        yield "evidence", "none given"
    for name, title in (("evidence", "evidence"), ("disputes", "disputed")):
        for one in _several(row[name]):
            yield title, one
    for name in ("answer_note", "note"):
        if row[name]:
            yield "note", str(row[name])


def _asks(row: Mapping[str, object]) -> str:
    """Tell what kind of answer there is to the question."""
    scale = [f"losses by a scale of {row['scale']:g}"] if row["scale"] else []
    if row["kind"] == "choice":
        order = " (in this order)" if row["ordered"] else ""
        return f"one of: {', '.join(_several(row['options']))}{order}"
    return ", ".join([f"a number of {row['unit']}" if row["unit"] else "a day", *scale])


def _several(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _outcome(row: Mapping[str, object]) -> str:
    if row["outcome"] is None:
        return "not answered yet"
    days = [
        f"{word} {row[name]}"
        for word, name in (("happened", "happened_on"), ("known", "known_on"))
        if row[name]
    ]
    contested = ["contested"] if row["contested"] else []
    return ", ".join([spelled(str(row["outcome"])), *days, *contested])


def _facts(facts: Sequence[FactRow], look: Look) -> RenderableType:
    columns = [column("fact", right=True), column("recorded", right=True), column("what", least=20)]
    return lay_out(columns, [_fact(row, look) for row in facts], look, ruled=True)


def _fact(row: FactRow, look: Look) -> list[Text]:
    told = outside(("undone: " if row["undone"] else "") + row["summary"], look)
    by = outside(f"{row['name']}, {row['recorder']}", look, "dim")
    return [
        Text(f"#{row['position']}", "dim"),
        Text(look.moment(row["recorded_at"]), "dim"),
        stacked([told, by]),
    ]
