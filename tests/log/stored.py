"""Logs put together by hand: the frozen specimens, and any stored bytes at any place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from eventsourcing.persistence import StoredEvent

from ledger.log.lines import lines
from ledger.log.mapper import Envelope
from ledger.log.recorder import Recorder
from ledger.log.tail import FILE
from ledger.readmodel.catch_up import room

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


def told(directory: Path, after: int, until: int) -> list[dict[str, object]]:
    """Return the facts between two positions as the log gives them to the read model, in order.

    `stored_name` is the name that they are read as.
    """
    found = [
        {**json.loads(line), "stored_name": some.name}
        for some in lines(directory, after, until, room())
        for line in some.text.split(b"\n")
    ]
    return sorted(found, key=lambda fact: int(fact["position"]))
