"""A program that has everything imported, and does each piece of work in a fork of itself.

python -m tests.faults.warm SHIM.SO|-        requests and replies are lines of JSON

A fork begins where a command's first line would, some thirty milliseconds after it was asked for
instead of half a second. Invariant: this process itself never opens DuckDB or a watched file.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NoReturn

from tests.faults.shim import Shim

Request = dict[str, Any]


def main(library: str) -> None:
    """Warm up; then answer until stdin ends."""
    shim = None if library == "-" else Shim(library)
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    warm_up()
    print(json.dumps("ready"), file=replies, flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), shim)), file=replies, flush=True)


def warm_up() -> None:
    """Import what commands import, and run some that leave no thread behind."""
    import duckdb  # noqa: F401 what every report needs; nothing is opened
    import eventsourcing.sqlite  # noqa: F401 as above, for the log

    import ledger.cli.verbs
    import ledger.readmodel.cache
    import ledger.readmodel.session

    for module in iter_modules(ledger.cli.verbs.__path__):
        import_module(f"ledger.cli.verbs.{module.name}")
    with tempfile.TemporaryDirectory() as scratch, silence():
        for _ in "123":
            _run_once(["add", "It rains", *_SAID, "--ledger", scratch])
        file = Path(scratch) / "two.csv"
        file.write_text(_TWO, encoding="utf-8")
        _run_once(["import", str(file), "--ledger", str(Path(scratch) / "other")])


_SAID = ["--by", "Ana", "--said", "2022-01-02", "--due", "none", "--source", "none", "-p", "7:3"]
_TWO = """external_id,commentator,question,probability,made_at,outcome,resolved_at,topic
one,Ana,Will it rain?,0.7,2022-01-02,1,2022-02-01,
two,Ben,Will it rain?,0.2,2022-01-02,,,
"""


@contextmanager
def silence() -> Iterator[None]:
    """Let nothing that is said reach the replies."""
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        yield


def _run_once(arguments: list[str]) -> int:
    from ledger.cli.main import run

    return run(arguments)


# one request


def answer(asked: Request, shim: Shim | None) -> dict[str, Any]:
    """Fork, wait, and tell what became of the forks."""
    if shim is not None:
        shim.watch(asked.get("watch", ""), asked.get("but", ""))
        shim.arm(asked.get("at", 0), asked.get("how", 0))
    count = asked.get("workers", 1)
    heard, say = os.pipe()
    waiting, go = os.pipe()
    spoken = [(os.memfd_create("out"), os.memfd_create("err")) for _ in range(count)]
    children: list[int] = []
    for number in range(count):
        child = os.fork()
        if not child:
            os.close(heard)
            os.close(go)
            _be_child(asked, number, _Ways(say, waiting, *spoken[number]), shim)
        children.append(child)
    for fd in (say, waiting, go):
        os.close(fd)
    acknowledged = _listen(heard, children, asked.get("kill_after"))
    os.close(heard)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    told = {"codes": codes, "acknowledged": acknowledged, **_said(spoken)}
    if shim is not None:
        told |= {"count": shim.count, "fired": shim.fired, "met": shim.met, "kinds": shim.kinds}
    return told


def _listen(heard: int, children: list[int], kill_after: float | None) -> list[str]:
    """Read acknowledgements until the last fork is gone; kill them all when it is time."""
    give_up = None if kill_after is None else time.monotonic() + kill_after
    received = bytearray()
    while True:
        left = None if give_up is None else max(0.0, give_up - time.monotonic())
        ready, _, _ = select.select([heard], [], [], left)
        if not ready:
            give_up = None
            for child in children:
                os.kill(child, signal.SIGKILL)
        elif piece := os.read(heard, 65_536):
            received += piece
        else:
            return received.decode().splitlines()


def _said(spoken: list[tuple[int, int]]) -> dict[str, list[str]]:
    return {
        "out": [_content(out) for out, _ in spoken],
        "err": [_content(err) for _, err in spoken],
    }


def _content(memory: int) -> str:
    with os.fdopen(memory, "rb") as file:
        file.seek(0)
        return file.read().decode(errors="backslashreplace")


# inside a fork


class _Ways:
    """The descriptors by which a fork hears and speaks."""

    def __init__(self, say: int, waiting: int, out: int, err: int) -> None:
        self.say = say
        self.waiting = waiting
        self.out = out
        self.err = err


def _be_child(asked: Request, number: int, ways: _Ways, shim: Shim | None) -> NoReturn:
    """Do the commands one after another; acknowledge each that ended with 0; leave."""
    code = 70
    try:
        _prepare(asked, ways, shim)
        code = _work(asked["commands"], number, ways.say, shim)
        atexit._run_exitfuncs()
    finally:
        os._exit(code)


def _prepare(asked: Request, ways: _Ways, shim: Shim | None) -> None:
    told = asked.get("stdout")
    os.dup2(os.open(told, os.O_WRONLY) if told else ways.out, 1)
    os.dup2(ways.err, 2)
    os.environ.update(asked.get("env", {}))
    os.read(ways.waiting, 1)  # ends when all are there: the other end is closed
    if limit := asked.get("fsize"):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    if shim is not None and (path := asked.get("trace")):
        shim.trace(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))


def _work(commands: list[list[str]], number: int, say: int, shim: Shim | None) -> int:
    def acknowledge(text: str) -> None:
        if shim is not None:
            shim.mark(text)
        os.write(say, f"{number} {text}\n".encode())

    for place, command in enumerate(commands):
        if command[0].startswith("@"):
            _program(command[0])(acknowledge, number, *command[1:])
            continue
        code = _run_once(command)
        sys.stdout.flush()
        sys.stderr.flush()
        if code:
            return code
        acknowledge(f"done {place}")
    return 0


def _program(name: str) -> Callable[..., None]:
    """Return one of the pieces of work that are not command lines."""
    found: Callable[..., None] = getattr(import_module("tests.faults.programs"), name[1:])
    return found


if __name__ == "__main__":
    main(sys.argv[1])
