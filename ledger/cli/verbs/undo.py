"""``claims undo``: take back a step; ``claims redo`` brings it back."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import output
from ledger.cli.options import AsJson, LedgerDir, Reason, begun, opened, text


def command(
    step: Annotated[
        str | None, typer.Argument(help="A step from claims log; the last one if left out.")
    ] = None,
    reason: Reason = "",
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Take back what one command or import did. Nothing is removed; the log shows both.

    Again and again it walks back, step by step; claims redo walks forward. Undoing an undo (by its
    own step) brings back what it took. A step that others rest on is refused until they are undone.

    \b
    Example:
      claims undo
      claims log
      claims redo
    """
    from ledger.cli import stepping
    from ledger.domain.step import StepRedone

    with opened(ledger) as held:
        begun(held)
        asked = stepping.chosen(held, step) if step else stepping.last_taken(held)
        deed = stepping.deed_of(held, stepping.about(held, asked))
        done = stepping.in_words(held, asked, lambda: held.undo(asked, text(reason)))
        if not done:
            output.talk(f"step {asked} was undone already; nothing changed")
        elif any(isinstance(new.fact, StepRedone) for new in done.facts):
            stepping.say("redid", deed.words, "claims undo takes it back")
        else:
            left = stepping.left(held, deed)
            stepping.say("undid", deed.words + left, "claims redo brings it back")
    if as_json:
        output.emit_json({"step": done.step if done else None, "undid": asked})
