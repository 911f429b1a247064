"""Checkpoints: the ledger's own word, signed, of how many facts it has and which.

Invariant: a checkpoint is of a tree as the log holds it, and is kept beside the facts it covers.
"""

from __future__ import annotations

from dataclasses import dataclass

from ledger.app import Ledger
from ledger.custody.keys import origin_of, signer_of
from ledger.errors import NotFound
from ledger.seal.checkpoint import Checkpoint, SignedCheckpoint, read_checkpoint
from ledger.seal.note import Signer


@dataclass(frozen=True)
class Sealed:
    """A checkpoint of all facts, and whether it was made just now."""

    signed: SignedCheckpoint
    fresh: bool


def seal(ledger: Ledger) -> Sealed:
    """Sign a checkpoint of everything recorded so far, unless there is one by the key in use."""
    from ledger.log.patience import patiently

    signer, named = signer_of(ledger), origin_of(ledger)
    return patiently(lambda: _sealed(ledger, signer, named), ledger.directory)


def _sealed(ledger: Ledger, signer: Signer, named: str) -> Sealed:
    from ledger.log.recorder import frontier

    with ledger.log.recorder.writing() as cursor:
        tree = frontier(cursor)
        held = cursor.execute("select note from checkpoints where size = ?", (tree.size,))
        for (note,) in held.fetchall():
            found = read_checkpoint(note)
            if found.note.signed_by(signer.verifier):
                return Sealed(found, fresh=False)
        note = Checkpoint(named, tree.size, tree.root()).signed(signer)
        cursor.execute("insert into checkpoints values (?, ?)", (tree.size, note))
    return Sealed(read_checkpoint(note), fresh=True)


def latest(ledger: Ledger) -> SignedCheckpoint:
    """Return the newest checkpoint; raise `NotFound` where nothing was signed yet."""
    found = at_most(ledger, ledger.log.last_position())
    if found is None:
        raise NotFound("nothing is signed yet", "claims seal signs what there is")
    return found


def at_most(ledger: Ledger, size: int) -> SignedCheckpoint | None:
    """Return the newest checkpoint of at most `size` facts."""
    rows = ledger.log.recorder.checkpoints(size)
    return read_checkpoint(rows[-1]) if rows else None
