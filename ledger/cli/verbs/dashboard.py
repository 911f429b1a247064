"""``claims dashboard``: the figures, the calibration, who is on record, what is due."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ledger.cli import filters, output, reminder
from ledger.cli.options import (
    Ascii,
    AsJson,
    AsOf,
    Filters,
    IncludeEarly,
    IncludeUntimely,
    Kind,
    LedgerDir,
    MaturedOnly,
    Scope,
    asked,
    begun,
    opened,
)

if TYPE_CHECKING:
    pass


def command(
    filter_: Filters = None,
    kind: Kind = "forecast",
    scope: Scope = "first",
    matured_only: MaturedOnly = False,
    include_early: IncludeEarly = False,
    include_untimely: IncludeUntimely = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
    ascii_: Ascii = False,
    ledger: LedgerDir = None,
) -> None:
    """Show how much there is, how good it was, and what waits for an answer.

    Nobody is ranked before 30 resolved questions in 10 stories. Figures for everybody leave
    simulated forecasters out. With a filter that names one commentator, the figures are theirs.

    \b
    Example:
      claims dashboard
      claims dashboard story:ukraine-2022 --kind intent
    """
    from ledger.cli.overview import as_rows, overview

    with opened(ledger) as held:
        about = asked(
            reminder.watching(begun(held)),
            as_of,
            kind=kind,
            scope=scope,
            matured_only=matured_only,
            include_early=include_early,
            include_untimely=include_untimely,
        )
        about = replace(about, shown_only=not as_json)
        data = overview(held, about, filters.resolve(held, filter_, about))
    if as_json:
        output.emit_json(as_rows(data))
        return
    from ledger.screens.dashboard import render

    on = output.surface(ascii_)
    output.show(render(data, on.look), on)
    reminder.remind(held)
