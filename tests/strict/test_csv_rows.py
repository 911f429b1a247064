"""CSV to the letter: each row with its line, and a clear end where it cannot be told any more."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import Malformed
from ledger.strict import csv_rows
from ledger.strict.csv_rows import LONGEST_FIELD, MOST_COLUMNS

FIELDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
ROWS = st.lists(st.lists(FIELDS, min_size=1, max_size=5), max_size=8)

NASTY: dict[str, tuple[bytes, int, str]] = {
    "open quote": (b'a,b\n1,2\n3,"4\n' + b"5,6\n" * 50, 3, "not CSV from here on"),
    "text after a quote": (b'a,b\n"1"x,2\n', 2, "not CSV from here on"),
    "NUL": (b"a,b\n1,\x002\n", 2, "not a text file"),
    "half a character": (b"a,b\n1,2\n3,\xff\n", 3, "not UTF-8"),
    "UTF-16": ("a,b\n".encode("utf-16"), 1, "not UTF-8"),
    "long field": (b"a\n" + b"x" * (LONGEST_FIELD + 1), 2, "field larger than field limit"),
    "open quote in a large file": (b'a\n"' + b"x\n" * 1_000_000, 2, "field larger"),
    "many columns": (b"a,b\n" + b"," * MOST_COLUMNS, 2, "257 fields"),
}


@given(ROWS)
def test_what_was_written_is_read(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    assert [row for _, row in csv_rows(out.getvalue().encode())] == rows


def test_the_line_on_which_a_row_begins_is_told_and_blank_lines_are_none() -> None:
    content = b'\xef\xbb\xbfa,b\r\n\r\n"1\r\n2",3\r\n4,5'
    assert list(csv_rows(content)) == [(1, ["a", "b"]), (3, ["1\r\n2", "3"]), (5, ["4", "5"])]


@pytest.mark.parametrize("kind", NASTY)
def test_where_it_cannot_be_told_what_a_row_is_reading_ends(kind: str) -> None:
    content, line, part = NASTY[kind]
    with pytest.raises(Malformed) as refused:
        list(csv_rows(content))
    assert refused.value.line == line
    assert part in refused.value.problem
    assert refused.value.remedy


def test_a_field_as_long_as_is_allowed_is_read() -> None:
    assert list(csv_rows(b"x" * LONGEST_FIELD)) == [(1, ["x" * LONGEST_FIELD])]


def test_a_file_larger_than_allowed_is_not_looked_into() -> None:
    with pytest.raises(Malformed, match="larger than 5 bytes"):
        csv_rows(b"a,b\n1,2\n", largest=5)
