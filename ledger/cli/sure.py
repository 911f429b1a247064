"""How sure somebody sounded, from what was typed: a number, or that the words are to be read.

Invariant: the program's reading of words is proposed, and taken only where somebody says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ledger.domain.probability import WHOLE, Reading, read_probability, shown
from ledger.errors import Refused, Unreadable
from ledger.wording import Lexicon, Proposal, lexicon, read_lexicon, read_words

WORDS = "words"
"""What is typed in the place of a number to take the reading that is proposed."""
KEPT_SO = "no number"
"""What is typed in the place of a number where there is none; the words are kept, with why."""


@dataclass(frozen=True)
class Sure:
    """A reading, and the proposal that it was taken from, if it was."""

    reading: Reading
    taken: Proposal | None = None


@dataclass(frozen=True)
class Spoken:
    """The words of a claim, what they bear on, and the lexicon to read them by."""

    said: str | None
    words: str | None
    event: str
    lexicon: str | None = None

    @property
    def there(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.said or self.words)

    def read(self) -> Proposal:
        """Return what the program reads in the words."""
        chosen = lexicon_called(self.lexicon) if self.lexicon else None
        return read_words(self.said or self.words or "", self.event, chosen, self.words)


def lexicon_called(named: str) -> Lexicon:
    """Return a lexicon by its name, or from a file; raise `NotFound` or `Unreadable`."""
    path = Path(named)
    if path.suffix != ".toml" and "/" not in named:
        return lexicon(named)
    from ledger.cli.trust import read_file

    try:
        return read_lexicon(read_file(path).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable(f"{path} is not UTF-8 text", "save it as UTF-8") from None


def reader(spoken: Spoken) -> Callable[[str], Sure]:
    """Return what reads an answer to “how sure”: a probability, or ``words``."""

    def read(given: str) -> Sure:
        if given.strip().lower() == WORDS:
            return _taken(spoken)
        try:
            return Sure(read_probability(given))
        except Unreadable as error:
            raise _as_words(given, error) from None

    return read


def proposed(spoken: Spoken) -> tuple[str, str]:
    """Return what is said of the words, if there are any, and what an empty answer then means."""
    if not spoken.there:
        return "", ""
    found = spoken.read()
    if found.best is None:
        return f"the words carry no number ({found.unscorable}); Enter keeps them so", KEPT_SO
    return f"the words read as {told(found)}; Enter takes that", WORDS


def _as_words(given: str, error: Unreadable) -> Unreadable:
    """Return how to take a word of certainty that was typed for a number, if it is one."""
    if not given.replace(" ", "").isalpha() or read_words(given).best is None:
        return error
    return Unreadable(error.sentence, f"-p words --words {given!r} takes it as a lexicon reads it")


def why_none(spoken: Spoken) -> str:
    """Return why there is no number: what the words say of that, else that none was said."""
    found = spoken.read() if spoken.there else None
    return (found.unscorable if found else None) or "no number was said"


def in_words(reading: Reading) -> str:
    """Return what was understood by a probability, and what it leans to."""
    best = shown(reading.best)
    if reading.low != reading.high:
        best += f" ({shown(reading.low)} to {shown(reading.high)})"
    if reading.best in {0, WHOLE}:
        return f"{best} · if it is wrong, this one miss costs everything under the log score"
    if reading.best * 2 == WHOLE:
        return f"{best} · as good as a coin"
    return f"{best} · {'yes' if reading.best * 2 > WHOLE else 'no'} is likelier than not"


def without_number(spoken: Spoken) -> str | None:
    """Return why words carry no probability whatever coders say: a hedge, a bound; else None."""
    found = spoken.read()
    return found.unscorable if found.form in {"hedge", "bound"} else None


def told(found: Proposal) -> str:
    """Return a reading in a line: the number, its range, the term and whose figures they are."""
    low, best, high = (shown(one or 0) for one in (found.low, found.best, found.high))
    term = f", “{found.term}” in {found.lexicon}" if found.term else ""
    covered = "" if found.covered or not found.term else " (the house's own judgement)"
    return f"{best} that it happens ({low} to {high}){term}{covered}"


def _taken(spoken: Spoken) -> Sure:
    if not spoken.there:
        raise Refused("there are no words to read", '--quote "will likely happen", or -p 80%')
    found = spoken.read()
    if found.low is None or found.best is None or found.high is None:
        raise Refused(
            f"the words carry no probability: {found.unscorable}",
            f"--unscorable {found.unscorable!r} instead of -p",
        )
    text = " … ".join(found.words)
    return Sure(Reading(found.low, found.best, found.high, text), found)
