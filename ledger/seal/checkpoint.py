"""Checkpoints (C2SP tlog-checkpoint): which log, how many facts, and the root over all of them.

    claims-ledger/main-0123456789abcdef
    1204
    q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=

Invariant: what is read is what was signed; nothing but a whole, strict checkpoint is one.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass

from ledger.errors import BadProof
from ledger.seal.note import Note, Signer, Verifier, read_note
from ledger.seal.tree import EMPTY_ROOT, HASH_BYTES

_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")
_ORIGIN = "claims-ledger/"


@dataclass(frozen=True)
class Checkpoint:
    """What a ledger commits itself to: nothing below `size` can change without another root."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return the three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    def signed(self, signer: Signer) -> str:
        """Return the signed note."""
        return signer.sign(self.text())


@dataclass(frozen=True)
class SignedCheckpoint:
    """A checkpoint as it was found, with its note."""

    checkpoint: Checkpoint
    note: Note
    text: str

    def check_signed(self, *verifiers: Verifier) -> Verifier:
        """Return the key that signed; raise `BadProof` if none of these did."""
        signed = self.note.signed_by(*verifiers)
        if signed is None:
            raise BadProof("the checkpoint is not signed with that key")
        return signed


def origin(name: str, ledger_id: str) -> str:
    """Return the origin of a ledger, from its first fact: what tells it from every other."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40]
    return f"{_ORIGIN}{plain or 'ledger'}-{ledger_id[:16]}"


def read_checkpoint(given: str | bytes) -> SignedCheckpoint:
    """Return the checkpoint in a signed note, its signatures unchecked; raise `BadProof`."""
    note = read_note(given)
    lines = note.text.split("\n")
    if len(lines) < 4 or not lines[0]:
        raise BadProof("that is not a checkpoint: it needs origin, size and root")
    if _SIZE.fullmatch(lines[1]) is None:
        raise BadProof("that is not a checkpoint: its second line is no size")
    checkpoint = Checkpoint(lines[0], int(lines[1]), _root(lines[2]))
    if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
        raise BadProof("that is not a checkpoint: an empty log has another root")
    return SignedCheckpoint(checkpoint, note, given if isinstance(given, str) else given.decode())


def _root(line: str) -> bytes:
    try:
        raw = b64decode(line.encode(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadProof("that is not a checkpoint: its third line is no root") from error
    if len(raw) != HASH_BYTES or b64encode(raw).decode() != line:
        raise BadProof("that is not a checkpoint: its third line is no root")
    return raw
