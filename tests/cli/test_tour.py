"""The tour: every step's command works as it is written, and shows what the text promises."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pexpect
import pytest

from ledger.cli.touring import STOPS
from tests.cli.running import Claims, environment


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What the tour says as JSON, taken once."""
    from tests.cli.running import in_process

    where = tmp_path_factory.mktemp("tour") / "ledger"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAIMS_LEDGER", str(where.parent / "own"))
        said = in_process(["tour", "--json", "--ledger", str(where)]).done()
        assert os.environ["CLAIMS_LEDGER"] == str(where.parent / "own")
    assert not (where.parent / "own").exists()
    held: dict[str, object] = said.json
    assert held["ledger"] == str(where)
    return held


@pytest.mark.parametrize("number", range(len(STOPS)), ids=lambda number: STOPS[number].title)
def test_every_step_works_and_shows_what_it_promises(
    number: int, toured: dict[str, object]
) -> None:
    steps = toured["steps"]
    assert isinstance(steps, list)
    step = steps[number]
    assert step["exit_code"] == 0, step["output"]
    assert not [words for words in STOPS[number].shows if words not in step["output"]]


def test_the_steps_are_those_that_were_asked_for() -> None:
    verbs = [stop.command[0] for stop in STOPS]
    wanted = ["list", "show", "dashboard", "resolve", "undo", "due", "add", "verify", "export"]
    assert [verb for verb in dict.fromkeys(verbs) if verb in wanted] == wanted


def test_the_steps_are_listed_without_being_run(claims: Claims, own: Path) -> None:
    said = claims("tour", "--list").done()
    assert all(f"    claims {stop.command[0]}" in said.out for stop in STOPS)
    assert not own.exists()


def test_on_a_terminal_one_goes_on_and_back_and_leaves(own: Path) -> None:
    child = pexpect.spawn(
        sys.executable, ["-m", "ledger", "tour", "--ledger", str(own)],
        env=environment({"TERM": "xterm"}), timeout=60, encoding="utf-8", dimensions=(50, 90),
    )  # fmt: skip
    child.expect("1. Who said what")
    child.expect("1/10 .* q leaves > ")
    child.sendline("")
    child.expect("I am convinced it will not happen")
    child.expect("2/10 ")
    child.sendline("b")
    child.expect("claims list by:Guterres")
    child.expect("1/10 ")
    shown = str(child.before)
    assert "Guterres" in shown
    assert not re.search(r"\\x1b|working out|\x1b\[\?25", shown)
    child.sendline("q")
    child.expect("claims import")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert (own / "ledger.sqlite").exists()
