"""Every table in every format: the same values, and the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest

from ledger import Ledger
from ledger.exporters import EXPORTERS, RAW
from ledger.exporters.spelling import HARMLESS, INERT
from ledger.exporters.values import flat, json_text, plain, safe
from ledger.readmodel.queries import TABLES
from ledger.readmodel.session import Rows, Session
from ledger.spreadsheet import formula_safe
from ledger.tables import Table
from ledger.visible import visible_lines
from tests.cli.running import in_process
from tests.exporters.conftest import HARD

Done = TypeVar("Done")
Asking = Callable[[str], Table]


class Held:
    """A ledger with one session open, for all the formats that write a table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask(self, query: str, parameters: Sequence[object] = (), *_: object, **__: object) -> Rows:
        return self._session.rows(query, parameters or None)

    @contextmanager
    def asking(self, *_: object, **__: object) -> Iterator[Session]:
        yield self._session

    session = asking

    def look(self, work: Callable[[Session], Done], *_: object, **__: object) -> Done:
        return work(self._session)


@contextmanager
def opened(ledger: Ledger, name: str) -> Iterator[Table]:
    with ledger.asking(TABLES[name]) as session:
        yield Table(Held(session), TABLES[name])


@pytest.fixture
def asked(ledger: Ledger) -> Iterator[Callable[[str], Table]]:
    with ExitStack() as held:
        yield lambda name: held.enter_context(opened(ledger, name))


def written(table: Table, form: str) -> bytes:
    out = io.BytesIO()
    EXPORTERS[form](table, out)
    return out.getvalue()


def written_raw(table: Table, form: str) -> bytes:
    out = io.BytesIO()
    RAW[form](table, out)
    return out.getvalue()


def in_all_formats(ledger: Ledger) -> dict[tuple[str, str], bytes]:
    found = {}
    for name in TABLES:
        with opened(ledger, name) as table:
            found.update({(name, form): written(table, form) for form in EXPORTERS})
    return found


def test_before_a_change_and_after_its_undo_every_byte_is_the_same(
    ledger: Ledger, today: str
) -> None:
    directory = ["--ledger", str(ledger.directory)]
    before = in_all_formats(ledger)
    assert len(before) == len(TABLES) * 6
    assert {name for (name, _), content in before.items() if today.encode() in content} == {
        "claims",
        "replies",
        "scores",
    }
    for name in ("claims", "replies", "scores"):  # a day is in no row but as when it was recorded
        told = [row | {"recorded_at": None} for row in ledger.table(name).rows()]
        assert today not in json.dumps(told, default=str)
    for change in (
        ["resolve", "invasion", "no", "--correct"],
        ["edit", "fnghdcbb", "-p", "10%", "--set", "venue=Geneva"],
    ):
        assert in_process([*change, *directory]).code == 0
    during = written(ledger.table("claims"), "csv")
    assert during != before["claims", "csv"]
    for _ in range(2):
        assert in_process(["undo", *directory]).code == 0
    assert in_all_formats(ledger) == before


@pytest.mark.parametrize("name", TABLES)
def test_all_formats_hold_the_same_values(name: str, asked: Asking) -> None:
    table = asked(name)
    rows = [plain(row) for row in table.rows()]
    assert rows
    assert json.loads(written(table, "json")) == rows
    assert [json.loads(line) for line in written(table, "jsonl").splitlines()] == rows
    cells = [[flat(value) for value in row.values()] for row in table.rows()]
    for form, separator in (("csv", ","), ("tsv", "\t")):
        assert delimited(written_raw(table, form), separator) == [table.columns(), *cells]
    assert parquet(written(table, "parquet")) == rows


@pytest.mark.parametrize("name", TABLES)
def test_what_the_database_writes_is_what_would_be_written_cell_by_cell(
    name: str, asked: Asking
) -> None:
    assert_the_same_lines(asked(name))


def test_so_it_is_with_texts_and_numbers_of_any_look(ledger: Ledger) -> None:
    texts = [
        "",
        " ",
        "a",
        "-5",
        "+1",
        "a=b",
        "=a",
        " =a",
        "'",
        '"',
        "a;b",
        "a; =1",
        "\\",
        "é",
        HARD,
    ]
    texts += [
        "\u00a0x",
        "\x00",
        "\t",
        "\n",
        "\u2212",
        "\uff1d",
        "\u00ad",
        "a\u0301",
        "漢",
        "\u202ex",
    ]
    numbers = [0.1, -0.0, 1e-5, 1e16, 1e22, 5e-324, 1 / 3, 12345678.9, 2.0**60]
    query = """
        select text, [text, 'plain', text] as texts, [text, null] as holes,
            nullif(text, 'a') as n, unnest(?::double[]) as x, true as y, [1, 2] as list,
            date '0999-01-02' as d, timestamp '2026-01-02 03:04:05' as t, 1.50 as fix,
            (123456789012345678901234567890.123456::decimal(38, 6)) as wide,
            case when text > 'b' then {'a': text} end as made,
            170141183460469231731::hugeint as whole
        from (select unnest(?::varchar[]) as text)
    """
    assert_the_same_lines(Table(ledger, query, None, (numbers, texts)))
    only = f"select * exclude (list, holes, made) from ({query})"
    assert_the_same_lines(Table(ledger, only, None, (numbers, texts)))


def test_numbers_that_json_has_not_are_refused_there_and_written_in_cells(ledger: Ledger) -> None:
    table = Table(ledger, "select 'nan'::double as x, '-inf'::double as y")
    assert written(table, "csv") == b"x,y\nnan,-inf\n"
    with pytest.raises(ValueError, match="not JSON compliant"):
        written(table, "jsonl")


def test_text_that_the_database_may_write_is_shown_as_it_is() -> None:
    """What is plain to the database is what nothing would be done to, in any place of a text."""
    harmless, inert = (re.sub(r"\\x\{(\w+)\}", r"\\u\1", text) for text in (HARMLESS, INERT))
    harmless, inert = (
        re.sub(r"\\u(\w+)", lambda hit: chr(int(hit[1], 16)), text) for text in (harmless, inert)
    )
    for char in map(chr, range(0x11000)):
        if re.fullmatch(harmless, char):
            assert visible_lines(char) == char
            assert formula_safe(f"a{char}") == f"a{char}"
        if re.fullmatch(inert, char):
            assert formula_safe(f"{char}1") == f"{char}1"


def assert_the_same_lines(table: Table) -> None:
    rows = table.rows()
    head = ",".join(table.columns()) + "\n"
    assert written(table, "jsonl") == b"".join(json_text(plain(row)) + b"\n" for row in rows)
    for write, spell in ((written, safe), (written_raw, flat)):
        lines = (",".join(cell(spell(value)) for value in row.values()) for row in rows)
        assert write(table, "csv").decode() == head + "".join(f"{line}\n" for line in lines)


def cell(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if re.search('[,"\r\n]', text) else text


def test_a_parquet_file_is_the_same_bytes_in_any_number_of_threads(
    ledger: Ledger, tmp_path: Path
) -> None:
    found = set()
    with ledger.session() as session:
        for threads in (1, 2, 4):
            session.connection.execute(f"set threads = {threads}")
            path = tmp_path / f"{threads}.parquet"
            query = "select i * 7919 % 300007 as i, 'text ' || i as t from range(300007) r(i)"
            assert session.save_parquet(f"{query} order by 1", path) == 300007
            found.add(path.read_bytes())
    assert len(found) == 1


@pytest.mark.parametrize("name", TABLES)
def test_markdown_has_as_many_cells_in_every_line(name: str, asked: Asking) -> None:
    table = asked(name)
    lines = written(table, "md").decode().splitlines()
    assert len(lines) == 2 + len(table.rows())
    bars = {line.replace("\\\\", "").replace("\\|", "").count("|") for line in lines}
    assert bars == {len(table.columns()) + 1}


def test_hard_words_come_back_from_every_format(asked: Asking) -> None:
    table = asked("claims")
    column = table.columns().index("quote")
    found = {
        "json": [row["quote"] for row in json.loads(written(table, "json"))],
        "parquet": [row["quote"] for row in parquet(written(table, "parquet"))],
        "csv": [row[column] for row in delimited(written_raw(table, "csv"), ",")],
        "tsv": [row[column] for row in delimited(written_raw(table, "tsv"), "\t")],
    }
    assert {form: HARD in quotes for form, quotes in found.items()} == dict.fromkeys(found, True)


@pytest.mark.parametrize("name", TABLES)
def test_only_texts_that_would_act_are_other_in_a_cell_than_to_the_letter(
    name: str, asked: Asking
) -> None:
    table = asked(name)
    for form, separator in (("csv", ","), ("tsv", "\t")):
        letters, cells = (
            [cell for row in delimited(content, separator)[1:] for cell in row]
            for content in (written_raw(table, form), written(table, form))
        )
        other = [at for at, cell in enumerate(cells) if cell != letters[at]]
        for at in other:
            assert letters[at].startswith(HARD)
            assert cells[at].startswith(formula_safe(HARD))
            assert visible_lines(cells[at]) == cells[at]


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_every_text_of_a_list_is_made_safe_by_itself(form: str, ledger: Ledger) -> None:
    table = Table(ledger, "select ['plain', '=1+1', '-5'] as topics, -0.5 as p, '-x' as said")
    [_, cells] = delimited(written(table, form), "," if form == "csv" else "\t")
    assert cells == ["plain; '=1+1; -5", "-0.5", "'-x"]


def test_markdown_acts_on_none_of_the_words(ledger: Ledger) -> None:
    text = written(ledger.table("claims"), "md").decode()
    [line] = [line for line in text.splitlines() if "漢字" in line]
    assert r"\|e\| \`f\` new line" in line
    assert r"\x1b\[31m \u202e \<b\>\[x\](y)\</b\>" in line
    assert "\x1b" not in text


@pytest.mark.parametrize("text", ["&#x202e;evil", "~~gone~~", "$x$", "&lt;b&gt;", "![a](b)", "a|b"])
def test_nothing_that_markdown_renders_is_left_unescaped(text: str, ledger: Ledger) -> None:
    content = written(Table(ledger, "select ? as said", None, (text,)), "md").decode()
    cell = content.splitlines()[2].removeprefix("| ").removesuffix(" |")
    assert re.sub(r"\\([^\w\s])", r"\1", cell) == text
    assert not re.search(r"(?<!\\)[|<>\[\]*_`~$&]", cell)


@pytest.mark.parametrize("form", EXPORTERS)
def test_a_table_without_rows_has_its_columns_where_there_are_columns(
    form: str, ledger: Ledger
) -> None:
    table = Table(ledger, "from claims where false")
    content = written(table, form)
    expected: dict[str, Any] = {"json": b"[]\n", "jsonl": b""}
    if form in expected:
        assert content == expected[form]
    elif form == "parquet":
        assert parquet(content) == []
        assert columns_of(content) == table.columns()
    else:
        assert content.count(b"\n") == (2 if form == "md" else 1)
        assert b"commentator" in content


def test_parquet_has_types_for_data_frames(ledger: Ledger) -> None:
    parquet_file = pytest.importorskip("pyarrow.parquet")
    schema = parquet_file.read_schema(io.BytesIO(written(ledger.table("claims"), "parquet")))
    types = {name: str(schema.field(name).type) for name in schema.names}
    assert types["said_on"] == "date32[day]"
    assert types["p"] == "double"
    assert types["simulated"] == "bool"
    assert types["topics"].startswith("list<")


def test_values_are_written_alike_in_every_text(ledger: Ledger) -> None:
    [row] = ledger.ask("select null as a, true as b, false as c, [1, 2] as d, [] as e, 0.1 as f")
    assert [flat(value) for value in row.values()] == ["", "true", "false", "1; 2", "", "0.1"]
    [row] = ledger.ask("select date '2026-01-02' as a, timestamp '2026-01-02 03:04:05' as b")
    assert plain(row) == {"a": "2026-01-02", "b": "2026-01-02T03:04:05.000000Z"}


def delimited(content: bytes, separator: str) -> list[list[str]]:
    text = io.StringIO(content.decode(), newline="")
    return list(csv.reader(text, delimiter=separator, strict=True))


def parquet(content: bytes) -> list[Any]:
    reader = pytest.importorskip("pyarrow.parquet")
    return [plain(row) for row in reader.read_table(io.BytesIO(content)).to_pylist()]


def columns_of(content: bytes) -> list[str]:
    names: list[str] = pytest.importorskip("pyarrow.parquet").read_schema(io.BytesIO(content)).names
    return names
