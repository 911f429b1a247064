"""Whatever statement is asked: no file, no network, no change, and never more than its bounds."""

from __future__ import annotations

import hashlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from ledger.cli.answering import OWN_MEMORY, amount
from ledger.cli.confined import Confined, Job
from ledger.cli.selecting import LARGEST_ANSWER, MOST_ROWS
from ledger.errors import LedgerError, Unreadable
from tests.cli.running import environment

UNREADABLE = "what nobody who asks may read"
MEMORY = "100MB"

FORBIDDEN = r"""
from read_csv('SECRET')
from read_text('SECRET')
from read_blob('SECRET')
from read_json('SECRET')
from read_json_objects('SECRET')
from read_ndjson_auto('SECRET')
from read_parquet('SECRET')
from 'SECRET'
from glob('FOLDER/*')
from sniff_csv('SECRET')
from parquet_metadata('SECRET')
from parquet_schema('SECRET')
from query('from read_text(''SECRET'')')
from query_table('SECRET')
from sqlite_scan('LEDGER/ledger.sqlite', 'fact')
select content from read_text(['SECRET'])
with stolen as (from read_text('SECRET')) from stolen
select (select content from read_text('SECRET')) from claims
explain analyze select * from read_text('SECRET')
from json_execute_serialized_sql(json_serialize_sql('select * from read_text(''SECRET'')'))
copy claims to 'FOLDER/stolen.csv'
copy (select 1) to 'FOLDER/stolen.parquet' (format parquet)
copy claims from 'SECRET'
explain analyze copy claims to 'FOLDER/stolen.csv'
explain (analyze) copy claims to 'FOLDER/stolen.csv'
export database 'FOLDER/stolen'
import database 'FOLDER'
attach 'FOLDER/other.duckdb'
attach ':memory:' as other
detach ledger
from read_csv('http://127.0.0.1:PORT/x.csv')
from 'http://127.0.0.1:PORT/x.parquet'
from read_text('https://127.0.0.1:PORT/x')
from read_csv('s3://127.0.0.1:PORT/x')
attach 'http://127.0.0.1:PORT/x.duckdb'
install httpfs
install spatial from 'http://127.0.0.1:PORT'
load httpfs
load 'FOLDER/x.duckdb_extension'
create secret (type s3, key_id 'a', secret 'b')
from duckdb_secrets()
insert into fact values (1)
update fact set stream = 'x'
delete from fact
truncate fact
with gone as (delete from fact returning *) from gone
explain analyze delete from fact
explain analyze create table memory.mine as select 1
explain /* analyze */ analyze insert into fact values (1)
drop view claims
alter table fact rename to other
create table mine (a integer)
create temp table mine as select 1
create view mine as select 1
create macro mine() as 1
create sequence mine
comment on table fact is 'x'
begin transaction
checkpoint
force checkpoint
vacuum
use memory
set memory_limit = '100GB'
set global threads = 1
set enable_external_access = true
set lock_configuration = false
set variable as_of_day = date '2000-01-01'
reset memory_limit
pragma enable_profiling
pragma memory_limit = '100GB'
explain analyze set memory_limit = '100GB'
from enable_logging('QueryLog', storage_path = 'FOLDER/stolen')
call pragma_version()
prepare mine as select 1
execute mine
select 1; drop view claims
select 1; select 2
from sys
from os
select * from job
select getenv('HOME')
select error('no such thing')
""".strip().splitlines()

HEAVY = """
select repeat('x', 3000000000)
select length(repeat('x', 3000000000))
select repeat('x', 1000000) from range(1000)
select list(range) from range(200000000)
select printf('%1000000000d', 1)
select count(distinct hash(range)) from range(100000000)
with recursive t(a) as (select 'x' union all select a || a from t) select length(a) from t
""".strip().splitlines()

ENDLESS = """
select count(*) from range(1000000000000) t(a) where hash(a) = 1
select sum(sin(a)) from range(1000000000000) t(a)
select max(hash(a, b, c)) from range(30000) s(a), range(30000) t(b), range(30000) u(c)
""".strip().splitlines()

ASKING = """
import resource, sys
from ledger.cli.confined import Confined, Job
from ledger.errors import LedgerError

with Confined() as views:
    views.open(Job(sys.argv[1], None, "2026-11-25", sys.argv[2]))
    for statement in sys.argv[3:]:
        try:
            print(views.ask(statement, 60))
        except LedgerError as error:
            print(error.sentence)
    assert views.ask("select 1 as one", 60).rows == [{"one": 1}]
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""
"""A program that asks, and tells what it was told and how much memory that took at most."""

DEEP = {
    "parentheses": "select " + "(" * 100_000 + "1" + ")" * 100_000,
    "lists": "select " + "[" * 100 + "]" * 100,
    "very many lists": "select " + "[" * 3_000 + "]" * 3_000,
    "subqueries": "from " + "(from " * 2_000 + "claims" + ")" * 2_000,
    "negations": "select " + "not " * 50_000 + "true",
    "cases": "select " + "case when true then " * 5_000 + "1" + " end" * 5_000,
}


@dataclass(frozen=True)
class Place:
    """A ledger, a file beside it that nobody may read, and a port that nobody may call."""

    ledger: Path
    secret: Path
    port: int

    def meant(self, statement: str) -> str:
        """Return a statement as it is asked here."""
        names = {"SECRET": self.secret, "FOLDER": self.secret.parent, "LEDGER": self.ledger}
        for name, path in names.items():
            statement = statement.replace(name, str(path))
        return statement.replace("PORT", str(self.port))

    def state(self) -> dict[str, str]:
        """Return every file here with a digest of what it holds."""
        files = [path for path in self.secret.parent.rglob("*") if path.is_file()]
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A server that would hear any call."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.setblocking(False)
        yield server


@pytest.fixture
def place(seeded: Path, tmp_path: Path, listening: socket.socket) -> Place:
    secret = tmp_path / "secret.csv"
    secret.write_text(f"{UNREADABLE}\n1\n")
    return Place(seeded, secret, listening.getsockname()[1])


@pytest.fixture
def views(place: Place) -> Iterator[Confined]:
    with Confined() as confined:
        confined.open(Job(str(place.ledger), None, "2026-11-25", MEMORY))
        yield confined


def refused(views: Confined, statement: str, seconds: float = 10) -> str:
    """Return what is said of a statement that must be refused, with a remedy, and within time."""
    begun = time.perf_counter()
    with pytest.raises(LedgerError) as answer:
        views.ask(statement, seconds)
    assert time.perf_counter() - begun < seconds + 10
    assert answer.value.remedy
    return answer.value.sentence


def test_no_statement_reads_a_file_calls_anybody_or_changes_anything(
    views: Confined, place: Place, listening: socket.socket
) -> None:
    assert len(FORBIDDEN) >= 43
    before = place.state()
    told = {statement: refused(views, place.meant(statement)) for statement in FORBIDDEN}
    assert not [statement for statement, said in told.items() if UNREADABLE in said]
    assert place.state() == before
    with pytest.raises(BlockingIOError):
        listening.accept()
    assert views.ask("select count(*) as n from claims", 10).rows == [{"n": 32}]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory")
def test_no_statement_takes_more_memory_than_it_may(place: Place) -> None:
    told = subprocess.run(
        [sys.executable, "-c", ASKING, str(place.ledger), MEMORY, *HEAVY],
        env=environment(), capture_output=True, check=True, text=True,
    )  # fmt: skip
    *said, most = told.stdout.splitlines()
    assert said == ["the statement needs more memory than it may take"] * len(HEAVY)
    assert int(most) < amount(MEMORY) + OWN_MEMORY + 150_000_000


def test_no_statement_takes_more_time_than_it_may(views: Confined) -> None:
    for statement in ENDLESS:
        assert refused(views, statement, 0.5) == "stopped after 0.5 seconds"
    assert views.ask("select 1 as one", 10).rows == [{"one": 1}]


def test_no_more_comes_back_than_may(place: Place) -> None:
    with Confined() as views:
        views.open(Job(str(place.ledger), None, "2026-11-25", "2GB"))
        answer = views.ask("from range(100001)", 30)
        assert (len(answer.rows), answer.more) == (MOST_ROWS, True)
        too_large = f"select repeat('x', {LARGEST_ANSWER // 20}) from range(21)"
        assert refused(views, too_large, 30) == "the answer is larger than 64 MB"


def test_no_nesting_is_too_deep_to_be_answered(views: Confined) -> None:
    assert {len(refused(views, statement, 20)) < 1_000 for statement in DEEP.values()} == {True}


def test_a_message_is_short_however_long_the_statement(views: Confined) -> None:
    assert len(refused(views, f'select "{"a" * 1_000_000}"', 20)) < 1_000
    assert len(refused(views, "select error(repeat('long ', 1000000))", 20)) < 1_000


@pytest.mark.parametrize(
    ("memory", "expected"),
    [("500MB", 500_000_000), ("2 GiB", 2**31), ("1.5gb", 1_500_000_000), ("64KiB", 65_536)],
)
def test_an_amount_of_memory_is_read_as_it_is_written(memory: str, expected: int) -> None:
    assert amount(memory) == expected


def test_a_process_that_is_gone_is_said_and_another_takes_its_place(views: Confined) -> None:
    process = views._process
    assert process is not None
    process.kill()
    process.wait()
    with pytest.raises(Unreadable, match="brought down the process"):
        views.ask("select 1 as one", 10)
    assert views.ask("select 1 as one", 10).rows == [{"one": 1}]
