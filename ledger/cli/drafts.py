"""Claims that somebody began to type and did not finish, kept in a folder of their own.

Invariant: a draft is kept whole or as it was, for nobody else's eyes, and goes only when its claim
is on record or somebody throws it away. One that cannot be read is left lying, and nobody is asked.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ledger.cli.prompts.form import State
from ledger.config import state_directory
from ledger.domain.names import letters
from ledger.errors import Failed, Unreadable
from ledger.files import PRIVATE, make_folder, write_whole
from ledger.strict import load_json

_LARGEST = 200_000


@dataclass(frozen=True)
class Draft:
    """A claim that was begun: what the command line gave, and what was typed."""

    file: Path
    begun_at: str
    options: Mapping[str, object]
    state: State


def new_file(ledger: Path, now: datetime) -> Path:
    """Return where a draft that is begun now will lie."""
    return _folder() / f"{_prefix(ledger)}{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}.json"


def keep(draft: Draft, *, typing: bool) -> bool:
    """Write a draft down, and return whether it could be; typing goes on without one.

    `typing` is while this process still asks, so that no other offers it.
    """
    kept = {
        "pid": os.getpid() if typing else 0,
        "begun_at": draft.begun_at,
        "options": draft.options,
        "typed": draft.state.typed,
        "values": draft.state.values,
        "at": draft.state.at,
    }
    try:
        make_folder(draft.file.parent)
        write_whole(draft.file, json.dumps(kept, indent=1).encode(), PRIVATE)
    except (OSError, Failed):
        return False
    return True


def drop(draft: Draft) -> None:
    """Throw a draft away."""
    with suppress(OSError):
        draft.file.unlink(missing_ok=True)


def latest(ledger: Path) -> Draft | None:
    """Return the draft begun last for a ledger that nobody is typing at, if there is one."""
    with suppress(OSError):
        for file in sorted(_folder().glob(f"{_prefix(ledger)}*.json"), reverse=True):
            found = _read(file)
            if found is not None:
                return found
    return None


def _folder() -> Path:
    return state_directory() / "drafts"


def _prefix(ledger: Path) -> str:
    return f"add-{letters('ledger', str(ledger.absolute()))[:8]}-"


def _read(file: Path) -> Draft | None:
    try:
        read = load_json(file.read_bytes(), largest=_LARGEST)
    except (OSError, Unreadable):
        return None
    if not isinstance(read, dict) or _alive(read.get("pid")):
        return None
    options, at, begun_at = read.get("options"), read.get("at"), read.get("begun_at")
    if not (isinstance(options, dict) and isinstance(at, str) and isinstance(begun_at, str)):
        return None
    return Draft(file, begun_at, options, State(_texts(read, "typed"), _texts(read, "values"), at))


def _texts(read: Mapping[str, object], name: str) -> dict[str, str]:
    held = read.get(name)
    return (
        {key: text for key, text in held.items() if isinstance(text, str)}
        if isinstance(held, dict)
        else {}
    )


def _alive(pid: object) -> bool:
    """Say whether the process that wrote a draft is still there, and so may be typing."""
    if os.name != "posix" or not isinstance(pid, int) or pid <= 0 or pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True
