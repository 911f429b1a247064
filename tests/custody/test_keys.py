"""The key that signs: made once, kept apart and private, handed over and never shown."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.config import key_directory
from ledger.custody import keys, sealing
from ledger.domain.key import AdoptKey
from ledger.errors import Damaged, NotFound, Refused
from ledger.log.verify import verify
from ledger.seal.note import Signer, read_verifier


def test_the_first_seal_makes_a_key_for_its_owner_only(ledger: Ledger) -> None:
    signer = keys.signer_of(ledger)
    private = keys.key_path(signer.verifier)
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert stat.S_IMODE(key_directory().stat().st_mode) == 0o700
    assert private.with_suffix(".pub").read_text().strip() == str(signer.verifier)
    assert keys.signer_of(ledger) == signer
    assert [one.key for one in keys.keys_of(ledger)] == [str(signer.verifier)]


def test_the_private_half_is_nowhere_in_the_ledgers_directory(ledger: Ledger) -> None:
    sealing.seal(ledger)
    # PRIVATE+KEY+name+hash+key, and a key may hold a plus of its own
    secret = str(keys.signer_of(ledger)).split("+", 4)[4].encode()
    assert len(secret) > 40
    for path in ledger.directory.rglob("*"):
        assert not path.is_file() or secret not in path.read_bytes()


def test_a_key_beside_what_it_signs_is_refused(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (ledger.directory, ledger.directory / "keys"):
        monkeypatch.setenv("CLAIMS_KEYS", str(folder))
        with pytest.raises(Refused, match="own directory"):
            keys.signer_of(ledger)
    assert keys.keys_of(ledger) == []


def test_without_its_key_a_ledger_cannot_be_signed(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sealing.seal(ledger)
    monkeypatch.setenv("CLAIMS_KEYS", str(tmp_path / "elsewhere"))
    with pytest.raises(NotFound, match="is not in") as refused:
        sealing.seal(ledger)
    assert "CLAIMS_KEYS" in refused.value.remedy


def test_another_key_under_the_same_name_is_noticed(ledger: Ledger) -> None:
    path = keys.key_path(keys.signer_of(ledger).verifier)
    path.write_text(f"{Signer.new('claims-ledger/other-1')}\n", encoding="utf-8")
    with pytest.raises(Damaged, match="another key"):
        keys.signer_of(ledger)


def test_a_new_key_is_signed_for_by_the_old_one_and_both_are_borne_out(ledger: Ledger) -> None:
    sealing.seal(ledger)
    first = keys.signer_of(ledger).verifier
    second = keys.rotate(ledger)
    sealing.seal(ledger)
    assert keys.signer_of(ledger).verifier == second != first
    for pinned in ((), (first,), (second,), (first, second)):
        assert verify(ledger.directory, pinned).findings == ()


def test_a_key_that_nobody_handed_over_to_is_found(ledger: Ledger) -> None:
    sealing.seal(ledger)
    first = keys.signer_of(ledger).verifier
    thief = Signer.new(first.name)
    keys.keep(thief)
    ledger.execute(AdoptKey(str(thief.verifier), "c3RvbGVu"))
    sealing.seal(ledger)
    found = verify(ledger.directory, [first]).findings
    assert {one.check for one in found} == {"keys", "checkpoints"}


def test_a_ledger_signed_by_somebody_else_is_found_by_who_knows_the_key(ledger: Ledger) -> None:
    sealing.seal(ledger)
    stranger = read_verifier(str(Signer.new(keys.origin_of(ledger)).verifier))
    assert verify(ledger.directory).good
    found = verify(ledger.directory, [stranger]).findings
    assert "is not a key of this ledger" in {one.what for one in found}
