"""Redaction: what should never have been written down goes for good, and everybody can see that.

Invariant: the announcement and the going are one transaction; afterwards no byte of the content is
in the ledger's directory, and every proof made before still holds.
"""

from __future__ import annotations

import json
import sqlite3
from base64 import b64encode
from contextlib import closing
from pathlib import Path

from ledger.app import Ledger
from ledger.domain.fact import Recorded
from ledger.domain.redaction import RedactFact, still_counts, stream_of
from ledger.errors import Failed, NotFound
from ledger.log.tail import FILE, LOCK_SECONDS
from ledger.readmodel.cache import discard
from ledger.steps import Step


def redact(ledger: Ledger, position: int, reason: str) -> Step:
    """Take the content of the fact at `position` away; raise `NotFound` or `Refused`."""
    held, counts = _found(ledger, position)
    command = RedactFact(
        position, held.fact.stored_name, held.batch, _version(ledger, position),
        _content_hash(ledger, position), counts=counts, reason=reason,
    )  # fmt: skip
    step = ledger.execute(command)
    forget(ledger)
    return step


def forget(ledger: Ledger) -> None:
    """Leave no copy of redacted content in the directory: not in the cache, not in the journal."""
    discard(ledger.directory)
    ledger.close()
    try:
        busy = _empty_journal(ledger.directory / FILE)
    except sqlite3.Error as error:
        raise Failed(
            f"the redaction is saved, but the journal could not be emptied ({error})",
            "look at the disk (claims doctor) and run claims redact again",
        ) from error
    if busy:
        raise Failed(
            "the content is redacted, but another program still reads the journal it stood in",
            "close what has the ledger open and run claims redact again",
        )


def _empty_journal(file: Path) -> bool:
    """Write back what stands in the journal and cut it off; say whether a reader is in the way."""
    with closing(sqlite3.connect(file, timeout=LOCK_SECONDS)) as connection:
        connection.execute("pragma secure_delete = on")
        return bool(connection.execute("pragma wal_checkpoint(truncate)").fetchone()[0])


def is_redacted(ledger: Ledger, position: int) -> bool:
    """Say whether the content of a fact is gone already."""
    return bool(ledger.standing(stream_of(position)))


def _found(ledger: Ledger, position: int) -> tuple[Recorded, bool]:
    """Return the fact at a position, and whether it is what stands."""
    stream = ledger.log.recorder.stream_at(position)
    if stream is None:
        raise NotFound(f"there is no fact at position {position}", "claims show lists a claim's")
    history = ledger.history([stream])
    held, stands = next(
        ((fact, stands) for fact, stands in history if fact.position == position), (None, False)
    )
    if held is None:
        raise NotFound(
            f"the fact at position {position} does not count, or is redacted", "claims log"
        )
    later = [fact.fact.stored_name for fact, on in history if on and fact.position > position]
    return held, stands and still_counts(held.fact.stored_name, later)


def _version(ledger: Ledger, position: int) -> int:
    state = ledger.log.recorder.sealed_row(position)[4]
    return int(json.loads(state or b"{}").get("class_version", 1))


def _content_hash(ledger: Ledger, position: int) -> str:
    recorder = ledger.log.recorder
    return b64encode(recorder.content_of(recorder.sealed_row(position))).decode()
