"""However a proof file is changed, it proves what was signed, less of it, or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger.errors import BadProof
from ledger.seal.proof import Proven, check
from tests.seal.mutations import mutated
from tests.seal.proving import ELSEWHERE, SIGNER, STRANGER, Log
from tests.tamper.sizes import SIZE, dice, shares

LOG, OTHER = Log(21, redacted=frozenset({5})), Log(21, "another of the same name")
KINDS = {
    "facts": [LOG.proof([1, 5, 8]), LOG.proof([20, 21]), LOG.proof([8], 13)],
    "consistency": [LOG.continued(8, 21), LOG.continued(0, 5), LOG.continued(13, 13)],
}
LENT = [*KINDS["facts"], *KINDS["consistency"], OTHER.proof([1, 5, 8]), OTHER.continued(4, 9)]
KEYS = (SIGNER.verifier, STRANGER.verifier, ELSEWHERE.verifier)


def is_true_of(log: Log, found: Proven) -> bool:
    """Say whether all that is proven is so in a log; content may be left out."""
    sides = [one.checkpoint for one in (found.checkpoint, found.older) if one is not None]
    signed = all(one == log.checkpoint(one.size) for one in sides)
    facts = [(fact, log.fact(fact.position)) for fact in found.facts]
    held = all(fact in {true, replace(true, state=None)} for fact, true in facts)
    return signed and held and found.signed_by == SIGNER.verifier


@pytest.mark.parametrize(("share", "cases"), shares(SIZE.proofs // len(KINDS), 20_000))
@pytest.mark.parametrize("kind", KINDS)
def test_no_changed_proof_proves_what_is_not_so(kind: str, share: int, cases: int) -> None:
    chance = dice(f"proofs of {kind} {share}")
    wrong, refused = [], 0
    for _ in range(cases):
        spoilt = mutated(chance.choice(KINDS[kind]), LENT, chance)
        try:
            found = check(spoilt, *KEYS)
        except BadProof:
            refused += 1
            continue
        if not (is_true_of(LOG, found) or is_true_of(OTHER, found)):
            wrong.append(spoilt)
    assert wrong == []
    assert refused > cases // 2, "most changes leave no proof"
