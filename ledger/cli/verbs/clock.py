"""``claims clock``: what the clock shows beside the newest fact, and a jump that is right."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import output
from ledger.cli.doing import report
from ledger.cli.options import AsJson, LedgerDir, Reason, begun, needed, opened, text
from ledger.errors import Damaged


def command(
    accept: Annotated[
        bool, typer.Option("--accept", help="Put on record that the clock is right.")
    ] = False,
    reason: Reason = "",
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Show the clock beside the newest fact. Facts are recorded by the clock, never bent to fit.

    A clock over five minutes behind the newest fact, or over a year ahead of it, is refused until
    it is set, or accepted here with a reason that stays on record.

    \b
    Example:
      claims clock --accept --reason 'the battery was flat; the facts of 2099 are from March'
    """
    from ledger.domain.clock import AcceptClock, jump

    with opened(ledger) as held:
        newest, now = begun(held).log.newest_recorded_at(), held.now
        if newest is None:
            raise Damaged("the ledger has no fact", "claims verify says what is wrong")
        jumped = jump(newest, now)
        if accept:
            why = needed("the reason", text(reason)) if jumped else ""
            step = held.execute(AcceptClock(newest, now, why))
            report(step, "accepted the clock", "the clock did not jump", as_json=as_json)
            return
    if as_json:
        output.emit_json({"clock": now, "newest_recorded_at": newest, "jump": jumped or None})
        return
    output.data(jumped or f"the clock shows {now:%Y-%m-%d %H:%M} UTC, in step with the newest fact")
    if jumped:
        raise typer.Exit(1)
