"""What the tests of faults share: the warm program, ledgers to disturb, the table at the end."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ARTICLES
from tests.faults import sizes
from tests.faults.commands import ANSWERS, PANEL, SAID, WRITING, Writing
from tests.faults.invariants import Row, Undisturbed, rows_in
from tests.faults.running import Outcome, Warm
from tests.faults.shim import made, missing


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home for the warm programs, with files to import."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "panel.csv").write_text(PANEL, encoding="utf-8")
    (folder / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def warm(home: Path) -> Iterator[Warm]:
    """A warm program, as the machine is."""
    program = Warm(None, home)
    yield program
    program.close()


@pytest.fixture(scope="session")
def faulty(home: Path) -> Iterator[Warm]:
    """A warm program whose calls to the file system can be made to fail."""
    if lacking := missing():
        pytest.skip(lacking)
    program = Warm(made(home), home)
    yield program
    program.close()


WITHDRAWN = "kqscxhvj"
"""A claim of the seed articles on which nothing else rests."""


@pytest.fixture(scope="session")
def seeded(warm: Warm, home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the seed articles and a claim after them, and its cache; to be copied."""
    directory = tmp_path_factory.mktemp("seeded") / "ledger"
    own = ("--ledger", directory)
    warm.run(
        ["import", *ARTICLES, *own],
        ["withdraw", WITHDRAWN, "--reason", "a try", *own],
        ["add", "It rains", "--by", "Ana", *SAID, *own],
        ["list", *own],
        ["export", "log", "-o", home / "log.jsonl", *own],
    ).done()
    return directory


class Ledgers:
    """Ledgers to disturb, and what each command does to them if nothing happens."""

    def __init__(self, warm: Warm, seeded: Path, home: Path, folder: Path) -> None:
        """Take the ledger that is copied, and a folder to copy it to."""
        self._warm = warm
        self._seeded = seeded
        self._home = home
        self.folder = folder
        self._known: dict[str, Undisturbed] = {}

    def fresh(self, writing: Writing) -> Path:
        """Return where a ledger lies as that command is to find it, with its key beside it."""
        directory = self.folder / "ledger"
        for old in (directory, self.folder / "keys"):
            shutil.rmtree(old, ignore_errors=True)
        if not writing.begins:
            shutil.copytree(self._seeded, directory)
            shutil.copytree(self._home / "keys", self.folder / "keys")
        return directory

    def do(
        self,
        program: Warm,
        name: str,
        more: Sequence[str] = (),
        on: Path | None = None,
        **asked: Any,  # noqa: ANN401 of a request
    ) -> Outcome:
        """Do a command, with keys kept where its faults can meet them."""
        *first, line = self.lines(name, on or self.folder)
        keys = {"CLAIMS_KEYS": str(self.folder / "keys")}
        return program.run(*first, [*line, *more], env=keys, **asked)

    def lines(self, name: str, folder: Path) -> list[list[str]]:
        """Return the command lines for the warm program, for a ledger in a folder."""
        writing = WRITING[name]
        before: list[Row] = [] if writing.begins else rows_in(self._seeded)
        return writing.on(folder / "ledger", self._home, before)

    def undisturbed(self, name: str) -> Undisturbed:
        """Return what stands before a command and what it adds, from one quiet run."""
        if name not in self._known:
            directory = self.fresh(WRITING[name])
            before = rows_in(directory)
            self.do(self._warm, name).done()
            added = rows_in(directory)[len(before) :]
            assert added or WRITING[name].signs, f"{name} writes nothing"
            writing = WRITING[name]
            self._known[name] = Undisturbed(before, added, writing.in_pieces, writing.at_once)
        return self._known[name]


@pytest.fixture(scope="session")
def ledgers(
    warm: Warm, seeded: Path, home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Ledgers:
    return Ledgers(warm, seeded, home, tmp_path_factory.mktemp("disturbed"))


# the table at the end


@dataclass
class Tally:
    """How many cases a test has tried, and what went wrong in which."""

    began: float = field(default_factory=time.monotonic)
    cases: int = 0
    failures: list[str] = field(default_factory=list)
    note: str = ""

    def case(self, about: str, failure: BaseException | None = None) -> None:
        """Count a case; keep what was wrong with it."""
        self.cases += 1
        if failure is not None:
            self.failures.append(f"{about}: {failure}")


@pytest.fixture
def tally(
    request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> Iterator[Tally]:
    """Count cases; say at the end how many there were, with the seed; fail if one did."""
    counted = Tally()
    yield counted
    seconds = time.monotonic() - counted.began
    name = request.node.name.removeprefix("test_").replace("_", " ")
    line = [name, counted.cases, len(counted.failures), sizes.SEED, round(seconds, 1), counted.note]
    record_property("faults", line)
    shown = "\n".join(counted.failures[:10])
    assert not counted.failures, f"seed {sizes.SEED}: {len(counted.failures)} failed\n{shown}"
    assert counted.cases, "nothing was tried"


def pytest_report_header() -> str:
    """Say how much is tried, and how to try the same again."""
    return f"faults: {sizes.NAME}, CLAIMS_FAULTS_SEED={sizes.SEED}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print one line for each test that counted cases."""
    reports = [one for kind in terminalreporter.stats.values() for one in kind]
    lines = [
        value
        for report in reports
        if getattr(report, "when", "") == "teardown"
        for key, value in report.user_properties
        if key == "faults"
    ]
    if not lines:
        return
    terminalreporter.section(f"faults: {sizes.NAME}")
    width = max(len(line[0]) for line in lines)
    terminalreporter.write_line(f"{'test':{width}}   cases  failed        seed  seconds")
    for name, cases, failed, seed, seconds, note in lines:
        told = f"{name:{width}} {cases:>7} {failed:>7} {seed:>11} {seconds:>8} {note}"
        terminalreporter.write_line(told.rstrip())
