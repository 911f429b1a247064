"""``claims browse``: the same, full screen."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ledger.cli import output
from ledger.cli.options import Ascii, AsJson, Filters, LedgerDir, asked, begun, opened
from ledger.errors import Failed, Unreadable

if TYPE_CHECKING:
    from pathlib import Path


def command(
    filter_: Filters = None,
    as_json: AsJson = False,
    ascii_: Ascii = False,
    ledger: LedgerDir = None,
) -> None:
    """Browse commentators, claims and their lives, full screen; answer and code with a key.

    ? tells what the keys do; e shows the command that does the same in a shell. Every answer and
    every coding is on record at once, and u takes it back. It needs a terminal, and the extra:
    pip install 'claimsledger[tui]'. With --json it prints the claims that it would list.

    \b
    Example:
      claims browse
      claims browse is:overdue --ascii
      claims browse 'by:Guterres' --json
    """
    from ledger.cli import filters
    from ledger.readmodel import queries

    text = " ".join(filter_ or ())
    with opened(ledger) as held:
        about = asked(begun(held))
        condition, parameters = filters.resolve(held, [text], about).condition()
        if as_json:
            order = queries.TABLES["claims"].partition("order by")[2]
            query = f"from claims where {condition} order by {order}"
            output.emit_json(held.ask(query, parameters, about))
            return
        directory = held.directory
    if not (output.can_ask() and not output.piped()):
        raise Unreadable("the browser needs a terminal", "claims list")
    if find_spec("textual") is None:
        raise Failed(
            "the browser needs Textual, which is not installed", "pip install 'claimsledger[tui]'"
        )
    browse(directory, text, ascii_only=ascii_ or "utf" not in (sys.stdout.encoding or "").lower())


def browse(directory: Path, text: str, *, ascii_only: bool) -> None:
    """Show the browser until it is left; raise what went wrong in it."""
    from ledger.app import Ledger
    from ledger.browse.app import Browser
    from ledger.browse.desk import Desk
    from ledger.browse.model import Shelf, Wish
    from ledger.cli.browsing import means
    from ledger.screens.look import Look

    told, held, written = means(), Ledger(directory), Ledger(directory)
    about = asked(held)
    browser = Browser(
        Shelf(held, told, about), Desk(written, told, about), Look(ascii=ascii_only), Wish(text),
        where=str(directory),
    )  # fmt: skip
    browser.run()
    if browser.fault is not None:
        raise browser.fault
