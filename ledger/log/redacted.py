"""How a stream is read of which some content is gone.

Invariant: what was redacted no longer says anything, and where a beginning was redacted, the first
content left in its stream begins it, at its own place and time; both readers go by this.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterable

BEGINNINGS = {
    "claim.corrected": "claim.recorded",
    "estimate.revised": "estimate.recorded",
    "question.corrected": "question.posed",
    "source.corrected": "source.registered",
}
"""Content that can go on from a beginning, and that beginning."""
_WITH_AN_ID = ("claim.recorded", "question.posed")


def read_as(rows: Iterable[tuple[int, str, bool]]) -> dict[int, str | None]:
    """Return, for one stream's (position, stored name, redacted), what each fact is read as.

    None for what is gone, the beginning's name for what takes its place, else its own name.
    """
    lost: set[str] = set()
    read: dict[int, str | None] = {}
    for position, name, redacted in rows:
        begins = BEGINNINGS.get(name)
        if redacted:
            read[position] = None
            lost.add(name)
        elif begins in lost:
            read[position] = begins
            lost.discard(begins)
        else:
            read[position] = name
    return read


def announced(state: str | bytes) -> tuple[bytes, int]:
    """Return what an announcement keeps of a fact: its content hash and class version.

    Raises what reading a damaged one comes to (`ValueError`, `KeyError`, `TypeError`).
    """
    from ledger.domain.redaction import FactRedacted

    said = json.loads(state)
    for version in range(said["class_version"], FactRedacted.class_version):
        said = FactRedacted.upcasts[version](said)
    return b64decode(said["content_hash"]), int(said["redacted_version"])


def begun(name: str, fields: dict[str, object], stream: str) -> dict[str, object]:
    """Return the fields of a correction as those of the beginning `name`."""
    from ledger.domain.names import short_id

    own = {key: value for key, value in fields.items() if key != "reason"}
    return {**own, "short_id": short_id(stream)} if name in _WITH_AN_ID else own
