"""The one pass over all facts: positions without a gap, every leaf recomputed, the tree regrown.

Invariant: nothing stored about a fact is believed, neither its leaf hash nor the tree; what cannot
be read is a finding, and the pass goes on as far as the file lets it.
"""

from __future__ import annotations

import json
import re
import sqlite3
from base64 import b64decode
from binascii import b2a_base64
from collections import deque
from collections.abc import Iterator
from hashlib import sha256

from ledger.log.checks.look import DAMAGE, Finding, Look
from ledger.seal.leaf import HEAD, SALT_BYTES
from ledger.seal.tree import HASH_BYTES, Frontier

KEPT = frozenset({"ledger.opened", "key.adopted", "checkpoint.attested"})
"""Facts that other checks need."""

Row = tuple[int, str, int, str, bytes | None, str, bytes | None, bytes]

_FACTS = """
    select position, originator_id, originator_version, topic, state, recorded_at, salt, leaf_hash
    from stored_events order by position
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
_AT_ONCE = 4096
"""Leaves by which the tree grows: some thousands cost half of what they cost one by one."""


def check(look: Look) -> Iterator[Finding]:
    """Yield every fact that is not what was sealed, and grow the tree that there should be."""
    look.announced = dict(_announced(look))
    tree, leaves, expected = Frontier(), list[bytes](), 0
    wanted = deque(sorted(look.roots))
    try:
        for row in look.connection.execute(_FACTS):
            expected += 1
            if row[0] != expected:
                yield _gap(expected, row[0])
                expected = row[0]
            leaf, said = _recount(look, row)
            if said:
                yield Finding("facts", f"position {row[0]}", said, _ALTERED)
            leaves.append(leaf)
            if len(leaves) == _AT_ONCE:
                _grow(look, tree, leaves, wanted)
    except sqlite3.Error as error:
        look.facts_whole = False
        yield Finding(
            "facts", f"after position {expected}", f"the file cannot be read on ({error})",
            "the disk or a program damaged the file; a backup is needed",
        )  # fmt: skip
    _grow(look, tree, leaves, wanted)
    look.size, look.root, look.frontier = tree.size, tree.root(), tree.packed()


def _grow(look: Look, tree: Frontier, leaves: list[bytes], wanted: deque[int]) -> None:
    """Add leaves to the tree, and keep the roots that are wanted on the way."""
    while wanted and wanted[0] <= tree.size + len(leaves):
        here = wanted.popleft() - tree.size
        if here > 0:
            tree.extend(leaves[:here])
            del leaves[:here]
            look.roots[tree.size] = tree.root()
    tree.extend(leaves)
    leaves.clear()


def _recount(look: Look, row: Row) -> tuple[bytes, str]:
    """Return the leaf that a fact should have, and what is wrong with it; '' for nothing."""
    position, stream, version, name, state, recorded_at, salt, leaf = row
    try:
        if state is None or salt is None or position in look.announced:
            return _recount_redacted(look, row)
        content = sha256(salt + state).digest()
        text = f"\0{HEAD}\n{position}\n{stream}\n{version}\n{recorded_at}\n{name}\n"
        found = sha256(text.encode() + b2a_base64(content)).digest()
        if found != leaf or text.count("\n") != _LINES or len(salt) != SALT_BYTES:
            return _as_leaf(leaf), "is not what was sealed"
        _remember(look, position, name, state, recorded_at)
    except DAMAGE as error:
        return _as_leaf(leaf), f"cannot be read ({error})"
    return found, ""


def _recount_redacted(look: Look, row: Row) -> tuple[bytes, str]:
    position, stream, version, name, state, recorded_at, salt, leaf = row
    content = look.announced.get(position)
    if content is None:
        return _as_leaf(leaf), "has lost its content, and no redaction was announced"
    if state is not None or salt is not None:
        return _as_leaf(leaf), "was redacted, and something stands in its place"
    text = f"{HEAD}\n{position}\n{stream}\n{version}\n{recorded_at}\n{name}\n"
    found = sha256(b"\x00" + text.encode() + b2a_base64(content)).digest()
    look.redacted += 1
    look.redacted_names.add(name)
    return found, "" if found == leaf else "is not what was sealed, and its content is gone"


def _remember(look: Look, position: int, name: str, state: bytes, recorded_at: str) -> None:
    look.names.add((name, _class_version(state)))
    if not state.startswith(b'{"recorded_at":"%s"' % recorded_at.encode()):
        said = _RECORDED_AT.match(state)
        look.carried += said is not None
    if name in KEPT:
        look.kept_facts.setdefault(name, []).append((position, json.loads(state)))


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


def _announced(look: Look) -> Iterator[tuple[int, bytes]]:
    try:
        for position, state in look.connection.execute(_ANNOUNCED):
            yield int(position), b64decode(json.loads(state)["content_hash"])
    except DAMAGE:
        return  # whoever relies on it is told that nothing was announced


def _gap(expected: int, found: int) -> Finding:
    alone = found == expected + 1
    where = f"position {expected}" if alone else f"positions {expected} to {found - 1}"
    return Finding("facts", where, "is missing", "facts were removed from the file")
