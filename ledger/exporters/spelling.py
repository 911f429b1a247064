"""Rows as lines of text, written by the database wherever it writes what `values` would.

Millions of cells are too many for Python, and nearly all of them are plain. Invariant: a line is
the same as if each cell of it had been written by `values`: a row in which any cell may be more
than plain, in doubt one too many, is handed over and written there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast

from ledger.exporters.writing import written
from ledger.tables import Table, pages

if TYPE_CHECKING:
    from ledger.readmodel.session import Session

_REST = (
    r"\x{a1}-\x{ac}\x{ae}-\x{2ff}\x{400}-\x{482}\x{48a}-\x{52f}\x{5d0}-\x{5ea}\x{2010}-\x{2027}"
    r"\x{2030}-\x{205e}\x{20a0}-\x{20bf}\x{3041}-\x{3096}\x{30a1}-\x{30fa}\x{4e00}-\x{9fef}"
    r"\x{ac00}-\x{d7a3}"
)
HARMLESS = f"[ -~{_REST}]*"
"""Text that is shown as it is: within what `visible` leaves alone, and assigned for long."""
INERT = f"([!-$&-*,./0-9:;<>?A-Z\\[\\\\\\]^_`a-z{{}}~{_REST}][ -~{_REST}]*)?"
"""Such text that starts no formula either: nothing that counts or is blank is in front."""

_WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT"}
_WHOLE |= {"UINTEGER", "UBIGINT", "UHUGEINT"}
_MOMENT = "strftime({}, '%Y-%m-%dT%H:%M:%S.%fZ')"
_EXACT = "{}::varchar::double::varchar"
_AS_TEXT = {
    **dict.fromkeys((*_WHOLE, "BOOLEAN", "DOUBLE", "DATE"), "{}::varchar"),
    "TIMESTAMP": _MOMENT,
}
"""By the type of a column: what `values.flat` writes of it, in SQL; texts and lists stand apart."""


@dataclass(frozen=True)
class Spelling:
    """How one format writes a row, in SQL and by hand."""

    line: Callable[[Mapping[str, str]], str]
    """From the types of the columns to the SQL of a line."""
    plain: Callable[[str, str], str]
    """From a column and its type to the condition, in SQL, that the line is right for it."""
    by_hand: Callable[[Mapping[str, object]], str]
    """The line of a row."""


def write_lines(table: Table, out: BinaryIO, spelling: Spelling, head: bytes = b"") -> int:
    """Write the lines of a table in its order; return how many there are without the head."""
    return written(table, out, lambda session: _write(session, table, out, spelling), head)


def _write(session: Session, table: Table, out: BinaryIO, spelling: Spelling) -> int:
    count = 0
    for page in pages(session, _query(session, table, spelling), table.parameters):
        lines = [line if isinstance(line, str) else _by_hand(spelling, row) for line, row in page]
        out.write(("\n".join(lines) + "\n").encode())
        count += len(lines)
    return count


def as_text(column: str, kind: str) -> str | None:
    """Return the SQL of a number, truth, day or moment as text; None for other types."""
    written = _AS_TEXT.get(kind)
    if kind.startswith("DECIMAL"):
        written = "{}::varchar" if kind.endswith(",0)") else _EXACT
    return None if written is None or kind.endswith("]") else written.format(column)


def is_plain(column: str, kind: str, text: str) -> str:
    """Return the condition that a cell is plain; `text` is what each text in it must match."""
    if kind == "VARCHAR":
        return f"coalesce(regexp_full_match({column}, '{text}'), true)"
    if kind == "VARCHAR[]":
        fit = f"list_filter({column}, lambda one: regexp_full_match(one, '{text}'))"
        return f"coalesce(len({fit}) = len({column}), true)"
    if kind == "DOUBLE":
        return f"coalesce(isfinite({column}), true)"
    return "true" if as_text(column, kind) else f"{column} is null"


def quoted_name(name: str) -> str:
    """Return the name of a column as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def _query(session: Session, table: Table, spelling: Spelling) -> str:
    described = session.connection.execute(f"describe {table.query}", table.parameters or None)
    kinds = {str(row[0]): str(row[1]) for row in described.fetchall()}
    plain = " and ".join(spelling.plain(quoted_name(name), kind) for name, kind in kinds.items())
    row = ", ".join(f"{quoted_name(name)} := {quoted_name(name)}" for name in kinds)
    return f"""
        select case when plain then {spelling.line(kinds)} end,
            case when not plain then struct_pack({row}) end
        from (select *, {plain} as plain from ({table.query}))
    """  # noqa: S608 the names are the views' own


def _by_hand(spelling: Spelling, row: object) -> str:
    return spelling.by_hand(cast("Mapping[str, object]", row))
