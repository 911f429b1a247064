"""What the browser does with one thing: tell its life, answer it, code it, and take that back.

Invariant: only what this sitting did is taken back, newest first; what others wrote is theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ledger.errors import Refused

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ledger.app import Ledger
    from ledger.browse.answers import Answer, Sheet
    from ledger.browse.means import Means
    from ledger.browse.model import Wish
    from ledger.coding.draft import TextItem
    from ledger.coding.queue import Given
    from ledger.coding.session import Sitting
    from ledger.domain.coding import CodeText
    from ledger.screens.look import Look
    from ledger.screens.rows import ClaimRow
    from ledger.steps import Step


@dataclass(frozen=True)
class Topic:
    """What the detail pane is about: a claim, its question, somebody, or the calibration."""

    kind: str
    of: str = ""
    """A claim's stream, a question's key or a commentator's id; nothing for everybody."""
    filter: str = ""


CLAIM, QUESTION, PERSON, BANDS = "claim", "question", "person", "calibration"


@dataclass(frozen=True)
class Item:
    """A claim whose words are to be coded, with the coding to begin with."""

    sitting: Sitting
    item: TextItem
    given: Given
    code: CodeText


@dataclass(frozen=True)
class _Done:
    step: str
    told: str


class Desk:
    """One ledger, asked and written to by one thread alone."""

    def __init__(self, ledger: Ledger, means: Means) -> None:
        """Take the ledger, and how each thing is told."""
        self._ledger, self._means = ledger, means
        self._done: list[_Done] = []
        self._undone: list[_Done] = []
        self._sitting: Sitting | None = None

    # telling

    def draw(self, topic: Topic, look: Look) -> RenderableType:
        """Return a topic as it is drawn; raise `NotFound` where it is not on record any more."""
        from ledger.screens import calibration, claim_life, person, question

        held, means = self._ledger, self._means
        match topic.kind:
            case "claim":
                return claim_life.render(means.claim(held, topic.of), look)
            case "question":
                return question.render(means.question(held, topic.of), look)
            case "person":
                return person.render(means.person(held, topic.of), look)
            case _:
                bands = means.bands(held, topic.filter, topic.of or None)
                return calibration.render(bands, look)

    # answering

    def sheet(self, key: str) -> Sheet:
        """Return what is to be known of a question before it is answered."""
        from ledger.browse.answers import Sheet
        from ledger.domain.question import require
        from ledger.readmodel import queries

        asked = require(key, self._ledger.standing)
        names = [str(row["commentator"]) for row in self._ledger.ask(queries.CLAIMS_ON, [key])]
        outcome = asked.answer.outcome if asked.answer is not None else None
        return Sheet(asked.content, tuple(dict.fromkeys(names)), outcome, self._ledger.today)

    def answer(self, sheet: Sheet, answer: Answer) -> str:
        """Put an answer on record; return what was done."""
        from ledger.browse import answers

        asked = answers.command(sheet, answer)
        return self._note(self._ledger.execute(asked), answers.told(sheet, asked))

    # coding

    def item(self, row: ClaimRow) -> Item:
        """Return a claim to be coded by the recorder; raise `Refused` where that may not be."""
        from ledger.coding.draft import TextItem, proposed
        from ledger.coding.queue import Wanted, as_known, others_assigned, queue_of
        from ledger.coding.session import asked_of, what_is_shown

        held = self._ledger
        coder = as_known(held, held.recorder)
        given_to = others_assigned(held, "text", coder)
        if given_to:
            raise Refused(
                f"{coder} was given nothing to code; {', '.join(given_to)} was",
                f"claims review id:{row['id']} --unassigned",
            )
        queue = queue_of(held, "text", Wanted(coder, "claim_id = ?", [row["claim_id"]]))
        texts = [(item, given) for item, given in queue.items if isinstance(item, TextItem)]
        if not texts:
            raise _nothing_to_code(row, coder, already=queue.done > 0)
        item, given = texts[0]
        sitting = self._sat(coder, given.codebook)
        seen = what_is_shown(speaker=True, source=True, proposal=True)
        seen += ("outcome",) if row["outcome"] is not None else ()
        return Item(
            sitting, item, given, asked_of(proposed(item, coder, sitting.codebook.name, seen))
        )

    def code(self, item: Item, code: CodeText) -> str:
        """Put a coding on record; return what was done."""
        from ledger.coding.draft import accepted

        if not item.sitting.record(accepted(code), item.given) or item.sitting.last is None:
            return "that is on record already; nothing changed"
        self._done.append(_Done(item.sitting.last, f"coded {item.item.id}"))
        self._undone.clear()
        return self._done[-1].told

    # taking back

    def undo(self) -> str:
        """Take back the last thing that this sitting did; return what that was."""
        if not self._done:
            raise Refused(
                "nothing of this sitting is left to take back", "claims undo takes earlier steps"
            )
        last = self._done[-1]
        step = self._ledger.undo(last.step, reason="taken back while browsing")
        self._done.pop()
        self._undone.append(replace(last, step=step.step))
        return f"undid: {last.told}"

    def redo(self) -> str:
        """Bring back what was taken back last; return what that was."""
        if not self._undone:
            raise Refused("nothing of this sitting was taken back", "claims log lists the steps")
        last = self._undone[-1]
        step = self._ledger.undo(last.step)
        self._undone.pop()
        self._done.append(replace(last, step=step.step))
        return f"brought back: {last.told}"

    def close(self) -> None:
        """Let go of the ledger."""
        self._ledger.close()

    # inside

    def _note(self, step: Step, told: str) -> str:
        if not step:
            return "that is on record already; nothing changed"
        self._done.append(_Done(step.step, told))
        self._undone.clear()
        return told

    def _sat(self, coder: str, codebook: str | None) -> Sitting:
        from ledger.coding.codebook import codebook_of, shipped
        from ledger.coding.session import Sitting

        book = codebook_of(self._ledger, codebook or shipped().name)
        if self._sitting is None or self._sitting.codebook.name != book.name:
            self._sitting = Sitting(self._ledger, coder, book)
        return self._sitting


def topic_of(row: ClaimRow, kind: str) -> Topic:
    """Return what the detail pane is to tell of a claim, its question or who said it."""
    of = {CLAIM: row["claim_id"], QUESTION: row["question_key"], PERSON: row["commentator_id"]}
    return Topic(kind, of[kind])


def bands_of(wish: Wish) -> Topic:
    """Return the calibration of what is listed."""
    return Topic(BANDS, wish.person.commentator_id if wish.person else "", wish.filter)


def _nothing_to_code(row: ClaimRow, coder: str, *, already: bool) -> Refused:
    if already:
        return Refused(
            f"{coder} has coded {row['id']} already", f"claims show {row['id']} tells every reading"
        )
    return Refused(
        f"{row['id']} is not to be read from words: its forecast is stated",
        "claims list is:verbal has those that are",
    )
