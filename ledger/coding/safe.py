"""What a coder has committed to and nobody may see yet: a file of the coder's own.

Invariant: a coding is on the disk, with its salt, before its commitment is on record; the file is
only ever added to, lies outside the ledger, and is for its owner's eyes alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, replace
from dataclasses import fields as dataclass_fields
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from ledger.config import codings_directory
from ledger.domain.assignment import TEXT
from ledger.domain.coding import (
    Code,
    CodeOutcome,
    CodeText,
    bound_fields,
    bound_to,
    item_of,
    pass_of,
)
from ledger.domain.commitment import SALT_BITS, Commit
from ledger.domain.names import folded, letters
from ledger.domain.opening import STREAM, fold
from ledger.errors import Damaged, NotFound

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from ledger.app import Ledger


class Safe:
    """One coder's sealed codings of one ledger."""

    def __init__(self, ledger: Ledger, coder: str) -> None:
        """Take whose they are; nothing is read or made yet."""
        opened = fold(ledger.standing(STREAM))
        if opened is None:
            raise NotFound("no ledger was begun here", "claims add begins one")
        self.path = (
            codings_directory() / opened.ledger_id / f"{letters('coder', folded(coder))}.jsonl"
        )
        self.coder = coder

    def keep(self, code: Code) -> Commit:
        """Put a coding away with a new salt; return the commitment to it."""
        salted = replace(code, salt=token_hex(SALT_BITS // 8))
        self._write({"pass": pass_of(code), **asdict(salted)})
        return commit_to(salted)

    def codings(self) -> Iterator[Code]:
        """Return the codings that were put away, oldest first; a line torn by a crash is none.

        What was torn was never bound to: a commitment is made once its line is on the disk.
        """
        if not self.path.exists():
            return
        lines = self.path.read_bytes().split(b"\n")
        for number, line in enumerate(lines[:-1], 1):
            if (held := _whole(line)) is not None:
                yield as_code(held, f"{self.path}, line {number}")

    def openings(self) -> dict[str, Code]:
        """Return the codings that were put away, with their salts, by their commitments."""
        return {bound_to(one, one.salt or ""): one for one in self.codings()}

    def opening(self, commitment: str) -> Code | None:
        """Return the coding that a commitment binds, with its salt, or None."""
        return self.openings().get(commitment)

    def _write(self, fields: dict[str, object]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        text = json.dumps(fields, ensure_ascii=False, default=str) + "\n"
        begun = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            left = _mended(self.path) + text.encode("utf-8", "backslashreplace")
            while left:
                left = left[os.write(begun, left) :]
            os.fsync(begun)
        finally:
            os.close(begun)


def commit_to(code: Code) -> Commit:
    """Return the commitment to a coding that has its salt."""
    return Commit(
        item=item_of(code),
        coder=code.coder,
        coding_pass=pass_of(code),
        codebook=code.codebook,
        fields=bound_fields(code),
        commitment=bound_to(code, code.salt or ""),
    )


def as_code(fields: dict[str, object], where: str) -> Code:
    """Return the coding that fields, as JSON has them, make; raise `Damaged`."""
    from pydantic import ValidationError

    held = dict(fields)
    kind: type[Code] = CodeText if held.pop("pass", None) == TEXT else CodeOutcome
    if unknown := held.keys() - {one.name for one in dataclass_fields(kind)}:
        odd = ", ".join(sorted(unknown))
        raise Damaged(f"{where} is not a coding: it has {odd}", "leave that line out")
    try:
        return _reader(kind is CodeText).validate_json(json.dumps(held), strict=True)
    except ValidationError as error:
        [first, *_] = error.errors()
        told = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
        raise Damaged(f"{where} is not a coding: {told}", "leave that line out") from error


@lru_cache
def _reader(of_text: bool) -> TypeAdapter[Code]:
    """Return what reads codings of a pass; it takes a while to make."""
    from pydantic import TypeAdapter

    return TypeAdapter[Code](CodeText if of_text else CodeOutcome)


def _whole(line: bytes) -> dict[str, object] | None:
    """Return what a line holds; None where a crash has torn it."""
    try:
        held = json.loads(line)
    except ValueError:
        return None
    return held if isinstance(held, dict) else None


def _mended(path: Path) -> bytes:
    """Return a line break where the last line was torn by a crash, so that it stays a line."""
    size = path.stat().st_size
    if not size:
        return b""
    with path.open("rb") as held:
        held.seek(size - 1)
        return b"" if held.read(1) == b"\n" else b"\n"
