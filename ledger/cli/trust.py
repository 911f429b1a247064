"""What the verbs of trust share: keys and checkpoints that people bring, and files they are given.

Invariant: what is brought is read strictly and kept apart from what the ledger says of itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli.options import text
from ledger.errors import Failed, NotFound, Refused

if TYPE_CHECKING:
    from ledger.seal.checkpoint import SignedCheckpoint
    from ledger.seal.note import Verifier

Keys = Annotated[
    list[str] | None,
    typer.Option(
        "--key", metavar="KEY",
        help="A public key you trust, or a file that holds it; may be repeated.",
        show_default=False,
    ),
]  # fmt: skip
Against = Annotated[
    list[str] | None,
    typer.Option(
        "--against", metavar="CHECKPOINT",
        help="A checkpoint kept elsewhere; may be repeated.",
        show_default=False,
    ),
]  # fmt: skip
_LARGEST = 64 * 1024 * 1024


def read_keys(given: Sequence[str] | None) -> list[Verifier]:
    """Return the public keys given, as texts or as files that hold one a line."""
    from ledger.seal.note import read_verifier

    return [read_verifier(line) for one in given or () for line in _key_lines(text(one))]


def read_checkpoints(given: Sequence[str] | None) -> list[tuple[str, SignedCheckpoint]]:
    """Return the checkpoints in the files given, each with its file's name."""
    from ledger.seal.checkpoint import read_checkpoint

    return [(one, read_checkpoint(read_file(Path(text(one))))) for one in given or ()]


def read_file(path: Path) -> bytes:
    """Return the bytes of a small file; raise `NotFound`, `Refused` or `Failed`."""
    try:
        if path.stat().st_size > _LARGEST:
            raise Refused(f"{path} is too large to be that", "check the name")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {path}", "check the name") from error
    except OSError as error:
        raise Failed(f"{path} cannot be read ({error.strerror})", "check the name") from error


def _key_lines(given: str) -> list[str]:
    path = Path(given)
    if "+" in given and not path.is_file():
        return [given]
    lines = read_file(path).decode(errors="replace").splitlines()
    return [line for line in lines if line.strip()]
