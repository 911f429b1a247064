"""The shipped SQL: which migrations there are, which fact fills which table, and their digest.

Invariant: a cache is only ever used with the very migrations that made it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import duckdb

from ledger.config import shipped

TRACKING = "tracking"
"""The table that says where a cache is; it is made by no migration."""
MAKE_TRACKING = (
    "create table tracking (digest varchar, position bigint, mark varchar, filled varchar[])"
)
FACT_LISTS = ("fact", "fact_apart")
"""The tables that list facts of every stored name."""

_FILLED = re.compile(
    r"^-- fact: (?P<name>\S+) (?P<version>\d+)\ncreate table (?P<table>\w+) \((?P<columns>.*?)\);",
    re.MULTILINE | re.DOTALL,
)
_COLUMN = re.compile(
    r"\s*\"?(\w+)\"? ((?:struct\(.*?\)|\w+)(?:\[\])?)(?: using compression \w+)?(?:,|\s*$)"
)

_PORTABLE = re.compile(
    r"^-- portable: (?P<view>\w+)\ncreate view (?P=view) as\n(?P<query>[^;]+);", re.MULTILINE
)

_HELD = re.compile(
    r"^-- held(?P<by_question> by question)?: (?P<view>\w+)\n"
    r"(?:-- of: (?P<of>[\w, ]+(?:\n--     [\w, ]+)*)\n)?"
    r"(?:-- where any: (?P<where_any>\w+)\n)?create table (?P<table>\w+)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class FactTable:
    """A table, the stored name that fills it, and the version of the fact that it has room for."""

    table: str
    stored_name: str
    version: int
    columns: Mapping[str, str] = field(compare=False)
    """The columns' names and types."""


@dataclass(frozen=True)
class HeldTable:
    """A table that keeps a view's rows, and the view."""

    table: str
    view: str
    by_question: bool
    """Whether claims on one question have nothing to do with those on another."""
    of: tuple[str, ...]
    """The view is empty unless one of these tables has a row; it may have rows if none is named."""
    where_any: str
    """A view that is asked sooner, and without a row of which there are none here; or ''."""


def migrations() -> list[Path]:
    """Return the shipped migrations in their order."""
    return sorted(shipped("migrations").glob("[0-9]*.sql"))


@cache
def schema_digest() -> str:
    """Return what tells this read model from any other: migrations and database version."""
    digest = hashlib.sha256(f"{duckdb.__version__} {MAKE_TRACKING}".encode())
    for migration in migrations():
        digest.update(migration.name.encode() + migration.read_bytes())
    return digest.hexdigest()


@cache
def fact_tables() -> tuple[FactTable, ...]:
    """Return the tables that facts fill, as the migrations' headers say."""
    found = _FILLED.finditer(_text())
    return tuple(
        FactTable(
            hit["table"], hit["name"], int(hit["version"]), dict(_COLUMN.findall(hit["columns"]))
        )
        for hit in found
    )


@cache
def held_tables() -> tuple[HeldTable, ...]:
    """Return the tables that keep the rows of a view, as the comments above them say."""
    return tuple(
        HeldTable(
            hit["table"],
            hit["view"],
            by_question=bool(hit["by_question"]),
            of=tuple(re.findall(r"\w+", hit["of"] or "")),
            where_any=hit["where_any"] or "",
        )
        for hit in _HELD.finditer(_text())
    )


@cache
def portable(view: str) -> str:
    """Return the SELECT of a view that other engines run as it stands; `KeyError` for others."""
    return {hit["view"]: hit["query"].strip() for hit in _PORTABLE.finditer(_text())}[view]


def apply(connection: duckdb.DuckDBPyConnection) -> None:
    """Make tables and views in an empty database."""
    for migration in migrations():
        connection.execute(migration.read_text(encoding="utf-8"))


def _text() -> str:
    return "\n".join(migration.read_text(encoding="utf-8") for migration in migrations())
