"""What `--json` prints: as its schema says, for every verb, and only the fields that are named."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ledger.cli.fields import taken
from ledger.cli.shapes import SHAPES, fields, schema
from ledger.errors import Unreadable
from tests import columns
from tests.cli.parsing import every_verb
from tests.cli.running import ARTICLES, Claims

LOOKING = """
    add "Zinc up" --by "Ann Bell" --said 2026-03-14 --source none --due 2027-12-31 -p 60%
    due --all
    review
    dashboard
    dashboard --explain
    dashboard by:Guterres
    dashboard --by person
    dashboard --by person:Guterres
    dashboard --by story
    dashboard --by story:ukraine-2022
    dashboard --by question
    dashboard --by question:invasion
    dashboard --by words
    dashboard --by topic
    dashboard --by due
    compare Trenin "Bloomberg (reporters)" --kind all --pooled
    sensitivity
    list
    search invasion
    browse is:intent
    read "it will not happen"
    read --lexicons
    coverage
    methods
    preregister
    show invasion
    show fnghdcbb
    log
    log invasion
    coder list
    coder agree
    coder adjudicate
    coder codebook
    score show
    score show --by topic,year
    score explain fnghdcbb
    score explain Guterres
    plan list
    person Guterres
    person list
    source nyt-2022-01-21
    source list
    export scoreboard
    sql "select 1 as one"
    verify
    clock
    doctor
    tour --list
    config
    config path
    completion bash
    help
    help scoring brier
    schema
    schema list
"""
WRITING = """
    resolve invasion no --correct
    reopen invasion
    resolve invasion yes --on 2022-02-24
    dispute invasion --reason "it began in 2014"
    reply fnghdcbb "it was a hope" --by Guterres
    preregister --score brier
    plan add daily --corpus "the daily" --rule all
    plan daily
    plan withdraw daily --reason "no time"
    person alias Guterres "The SG"
    person rename Guterres "A. Guterres"
    person merge "A. Guterres" Zhuravleva
    source add copper-2026
    source link copper-2026 nyt-2022-01-21
    source retract copper-2026 --reason "taken back"
    coder assign lena,tom story:ukraine-2022
    coder export --coder lena
    coder open --coder lena
    coder conclude
    edit invasion --set criteria="as the UN says" --reason "clearer"
    reject "we hope so" --by "Ann Bell" --new-person --reason "a hope" --said 2022-01-14
    undo
    redo
    seal
    key
    checkpoint --all
    prove fnghdcbb
    prove fnghdcbb -o proof.json
    backup copy.sqlite
    restore copy.sqlite --ledger again
    withdraw fnghdcbb --reason "no claim"
"""


def lines(text: str) -> list[str]:
    """Return the command lines of a block."""
    return [line.strip() for line in text.strip().splitlines()]


def held_to_its_schema(line: str, claims: Claims) -> str:
    """Run a command line with `--json`, hold what it prints to the schema, and return its verb."""
    words = shlex.split(line)
    said = claims(*words, "--json").done()
    verb = verb_of(words)
    validator = Draft202012Validator(
        schema(verb), format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    wrong = [
        f"{'/'.join(map(str, one.path))}: {one.message}" for one in validator.iter_errors(said.json)
    ]
    assert not wrong, f"{line}\n" + "\n".join(wrong[:5])
    return verb


def verb_of(words: list[str]) -> str:
    """Return the verb that a command line calls, as the schemas are listed."""
    for name in (" ".join(words[:2]), f"{words[0]} show", words[0]):
        if name in SHAPES:
            return name
    raise AssertionError(words)


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("line", lines(LOOKING))
def test_what_looks_prints_what_its_schema_says(line: str, claims: Claims) -> None:
    held_to_its_schema(line, claims)


def test_what_writes_prints_what_its_schema_says(
    claims: Claims, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    held_to_its_schema(shlex.join(["import", *ARTICLES]), claims)
    for line in lines(WRITING):
        held_to_its_schema(line, claims)
    Path("press.pub").write_text(claims("key").done().out, encoding="utf-8")
    claims("coder", "export", "--coder", "lena", "-o", "lena.jsonl").done()
    claims("export", "cells", "-o", "cells.parquet").done()
    posed = claims("log", "invasion", "--json").json[0]["position"]
    for line in (
        "check-proof proof.json --key press.pub",
        "merge-cells cells.parquet",
        "coder import lena.jsonl",
        f"redact {posed} --reason 'a name in it'",
        "demo --seed-articles-only --ledger demo",
    ):
        held_to_its_schema(line, claims)


def test_every_verb_has_a_schema_and_is_held_to_it() -> None:
    assert set(SHAPES) == {" ".join(verb) for verb in every_verb()}
    tried = {verb_of(shlex.split(line)) for line in (*lines(LOOKING), *lines(WRITING))}
    apart = {"import", "demo", "check-proof", "redact", "coder import", "merge-cells"}
    assert set(SHAPES) - tried == apart


def test_every_schema_is_one() -> None:
    for verb in SHAPES:
        Draft202012Validator.check_schema(schema(verb))


def test_the_columns_are_as_the_migrations_make_them() -> None:
    assert columns.FILE.read_text(encoding="utf-8") == columns.text()


@pytest.mark.parametrize("verb", [name for name in SHAPES if not fields(name)[1]])
def test_an_unknown_field_is_refused_before_anything_is_done(verb: str, claims: Claims) -> None:
    said = claims(*verb.split(), "--json=no_such_field")
    assert said.code == 2
    assert f"claims schema {verb}" in said.err


@pytest.mark.usefixtures("seeded")
class TestFields:
    def test_only_those_that_are_named_are_printed_in_that_order(self, claims: Claims) -> None:
        rows: list[dict[str, Any]] = claims("list", "by:Guterres", "--json=p,id").done().json
        assert [list(row) for row in rows] == [["p", "id"]] * len(rows)
        assert rows

    def test_they_may_be_the_next_word(self, claims: Claims) -> None:
        named = claims("list", "--json", "id,p", "by:Guterres").done().out
        assert named == claims("list", "by:Guterres", "--json=id,p").done().out
        assert claims("list", "--json", "id").done().out == claims("list", "--json=id").out

    def test_a_word_that_is_no_field_stays_where_it_was(self, claims: Claims) -> None:
        assert claims("show", "--json", "invasion").done().json["question"]
        assert taken("list", ["--json", "by:x"]) == (["--json", "by:x"], ())
        assert taken("list", ["--", "--json", "id,p"]) == (["--", "--json", "id,p"], ())

    def test_of_an_object_its_own(self, claims: Claims) -> None:
        assert list(claims("verify", "--json=good,facts").done().json) == ["good", "facts"]

    def test_of_what_is_exported(self, claims: Claims) -> None:
        rows = claims("export", "scoreboard", "--json=commentator,n_claims").done().json
        assert {tuple(row) for row in rows} == {("commentator", "n_claims")}
        assert claims("export", "scoreboard", "--json=comentator").code == 3

    def test_nothing_that_fits_is_still_empty(self, claims: Claims) -> None:
        assert claims("list", "is:early", "--json=id").done().json == []

    @pytest.mark.parametrize("given", ["", "id,,p", "ID", "id p"])
    def test_what_is_no_list_of_fields_is_refused(self, given: str) -> None:
        with pytest.raises(Unreadable):
            taken("list", [f"--json={given}"])

    def test_a_slip_gets_a_suggestion(self, claims: Claims) -> None:
        assert "did you mean commentator?" in claims("list", "--json=comentator").err


_OF_ALL = (
    "due --all", "dashboard", "dashboard --by words", "dashboard --by due", "dashboard --by story",
    "sensitivity", "list", "coverage", "methods", "coder list", "coder agree", "coder adjudicate",
    "score show", "plan list", "review", "person list", "export scoreboard", "preregister",
    "search invasion",
)  # fmt: skip
EMPTY = [line for line in lines(LOOKING) if line in _OF_ALL]


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize("line", EMPTY)
def test_on_an_empty_ledger_it_is_an_empty_value(line: str, claims: Claims) -> None:
    held_to_its_schema(line, claims)
    value = claims(*shlex.split(line), "--json").json
    if isinstance(value, list) and not line.startswith("coder agree"):
        assert value == []


def test_schemas_are_listed_and_printed(claims: Claims) -> None:
    assert claims("schema").done().lines == list(SHAPES)
    assert claims("schema", "list").done().json == json.loads(json.dumps(schema("list")))
    assert claims("schema", "person").done().json["title"] == "claims person show --json"
    assert claims("schema", "export", "sources").done().json["items"]["properties"]["source_key"]
    assert "did you mean claims schema list?" in claims("schema", "lst").err
