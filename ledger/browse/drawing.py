"""A claim or a commentator as one row of a list, cut to its pane.

Invariant: the chosen row is marked with a character, never by colour alone; a name and a question
are made visible before they are cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.text import Text

from ledger.browse.model import Person
from ledger.screens import answered
from ledger.screens.look import Look
from ledger.screens.outside import cut, outside
from ledger.screens.rows import ClaimRow
from ledger.screens.words import marks

ONE_LINE = 96
"""Cells from which on a claim has room on one line."""
_DATED = 56
"""Cells from which on there is room for the id and the day, where a claim takes two lines."""
_JOINED = re.compile("(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001fbff])\u200d")
_ID, _DAY, _CHANCE, _ANSWER = 8, 11, 7, 12


def unjoined(text: str) -> str:
    """Return a text whose pictures stand one by one.

    How many cells joined ones take, each terminal says otherwise; panes would not stay in line.
    """
    return _JOINED.sub("", text)


def height(width: int) -> int:
    """Return how many lines a claim takes in a pane so wide."""
    return 1 if width >= ONE_LINE else 2


def mark(chosen: bool, look: Look) -> str:
    """Return what stands before a row."""
    return f"{look.glyphs.beyond} " if chosen else "  "


def claim(row: ClaimRow, width: int, look: Look) -> list[Text]:
    """Return the lines of a claim, without the mark before them."""
    return [_on_one(row, width, look)] if height(width) == 1 else _on_two(row, width, look)


def person(who: Person | None, n_all: int, width: int, look: Look) -> Text:
    """Return the line of a commentator, or of everybody."""
    n = look.count(n_all if who is None else who.n)
    name = Text("everybody") if who is None else _named(who.name, look, simulated=who.simulated)
    room = max(width - len(n) - 1, 4)
    return Text.assemble(_fitted(name, room, look), " ", (n, "dim"))


def _on_one(row: ClaimRow, width: int, look: Look) -> Text:
    who = 18 if width < 110 else 24
    rest = width - _ID - _DAY - who - _CHANCE - _ANSWER - 5
    return Text(" ").join(
        [
            _fitted(outside(row["id"], look, "cyan"), _ID, look),
            _fitted(Text(look.day(row["said_on"]), "dim"), _DAY, look),
            _fitted(_who(row, look), who, look),
            _fitted(_what(row, look), rest, look),
            _right(answered.chance(row, look), _CHANCE),
            _fitted(answered.answer(row, look), _ANSWER, look),
        ]
    )


def _on_two(row: ClaimRow, width: int, look: Look) -> list[Text]:
    came = _fitted(answered.answer(row, look), min(_ANSWER, width // 4), look)
    numbers = Text.assemble(_right(answered.chance(row, look), _CHANCE), " ", came)
    before, after = Text(), Text()
    if width >= _DATED:
        before = _fitted(outside(row["id"], look, "cyan"), _ID + 1, look)
        after = _fitted(Text(look.day(row["said_on"]), "dim"), _DAY + 1, look)
    room = width - before.cell_len - after.cell_len - numbers.cell_len - 1
    name = _fitted(_who(row, look), max(room, 4), look)
    first = Text.assemble(before, name, " ", after, numbers)
    return [first, _fitted(_what(row, look), width, look)]


def _who(row: ClaimRow, look: Look) -> Text:
    return _named(row["commentator"], look, "bold", simulated=row["simulated"])


def _named(name: str, look: Look, style: str = "", *, simulated: bool) -> Text:
    """Return a name, marked where the speaker is simulated and the name does not say so itself."""
    told = outside(unjoined(name), look, style)
    return told.append(" (simulated)", "dim") if simulated and "(simulated)" not in name else told


def _what(row: ClaimRow, look: Look) -> Text:
    question, beside = outside(unjoined(row["question"]), look), marks(row)
    return question.append(f" ({', '.join(beside)})", "dim") if beside else question


def _fitted(text: Text, cells: int, look: Look) -> Text:
    """Return a line of exactly so many cells."""
    fitted = cut(text, cells, look)
    fitted.truncate(cells, overflow="crop", pad=True)
    return fitted


def _right(text: Text, cells: int) -> Text:
    return Text.assemble(" " * max(cells - text.cell_len, 0), text)


def footer(keys: Sequence[tuple[str, str]], always: Sequence[tuple[str, str]], width: int) -> Text:
    """Return the keys that fit, those that are always told at the end."""
    end = [f"{key} {told}" for key, told in always]
    shown: list[str] = []
    for key, told in keys:
        one = f"{key} {told}"
        if sum(map(len, [*shown, one, *end])) + 2 * (len(shown) + len(end)) > width:
            break
        shown.append(one)
    parts = [tuple(one.split(" ", 1)) for one in [*shown, *end]]
    return Text("  ").join(Text.assemble((key, "bold"), f" {told}") for key, told in parts)
