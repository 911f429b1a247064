"""``claims source KEY``: one document and the claims in it."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import find, output
from ledger.cli.options import Ascii, AsJson, AsOf, LedgerDir, asked, begun, opened, text
from ledger.cli.typed import claim_rows
from ledger.readmodel import queries

FIELDS = (
    "source_key",
    "publication",
    "title",
    "authors",
    "published_on",
    "published_precision",
    "url",
    "archive_url",
    "edition_of",
    "retracted",
)


def command(
    source: Annotated[str, typer.Argument(help="A key or web address.")],
    as_of: AsOf = None,
    as_json: AsJson = False,
    ascii_: Ascii = False,
    ledger: LedgerDir = None,
) -> None:
    """Show one document: what is known of it, and the claims that it carries.

    \b
    Example:
      claims source nyt-2022-01-21
    """
    with opened(ledger) as held:
        about = asked(begun(held), as_of)
        with held.steady(about):
            key = find.source(held, text(source))
            sources = held.table("sources").rows()
            row = next(one for one in sources if one["source_key"] == key)
            claims = held.ask(queries.CLAIMS_IN, [key, key], asked=about)
    if as_json:
        output.emit_json({"source": row, "claims": claims})
        return
    from ledger.screens import table
    from ledger.screens.claims import Claims, render

    on = output.surface(ascii_)
    known = [[name.replace("_", " "), row[name]] for name in FIELDS if row[name]]
    output.show(table.render(table.Sheet(("", ""), known, counted=False), on.look), on)
    output.data("")
    output.show(render(Claims(claim_rows(claims)), on.look), on)
