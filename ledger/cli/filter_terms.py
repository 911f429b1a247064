"""The words of the filter grammar, and how a line of them is taken apart and written again.

Invariant: what is printed reads back as the same terms; an unknown key, a quote left open or a key
without a value is an error, never an empty list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ledger.cli.find import closest
from ledger.errors import Unreadable

WORDS = ""
"""The key of what is searched for: a bare word or a phrase."""

KEYS = {
    "by": 'whole words of a commentator\'s name or alias: by:Guterres, by:"US administration"',
    "topic": "a topic of the question: topic:sanctions",
    "source": "a source's key, or whole words of its publication: source:nyt-2022-01-21",
    "story": "a story's key, or whole words of its title: story:ukraine-2022",
    "is": "a state, such as is:resolved, is:open, is:late; several must all be so",
    "kind": "kind:forecast, kind:intent, kind:assertion; or of the question, kind:number",
    "timing": "how it was recorded: timing:proven, timing:in_time (claims help timing)",
    "said": "the day of the words: said:2026-03, said:2025..2026, 'said:<7d'",
    "due": "the last day of the question: due:2026, 'due:<7d', due:none",
    "answered": "the day the answer could be known: answered:2026, answered:none",
    "p": "the probability of yes: p:80%, p:80..90, p:none, p:words, p:stated, p:likely",
    "id": "the beginning of a claim's id: id:kqzt",
}
"""Every key with what it takes, in the order of the normal form."""

FORMS = {
    "word": "searched for: what begins with it; accents and case make no difference",
    '"a phrase"': "searched for: those whole words, one after the other",
    "-term": "whatever does not fit: -by:Guterres, -nuclear, -is:open",
}
"""What a term may be beside key:value. The statement, the quotation, the reported words, the name
and the note are searched."""


class State(NamedTuple):
    """A value of is: — when it holds, and what it means."""

    condition: str
    told: str
    by_answer: bool = False
    """Whether it depends on what came of the claim, or on when that could be known."""


IS = {
    "resolved": State("claims.status = 'resolved'", "answered, and counted in the scores", True),
    "open": State("claims.status = 'open'", "not answered yet", True),
    "due": State(
        "(claims.kind <> 'assertion' and claims.question_key in"
        " (select due.question_key from due where due.days_overdue >= -7))",
        "overdue, or closing within a week: what claims due shows", True,
    ),
    "overdue": State(
        "claims.outcome is null and claims.closes_on < judged_on()",
        "not answered, and its last day is over", True,
    ),
    "void": State("claims.status = 'void'", "answered as annulled or ambiguous", True),
    "disputed": State("claims.disputed", "the answer is contested", True),
    "unscorable": State("claims.status = 'unscorable'", "no reading, or a condition not met", True),
    "undated": State("claims.status = 'no_deadline'", "the question has no last day"),
    "late": State("claims.status = 'late'", "said once the answer could be known", True),
    "untimely": State("claims.status = 'untimely'", "not recorded in time to be scored", True),
    "early": State("claims.status = 'early'", "answered before the last day", True),
    "superseded": State("claims.status = 'superseded'", "another claim of theirs counts", True),
    "conditional": State(
        "claims.question_key in"
        " (select questions.question_key from questions where questions.condition is not null)",
        "the question hangs on another",
    ),
    "forecast": State("claims.kind = 'forecast'", "what will happen: kind:forecast"),
    "intent": State("claims.kind = 'intent'", "a promise or a threat: kind:intent"),
    "assertion": State("claims.kind = 'assertion'", "of what is: kind:assertion"),
    "numeric": State("claims.prob_source = 'numeric'", "the speaker gave a number: p:stated"),
    "verbal": State("claims.prob_source = 'verbal'", "the speaker gave words: p:words"),
    "anonymous": State("claims.commentator_kind = 'anonymous'", "nobody is named"),
    "simulated": State("claims.simulated", "of a simulated forecaster"),
    "repeat": State("claims.repeats", "the same words said again"),
    "replied": State("claims.n_replies > 0", "somebody replied to it"),
    "unsourced": State("claims.source_key is null", "no document carries it"),
    "retracted": State(
        "claims.source_retracted is not null", "its publisher took the document back"
    ),
}  # fmt: skip

CLAIM_KINDS = {
    "forecast": "what will happen",
    "intent": "a promise or a threat",
    "assertion": "a statement of what is or was",
}
QUESTION_KINDS = {
    "binary": "the question ends in yes or no",
    "choice": "the question has several answers",
    "number": "the question asks for a number",
    "date": "the question asks for a day",
}
KINDS = {**CLAIM_KINDS, **QUESTION_KINDS}

TIMINGS = {
    "proven": "a time stamp proves that it was recorded in time",
    "in_time": "recorded before the answer could be known",
    "documented_later": "recorded later, of a document from before",
    "hindsight": "recorded once the answer could be known",
    "impossible": "its times contradict each other",
}

NONE = "none"
STATED, IN_WORDS = ("stated", "numeric"), ("words", "verbal")

_TERM = re.compile(
    r"(?P<minus>-)?(?:(?P<key>[^\s:\"]+):)?"
    r"(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|(?P<bare>[^\s\"]+))(?=\s|$)",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BARE = re.compile(r"[^\s\"]+")


@dataclass(frozen=True)
class Term:
    """One term: `key:value`, or what is searched for, a `phrase` or the beginning of a word."""

    key: str
    value: str
    phrase: bool = False
    negative: bool = False

    def __str__(self) -> str:
        """Write the term as it reads back."""
        minus = "-" if self.negative else ""
        key = f"{self.key}:" if self.key else ""
        bare = not self.phrase if not self.key else _BARE.fullmatch(self.value) is not None
        return f"{minus}{key}{self.value if bare else _quoted(self.value)}"

    @property
    def place(self) -> tuple[int, bool, str, bool]:
        """Where it stands in the normal form."""
        keys = [*KEYS, WORDS]
        return keys.index(self.key), self.negative, self.value, self.phrase


def printed(terms: Iterable[Term]) -> str:
    """Write terms in their normal form: in the order of the keys, each of them once."""
    return " ".join(str(term) for term in sorted(set(terms), key=lambda term: term.place))


def parse(given: Sequence[str] | None) -> list[Term]:
    """Return the terms of a line; raise `Unreadable` for what is no term, or an unknown key."""
    terms = []
    for text in given or ():
        position = 0
        while rest := text[position:].lstrip():
            position = len(text) - len(rest)
            found = _TERM.match(text, position)
            if found is None:
                raise _broken(rest)
            terms.append(_term(found))
            position = found.end()
    return terms


def _term(found: re.Match[str]) -> Term:
    key, quoted = (found["key"] or WORDS).lower(), found["quoted"]
    value = found["bare"] if quoted is None else _ESCAPED.sub(r"\1", quoted)
    negative = found["minus"] is not None
    if key not in KEYS and key != WORDS:
        raise _no_key(key, found[0])
    if not value.strip() or (key == WORDS and not any(map(str.isalnum, value))):
        raise _nothing(found[0]) if key else _no_letter(found[0])
    if key == WORDS and quoted is None:
        _check_word(value)
    return Term(key, " ".join(value.split()), quoted is not None and key == WORDS, negative)


def _check_word(word: str) -> None:
    """Refuse a bare word that is a key whose colon was forgotten."""
    key, equals, value = word.partition("=")
    if word.endswith(":") and word[:-1] not in KEYS:
        raise _no_key(word[:-1], word)
    if word.rstrip(":") in KEYS:
        raise Unreadable(
            f"nothing stands after “{word}”",
            f'{word.rstrip(":")}:VALUE, or "{word.rstrip(":")}" in quotes to search for the word',
        )
    if equals and key in KEYS:
        raise Unreadable(f"“{word}” is not a filter", f"did you mean {key}:{value or 'VALUE'}?")


def _broken(rest: str) -> Unreadable:
    word = rest.split(maxsplit=1)[0]
    if word.removeprefix("-").rstrip(':"') in KEYS and not word.endswith('"'):
        return _nothing(word)
    if rest.count('"') % 2:
        return Unreadable(f"a quote is left open in “{word}”", 'close it: by:"Jane Whitcombe"')
    return Unreadable(
        f"“{word}” is not a filter", 'put a blank between terms: by:"Jane Whitcombe" is:open'
    )


def _nothing(word: str) -> Unreadable:
    return Unreadable(f"nothing stands after “{word}”", "claims help filters has examples")


def _no_letter(word: str) -> Unreadable:
    return Unreadable(
        f"“{word}” has no letter or digit to look for", "claims help filters has examples"
    )


def _no_key(key: str, term: str) -> Unreadable:
    near = closest(key, KEYS, 0.6)
    hint = f"did you mean {near}:?" if near else f"one of: {': '.join(KEYS)}:"
    quoted = _quoted(term.removeprefix("-").replace('"', ""))
    return Unreadable(
        f"“{key}:” is not a filter", f"{hint} — in quotes it is searched for: '{quoted}'"
    )


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
