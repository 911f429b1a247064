"""Help on filters, variables and exit codes."""

from __future__ import annotations

from ledger.cli.output import EXIT_CODES
from ledger.cli.topics.table import table


def filters() -> str:
    """Tell the filter grammar."""
    from ledger.cli.filters import IS, KEYS, TIMINGS

    return f"""Filters narrow list, due, dashboard and export; is:, timing: and id: not the figures.
Terms are ANDed, values of one key ORed.

{table({f"{key}:": meaning for key, meaning in KEYS.items()})}

States and kinds for is:
  {", ".join(IS)}

Classes for timing:
  {", ".join(TIMINGS)}

Examples:
  claims list by:Guterres is:resolved
  claims list 'by:"US administration officials"' topic:sanctions
  claims dashboard story:ukraine-2022 --kind intent"""


def environment() -> str:
    """Tell the environment variables."""
    names = {
        "CLAIMS_LEDGER": "the ledger's directory; --ledger goes before it",
        "CLAIMS_KEYS": "the folder of private keys, never in a ledger's directory",
        "CLAIMS_CODINGS": "the folder of sealed codings, never in a ledger's directory",
        "CLAIMS_RECORDER": "who is recording; otherwise the login name",
        "CLAIMS_COLOR": "auto, always or never; --color goes before it",
        "NO_COLOR": "no colour; FORCE_COLOR the opposite",
        "TERM": "dumb: ASCII, no colour",
        "COLUMNS": "the width of screens",
        "CLAIMS_DEBUG": "show where a fault of the program happened",
    }
    return f"""{table(names)}

Without --ledger and CLAIMS_LEDGER, the ledger is a .claims/ folder in this directory or above it,
else the platform's data directory (claims doctor says which)."""


def exit_codes() -> str:
    """Tell the exit codes."""
    return table({str(code): meaning for code, meaning in EXIT_CODES.items()})
