"""What the clauses of a quotation say, and which of them is about the event.

Invariant: a clause that can be put in numbers is preferred to one that cannot, unless it is about
something else; what others are said to say comes last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ledger.wording.clauses import beside_the_point, clauses
from ledger.wording.governing import aside, denials, governing
from ledger.wording.matching import Mark, Table, find
from ledger.wording.numbers import Spoken, spoken
from ledger.wording.phrases import opinions, phrases
from ledger.wording.sets import words_of
from ledger.wording.tenses import attributive, is_past, is_under_way, of_the_past
from ledger.wording.tokens import Token
from ledger.wording.turning import overlap, turns, weighs

_SCORABLE = frozenset(("term", "belief", "modal", "number", "habit"))
_PAST_OR_PRESENT = words_of("was were did is are has have had does do")
_SOON = words_of(
    """tomorrow tonight monday tuesday wednesday thursday friday saturday sunday next upcoming soon
    shortly"""
)
_OTHERS = words_of("some many most critics others pundits skeptics sceptics people")
_SAYING = words_of("say says said think believe argue claim fear hope predict expect")
_APART = frozenset(("not", "skip"))
_QUESTION = Mark("none", "question", 0, 1)


@dataclass(frozen=True)
class Heard:
    """What one clause says: the phrase that governs, how often it is denied, whether turned."""

    main: Mark | None
    number: Spoken | None = None
    denied: int = 0
    turned: bool = False
    places: tuple[int, ...] = ()
    """Where the words that were found stand, among the words of the text."""
    shared: int = 0
    """How many words of weight it shares with the question."""
    weighs: bool = False
    """It has words of weight, beside those that say how sure it is."""
    others: bool = False
    """It tells what others say."""
    picked: bool = False
    """A coder picked words of it."""
    verdict: bool = False
    """It follows a but and names nothing anew: “…, but I doubt it”."""

    @property
    def elsewhere(self) -> bool:
        """Say whether it has words of weight, and shares none with the question."""
        return self.weighs and not self.shared

    @property
    def scorable(self) -> bool:
        """Say whether it can be put in numbers."""
        return self.main is not None and self.main.kind in _SCORABLE


@dataclass(frozen=True)
class Wanted:
    """What is looked for in a text: the words of the question, those picked, and the phrases."""

    asked: tuple[str, ...]
    picked: frozenset[int]
    in_front: bool
    """The picked words were put before the text, so that it was meant as a claim."""
    table: Table


def question(made: Sequence[Token]) -> list[str]:
    """Return the words of a question without its conditions."""
    asked = [token.text for token in made if token.text not in {"?", "(", ")"}]
    hidden = beside_the_point(asked)
    return [word for word, out in zip(asked, hidden, strict=True) if not out]


def hear(made: Sequence[Token], wanted: Wanted) -> Heard | None:
    """Return what a text says of a question; nothing if it has no words of certainty."""
    words = [token.text for token in made]
    if words and words[-1] == "?":
        return Heard(_QUESTION, places=(len(words) - 1,))
    said = [heard for heard in _each(words, wanted) if heard.main is not None]
    if not said:
        return _flat(words, wanted)
    most = max(heard.shared for heard in said)
    return max(said, key=lambda one: (*_fitness(one, most), one.shared, -one.places[0]))


def _fitness(one: Heard, most: int) -> tuple[bool, ...]:
    beside = one.elsewhere and most > 1
    return one.picked, one.scorable and not beside, not one.others, not beside, one.verdict


def _each(words: Sequence[str], wanted: Wanted) -> list[Heard]:
    hidden = beside_the_point(words)
    made: list[Heard] = []
    answers = False
    for clause in clauses(words):
        if answers and clause.end - clause.start == 1 and words[clause.start] in {"yes", "no"}:
            made.append(_answer(clause.start, words[clause.start] == "no"))
        answers = clause.asked
        places = [at for at in range(clause.start, clause.end) if not hidden[at]]
        if places and not clause.asked:
            heard = _clause([words[at] for at in places], places, wanted)
            made.append(replace(heard, verdict=clause.turned and not heard.weighs))
    return made


def _answer(at: int, denied: bool) -> Heard:
    """Read the yes or no of somebody who answers a question of their own."""
    return Heard(Mark("modal", "will", at, at + 1), None, int(denied), False, (at,))


def _clause(words: list[str], places: Sequence[int], wanted: Wanted) -> Heard:
    asked, numbers = wanted.asked, spoken(words)
    marks, picked = _of_picked(_marks(words, numbers, wanted.table), places, wanted.picked)
    main = aside(words, marks) or governing(marks)
    if main is not None and not is_past(asked) and of_the_past(words, main):
        main = main._replace(kind="none", term="past")
    no = denials(words, marks, main)
    rest = _rest(words, main, no)
    kept = sorted({at for mark in (main, *no) if mark for at in range(mark.start, mark.end)})
    shared = overlap(words, asked)
    return Heard(
        main,
        _number_of(main, numbers),
        len(no),
        bool(asked) and _turned(rest, asked),
        tuple(places[at] for at in kept),
        shared,
        weighs=weighs(rest),
        others=bool(words) and words[0] in _OTHERS and bool(_SAYING.intersection(words[1:5])),
        picked=picked,
    )


def _of_picked(
    marks: list[Mark], places: Sequence[int], picked: frozenset[int]
) -> tuple[list[Mark], bool]:
    """Leave the phrases that were picked, if any of them was, and what denies them."""
    chosen = [
        mark
        for mark in marks
        if mark.kind not in _APART and not picked.isdisjoint(places[mark.start : mark.end])
    ]
    if not chosen:
        return marks, False
    return [mark for mark in marks if mark.kind in _APART or mark in chosen], True


def _marks(words: Sequence[str], numbers: Sequence[Spoken], table: Table) -> list[Mark]:
    """Return the phrases of a clause in order, numbers and opinions among them."""
    blank = list(words)
    for number in numbers:
        blank[number.start : number.end] = ["#"] * (number.end - number.start)
    found = [
        Mark("bound" if number.bound else "number", "number", number.start, number.end)
        for number in numbers
    ]
    found += [mark for mark in find(blank, table) if not attributive(words, mark)]
    taken = {
        at for mark in found if mark.kind in {"term", "bound"} for at in range(mark.start, mark.end)
    }
    found += [
        mark for mark in find(blank, opinions()) if taken.isdisjoint(range(mark.start, mark.end))
    ]
    return sorted(found, key=lambda mark: mark.start)


def _number_of(main: Mark | None, numbers: Sequence[Spoken]) -> Spoken | None:
    if main is None or main.kind != "number":
        return None
    return next(number for number in numbers if number.start == main.start)


def _rest(words: Sequence[str], main: Mark | None, no: Sequence[Mark]) -> list[str]:
    """Return what is left of a clause: what it says, without how sure and whether."""
    kept = main is not None and main.term == "doomed"
    return _without(words, [*no, *([main] if main and not kept else [])])


def _without(words: Sequence[str], marks: Sequence[Mark]) -> list[str]:
    out = {at for mark in marks for at in range(mark.start, mark.end)}
    return [word for at, word in enumerate(words) if at not in out]


def _turned(rest: Sequence[str], asked: Sequence[str]) -> bool:
    plain, denied = _affirmed(tuple(asked))
    return turns(rest, plain) != denied


@lru_cache(maxsize=64)
def _affirmed(asked: tuple[str, ...]) -> tuple[list[str], bool]:
    """Return a question without its denials, and whether they turn it about."""
    no = denials(asked, find(asked, phrases()), None)
    return _without(asked, no), len(no) % 2 == 1


def _is_soon(words: Sequence[str]) -> bool:
    return bool(_SOON.intersection(words)) and not is_past(words)


def _flat(words: Sequence[str], wanted: Wanted) -> Heard | None:
    """Read a plain statement as one where the question asks of what is, or the day is named."""
    asked = wanted.asked
    if not words or not asked:
        return None
    coming = asked[0] == "will" and (_is_soon(words) or is_under_way(words, asked))
    known = wanted.in_front or asked[0] in _PAST_OR_PRESENT or coming
    if not known or not overlap(words, asked):
        return None
    no = denials(words, find(words, phrases()), None)
    turned = _turned(_without(words, no), asked)
    places = tuple(at for mark in no for at in range(mark.start, mark.end))
    return Heard(Mark("modal", "will", 0, 0), None, len(no), turned, places)
