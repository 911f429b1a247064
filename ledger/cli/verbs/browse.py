"""``claims browse``: the same, full screen."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from ledger.cli import output
from ledger.cli.options import Ascii, AsJson, Filters, LedgerDir, asked, begun, opened
from ledger.errors import Failed, Unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.app import Ledger
    from ledger.browse.app import Browser
    from ledger.readmodel.session import Rows


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
    text = " ".join(filter_ or ())
    with opened(ledger) as held:
        directory = begun(held).directory
        rows = _listed(held, text) if as_json or text else []
    if as_json:
        output.emit_json(rows)
        return
    if output.piped() or not output.can_ask():
        raise Unreadable("the browser needs a terminal", "claims list")
    if find_spec("textual") is None:
        raise Failed(
            "the browser needs Textual, which is not installed", "pip install 'claimsledger[tui]'"
        )
    browser = browser_of(directory, text, ascii_only=output.surface(ascii_).look.ascii)
    browser.run()
    if browser.fault is not None:
        raise browser.fault


def _listed(held: Ledger, text: str) -> Rows:
    """Return the claims that are listed; raise `Unreadable` for a filter that cannot be read."""
    from ledger.cli import filters
    from ledger.readmodel import queries

    about = asked(held)
    condition, parameters = filters.resolve(held, [text], about).condition()
    order = queries.TABLES["claims"].partition(" order by ")[2]
    return held.ask(f"from claims where {condition} order by {order}", parameters, about)


def browser_of(directory: Path, text: str, *, ascii_only: bool) -> Browser:
    """Return the browser of a ledger, with a filter to begin with."""
    from ledger.browse.app import Browser
    from ledger.browse.desk import Desk
    from ledger.browse.kept import KeptLedger
    from ledger.browse.model import Shelf, Wish
    from ledger.cli.browsing import means
    from ledger.screens.look import Look

    told = means()
    shelf, desk = Shelf(KeptLedger(directory), told), Desk(KeptLedger(directory), told)
    return Browser(shelf, desk, Look(ascii=ascii_only), Wish(text), where=str(directory))
