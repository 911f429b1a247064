"""The names that a ledger knows, in a small text file beside the read model.

Completion has no time to open a database. Invariant: the file says what the read model said when
it was last brought up to date, is swapped in whole, is for its owner alone, and is thrown away with
the read model; where it is missing or odd, there are no names.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ledger.readmodel.queries import NAMES

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
    rows = connection.execute(NAMES).fetchall()
    text = f"{mark}\n" + "".join(
        "\t".join(_field(value) for value in (kind, name, told)) + "\n"
        for kind, name, told, _ in rows
    )
    with suppress(OSError):
        file.touch(0o600, exist_ok=False)
        file.write_text(text, encoding="utf-8", errors="replace")


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


def _field(value: object) -> str:
    """Return a value on one line of one field."""
    return " ".join(str(value if value is not None else "").split())
