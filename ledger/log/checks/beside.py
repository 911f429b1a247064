"""A span of the facts looked at in a process of its own: hashing keeps a processor busy.

Invariant: a process that fails in any way has said nothing; who asked then looks for itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ledger.log.checks.look import DAMAGE, Finding
from ledger.log.checks.recount import AT_ONCE, Span, Tally, recount
from ledger.log.tail import open_file
from ledger.processes import command, environment
from ledger.seal.tree import HASH_BYTES

if TYPE_CHECKING:
    from types import TracebackType


class Beside:
    """One process and what it found: its leaves in a file, what it says in a line."""

    def __init__(self, path: Path | None, span: Span) -> None:
        """Begin at once."""
        self.span = span
        self.findings: list[Finding] = []
        self.tally = Tally()
        self._leaves: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 until we leave
        self._process = subprocess.Popen(  # noqa: S603 this program
            command(__name__, str(path), json.dumps(asdict(span)), str(self._leaves.fileno())),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            pass_fds=[self._leaves.fileno()], env=environment(),
        )  # fmt: skip

    def finished(self) -> bool:
        """Wait for it, and say whether it did its work."""
        said, _ = self._process.communicate()
        if self._process.returncode != 0:
            return False
        try:
            reply = json.loads(said)
            self.findings = [Finding(**one) for one in reply["findings"]]
            self.tally = Tally(
                [(str(name), int(at), fields) for name, at, fields in reply["kept"]],
                {(str(name), int(version)) for name, version in reply["names"]},
                reply["carried"], reply["redacted"],
            )  # fmt: skip
        except DAMAGE:
            return False
        return True

    def leaves(self) -> Iterator[list[bytes]]:
        """Yield the leaves, some thousands at a time."""
        self._leaves.seek(0)
        while block := self._leaves.read(AT_ONCE * HASH_BYTES):
            yield [block[at : at + HASH_BYTES] for at in range(0, len(block), HASH_BYTES)]

    def __enter__(self) -> Beside:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it, whatever happened."""
        with self._process, self._leaves:  # which wait for it, and close what is open
            self._process.kill()


def main(path: str, span: str, file: str) -> None:
    """Look at a span: leaves to the open file with that number, the rest to standard output."""
    tally = Tally()
    with closing(open_file(Path(path))) as connection, os.fdopen(int(file), "wb") as leaves:
        found = recount(connection, Span(**json.loads(span)), tally, leaves.writelines)
        findings = [asdict(one) for one in found]
    json.dump({**vars(tally), "findings": findings, "names": sorted(tally.names)}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
