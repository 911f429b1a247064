"""The leaf record: the few lines of text that stand for one fact in the tree.

    claims-ledger/leaf/v1
    77                                   position, from 1
    claim-20220121-dtpmxsgsgxjzhnzgzvxt  stream
    1                                    version in the stream
    2026-11-25T06:37:31.419107Z          recorded_at
    claim.recorded                       stored name
    REUhGs…=                             base64 of SHA-256(salt ‖ stored bytes)

Invariant: one record for one fact, to the byte: seven lines, each ended by a newline, none of which
a field can hold. The salt (16 random bytes) keeps short content from being guessed, and lets the
content go while the record, and with it every proof, stays.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode

from ledger.seal.tree import leaf_hash

HEAD = "claims-ledger/leaf/v1"
SALT_BYTES = 16
_LINES = 7


def content_hash(salt: bytes, state: bytes) -> bytes:
    """Return SHA-256 over salt and stored bytes.

    Raise `ValueError` for a salt of another length: the border between the two must be known, or
    bytes could pass from one to the other.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError("a salt has 16 bytes")
    return hashlib.sha256(salt + state).digest()


def record(
    position: int, stream: str, version: int, recorded_at: str, name: str, content: bytes
) -> bytes:
    """Return the record of a fact, `content` being its content hash.

    Raise `ValueError` where a field holds a line break.
    """
    text = (
        f"{HEAD}\n{position}\n{stream}\n{version}\n{recorded_at}\n{name}\n"
        f"{b64encode(content).decode()}\n"
    )
    if text.count("\n") != _LINES:
        raise ValueError("a field of a leaf record holds a line break")
    return text.encode()


def sealed(
    position: int, stream: str, version: int, recorded_at: str, name: str, content: bytes
) -> bytes:
    """Return the leaf hash of a fact."""
    return leaf_hash(record(position, stream, version, recorded_at, name, content))
