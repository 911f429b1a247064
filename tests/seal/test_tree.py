"""The tree is the one of RFC 6962: other people's vectors, and the definition itself."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import BadProof
from ledger.seal.tree import (
    EMPTY_ROOT,
    Frontier,
    Tree,
    check_consistency,
    check_inclusion,
    leaf_hash,
)
from tests.reference.published import FOLDER
from tests.seal import definition

MOST = 70
LEAVES = [f"leaf {number}".encode() for number in range(MOST)]
WHOLE = Tree(map(leaf_hash, LEAVES))

sizes = st.integers(1, MOST)


def vectors(kind: str) -> list[Any]:
    path = FOLDER / "merkle" / f"{kind}.json"
    if not path.is_file():
        return [pytest.param({}, marks=pytest.mark.skip(reason=f"{path.name} is not here"))]
    found = json.loads(path.read_text(encoding="utf-8"))
    assert len(found) == 98
    return [pytest.param(vector, id=vector["name"]) for vector in found]


def hashes(given_: list[str] | None) -> list[bytes]:
    return [b64decode(one) for one in given_ or []]


def holds(check: Any, *arguments: object) -> bool:  # noqa: ANN401 either of two functions
    try:
        check(*arguments)
    except BadProof:
        return False
    return True


@pytest.mark.parametrize("vector", vectors("inclusion"))
def test_inclusion_is_judged_as_other_implementations_judge_it(vector: dict[str, Any]) -> None:
    good = holds(
        check_inclusion,
        vector["leafIdx"],
        vector["treeSize"],
        b64decode(vector["leafHash"] or ""),
        hashes(vector["proof"]),
        b64decode(vector["root"] or ""),
    )
    assert good is not vector["wantErr"], vector["desc"]


@pytest.mark.parametrize("vector", vectors("consistency"))
def test_consistency_is_judged_as_other_implementations_judge_it(vector: dict[str, Any]) -> None:
    good = holds(
        check_consistency,
        vector["size1"],
        vector["size2"],
        b64decode(vector["root1"] or ""),
        b64decode(vector["root2"] or ""),
        hashes(vector["proof"]),
    )
    assert good is not vector["wantErr"], vector["desc"]


@pytest.mark.parametrize("size", range(MOST + 1))
def test_every_root_is_the_one_that_is_defined(size: int) -> None:
    frontier = Frontier()
    for leaf in LEAVES[:size]:
        frontier.append(leaf_hash(leaf))
    expected = definition.mth(LEAVES[:size])
    assert frontier.root() == WHOLE.root(size) == expected
    assert frontier.size == size


def test_an_empty_tree_has_the_root_that_is_defined() -> None:
    assert Frontier().root() == Tree([]).root() == EMPTY_ROOT == definition.mth([])


@pytest.mark.parametrize("size", range(1, MOST + 1))
def test_every_inclusion_proof_is_the_one_that_is_defined_and_holds(size: int) -> None:
    root = WHOLE.root(size)
    for index in range(size):
        path = WHOLE.inclusion(index, size)
        assert path == definition.path(index, LEAVES[:size])
        check_inclusion(index, size, leaf_hash(LEAVES[index]), path, root)


@pytest.mark.parametrize("new", range(1, MOST + 1))
def test_every_consistency_proof_is_the_one_that_is_defined_and_holds(new: int) -> None:
    for old in range(1, new + 1):
        path = WHOLE.consistency(old, new)
        assert path == definition.proof(old, LEAVES[:new])
        check_consistency(old, new, WHOLE.root(old), WHOLE.root(new), path)


def test_everything_continues_from_nothing() -> None:
    check_consistency(0, 9, EMPTY_ROOT, WHOLE.root(9), WHOLE.consistency(0, 9))
    with pytest.raises(BadProof, match="root of an empty tree"):
        check_consistency(0, 9, WHOLE.root(9), WHOLE.root(9), [])


@given(sizes)
def test_a_frontier_goes_on_from_its_packed_form(size: int) -> None:
    frontier = Frontier()
    for leaf in LEAVES[:size]:
        frontier.append(leaf_hash(leaf))
    again = Frontier.unpacked(size, frontier.packed())
    for leaf in LEAVES[size:]:
        again.append(leaf_hash(leaf))
    assert again.root() == WHOLE.root()


@given(st.lists(st.integers(0, 40), max_size=4))
def test_adding_many_at_once_is_adding_them_one_by_one(numbers: list[int]) -> None:
    frontier, expected = Frontier(), Frontier()
    for number in numbers:
        leaves = [leaf_hash(f"{frontier.size + at}".encode()) for at in range(number)]
        frontier.extend(leaves)
        for leaf in leaves:
            expected.append(leaf)
        assert (frontier.size, frontier.packed()) == (expected.size, expected.packed())
        assert frontier.root() == expected.root()


@pytest.mark.parametrize(("size", "length"), [(0, 32), (1, 0), (1, 31), (2, 64), (3, 32)])
def test_a_frontier_of_another_size_is_refused(size: int, length: int) -> None:
    with pytest.raises(ValueError, match="one hash for each bit"):
        Frontier.unpacked(size, b"x" * length)


@given(data=st.data())
def test_no_proof_that_was_changed_anywhere_holds(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, MOST))
    index = data.draw(st.integers(0, size - 1))
    path = WHOLE.inclusion(index, size)
    at = data.draw(st.integers(0, len(path)))
    spoilt = [*path]
    if at == len(path):
        spoilt.append(b"\x00" * 32)
    else:
        bit = data.draw(st.integers(0, 255))
        number = int.from_bytes(path[at], "big") ^ (1 << bit)
        spoilt[at] = number.to_bytes(32, "big")
    leaf, root = leaf_hash(LEAVES[index]), WHOLE.root(size)
    with pytest.raises(BadProof):
        check_inclusion(index, size, leaf, spoilt, root)
    with pytest.raises(BadProof):
        check_inclusion(index, size, leaf, path[:-1], root)
    with pytest.raises(BadProof):
        check_inclusion((index + 1) % size, size, leaf, path, root)


def test_what_is_not_there_cannot_be_proven() -> None:
    for index, size in ((-1, 3), (3, 3), (0, MOST + 1)):
        with pytest.raises(ValueError, match="there is no leaf"):
            WHOLE.inclusion(index, size)
    for old, new in ((4, 3), (1, MOST + 1), (-1, 3)):
        with pytest.raises(ValueError, match="cannot begin"):
            WHOLE.consistency(old, new)
