"""Proofs from one command to the other: made with a ledger, checked without it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.seal.checkpoint import Checkpoint
from ledger.seal.note import Signer, read_signer
from ledger.seal.proof import write_consistency
from ledger.seal.tree import Tree
from tests.cli.running import ARTICLES, Claims

CLAIM = "fnghdcbb"
"""Guterres's, among the seed articles."""


@pytest.fixture
def signed(claims: Claims, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The seed articles, sealed with keys of this test; what is made goes to `tmp_path`."""
    monkeypatch.setenv("CLAIMS_KEYS", str(tmp_path / "keys"))
    claims("import", *ARTICLES).done()
    claims("seal").done()
    (tmp_path / "press.pub").write_text(claims("key").done().out)
    claims("prove", CLAIM, "-o", str(tmp_path / "proof.json")).done()
    return own


def test_a_proof_is_checked_without_the_ledger(
    claims: Claims, signed: Path, tmp_path: Path
) -> None:
    signed.rename(tmp_path / "elsewhere")
    said = claims("check-proof", str(tmp_path / "proof.json"), "--key", str(tmp_path / "press.pub"))
    assert said.done().lines[0].startswith("holds: ")
    assert "I am convinced it will not happen" in said.out
    assert "claim.recorded" in said.out


def test_what_is_proven_can_be_had_as_json(claims: Claims, signed: Path, tmp_path: Path) -> None:
    key = claims("key").done().out.strip()
    found = claims("check-proof", str(tmp_path / "proof.json"), "--key", key, "--json").done().json
    assert found["holds"] is True
    assert found["signed_by"] == key
    assert found["size"] == Ledger(signed).position()
    names = {fact["name"] for fact in found["facts"]}
    assert names >= {"ledger.opened", "claim.recorded", "estimate.recorded", "question.resolved"}


@pytest.mark.usefixtures("signed")
def test_a_forged_proof_is_refused(claims: Claims, tmp_path: Path) -> None:
    path = tmp_path / "proof.json"
    path.write_text(path.read_text().replace("convinced it will not", "convinced it will now"))
    said = claims("check-proof", str(path), "--key", str(tmp_path / "press.pub"))
    assert (said.code, said.out) == (4, "")
    assert "is not what was sealed" in said.err


@pytest.mark.usefixtures("signed")
def test_a_proof_is_refused_under_somebody_elses_key(claims: Claims, tmp_path: Path) -> None:
    name = claims("key").done().out.partition("+")[0]
    for foreign, sentence in (
        (Signer(name, bytes(32)), "not signed with that key"),
        (Signer("claims-ledger/other-00", bytes(32)), "of another ledger"),
    ):
        key = str(foreign.verifier)
        said = claims("check-proof", str(tmp_path / "proof.json"), "--key", key)
        assert (said.code, said.out) == (4, "")
        assert sentence in said.err


@pytest.mark.usefixtures("signed")
def test_a_proof_means_nothing_without_a_key(claims: Claims, tmp_path: Path) -> None:
    said = claims("check-proof", str(tmp_path / "proof.json"))
    assert (said.code, said.out) == (2, "")
    assert "--key" in said.err


def test_a_later_checkpoint_is_proven_to_continue_an_earlier_one(
    claims: Claims, signed: Path, tmp_path: Path
) -> None:
    old, new, proof = (tmp_path / name for name in ("old.txt", "new.txt", "continued.json"))
    old.write_text(claims("checkpoint").done().out)
    claims("source", "add", "later").done()
    new.write_text(claims("seal").done().out)
    claims("prove", "--consistency", str(old), str(new), "-o", str(proof)).done()
    said = claims("check-proof", str(proof), "--key", str(tmp_path / "press.pub"))
    size = Ledger(signed).position()
    assert f"of {size:,} facts begins with the {size - 1:,} facts" in said.done().lines[0]


def test_a_rewritten_ledger_is_not_proven_to_continue(
    claims: Claims, signed: Path, tmp_path: Path
) -> None:
    """Not even if whoever rewrote it has the key."""
    ledger = Ledger(signed)
    leaves = ledger.log.recorder.leaf_hashes(ledger.position())
    (note,) = ledger.log.recorder.checkpoints(ledger.position())
    rewritten = Tree([leaves[0], bytes(32), *leaves[2:], bytes(32)])
    (key,) = (tmp_path / "keys").glob("*.key")
    signer = read_signer(key.read_text())
    forged = Checkpoint(signer.name, rewritten.size, rewritten.root()).signed(signer)
    path = tmp_path / "continued.json"
    proof = rewritten.consistency(len(leaves), rewritten.size)
    path.write_text(write_consistency(note, forged, proof))
    said = claims("check-proof", str(path), "--key", str(tmp_path / "press.pub"))
    assert (said.code, said.out) == (4, "")
    assert "the older tree is not the beginning of the newer one" in said.err
    (tmp_path / "forged.txt").write_text(forged)
    said = claims("prove", "--consistency", str(len(leaves)), str(tmp_path / "forged.txt"))
    assert (said.code, said.out) == (2, "")


@pytest.mark.usefixtures("signed")
def test_proofs_from_before_a_redaction_still_hold(claims: Claims, tmp_path: Path) -> None:
    shown = json.loads((tmp_path / "proof.json").read_text())
    claims("edit", CLAIM, "--set", "note=in other words", "--reason", "a slip").done()
    claim = next(
        fact
        for fact in claims(
            "check-proof", str(tmp_path / "proof.json"), "--key", str(tmp_path / "press.pub"),
            "--json",
        ).done().json["facts"]
        if fact["name"] == "claim.recorded"
    )  # fmt: skip
    claims("redact", str(claim["position"]), "--reason", "a private name").done()
    claims("verify").done()

    key = str(tmp_path / "press.pub")
    before = claims("check-proof", str(tmp_path / "proof.json"), "--key", key, "--json").done().json
    assert claim in before["facts"]
    assert len(before["facts"]) == len(shown["facts"])

    claims("prove", CLAIM, "-o", str(tmp_path / "after.json")).done()
    after = claims("check-proof", str(tmp_path / "after.json"), "--key", key, "--json").done().json
    assert {**claim, "state": None} in after["facts"]
    assert "not shown" in claims("check-proof", str(tmp_path / "after.json"), "--key", key).out
