"""What a coder is to code next, and how much of it may be seen.

Invariant: the outcome, other people's codings and their readings are in no item; a hidden speaker
is in none either, nor the speaker's name within the words, as far as it can be recognised.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, cast

from ledger.coding.draft import TextItem
from ledger.domain.assignment import OUTCOME, TEXT, Pass
from ledger.domain.names import folded, letters
from ledger.readmodel import queries_coding

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.domain.claim import ClaimKind, Polarity

Row = Mapping[str, object]
HIDDEN_NAME = "▮▮▮"
_SHORTEST_NAME = 3
_WORD = re.compile(r"\w(?:\w|[\u0300-\u036f])*")
"""A word, with accents that are written as characters of their own."""


@dataclass(frozen=True)
class OutcomeItem:
    """A question to be answered, without the words that bear on it unless they are asked for."""

    question: str
    key: str
    text: str
    kind: str
    options: tuple[str, ...]
    criteria: str | None
    closes_on: date | None
    condition: str | None
    utterances: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """What a coder asks the queue for."""

    coder: str
    condition: str
    parameters: Sequence[object]
    hides: frozenset[str] = frozenset()
    with_text: bool = False
    also_mine: bool = False
    """Whether outcomes are coded too where the coder has read the words."""


@dataclass(frozen=True)
class Given:
    """Under what terms an item is coded: its round's, where it was assigned."""

    codebook: str | None = None
    hides: frozenset[str] = frozenset()
    commits: bool = False


@dataclass(frozen=True)
class Queue:
    """The items still to be coded, each under its terms, and how many there are in all."""

    items: tuple[tuple[TextItem | OutcomeItem, Given], ...]
    done: int
    left_out: int = 0
    """Outcomes that another coder should find: this one has read the words."""


def queue_of(ledger: Ledger, coding_pass: Pass, wanted: Wanted) -> Queue:
    """Return what is still to be coded by this coder: what was assigned, else all asked for."""
    work = ledger.ask(queries_coding.CODING_WORK, [coding_pass])
    mine = [row for row in work if folded(str(row["coder"])) == folded(wanted.coder)]
    terms = {str(row["item_id"]): _terms(row, wanted) for row in mine if row["round"]}
    done = {str(row["item_id"]) for row in mine if row["state"] != "assigned"}
    find = _texts if coding_pass == TEXT else _outcomes
    rows = [row for row in find(ledger, wanted) if not terms or str(row["item_id"]) in terms]
    left = [row for row in rows if str(row["item_id"]) not in done]
    read = _words_read(ledger, wanted) if coding_pass == OUTCOME and not terms else frozenset()
    open_to_me = [row for row in left if str(row["item_id"]) not in read]
    own = Given(hides=wanted.hides)
    shuffled = bool(terms) or "speaker" in wanted.hides
    under = [
        (row, terms.get(str(row["item_id"]), own)) for row in _ordered(open_to_me, wanted, shuffled)
    ]
    items: list[tuple[TextItem | OutcomeItem, Given]] = [
        (
            _text_item(row, given.hides)
            if coding_pass == TEXT
            else _outcome_item(row, with_text=wanted.with_text),
            given,
        )
        for row, given in under
    ]
    return Queue(tuple(items), len(rows) - len(left), len(left) - len(open_to_me))


def as_known(ledger: Ledger, coder: str) -> str:
    """Return a coder's name as it is on record, if only its case or its accents are otherwise."""
    names = {str(row["coder"]) for row in ledger.ask(queries_coding.CODERS)}
    alike = sorted(name for name in names if folded(name) == folded(coder))
    return coder if coder in names or not alike else alike[0]


def others_assigned(ledger: Ledger, coding_pass: Pass, coder: str) -> list[str]:
    """Return who was given items of a pass, where this coder was given none."""
    rows = [row for row in ledger.ask(queries_coding.CODING_WORK, [coding_pass]) if row["round"]]
    named = {str(row["coder"]) for row in rows}
    return [] if folded(coder) in set(map(folded, named)) else sorted(named)


def by_codebook(queue: Queue, codebook: str) -> Queue:
    """Return the part of a queue that goes by one codebook; the rest is for another sitting."""
    under = [(item, given) for item, given in queue.items if given.codebook in {None, codebook}]
    return replace(queue, items=tuple(under))


def told(item: TextItem | OutcomeItem) -> dict[str, object]:
    """Return what may be seen of an item: nothing of its record where other coders are hidden."""
    seen = dict(vars(item))
    if isinstance(item, TextItem) and not item.others:
        for name in ("kind", "polarity", "words", "deadline", "deadline_words", "closes_on"):
            del seen[name]
    return seen


def items_of(ledger: Ledger, coding_pass: Pass, wanted: Wanted) -> list[str]:
    """Return every item that can be given to coders: claims in words, or questions that closed."""
    find = _texts if coding_pass == TEXT else _outcomes
    return [str(row["item_id"]) for row in find(ledger, wanted)]


def masked(text: str, names: Iterable[str]) -> str:
    """Return the words with every word of the speaker's names put out of sight.

    Case and accents make no difference, except to a word of one or two letters: Xi is only a name
    with its capital, and de is none.
    """
    parts = {part for name in names for part in _WORD.findall(name)}
    long = {folded(part) for part in parts if len(folded(part)) >= _SHORTEST_NAME}
    short = {part for part in parts if folded(part) not in long and part[0].isupper()}

    def seen(found: re.Match[str]) -> str:
        word = found[0]
        return HIDDEN_NAME if folded(word) in long or word in short else word

    return _WORD.sub(seen, text)


def _terms(row: Row, wanted: Wanted) -> Given:
    hides = row["hides"] if isinstance(row["hides"], list) else []
    return Given(str(row["codebook"]), wanted.hides | set(hides), bool(row["commits"]))


def _ordered(rows: Sequence[Row], wanted: Wanted, shuffled: bool) -> list[Row]:
    """Return the rows as they were said, or in an order of the coder's own that tells nothing."""
    if not shuffled:
        return list(rows)
    return sorted(rows, key=lambda row: letters("queue", folded(wanted.coder), str(row["item_id"])))


def _texts(ledger: Ledger, wanted: Wanted) -> Sequence[Row]:
    query = queries_coding.CODING_TEXTS.replace("{condition}", wanted.condition)
    return ledger.ask(query, list(wanted.parameters))


def _outcomes(ledger: Ledger, wanted: Wanted) -> Sequence[Row]:
    query = queries_coding.CODING_OUTCOMES.replace("{condition}", wanted.condition)
    return ledger.ask(query, list(wanted.parameters))


def _words_read(ledger: Ledger, wanted: Wanted) -> frozenset[str]:
    """Return the questions whose words this coder has read, where there is another coder."""
    if wanted.also_mine:
        return frozenset()
    rows = ledger.ask(queries_coding.WORDS_READ)
    coders = {folded(str(row["coder"])) for row in rows}
    if coders <= {folded(wanted.coder)}:
        return frozenset()
    return frozenset(
        str(row["question_id"]) for row in rows if folded(str(row["coder"])) == folded(wanted.coder)
    )


def _text_item(row: Row, hides: frozenset[str]) -> TextItem:
    hidden, others = "speaker" in hides, "others" not in hides
    names = list(map(str, row["names"])) if hidden and isinstance(row["names"], list) else []
    closes_on = row["closes_on"]
    shown = {
        name: masked(str(row[name]), names)
        for name in ("quote", "reported", "words", "question", "deadline_words")
        if row[name]
    }
    return TextItem(
        claim=str(row["item_id"]),
        id=str(row["id"]),
        utterance=shown.get("quote") or shown.get("reported") or shown.get("words") or "",
        words=shown.get("words") if others else None,
        said_on=cast("date", row["said_on"]),
        question=shown["question"],
        closes_on=closes_on if others and isinstance(closes_on, date) else None,
        deadline=str(row["deadline"]) if others else "unknown",
        deadline_words=shown.get("deadline_words") if others else None,
        kind=cast("ClaimKind", row["kind"]),
        polarity=cast("Polarity", row["polarity"]),
        speaker=None if hidden else str(row["commentator"]),
        source=None if hidden else str(row["source"] or "") or None,
        others=others,
        proposes="proposal" not in hides,
    )


def _outcome_item(row: Row, *, with_text: bool) -> OutcomeItem:
    closes_on = row["closes_on"]
    options = row["options"] if isinstance(row["options"], list) else []
    told = row["utterances"] if isinstance(row["utterances"], list) and with_text else []
    return OutcomeItem(
        question=str(row["item_id"]),
        key=str(row["id"]),
        text=str(row["question"]),
        kind=str(row["kind"]),
        options=tuple(map(str, options)),
        criteria=str(row["criteria"]) if row["criteria"] else None,
        closes_on=closes_on if isinstance(closes_on, date) else None,
        condition=str(row["condition"]) if row["condition"] else None,
        utterances=tuple(map(str, told)),
    )
