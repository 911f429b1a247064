"""``claims browse`` from outside: what it asks for, and that it starts, shows and leaves."""

from __future__ import annotations

import sys

import pexpect
import pytest

from ledger.cli import output
from ledger.cli.verbs import browse
from tests.cli.running import Claims, environment


@pytest.mark.usefixtures("seeded")
def test_off_a_terminal_it_says_what_to_use_instead(claims: Claims) -> None:
    said = claims("browse")
    assert said.code == 2
    assert said.err == "error: the browser needs a terminal\nhint:  claims list\n"
    assert claims("browse", "is:opn").err.startswith("error: “is:opn” is not a state")


@pytest.mark.usefixtures("seeded")
def test_without_the_extra_it_says_how_to_install_it(
    claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "piped", lambda: False)
    monkeypatch.setattr(output, "can_ask", lambda: True)
    monkeypatch.setattr(browse, "find_spec", lambda _: None)
    said = claims("browse")
    assert said.code == 1
    assert "pip install 'claimsledger[tui]'" in said.err


@pytest.mark.usefixtures("seeded")
def test_as_json_it_is_the_list(claims: Claims) -> None:
    assert claims("browse", "by:Guterres", "--json").json == (
        claims("list", "by:Guterres", "--json").json
    )


def test_without_a_ledger_it_says_how_to_begin(claims: Claims) -> None:
    said = claims("browse")
    assert said.code == 3
    assert "claims demo looks around" in said.err


@pytest.mark.usefixtures("seeded")
def test_it_starts_shows_the_claims_and_leaves_the_terminal_as_it_was() -> None:
    child = pexpect.spawn(
        sys.executable, ["-m", "ledger", "browse", "by:Guterres"],
        env=environment({"TERM": "xterm"}), encoding="utf-8", dimensions=(24, 80), timeout=60,
    )  # fmt: skip
    try:
        child.expect("1 of ")
        child.expect("Guterres")
        child.send("q")
        child.expect(pexpect.EOF)
        assert "\x1b[?1049l" in (child.before or "")
    finally:
        child.close(force=True)
    assert child.exitstatus == 0
