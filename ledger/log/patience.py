"""Waiting for other processes that write to the same file; failing where that cannot help."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from eventsourcing.persistence import IntegrityError, PersistenceError

from ledger.errors import Failed
from ledger.log.tail import LOCK_SECONDS

T = TypeVar("T")


class Unsettled(Exception):
    """The disk failed while a transaction was made durable: whether it is saved is unknown."""


def is_locked(error: BaseException) -> bool:
    """Say whether an error means that another process is writing."""
    text = str(error)
    cause = error.__cause__
    return (
        "locked" in text
        or "busy" in text
        or (isinstance(cause, sqlite3.OperationalError) and is_locked(cause))
    )


def patiently(work: Callable[[], T], directory: Path) -> T:
    """Do `work`; while another process holds the lock, wait a moment and try again."""
    give_up = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            return work()
        except IntegrityError:
            raise
        except Unsettled as error:
            raise Failed(
                f"the disk failed while saving ({error}); whether it was saved is not known",
                "look at the disk (claims doctor) and run the command again: "
                "what was saved is not added twice",
            ) from error
        except (PersistenceError, sqlite3.Error) as error:  # the library lets some pass
            if not is_locked(error):
                raise Failed(
                    f"the ledger in {directory} cannot be written ({error})", "claims doctor"
                ) from error
            if time.monotonic() > give_up:
                raise Failed(
                    f"another program has been writing to {directory} "
                    f"for {LOCK_SECONDS:.0f} seconds",
                    "try again when it is done",
                ) from error
            time.sleep(random.uniform(0.01, 0.2))  # noqa: S311 jitter, not a secret
