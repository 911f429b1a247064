"""What takes long is shown on a terminal, after half a second, and nowhere else."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pexpect
import pytest

from ledger.cli import progress
from ledger.progress import Advance, counted, doing, shown_by
from tests.cli.running import ARTICLES, Claims, as_process, environment

AT_ONCE = """
import sys, threading
from ledger.cli.main import run
from rich.progress import Progress
class AtOnce:
    def __init__(self, delay, act): self.start, self.cancel = act, lambda: None
threading.Timer = AtOnce
update = Progress.update
Progress.update = lambda self, *given, **named: (update(self, *given, **named), self.refresh())
sys.exit(run(sys.argv[1:]))
"""
"""Shows without delay, and draws whatever is new: however slow or quick the machine is."""


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True

    def shows(self, text: str) -> None:
        """Wait until a text is drawn anew."""
        begun, given_up = self.tell(), time.monotonic() + 20
        while text not in self.getvalue()[begun:]:
            assert time.monotonic() < given_up, self.getvalue()
            time.sleep(0.01)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """Let stderr be a terminal, on which things are shown at once."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "DELAY", 0.01)
    held = sys.stderr
    yield Terminal()
    sys.stderr = held


def watched(terminal: Terminal, *arguments: str) -> AbstractContextManager[None]:
    """Let what is done be shown there."""
    sys.stderr = terminal
    return progress.on_terminal(arguments)


def shown_after(seconds: float, terminal: Terminal, *arguments: str) -> str:
    with watched(terminal, *arguments), doing("counting sheep"):
        time.sleep(seconds)
    return terminal.getvalue()


def test_what_takes_long_is_shown_with_how_far_it_has_come(terminal: Terminal) -> None:
    with watched(terminal, "list"), doing("counting sheep", 3) as advance:
        for page in counted([[1], [2, 3]], advance):
            terminal.shows(f"{len(page) - 1} of 3")
    assert "\x1b[2K" in terminal.getvalue().rpartition("sheep")[2]


def test_how_fast_it_goes_and_how_long_the_rest_takes_is_shown_with_it(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "DELAY", 0.2)
    with watched(terminal, "import"), doing("counting sheep", 4_000) as advance:
        time.sleep(0.4)
        advance(1_000)
        terminal.shows("1,000 of 4,000, ")
    assert re.search(r"4,000, [0-9,]+ a second, 0:0[0-9] left", terminal.getvalue())


def test_what_is_quick_is_not_shown(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "DELAY", 5)
    assert shown_after(0.1, terminal, "list") == ""


@pytest.mark.parametrize("arguments", [("browse",), ("review",), ("dashboard", "--watch")])
def test_what_has_the_screen_for_itself_keeps_it(
    arguments: tuple[str, ...], terminal: Terminal
) -> None:
    assert shown_after(0.1, terminal, *arguments) == ""


@pytest.mark.parametrize(("name", "value"), [("CLAIMS_PROGRESS", "never"), ("TERM", "dumb")])
def test_who_does_not_want_it_does_not_see_it(
    name: str, value: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert shown_after(0.1, terminal) == ""


def test_a_thing_within_another_takes_its_line_and_gives_it_back(terminal: Terminal) -> None:
    with watched(terminal), doing("outer"):
        terminal.shows("outer")
        with doing("inner", 2):
            terminal.shows("inner")
        terminal.shows("outer")


def test_what_goes_wrong_takes_the_line_away_too(terminal: Terminal) -> None:
    with suppress(KeyboardInterrupt), watched(terminal), doing("outer"):
        terminal.shows("outer")
        raise KeyboardInterrupt
    assert "\x1b[2K" in terminal.getvalue().rpartition("outer")[2]


def test_without_somebody_to_show_it_nothing_is_shown() -> None:
    with shown_by(None), doing("anything") as advance:
        advance(3)


def test_piped_nothing_is_drawn(tmp_path: Path) -> None:
    said = as_process(["import", *ARTICLES, "--ledger", str(tmp_path / "l"), "--json"]).done()
    assert "\x1b" not in said.err + said.out
    assert "taking in" not in said.err


def test_on_a_terminal_importing_and_reporting_are_shown() -> None:
    child = pexpect.spawn(
        sys.executable, ["-c", AT_ONCE, "import", *ARTICLES],
        env=environment({"TERM": "xterm", "COLUMNS": "90"}), timeout=60, encoding="utf-8",
    )  # fmt: skip
    child.expect("taking in [0-9]+ rows")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_its_library_is_not_loaded_for_what_is_quick() -> None:
    script = (
        "import sys; from ledger.cli import progress; from ledger.progress import doing;"
        "sys.stderr.isatty = lambda: True\n"
        "with progress.on_terminal([]), doing('x'): pass\n"
        "print('rich' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(), capture_output=True, check=True
    )
    assert done.stdout == b"False\n"


def test_what_can_take_long_says_so(claims: Claims, begun: Path, tmp_path: Path) -> None:
    said: list[str] = []

    @contextmanager
    def noted(what: str, of: int | None) -> Iterator[Advance]:
        said.append(what if of is None else f"{what} of {of}")
        yield lambda _: None

    with shown_by(noted):
        for line in (
            ("source", "add", "daily"), ("list",), ("verify",), ("export", "sources"),
            ("backup", str(tmp_path / "copy.sqlite")), ("export", "log", "-o", str(tmp_path / "l")),
        ):  # fmt: skip
            claims(*line).done()
    del begun
    known = ["working out the figures of 1", "verifying of ", "exporting", "copying"]
    assert not [one for one in known if not any(told.startswith(one) for told in said)]
