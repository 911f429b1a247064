"""The keys that sign checkpoints: which one is in use, and who handed over to it. Stream ``keys``.

Invariant: a key is adopted once, and after the first only with the signature of the one before, so
that a list of keys is a chain that anybody can check.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from ledger.domain.fact import Fact, Known, Named, New, Text
from ledger.errors import Refused

STREAM = "keys"


class KeyAdopted(Fact):
    """From here on checkpoints are signed with this key."""

    stored_name: ClassVar[str] = "key.adopted"
    key: Named
    """The public key as a signed-note verifier key: ``NAME+ID+BASE64``."""
    previous: Text | None
    signature: Text | None
    """By the previous key over the handing-over, base64; none for the first key."""


@dataclass(frozen=True)
class AdoptKey:
    """Sign with `key` from now on; `signature` is by the key in use until now."""

    key: str
    signature: str | None = None


def adopted(facts: Iterable[Fact]) -> list[KeyAdopted]:
    """Return the keys of the stream, oldest first."""
    return [fact for fact in facts if isinstance(fact, KeyAdopted)]


def adopt_key(command: AdoptKey, known: Known) -> list[New]:
    """Adopt the first key as it is; any later one only from the hand of the one before."""
    held = adopted(known(STREAM))
    if held and held[-1].key == command.key:
        return []
    if any(one.key == command.key for one in held):
        raise Refused("that key was in use before", "make a new one: claims key --rotate")
    if held and not command.signature:
        raise Refused("the key in use has not signed for the new one", "claims key --rotate")
    previous = held[-1].key if held else None
    signature = command.signature if held else None
    return [New(STREAM, KeyAdopted(key=command.key, previous=previous, signature=signature))]
