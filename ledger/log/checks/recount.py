"""The pass over a span of the facts: positions without a gap, every leaf recomputed.

Invariant: nothing stored about a fact is believed, least of all its leaf hash; what cannot be read
is a finding, and the pass goes on as far as the file lets it.
"""

from __future__ import annotations

import json
import re
import sqlite3
from binascii import b2a_base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from ledger.log.checks.look import DAMAGE, Finding
from ledger.log.redacted import announced
from ledger.seal.leaf import HEAD, SALT_BYTES
from ledger.seal.tree import HASH_BYTES

KEPT = frozenset({"ledger.opened", "key.adopted", "checkpoint.attested"})
"""Facts that other checks need."""
AT_ONCE = 4096
"""Leaves that are handed on at a time: a tree grows by thousands at half of what one costs."""

Row = tuple[int, str, int, str, bytes | None, str, bytes | None, bytes]
Gone = dict[int, tuple[bytes, int]]
Grow = Callable[[list[bytes]], None]

_FACTS = """
    select position, originator_id, originator_version, topic, state, recorded_at, salt, leaf_hash
    from stored_events where position between ? and ? order by position
"""
_ANNOUNCED = """
    select substr(originator_id, 11), state from stored_events
    where originator_id >= 'redaction-' and originator_id < 'redaction.'
        and topic = 'fact.redacted'
"""
_VERSION, _ONE = b'"class_version":', b'"class_version":1,'
_CLASS_VERSION = re.compile(rb'"class_version":(\d+)')
_RECORDED_AT = re.compile(rb'\{"recorded_at":"([^"\\]*)"')
_ALTERED = "this fact was altered, moved or added after it was recorded, or the disk changed it"
_LINES = 6


@dataclass(frozen=True)
class Span:
    """Positions from `first` to `last`, the last of them a fact's unless it is the end."""

    first: int
    last: int
    expected: int
    """The position that the first of them should have."""
    end: bool
    """Whether nothing comes after it."""


@dataclass
class Tally:
    """What a pass saw, apart from the findings."""

    kept: list[tuple[str, int, dict[str, object]]] = field(default_factory=list)
    """The facts that other checks need: stored name, position, fields."""
    names: set[tuple[str, int]] = field(default_factory=set)
    """Stored name and version of every fact; of a redacted one as was announced."""
    carried: int = 0
    redacted: int = 0


def recount(
    connection: sqlite3.Connection, span: Span, tally: Tally, grow: Grow
) -> Iterator[Finding]:
    """Yield every fact of a span that is not what was sealed; hand its leaves to `grow`."""
    gone = dict(_announced(connection))
    leaves, expected = list[bytes](), span.expected - 1
    try:
        for row in connection.execute(_FACTS, (span.first, span.last)):
            expected += 1
            if row[0] != expected:
                yield _gap(expected, row[0])
                expected = row[0]
            leaf, said = _recount(tally, gone, row)
            if said:
                yield Finding("facts", f"position {row[0]}", said, _ALTERED)
            leaves.append(leaf)
            if len(leaves) == AT_ONCE:
                grow(leaves)
                leaves = []
        if expected < span.last and not span.end:
            yield _gap(expected + 1, span.last + 1)
    except sqlite3.Error as error:
        yield Finding(
            "facts", f"after position {expected}", f"the file cannot be read on ({error})",
            "the disk or a program damaged the file; a backup is needed",
        )  # fmt: skip
    grow(leaves)


def _recount(tally: Tally, gone: Gone, row: Row) -> tuple[bytes, str]:
    """Return the leaf that a fact should have, and what is wrong with it; '' for nothing."""
    position, stream, version, name, state, recorded_at, salt, leaf = row
    try:
        if state is None or salt is None or position in gone:
            return _recount_redacted(tally, gone, row)
        content = sha256(salt + state).digest()
        text = f"\0{HEAD}\n{position}\n{stream}\n{version}\n{recorded_at}\n{name}\n"
        found = sha256(text.encode() + b2a_base64(content)).digest()
        if found != leaf or text.count("\n") != _LINES or len(salt) != SALT_BYTES:
            return _as_leaf(leaf), "is not what was sealed"
        _remember(tally, position, name, state, recorded_at)
    except DAMAGE as error:
        return _as_leaf(leaf), f"cannot be read ({error})"
    return found, ""


def _recount_redacted(tally: Tally, gone: Gone, row: Row) -> tuple[bytes, str]:
    position, stream, version, name, state, recorded_at, salt, leaf = row
    if position not in gone:
        return _as_leaf(leaf), "has lost its content, and no redaction was announced"
    if state is not None or salt is not None:
        return _as_leaf(leaf), "was redacted, and something stands in its place"
    content, class_version = gone[position]
    text = f"{HEAD}\n{position}\n{stream}\n{version}\n{recorded_at}\n{name}\n"
    found = sha256(b"\x00" + text.encode() + b2a_base64(content)).digest()
    tally.redacted += 1
    tally.names.add((name, class_version))
    return found, "" if found == leaf else "is not what was sealed, and its content is gone"


def _remember(tally: Tally, position: int, name: str, state: bytes, recorded_at: str) -> None:
    tally.names.add((name, _class_version(state)))
    if not state.startswith(b'{"recorded_at":"%s"' % recorded_at.encode()):
        said = _RECORDED_AT.match(state)
        tally.carried += said is not None
    if name in KEPT:
        tally.kept.append((name, position, json.loads(state)))


def _class_version(state: bytes) -> int:
    """Return the first class version that a fact says, 0 for none; nearly always it is 1."""
    at = state.find(_VERSION)
    if at >= 0 and state.startswith(_ONE, at):
        return 1
    version = _CLASS_VERSION.search(state)
    return int(version[1]) if version else 0


def _as_leaf(leaf: object) -> bytes:
    """Return something that can stand in the tree for a fact that is no longer itself."""
    return leaf if isinstance(leaf, bytes) and len(leaf) == HASH_BYTES else bytes(HASH_BYTES)


def _announced(connection: sqlite3.Connection) -> Iterator[tuple[int, tuple[bytes, int]]]:
    """Yield the content hash and the class version of each redacted fact, after its position."""
    try:
        for position, state in connection.execute(_ANNOUNCED):
            yield int(position), announced(state)
    except DAMAGE:
        return  # whoever relies on it is told that nothing was announced


def _gap(expected: int, found: int) -> Finding:
    alone = found == expected + 1
    where = f"position {expected}" if alone else f"positions {expected} to {found - 1}"
    return Finding("facts", where, "is missing", "facts were removed from the file")
