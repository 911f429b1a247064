"""``claims plan list``: the collection plans."""

from __future__ import annotations

from ledger.cli.listing import listing
from ledger.cli.options import Ascii, AsJson, AsOf, LedgerDir, asked, begun, opened

COLUMNS = ("plan", "corpus", "since", "until", "rule", "n_items")


def command(
    as_of: AsOf = None, as_json: AsJson = False, ascii_: Ascii = False, ledger: LedgerDir = None
) -> None:
    """List the collection plans that stand, with how many items came of each.

    \b
    Example:
      claims plan list
    """
    with opened(ledger) as held:
        rows = held.table("plans", asked(begun(held), as_of)).rows()
    listing(
        rows,
        COLUMNS,
        "No plan is registered: claims plan add",
        as_json=as_json,
        ascii_only=ascii_,
    )
