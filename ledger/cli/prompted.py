"""A claim typed at a terminal from the first question to the last, and the draft kept meanwhile.

Invariant: from the first answer on, a draft holds all that was given and typed; it goes when the
claim is on record, and whoever stops is told how to go on with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import typer

from ledger.cli import adding, drafts, output
from ledger.cli.drafts import Draft
from ledger.cli.filling import Filling
from ledger.cli.given import Typed, as_options, from_options, missing
from ledger.cli.prompts import Asker, Back, Prompt, State, Stopped, asker, fill, plain
from ledger.cli.suggestions import Suggestions
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger

_INTRO = "New claim. Enter accepts; Tab completes; < goes back; Ctrl-C keeps a draft."
_PLAIN_INTRO = "New claim. Enter accepts; < goes back; - empties; Ctrl-C keeps a draft."
_KEPT = "your draft is kept: the next claims add offers to go on with it"


@dataclass(frozen=True)
class Prompted:
    """A claim as it was given in the end, and the draft of it until it is on record."""

    typed: Typed
    new_person: bool
    draft: Draft | None = None

    def saved(self) -> None:
        """Let go of the draft: the claim is on record."""
        if self.draft is not None:
            drafts.drop(self.draft)

    def unsaved(self) -> None:
        """Leave the draft for the next time, and say so."""
        if self.draft is not None and drafts.keep(self.draft, typing=False):
            output.talk(_KEPT)


def by_prompts(ledger: Ledger, given: Typed, usual: Typed, *, new_person: bool) -> Prompted:
    """Return the claim once all that it needs was given; leave if the person stops."""
    if not missing(given):
        return Prompted(given, new_person)
    ask = asker()
    draft = _taken_up(ledger, ask) if given == Typed() else None
    if draft is None:
        file = drafts.new_file(ledger.directory, ledger.now)
        options = {"given": as_options(given), "usual": as_options(usual)}
        draft = Draft(file, f"{ledger.now:%Y-%m-%d %H:%M} UTC", options, State())
    else:
        given, usual = _options(draft, "given"), _options(draft, "usual")
    standing = adding.standing_question(ledger, given.question)
    binary = adding.kind_of(given, standing) == "binary"
    suggestions = Suggestions(ledger)
    event = standing.content.text if standing else ""
    filling = Filling(ledger, given, usual, suggestions, ask, new_person, event, binary)
    if filling.whole:
        output.talk(_PLAIN_INTRO if ask is plain else _INTRO)
    _show_typed(filling, draft.state)
    return _asked(filling, draft)


def _asked(filling: Filling, draft: Draft) -> Prompted:
    """Ask for what is missing; each answer goes into the draft at once."""
    held = [draft.state]

    def hold(state: State) -> None:
        held[0] = state
        drafts.keep(replace(draft, state=state), typing=True)

    try:
        state = fill(filling.fields(), draft.state, filling.ask, hold)
    except Stopped:
        left = replace(draft, state=held[0])
        if not left.state.typed or not drafts.keep(left, typing=False):
            raise
        output.talk(f"stopped; {_KEPT}")
        raise typer.Exit(130) from None
    typed, is_new = filling.result(state)
    return Prompted(typed, is_new, replace(draft, state=state))


def _taken_up(ledger: Ledger, ask: Asker) -> Draft | None:
    """Return the draft that the person wants to go on with, if there is one and they do."""
    draft = drafts.latest(ledger.directory)
    if draft is None:
        return None
    about = draft.state.typed.get("statement") or _options(draft, "given").statement
    told = about or draft.state.typed.get("quote") or "not much of it yet"
    output.talk(f"There is a draft of {visible(draft.begun_at)}: {visible(told)}")
    answer = _letter(ask)
    if answer == "t":
        drafts.drop(draft)
    return draft if answer == "y" else None


def _letter(ask: Asker) -> str:
    asked = Prompt("Go on with it? [Y]es, [n]o, [t]hrow it away")
    while True:
        try:
            answer = ask(asked).lower()[:1] or "y"
        except Back:
            continue
        if answer in "ynt":
            return answer


def _show_typed(filling: Filling, state: State) -> None:
    """Show what was typed of a draft before the question at which it goes on."""
    for one in filling.fields():
        if one.name == state.at:
            return
        typed = state.typed.get(one.name)
        if typed:
            output.talk(f"{visible(one.prompt(state).label):>13}  {visible(typed)}")


def _options(draft: Draft, name: str) -> Typed:
    held = draft.options.get(name)
    return from_options(held) if isinstance(held, dict) else Typed()
