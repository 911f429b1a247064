"""Proof files: facts with all that shows them to be in a signed log; how two checkpoints agree.

A proof of facts is JSON: each fact's leaf record, salt and stored bytes, and its inclusion proof
as a whole C2SP tlog-proof, checkpoint included, so that any implementation can take it from there.
A proof of consistency is JSON with both checkpoints and the hashes between.

Invariant: nothing in a proof file is believed: not its key, not its words about itself. What holds
is worked out from the bytes and from the key that the reader brings.
"""

from __future__ import annotations

import binascii
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from ledger.errors import BadProof, LedgerError
from ledger.seal.checkpoint import SignedCheckpoint, read_checkpoint
from ledger.seal.leaf import HEAD, SALT_BYTES, content_hash
from ledger.seal.note import Verifier
from ledger.seal.tree import HASH_BYTES, check_consistency, check_inclusion, leaf_hash

Keys = tuple[Verifier, ...]
Signed = tuple[SignedCheckpoint, Verifier]

FACTS = "claims-ledger/proof/v1"
CONSISTENCY = "claims-ledger/consistency/v1"
_TLOG = "c2sp.org/tlog-proof@v1"
_MOST_HASHES = 64
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,17})")
_NUMBER = "[1-9][0-9]{0,17}"
_RECORD = re.compile(
    rf"{HEAD}\n(?P<position>{_NUMBER})\n(?P<stream>[^\n]+)\n(?P<version>{_NUMBER})\n"
    r"(?P<recorded_at>[^\n]+)\n(?P<name>[^\n]+)\n(?P<content>[A-Za-z0-9+/]{43}=)\n"
)


@dataclass(frozen=True)
class ProvenFact:
    """A fact that a checkpoint covers: where it stands, when it was recorded, what it says."""

    position: int
    stream: str
    version: int
    recorded_at: str
    name: str
    state: bytes | None
    """The stored bytes; None where they are not shown: redacted, or left out of the proof."""


@dataclass(frozen=True)
class Proven:
    """What a proof file proves, under a key that the reader brought."""

    checkpoint: SignedCheckpoint
    signed_by: Verifier
    facts: tuple[ProvenFact, ...] = ()
    older: SignedCheckpoint | None = None
    """For a proof of consistency: the older checkpoint, which the newer one continues."""


@dataclass(frozen=True)
class Evidence:
    """One fact with what proves it, as it goes into a file."""

    record: bytes
    salt: bytes | None
    state: bytes | None
    index: int
    path: Sequence[bytes]


def write_facts(evidence: Iterable[Evidence], note: str) -> str:
    """Return a proof file of facts under a checkpoint."""
    facts = [
        {
            "record": one.record.decode(),
            "salt": b64encode(one.salt).decode() if one.salt is not None else None,
            "state": one.state.decode() if one.state is not None else None,
            "proof": _tlog_proof(one.index, one.path, note),
        }
        for one in evidence
    ]
    return _dumped({"format": FACTS, "facts": facts})


def write_consistency(old: str, new: str, path: Sequence[bytes]) -> str:
    """Return a proof file that the log of `new` continues the log of `old`."""
    hashes = [b64encode(one).decode() for one in path]
    return _dumped({"format": CONSISTENCY, "old": old, "new": new, "proof": hashes})


def check(given: str | bytes, *keys: Verifier) -> Proven:
    """Return what a proof file proves under one of `keys`; raise `BadProof` if it is nothing."""
    from ledger.strict import load_json

    try:
        file = load_json(given)
    except LedgerError as error:
        raise BadProof(f"that is not a proof: {error.sentence}") from error
    if not isinstance(file, dict):
        raise BadProof("that is not a proof")
    if file.get("format") == CONSISTENCY:
        return _check_consistency(file, keys)
    if file.get("format") != FACTS:
        raise BadProof("that is not a proof of a kind this program knows")
    return _check_facts(file, keys)


def _check_facts(file: dict[str, object], keys: Keys) -> Proven:
    facts = file.get("facts")
    if not isinstance(facts, list) or not facts:
        raise BadProof("the proof has no facts")
    note = cache(lambda text: _checked(text, keys))  # mostly one note for all facts
    proven = [_check_fact(one, note) for one in facts]
    _, (checkpoint, signed_by) = proven[0]
    if any(other.checkpoint != checkpoint.checkpoint for _, (other, _) in proven):
        raise BadProof("the facts are proven under different checkpoints")
    return Proven(checkpoint, signed_by, tuple(fact for fact, _ in proven))


def _checked(note: str, keys: Keys) -> Signed:
    signed = read_checkpoint(note)
    return signed, _signed(signed, keys)


def _check_fact(one: object, checked: Callable[[str], Signed]) -> tuple[ProvenFact, Signed]:
    if not isinstance(one, dict):
        raise BadProof("the proof has something that is no fact")
    record = _field(one, "record").encode()
    fact, content = _read_record(record, one)
    index, path, note = _read_tlog_proof(_field(one, "proof"))
    signed, signed_by = checked(note)
    if index != fact.position - 1:
        raise BadProof(f"position {fact.position} is proven for another place")
    if fact.state is not None and content_hash(_salt(one), fact.state) != content:
        raise BadProof(f"the content at position {fact.position} is not what was sealed")
    at = signed.checkpoint
    check_inclusion(index, at.size, leaf_hash(record), path, at.root)
    return fact, (signed, signed_by)


def _check_consistency(file: dict[str, object], keys: Keys) -> Proven:
    old, new = (read_checkpoint(_field(file, name)) for name in ("old", "new"))
    _signed(old, keys)
    signed_by = _signed(new, keys)
    hashes = file.get("proof")
    if not isinstance(hashes, list) or len(hashes) > _MOST_HASHES:
        raise BadProof("the proof has no hashes")
    first, last = old.checkpoint, new.checkpoint
    if first.origin != last.origin:
        raise BadProof("the checkpoints are of different ledgers")
    path = [_hash(str(one)) for one in hashes]
    check_consistency(first.size, last.size, first.root, last.root, path)
    return Proven(new, signed_by, older=old)


def _signed(found: SignedCheckpoint, keys: Keys) -> Verifier:
    """Check the signature, and that the key that made it signs for this very log."""
    own = [key for key in keys if key.name == found.checkpoint.origin]
    if not own:
        raise BadProof(f"the checkpoint is of another ledger, {found.checkpoint.origin}")
    return found.check_signed(*own)


def _read_record(record: bytes, one: dict[str, object]) -> tuple[ProvenFact, bytes]:
    read = _RECORD.fullmatch(record.decode())
    if read is None:
        raise BadProof("a leaf record cannot be read")
    state = one.get("state")
    if not (state is None or isinstance(state, str)):
        raise BadProof("the content of a fact is no text")
    fact = ProvenFact(
        int(read["position"]), read["stream"], int(read["version"]), read["recorded_at"],
        read["name"], None if state is None else state.encode(),
    )  # fmt: skip
    return fact, _hash(read["content"])


def _tlog_proof(index: int, path: Sequence[bytes], note: str) -> str:
    hashes = "".join(f"{b64encode(one).decode()}\n" for one in path)
    return f"{_TLOG}\nindex {index}\n{hashes}\n{note}"


def _read_tlog_proof(text: str) -> tuple[int, list[bytes], str]:
    head, blank, note = text.partition("\n\n")
    lines = head.split("\n")
    index = _INDEX.fullmatch(lines[1]) if len(lines) > 1 else None
    if lines[0] != _TLOG or index is None or not blank or len(lines) > _MOST_HASHES + 2:
        raise BadProof("that is not an inclusion proof")
    return int(index[1]), [_hash(line) for line in lines[2:]], note


def _hash(text: str) -> bytes:
    raw = _raw(text)
    if len(raw) != HASH_BYTES or b64encode(raw).decode() != text:
        raise BadProof("a hash in the proof cannot be read")
    return raw


def _salt(one: dict[str, object]) -> bytes:
    salt = _raw(_field(one, "salt"))
    if len(salt) != SALT_BYTES:
        raise BadProof("a salt in the proof is of another length")
    return salt


def _raw(text: str) -> bytes:
    try:
        return b64decode(text.encode(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadProof("a value in the proof cannot be read") from error


def _field(one: dict[str, object], name: str) -> str:
    value = one.get(name)
    if not isinstance(value, str):
        raise BadProof(f"the proof lacks its {name}")
    return value


def _dumped(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=True, indent=1) + "\n"
