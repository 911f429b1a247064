"""``claims undo``: take back a step; undo an undo to bring it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import output
from ledger.cli.options import AsJson, LedgerDir, Reason, begun, opened, text
from ledger.errors import Ambiguous, NotFound
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger


def command(
    step: Annotated[
        str | None, typer.Argument(help="A step from claims log; the last one if left out.")
    ] = None,
    reason: Reason = "",
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Take back what one command or import did. Nothing is removed; the log shows both.

    Undoing an undo (by its own step) brings back what it took. A step that others rest on is
    refused until they are undone.

    \b
    Example:
      claims undo
      claims log
    """
    from ledger.domain.step import StepRedone
    from ledger.readmodel import queries
    from ledger.screens.describe import summary

    with opened(ledger) as held:
        chosen = _step(begun(held), step)
        did = held.ask(queries.STEP, [chosen])[0]["facts"]
        done = held.undo(chosen, text(reason))
        again = any(isinstance(new.fact, StepRedone) for new in done.facts)
        told = summary(did) if isinstance(did, dict) else ""
        if not done:
            output.talk(f"step {chosen} was undone already; nothing changed")
        else:
            output.talk(
                f"{'brought back what was undone' if again else f'undid {chosen}: {visible(told)}'}"
            )
            output.talk(f"bring it back: claims undo {done.step}")
        if as_json:
            output.emit_json({"step": done.step if done else None, "undid": chosen})


def _step(held: Ledger, given: str | None) -> str:
    from ledger.readmodel import queries

    rows = held.ask(queries.STEP_IDS, [text(given)]) if given else held.ask(queries.LATEST_STEP)
    if not rows:
        raise NotFound(
            f"there is no step “{given}”" if given else "there is nothing to undo",
            "claims log lists the steps",
        )
    exact = [row for row in rows if row["step"] == given]
    if len(rows) > 1 and not exact:
        raise Ambiguous(
            f"“{given}” fits {len(rows)} steps", "give more of it; claims log lists the steps"
        )
    return str((exact or rows)[0]["step"])
