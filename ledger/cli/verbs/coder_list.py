"""``claims coder list``: who codes what, and how far."""

from __future__ import annotations

from ledger.cli.listing import listing
from ledger.cli.options import Ascii, AsJson, AsOf, LedgerDir, asked, begun, opened
from ledger.readmodel import queries_coding

COLUMNS = ("coder", "coding_pass", "round", "codebook", "n_assigned", "n_sealed", "n_coded",
           "n_coded_before")  # fmt: skip


def command(
    as_of: AsOf = None, as_json: AsJson = False, ascii_: Ascii = False, ledger: LedgerDir = None
) -> None:
    """List the coders by pass and round: what was assigned, what is sealed, what is coded.

    n_coded_before counts the items of which somebody else's coding was on record before this coder
    was bound to one: 0 shows that nothing can have been copied.

    \b
    Example:
      claims coder list
    """
    with opened(ledger) as held:
        rows = held.ask(queries_coding.CODERS, asked=asked(begun(held), as_of))
    listing(
        rows, COLUMNS, "Nobody has coded anything yet: claims review",
        as_json=as_json, ascii_only=ascii_,
    )  # fmt: skip
