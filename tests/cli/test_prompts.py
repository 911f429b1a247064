"""On a terminal what is missing is asked for, again if it is wrong; Ctrl-C puts nothing on record.

The whole of `claims add` at a terminal: `test_prompted.py`.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
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

    def start(
        *arguments: str, width: int = 80, env: dict[str, str] | None = None
    ) -> pexpect.spawn[str]:
        command = [sys.executable, "-m", "ledger", *arguments]
        child = pexpect.spawn(
            command[0], command[1:], env=environment({**KEYS, **(env or {})}), encoding="utf-8",
            dimensions=(50, width), timeout=60, echo=False,
        )  # fmt: skip
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


def talk(child: pexpect.spawn[str], *exchange: tuple[str, str]) -> None:
    """Wait for what is said, and type the answer to it, one after the other."""
    for said, answer in exchange:
        child.expect(re.compile(said, re.DOTALL))
        child.send(answer)


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
    child = typed("resolve", env={"TERM": "dumb"})
    talk(
        child,
        (
            r"1  bmpmzzjn  overdue \d+ d  Will the United States supply Tomahawk.*Which",
            "tomahawks\n",
        ),
        ("did you mean tomahawk-supply?.*Which", "2\n"),
        ("type one from 1 to 1.*Which", "tomahawk-supply\n"),
        ("concerns 1 claim: Author of the analysis.*Answer", "perhaps\n"),
        ("“perhaps” is not an outcome.*Answer", "no\n"),
        (r"On \[2025-12-31\]", "tomorrow\n"),
        ("has not come yet.*On", "\n"),
        ("How we know", "the State Department\n"),
        ("tomahawk-supply answered no on 31 Dec 2025.*nothing else waits.*1 answer saved", ""),
    )
    assert ended(child) == 0
    [row] = [
        row for row in claims("export", "questions", "--json").json
        if row["question_key"] == "tomahawk-supply"
    ]  # fmt: skip
    assert (row["outcome"], row["happened_on"]) == ("no", "2025-12-31")
    assert row["evidence"] == ["the State Department"]


def test_a_scripted_user_answers_what_is_due_corrects_it_and_takes_it_back(
    typed: Typed, claims: Claims, begun: Path
) -> None:
    drawn = {"TERM": "xterm-256color"}
    ahead = (datetime.now(UTC) + timedelta(days=40)).date().isoformat()
    for text, due in (("Copper up", "2026-10-01"), ("Snow in Évora", ahead)):
        claims("add", text, *COPPER[1:], "--due", due).done()
    child = typed("resolve", env=drawn)
    talk(
        child,
        ("Which", "evora\r"),
        ("Answer", "no\n"),
        ("It closes in 40 days. Can it still happen", "y\n"),
        ("left open.*2 of 2", "coper\r"),
        ("Answer", "yes\n"),
        ("On", "2026-09-09\n"),
        ("How we know", "\n"),
        (r"answered yes on 09 Sep 2026 \(was open; no evidence\).*1 of 1", "\x1b"),
        ("1 answer saved", ""),
    )
    assert ended(child) == 0
    [key] = [row["question_key"] for row in claims("export", "resolutions", "--json").json]
    claims("resolve", key, "no", "--correct", "--reason", "a slip").done()
    for verb, says in (("undo", "yes again"), ("undo", "open again"), ("redo", "redid: answered")):
        assert says in claims(verb).done().err
    child = typed("resolve", env=drawn)
    talk(child, ("1 of 1", "\r"), ("Answer", "\x03"), ("stopped; nothing was saved", ""))
    assert ended(child) == 130
    [row] = [row for row in claims("export", "questions", "--json").json if row["outcome"]]
    assert (row["question_key"], row["outcome"]) == (key, "yes")
    assert claims("verify").code == 0
    assert not list(begun.glob("*.part"))


def test_ctrl_c_after_an_answer_says_that_it_is_saved(
    typed: Typed, claims: Claims, begun: Path
) -> None:
    del begun
    for text in ("Copper up", "Copper down"):
        claims("add", text, *COPPER[1:], "--due", "2026-10-01").done()
    child = typed("resolve", env={"TERM": "dumb"})
    talk(
        child,
        ("Which", "1\n"),
        ("Answer", "annulled\n"),
        ("How we know", "\n"),
        ("answered annulled.*Which", "\x03"),
        ("stopped; 1 answer saved before that", ""),
    )
    assert ended(child) == 130
    assert len(claims("due", "--all").lines) == 1


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
