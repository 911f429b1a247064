"""Claims from standard input: each line is understood or named, and all go on record or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.cli.dictated import KEYS, read
from ledger.cli.forecasting import TypedForecast
from ledger.cli.given import Typed
from ledger.cli.main import program
from ledger.errors import LedgerError, Malformed
from tests.cli.running import Claims, as_process

COPPER = """\
Copper trades above 11,000
by: Ann Bell
said: 2026-03-14
due: end of Q3
source: none
p: 80%
"""
TIN = COPPER.replace("Copper", "Tin").replace("Ann Bell", "Bo Ek")


def test_the_first_line_is_the_claim_and_the_others_its_options() -> None:
    [one] = read(f"{COPPER}Quote: so: it will\ntopic: copper, metals\ntopic: x\n".encode(), Typed())
    assert one.typed == Typed(
        statement="Copper trades above 11,000", by="Ann Bell", said="2026-03-14", due="end of Q3",
        source="none", p="80%", quote="so: it will", topics=("copper", "metals", "x"),
    )  # fmt: skip


def test_every_option_of_a_claim_is_a_key() -> None:
    command = program().get_command(None, "add")  # type: ignore[arg-type] # it asks no context
    assert command is not None
    names = {
        name.lstrip("-") for one in command.params for name in one.opts if name.startswith("-")
    }
    others = {"again", "from", "plan", "no-input", "json", "ledger", "help"}
    assert set(KEYS) == names - others


def test_switches_lists_and_forecasts_of_other_kinds_are_read_too() -> None:
    lines = (
        "question: invasion\nby: A\nsaid: today\nsource: none\ndenies: yes\nstated: no\n"
        "new-person: yes\nchoice: A=60%\nchoice: B=40%\nquestion-kind: choice\nif: war=no\n"
    )
    [one] = read(lines.encode(), Typed())
    assert one.new_person
    assert (one.typed.denies, one.typed.stated, one.typed.condition) == (True, False, "war=no")
    assert one.typed.other == TypedForecast(choices=("A=60%", "B=40%"), kind="choice")
    assert (one.typed.statement, one.typed.question) == (None, "invasion")


def test_what_the_command_line_gave_holds_for_every_claim() -> None:
    bare = "Copper up\np: 80%\n---\nTin up\np: 70%\nby: Bo Ek\n"
    usual = Typed(statement="-", by="Ann", said="today", due="none", source="none")
    found = read(bare.encode(), usual)
    assert [(one.line, one.typed.statement, one.typed.by) for one in found] == [
        (1, "Copper up", "Ann"), (4, "Tin up", "Bo Ek"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "problem", "remedy"),
    [
        ("Copper up\nbye: Ann\n", 2, "there is no key “bye”", "did you mean by?"),
        ("Copper up\n\nby Ann\n", 3, "“by Ann” has no key", "by: NAME"),
        ("Copper up\nby: A\nby: B\n", 3, "“by” stands twice", "leave one"),
        ("Copper up\nby:\n", 2, "“by” says nothing", "by: …"),
        ("Copper up\ndenies: perhaps\n", 2, "“denies” is yes or no", "denies: yes"),
        ("Copper up\nby: Ann\n", 1, "4 things are missing: said, due, source, p", "said: …"),
        (f"{COPPER}---\n{TIN[:-7]}", 8, "p is missing", "p: …"),
        ("by: Ann\n", 1, "5 things are missing: STATEMENT, said", "said: …"),
        ("\n---\n\n", 1, "there is no claim", "first line the claim"),
        ("Copper\nby: A\0nn\n", 2, "it has a NUL", "UTF-8"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    text: str, line: int, problem: str, remedy: str
) -> None:
    with pytest.raises(Malformed) as wrong:
        read(text.encode(), Typed())
    assert (wrong.value.line, problem in wrong.value.sentence) == (line, True)
    assert remedy in wrong.value.remedy


@pytest.mark.parametrize("content", [b"Copper\nby: \xff\n", b"x" * 1_000_001, b"Copper\nkind: x\n"])
def test_whatever_comes_in_is_read_or_refused(content: bytes) -> None:
    with pytest.raises(LedgerError):
        read(content, Typed())


def test_several_are_one_step_and_one_undo_takes_them_back(claims: Claims, begun: Path) -> None:
    del begun
    said = as_process(["add", "-"], stdin=f"{COPPER}---\n{TIN}").done()
    assert [row["commentator"] for row in claims("list", "--json").json] == ["Ann Bell", "Bo Ek"]
    assert len(said.lines) == 2
    assert "wrong? claims undo takes all of it back" in said.err
    claims("undo").done()
    assert claims("list").lines == []


def test_where_one_is_wrong_none_goes_on_record(claims: Claims, begun: Path) -> None:
    del begun
    refused = as_process(["add", "-"], stdin=f"{COPPER}---\n{TIN.replace('80%', '80')}")
    assert (refused.code, refused.out) == (2, "")
    assert "“80” could be 80 % or a slip (the claim of line 8)" in refused.err
    assert claims("list").lines == []
