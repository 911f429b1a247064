"""What is set aside outside memory, in batches: a file that has no name.

Invariant: batches come out as they went in and in their order, as often as they are asked for;
nothing of them outlasts the process.
"""

from __future__ import annotations

import marshal
import os
import tempfile
import weakref
from collections.abc import Iterator
from typing import BinaryIO, Generic, TypeVar, cast

from ledger.errors import Failed

Item = TypeVar("Item")
_SIZE = 8
"""Bytes of how long a batch is. One that is read whole is taken apart four times as fast."""


class Aside(Generic[Item]):
    """Holds batches of plain values: numbers, texts, bytes, and tuples and lists of them."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._file: BinaryIO | None = None

    def put(self, batch: list[Item]) -> None:
        """Set a batch aside."""
        try:
            if self._file is None:
                self._file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 kept open
                weakref.finalize(self, self._file.close)
            written = marshal.dumps(batch)
            self._file.seek(0, os.SEEK_END)
            self._file.write(len(written).to_bytes(_SIZE) + written)
        except OSError as error:
            raise _failed(error) from error

    def batches(self) -> Iterator[list[Item]]:
        """Yield all batches; what is put meanwhile comes out as well."""
        if self._file is None:
            return
        at = 0
        try:
            while written := self._batch_at(self._file, at):
                at += _SIZE + len(written)
                # Written by this process into a file that no other can open.
                yield cast("list[Item]", marshal.loads(written))  # noqa: S302
        except OSError as error:
            raise _failed(error) from error

    def close(self) -> None:
        """Let go of it all."""
        if self._file is not None:
            self._file.close()
            self._file = None

    @staticmethod
    def _batch_at(file: BinaryIO, at: int) -> bytes:
        file.seek(at)
        return file.read(int.from_bytes(file.read(_SIZE)))


def _failed(error: OSError) -> Failed:
    return Failed(
        f"what the file says cannot be set aside ({error.strerror})",
        "make room where temporary files go, or name another folder with TMPDIR",
    )
