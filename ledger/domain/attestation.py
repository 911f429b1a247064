"""Outside evidence of time: somebody else's word that a checkpoint existed at a moment.

Invariant: one attestation of one checkpoint is on record once. One stream each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from ledger.domain.fact import Fact, Known, Moment, Named, New
from ledger.domain.names import part_stream

Method = Literal["rfc3161"]
"""How it was attested: a time-stamp token of RFC 3161."""


class CheckpointAttested(Fact):
    """An authority outside stamped a checkpoint: everything it covers existed by then."""

    stored_name: ClassVar[str] = "checkpoint.attested"
    size: int
    """How many facts the checkpoint covers: positions 1 to size."""
    checkpoint: Named
    """The signed note that was stamped, whole."""
    method: Method
    authority: Named
    attested_at: Moment
    token: Named
    """The evidence itself, base64."""


@dataclass(frozen=True)
class AttestCheckpoint:
    """Put an attestation of a checkpoint on record; that it is genuine was checked before."""

    size: int
    checkpoint: str
    authority: str
    attested_at: datetime
    token: str
    method: Method = "rfc3161"


def attest_checkpoint(command: AttestCheckpoint, known: Known) -> list[New]:
    """Record an attestation once."""
    stream = part_stream("attestation", command.checkpoint, command.token)
    if known(stream):
        return []
    return [New(stream, CheckpointAttested(**vars(command)))]
