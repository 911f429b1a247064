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


def variables() -> dict[str, str]:
    """Return what in the environment is heeded, and what for."""
    return {
        "CLAIMS_LEDGER": "the ledger's directory; --ledger goes before it",
        "CLAIMS_KEYS": "the folder of private keys, never in a ledger's directory",
        "CLAIMS_CODINGS": "the folder of sealed codings, never in a ledger's directory",
        "CLAIMS_STATE": "the folder of drafts and of what was typed before",
        "CLAIMS_RECORDER": "who is recording; otherwise the login name",
        "CLAIMS_CONFIG": "the file of settings; claims help config",
        "CLAIMS_ASCII": "1: draw with ASCII characters only",
        "CLAIMS_NO_INPUT": "1: never ask; what is missing is an error",
        "CLAIMS_NO_REMINDER": "1: never end with a line on what is overdue",
        "CLAIMS_PROGRESS": "never: do not show how far something long has come",
        "CLAIMS_COLOR": "auto, always or never",
        "NO_COLOR": "no colour; FORCE_COLOR the opposite",
        "COLUMNS": "the width of screens",
        "CLAIMS_DEBUG": "show where a fault of the program happened",
    }


def environment() -> str:
    """Tell the environment variables."""
    return f"""{table(variables())}

Without --ledger and CLAIMS_LEDGER, the ledger is a .claims/ folder in this directory or above it,
else the platform's data directory (claims doctor says which)."""


def exit_codes() -> str:
    """Tell the exit codes."""
    return table({str(code): meaning for code, meaning in EXIT_CODES.items()})
