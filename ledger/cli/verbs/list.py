"""``claims list``: claims, filtered."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import claim_lines, filters, output, reminder
from ledger.cli.claim_lines import PIPED, SORTS
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
    one_of,
    opened,
)
from ledger.cli.presenting import Manner

__all__ = ["PIPED", "command"]


def command(
    filter_: Filters = None,
    sort: Annotated[
        str, typer.Option("--sort", metavar="ORDER", help="said, due, by, p or score.")
    ] = "said",
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

    Filter terms are ANDed, values of one key ORed, and a hyphen before a term takes what fits it
    away; a bare word is searched for. Piped, a claim is a line of tab-separated values: id,
    commentator, said_on, kind, p, outcome, status, brier, words, question, source, n_replies,
    disputed. In the place of p stands what is no probability of yes: shares, quantiles or a bare
    value.

    \b
    Example:
      claims list 'by:Guterres' --json
      claims list is:intent is:resolved story:ukraine-2022
      claims list invasion said:2022 -by:Biden --sort score
    """
    from ledger.exporters.scope import archive_note

    order = SORTS[one_of("order", sort, tuple(SORTS))]
    with opened(ledger) as held:
        about = asked(reminder.watching(begun(held)), as_of)
        with held.steady(about):
            chosen = filters.resolve(held, filter_, about)
            rows = claim_lines.listed(held, chosen.condition(), order, limit, about)
            note = archive_note(held)
            on_screen = not as_json and not output.piped()
            hint = filters.empty_hint(held, chosen, about) if on_screen and not rows else ""
    if as_json:
        output.emit_json(rows)
    elif output.piped() and not plain:
        output.tsv(map(claim_lines.piped, rows), PIPED)
    else:
        manner = Manner(plain=plain, ascii_only=ascii_, color=color)
        claim_lines.show(rows, note, hint, manner, filtered=bool(chosen.fits))
    if not as_json:
        reminder.remind(held)
