"""What a disk may hold after the power failed, from a recorded trace of what a program did to it.

Kept is what was synced: a file's contents by a sync of that file, a name by a sync of its folder.
Of the rest any part may have reached the disk, in any order, and each write torn at its sectors.
Invariant: no state is made in which something synced is missing.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
_HEAD = struct.Struct("<IIIIQQ")
_SHARED_MEMORY = "-shm"
"""The ending of files that are only memory: what a disk holds of them is anybody's guess."""


@dataclass(frozen=True)
class Event:
    """One change, or a mark between changes; the letters are the shim's."""

    kind: str
    name: str
    other: str
    offset: int
    data: bytes


def read_trace(file: Path) -> list[Event]:
    """Return the events of a recorded trace."""
    content, at, events = file.read_bytes(), 0, []
    while at < len(content):
        kind, name, other, _, offset, length = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        texts = content[at : at + name + other]
        at += name + other
        data = content[at : at + length]
        at += length
        events.append(Event(chr(kind), texts[:name].decode(), texts[name:].decode(), offset, data))
    return events


# a disk


@dataclass(frozen=True)
class Change:
    """A write, or a new length, that was not synced yet."""

    offset: int
    data: bytes | None = None

    def on(self, content: bytearray) -> None:
        """Make the change."""
        if self.data is None:
            del content[self.offset :]
        _reach(content, self.offset)
        if self.data is not None:
            content[self.offset : self.offset + len(self.data)] = self.data


def _reach(content: bytearray, length: int) -> None:
    content.extend(bytes(max(0, length - len(content))))


@dataclass
class Inode:
    """A file (or a folder, which has no contents here) apart from its names."""

    folder: bool = False
    live: bytearray = field(default_factory=bytearray)
    synced: bytes = b""
    pending: list[Change] = field(default_factory=list)

    def change(self, change: Change) -> None:
        """Take a change that is not synced yet."""
        change.on(self.live)
        self.pending.append(change)

    def sync(self) -> None:
        """Keep everything from here on."""
        self.synced, self.pending = bytes(self.live), []


@dataclass(frozen=True)
class Naming:
    """A change of names: the name that goes, and the one that comes with its file."""

    gone: str = ""
    come: str = ""
    inode: Inode | None = None

    @property
    def folder(self) -> str:
        """The folder whose sync keeps it."""
        return parent(self.come or self.gone)

    def on(self, names: dict[str, Inode]) -> None:
        """Make the change."""
        if self.gone:
            names.pop(self.gone, None)
        if self.inode is not None:
            names[self.come] = self.inode


def parent(name: str) -> str:
    """Return the folder that a name stands in; "" for the top."""
    return name.rpartition("/")[0]


class Disk:
    """What was done to a disk so far: what is synced, and what is still under way."""

    def __init__(self) -> None:
        """Begin with an empty top folder."""
        self.names: dict[str, Inode] = {}
        self._opened: dict[str, Inode] = {}
        self._synced: dict[str, Inode] = {}
        self._pending: list[Naming] = []

    def take(self, event: Event) -> None:
        """Take the next event of a trace."""
        if event.kind in "CM":
            self._name(Naming(come=event.name, inode=Inode(folder=event.kind == "M")))
        elif event.kind == "U":
            self._name(Naming(gone=event.name))
        elif event.kind == "R":
            self._name(Naming(event.name, event.other, self.names.get(event.name)))
        elif event.kind == "K":
            self._name(Naming(come=event.other, inode=self.names.get(event.name)))
        elif event.kind == "W":
            self._opened[event.name].change(Change(event.offset, event.data))
        elif event.kind == "T":
            self._opened[event.name].change(Change(event.offset))
        elif event.kind == "S":
            self._sync(event.name)

    def whole(self) -> dict[str, bytes | None]:
        """Return what a reader sees while the power is on; None for a folder."""
        return {
            name: None if inode.folder else bytes(inode.live) for name, inode in self.names.items()
        }

    def after_cut(self, dice: random.Random) -> dict[str, bytes | None]:
        """Return one of the states in which the power may leave the disk."""
        names = dict(self._synced)
        for naming in _some(self._pending, dice):
            naming.on(names)
        reachable = (name for name in names if _stands(name, names))
        return {
            name: None if names[name].folder else _left(name, names[name], dice)
            for name in reachable
        }

    def _name(self, naming: Naming) -> None:
        naming.on(self.names)
        self._pending.append(naming)
        if naming.inode is not None:
            self._opened[naming.come] = naming.inode

    def _sync(self, name: str) -> None:
        inode = self._opened.get(name)
        if inode is not None and not inode.folder:
            inode.sync()
            return
        for naming in self._pending:
            if naming.folder == name:
                naming.on(self._synced)
        self._pending = [naming for naming in self._pending if naming.folder != name]


def _stands(name: str, names: dict[str, Inode]) -> bool:
    """Say whether every folder above a name is there."""
    above = parent(name)
    return not above or (above in names and _stands(above, names))


def _some(pending: list[Naming], dice: random.Random) -> list[Naming]:
    """Return some of the changes of names: the first few, or any."""
    if dice.random() < 0.5:
        return pending[: dice.randint(0, len(pending))]
    share = dice.random()
    return [naming for naming in pending if dice.random() < share]


def _left(name: str, inode: Inode, dice: random.Random) -> bytes:
    """Return what is left of a file's contents."""
    if name.endswith(_SHARED_MEMORY):
        return dice.choice([b"", bytes(32_768), dice.randbytes(32_768)])
    content = bytearray(inode.synced)
    first, share = dice.randint(0, len(inode.pending)), dice.choice([0.0, 0.5, 0.9, 1.0])
    in_order = dice.random() < 0.4
    for number, change in enumerate(inode.pending):
        if in_order and number > first:
            break
        if (in_order and number < first) or (not in_order and dice.random() < share):
            change.on(content)
        elif change.data is not None and dice.random() < 0.5:
            _tear(content, change, dice)
    return bytes(content)


def _tear(content: bytearray, change: Change, dice: random.Random) -> None:
    """Let only some sectors of a write arrive; a file may have grown for those that did not."""
    grown = dice.choice([b"", bytes(SECTOR), dice.randbytes(SECTOR)])
    for at, piece in _sectors(change):
        if dice.random() < 0.5:
            Change(at, piece).on(content)
        elif grown and at >= len(content):
            Change(at, grown[: len(piece)]).on(content)


def _sectors(change: Change) -> Iterator[tuple[int, bytes]]:
    assert change.data is not None
    at, end = change.offset, change.offset + len(change.data)
    while at < end:
        upto = min(end, (at // SECTOR + 1) * SECTOR)
        yield at, change.data[at - change.offset : upto - change.offset]
        at = upto


# states on a real disk, to be looked at


def write_state(state: dict[str, bytes | None], folder: Path) -> None:
    """Put a state into an empty folder."""
    for name in sorted(state):
        content = state[name]
        if content is None:
            (folder / name).mkdir()
        else:
            (folder / name).write_bytes(content)


def disks(events: Iterable[Event]) -> Iterator[tuple[Disk, Event]]:
    """Yield the disk after each event, and the event; it is the same disk, further on."""
    disk = Disk()
    for event in events:
        disk.take(event)
        yield disk, event
