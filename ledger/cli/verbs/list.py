"""``claims list``: claims, filtered."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from ledger.cli import filters, output
from ledger.cli.options import (
    Ascii,
    AsJson,
    AsOf,
    Color,
    Filters,
    LedgerDir,
    Plain,
    asked,
    begun,
    opened,
)
from ledger.cli.presenting import Manner, View, present
from ledger.cli.typed import claim_rows

PIPED = (
    "id",
    "commentator",
    "said_on",
    "kind",
    "p",
    "outcome",
    "status",
    "brier",
    "words",
    "question",
    "source",
    "n_replies",
    "disputed",
)
"""The columns of piped output, tab-separated, without a header."""


def command(
    filter_: Filters = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", help="At most N claims; 0 for all.", min=0)
    ] = 0,
    as_of: AsOf = None,
    as_json: AsJson = False,
    plain: Plain = False,
    ascii_: Ascii = False,
    color: Color = None,
    ledger: LedgerDir = None,
) -> None:
    """List claims with what was said, how probable it was read to be, and what happened.

    Filter terms are ANDed, values of one key ORed. Piped, a claim is a line of tab-separated
    values: id, commentator, said_on, kind, p, outcome, status, brier, words, question, source,
    n_replies, disputed. In the place of p stands what is no probability of yes: shares, quantiles
    or a bare value.

    \b
    Example:
      claims list 'by:Guterres' --json
      claims list is:intent is:resolved story:ukraine-2022
      claims list timing:hindsight
    """
    from ledger.exporters.header import archive_note

    with opened(ledger) as held:
        about = asked(begun(held), as_of)
        condition, parameters = filters.resolve(held, filter_, about).condition()
        most = f" limit {limit}" if limit else ""
        query = f"from claims where {condition} order by said_on, commentator, claim_id{most}"
        rows = held.ask(query, parameters, about)
        note = archive_note(held)
    if as_json:
        output.emit_json(rows)
    elif output.piped() and not plain:
        output.tsv([_piped(row) for row in rows], PIPED)
    else:
        from ledger.screens import claims, spoken

        data = claims.Claims(claim_rows(rows), note=note)
        drawn, told = partial(claims.render, data), partial(spoken.claims, data.rows)
        present(View(rows, drawn, told), Manner(plain=plain, ascii_only=ascii_, color=color))


def _piped(row: dict[str, object]) -> dict[str, object]:
    forecast = row["forecast"] if row["p"] is None else row["p"]
    return {**row, "words": row["quote"] or row["reported"], "p": forecast}
