"""Facts that were decided and are not appended yet, outside memory: a file that has no name.

Invariant: what is put in comes out once, in its order; nothing of it outlasts the process.
"""

from __future__ import annotations

import marshal
import tempfile
from collections.abc import Iterator, Sequence
from typing import BinaryIO, cast

from ledger.errors import Failed
from ledger.log.store import Bare

_SIZE = 8
"""Bytes of how long a batch is. One that is read whole is taken apart four times as fast."""


class Spool:
    """Takes facts one after another; the last few stay in memory."""

    def __init__(self, at_once: int) -> None:
        """Take how many facts are handed out at a time."""
        self._at_once = at_once
        self._file: BinaryIO | None = None
        self._rest: list[Bare] = []

    def put(self, facts: Sequence[Bare]) -> None:
        """Keep facts, after those that were put before."""
        self._rest += facts
        while len(self._rest) > self._at_once:
            self._write(self._rest[: self._at_once])
            del self._rest[: self._at_once]

    def batches(self) -> Iterator[list[Bare]]:
        """Yield all that was put, so many facts at a time."""
        if self._file is not None:
            try:
                self._file.seek(0)
                while size := self._file.read(_SIZE):
                    # Written by this process into a file that no other can open.
                    written = self._file.read(int.from_bytes(size))
                    yield cast("list[Bare]", marshal.loads(written))  # noqa: S302
            except OSError as error:
                raise _failed(error) from error
        if self._rest:
            yield self._rest

    def close(self) -> None:
        """Let go of it all."""
        self._rest = []
        if self._file is not None:
            self._file.close()
            self._file = None

    def _write(self, facts: list[Bare]) -> None:
        try:
            if self._file is None:
                self._file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 kept open
            written = marshal.dumps(facts)
            self._file.write(len(written).to_bytes(_SIZE) + written)
        except OSError as error:
            raise _failed(error) from error


def _failed(error: OSError) -> Failed:
    return Failed(
        f"what the file says cannot be set aside ({error.strerror})",
        "make room where temporary files go, or name another folder with TMPDIR",
    )
