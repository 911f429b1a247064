"""``claims source list``: the documents."""

from __future__ import annotations

from ledger.cli.listing import listing
from ledger.cli.options import Ascii, AsJson, AsOf, LedgerDir, asked, begun, opened

COLUMNS = ("source_key", "source", "published_on", "edition_of", "retracted")


def command(
    as_of: AsOf = None, as_json: AsJson = False, ascii_: Ascii = False, ledger: LedgerDir = None
) -> None:
    """List the documents, oldest first.

    \b
    Example:
      claims source list
    """
    with opened(ledger) as held:
        rows = held.table("sources", asked(begun(held), as_of)).rows()
    listing(
        rows,
        COLUMNS,
        "No source is on record yet: claims source add",
        as_json=as_json,
        ascii_only=ascii_,
    )
