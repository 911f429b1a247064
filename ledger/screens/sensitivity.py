"""What verdicts survive, whose order is open, and how questions might have ended.

Invariant: whoever nothing touches is named and not left out; a list is cut visibly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.screens.columns import column, lay_out
from ledger.screens.layout import flow, sentence
from ledger.screens.look import Look
from ledger.screens.outside import outside, shortened
from ledger.screens.rows_sensitivity import EitherRow, OrderRow, ShiftedRow
from ledger.screens.survival import Survival, paragraph
from ledger.screens.words import NO_CLAIMS, plural, spelled

LISTED = 10
"""Pairs that are shown."""
KEY = 28


@dataclass(frozen=True)
class Sensitivity:
    """Everything that was tried, and what came of it."""

    commentators: Sequence[Survival]
    orders: Sequence[OrderRow]
    n_pairs: int
    n_undetermined: int
    answers: Sequence[EitherRow]
    questions: Sequence[ShiftedRow]
    n_verbal: int
    n_covered: int
    scope: str = ""


def render(data: Sensitivity, look: Look) -> RenderableType:
    """Return a paragraph for each commentator, then orders, answers and deadlines."""
    if not data.commentators:
        return sentence(NO_CLAIMS, look)
    parts: list[RenderableType] = []
    for one in data.commentators:
        if one.moved:
            parts += [*paragraph(one, look), Text()]
    parts += _untouched([one for one in data.commentators if not one.moved], look)
    for block in (_covered(data, look), _orders(data, look), _either(data, look)):
        parts += block
    parts += _shifted(data.questions, look)
    return Group(*parts, *([flow([data.scope], look, style="dim")] if data.scope else []))


def _untouched(several: Sequence[Survival], look: Look) -> list[RenderableType]:
    """Return who is touched by nothing that was tried."""
    if not several:
        return []
    names = [outside(one.row["commentator"], look).plain for one in several]
    return [flow([f"Nothing that was tried touches {names[0]}", *names[1:]], look), Text()]


def _covered(data: Sensitivity, look: Look) -> list[RenderableType]:
    if not data.n_verbal:
        return []
    share = look.percent(data.n_covered / data.n_verbal)
    counted = f"{look.count(data.n_covered)} of {look.count(data.n_verbal)}"
    return [flow([f"A lexicon covers the words of {counted} claims that count ({share})."], look)]


def _orders(data: Sensitivity, look: Look) -> list[RenderableType]:
    """Return a sentence for each pair whose order the wording leaves open."""
    if not data.n_pairs:
        return [Text()]
    pairs, loose = plural(data.n_pairs, "pair", look), look.count(data.n_undetermined)
    parts: list[RenderableType] = [
        flow([f"Of {pairs} the wording leaves the order of {loose} open."], look),
        Text(),
    ]
    for row in data.orders[:LISTED]:
        who = f"The order of {row['one']} and {row['other']} is not determined by the wording:"
        parts += [flow([who, *_scores(row, look)], look, between=" ")]
    more = data.n_undetermined - len(data.orders[:LISTED])
    if more > 0:
        parts.append(flow([f"and {look.count(more)} more: claims sensitivity --json"], look))
    return [*parts, *([Text()] if data.orders else [])]


def _scores(row: OrderRow, look: Look) -> Iterator[str]:
    one, other = look.score(row["one_brier"]), look.score(row["other_brier"])
    yield f"Brier {one} and {other} as counted (n={row['one_n']} and {row['other_n']}),"
    one, other = look.score(row["one_reversed"]), look.score(row["other_reversed"])
    yield f"{one} and {other} by {row['reversed_by']}."


def _either(data: Sensitivity, look: Look) -> list[RenderableType]:
    """Return the claims on questions that have no answer that counts, under both."""
    if not data.answers:
        return []
    columns = [
        column("either way", least=12), column("who", least=12), column("P(yes)", right=True),
        column("if yes", right=True), column("if no", right=True),
    ]  # fmt: skip
    rows = [
        [
            Text("\n").join(
                [
                    shortened(row["question_key"], KEY, look, "cyan"),
                    outside(f"{spelled(row['outcome'])}, {row['kind']}", look, "dim"),
                ]
            ),
            outside(row["commentator"], look),
            Text(look.chance(row["p"])),
            Text(look.score(row["brier_if_yes"])),
            Text(look.score(row["brier_if_no"])),
        ]
        for row in data.answers
    ]
    return [lay_out(columns, rows, look), Text()]


def _shifted(questions: Sequence[ShiftedRow], look: Look) -> list[RenderableType]:
    """Return the questions whose deadline a coder supplied, by other days."""
    coded = [row for row in questions if row["deadline"] == "coded"]
    if not coded:
        return []
    columns = [
        column("coded deadline", least=12), column("closes", right=True), column("-30 d", least=6),
        column("as it is", least=6), column("+30 d", least=6), column("+90 d", least=6),
    ]  # fmt: skip
    rows = [
        [
            _named(row, look),
            Text(look.day(row["closes_on"])),
            _ended(row["minus_30"], look, unsure=row["minus_30_uncertain"]),
            _ended(row["outcome"], look),
            _ended(row["plus_30"], look, unsure=row["plus_30_uncertain"]),
            _ended(row["plus_90"], look, unsure=row["plus_90_uncertain"]),
        ]
        for row in coded
    ]
    told = ["no: the yes came later than that day", "no?: nothing later is on record"]
    legend = flow(told, look, style="dim")
    return [lay_out(columns, rows, look), legend, *_alternatives(questions, look)]


def _named(row: ShiftedRow, look: Look) -> Text:
    key = shortened(row["question_key"], KEY, look, "cyan")
    return key.append(" contested", "dim") if row["contested"] else key


def _ended(outcome: str | None, look: Look, *, unsure: bool = False) -> Text:
    text = outside(spelled(outcome) or "open", look)
    return text.append("?") if unsure else text


def _alternatives(questions: Sequence[ShiftedRow], look: Look) -> list[RenderableType]:
    """Return which questions were put of the same words, with their criteria."""
    parts: list[RenderableType] = []
    for row in questions:
        if row["alternatives"]:
            others = ", ".join(row["alternatives"])
            ended = spelled(row["outcome"]) or "open"
            parts.append(
                flow([f"{row['question_key']}: {ended}, put of the same words as {others}",
                      row["criteria"] or "no criteria"], look)
            )  # fmt: skip
    return parts
