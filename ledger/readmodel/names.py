"""The names that a ledger knows, in a small text file beside the read model.

Completion has no time to open a database. Invariant: the file says what the read model said when
it was last brought up to date, is swapped in whole, is for its owner alone, and is thrown away with
the read model; where it is missing or odd, there are no names. Names of claims that came since are
in a file of their own, and come first, for there are many more of the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ledger.readmodel.queries import NAMES, NEWER_NAMES

if TYPE_CHECKING:
    import duckdb

_FILE, _NEWER = "names.tsv", "names-newer.tsv"


class Name(NamedTuple):
    """A name that can be typed, and what it stands for in a few words."""

    name: str
    told: str


def names_file(directory: Path, *, newer: bool = False) -> Path:
    """Return where the names of a ledger lie, or those of the `newer` claims."""
    return directory / "cache" / (_NEWER if newer else _FILE)


def write_names(connection: duckdb.DuckDBPyConnection, file: Path, mark: str) -> None:
    """Write the names of a read model to a new file; where that cannot be, there is none.

    The first line says of which log, up to its end, they are.
    """
    _write(file, mark, [_line(row[:3]) for row in connection.execute(NAMES).fetchall()])


def write_newer_names(connection: duckdb.DuckDBPyConnection, file: Path, mark: str) -> None:
    """Write what was laid over a read model where nothing but claims has come."""
    _write(file, mark, [_line(row[:3]) for row in connection.execute(NEWER_NAMES).fetchall()])


def publish_names(file: Path, directory: Path, *, newer: bool = False) -> None:
    """Swap a file of names in, all of them or the `newer`; old ones stay where that cannot be."""
    with suppress(OSError):
        file.replace(names_file(directory, newer=newer))
        if not newer:
            names_file(directory, newer=True).unlink(missing_ok=True)


def are_of(directory: Path, mark: str) -> bool:
    """Say whether the names are those of the log with this mark."""
    return mark in (_mark_of(names_file(directory, newer=newer)) for newer in (True, False))


def forget_names(directory: Path) -> None:
    """Throw the names away."""
    for newer in (True, False):
        with suppress(OSError):
            names_file(directory, newer=newer).unlink(missing_ok=True)


def names_in(directory: Path, kind: str) -> Iterator[Name]:
    """Yield the names of one kind: by, topic, story, source, question or id."""
    told = set()
    for newer in (True, False):
        for line in _lines(names_file(directory, newer=newer)):
            fields = line.split("\t")
            if fields[0] == kind and len(fields) == len(("kind", "name", "told")):
                if fields[1] not in told:
                    yield Name(fields[1], fields[2])
                if newer:
                    told.add(fields[1])


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return []


def _mark_of(file: Path) -> str | None:
    try:
        with file.open(encoding="utf-8") as lines:
            return lines.readline().rstrip("\n")
    except (OSError, ValueError):
        return None


def _write(file: Path, mark: str, lines: list[str]) -> None:
    with suppress(OSError):
        file.touch(0o600, exist_ok=False)
        file.write_text(f"{mark}\n{''.join(lines)}", encoding="utf-8", errors="replace")


def _line(fields: Sequence[object]) -> str:
    return "\t".join(map(_field, fields)) + "\n"


def _field(value: object) -> str:
    """Return a value on one line of one field."""
    return " ".join(str(value if value is not None else "").split())
