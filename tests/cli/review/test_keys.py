"""Whatever is typed, from a terminal or a pipe, is a key, a line, the end, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.review.sat import Sit, codings
from tests.cli.running import Claims, as_process


def test_an_arrow_is_no_answer_in_either_pass(sit: Sit, claims: Claims, three: Path) -> None:
    for coding_pass in ("text", "outcome"):
        sat = sit("--coder", "tom", "--pass", coding_pass)
        sat.press("\x1b[A", "\x1b[B", "\x1bOC", "\x1b[1;5D", "\x1b[3~", "q")
        assert "0 coded, 3 left" in sat.end()
    assert claims("export", "codings", "--json").json == []
    assert claims("export", "outcome_codings", "--json").json == []
    del three


@pytest.mark.parametrize("key", ["\x03", "\x04", "q"], ids=["Ctrl-C", "Ctrl-D", "q"])
def test_however_it_ends_what_was_coded_is_saved_and_the_terminal_is_as_it_was(
    key: str, sit: Sit, claims: Claims, three: Path
) -> None:
    import termios

    sat = sit("--coder", "lena")
    before = termios.tcgetattr(sat.child.child_fd)
    sat.press("y", key)
    assert "1 coded, 2 left" in sat.until("2 left")
    assert termios.tcgetattr(sat.child.child_fd)[3] == before[3]
    sat.end()
    assert len(codings(claims)) == 1
    del three


@pytest.mark.parametrize("key", ["\x04", "q"], ids=["Ctrl-D", "q"])
def test_a_key_typed_before_it_is_asked_for_counts(
    key: str, sit: Sit, claims: Claims, three: Path
) -> None:
    sat = sit("--coder", "lena")
    sat.press("y")
    sat.child.expect_exact("y\r\n")
    sat.child.send(key)
    assert "1 coded, 2 left" in sat.until("2 left")
    sat.end()
    assert len(codings(claims)) == 1
    del three


def test_keys_may_come_from_a_pipe(three: Path, claims: Claims) -> None:
    said = as_process(["review", "--coder", "lena", "--ledger", str(three)], stdin="y7\ny").done()
    assert "3 coded, 0 left" in said.err
    assert len(codings(claims)) == 3


def test_a_digit_that_is_no_number_is_no_key(three: Path) -> None:
    for coding_pass, keys in (("text", "n\u00b2q"), ("outcome", "\u00b2q")):
        said = as_process(
            ["review", "--pass", coding_pass, "--ledger", str(three)], stdin=keys
        ).done()
        assert "0 coded, 3 left" in said.err
