"""A file of text of any length: UTF-8 to the letter, no line without end; known by its digest.

Invariant: no more than a few pieces of it are in memory, however long it is.
"""

from __future__ import annotations

import codecs
import hashlib
from typing import BinaryIO

from ledger.errors import Malformed

_PIECE = 1 << 20
"""Bytes read at a time; a line is shorter."""


def check_text(file: BinaryIO, form: str) -> str:
    """Read a file from its beginning to its end; return the SHA-256 of its bytes.

    Raises `Malformed` with the line if it is not UTF-8, holds a NUL, or has a line that is longer
    than a million bytes. `form` is what it should be.
    """
    text, digest = _Text(form), hashlib.sha256()
    file.seek(0)
    while piece := file.read(_PIECE):
        digest.update(piece)
        text.take(piece)
    text.end()
    return digest.hexdigest()


def digest_of(file: BinaryIO) -> str:
    """Return the SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


class _Text:
    """What is known of a text so far."""

    def __init__(self, form: str) -> None:
        self._form = form
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._line = 1
        self._fault: Malformed | None = None

    def take(self, piece: bytes) -> None:
        """Look at the next bytes; what is not UTF-8 goes before anything else that is wrong."""
        self._decode(piece, final=False)
        if self._fault is None:
            self._look(piece)
        self._line += piece.count(b"\n")

    def end(self) -> None:
        """Raise what is wrong."""
        self._decode(b"", final=True)
        if self._fault is not None:
            raise self._fault

    def _decode(self, piece: bytes, *, final: bool) -> None:
        try:
            self._decoder.decode(piece, final)
        except UnicodeDecodeError as error:
            line = self._line + error.object.count(b"\n", 0, error.start)
            remedy = f"save the file as {self._form} UTF-8"
            raise Malformed(line, "it is not UTF-8 text", remedy) from None

    def _look(self, piece: bytes) -> None:
        nul = piece.find(b"\0")
        if nul >= 0:
            line = self._line + piece.count(b"\n", 0, nul)
            self._fault = Malformed(line, "it is not a text file", f"give a {self._form} file")
        elif len(piece) == _PIECE and b"\n" not in piece and b"\r" not in piece:
            problem = "it has a line of more than a million bytes"
            self._fault = Malformed(self._line, problem, "separate rows by line ends")
