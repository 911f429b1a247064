"""What `claims` alone says: where to begin, or what waits."""

from __future__ import annotations

from ledger.cli import output, reminder
from ledger.visible import visible

_BEGIN = """Keep track of what people predicted, and how it turned out.

  claims demo           look around in a throwaway ledger of real claims
  claims tour           five minutes, ten steps, with real commands
  claims add            log your first claim; it takes about half a minute
  claims import FILE…   bring claims you already have (article files, CSV)

No ledger yet. claims add will begin one in {where}
More: claims --help · claims help · Tab completes: claims help completion"""

_GO_ON = """The ledger in {where}

  claims dashboard      the figures so far
  claims due            what waits for an answer
  claims add            log another claim

More: claims --help · claims help"""


def welcome() -> None:
    """Say where to begin, in a line or eight."""
    from ledger.app import Ledger

    ledger = Ledger.open()
    text = _GO_ON if ledger.begun else _BEGIN
    output.data(text.format(where=visible(str(ledger.directory))))
    if ledger.begun:
        reminder.remind(ledger)
