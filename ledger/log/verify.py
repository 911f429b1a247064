"""`verify`: one look at a whole ledger, everything that can be found out about it, and no trust.

Invariant: it answers on any file, damaged or foreign ones too, writes nothing, and says of each
finding where it is and what it means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from ledger.errors import LedgerError
from ledger.log.checks import facts, file, guards, signed, stamps, streams, tree
from ledger.log.checks.look import DAMAGE, Finding, Look, answering
from ledger.log.tail import FILE, open_file, open_read_only, readable
from ledger.progress import doing
from ledger.seal.checkpoint import SignedCheckpoint, read_checkpoint
from ledger.seal.note import Verifier

Check = Callable[[Look], Iterator[Finding]]

CHECKS: dict[str, Check] = {
    "facts": facts.check,
    "tree": tree.check,
    "keys": signed.check_keys,
    "checkpoints": signed.check_checkpoints,
    "against": signed.check_against,
    "attestations": signed.check_attestations,
    "stamps": stamps.check,
}
"""Of what the tables hold, once it is known that they are ours. In this order: the pass over the
facts fills what the later ones go by."""
BESIDE: dict[str, Check] = {"streams": streams.check, "file": file.check}
"""Beside those, since SQLite does the work; on a connection of their own."""
_MOST = 20
_UNREADABLE = "the file is damaged where this is kept; restore a backup"
_STRANGE = "nothing in the file can be judged while it is another than it should be"


@dataclass(frozen=True)
class Report:
    """What was found out about one ledger."""

    file: Path
    size: int = 0
    root: bytes = b""
    origin: str = ""
    checkpoints: int = 0
    signed_size: int = 0
    """How many facts the newest checkpoint covers."""
    redacted: int = 0
    carried: int = 0
    keys: tuple[str, ...] = ()
    key_given: bool = False
    compared: int = 0
    stamps: int = 0
    stamps_checked: int = 0
    findings: tuple[Finding, ...] = ()
    more: dict[str, int] = field(default_factory=dict)
    """How many findings of a check are left out of the list."""

    @property
    def good(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def verify(
    directory: Path,
    keys: Sequence[Verifier] = (),
    against: Sequence[tuple[str, SignedCheckpoint]] = (),
    authorities: bytes = b"",
) -> Report:
    """Look at the ledger in `directory`, with what was brought from outside.

    `keys` are public keys, `against` checkpoints with the names of their files, `authorities` root
    certificates (PEM) of time-stamp authorities.
    """
    return verify_file(directory / FILE, keys, against, authorities)


def verify_file(
    path: Path,
    keys: Sequence[Verifier] = (),
    against: Sequence[tuple[str, SignedCheckpoint]] = (),
    authorities: bytes = b"",
) -> Report:
    """Look at the log in one file: a ledger's own, or a backup."""
    try:
        connection = open_file(path)
    except LedgerError as error:
        found = Finding("file", str(path), error.sentence, error.remedy)
        return Report(path, findings=(found,))
    with closing(connection):
        return _looked(path, Look(connection, path, tuple(keys), tuple(against), authorities))


def guards_of(directory: Path) -> list[Finding]:
    """Return which tables and guards are not as this program makes them; nothing else is read."""
    with closing(open_read_only(directory)) as connection, readable(directory):
        return list(guards.check(Look(connection)))


def _looked(path: Path, look: Look) -> Report:
    found: list[Finding] = []
    more: dict[str, int] = {}
    strange = ["the file"]
    with answering(found, "file", _UNREADABLE):
        look.connection.execute("begin")
        _take("guards", guards.check(look), found, more)
        strange = guards.strange_tables(look)
    if strange:
        found += [Finding("file", name, "was not read", _STRANGE) for name in strange]
        return Report(path, key_given=bool(look.keys), findings=tuple(found), more=more)
    _look_inside(path, look, found, more)
    return _report(path, look, found, more)


def _look_inside(path: Path, look: Look, found: list[Finding], more: dict[str, int]) -> None:
    """Do every check of what the tables hold."""
    with _Beside(path) as beside:
        with answering(found, "checkpoints", _UNREADABLE):
            look.roots = dict.fromkeys(_sizes(look))
        with doing("verifying", len(CHECKS) + len(BESIDE)) as advance:
            for name, check in CHECKS.items():
                with answering(found, name, _UNREADABLE):
                    _take(name, check(look), found, more)
                advance(1)
            for name in BESIDE:
                _take(name, beside.findings(name), found, more)
                advance(1)


def _take(name: str, given: Iterator[Finding], found: list[Finding], more: dict[str, int]) -> None:
    found += islice(given, _MOST)
    left = sum(1 for _ in given)
    if left:
        more[name] = left


def _sizes(look: Look) -> Iterator[int]:
    """Yield every size whose root some checkpoint says."""
    for size, _ in signed.stored_checkpoints(look):
        yield size
    for _, one in look.against:
        yield one.checkpoint.size
    for (state,) in look.ask(
        "select cast(state as text) from stored_events where originator_id >= 'attestation-'"
        " and originator_id < 'attestation.' and state is not null"
    ):
        yield from _stamped(str(state))


def _stamped(state: str) -> Iterator[int]:
    import json

    try:
        yield read_checkpoint(json.loads(state)["checkpoint"]).checkpoint.size
    except (LedgerError, *DAMAGE):
        return  # the checks that come later say what is wrong with it


def _report(path: Path, look: Look, found: list[Finding], more: dict[str, int]) -> Report:
    sizes, named = [0], ""
    keys: tuple[str, ...] = ()
    with answering([], "", ""):
        sizes = [size for size, _ in signed.stored_checkpoints(look)] or [0]
        keys = tuple(map(str, signed.trusted(look)))
        named = signed.own_origin(look)
    return Report(
        path, look.size, look.root, named,
        checkpoints=len([size for size in sizes if size]), signed_size=max(sizes),
        redacted=look.redacted, carried=look.carried, keys=keys, key_given=bool(look.keys),
        compared=len(look.against),
        stamps=look.stamps,
        stamps_checked=look.stamps_checked, findings=tuple(found), more=more,
    )  # fmt: skip


class _Beside:
    """The checks that are SQLite's work, in a thread: it takes as long as they do."""

    def __init__(self, path: Path) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._pool = ThreadPoolExecutor(1)
        self._asked = self._pool.submit(self._look, path)

    def findings(self, name: str) -> Iterator[Finding]:
        yield from self._asked.result()[name]

    def __enter__(self) -> _Beside:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    @staticmethod
    def _look(path: Path) -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = {name: [] for name in BESIDE}
        try:
            with closing(open_file(path)) as connection:
                for name, check in BESIDE.items():
                    with answering(found[name], name, _UNREADABLE):
                        found[name] += check(Look(connection))
        except LedgerError as error:
            found["file"].append(Finding("file", str(path), str(error), _UNREADABLE))
        return found
