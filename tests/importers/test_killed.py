"""An import that is killed leaves a prefix; the same import again makes it whole, as one step."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.log.store import Log
from ledger.log.world import World
from tests.importers.importing import import_cleanly, recorded, rows, step_of
from tests.log.processes import finished, start

MODULE = "tests.importers.importer"
ROWS, CHUNK = 2_000, 500


def panel(count: int) -> bytes:
    """Forecasts of a panel on questions of which every other is answered."""
    lines = []
    for number in range(count):
        question = number // 10
        answer = f"{question % 4 // 2},2022-02-01" if question % 2 else ","
        chance = f"0.{number * 7919 % 1000:03}"
        said = f"panelist {number % 37},Will event {question} happen?,{chance},2022-01-02"
        lines.append(f"row-{number},{said},{answer},")
    return rows(*lines)


def facts_of(directory: Path) -> list[tuple[str, str]]:
    """Return the facts but for the opening, in their order."""
    with closing(Ledger(directory)) as ledger:
        return [(one.stream, repr(one.fact)) for one in recorded(ledger) if one.stream != "ledger"]


@pytest.fixture(scope="module")
def content() -> bytes:
    return panel(ROWS)


@pytest.fixture(scope="module")
def undisturbed(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """The facts of the import if nothing happens to it."""
    directory = tmp_path_factory.mktemp("undisturbed") / "ledger"
    with closing(Ledger(directory)) as ledger:
        import_cleanly(ledger, {"panel.csv": content})
    return facts_of(directory)


def killed(directory: Path, file: Path, append: int, where: str) -> None:
    process = start(MODULE, directory, file, CHUNK, append, where)
    assert finished(process, 120)[0] == -signal.SIGKILL


def check_whole(directory: Path, content: bytes, count: int) -> None:
    """Hold a ledger to having every row of an import once, all of it in one step, no gap."""
    with closing(Ledger(directory)) as ledger:
        facts = recorded(ledger)
    assert [fact.position for fact in facts] == list(range(1, len(facts) + 1))
    names = Counter(fact.fact.stored_name for fact in facts)
    assert names["claim.recorded"] == count
    assert names["ledger.opened"] == 1
    ids = [dict(fact.fact)["external_id"] for fact in facts if "claim" in fact.fact.stored_name]
    assert sorted(ids) == sorted(f"row-{number}" for number in range(count))
    batches = {fact.batch for fact in facts if fact.stream != "ledger"}
    assert batches == {step_of({"panel.csv": content})}
    assert len({fact.stream for fact in facts if fact.version == 1}) == len(
        {fact.stream for fact in facts}
    )


@pytest.mark.parametrize(
    ("append", "where"),
    [(1, "within"), (4, "within"), (5, "after")],
    ids=["in the opening", "in the third chunk", "after the third chunk"],
)
def test_a_killed_import_leaves_a_prefix_and_the_same_import_makes_it_whole(
    tmp_path: Path,
    content: bytes,
    undisturbed: list[tuple[str, str]],
    append: int,
    where: str,
) -> None:
    file, directory = tmp_path / "panel.csv", tmp_path / "ledger"
    file.write_bytes(content)
    killed(directory, file, append, where)
    chunks = max(append - 2, 0)
    assert facts_of(directory) == undisturbed[: chunks * CHUNK]
    with closing(Ledger(directory)) as ledger:
        import_cleanly(ledger, {"panel.csv": content})
    assert facts_of(directory) == undisturbed
    check_whole(directory, content, ROWS)


def test_an_import_killed_again_and_again_is_whole_in_the_end_and_undone_in_one(
    tmp_path: Path, content: bytes, undisturbed: list[tuple[str, str]]
) -> None:
    file, directory = tmp_path / "panel.csv", tmp_path / "ledger"
    file.write_bytes(content)
    for where in ("after", "within", "after"):
        killed(directory, file, 2, where)
    assert finished(start(MODULE, directory, file, CHUNK, 0, "never"), 120) == (0, "")
    assert facts_of(directory) == undisturbed
    check_whole(directory, content, ROWS)
    with closing(Ledger(directory)) as ledger:
        ledger.undo(step_of({"panel.csv": content}))
    with closing(Log(directory)) as log:
        world = World(log)
        world.prefetch(stream for stream, _ in undisturbed)
        assert not any(world(stream) for stream, _ in undisturbed)


@pytest.mark.nightly
def test_a_hundred_thousand_rows_killed_at_any_moment_are_whole_in_the_end(
    tmp_path: Path,
) -> None:
    count, dice = 100_000, random.Random(2022)  # noqa: S311 only moments to be killed at
    content = panel(count)
    file, directory = tmp_path / "panel.csv", tmp_path / "ledger"
    file.write_bytes(content)
    seen = [0]
    for _ in range(2):
        process = start(MODULE, directory, file, 5_000, 0, "never")
        wait_for_growth(process, directory, seen[-1], dice.uniform(0.0, 1.5))
        process.kill()
        process.communicate()
        with closing(Ledger(directory)) as ledger:
            seen.append(ledger.position())
    assert seen == sorted(seen)
    assert finished(start(MODULE, directory, file, 5_000, 0, "never"), 500) == (0, "")
    check_whole(directory, content, count)


def wait_for_growth(
    process: subprocess.Popen[str], directory: Path, beyond: int, seconds: float
) -> None:
    """Wait until an import has begun to append, and then a moment more."""
    give_up = time.monotonic() + 120
    with closing(Ledger(directory)) as ledger:
        while ledger.position() <= beyond and process.poll() is None:
            assert time.monotonic() < give_up
            time.sleep(0.02)
    time.sleep(seconds)
