"""Reading a quotation: the words of certainty in it, and what they say of an event in numbers.

Invariant: this proposes and never decides. Whatever the text, an answer comes back; what cannot be
put in numbers (a hedge, a bound, a hope, an opinion) says so, and no number is made up for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from ledger.wording.directions import is_even
from ledger.wording.hearing import Heard, Wanted, hear, question
from ledger.wording.lexicon import HOUSE, WHOLE, Lexicon, leaning, own_terms, under
from ledger.wording.lexicon import lexicon as lexicon_named
from ledger.wording.numbers import Spoken
from ledger.wording.phrases import phrases
from ledger.wording.picking import pick
from ledger.wording.tokens import Token, tokens

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
    "past": ("none", "a description of the past"),
    "nothing": ("none", "no words of certainty"),
}


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
    picked = pick(quote, words)
    made = tokens(picked.text)
    wanted = Wanted(
        tuple(question(tokens(event or ""))),
        picked.places(made),
        picked.in_front,
        phrases(own_terms(chosen)),
    )
    found = hear(made, wanted)
    if found is None or found.main is None:
        return _unscorable("nothing", ())
    written = _as_written(picked.text, made, found.places)
    main = found.main
    if found.number is not None:
        return _numeric(found.number, found, written)
    if found.scorable:
        return _looked_up(main.term, found, written, chosen)
    why = main.term if main.kind == "none" or main.term == "request" else main.kind
    return _unscorable(why, written)


def is_hedge(words: str) -> bool:
    """Say whether words only hedge: may, might, possibly."""
    return read_words(words).form == "hedge"


def is_bound(words: str) -> bool:
    """Say whether words only bound a chance: not inevitable, at least 50 %."""
    return read_words(words).form == "bound"


def _as_written(text: str, made: Sequence[Token], places: Sequence[int]) -> tuple[str, ...]:
    """Return the words at some places as they were written, those side by side as one."""
    runs: list[tuple[int, int, int]] = []
    for at in places:
        start, end = made[at].start, made[at].end
        if runs and runs[-1][2] + 1 == at:
            runs[-1] = (runs[-1][0], end, at)
        else:
            runs.append((start, end, at))
    return tuple(text[start:end] for start, end, _ in runs)


def _numeric(number: Spoken, found: Heard, written: tuple[str, ...]) -> Proposal:
    low, high = number.low, number.high
    if (found.denied % 2 == 1) != found.turned:
        low, high = 1 - high, 1 - low
    best = (low + high) / 2
    half = Fraction(1, 2)
    sign: Sign | None = None if best == half else 1 if best > half else -1
    return Proposal(
        "number", sign, written, None, None, False, _ppb(low), _ppb(best), _ppb(high), None
    )


def _looked_up(term: str, found: Heard, written: tuple[str, ...], chosen: Lexicon) -> Proposal:
    denied = found.denied % 2 == 1
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
