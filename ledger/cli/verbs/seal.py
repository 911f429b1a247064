"""``claims seal``: sign a checkpoint of everything recorded so far."""

from __future__ import annotations

from ledger.cli import output
from ledger.cli.options import AsJson, LedgerDir, begun, opened
from ledger.visible import visible


def command(as_json: AsJson = False, ledger: LedgerDir = None) -> None:
    """Sign a checkpoint: how many facts there are, and the root of the tree over them.

    The checkpoint goes to stdout. Whoever keeps a copy elsewhere can tell later whether any of
    these facts was altered. The first time a key is made, outside the ledger's directory.

    \b
    Example:
      claims seal
      claims checkpoint --publish checkpoint.txt
    """
    from ledger.custody import keys, sealing

    with opened(ledger) as held:
        fresh_key = not keys.keys_of(begun(held))
        sealed = sealing.seal(held)
        checkpoint = sealed.signed.checkpoint
        if fresh_key:
            say_key(str(keys.signer_of(held).verifier))
        done = "sealed" if sealed.fresh else "sealed already"
        output.talk(f"{done}: {checkpoint.size:,} facts under {visible(checkpoint.origin)}")
        output.talk("keep a copy elsewhere: claims checkpoint --publish FILE")
        if as_json:
            output.emit_json({"size": checkpoint.size, "origin": checkpoint.origin,
                              "checkpoint": sealed.signed.text, "fresh": sealed.fresh})  # fmt: skip
        else:
            output.raw(sealed.signed.text)


def say_key(verifier: str) -> None:
    """Say that a key was made, where it lies, and what to do with its public half."""
    from ledger.config import key_directory

    output.talk(f"made a key in {visible(str(key_directory()))}; back that folder up")
    output.talk(f"give others the public half: {verifier}")
