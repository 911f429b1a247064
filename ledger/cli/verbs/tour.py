"""``claims tour``: five minutes with real commands on real claims, in a throwaway ledger."""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from ledger.cli import output
from ledger.cli.options import AsJson, LedgerDir, NoInput, opened, text
from ledger.cli.touring import STOPS
from ledger.errors import Failed, Refused
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.cli.touring import Stop

_END = """That is the tour. The throwaway ledger stays in {directory}:
  export CLAIMS_LEDGER={directory}

Your own begins with the first of these, in {own}:
  claims add              log a claim; it asks for what it needs
  claims import FILE…     bring claims you already have
  claims help             topics: filters, probabilities, dates, scoring …"""
_DRAWN = re.compile(r"\x1b\[\?25l.*?\x1b\[\?25h(?:\r|\x1b\[1A|\x1b\[2K)*", re.DOTALL)
"""What was drawn while something took long, and is gone."""
_KEYS = "Enter goes on, b goes back, q leaves"


def command(
    no_input: NoInput = False,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
    list_only: Annotated[
        bool, typer.Option("--list", help="List the steps and their commands; run nothing.")
    ] = False,
) -> None:
    """Walk through the program in ten steps: each shows a command, runs it, and shows what it says.

    The claims are those of five real articles, in a throwaway ledger. Off a terminal, or with
    --no-input, all steps run one after another.

    \b
    Example:
      claims tour --no-input
      claims tour --list
    """
    if list_only:
        _list(as_json=as_json)
        return
    directory = Path(text(ledger)) if ledger else Path(tempfile.mkdtemp(prefix="claims-tour-"))
    own = _prepare(directory)
    with _ledger_at(directory):
        if as_json:
            rows = [_as_row(stop, *_captured(stop)) for stop in STOPS]
            output.emit_json({"ledger": str(directory), "steps": rows})
            return
        if no_input or not output.can_ask() or output.piped():
            for number in range(len(STOPS)):
                _visit(number)
        else:
            _walk()
    where = shlex.quote(visible(str(directory)))
    output.data(_END.format(directory=where, own=visible(own)))


def _prepare(directory: Path) -> str:
    """Make the throwaway ledger; return where one's own would lie."""
    from ledger.cli.verbs.demo import fill
    from ledger.config import ledger_directory

    own = str(ledger_directory())
    with opened(str(directory)) as held:
        if held.position():
            raise Refused(f"there is a ledger in {directory} already", "claims tour")
        fill(held, simulated=False)
    return own


@contextmanager
def _ledger_at(directory: Path) -> Iterator[None]:
    """Let every command be about the throwaway ledger meanwhile."""
    before = os.environ.get("CLAIMS_LEDGER")
    os.environ["CLAIMS_LEDGER"] = str(directory)
    try:
        yield
    finally:
        if before is None:
            del os.environ["CLAIMS_LEDGER"]
        else:
            os.environ["CLAIMS_LEDGER"] = before


def _walk() -> None:
    """Go from step to step as the person says; what was run once is shown again, not run again."""
    seen: dict[int, str] = {}
    number = 0
    while number < len(STOPS):
        if number in seen:
            _tell(number)
            output.again(seen[number])
        else:
            seen[number] = _visit(number)
        answer = _asked(number)
        if answer == "q":
            return
        number = max(number - 1, 0) if answer == "b" else number + 1


def _asked(number: int) -> str:
    """Ask where to go; anything but b and q goes on."""
    output.prompt(f"{number + 1}/{len(STOPS)}  {_KEYS} > ")
    try:
        answer = input()
    except EOFError:
        answer = "q"
    output.talk("")
    return answer.strip().lower()[:1]


def _visit(number: int) -> str:
    """Show one step and run its command; return what that said."""
    from ledger.cli.main import run

    _tell(number)
    with _kept() as said:
        code = run(STOPS[number].command)
        output.data("")
    if code:
        raise Failed(f"step {number + 1} of the tour went wrong", "claims doctor")
    return _DRAWN.sub("", said.getvalue())


def _tell(number: int) -> None:
    """Show what a step is about, and its command."""
    stop = STOPS[number]
    output.data(f"{number + 1}. {stop.title}")
    output.data(textwrap.fill(stop.look, min(output.width(), 80)))
    output.data(f"\n$ {_typed(stop)}")
    output.flush()


def _typed(stop: Stop) -> str:
    return shlex.join(["claims", *stop.command])


def _list(*, as_json: bool) -> None:
    if as_json:
        output.emit_json([{"title": one.title, "command": _typed(one)} for one in STOPS])
        return
    for number, stop in enumerate(STOPS, 1):
        output.data(f"{number:>2}. {stop.title}\n    {_typed(stop)}")


def _as_row(stop: Stop, code: int, said: str) -> dict[str, object]:
    return {"title": stop.title, "command": _typed(stop), "exit_code": code, "output": said}


def _captured(stop: Stop) -> tuple[int, str]:
    """Run a step's command; return its exit code and everything it said."""
    from ledger.cli.main import run

    held = sys.stdout, sys.stderr
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
    sys.stdout = sys.stderr = said
    try:
        code = run(stop.command)
        said.seek(0)
        return code, said.read()
    finally:
        sys.stdout, sys.stderr = held


class _Copying(io.TextIOBase):
    """A stream that passes on what is written, and keeps a copy."""

    def __init__(self, stream: TextIO, copy: io.StringIO) -> None:
        self._stream, self._copy = stream, copy

    @property
    def encoding(self) -> str:  # type: ignore[override]  # a property of a property
        return self._stream.encoding

    def write(self, text: str, /) -> int:
        self._copy.write(text)
        return self._stream.write(text)

    def flush(self) -> None:
        self._stream.flush()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()


@contextmanager
def _kept() -> Iterator[io.StringIO]:
    """Keep what is said meanwhile, on a terminal, to show it again."""
    copy = io.StringIO()
    held = sys.stdout, sys.stderr
    if sys.stdout.isatty():
        sys.stdout, sys.stderr = _Copying(held[0], copy), _Copying(held[1], copy)
    try:
        yield copy
    finally:
        sys.stdout, sys.stderr = held
