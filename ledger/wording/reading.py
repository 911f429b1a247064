"""Reading a quotation: the words of certainty in it, and what they say of an event in numbers.

Invariant: this proposes and never decides. Whatever the text, an answer comes back; what cannot be
put in numbers (a hedge, a bound, a hope, an opinion) says so, and no number is made up for it.
"""

from __future__ import annotations

from ledger.wording.sets import words_of

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from ledger.wording.clauses import beside_the_point, clauses
from ledger.wording.directions import is_even
from ledger.wording.governing import aside, denials, governing
from ledger.wording.lexicon import HOUSE, WHOLE, Lexicon, leaning, own_terms, under
from ledger.wording.lexicon import lexicon as lexicon_named
from ledger.wording.matching import Mark, Table, find
from ledger.wording.numbers import Spoken, spoken
from ledger.wording.phrases import phrases
from ledger.wording.tokens import Token, tokens
from ledger.wording.turning import overlap, turns

Form = Literal["assertion", "term", "number", "hedge", "bound", "wish", "opinion", "none"]
Sign = Literal[1, -1]

_WHY: dict[str, tuple[Form, str]] = {
    "may": ("hedge", "a hedge"),
    "can": ("hedge", "a hedge"),
    "hedge": ("hedge", "a hedge"),
    "bound": ("bound", "only a bound"),
    "wish": ("wish", "a hope"),
    "request": ("wish", "a demand"),
    "opinion": ("opinion", "an opinion"),
    "must": ("opinion", "an opinion"),
    "readiness": ("none", "readiness is not the event"),
    "counterfactual": ("none", "what did not come about"),
    "question": ("none", "a question"),
    "nothing": ("none", "no words of certainty"),
}
_PAST_OR_PRESENT = words_of("was were did is are has have had does do")
_SOON = words_of("""tomorrow tonight monday tuesday wednesday thursday friday saturday sunday next upcoming
    soon shortly""")
_OTHERS = words_of("some many most critics others pundits skeptics sceptics people few")
_SAYING = words_of("say says said think believe argue claim fear hope predict expect")


@dataclass(frozen=True)
class Proposal:
    """What the words of a quotation say, as far as words can be read."""

    form: Form
    sign: Sign | None
    """1 where the event is said to happen, -1 where it is said not to; None where neither."""
    words: tuple[str, ...]
    """The words that were found, as written, in order."""
    term: str | None
    """The term that is looked up: ``likely``, ``will``, ``convinced``."""
    lexicon: str | None
    """Whose figures these are: ``capphrase 2026``; None for a number and what is unscorable."""
    covered: bool
    """Whether a published lexicon has the term, and the figures are not the house's judgement."""
    low: int | None
    best: int | None
    high: int | None
    """Billionths, of the event; None where unscorable."""
    unscorable: str | None
    """Why there is no number: ``a hedge``, ``only a bound``, ``a hope``."""


@dataclass(frozen=True)
class _Found:
    """What one clause says: the phrase that governs, how often it is denied, whether it is turned."""

    main: Mark | None
    number: Spoken | None
    denied: int
    turned: bool
    places: tuple[int, ...]
    shared: int
    others: bool = False

    @property
    def scorable(self) -> bool:
        return self.main is not None and self.main.kind in {"term", "belief", "modal", "number"}


def read_words(
    quote: str,
    event: str | None = None,
    lexicon: Lexicon | None = None,
    words: str | None = None,
) -> Proposal:
    """Propose what a quotation says of an event (the question's text), or why it says nothing.

    `words` are those that a coder picked, parts set apart by an ellipsis; without them, all are
    considered. Without `event` the sentence is taken as its own event. Raises nothing.
    """
    chosen = lexicon or lexicon_named()
    text, focus = _with_focus(quote, words)
    table = phrases(own_terms(chosen))
    found = _read(tokens(text), _asked(event), focus, table)
    if found is None or found.main is None:
        return _unscorable("nothing", ())
    written = _as_written(text, found.places)
    if found.number is not None:
        return _numeric(found, written)
    if found.scorable:
        return _looked_up(found, written, chosen)
    main = found.main
    why = main.term if main.kind == "none" or main.term == "request" else main.kind
    return _unscorable(why, written)


def is_hedge(words: str) -> bool:
    """Say whether words only hedge: may, might, possibly."""
    return read_words(words).form == "hedge"


def is_bound(words: str) -> bool:
    """Say whether words only bound a chance: not inevitable, at least 50 %."""
    return read_words(words).form == "bound"


def _with_focus(quote: str, words: str | None) -> tuple[str, tuple[int, int] | None]:
    """Return the text to read and, if the words are not in the quotation, where they stand in it."""
    if words is None or not words.strip():
        return quote, None
    parts = [part for part in words.replace("...", "\u2026").split("\u2026") if part.strip()]
    if all(part.strip().casefold() in quote.casefold() for part in parts):
        return quote, None
    return f"{' '.join(parts)} {quote}", (0, len(words))


def _asked(event: str | None) -> list[str]:
    if event is None:
        return []
    asked = [token.text for token in tokens(event) if token.text not in {"?", "(", ")"}]
    hidden = beside_the_point(asked)
    return [word for word, out in zip(asked, hidden, strict=True) if not out]


def _read(
    made: Sequence[Token], asked: Sequence[str], focus: tuple[int, int] | None, table: Table
) -> _Found | None:
    words = [token.text for token in made]
    if words and words[-1] == "?":
        return _Found(Mark("none", "question", 0, 1), None, 0, False, (len(words) - 1,), 0)
    read = [_clause([words[at] for at in places], places, asked, table) for places in _heard(words)]
    said = [found for found in read if found.main is not None]
    if not said:
        return _flat(words, asked, focus)
    return max(said, key=lambda one: (one.scorable, not one.others, one.shared, -one.places[0]))


def _heard(words: Sequence[str]) -> list[list[int]]:
    """Return the places of the words of each clause, without conditions and the like."""
    hidden = beside_the_point(words)
    return [[at for at in range(c.start, c.end) if not hidden[at]] for c in clauses(words)]


def _clause(heard: list[str], places: Sequence[int], asked: Sequence[str], table: Table) -> _Found:
    numbers = spoken(heard)
    marks = _marks(heard, numbers, table)
    main = aside(heard, marks) or governing(marks)
    no = denials(heard, marks, main)
    number = _number_of(main, numbers)
    rest = _without(heard, [*no, *([main] if main else [])])
    turned = bool(asked) and _turned(rest, asked)
    kept = sorted({at for mark in (main, *no) if mark for at in range(mark.start, mark.end)})
    return _Found(
        main, number, len(no), turned, tuple(places[at] for at in kept),
        overlap(heard, asked), _of_others(heard),
    )  # fmt: skip


def _marks(heard: Sequence[str], numbers: Sequence[Spoken], table: Table) -> list[Mark]:
    """Return the phrases of a clause in order, numbers among them."""
    blank = list(heard)
    for number in numbers:
        blank[number.start : number.end] = ["#"] * (number.end - number.start)
    counted = [
        Mark("bound" if number.bound else "number", "number", number.start, number.end)
        for number in numbers
    ]
    return sorted([*find(blank, table), *counted], key=lambda mark: mark.start)


def _number_of(main: Mark | None, numbers: Sequence[Spoken]) -> Spoken | None:
    if main is None or main.kind != "number":
        return None
    return next(number for number in numbers if number.start == main.start)


def _without(heard: Sequence[str], marks: Sequence[Mark]) -> list[str]:
    out = {at for mark in marks for at in range(mark.start, mark.end)}
    return [word for at, word in enumerate(heard) if at not in out]


def _turned(rest: Sequence[str], asked: Sequence[str]) -> bool:
    marks = find(asked, phrases())
    no = denials(asked, marks, None)
    return turns(rest, _without(asked, no)) != (len(no) % 2 == 1)


def _of_others(heard: Sequence[str]) -> bool:
    return bool(heard) and heard[0] in _OTHERS and bool(_SAYING.intersection(heard[1:5]))


def _flat(
    words: Sequence[str], asked: Sequence[str], focus: tuple[int, int] | None
) -> _Found | None:
    """Read a plain statement as one where the question asks of what was or is, or words say so."""
    if not words or not asked:
        return None
    now = asked[0] in _PAST_OR_PRESENT
    coming = asked[0] == "will" and bool(_SOON.intersection(words))
    if not (focus or now or coming) or not overlap(words, asked):
        return None
    no = denials(words, find(words, phrases()), None)
    turned = _turned(_without(words, no), asked)
    places = tuple(at for mark in no for at in range(mark.start, mark.end))
    return _Found(Mark("modal", "will", 0, 0), None, len(no), turned, places, 0)


def _as_written(text: str, places: Sequence[int]) -> tuple[str, ...]:
    """Return the words at some places as they were written, those side by side as one."""
    made = tokens(text)
    runs: list[tuple[int, int, int]] = []
    for at in places:
        start, end = made[at].start, made[at].end
        if runs and runs[-1][2] + 1 == at:
            runs[-1] = (runs[-1][0], end, at)
        else:
            runs.append((start, end, at))
    return tuple(text[start:end] for start, end, _ in runs)


def _numeric(found: _Found, written: tuple[str, ...]) -> Proposal:
    assert found.number is not None
    low, high = found.number.low, found.number.high
    if (found.denied % 2 == 1) != found.turned:
        low, high = 1 - high, 1 - low
    best = (low + high) / 2
    half = Fraction(1, 2)
    sign: Sign | None = None if best == half else 1 if best > half else -1
    return Proposal(
        "number", sign, written, None, None, False, _ppb(low), _ppb(best), _ppb(high), None
    )


def _looked_up(found: _Found, written: tuple[str, ...], chosen: Lexicon) -> Proposal:
    assert found.main is not None
    term, denied = found.main.term, found.denied % 2 == 1
    if denied and term in {"probably", "probable", "almost certainly"}:
        term, denied = f"{term.replace('probable', 'probably')} not", False
    house = lexicon_named(HOUSE)
    affirms = leaning(term, chosen if chosen.find(term) else house) == 1
    sign: Sign = 1 if affirms == (denied == found.turned) else -1
    for lexicon in (chosen, house):
        figures, known = under(term, sign, lexicon), lexicon.find(term)
        if figures is not None and known is not None:
            low, best, high = figures
            form: Form = "assertion" if known.assertion else "term"
            side = None if is_even(term) else sign
            return Proposal(
                form, side, written, term, str(lexicon), lexicon.published, low, best, high, None
            )
    why = f"“{term}” is not in {chosen}"
    return Proposal("term", sign, written, term, None, False, None, None, None, why)


def _unscorable(why: str, written: tuple[str, ...]) -> Proposal:
    form, told = _WHY[why]
    return Proposal(form, None, written, None, None, False, None, None, None, told)


def _ppb(share: Fraction) -> int:
    return round(share * WHOLE)
