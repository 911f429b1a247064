"""How sure somebody sounded, from what was typed: a number, or that the words are to be read.

Invariant: the program's reading of words is proposed, and taken only where somebody says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ledger.cli import output
from ledger.domain.probability import Reading, read_probability, shown
from ledger.errors import Refused
from ledger.visible import visible
from ledger.wording import Proposal, read_words

WORDS = "words"
"""What is typed in the place of a number to take the reading that is proposed."""


@dataclass(frozen=True)
class Sure:
    """A reading, and the proposal that it was taken from, if it was."""

    reading: Reading
    taken: Proposal | None = None


def reader(said: str | None, words: str | None, event: str) -> Callable[[str], Sure]:
    """Return what reads an answer to “how sure”: a probability, or ``words``."""

    def read(given: str) -> Sure:
        if given.strip().lower() != WORDS:
            return Sure(read_probability(given))
        return _taken(said, words, event)

    return read


def propose(said: str | None, words: str | None, event: str) -> str:
    """Tell the reading that is proposed, if there are words; return what an empty answer means."""
    if not (said or words):
        return ""
    found = read_words(said or words or "", event=event, words=words)
    if found.best is None:
        output.talk(visible(f"the words: {found.unscorable}; --unscorable WHY keeps them so"))
        return ""
    output.talk(visible(f"the words read as {told(found)}; Enter takes that"))
    return WORDS


def without_number(said: str | None, words: str | None, event: str) -> str | None:
    """Return why words carry no probability whatever coders say: a hedge, a bound; else None."""
    found = read_words(said or words or "", event=event, words=words)
    return found.unscorable if found.form in {"hedge", "bound"} else None


def told(found: Proposal) -> str:
    """Return a reading in a line: the number, its range, the term and whose figures they are."""
    low, best, high = (shown(one or 0) for one in (found.low, found.best, found.high))
    term = f", “{found.term}” in {found.lexicon}" if found.term else ""
    covered = "" if found.covered or not found.term else " (the house's own judgement)"
    return f"{best} that it happens ({low} to {high}){term}{covered}"


def _taken(said: str | None, words: str | None, event: str) -> Sure:
    if not (said or words):
        raise Refused("there are no words to read", '--quote "will likely happen", or -p 80%')
    found = read_words(said or words or "", event=event, words=words)
    if found.low is None or found.best is None or found.high is None:
        raise Refused(
            f"the words carry no probability: {found.unscorable}",
            f"--unscorable {found.unscorable!r} instead of -p",
        )
    text = " … ".join(found.words)
    return Sure(Reading(found.low, found.best, found.high, text), found)
