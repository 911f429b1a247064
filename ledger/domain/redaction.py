"""Redaction: the content of a fact goes for good, announced by a fact. A stream each.

Invariant: only what no longer counts can go, so that no entity loses the content it stands on; the
place of the fact, its time and its hash stay, and every proof still holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field

from ledger.domain.fact import Fact, Known, Named, New, Upcast
from ledger.errors import Refused

CONTENT: dict[str, tuple[str, ...]] = {
    "claim.recorded": ("claim.corrected", "claim.withdrawn"),
    "claim.corrected": ("claim.corrected", "claim.withdrawn"),
    "estimate.recorded": ("estimate.revised", "estimate.withdrawn"),
    "estimate.revised": ("estimate.revised", "estimate.withdrawn"),
    "occurrence.recorded": ("occurrence.withdrawn",),
    "question.posed": ("question.corrected",),
    "question.corrected": ("question.corrected",),
    "question.resolved": ("resolution.corrected", "resolution.withdrawn"),
    "resolution.corrected": ("resolution.corrected", "resolution.withdrawn"),
    "source.registered": ("source.corrected",),
    "source.corrected": ("source.corrected",),
    "statement.rejected": ("rejection.withdrawn",),
    "reply.recorded": ("reply.withdrawn",),
}
"""What can be redacted, and by which later fact of its stream it no longer counts."""


def _of_first_versions(fields: dict[str, object]) -> dict[str, object]:
    """Raise an announcement from before any content had a second version."""
    return {**fields, "redacted_version": 1}


class FactRedacted(Fact):
    """The content of an earlier fact is gone; its leaf in the tree stays."""

    stored_name: ClassVar[str] = "fact.redacted"
    class_version: ClassVar[int] = 2
    upcasts: ClassVar[dict[int, Upcast]] = {1: _of_first_versions}
    redacted_position: int
    redacted_batch: Named
    """The step that the fact came in, which its content said."""
    redacted_version: Annotated[int, Field(ge=1)]
    """The class version that its content was stored in."""
    content_hash: Named
    """SHA-256 over salt and content, base64: what the leaf record of the fact holds."""
    reason: Named


@dataclass(frozen=True)
class RedactFact:
    """Take the content of a fact away; `counts` says whether it is still what stands."""

    position: int
    name: str
    batch: str
    version: int
    content_hash: str
    counts: bool
    reason: str


def stream_of(position: int) -> str:
    """Return the stream that announces the redaction of the fact at `position`."""
    return f"redaction-{position}"


def still_counts(name: str, later: Sequence[str]) -> bool:
    """Say whether content stored as `name` counts, given what stands after it in its stream."""
    superseded, withdrawn = False, False
    for stored in later:
        if stored in CONTENT.get(name, ()):
            superseded = superseded or stored in CONTENT
            withdrawn = True
        elif stored.endswith(".restored"):
            withdrawn = False
    return not (superseded or withdrawn)


def redact_fact(command: RedactFact, known: Known) -> list[New]:
    """Announce a redaction once; refuse what cannot go, or still counts."""
    stream = stream_of(command.position)
    if known(stream):
        return []
    if command.name not in CONTENT:
        raise Refused(
            f"a fact “{command.name}” cannot be redacted: the ledger rests on it",
            "claims help redaction says what can be",
        )
    if command.counts:
        raise Refused(
            "that fact is what stands; redacting it would change the record",
            "first put the content without it on record (claims edit), or withdraw it",
        )
    announced = FactRedacted(
        redacted_position=command.position,
        redacted_batch=command.batch,
        redacted_version=command.version,
        content_hash=command.content_hash,
        reason=command.reason,
    )
    return [New(stream, announced)]
