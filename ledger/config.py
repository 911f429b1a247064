"""Where things live: the ledger, the settings, the shipped SQL and articles; who is recording.

Invariant: nothing here creates a file; it only says where one would be.
"""

from __future__ import annotations

import os
import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from ledger.errors import Unreadable

_PACKAGE = Path(__file__).resolve().parent
MEMORY = "400MB"
MEMORY_OF_FIGURES = "100MB"
"""For figures of very many claims, which are measured beside it."""
MEMORY_OF_BLOCKS = "70MB"
"""For handing them out block by block, while what measures them takes its own."""
MEMORY_LOOKING_BACK = "120MB"
"""For the same as of an earlier position: what was worked out anew for it waits on the disk."""
MEMORY_TO_BUILD = "1GB"
"""For a read model made anew: in less it takes a third longer, for a million claims."""
_SIZE = re.compile(r"[1-9][0-9]{0,5} ?[MG]i?B", re.ASCII)


def shipped(folder: str) -> Path:
    """Return a folder that ships with the program: inside the wheel, else at the checkout's top."""
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder


def ledger_directory(given: str | None = None) -> Path:
    """Return where the ledger lies: `given`, ``CLAIMS_LEDGER``, ``.claims/`` upwards, default."""
    named = given or os.environ.get("CLAIMS_LEDGER")
    if named:
        return Path(named).expanduser().absolute()
    return _project_ledger(Path.cwd()) or _default_directory()


def project_ledger() -> Path | None:
    """Return the ``.claims/`` folder of this directory, or of the nearest above it that has one."""
    return _project_ledger(Path.cwd())


def config_file() -> Path:
    """Return where the settings of the command line are: ``CLAIMS_CONFIG`` or the default."""
    named = os.environ.get("CLAIMS_CONFIG")
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_config_path

    return user_config_path("claims", appauthor=False) / "config.toml"


def key_directory() -> Path:
    """Return where private keys are kept, never with a ledger: ``CLAIMS_KEYS`` or the default."""
    named = os.environ.get("CLAIMS_KEYS")
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_config_path

    return user_config_path("claims", appauthor=False) / "keys"


def codings_directory() -> Path:
    """Return where codings are kept that nobody may see yet: ``CLAIMS_CODINGS`` or the default."""
    named = os.environ.get("CLAIMS_CODINGS")
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("claims", appauthor=False) / "codings"


def state_directory() -> Path:
    """Return where drafts and what was typed before are kept: ``CLAIMS_STATE`` or the default."""
    named = os.environ.get("CLAIMS_STATE")
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_state_path

    return user_state_path("claims", appauthor=False)


def cache_directory() -> Path:
    """Return where this program keeps what it can make again, whatever the ledger."""
    from platformdirs import user_cache_path

    return user_cache_path("claims", appauthor=False)


def memory_limit(unless_said: str = MEMORY) -> str:
    """Return how much memory figures may take: ``CLAIMS_MEMORY`` or else the default.

    What does not fit is put on the disk meanwhile. Raises `Unreadable` for what is no size.
    """
    named = os.environ.get("CLAIMS_MEMORY", "").strip() or unless_said
    if not _SIZE.fullmatch(named):
        raise Unreadable(f"CLAIMS_MEMORY is “{named}”, which is no size", f"CLAIMS_MEMORY={MEMORY}")
    return named


@cache
def program_digest() -> str:
    """Return what tells this program from any other: its files, with their sizes and times."""
    digest = sha256()
    for folder in (_PACKAGE, shipped("migrations")):
        for place, folders, files in os.walk(folder):
            folders[:] = sorted(set(folders) - {"__pycache__"})
            for name in sorted(files):
                found = os.stat(os.path.join(place, name))  # noqa: PTH116, PTH118 a third of the time
                digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def recorder_name() -> str:
    """Return who is recording: ``CLAIMS_RECORDER``, else the login name."""
    named = os.environ.get("CLAIMS_RECORDER", "").strip()
    return named or _login_name()


def reminders() -> bool:
    """Say whether commands may end with a reminder: not where ``CLAIMS_NO_REMINDER`` is set."""
    return not os.environ.get("CLAIMS_NO_REMINDER")


def _project_ledger(start: Path) -> Path | None:
    candidates = (folder / ".claims" for folder in (start, *start.parents))
    return next((found for found in candidates if found.is_dir()), None)


def _default_directory() -> Path:
    from platformdirs import user_data_path

    return user_data_path("claims", appauthor=False) / "main"


def _login_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
