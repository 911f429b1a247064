"""A CSV of answers: rows as they are written, or why they cannot be read."""

from __future__ import annotations

import pytest

from ledger.importers.answers import Answer, read


def test_a_row_is_read_with_what_it_says_and_nothing_else() -> None:
    content = (
        "ID, Outcome ,evidence,on,colour\r\n"
        'kqzt,yes,"https://a.example/?a;b; gazette\n p. 3 ;",2026-01-02,red\r\n'
        "\r\n"
        "mdqb, no ,,,\r\n"
    )
    found = read("a.csv", content.encode())
    evidence = ("https://a.example/?a;b", "gazette", "p. 3")
    assert found.rows == [
        Answer(2, "kqzt", "yes", "2026-01-02", None, evidence, None, ""),
        Answer(5, "mdqb", "no", None, None, (), None, ""),
    ]
    assert (found.refusals, found.remarks) == ([], ["columns that are not read: colour"])


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "it needs a column outcome and one of question, id"),
        ("question\nfirst\n", "it needs a column outcome"),
        ("question,id,outcome\nfirst,,no\n", "one of question, id"),
        ("id,outcome,outcome\na,b,c\n", "columns stand twice: outcome"),
        ('id,outcome\na,"no\n', "it is not CSV from here on"),
        ("id,outcome\na,n\0o\n", "it is not a text file"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(content: str, problem: str) -> None:
    found = read("a.csv", content.encode())
    assert found.rows == []
    assert [problem in one.problem for one in found.refusals] == [True]


def test_a_row_that_lacks_something_is_refused_with_its_line_and_field() -> None:
    found = read("a.csv", b"question,outcome\n,no\nfirst,\nsecond\nthird,no\n")
    assert [(one.line, one.field) for one in found.refusals] == [
        (2, "question"), (3, "outcome"), (4, ""),
    ]  # fmt: skip
    assert [row.target for row in found.rows] == ["third"]
