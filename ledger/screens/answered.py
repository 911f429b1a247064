"""The claims that are answered and scored: who, in which words, how probable, and what came.

Invariant: each line tells one claim whole, so that a reader can judge it without any average.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from ledger.screens.columns import Row, column, lay_out
from ledger.screens.layout import framed, inside, sentence, stacked
from ledger.screens.look import WIDE, Look
from ledger.screens.outside import outside, quoted, shortened
from ledger.screens.rows import ClaimRow
from ledger.screens.words import replies, standing

NOTHING = ("No claim is answered and scored yet.", "`claims due` lists what waits for an answer.")


@dataclass(frozen=True)
class Answered:
    """Answered claims, in the order in which they shall stand."""

    rows: Sequence[ClaimRow]
    title: str = "Answered claims"
    limit: int | None = None


def render(data: Answered, look: Look) -> RenderableType:
    """Return the answered claims in a frame."""
    room = inside(look)
    if not data.rows:
        return framed(sentence(NOTHING, room), data.title, look)
    shown = data.rows[: data.limit]
    table = _wide(shown, room) if look.width >= WIDE else _narrow(shown, room)
    hidden = len(data.rows) - len(shown)
    more = [Text(f"and {look.count(hidden)} more: claims list", "dim")] if hidden else []
    return framed(Group(table, *more), data.title, look, legend(look))


def legend(look: Look) -> list[str]:
    """Return what the columns of a claim's numbers mean."""
    return [f"P(yes): ~ read from words {look.glyphs.between} Brier: 0 best, 1 worst"]


def chance(claim: ClaimRow, look: Look) -> Text:
    """Write a claim's probability, marked ~ where a coder read it from words."""
    if claim["p"] is None:
        return Text(look.glyphs.unknown, "dim")
    return Text(("" if claim["method"] == "stated" else "~") + look.chance(claim["p"]))


def answer(claim: ClaimRow, look: Look, *, stack: bool = False) -> Text:
    """Write what became of a claim and, under it or after it, why it does not count."""
    style = "bold" if claim["status"] == "resolved" else "dim"
    if not stack:
        return shortened(standing(claim), 20, look, style)
    return stacked(shortened(each, 20, look, style) for each in standing(claim).split(", "))


def score(claim: ClaimRow, look: Look) -> Text:
    """Write a claim's Brier score, dim where it does not count."""
    return Text(look.score(claim["brier"]), "" if claim["status"] == "resolved" else "dim")


def who(claim: ClaimRow, look: Look) -> Text:
    """Write who said it, marked where the speaker is simulated."""
    name = shortened(claim["commentator"], 48, look, "bold")
    return name.append(" (simulated)", "dim") if claim["simulated"] else name


def _wide(rows: Sequence[ClaimRow], look: Look) -> RenderableType:
    columns = [
        column("commentator", least=16),
        column("question", least=24),
        column("words", least=16),
        column("P(yes)", right=True),
        column("answer"),
        column("Brier", right=True),
    ]
    return lay_out(columns, [_wide_row(row, look) for row in rows], look)


def _wide_row(row: ClaimRow, look: Look) -> Row:
    question = _question(row, look)
    return [who(row, look), question, _words(row, look), *_numbers(row, look)]


def _narrow(rows: Sequence[ClaimRow], look: Look) -> RenderableType:
    columns = [
        column("who, on what, in which words", least=16),
        column("P(yes)", right=True),
        column("answer"),
        column("Brier", right=True),
    ]
    return lay_out(columns, [_narrow_row(row, look) for row in rows], look, spaced=True)


def _narrow_row(row: ClaimRow, look: Look) -> Row:
    question = _question(row, look)
    said = stacked([who(row, look), question, _words(row, look)])
    return [said, chance(row, look), answer(row, look, stack=True), score(row, look)]


def _numbers(row: ClaimRow, look: Look) -> list[Text]:
    return [chance(row, look), answer(row, look), score(row, look)]


def _question(row: ClaimRow, look: Look) -> Text:
    question = shortened(row["question"], 2 * look.width, look)
    return question.append("".join(f" ({told})" for told in replies(row)), "dim")


def _words(row: ClaimRow, look: Look) -> Text:
    words = row["words"] or row["quote"] or row["reported"]
    if not words:
        return outside(None, look, "dim")
    return quoted(shortened(words, look.width, look).plain, look, "italic dim")
