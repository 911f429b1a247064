"""``claims person list``: who is on record."""

from __future__ import annotations

from ledger.cli.listing import listing
from ledger.cli.options import Ascii, AsJson, AsOf, LedgerDir, asked, begun, opened

COLUMNS = ("commentator", "kind", "simulated", "aliases")


def command(
    as_of: AsOf = None, as_json: AsJson = False, ascii_: Ascii = False, ledger: LedgerDir = None
) -> None:
    """List everybody on record, with the other names that lead to them.

    \b
    Example:
      claims person list
    """
    with opened(ledger) as held:
        rows = held.table("commentators", asked(begun(held), as_of)).rows()
    listing(
        rows, COLUMNS, "Nobody is on record yet: claims add", as_json=as_json, ascii_only=ascii_
    )
