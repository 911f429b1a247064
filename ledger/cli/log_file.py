"""The whole log as a file: written out whole, and taken into an empty ledger.

Invariant: lines are streamed, so that a log of any length goes through; a file is written whole or
not at all, and what comes in is taken whole or not at all.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.cli import output
from ledger.errors import Failed, Malformed, NotFound, Unreadable
from ledger.files import PRIVATE, write_new
from ledger.progress import doing
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.log.carrying import Carried

TABLE = "log"
"""What `claims export` calls it."""
_LONGEST_LINE = 1_000_000
_LOOKED_AT = 20
"""Lines of which one that is JSON tells what the file is."""


def write(ledger: Ledger, path: Path | None) -> None:
    """Write the log as JSON lines to a new file, or to stdout."""
    from ledger.log.carrying import lines

    if path is None:
        for line in lines(ledger.directory):
            output.data(line)
        return
    write_new(path, (f"{line}\n".encode() for line in lines(ledger.directory)), PRIVATE)
    output.talk(visible(f"{path}: the whole log"))


def take_in(ledger: Ledger, path: Path) -> Carried:
    """Fill an empty ledger with an exported log, and say what came in."""
    from ledger.custody.copying import take_in_log

    with doing("taking in the log"):
        done = take_in_log(ledger, read_lines(path))
    root = b64encode(done.root).decode()
    output.talk(f"took in {done.size:,} facts; tree head {root}")
    if done.unproven:
        output.talk("they come from a form without a seal: their times are marked unproven")
    return done


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file, strict UTF-8; raise what is wrong with it."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE), b""), 1):
                yield _decoded(line, number)
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {path}", "check the name") from error
    except OSError as error:
        raise Failed(f"{path} cannot be read ({error.strerror})", "check the name") from error


def _decoded(line: bytes, number: int) -> str:
    if len(line) >= _LONGEST_LINE:
        raise Unreadable(f"line {number} of the log is too long", "export the log again")
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"line {number} of the log is not UTF-8", "export the log again"
        ) from error


def is_log(path: Path, form: str | None) -> bool:
    """Say whether a file to import is a whole log, and not rows of forecasts as JSON lines."""
    return form == "log" or (form is None and path.suffix == ".jsonl" and not _has_rows(path))


def _has_rows(path: Path) -> bool:
    """Say whether one of the first lines names what only a forecast has."""
    from ledger.importers.forecast_rows import REQUIRED
    from ledger.log.carrying import MARK
    from ledger.strict.json_row import load_row

    try:
        with path.open("rb") as file:
            begins = [file.readline(_LONGEST_LINE) for _ in range(_LOOKED_AT)]
    except OSError:
        return False
    for line in begins:
        with suppress(Malformed, UnicodeDecodeError):
            row = load_row(line.decode("utf-8-sig").strip())
            return MARK not in row and not row.keys().isdisjoint(REQUIRED)
    return False
