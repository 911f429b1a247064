"""Questions to the person at the terminal, with completion, history and a way back.

    ask = asker()
    name = ask(Prompt("Who said it", choices=people))

Invariant: a prompt never stands alone (every one has an option), and nothing that was typed is
lost: whoever stops is handed over with the half of a line they had.
"""

from __future__ import annotations

from ledger.cli.prompts.asking import (
    Asker,
    Back,
    Choices,
    Prompt,
    Stopped,
    asker,
    plain,
    until,
    yes,
)
from ledger.cli.prompts.choices import Choice, ranked
from ledger.cli.prompts.form import Field, State, Taken, fill

__all__ = [
    "Asker",
    "Back",
    "Choice",
    "Choices",
    "Field",
    "Prompt",
    "State",
    "Stopped",
    "Taken",
    "asker",
    "fill",
    "plain",
    "ranked",
    "until",
    "yes",
]
