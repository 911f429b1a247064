"""A sitting that is killed loses nothing that was acknowledged."""

from __future__ import annotations

import signal
from contextlib import closing
from pathlib import Path

import pexpect
import pytest

from ledger.app import Ledger
from tests.bench.coding import PROMPT, commands, prepared, sitting
from tests.cli.running import as_process
from tests.faults.sizes import dice

KILLS, ITEMS = 5, 60


@pytest.mark.parametrize("commit", [(), ("--commit",)], ids=["open", "sealed"])
def test_killed_at_any_moment_nothing_that_was_acknowledged_is_lost(
    commit: tuple[str, ...], tmp_path: Path
) -> None:
    killed_and_resumed(tmp_path, ITEMS, KILLS, commit)


@pytest.mark.nightly
@pytest.mark.parametrize("commit", [(), ("--commit",)], ids=["open", "sealed"])
def test_two_thousand_items_and_forty_kills(commit: tuple[str, ...], tmp_path: Path) -> None:
    killed_and_resumed(tmp_path, 2_000, 40, commit)


def killed_and_resumed(place: Path, items: int, kills: int, commit: tuple[str, ...]) -> None:
    """Code items, killed again and again; every key that the next prompt answered is a fact."""
    chance, home = dice(f"review {commit}"), place / "home"
    directory, held = prepared(place / "ledger", items), 0
    for _ in range(kills):
        child = sitting(directory, home, *commit)
        answered = held + _coded(child, chance.randrange(items // kills))
        child.send("y")
        child.expect(pexpect.TIMEOUT, timeout=chance.uniform(0, 0.05))
        child.kill(signal.SIGKILL)
        child.close()
        held = _on_record(directory)
        assert answered <= held <= answered + 1
    child = sitting(directory, home, *commit)
    _coded(child, items - held - 1)
    child.send("y")
    child.expect_exact(f"{items - held} coded")
    child.expect_exact("0 left")
    child.expect(pexpect.EOF)
    assert _on_record(directory) == items
    if commit:
        opening = ["coder", "open", "--coder", "lena", "--json", "--ledger", str(directory)]
        said = as_process(opening, env=_home(home)).done()
        assert said.json == {"opened": items, "sealed": [], "elsewhere": 0}


def _coded(child: pexpect.spawn[str], items: int) -> int:
    """Code so many items, each until the next prompt stands; return how many."""
    child.expect_exact(PROMPT)
    for _ in range(items):
        child.send("y")
        child.expect_exact(PROMPT)
    return items


def _home(home: Path) -> dict[str, str]:
    from tests.bench.startup import environment as at

    return at(home)


def _on_record(directory: Path) -> int:
    """Return how many items are coded or sealed, each once."""
    with closing(Ledger(directory)) as ledger:
        [row] = ledger.ask("""
            select count(*) as n, count(distinct item_id) as n_items from coding_work
            where state <> 'assigned'
        """)
    assert row["n"] == row["n_items"]
    return int(str(row["n"]))


def test_the_bench_makes_the_same_ledger_anywhere() -> None:
    assert commands(7) == commands(7)
