"""From one key to the next: what the old one signs, and whether it did."""

from __future__ import annotations

from ledger.seal.note import Signer, Verifier


def text(origin: str, previous: Verifier, key: Verifier) -> bytes:
    """Return what the previous key signs to hand over: origin, itself and its successor."""
    return f"claims-ledger/key/v1\n{origin}\n{previous}\n{key}\n".encode()


def hand_over(origin: str, previous: Signer, key: Verifier) -> bytes:
    """Return the previous key's signature for its successor."""
    return previous.signature(text(origin, previous.verifier, key))


def handed_over(origin: str, previous: Verifier, key: Verifier, signature: bytes) -> bool:
    """Say whether the previous key signed for its successor."""
    return previous.accepts(text(origin, previous, key), signature)
