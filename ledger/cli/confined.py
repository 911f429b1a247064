"""Statements that people write, asked of a process of their own.

Invariant: a statement has its time and its memory and no more: when the time is up, when somebody
presses Ctrl-C, or when more comes back than may, its process is ended. What it says is read as
data, within a bound.
"""

from __future__ import annotations

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from ledger.cli.carried import unpack
from ledger.errors import Damaged, Failed, LedgerError, NotFound, Refused, Unreadable
from ledger.processes import command, environment

if TYPE_CHECKING:
    from types import TracebackType

    from ledger.readmodel.session import Rows

_LARGEST_REPLY = 80_000_000
"""Bytes: a little more than the largest answer."""
_KINDS = {kind.__name__: kind for kind in (Damaged, Failed, NotFound, Refused, Unreadable)}
_LEAVING = 5.0


@dataclass(frozen=True)
class Job:
    """Which views a process opens, and how much memory a statement may take there."""

    ledger: str
    position: int | None
    day: str
    memory: str


@dataclass(frozen=True)
class Answer:
    """The rows of a statement, the names of their columns, and whether there were more."""

    rows: Rows
    columns: list[str]
    more: bool


class _Fallen(Unreadable):
    """The process has gone, or says what nobody can read."""

    def __init__(self) -> None:
        super().__init__(
            "the statement brought down the process that was to answer it",
            "narrow it, or allow more with --memory",
        )


class Confined:
    """Answers statements in a process that has the views and nothing else; raises `LedgerError`."""

    def __init__(self) -> None:
        """Start the process, which has much to load before it can be told what to open."""
        self._job: Job | None = None
        self._process: subprocess.Popen[bytes] | None = _started()

    def open(self, job: Job) -> None:
        """Let it open the views; raise what is wrong with the ledger."""
        self._job = job
        try:
            self._asked(asdict(job), None)
        except _Fallen as error:
            raise Failed("the process that answers SQL did not begin", "claims doctor") from error

    def ask(self, statement: str, seconds: float) -> Answer:
        """Return what one SELECT answers within so many seconds; raise `Unreadable` otherwise."""
        if self._process is None and self._job is not None:
            self._process = _started()
            self.open(self._job)
        try:
            reply = self._asked({"statement": statement, "seconds": seconds}, seconds)
        except TimeoutError as error:
            raise Unreadable(
                f"stopped after {seconds:g} seconds", "narrow it, or allow more with --seconds"
            ) from error
        columns = [str(name) for name in reply["columns"]]
        rows = [dict(zip(columns, map(unpack, row), strict=True)) for row in reply["rows"]]
        return Answer(rows, columns, bool(reply["more"]))

    def close(self) -> None:
        """Let the process leave, if it is there still."""
        if self._process is not None and self._job is not None:
            with suppress(OSError):
                self._stream("stdin").close()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_LEAVING)
        self._end()

    def __enter__(self) -> Confined:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close, whatever happened."""
        self.close()

    def _asked(self, question: dict[str, object], seconds: float | None) -> dict[str, Any]:
        """Send a line, return the reply to it; end the process unless it is ready for another."""
        try:
            with ThreadPoolExecutor(1) as beside:
                said = beside.submit(self._exchanged, json.dumps(question).encode() + b"\n")
                try:
                    reply = _read(said.result(seconds))
                except BaseException:
                    self._end()  # so that the thread beside hears the end
                    raise
        except BrokenPipeError as error:
            self._end()
            raise _Fallen() from error
        if "refused" in reply:
            if reply.get("last"):
                self._end()
            raise _error(reply["refused"])
        return reply

    def _exchanged(self, line: bytes) -> bytes:
        asking = self._stream("stdin")
        asking.write(line)
        asking.flush()
        return self._stream("stdout").readline(_LARGEST_REPLY)

    def _stream(self, name: str) -> BinaryIO:
        return cast("BinaryIO", getattr(self._process, name))

    def _end(self) -> None:
        """End the process at once, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for name in ("stdin", "stdout"):
                with suppress(OSError):
                    self._stream(name).close()
            self._process = None


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 this program
        command("ledger.cli.answering"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        start_new_session=True,  # Ctrl-C is for us, and we end the process
    )


def _read(line: bytes) -> dict[str, Any]:
    if not line.endswith(b"\n"):
        raise _Fallen()
    try:
        reply = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _Fallen() from error
    if not isinstance(reply, dict):
        raise _Fallen()
    return reply


def _error(refused: list[str]) -> LedgerError:
    kind, sentence, remedy = map(str, refused)
    return _KINDS.get(kind, Failed)(sentence, remedy)
