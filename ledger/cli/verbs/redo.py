"""``claims redo``: bring back what was undone."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import output
from ledger.cli.options import AsJson, LedgerDir, begun, opened


def command(
    step: Annotated[
        str | None,
        typer.Argument(help="An undone step from claims log; the last one undone if left out."),
    ] = None,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Bring back what was undone last; again and again it walks forward, as an editor does.

    Once something new has been done, only a step that is named is brought back. One that rests on
    another undone step is refused until that is brought back too.

    \b
    Example:
      claims undo
      claims redo
    """
    from ledger.cli import stepping

    with opened(ledger) as held:
        begun(held)
        asked = stepping.chosen(held, step) if step else stepping.last_undone(held)
        what = stepping.about(held, asked)
        deed = stepping.deed_of(held, what)
        done = stepping.in_words(held, what, lambda: held.redo(what))
        if done:
            stepping.say("redid", deed.words, "claims undo takes it back")
        else:
            output.talk(f"step {what} stands; nothing changed")
    if as_json:
        output.emit_json({"step": done.step if done else None, "redid": what})
