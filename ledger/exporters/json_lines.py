"""JSON lines: one object a row, one row a line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import BinaryIO

from ledger.exporters.spelling import (
    HARMLESS,
    Spelling,
    as_text,
    is_plain,
    quoted_name,
    write_lines,
)
from ledger.exporters.values import json_text, plain
from ledger.tables import Table

_TEXT = """'"' || replace(replace({}, '\\', '\\\\'), '"', '\\"') || '"'"""
_LIST = "'[' || array_to_string(list_transform({}, lambda one: {}), ', ') || ']'"


def write(table: Table, out: BinaryIO) -> int:
    """Write a line for each row."""
    spelling = Spelling(
        line=_line,
        plain=partial(is_plain, text=HARMLESS),
        by_hand=lambda row: json_text(plain(dict(row))).decode(),
    )
    return write_lines(table, out, spelling)


def _line(kinds: Mapping[str, str]) -> str:
    members = [
        f"'{_key(name)}', coalesce({_value(quoted_name(name), kind)}, 'null')"
        for name, kind in kinds.items()
    ]
    between = ", ', ', "
    return f"concat('{{', {between.join(members)}, '}}')"


def _key(name: str) -> str:
    return f"{json_text(name).decode()}: ".replace("'", "''")


def _value(column: str, kind: str) -> str:
    """Return the SQL of a value; of a type that is never plain, what is never asked for."""
    if kind == "VARCHAR":
        return _TEXT.format(column)
    if kind == "VARCHAR[]":
        return _LIST.format(column, _TEXT.format("one"))
    text = as_text(column, kind) or "null::varchar"
    return f"""'"' || {text} || '"'""" if kind in {"DATE", "TIMESTAMP"} else text
