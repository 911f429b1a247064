"""The names that a ledger knows, in a small text file beside the read model.

Completion has no time to open a database. Invariant: the file says what the read model said when
it was last brought up to date, is swapped in whole, is for its owner alone, and is thrown away with
the read model; where it is missing or odd, there are no names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ledger.readmodel.queries import NAMES, NEWER_NAMES

if TYPE_CHECKING:
    import duckdb

_FILE = "names.tsv"


class Name(NamedTuple):
    """A name that can be typed, and what it stands for in a few words."""

    name: str
    told: str


def names_file(directory: Path) -> Path:
    """Return where the names of a ledger lie."""
    return directory / "cache" / _FILE


def write_names(connection: duckdb.DuckDBPyConnection, file: Path, mark: str) -> None:
    """Write the names of a read model to a new file; where that cannot be, there is none.

    The first line says of which log, up to its end, they are.
    """
    _write(file, mark, [_line(row[:3]) for row in connection.execute(NAMES).fetchall()])


def add_names(
    connection: duckdb.DuckDBPyConnection, directory: Path, file: Path, mark: str
) -> None:
    """Write the names to a new file where nothing but claims has come: the old, and theirs."""
    try:
        _, _, old = names_file(directory).read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError):
        write_names(connection, file, mark)
        return
    rows = [_line(row[:3]) for row in connection.execute(NEWER_NAMES).fetchall()]
    known = {line.partition("\t")[2].partition("\t")[0] for line in rows}
    kept = [line for line in old.splitlines(keepends=True) if _id_in(line) not in known]
    _write(file, mark, [*rows, *kept])


def publish_names(file: Path, directory: Path) -> None:
    """Swap a file of names in; old names stay where that cannot be."""
    with suppress(OSError):
        file.replace(names_file(directory))


def are_of(directory: Path, mark: str) -> bool:
    """Say whether the names are those of the log with this mark."""
    try:
        with names_file(directory).open(encoding="utf-8") as file:
            return file.readline().rstrip("\n") == mark
    except (OSError, ValueError):
        return False


def forget_names(directory: Path) -> None:
    """Throw the names away."""
    with suppress(OSError):
        names_file(directory).unlink()


def names_in(directory: Path, kind: str) -> Iterator[Name]:
    """Yield the names of one kind: by, topic, story, source, question or id."""
    try:
        text = names_file(directory).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return
    for line in text.splitlines():
        fields = line.split("\t")
        if fields[0] == kind and len(fields) == len(("kind", "name", "told")):
            yield Name(fields[1], fields[2])


def _write(file: Path, mark: str, lines: list[str]) -> None:
    with suppress(OSError):
        file.touch(0o600, exist_ok=False)
        file.write_text(f"{mark}\n{''.join(lines)}", encoding="utf-8", errors="replace")


def _line(fields: Sequence[object]) -> str:
    return "\t".join(map(_field, fields)) + "\n"


def _id_in(line: str) -> str:
    """Return the id of a claim that a line names; nothing where it names another thing."""
    kind, name, *_ = line.split("\t", 2)
    return name if kind == "id" else ""


def _field(value: object) -> str:
    """Return a value on one line of one field."""
    return " ".join(str(value if value is not None else "").split())
