"""Commitments: a coder is bound to a coding that nobody has seen, by a salted hash of all of it.

Invariant: one commitment per item and coder, made before the coding, and never exchanged: so that
of two coders who were both bound before either was read, neither can have copied the other.
"""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ledger.domain import assignment, codebook
from ledger.domain.assignment import TEXT, Pass, require_item, stream_of
from ledger.domain.fact import Fact, Known, Named, New, Text
from ledger.errors import Conflict, Refused

SALT_BITS = 256
_HEX_DIGITS = 64


class CodingCommitted(Fact):
    """A coder is bound to a coding that nobody has seen yet."""

    stored_name: ClassVar[str] = "coding.committed"
    claim: Text | None
    question: Text | None
    coder: Named
    coding_pass: Pass
    codebook: Named
    together: tuple[Named, ...]
    """Who else was given the item: it is not opened before they are bound too."""
    fields: tuple[Named, ...]
    """Which fields the hash binds."""
    commitment: Named
    """SHA-256, in hexadecimal, of the salt and the fields; see `commitment_to`."""


@dataclass(frozen=True)
class Commit:
    """Be bound to a coding before it is shown."""

    item: str
    coder: str
    coding_pass: Pass
    codebook: str
    fields: tuple[str, ...]
    commitment: str


def commit(command: Commit, known: Known) -> list[New]:
    """Record a commitment, once per item and coder, and only before the coding itself."""
    require_item(command.coding_pass, command.item, known)
    codebook.require(command.codebook, known)
    if len(command.commitment) != _HEX_DIGITS or set(command.commitment) - set("0123456789abcdef"):
        raise Refused("a commitment is 64 hexadecimal digits", "claims review --commit makes them")
    if known(stream_of("coding", command.coding_pass, command.item, command.coder)):
        raise Refused(
            f"{command.coder} has coded this already, and cannot commit to it after that",
            "claims coder list shows what is open",
        )
    stream = stream_of("commitment", command.coding_pass, command.item, command.coder)
    given = assignment.fold(
        known(stream_of("assignment", command.coding_pass, command.item, command.coder))
    )
    text = command.coding_pass == TEXT
    committed = CodingCommitted(
        claim=command.item if text else None,
        question=None if text else command.item,
        coder=command.coder,
        coding_pass=command.coding_pass,
        codebook=command.codebook,
        together=given.together if given else (),
        fields=command.fields,
        commitment=command.commitment,
    )
    held = fold(known(stream))
    if held is None:
        return [New(stream, committed)]
    if held.commitment == command.commitment:
        return []
    raise Conflict(f"{command.coder} is bound to another coding of this", "open that one first")


def check_undo(facts: Iterable[Fact], known: Known) -> None:
    """Refuse to take a commitment back once somebody who was given the item too has shown theirs.

    Else a coder could be bound to several codings, and keep the one that suits the other's.
    """
    for fact in facts:
        if isinstance(fact, CodingCommitted):
            item = fact.claim or fact.question or ""
            seen = [one for one in fact.together if _coded(fact.coding_pass, item, one, known)]
            if seen:
                raise Refused(
                    f"{seen[0]} has shown a coding of this: what {fact.coder} is bound to stays",
                    f"claims coder open --coder {shlex.quote(fact.coder)}",
                )


def check_redo(facts: Iterable[Fact]) -> None:
    """Refuse to make a commitment again that was taken back: it would be older than it is."""
    for fact in facts:
        if isinstance(fact, CodingCommitted):
            raise Refused(
                f"what {fact.coder} was bound to was taken back, and is not made again as of then",
                "claims review --commit makes a new one",
            )


def _coded(coding_pass: Pass, item: str, coder: str, known: Known) -> bool:
    return bool(known(stream_of("coding", coding_pass, item, coder)))


def fold(facts: Sequence[Fact]) -> CodingCommitted | None:
    """Return the commitment in force, or None."""
    return next((fact for fact in facts if isinstance(fact, CodingCommitted)), None)


def commitment_to(codes: Mapping[str, object], salt: str) -> str:
    """Return the hash that binds codes: SHA-256 of the salt's text, a line break, and their JSON.

    The JSON is one object, keys sorted, no blanks, ASCII; days are ISO texts. `salt` is 64
    hexadecimal digits, 256 bits from a source of randomness, so that trying out the few values
    that a field can have finds nothing.
    """
    held = {name: _plain(value) for name, value in codes.items()}
    text = json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(f"{salt}\n{text}".encode("ascii", "backslashreplace")).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
