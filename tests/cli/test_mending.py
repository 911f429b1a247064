"""Every error ends with a command that can be typed: what was meant, or where it is explained."""

from __future__ import annotations

from importlib import import_module

import pytest

from ledger.cli.mending import _TOPICS, called, mended, moved
from ledger.cli.topics import TOPICS
from ledger.domain.probability import read_probability
from ledger.errors import LedgerError, NotFound, Unreadable
from tests.cli.running import Claims


@pytest.mark.parametrize("module", _TOPICS)
def test_every_module_and_topic_of_the_table_is_there(module: str) -> None:
    import_module(module)
    assert _TOPICS[module] in TOPICS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("--sayd", "did you mean --said? claims add x --by a --said 2024-01-02"),
        ("--date", "claims add --help"),
        ("--on", "claims add --help"),
    ],
)
def test_an_option_is_meant_only_where_it_is_like_it(
    claims: Claims, typed: str, meant: str
) -> None:
    said = claims("add", "x", "--by", "a", typed, "2024-01-02")
    assert said.code == 2
    assert said.err.splitlines()[-1].removeprefix("hint:").strip() == meant


@pytest.mark.parametrize(
    ("remedy", "typed", "mended_"),
    [
        ("claims list shows them", ["show", "x"], "claims list shows them"),
        ("did you mean lead?", ["show", "led"], "did you mean lead? claims show lead"),
        ("did you mean lead? use: a, b", ["show", "led"], "did you mean lead? claims show lead"),
        (
            "did you mean Ann Lead?",
            ["list", "by:led"],
            "did you mean Ann Lead? claims list 'by:\"Ann Lead\"'",
        ),
        ("did you mean lead?", ["list", 'by:"led"'], "did you mean lead? claims list by:lead"),
        ("did you mean lead?", ["x", "--set=led"], "did you mean lead? claims x --set=lead"),
        ("did you mean lead?", ["x", "led=1"], "did you mean lead? claims x lead=1"),
        ("did you mean lead?", ["x", "tin,led"], "did you mean lead? claims x tin,lead"),
        ("did you mean lead?", ["show", "led", "led"], "did you mean lead? · claims show --help"),
        ("did you mean lead?", ["show", "other"], "did you mean lead? · claims show --help"),
        (
            "did you mean lead?",
            ["show", "led", "x" * 199],
            "did you mean lead? · claims show --help",
        ),
        ("", ["coder", "agree"], "claims coder agree --help"),
        ("check the name", ["nonsense"], "check the name · claims --help"),
    ],
)
def test_what_is_typed_instead(remedy: str, typed: list[str], mended_: str) -> None:
    assert mended(NotFound("there is no “led”", remedy), typed).remedy == mended_


def test_what_cannot_be_read_leads_to_the_help_on_it() -> None:
    with pytest.raises(LedgerError) as raised:
        read_probability("seventy")
    assert mended(raised.value, ["add"]).remedy.endswith("· claims help probabilities")


def test_a_verb_read_as_a_name_is_suggested() -> None:
    error = mended(Unreadable("“mrge” is not a name", "say it"), ["person", "mrge"])
    assert error.remedy == "did you mean claims person merge? say it"


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (["--ledger", "x", "list", "by:y"], "claims list by:y --ledger x"),
        (["--json", "person", "list"], "claims person list --json"),
        (["--bogus"], ""),
        (["list", "--ledger"], ""),
    ],
)
def test_options_before_the_verb_are_put_behind_it(typed: list[str], line: str) -> None:
    assert moved(typed) == line


def test_the_line_that_is_given_again_works(claims: Claims, seeded: object) -> None:
    said = claims("--ledger", str(seeded), "list", "by:Guterres")
    assert said.err.splitlines()[-1].endswith(f"claims list by:Guterres --ledger {seeded}")
    assert called(["person", "list", "x"]) == "claims person list"
