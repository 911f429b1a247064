"""The schemas of the views' rows: their columns as DuckDB has them, told as the dictionary does.

`columns.json` holds the columns of every view, so that no database is opened to tell of them;
`python -m tests.columns` writes it, and a test compares it with the migrations.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from ledger.cli.shapes import parts
from ledger.cli.shapes.parts import Schema

_FIXED = {
    "VARCHAR": parts.text,
    "DATE": parts.day,
    "BOOLEAN": parts.flag,
    "DOUBLE": parts.number,
    "JSON": parts.text,
}
_SHARE = re.compile(r"DECIMAL\(\d+,\d+\)|FLOAT")
_WHOLE = re.compile(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL\(\d+,0\)")
_MOMENT = re.compile(r"TIMESTAMP.*")


@cache
def columns() -> dict[str, dict[str, str]]:
    """Return the columns of every view, each with DuckDB's name for its type."""
    held = files("ledger.cli.shapes").joinpath("columns.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = json.loads(held)
    return found


def row(table: str, **more: Schema) -> Schema:
    """Return the schema of a row of a view, with `more` fields after those that it has itself."""
    own = {name: column(table, name, kind) for name, kind in columns()[table].items()}
    return parts.fields_of({**own, **more})


def rows(table: str, **more: Schema) -> Schema:
    """Return the schema of a list of rows of a view."""
    return parts.several(row(table, **more))


def some(table: str, names: Sequence[str]) -> Schema:
    """Return the schema of a list of rows of a view of which only some columns are told."""
    held = columns()[table]
    return parts.several(parts.fields_of({name: column(table, name, held[name]) for name in names}))


def grouped(table: str, **more: Schema) -> Schema:
    """Return the schema of the rows of a table of figures, whatever it is grouped by."""
    from ledger.cli.options import GROUPINGS

    whole = row(table)["properties"]
    by = row(f"{table}_by")["properties"]
    assert isinstance(whole, dict)  # noqa: S101 as `row` makes them
    assert isinstance(by, dict)  # noqa: S101
    own = {**whole, **by, **{name: parts.text() for name in GROUPINGS}}
    optional = (set(whole) ^ set(by)) | set(GROUPINGS)
    del own["group_id"], own["group_names"]
    return parts.several(parts.fields_of({**own, **more}, optional=optional))


def column(table: str, name: str, kind: str) -> Schema:
    """Return the schema of one column: what it is, and when it may be null."""
    from ledger.readmodel.dictionary import OWN, SHARED

    told = OWN.get(table, {}).get(name) or SHARED.get(name)
    schema = value(kind)
    if told is None:
        return parts.maybe(schema)
    return {**(parts.maybe(schema) if told.null else schema), "description": str(told)}


def value(kind: str) -> Schema:
    """Return the schema of a value of one of DuckDB's types."""
    if kind.endswith("[]"):
        return parts.several(value(kind.removesuffix("[]")))
    if kind.startswith("MAP("):
        return parts.by_name(value(kind.removesuffix(")").split(", ", 1)[1]))
    for pattern, part in ((_WHOLE, parts.whole), (_SHARE, parts.number), (_MOMENT, parts.moment)):
        if pattern.fullmatch(kind):
            return part()
    return _FIXED[kind]() if kind in _FIXED else parts.anything()
