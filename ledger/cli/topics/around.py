"""Help on filters, variables and exit codes."""

from __future__ import annotations

from ledger.cli.output import EXIT_CODES
from ledger.cli.topics.table import table

FILTER_EXAMPLES = (
    "claims list by:Guterres is:resolved",
    "claims list 'by:\"US administration officials\"' topic:sanctions",
    "claims search invasion -by:Biden",
    "claims list '\"massive economic sanctions\"'",
    "claims list said:2021-12..2022-02 kind:intent -p:none",
    "claims due 'due:<30d' -is:conditional",
    "claims dashboard story:ukraine-2022 p:80..100",
    "claims score show --by words p:words -is:anonymous",
    "claims export scoreboard said:2022 -topic:sanctions",
    "claims list 'answered:>2022-01' is:resolved --sort score",
)
"""Each of these is run by a test, on the shipped articles."""


def filters() -> str:
    """Tell the filter grammar, from the tables that it is read by."""
    from ledger.cli.filter_terms import FORMS, IS, KEYS, KINDS, TIMINGS

    examples = "\n".join(f"  {line}" for line in FILTER_EXAMPLES)
    return f"""Filters narrow list, search, due, dashboard, score, sensitivity, coverage, methods,
export, review and coder assign; compare takes some of them with --within. Terms are ANDed, values
of one key ORed, those of is: ANDed. Words are searched for in statement, quotation, reported words,
name and note. Figures say in their scope which filter narrows them.

{table({**{f"{key}:": meaning for key, meaning in KEYS.items()}, **FORMS})}

Days: 2026-03-14, 2026-03, 2026, "Q3 2026", "March 2026", today, "last month"; from .. to:
2026-01..2026-03, ..2025, 2026-03..; before and after: <2026, >2025-06; and lengths of time: <7d is
the next seven days for due:, the last seven for said: and answered:; >30d is further off; d, w, m
and y. A month or year counts from its first day to its last. < and > stand in quotes in a shell.

Probabilities: 80%, 0.8, 80..90 (percent), 0.8..0.9, <20%, none (no probability of yes), stated (the
speaker's own number), words (read from words), or the words themselves: p:likely.

States for is:
{table({name: state.told for name, state in IS.items()})}

Kinds for kind:
{table(KINDS)}

Classes for timing:
{table(TIMINGS)}

Examples:
{examples}"""


def variables() -> dict[str, str]:
    """Return what in the environment is heeded, and what for."""
    return {
        "CLAIMS_LEDGER": "the ledger's directory; --ledger goes before it",
        "CLAIMS_KEYS": "the folder of private keys, never in a ledger's directory",
        "CLAIMS_CODINGS": "the folder of sealed codings, never in a ledger's directory",
        "CLAIMS_STATE": "the folder of drafts and of what was typed before",
        "CLAIMS_MEMORY": "how much memory figures may take (400MB), before they go on in files",
        "CLAIMS_RECORDER": "who is recording; otherwise the login name",
        "CLAIMS_CONFIG": "the file of settings; claims help config",
        "CLAIMS_ASCII": "1: draw with ASCII characters only",
        "CLAIMS_NO_INPUT": "1: never ask; what is missing is an error",
        "CLAIMS_NO_REMINDER": "1: never end with a line on what is overdue",
        "CLAIMS_PROGRESS": "never: do not show how far something long has come",
        "CLAIMS_COLOR": "auto, always or never; --color goes before it",
        "NO_COLOR": "no colour; FORCE_COLOR the opposite",
        "TERM": "dumb: ASCII, no colour",
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
