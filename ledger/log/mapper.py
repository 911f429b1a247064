"""Facts to stored bytes and back.

The stored form is one JSON object: who recorded it, when, in which step, and every field of the
fact. Invariant: a fact read back equals the fact written, whatever version wrote it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from eventsourcing.persistence import StoredEvent
from pydantic_core import from_json

from ledger.domain.fact import Fact, New, Recorded
from ledger.domain.facts import FACTS
from ledger.errors import Damaged
from ledger.log.redacted import begun


@dataclass(frozen=True)
class Envelope:
    """What all facts of one append share."""

    recorded_at: datetime
    recorder: str
    batch: str


def moment(envelope: Envelope) -> str:
    """Return when the facts were recorded, as it is stored and sealed: UTC to the microsecond."""
    return envelope.recorded_at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def head(envelope: Envelope) -> bytes:
    """Return the shared start of the stored form, without its closing brace."""
    fields = {
        "recorded_at": moment(envelope),
        "recorder": envelope.recorder,
        "batch": envelope.batch,
    }
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return text[:-1].encode(errors="replace")  # a recorder's name may come from any environment


def body_of(fact: Fact) -> bytes:
    """Return the stored form of a fact from its version on, for any head to stand before it."""
    body: bytes = fact.__pydantic_serializer__.to_json(fact)[1:]
    comma = b"," if len(body) > 1 else b""
    return b',"class_version":%d' % fact.class_version + comma + body


def parted(state: bytes) -> tuple[str, bytes]:
    """Return the step of a stored fact, and its stored form from the version on."""
    at = state.index(b',"class_version":')  # no text within the head can hold a bare quote
    fields: dict[str, object] = from_json(state[:at] + b"}")
    return str(fields["batch"]), state[at:]


def to_stored(new: New, version: int, shared: bytes) -> StoredEvent:
    """Return what is stored for a fact at `version` of its stream, after the shared head."""
    return StoredEvent(new.stream, version, new.fact.stored_name, shared + body_of(new.fact))


def to_recorded(position: int, stored: StoredEvent, begins: str | None = None) -> Recorded:
    """Return the fact as the log holds it; raise `Damaged` for an unknown one or a spoilt one.

    `begins` is the stored name it is read as where it takes the place of a redacted beginning.
    """
    try:
        return _recorded(position, stored, begins or stored.topic)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Damaged(
            f"the fact “{stored.topic}” at position {position} is not as it was written",
            "claims verify says what is wrong; claims restore puts a backup in its place",
        ) from error


def _recorded(position: int, stored: StoredEvent, name: str) -> Recorded:
    fields: dict[str, object] = from_json(stored.state)
    if name != stored.topic:
        fields = begun(name, fields, str(stored.originator_id))
    recorded_at = datetime.fromisoformat(str(fields.pop("recorded_at")))
    recorder, batch = str(fields.pop("recorder")), str(fields.pop("batch"))
    fact = _fact(name, fields)
    stream = str(stored.originator_id)
    return Recorded(position, stream, stored.originator_version, recorded_at, recorder, batch, fact)


def _fact(stored_name: str, fields: dict[str, object]) -> Fact:
    cls = FACTS.get(stored_name)
    version = int(str(fields.pop("class_version")))
    if cls is None or version > cls.class_version:
        raise unknown_fact(stored_name, version)
    while version < cls.class_version:
        fields = cls.upcasts[version](fields)
        version += 1
    return cls.model_validate(fields, strict=False)


def unknown_fact(stored_name: str, version: int) -> Damaged:
    """Return the error for a fact of another program, or of a newer one."""
    return Damaged(
        f"the ledger holds a fact “{stored_name}” (version {version}) "
        "that this program does not know",
        "update the program: pip install --upgrade claimsledger",
    )
