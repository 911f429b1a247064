"""Proof files: what is proven holds, whatever is not is refused, and no key but ours counts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import BadProof
from ledger.seal.checkpoint import Checkpoint
from ledger.seal.leaf import SALT_BYTES
from ledger.seal.proof import check, write_consistency, write_facts
from tests.seal.proving import ELSEWHERE, SIGNER, STRANGER, Log, text

MOST = 40
OURS = SIGNER.verifier


@st.composite
def some_facts(draw: st.DrawFn) -> tuple[Log, list[int], int]:
    """Return a log, positions in it, and the size of a checkpoint that covers them."""
    size = draw(st.integers(1, MOST))
    positions = draw(st.lists(st.integers(1, size), min_size=1, max_size=5))
    redacted = draw(st.frozensets(st.integers(1, size), max_size=2))
    return Log(MOST, redacted=redacted), positions, draw(st.integers(max(positions), MOST))


@given(some_facts())
def test_what_was_proven_is_what_is_read(drawn: tuple[Log, list[int], int]) -> None:
    log, positions, size = drawn
    proven = check(log.proof(positions, size), OURS)
    assert proven.facts == tuple(map(log.fact, positions))
    assert proven.checkpoint.checkpoint == log.checkpoint(size)
    assert proven.signed_by == OURS
    assert proven.older is None


@given(st.integers(0, MOST), st.integers(0, MOST))
def test_that_one_log_continues_another_is_what_is_read(one: int, other: int) -> None:
    old, new = sorted((one, other))
    log = Log(MOST)
    proven = check(log.continued(old, new), OURS)
    assert proven.older is not None
    assert proven.older.checkpoint == log.checkpoint(old)
    assert proven.checkpoint.checkpoint == log.checkpoint(new)
    assert proven.facts == ()


@given(st.integers(1, MOST), st.integers(1, MOST))
def test_a_log_that_was_rewritten_continues_nothing(one: int, other: int) -> None:
    old, new = sorted((one, other))
    ours, theirs = Log(MOST), Log(MOST, "rewritten")
    notes = ours.checkpoint(old).signed(SIGNER), theirs.checkpoint(new).signed(SIGNER)
    for log in (ours, theirs):
        with pytest.raises(BadProof):
            check(write_consistency(*notes, log.tree.consistency(old, new)), OURS)


@pytest.mark.parametrize("keys", [(), (STRANGER.verifier,), (ELSEWHERE.verifier,)])
def test_no_key_but_the_ledgers_own_counts(keys: tuple[Any, ...]) -> None:
    log = Log(9)
    for proof in (log.proof([3]), log.continued(3, 9)):
        with pytest.raises(BadProof):
            check(proof, *keys)
        assert check(proof, *keys, OURS).signed_by == OURS


def test_the_key_of_one_ledger_does_not_sign_for_another() -> None:
    """Not even for a reader who trusts both."""
    log = Log(9)
    note = log.checkpoint().signed(ELSEWHERE)
    forged = write_facts([log.evidence(3)], note)
    with pytest.raises(BadProof, match="not signed with that key"):
        check(forged, OURS, ELSEWHERE.verifier)
    own = Checkpoint(ELSEWHERE.name, 9, log.tree.root()).signed(ELSEWHERE)
    proven = check(write_facts([log.evidence(3)], own), OURS, ELSEWHERE.verifier)
    assert proven.signed_by == ELSEWHERE.verifier


def test_a_byte_that_passed_from_content_to_salt_is_refused() -> None:
    proof = json.loads(Log(9).proof([3]))
    fact = proof["facts"][0]
    state = fact["state"]
    fact["salt"], fact["state"] = text(Log(9).salt(3) + state[:1].encode()), state[1:]
    with pytest.raises(BadProof, match="salt"):
        check(json.dumps(proof), OURS)


Spoil = Callable[[dict[str, Any]], object]


def other(name: str) -> Spoil:
    """Return what takes a field of the first fact from another, as good, fact."""
    return lambda proof: proof["facts"][0].update({name: proof["facts"][1][name]})


def fact(**changes: object) -> Spoil:
    """Return what puts something else into the first fact."""
    return lambda proof: proof["facts"][0].update(changes)


LONG = Log(9).record(3).decode().replace("\n3\n", f"\n{'9' * 5_000}\n")
SPOILT: dict[str, Spoil] = {
    "another's record": other("record"),
    "another's content": other("state"),
    "another's salt": other("salt"),
    "another's proof": other("proof"),
    "no facts": lambda proof: proof["facts"].clear(),
    "facts that are no list": lambda proof: proof.update(facts={}),
    "a fact that is none": lambda proof: proof["facts"].append("a fact"),
    "another format": lambda proof: proof.update(format="claims-ledger/proof/v2"),
    "content that is no text": fact(state=7),
    "no salt": fact(salt=None),
    "a salt of zeros": fact(salt=text(bytes(SALT_BYTES))),
    "a position of 5,000 digits": fact(record=LONG),
    "a record that ends early": fact(record=Log(9).record(3).decode()[:-1]),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_parts_of_good_proofs_make_no_other(spoil: Spoil) -> None:
    proof = json.loads(Log(9).proof([3, 4]))
    check(json.dumps(proof), OURS)
    spoil(proof)
    with pytest.raises(BadProof):
        check(json.dumps(proof), OURS)


def test_all_facts_of_a_proof_stand_under_one_checkpoint() -> None:
    log = Log(9)
    proof = json.loads(log.proof([3], 8))
    proof["facts"] += json.loads(log.proof([4], 9))["facts"]
    with pytest.raises(BadProof, match="different checkpoints"):
        check(json.dumps(proof), OURS)


def test_a_proof_is_plain_ascii_text() -> None:
    for proof in (Log(9).proof([3]), Log(9).continued(3, 9)):
        assert proof.isascii()
        assert proof.endswith("}\n")
