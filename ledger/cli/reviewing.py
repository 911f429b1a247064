"""The queue at the terminal: an item, a key, the next item.

Invariant: an item leaves the screen only when its coding is on record, or when it was put off.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TYPE_CHECKING

from ledger.cli import output
from ledger.coding import answering, draft
from ledger.coding.draft import TextItem
from ledger.coding.queue import Given, OutcomeItem, Queue
from ledger.coding.session import Sitting, asked_of, what_is_shown
from ledger.domain.assignment import OUTCOME, TEXT, Pass
from ledger.domain.coding import CodeOutcome, CodeText
from ledger.errors import LedgerError
from ledger.screens import coding as screen
from ledger.visible import visible

if TYPE_CHECKING:
    from datetime import date

    from ledger.cli.keys import Keys

_STOP, _LATER, _BACK, _DONE, _STAY = "stop", "later", "back", "done", "stay"


@dataclass
class Work:
    """A sitting at a queue, with the terminal it happens at."""

    sitting: Sitting
    queue: Queue
    keys: Keys
    surface: output.Surface
    today: date
    commit: bool = False
    coded: list[int] = field(default_factory=list)
    """The places in the queue of what was coded in this sitting, in order."""

    @property
    def n_coded(self) -> int:
        """How many were coded in this sitting."""
        return len(self.coded)


def go_through(work: Work) -> None:
    """Show the items one after another until the end, or until the coder stops."""
    began, at = monotonic(), 0
    while at < len(work.queue.items):
        item, given = work.queue.items[at]
        _show(work, item, at, began)
        code_one = _code_text if isinstance(item, TextItem) else _code_outcome
        came = code_one(work, item, given)  # type: ignore[arg-type]  # each takes its own kind
        if came == _STOP:
            return
        if came == _BACK:
            at = work.coded.pop()
            continue
        work.coded += [at] if came == _DONE else []
        at += 1


def _show(work: Work, item: TextItem | OutcomeItem, at: int, began: float) -> None:
    spent = monotonic() - began
    left = spent / work.n_coded * (len(work.queue.items) - at) / 60 if work.n_coded else None
    text = isinstance(item, TextItem)
    head = screen.Head(
        work.queue.done + at + 1,
        work.queue.done + len(work.queue.items),
        TEXT if text else OUTCOME,
        work.sitting.coder,
        work.sitting.codebook.name,
        left,
    )
    look = work.surface.look
    told = screen.of_text(item, look) if isinstance(item, TextItem) else _outcome_lines(item, work)
    output.show(screen.render(head, told, look), work.surface)


def _outcome_lines(item: OutcomeItem, work: Work) -> screen.Shown:
    look = work.surface.look
    closes = look.day(item.closes_on) if item.closes_on else "no closing day"
    lines = [("question", item.text), ("closes", closes)]
    lines += [("counts", item.criteria)] if item.criteria else []
    lines += [("only if", item.condition)] if item.condition else []
    lines += [(f"({n})", one) for n, one in enumerate(item.options, 1)]
    return screen.Shown(item.utterances, lines)


def _code_text(work: Work, item: TextItem, given: Given) -> str:
    shown = what_is_shown(
        speaker=item.speaker is not None, source=item.source is not None, proposal=item.proposes
    )
    sitting = work.sitting
    code = asked_of(draft.proposed(item, sitting.coder, sitting.codebook.name, shown))
    while True:
        output.show(screen.coded(code, work.surface.look), work.surface)
        key = _key(work, "enter n c 1-9 h b x k p t f w s u ? q")
        if key in {"enter", "y"}:
            if (came := _record(work, code, given)) != _STAY:
                return came
        elif key == "n":
            code = _without_claim(work, code)
            if not code.is_claim and (came := _record(work, code, given)) != _STAY:
                return came
        elif key in draft.EDITS:
            code = draft.EDITS[key](code)
        elif (came := _common(work, key, TEXT)) != _STAY:
            return came
        else:
            code = _typed(work, key, code, item)


def _typed(work: Work, key: str | None, code: CodeText, item: TextItem) -> CodeText:
    """Return the coding after a key that asks for a line; as it was where it cannot be read."""
    asks: dict[str, tuple[str, Callable[[str], CodeText]]] = {
        "c": ("How sure", lambda typed: draft.judged(code, typed)),
        "t": ("By when", lambda typed: draft.dated(code, typed, item.said_on)),
        "w": ("Note", lambda typed: replace(code, note=typed or None)),
    }
    if key not in asks:
        return code
    label, read = asks[key]
    typed = work.keys.line(label)
    if not typed:
        return code
    try:
        return read(typed)
    except LedgerError as error:
        output.complain(error)
        return code


def _without_claim(work: Work, code: CodeText) -> CodeText:
    reasons = work.sitting.codebook.reasons
    told = "  ".join(f"({n}) {visible(reason)}" for n, reason in enumerate(reasons, 1))
    output.talk(f"  no claim:  {told}")
    key = work.keys.key() or ""
    if key.isdecimal() and 0 < int(key) <= len(reasons):
        return draft.no_claim(code, reasons[int(key) - 1])
    return code


def _code_outcome(work: Work, item: OutcomeItem, given: Given) -> str:
    code = answering.begun(item, work.sitting.coder, work.sitting.codebook.name)
    while True:
        key = _key(work, "y n a m v e w s u ? q")
        done = answering.plain(code, item, key or "")
        if done is None:
            done = _with_day(work, code, item, key or "")
        if done is not None:
            if (came := _record(work, done, given)) != _STAY:
                return came
        elif key in {"e", "w"}:
            code = _remarked(work, code, key)
        elif (came := _common(work, key, OUTCOME)) != _STAY:
            return came


def _with_day(work: Work, code: CodeOutcome, item: OutcomeItem, key: str) -> CodeOutcome | None:
    """Return the coding with what came and on which day; None where that was not told."""
    value = "yes" if key == "y" else answering.option(item, key)
    if key == "v":
        value = work.keys.line("What came")
    on = work.keys.line("On which day") if value else None
    if not value or on is None:
        return None
    try:
        return answering.dated(replace(code, outcome=value), on, item, work.today)
    except LedgerError as error:
        output.complain(error)
        return None


def _remarked(work: Work, code: CodeOutcome, key: str | None) -> CodeOutcome:
    typed = work.keys.line("Evidence" if key == "e" else "Note")
    if not typed:
        return code
    return (
        replace(code, evidence=(*code.evidence, typed)) if key == "e" else replace(code, note=typed)
    )


def _record(work: Work, code: CodeText | CodeOutcome, given: Given) -> str:
    """Put the coding on record; complain, and stay, where that is not possible."""
    try:
        ready = draft.accepted(code) if isinstance(code, CodeText) else code
        added = work.sitting.record(ready, given, commit=work.commit)
    except LedgerError as error:
        output.complain(error)
        return _STAY
    return _DONE if added else _LATER


def _common(work: Work, key: str | None, coding_pass: Pass) -> str:
    book = work.sitting.codebook
    keys = screen.TEXT_KEYS if coding_pass == TEXT else screen.OUTCOME_KEYS
    if key is None or key == "q":
        return _STOP
    if key == "s":
        return _LATER
    if key == "u":
        return _taken_back(work)
    if key == "?":
        own = {field: told for (which, field), told in book.help.items() if which == coding_pass}
        output.show(screen.helped(keys, own, work.surface.look), work.surface)
    return _STAY


def _taken_back(work: Work) -> str:
    try:
        taken = work.sitting.take_back()
    except LedgerError as error:
        output.complain(error)
        return _STAY
    output.talk("taken back" if taken else "nothing of this sitting is left to take back")
    return _BACK if taken else _STAY


def _key(work: Work, keys: str) -> str | None:
    output.prompt(f"           [{keys}] ")
    key = work.keys.key()
    output.talk(key if key and key != "enter" and key.isprintable() else "")
    return key
