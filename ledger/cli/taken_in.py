"""What came of a file that was taken in: told, and its refused rows written down."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from ledger.cli import output
from ledger.errors import Failed, NotFound, Unreadable
from ledger.files import write_whole
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.errors import Refusal
    from ledger.importers.tables import Table
    from ledger.steps import Imported

_SHOWN = 20


def content(path: Path, folder: str) -> bytes:
    """Return what a file holds; `folder` is the remedy where it is a folder."""
    from ledger.strict import LARGEST_CSV

    with _readable(path, folder), path.open("rb") as file:
        read = file.read(LARGEST_CSV + 1)
    if len(read) > LARGEST_CSV:
        raise Unreadable(f"{path} is larger than 200 MB", "split it into smaller files")
    return read


def opened_file(path: Path, folder: str) -> BinaryIO:
    """Open a file of any length that can be gone through again; `folder` as for `content`."""
    with _readable(path, folder):
        file = path.open("rb")
        if path.is_file():
            return file
        with file:  # a pipe, which is read but once
            copy = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 the caller closes it
            shutil.copyfileobj(file, copy)
    return copy


@contextmanager
def _readable(path: Path, folder: str) -> Iterator[None]:
    """Say what is wrong with a file that cannot be read."""
    try:
        yield
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {path}", "check the name") from error
    except IsADirectoryError as error:
        raise Unreadable(f"{path} is a folder", folder) from error
    except OSError as error:
        raise Failed(
            f"{path} cannot be read ({error.strerror})", "check the file's permissions"
        ) from error


def tell(done: Imported, *, saved: bool, dry_run: bool, skip_bad: bool) -> None:
    """Say what was saved, or would be, and which rows were refused and why."""
    from ledger.screens.describe import summary

    for refusal in done.refusals[:_SHOWN]:
        where = f"{refusal.file}:{refusal.line}"
        field = f" {refusal.field}:" if refusal.field else ""
        mark = "conflict: " if refusal.kind == "conflict" else ""
        output.talk(visible(f"{where}:{field} {mark}{refusal.problem} — {refusal.remedy}"))
    if len(done.refusals) > _SHOWN:
        output.talk(f"… and {len(done.refusals) - _SHOWN} more")
    counts = Counter(done.added)
    told = summary(counts) if counts else "nothing new"
    again = "what was undone stands again; " if done.taken_again else ""
    here = f"; {rows(done.already_here)} already here" if done.already_here else ""
    if saved:
        output.talk(f"saved {again}{told}{here}.  undo: claims undo")
    elif dry_run:
        output.talk(f"would save {told}{here} (--dry-run: nothing was saved)")
    elif skip_bad or not done.refusals:
        output.talk(f"nothing new{here}")


def rows(n: int) -> str:
    """Write a number of rows."""
    return f"{n:,} row" + ("" if n == 1 else "s")


def write_refusals(tables: Mapping[Path, Table | None], refusals: Sequence[Refusal]) -> list[str]:
    """Write what each file's refused rows are, beside it; return where."""
    from ledger.importers.refused import refused_rows

    written = []
    for path, table in tables.items():
        own = [refusal for refusal in refusals if refusal.file == str(path)]
        if own:
            target = path.with_name(path.name + ".refused.csv")
            try:
                write_whole(target, refused_rows(table, own))
            except Failed as error:
                output.talk(visible(error.sentence))
                continue
            written.append(str(target))
            output.talk(f"refused rows: {visible(str(target))}")
    return written
