"""``claims key``: the public key of the ledger, and a new one in its place."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli import output
from ledger.cli.options import AsJson, LedgerDir, begun, opened
from ledger.errors import NotFound
from ledger.visible import visible


def command(
    rotate: Annotated[
        bool, typer.Option("--rotate", help="Make a new key; the old one signs for it.")
    ] = False,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Print the public key that this ledger's checkpoints are signed with.

    Give it to whoever will check your proofs, by another way than the proofs. The private half lies
    in the folder of keys (CLAIMS_KEYS), never in the ledger's directory.

    \b
    Example:
      claims key
      claims key --rotate
    """
    from ledger.custody import keys, sealing

    with opened(ledger) as held:
        adopted = keys.keys_of(begun(held))
        if rotate:
            if not adopted:
                raise NotFound("there is no key yet", "claims seal makes the first one")
            sealing.seal(held)
            output.talk(f"adopted {keys.rotate(held)}; the old key signed for it")
            sealing.seal(held)
            adopted = keys.keys_of(held)
    if not adopted:
        raise NotFound("there is no key yet", "claims seal makes the first one")
    if as_json:
        output.emit_json([one.key for one in adopted])
    else:
        output.data(visible(adopted[-1].key))
