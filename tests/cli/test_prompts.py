"""On a terminal what is missing is asked for, again if it is wrong; Ctrl-C puts nothing on record.

The whole of `claims add` at a terminal: `test_prompted.py`.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from tests.cli.running import Claims, environment
from tests.cli.terminal import KEYS

Typed = Callable[..., "pexpect.spawn[str]"]
COPPER = ("Copper up", "--by", "Ann Bell", "--said", "2026-03-14", "--source", "none", "-p", "80%")


@pytest.fixture
def typed() -> Iterator[Typed]:
    """Start a command on a terminal of its own, 80 columns wide."""
    started: list[pexpect.spawn[str]] = []

    def start(*arguments: str, width: int = 80) -> pexpect.spawn[str]:
        command = [sys.executable, "-m", "ledger", *arguments]
        child = pexpect.spawn(
            command[0], command[1:], env=environment(KEYS), encoding="utf-8",
            dimensions=(50, width), timeout=60, echo=False,
        )  # fmt: skip
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


def ended(child: pexpect.spawn[str]) -> int | None:
    """Return the exit code, once everything has been said."""
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


def test_a_wrong_answer_is_asked_again_and_says_why(typed: Typed, claims: Claims) -> None:
    child = typed("add", *COPPER[:-2], width=120)
    child.expect("Answer due")
    child.send("soon\r")
    child.expect("error: “soon” names no last day")
    child.expect("hint: ")
    child.expect("Answer due")
    child.send("2026-02-30\r")
    child.expect("no day “2026-02-30” in the calendar")
    child.expect("Answer due")
    child.send("next June\r")
    child.expect("write 2026-06-30 or 2027-06-30")
    child.expect("Answer due")
    child.send("end of Q3\r")
    child.expect(r"Wed 30 Sep 2026 \(last day\).*counted from 14 Mar 2026, the day it was said")
    child.expect("How sure")
    child.send("70\r")
    child.expect("write 70% if per cent is meant")
    child.expect("How sure")
    child.send("70%\r")
    assert ended(child) == 0
    assert [row["p"] for row in claims("list", "--json").json] == [0.7]


@pytest.mark.parametrize("stop", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_stopping_saves_nothing(stop: str, typed: Typed, own: Path) -> None:
    child = typed("add", *COPPER)
    child.expect("Answer due")
    child.send(stop)
    child.expect("stopped; nothing was saved")
    assert ended(child) == 130
    assert not own.exists()


def test_a_near_name_is_asked_about(typed: Typed, claims: Claims) -> None:
    claims("add", *COPPER, "--due", "none").done()
    child = typed("add", *COPPER, "--due", "none", "--by", "Bell", "--quote", "said so")
    child.expect("Do you mean Ann Bell?")
    child.send("\r")
    assert ended(child) == 0
    assert len(claims("list", "by:Ann").lines) == 2


def test_no_input_asks_nothing_even_on_a_terminal(typed: Typed) -> None:
    child = typed("add", *COPPER, "--no-input")
    child.expect("error: --due is missing")
    assert ended(child) == 2


def test_resolve_asks_which_and_what(typed: Typed, claims: Claims, seeded: Path) -> None:
    del seeded
    child = typed("resolve")
    child.expect("Which")
    child.sendline("tomahawks")
    child.expect("did you mean tomahawk-supply?")
    child.expect("Which")
    child.sendline("tomahawk-supply")
    child.expect("Answer")
    child.sendline("perhaps")
    child.expect("“perhaps” is not an outcome")
    child.expect("Answer")
    child.sendline("no")
    assert ended(child) == 0
    [row] = [
        row for row in claims("export", "questions", "--json").json
        if row["question_key"] == "tomahawk-supply"
    ]  # fmt: skip
    assert (row["outcome"], row["happened_on"]) == ("no", "2025-12-31")


def test_the_sql_prompt_answers_until_an_empty_line(typed: Typed, seeded: Path) -> None:
    del seeded
    child = typed("sql")
    child.expect("sql")
    child.sendline("select count(*) as how_many from claims")
    child.expect("how_many")
    child.expect("32")
    child.sendline("select nothing from claims")
    child.expect("error: ")
    child.sendline("delete from fact")
    child.expect("only one SELECT")
    child.sendline("")
    assert ended(child) == 0


ENDLESS = "select count(*) from range(1000000000000) t(a) where hash(a) = 1"


def test_the_sql_prompt_goes_on_after_a_statement_that_was_stopped(
    typed: Typed, seeded: Path
) -> None:
    del seeded
    child = typed("sql", "--seconds", "1")
    for statement, said in ((ENDLESS, "stopped after 1 seconds"), ("select 7 * 6 as answer", "42")):
        child.expect("sql")
        child.sendline(statement)
        child.expect(said)
    child.expect("sql")
    child.sendline("")
    assert ended(child) == 0


def test_ctrl_c_at_the_sql_prompt_ends_a_long_statement(typed: Typed, seeded: Path) -> None:
    del seeded
    child = typed("sql")
    child.expect("sql")
    child.sendline(ENDLESS)
    time.sleep(1)
    child.send("\x03")
    child.expect("stopped; nothing was saved")
    assert ended(child) == 130


@pytest.mark.parametrize("width", [80, 120])
def test_screens_fit_the_terminal_they_are_on(width: int, typed: Typed, seeded: Path) -> None:
    del seeded
    child = typed("list", "by:Guterres", width=width)
    child.expect(pexpect.EOF)
    drawn = re.sub(r"\x1b\[[0-9;]*m", "", child.before or "")
    lines = drawn.replace("\r", "").splitlines()
    assert max(map(len, lines)) <= width
    assert "fnghdcbb" in "".join(lines)


def test_bytes_are_not_for_a_terminal(typed: Typed, seeded: Path) -> None:
    del seeded
    child = typed("export", "claims", "--format", "parquet")
    child.expect("error: that format is not for a terminal")
    assert ended(child) == 2
