"""What every verb that changes something says when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.cli import output
from ledger.errors import LedgerError
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.steps import Step


def say_begun(ledger: Ledger, kept: str = "prospectively") -> None:
    """Say that a ledger was begun, where, and how it is kept."""
    output.talk(f"began a ledger in {visible(str(ledger.directory))}, kept {kept}")


def seal_import(ledger: Ledger) -> None:
    """Sign a checkpoint after an import; where that cannot be, say so and go on."""
    from ledger.cli.verbs.seal import say_key
    from ledger.custody import keys, sealing

    try:
        fresh_key = not keys.keys_of(ledger)
        signed = sealing.seal(ledger).signed.checkpoint
        if fresh_key:
            say_key(str(keys.signer_of(ledger).verifier))
        output.talk(f"sealed {signed.size:,} facts; publish it: claims checkpoint --publish FILE")
    except LedgerError as error:
        output.talk(visible(f"not sealed: {error.sentence} ({error.remedy})"))


def report(step: Step, done: str, unchanged: str, *, as_json: bool) -> None:
    """Say what was done, or that it was so already; with JSON, what was added under which step."""
    output.talk(visible(done if step else unchanged) + ("  undo: claims undo" if step else ""))
    if as_json:
        names = [new.fact.stored_name for new in step.facts]
        output.emit_json({"step": step.step if step else None, "facts": names})
