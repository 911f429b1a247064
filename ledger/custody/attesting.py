"""Outside evidence of time: a checkpoint stamped by an authority, put on record once it holds.

Invariant: an attestation is recorded only after its token was checked, for a checkpoint that this
ledger bears out, at the moment that the token says.
"""

from __future__ import annotations

from base64 import b64encode

from ledger.app import Ledger
from ledger.custody.sealing import latest
from ledger.domain.attestation import AttestCheckpoint
from ledger.seal import timestamp
from ledger.seal.checkpoint import SignedCheckpoint
from ledger.steps import Step


def request(ledger: Ledger) -> tuple[SignedCheckpoint, bytes]:
    """Return the newest checkpoint and a time-stamp request for it."""
    signed = latest(ledger)
    return signed, timestamp.request(signed.text.encode())


def record(
    ledger: Ledger, response: bytes, roots: bytes, of: SignedCheckpoint | None = None
) -> tuple[timestamp.Stamp, Step]:
    """Put an authority's response on record, for the newest checkpoint or the one given."""
    signed = of or latest(ledger)
    stamp = timestamp.check(response, signed.text.encode(), roots)
    command = AttestCheckpoint(
        signed.checkpoint.size,
        signed.text,
        stamp.authority,
        stamp.attested_at,
        b64encode(response).decode(),
    )
    return stamp, ledger.execute(command)
