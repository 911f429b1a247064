"""How many questions wait for an answer by closing day, kept beside the cache for a quick look.

A shell prompt asks this every time; without a database it is told in a few milliseconds.
Invariant: what is kept counts only for the very log it was made from, told by its mark, and by the
same version of the program. It can be thrown away at any time, and is never waited for.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

Days = Mapping[date, int]
"""Closing days, each with how many questions wait since or until then."""

FOLDER = "cache"
FILE = "waiting.json"
_LARGEST = 10_000_000


def kept(directory: Path, version: str, mark: str) -> Days | None:
    """Return what is kept by this version for the log with this mark; None for nothing of use."""
    try:
        text = (directory / FOLDER / FILE).read_bytes()[:_LARGEST]
        held = json.loads(text)
        if (held["version"], held["mark"]) != (version, mark):
            return None
        return {date.fromisoformat(day): int(n) for day, n in held["closes_on"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def keep(directory: Path, version: str, mark: str, days: Days) -> None:
    """Keep it, whole; where that cannot be, it is worked out again the next time."""
    told = {day.isoformat(): n for day, n in days.items()}
    text = json.dumps({"version": version, "mark": mark, "closes_on": told})
    folder = directory / FOLDER
    draft = folder / f"draft-{os.getpid()}-{secrets.token_hex(4)}.json"
    try:
        draft.write_text(text, encoding="utf-8")
        draft.chmod(0o600)
        draft.replace(folder / FILE)
    except OSError:
        with suppress(OSError):
            draft.unlink()
