"""Proofs to hand to others: that a claim's facts are in the log, that the log was only continued.

Invariant: a proof is made from the log as it is and under a checkpoint on record; whoever checks it
needs neither the ledger nor this program.
"""

from __future__ import annotations

from collections.abc import Sequence

from ledger.app import Ledger
from ledger.custody.sealing import at_most, seal
from ledger.errors import NotFound, Refused
from ledger.readmodel import queries
from ledger.seal.checkpoint import SignedCheckpoint
from ledger.seal.leaf import record
from ledger.seal.proof import Evidence, write_consistency, write_facts
from ledger.seal.tree import Tree


def prove_claim(ledger: Ledger, claim: str) -> tuple[str, int]:
    """Return a proof file of a claim and what it rests on, and how many facts that is.

    The facts: the ledger's opening, the claim's own, its readings, its question's with the answer,
    its commentator's and its source's.
    """
    streams = _streams(ledger, claim)
    positions = ledger.log.recorder.positions_of(streams)
    if not positions:
        raise NotFound("there is no such claim", "claims list shows the claims and their ids")
    signed = at_most(ledger, ledger.log.last_position())
    if signed is None or signed.checkpoint.size < positions[-1]:
        signed = seal(ledger).signed
    return write_facts(_evidence(ledger, positions, signed), signed.text), len(positions)


def prove_consistency(ledger: Ledger, old: SignedCheckpoint, new: SignedCheckpoint) -> str:
    """Return a proof file that the log of `new` continues the log of `old`."""
    first, last = old.checkpoint, new.checkpoint
    if first.size > last.size:
        raise Refused("the first checkpoint is of more facts than the second", "swap the two")
    tree = Tree(ledger.log.recorder.leaf_hashes(last.size))
    if tree.size < last.size or (tree.root(first.size), tree.root()) != (first.root, last.root):
        raise Refused(
            "a checkpoint is not of this ledger as it is", "claims verify --against it says more"
        )
    return write_consistency(old.text, new.text, tree.consistency(first.size, last.size))


def checkpoint_of(ledger: Ledger, size: int) -> SignedCheckpoint:
    """Return the checkpoint of exactly `size` facts; raise `NotFound`."""
    found = at_most(ledger, size)
    if found is None or found.checkpoint.size != size:
        raise NotFound(
            f"there is no checkpoint of {size} facts",
            "claims checkpoint --all lists those there are",
        )
    return found


def _streams(ledger: Ledger, claim: str) -> list[str]:
    from ledger.domain.claim import fold

    standing = fold(ledger.standing(claim))
    readings = [str(row["stream"]) for row in ledger.ask(queries.READING_STREAMS, [claim])]
    around = []
    if standing is not None:
        content = standing.content
        around = [
            content.question,
            content.commentator,
            *([content.source] if content.source else []),
        ]
    return ["ledger", claim, *readings, *around]


def _evidence(ledger: Ledger, positions: Sequence[int], signed: SignedCheckpoint) -> list[Evidence]:
    at = signed.checkpoint
    recorder = ledger.log.recorder
    tree = Tree(recorder.leaf_hashes(at.size))
    if tree.root() != at.root:
        raise Refused(
            "the newest checkpoint is not of the facts that are here", "claims verify says more"
        )
    found = []
    for position in positions:
        row = recorder.sealed_row(position)
        content = recorder.content_of(row)
        found.append(
            Evidence(
                record(row[0], row[1], row[2], row[5], row[3], content),
                row[6], row[4], position - 1, tree.inclusion(position - 1, at.size),
            )
        )  # fmt: skip
    return found
