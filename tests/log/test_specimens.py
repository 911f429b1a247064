"""What was ever stored can be read for ever: a contract over every fact there is.

To add a fact: its class, its line in `FACTS`, its table in a migration, and the very bytes that
are stored for it in ``fixtures/facts/NAME.VERSION.json``, every field filled. A specimen that was
released is never edited; a new version gets one of its own beside it.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import duckdb
import pytest
from eventsourcing.persistence import StoredEvent

from ledger.domain.fact import New, Recorded
from ledger.domain.facts import FACTS
from ledger.domain.forecast import Quantile
from ledger.log.mapper import Envelope, head, to_recorded, to_stored
from ledger.log.reading import LogTail
from ledger.log.redacted import announced
from ledger.readmodel.catch_up import catch_up, room, track
from ledger.readmodel.migrate import apply, fact_tables, migrations
from tests.log.stored import SPECIMENS, specimen_path, write_raw

VERSIONS = [
    (name, version) for name, cls in FACTS.items() for version in range(1, cls.class_version + 1)
]
ENVELOPE_COLUMNS = {
    "position": "BIGINT",
    "stream": "VARCHAR",
    "version": "INTEGER",
    "recorded_at": "TIMESTAMP",
    "recorder": "VARCHAR",
    "batch": "VARCHAR",
}
SHARED_FIELDS = {"recorded_at", "recorder", "batch", "class_version"}
COLUMN_TYPES: dict[object, set[str]] = {
    str: {"VARCHAR"},
    bool: {"BOOLEAN"},
    int: {"INTEGER", "BIGINT"},
    date: {"DATE"},
    datetime: {"TIMESTAMP"},
    tuple: {"VARCHAR[]", "BIGINT[]", 'STRUCT("level" BIGINT, "value" VARCHAR)[]'},
}

over_every_version = pytest.mark.parametrize(
    ("name", "version"), VERSIONS, ids=[f"{name}.{version}" for name, version in VERSIONS]
)
over_every_fact = pytest.mark.parametrize("name", FACTS)


def frozen(name: str, version: int) -> bytes:
    return specimen_path(name, version).read_bytes()


def read(name: str, version: int) -> Recorded:
    return to_recorded(1, StoredEvent("a-stream", 1, name, frozen(name, version)))


def test_every_fact_has_a_specimen_of_every_version_and_no_specimen_is_left_over() -> None:
    expected = {specimen_path(name, version).name for name, version in VERSIONS}
    assert {path.name for path in SPECIMENS.iterdir()} == expected


def test_no_specimen_ends_in_a_line_break_that_an_editor_added() -> None:
    assert all(path.read_bytes().endswith(b"}") for path in SPECIMENS.iterdir())


@over_every_version
def test_a_specimen_shows_every_field_filled(name: str, version: int) -> None:
    fields = json.loads(frozen(name, version))
    assert fields["class_version"] == version
    assert fields.keys() >= SHARED_FIELDS
    assert all(value not in (None, "", []) for value in fields.values())


@over_every_version
def test_what_was_ever_stored_is_read(name: str, version: int) -> None:
    recorded = read(name, version)
    assert type(recorded.fact) is FACTS[name]
    fields = json.loads(frozen(name, version))
    assert recorded.recorder == fields["recorder"]
    assert recorded.batch == fields["batch"]
    assert recorded.recorded_at == datetime.fromisoformat(fields["recorded_at"])


@over_every_fact
def test_what_is_read_is_what_stands_there(name: str) -> None:
    cls = FACTS[name]
    fields = json.loads(frozen(name, cls.class_version))
    own = {field: value for field, value in fields.items() if field not in SHARED_FIELDS}
    assert read(name, cls.class_version).fact.model_dump(mode="json") == own


@over_every_fact
def test_what_is_written_today_is_the_specimen_to_the_byte(name: str) -> None:
    version = FACTS[name].class_version
    held = read(name, version)
    shared = head(Envelope(held.recorded_at, held.recorder, held.batch))
    assert to_stored(New(held.stream, held.fact), 1, shared).state == frozen(name, version)


# the tables


@pytest.fixture(scope="module")
def tables() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect()) as connection:
        apply(connection)
        track(connection)
        yield connection


@over_every_fact
def test_every_fact_has_one_table_with_room_for_its_version(name: str) -> None:
    versions = [table.version for table in fact_tables() if table.stored_name == name]
    assert versions == [FACTS[name].class_version]


def test_every_table_that_says_it_is_filled_by_a_fact_is() -> None:
    assert {table.stored_name for table in fact_tables()} == set(FACTS)
    text = "\n".join(path.read_text(encoding="utf-8") for path in migrations())
    assert len(fact_tables()) == len(re.findall(r"^-- fact:", text, re.MULTILINE))


@over_every_fact
def test_a_table_has_a_column_of_the_right_type_for_every_field_and_no_other(
    name: str, tables: duckdb.DuckDBPyConnection
) -> None:
    columns = described(tables, name)
    envelope = {column: columns.pop(column, None) for column in ENVELOPE_COLUMNS}
    assert envelope == ENVELOPE_COLUMNS
    fields = FACTS[name].model_fields
    assert columns.keys() == fields.keys()
    for field, info in fields.items():
        assert columns[field] in COLUMN_TYPES[plain(info.annotation)], field


@pytest.fixture(scope="module")
def caught_up(
    tables: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory
) -> duckdb.DuckDBPyConnection:
    """The read model of a log that holds every specimen."""
    directory = tmp_path_factory.mktemp("specimens") / "ledger"
    rows = [(f"{name}-{at}", name, frozen(name, at)) for name, at in VERSIONS]
    write_raw(directory, rows)
    tail = LogTail(directory)
    catch_up(tables, tail.lines(0, room()), tail.position, tail.mark)
    return tables


@over_every_version
def test_both_readers_read_the_same(
    name: str, version: int, caught_up: duckdb.DuckDBPyConnection
) -> None:
    held = read(name, version)
    expected = [as_column(value) for _, value in held.fact]
    columns = ", ".join(f'"{field}"' for field, _ in held.fact) or "null"
    found = caught_up.execute(
        f"select {columns}, recorded_at, recorder, batch from {table_of(name)} where stream = ?",
        [f"{name}-{version}"],
    ).fetchall()
    envelope = [as_column(held.recorded_at), held.recorder, held.batch]
    assert list(found[0]) == [*(expected or [None]), *envelope]
    assert len(found) == 1


def test_the_list_of_all_facts_holds_each_once(caught_up: duckdb.DuckDBPyConnection) -> None:
    found = caught_up.execute("select position, name from fact order by 1").fetchall()
    assert found == [(at, name) for at, (name, _) in enumerate(VERSIONS, 1)]


def table_of(name: str) -> str:
    return next(table.table for table in fact_tables() if table.stored_name == name)


def described(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    rows = connection.execute(f"describe {table_of(name)}").fetchall()
    return {str(row[0]): str(row[1]) for row in rows}


def plain(annotation: Any) -> object:  # noqa: ANN401 any annotation there is
    """Return the plain type behind an annotation: what remains without None, limits and words."""
    origin = get_origin(annotation)
    if origin in {Union, types.UnionType}:
        (only,) = {plain(part) for part in get_args(annotation) if part is not type(None)}
        return only
    if origin is Annotated:
        return plain(get_args(annotation)[0])
    if origin is Literal:
        (only,) = {type(word) for word in get_args(annotation)}
        return only
    return origin or annotation


def as_column(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)
    if isinstance(value, tuple):
        return [dict(one) if isinstance(one, Quantile) else one for one in value]
    return value


@pytest.mark.parametrize("version", range(1, FACTS["fact.redacted"].class_version + 1))
def test_whoever_checks_a_seal_reads_an_announcement_of_any_version(version: int) -> None:
    """All that could be redacted when announcements were of version 1 was of version 1."""
    content, class_version = announced(frozen("fact.redacted", version))
    assert (len(content), class_version) == (32, 1)
