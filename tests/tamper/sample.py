"""A small sealed ledger with everything that can be altered: what every attack begins from.

Some sixty facts: checkpoints early and late, a key handed over, corrections, an undo, a redaction,
and a few facts after the newest checkpoint. Invariant: the same bytes each time it is made, for
chance comes from a seed, so that what a random test found is found again.
"""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from ledger.app import Ledger
from ledger.custody import copying, keys, redacting, sealing
from ledger.domain.claim import CorrectClaim, RecordClaim, WithdrawClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.estimate import RecordEstimate
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.domain.source import RegisterSource
from ledger.log.tail import FILE
from ledger.seal.checkpoint import SignedCheckpoint, read_checkpoint
from ledger.seal.note import Signer, read_signer, read_verifier

PLACES = ("oslo", "quito", "dakar", "hanoi", "perth", "turin", "leeds", "malmo", "cairo", "miami")
WRITERS = ("Ana", "Ben", "Cem")
SLIP = "told to the neighbour of the reporter, a private person"
"""What is redacted."""


@dataclass(frozen=True)
class Sample:
    """The file as its owner left it, and what lies elsewhere."""

    file: bytes
    older: bytes
    """A backup from before the newest checkpoint."""
    oldest: bytes
    """A backup from before the key was handed over."""
    signers: tuple[Signer, ...]
    """The owner's private keys, oldest first; the last one is in use."""
    kept: SignedCheckpoint
    """The newest checkpoint, of which somebody else has a copy."""
    redacted: int
    """The position of the fact whose content is gone."""
    gone: tuple[bytes, bytes]
    """The content and the salt that it had."""


@cache
def sample() -> Sample:
    """Return the ledger, made once."""
    with TemporaryDirectory() as folder, _seeded(), _keys_in(Path(folder) / "keys"):
        return _made(Path(folder))


def _made(folder: Path) -> Sample:
    ledger = Ledger(folder / "press", _clock(), "the desk")
    _record(ledger)
    slip = _correct(ledger)
    copying.backup(ledger.directory, folder / "oldest")
    gone = _content(ledger.directory / FILE, slip)
    keys.rotate(ledger)
    sealing.seal(ledger)
    redacting.redact(ledger, slip, "it names a private person")
    copying.backup(ledger.directory, folder / "older")
    ledger.execute([ResolveQuestion(place, "yes", date(2024, 9, 1)) for place in PLACES[:4]])
    kept = sealing.seal(ledger).signed
    ledger.execute([RegisterCommentator("Dot"), _said("Dot", 1), _said("Dot", 2)])
    signers = tuple(_signer(adopted.key) for adopted in keys.keys_of(ledger))
    ledger.close()
    copying.backup(ledger.directory, folder / "now")
    now, older, oldest = ((folder / name).read_bytes() for name in ("now", "older", "oldest"))
    return Sample(now, older, oldest, signers, kept, slip, gone)


def _record(ledger: Ledger) -> None:
    """Put everything on record and sign for it, twice."""
    begin: list[Command] = [RegisterCommentator(name) for name in WRITERS]
    begin += [RegisterSource("daily", publication="The Daily")]
    ledger.execute(begin)
    sealing.seal(ledger)
    questions: list[Command] = [
        PoseQuestion(place, f"Will it rain in {place.title()}?", closes_on=date(2024, 12, 31))
        for place in PLACES
    ]
    ledger.execute(questions)
    for at in range(len(PLACES)):
        said = _said(WRITERS[at % len(WRITERS)], at)
        low, best, high = (10_000_000 * (at + more) for more in (50, 55, 60))
        ledger.execute([said, RecordEstimate(said.stream(), "coder", low, best, high)])
    sealing.seal(ledger)


def _correct(ledger: Ledger) -> int:
    """Correct, withdraw, undo, and sign; return the position of what should not be there."""
    slip = ledger.position() + 1
    ledger.execute(CorrectClaim(_said("Ana", 0).stream(), {"note": SLIP}))
    ledger.execute(CorrectClaim(_said("Ana", 0).stream(), {"note": "by telephone"}))
    ledger.execute(WithdrawClaim(_said("Ben", 1).stream(), "a misprint"))
    step = ledger.execute(WithdrawClaim(_said("Cem", 2).stream(), "another"))
    ledger.undo(step.step, "it was none")
    sealing.seal(ledger)
    return slip


def _said(name: str, at: int) -> RecordClaim:
    quote = f"It will rain in {PLACES[at].title()}, {name} is sure"
    return RecordClaim(name, PLACES[at], date(2024, 3, 1 + at), source="daily", quote=quote)


def _content(file: Path, position: int) -> tuple[bytes, bytes]:
    with closing(sqlite3.connect(file)) as connection:
        query = "select state, salt from stored_events where position = ?"
        state, salt = connection.execute(query, (position,)).fetchone()
        return state, salt


def _signer(key: str) -> Signer:
    return read_signer(keys.key_path(read_verifier(key)).read_text(encoding="utf-8"))


def _clock() -> Callable[[], datetime]:
    """Return a clock that is a minute later each time it is looked at."""
    minutes = count()
    begin = datetime(2024, 5, 1, 9, tzinfo=UTC)
    return lambda: begin + timedelta(minutes=next(minutes))


@contextmanager
def _seeded() -> Iterator[None]:
    """Let keys, salts and names come from a seed."""
    chance = random.Random("the sample")  # noqa: S311 the same file each time
    with patch("os.urandom", chance.randbytes), patch("random._urandom", chance.randbytes):
        yield


@contextmanager
def _keys_in(folder: Path) -> Iterator[None]:
    with patch.dict(os.environ, {"CLAIMS_KEYS": str(folder)}):
        yield


def checkpoints(file: bytes, folder: Path) -> list[SignedCheckpoint]:
    """Return the checkpoints in a file, by size."""
    path = folder / "looked-at"
    path.write_bytes(file)
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("select note from checkpoints order by size").fetchall()
    return [read_checkpoint(note) for (note,) in rows]
