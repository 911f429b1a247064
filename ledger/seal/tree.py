"""The Merkle tree of RFC 6962: hashes, roots, and proofs made and checked.

Invariant: hashing is exactly section 2.1 of RFC 6962 (SHA-256; 0x00 before a leaf, 0x01 before a
node; an odd node is carried up, never doubled), and checking is RFC 9162, 2.1.3.2 and 2.1.4.2, so
that anybody's implementation agrees with this one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from ledger.errors import BadProof

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(record: bytes) -> bytes:
    """Return the hash of a leaf: 32 bytes."""
    return hashlib.sha256(b"\x00" + record).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node above two others: 32 bytes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """All that a growing tree must remember: the roots of its complete subtrees, largest first."""

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        """Take how many leaves there are and a hash for each bit set in that number."""
        self.size = size
        self._hashes = list(hashes)
        if len(self._hashes) != size.bit_count():
            raise ValueError("a frontier has one hash for each bit of its size")

    @classmethod
    def unpacked(cls, size: int, packed: bytes) -> Frontier:
        """Return the frontier that was `packed`; raise `ValueError` if it cannot be of `size`."""
        if len(packed) != HASH_BYTES * size.bit_count():
            raise ValueError("a frontier has one hash for each bit of its size")
        parts = range(0, len(packed), HASH_BYTES)
        return cls(size, [packed[at : at + HASH_BYTES] for at in parts])

    def packed(self) -> bytes:
        """Return the hashes one after another."""
        return b"".join(self._hashes)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash at the end."""
        hashes, size, sha256 = self._hashes, self.size, hashlib.sha256
        while size & 1:
            leaf = sha256(b"\x01" + hashes.pop() + leaf).digest()
            size >>= 1
        hashes.append(leaf)
        self.size += 1

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Add leaf hashes at the end, level by level: many at once cost half as much."""
        sha256, kept = hashlib.sha256, list[bytes]()
        level, size = list(leaves), self.size
        while level:
            if size & 1:
                level.insert(0, self._hashes.pop())
            if len(level) & 1:
                kept.append(level.pop())
            nodes = iter(level)
            level = [
                sha256(b"\x01" + left + right).digest()
                for left, right in zip(nodes, nodes, strict=True)
            ]
            size >>= 1
        self._hashes += kept[::-1]
        self.size += len(leaves)

    def root(self) -> bytes:
        """Return the root of the tree as it is: 32 bytes."""
        if not self._hashes:
            return EMPTY_ROOT
        *rest, root = self._hashes
        for left in reversed(rest):
            root = node_hash(left, root)
        return root


class Tree:
    """A whole tree in memory, for making proofs: 64 bytes and a little a leaf."""

    def __init__(self, leaves: Iterable[bytes]) -> None:
        """Take the leaf hashes in order."""
        sha256, level = hashlib.sha256, b"".join(leaves)
        self.size = len(level) // HASH_BYTES
        self._levels = [level]
        while len(level) > HASH_BYTES:
            pairs = range(0, len(level) - HASH_BYTES, 2 * HASH_BYTES)
            level = b"".join(
                [sha256(b"\x01" + level[at : at + 2 * HASH_BYTES]).digest() for at in pairs]
            )
            self._levels.append(level)

    def root(self, size: int | None = None) -> bytes:
        """Return the root of the first `size` leaves (all of them by default)."""
        upto = self.size if size is None else size
        return self._over(0, upto) if upto else EMPTY_ROOT

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """Return the path of leaf `index` (from 0) in the tree of `size`: RFC 6962, 2.1.1."""
        if not 0 <= index < size <= self.size:
            raise ValueError(f"there is no leaf {index} in a tree of {size}")
        path, low, high = list[bytes](), 0, size
        while high - low > 1:
            middle = low + _split(high - low)
            if index < middle:
                path.append(self._over(middle, high))
                high = middle
            else:
                path.append(self._over(low, middle))
                low = middle
        return path[::-1]

    def consistency(self, old: int, new: int) -> list[bytes]:
        """Return the proof that the tree of `old` begins the tree of `new`: RFC 6962, 2.1.2."""
        if not 0 <= old <= new <= self.size:
            raise ValueError(f"a tree of {old} cannot begin one of {new}")
        if old in {0, new}:
            return []
        path, low, high, whole = list[bytes](), 0, new, True
        while old != high:
            middle = low + _split(high - low)
            if old <= middle:
                path.append(self._over(middle, high))
                high = middle
            else:
                path.append(self._over(low, middle))
                low, whole = middle, False
        return ([] if whole else [self._over(low, high)]) + path[::-1]

    def _over(self, low: int, high: int) -> bytes:
        """Return the hash over leaves `low` to `high`; a complete subtree's is at hand."""
        width = high - low
        if width.bit_count() == 1:
            level = width.bit_length() - 1
            at = HASH_BYTES * (low >> level)
            return self._levels[level][at : at + HASH_BYTES]
        middle = low + _split(width)
        return node_hash(self._over(low, middle), self._over(middle, high))


def check_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> None:
    """Raise `BadProof` unless the proof leads from leaf hash `index` (from 0) to the root."""
    if not 0 <= index < size:
        raise BadProof(f"there is no leaf {index} in a tree of {size}")
    _check_lengths([leaf, root, *proof])
    _, found = _climbed(index, size - 1, leaf, proof)
    if found != root:
        raise BadProof("the proof leads to another root")


def check_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Raise `BadProof` unless the tree of size `old` begins the tree of size `new`."""
    if not 0 <= old <= new:
        raise BadProof(f"a tree of {old} cannot begin one of {new}")
    if old in {0, new}:
        _check_trivial(old, new, old_root, new_root, proof)
        return
    _check_lengths([old_root, new_root, *proof])
    path = [*proof] if old.bit_count() > 1 or not proof else [old_root, *proof]
    if not path:
        raise BadProof("the proof is too short")
    first, last = old - 1, new - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    found_old, found_new = _climbed(first, last, path[0], path[1:])
    if found_old != old_root:
        raise BadProof("the older tree is not the beginning of the newer one")
    if found_new != new_root:
        raise BadProof("the proof leads to another newer root")


def _climbed(first: int, last: int, start: bytes, proof: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Climb from node `first` of a level that ends with node `last`.

    Returns the hash over what lies to the left of the way up, `start` included, and the root.
    """
    left = whole = start
    for one in proof:
        if last == 0:
            raise BadProof("the proof is too long")
        if first & 1 or first == last:
            left, whole = node_hash(one, left), node_hash(one, whole)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            whole = node_hash(whole, one)
        first, last = first >> 1, last >> 1
    if last != 0:
        raise BadProof("the proof is too short")
    return left, whole


def _check_trivial(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Check the two cases that need no proof: from nothing, and of a tree with itself."""
    if proof:
        raise BadProof("nothing needs to be proven, yet there is a proof")
    if old == 0 and old_root != EMPTY_ROOT:
        raise BadProof("that is not the root of an empty tree")
    if old == new and old_root != new_root:
        raise BadProof("two trees of one size have different roots")
    if old != new:
        _check_lengths([new_root])


def _check_lengths(hashes: Iterable[bytes]) -> None:
    if any(len(one) != HASH_BYTES for one in hashes):
        raise BadProof("a hash is not 32 bytes long")


def _split(width: int) -> int:
    """Return the largest power of two below `width`, which is at least 2."""
    return 1 << ((width - 1).bit_length() - 1)
