"""Signed notes and checkpoints: read strictly, trusted only by the reader's own key."""

from __future__ import annotations

import re
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import BadProof, LedgerError, Unreadable
from ledger.seal.checkpoint import Checkpoint, origin, read_checkpoint
from ledger.seal.note import Signer, read_note, read_signer, read_verifier
from ledger.seal.tree import EMPTY_ROOT

NAME = "claims-ledger/main-0123456789abcdef"
SIGNER = Signer(NAME, bytes(range(32)))
OTHER = Signer(NAME, bytes(range(1, 33)))
ROOT = bytes(range(100, 132))
CHECKPOINT = Checkpoint(NAME, 1204, ROOT)
NOTE = CHECKPOINT.signed(SIGNER)


def test_a_checkpoint_reads_back_as_what_was_signed() -> None:
    found = read_checkpoint(NOTE)
    assert found.checkpoint == CHECKPOINT
    assert found.check_signed(SIGNER.verifier) == SIGNER.verifier


def test_a_note_has_the_standard_form() -> None:
    text, _, signature = NOTE.partition("\n\n")
    assert text == f"{NAME}\n1204\n{b64encode(ROOT).decode()}"
    assert re.fullmatch(rf"— {NAME} [A-Za-z0-9+/]{{91}}=\n", signature)


def test_the_known_vector_of_the_specification_is_read() -> None:
    """The example of the signed-note documentation in Go's own library."""
    verifier = read_verifier("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    note = read_note(
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
        "\n"
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXg"
        "KvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    )
    assert note.signed_by(verifier) == verifier


def test_keys_are_written_and_read_alike() -> None:
    assert read_signer(str(SIGNER)) == SIGNER
    assert read_verifier(str(SIGNER.verifier)) == SIGNER.verifier
    assert SIGNER.seed.hex() not in repr(SIGNER)
    assert str(SIGNER).split("+")[-1] not in repr(SIGNER)


def test_two_new_keys_are_never_the_same() -> None:
    assert Signer.new(NAME).seed != Signer.new(NAME).seed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no key",
        "a+b+c",
        str(SIGNER.verifier).replace("+", "", 1),
        str(SIGNER.verifier)[:-1],
        str(SIGNER.verifier).replace("claims", "claimz"),
        f"{NAME}+00000000+" + str(SIGNER.verifier).split("+")[-1],
    ],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="not a key"):
        read_verifier(text)
    with pytest.raises(Unreadable, match="not a key"):
        read_signer(text)


def test_another_key_of_the_same_name_does_not_count() -> None:
    with pytest.raises(BadProof, match="not signed with that key"):
        read_checkpoint(NOTE).check_signed(OTHER.verifier)


def test_a_signature_under_another_text_is_forged() -> None:
    forged = NOTE.replace("\n1204\n", "\n1205\n")
    with pytest.raises(BadProof, match="forged"):
        read_checkpoint(forged).check_signed(SIGNER.verifier)


def test_further_signatures_may_stand_beside_ours() -> None:
    both = NOTE + OTHER.sign(CHECKPOINT.text()).rpartition("\n\n")[2]
    assert read_checkpoint(both).check_signed(OTHER.verifier) == OTHER.verifier
    assert read_checkpoint(both).check_signed(SIGNER.verifier) == SIGNER.verifier


@pytest.mark.parametrize(
    "spoilt",
    [
        "",
        "\n\n",
        CHECKPOINT.text(),
        NOTE[:-1],
        NOTE.replace("—", "-"),
        NOTE.replace("\n1204\n", "\n01204\n"),
        NOTE.replace("\n1204\n", "\n-1\n"),
        NOTE.replace("\n1204\n", "\n0\n"),
        NOTE.replace("\n1204\n", "\n1e3\n"),
        NOTE.replace(b64encode(ROOT).decode(), b64encode(ROOT[1:]).decode()),
        NOTE.replace("\n1204\n", "\n1204\r\n"),
        "x" * 100_001 + NOTE,
        NOTE + NOTE.rpartition("\n\n")[2] * 100,
    ],
)
def test_what_is_no_whole_checkpoint_is_refused(spoilt: str) -> None:
    with pytest.raises(BadProof):
        read_checkpoint(spoilt)


def test_a_signature_is_written_in_one_way_only() -> None:
    """Base64 leaves two bits over here: with others in them the bytes are the same."""
    head, last = NOTE[: -len("?=\n")], NOTE[-len("?=\n")]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    alike = letters[letters.index(last) ^ 1]
    with pytest.raises(BadProof, match="signature cannot be read"):
        read_checkpoint(f"{head}{alike}=\n")


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(BadProof, match="UTF-8"):
        read_note(b"\xff" + NOTE.encode())


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_nothing_but_our_own_errors_comes_of_rubbish(rubbish: bytes | str) -> None:
    with pytest.raises(LedgerError):
        read_checkpoint(rubbish)


@given(st.integers(0, len(NOTE.encode()) - 1), st.integers(0, 7))
def test_no_single_flipped_bit_leaves_a_note_that_says_something_else(at: int, bit: int) -> None:
    raw = bytearray(NOTE.encode())
    raw[at] ^= 1 << bit
    try:
        found = read_checkpoint(bytes(raw))
        found.check_signed(SIGNER.verifier)
    except BadProof:
        return
    assert found.checkpoint == CHECKPOINT


def test_an_empty_log_has_a_checkpoint_too() -> None:
    assert read_checkpoint(Checkpoint(NAME, 0, EMPTY_ROOT).signed(SIGNER)).checkpoint.size == 0


def test_an_origin_is_a_name_and_an_id_without_blanks() -> None:
    assert origin("My claims, 2026", "0123456789abcdef0123") == (
        "claims-ledger/my-claims-2026-0123456789abcdef"
    )
    assert origin("история", "ab") == "claims-ledger/ledger-ab"
