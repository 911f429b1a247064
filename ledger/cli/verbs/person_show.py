"""``claims person NAME``: one commentator's record."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from ledger.cli import find, output
from ledger.cli.options import (
    Ascii,
    AsJson,
    AsOf,
    IncludeUntimely,
    Kind,
    LedgerDir,
    asked,
    begun,
    opened,
    text,
)
from ledger.cli.typed import calibration_rows, claim_rows, score_rows
from ledger.readmodel import queries


def command(
    name: Annotated[str, typer.Argument(help="Whole words of a name or alias.")],
    kind: Kind = "forecast",
    include_untimely: IncludeUntimely = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
    ascii_: Ascii = False,
    ledger: LedgerDir = None,
) -> None:
    """Show one commentator: scores with intervals where there is enough, and every claim.

    \b
    Example:
      claims person Guterres
      claims person Blinken --kind intent
    """
    from ledger.exporters.header import archive_note

    with opened(ledger) as held:
        about = asked(begun(held), as_of, kind=kind, include_untimely=include_untimely)
        who = find.person(held, text(name), about)
        about = replace(about, only_commentators=(who.commentator_id,), shown_only=not as_json)
        scores = held.table("scoreboard", about).rows()
        bands = held.ask(queries.CALIBRATION_OF, [who.commentator_id], asked=about)
        claims = held.ask(queries.CLAIMS_BY, [who.commentator_id], asked=about)
        note = archive_note(held)
    if as_json:
        output.emit_json(
            {"name": who.name, "scoreboard": scores, "calibration": bands, "claims": claims}
        )
        return
    from ledger.screens.person import Person, render

    on = output.surface(ascii_)
    data = Person(who.name, score_rows(scores), calibration_rows(bands), claim_rows(claims), note)
    output.show(render(data, on.look), on)
