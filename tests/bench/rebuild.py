"""The read model made anew, beside the least that must be done, and beside the library.

Run it as ``python -m tests.bench.rebuild``. Invariant: the database that only explodes JSON has
every fact in memory before it is timed, and fills the tables that the migrations declare.
"""

from __future__ import annotations

import json
import re
import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ledger import Ledger
from tests.bench import prepared
from tests.bench.pairing import Answer, Bench, Pair, Work, run
from tests.bench.startup import CHECKOUT

if TYPE_CHECKING:
    import duckdb

_TABLE = re.compile(
    r"^-- fact: (?P<name>\S+) \d+\n(?P<made>create table (?P<table>\w+) \(.*?\n\);)",
    re.MULTILINE | re.DOTALL,
)
_OWN = ("position", "stream", "version")


def prepare(place: Path, size: int) -> None:
    """Make the ledger."""
    prepared.ledger(place, size)


def ours(place: Path, size: int) -> Work:
    """Return the work of opening a session where there is no read model."""
    directory = prepared.ledger(place, size)
    shutil.rmtree(directory / "cache", ignore_errors=True)

    def work() -> Answer:
        with closing(Ledger.open(directory)) as ledger:
            with ledger.session() as session:
                found = session.rows("select count(*) as n from claim_recorded")
            return {"facts": ledger.position(), "claims": found[0]["n"]}

    return work


def exploding(place: Path, size: int) -> Work:
    """Return the work of one insert for each stored name, from JSON that is in memory already."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    connection.execute(
        "create table held (position bigint, stream varchar, version integer, name varchar, "
        "state varchar)"
    )
    position = 0
    for page in prepared.facts(prepared.ledger(place, size)):
        rows = [(position + n, a, b, c, _text(d)) for n, (a, b, c, d) in enumerate(page, 1)]
        position += len(rows)
        with connection.appender("held") as appender:
            appender.append_rows(rows)
    tables = _tables(connection)

    def work() -> Answer:
        named = connection.execute("select distinct name from held").fetchall()
        filled = {name: _explode(connection, tables[name], name) for (name,) in named}
        return {"facts": sum(filled.values()), "claims": filled["claim.recorded"]}

    return work


def library(place: Path, size: int) -> Work:
    """Return the work of reading the log, page by page, and making facts of it."""
    directory = prepared.ledger(place, size)

    def work() -> Answer:
        with closing(Ledger.open(directory)) as ledger:
            return {"facts": sum(1 for _ in ledger.log.after(0))}

    return work


def _text(state: object) -> str:
    return state.decode() if isinstance(state, bytes) else str(state)


def _tables(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Make the tables that facts fill, as the migrations declare them; return them by name."""
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted((CHECKOUT / "migrations").glob("[0-9]*.sql"))
    )
    found = list(_TABLE.finditer(text))
    for one in found:
        connection.execute(one["made"])
    return {one["name"]: one["table"] for one in found}


def _explode(connection: duckdb.DuckDBPyConnection, table: str, name: str) -> int:
    described = connection.execute(f"describe {table}").fetchall()
    shape = {column: _shape(kind) for column, kind, *_ in described if column not in _OWN}
    inserted = connection.execute(
        f"""
        insert into {table}
        select position, stream, version, s.*
        from (select *, from_json_strict(state, '{json.dumps(shape)}') as s from held
              where name = ?)
        order by position
        """,
        [name],
    )
    return int(inserted.fetchall()[0][0])


def _shape(kind: str) -> object:
    from duckdb.sqltypes import DuckDBPyType

    if kind.endswith("[]"):
        return [_shape(kind.removesuffix("[]"))]
    if kind.startswith("STRUCT"):
        return {name: str(part) for name, part in DuckDBPyType(kind).children}
    return "VARCHAR" if kind.startswith("ENUM") else kind


BENCH = Bench(
    "rebuild",
    {"read model": ours, "DuckDB, JSON in memory": exploding, "log through the library": library},
    [
        Pair("rebuild of the read model", "read model", "DuckDB, JSON in memory", 2.5),
        Pair("rebuild of the read model", "read model", "log through the library", 0.5),
    ],
    prepare,
)


if __name__ == "__main__":
    run(BENCH)
