"""Logs put together by hand: the frozen specimens, and any stored bytes at any place."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from eventsourcing.persistence import StoredEvent

from ledger.log.mapper import Envelope
from ledger.log.recorder import Recorder
from ledger.log.tail import FILE

SPECIMENS = Path(__file__).parents[2] / "fixtures" / "facts"

NOW = datetime(2022, 3, 1, 12, tzinfo=UTC)


def envelope(step: str = "step") -> Envelope:
    """Return what the facts of a step share."""
    return Envelope(NOW, "test recorder", step)


def specimen_path(stored_name: str, version: int) -> Path:
    """Return where the frozen bytes of a stored name and version lie."""
    return SPECIMENS / f"{stored_name}.{version}.json"


def write_raw(directory: Path, rows: Sequence[tuple[str, str, bytes]]) -> None:
    """Begin a log with these streams, stored names and bytes, one after another."""
    versions: dict[str, int] = {}
    stored = []
    for stream, stored_name, state in rows:
        versions[stream] = versions.get(stream, 0) + 1
        stored.append(StoredEvent(stream, versions[stream], stored_name, state))
    recorder = Recorder(directory / FILE)
    with closing(recorder.datastore):
        recorder.insert_events(stored)
