"""Files that are written whole or not at all, and never through somebody's link.

Invariant: what stands under the name is what stood there before, or all of the new content; once a
write has returned, it outlasts a loss of power.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ledger.errors import Failed, Refused

OPEN, PRIVATE = 0o644, 0o600


def write_whole(path: Path, content: bytes, mode: int = OPEN) -> None:
    """Write a file in place of what was there; raise `Failed` and leave that if it cannot be."""
    _write(path, [content], mode)


def write_new(path: Path, content: Iterable[bytes], mode: int = OPEN) -> None:
    """Write a file that is not there yet; raise `Refused` if it is, `Failed` if it cannot be."""
    if path.is_symlink() or path.exists():
        raise Refused(f"{path} is already there", "name another file")
    _write(path, content, mode)


def settle(draft: Path, path: Path) -> None:
    """Make a finished draft durable under its name."""
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(draft, path)  # noqa: PTH105 the same, and says what matters
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder, and those it lies in, for its owner alone, and its name durable."""
    new = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for one in new:
        sync_folder(one.parent)


def sync_folder(folder: Path) -> None:
    """Make what a folder lists durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def draft_of(path: Path) -> Iterator[Path]:
    """Hand out a name beside `path` to write to; whatever is left there goes."""
    draft = path.with_name(f".claims-{secrets.token_hex(8)}.part")
    try:
        yield draft
    finally:
        for left in draft.parent.glob(f"{draft.name}*"):
            left.unlink(missing_ok=True)


def _write(path: Path, content: Iterable[bytes], mode: int) -> None:
    with draft_of(path) as draft:
        try:
            with _created(draft, mode) as file:
                file.writelines(content)
            settle(draft, path)
        except OSError as error:
            raise Failed(
                f"{path} cannot be written ({error.strerror})", "name another file with -o"
            ) from error


def _created(draft: Path, mode: int) -> BinaryIO:
    return os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb")
