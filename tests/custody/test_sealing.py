"""Checkpoints: of everything there is, kept once, published only onward."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.custody import keys, proving, publishing, sealing
from ledger.domain.commentator import RegisterCommentator
from ledger.errors import Damaged, Failed, NotFound, Refused
from ledger.seal import proof
from ledger.seal.checkpoint import read_checkpoint
from ledger.seal.note import Signer


def test_a_checkpoint_covers_every_fact_the_key_included(ledger: Ledger) -> None:
    sealed = sealing.seal(ledger)
    assert sealed.fresh
    assert sealed.signed.checkpoint.size == ledger.position()
    verifier = keys.signer_of(ledger).verifier
    assert sealed.signed.check_signed(verifier) == verifier
    assert not sealing.seal(ledger).fresh
    assert ledger.log.recorder.checkpoints(10**6) == [sealed.signed.text]


def test_before_anything_is_signed_there_is_no_checkpoint(ledger: Ledger) -> None:
    with pytest.raises(NotFound, match="nothing is signed yet"):
        sealing.latest(ledger)


def test_a_published_checkpoint_gives_way_only_to_one_that_continues_it(
    ledger: Ledger, tmp_path: Path
) -> None:
    file = tmp_path / "checkpoint.txt"
    first = sealing.seal(ledger).signed
    assert publishing.publish_file(ledger, first, file) is None
    ledger.execute(RegisterCommentator("Dora"))
    second = sealing.seal(ledger).signed
    assert publishing.publish_file(ledger, second, file) == first.checkpoint.size
    assert read_checkpoint(file.read_text()).checkpoint == second.checkpoint
    with pytest.raises(Damaged, match="covers"):
        publishing.publish_file(ledger, first, file)
    assert read_checkpoint(file.read_text()).checkpoint == second.checkpoint


def test_a_published_checkpoint_of_a_rewritten_past_is_kept_and_cried_out(
    ledger: Ledger, tmp_path: Path
) -> None:
    signed = sealing.seal(ledger).signed
    other = type(signed.checkpoint)(signed.checkpoint.origin, 3, b"\x07" * 32)
    file = tmp_path / "checkpoint.txt"
    file.write_text(other.signed(keys.signer_of(ledger)))
    before = file.read_bytes()
    with pytest.raises(Damaged, match="not of the facts that are here"):
        publishing.publish_file(ledger, signed, file)
    assert file.read_bytes() == before


def test_nothing_but_a_checkpoint_of_this_ledger_is_written_over(
    ledger: Ledger, tmp_path: Path
) -> None:
    signed = sealing.seal(ledger).signed
    letter, foreign, link = (tmp_path / name for name in ("letter", "foreign", "link"))
    letter.write_text("Dear aunt")
    stranger = Signer.new("claims-ledger/other-1")
    foreign.write_text(type(signed.checkpoint)(stranger.name, 1, b"\x07" * 32).signed(stranger))
    link.symlink_to(letter)
    for path, match in ((letter, "something else"), (foreign, "another ledger"), (link, "a link")):
        with pytest.raises(Refused, match=match):
            publishing.publish_file(ledger, signed, path)
    assert letter.read_text() == "Dear aunt"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_repository_keeps_every_checkpoint_that_was_published(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "tester")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "tester@example.org")
    repository = tmp_path / "notes"
    subprocess.run(["git", "init", "-q", str(repository)], check=True)
    sizes, path = [], repository
    for name in ("Dora", "Ed"):
        ledger.execute(RegisterCommentator(name))
        signed = sealing.seal(ledger).signed
        sizes.append(signed.checkpoint.size)
        path = publishing.publish_git(ledger, signed, repository)
        publishing.publish_git(ledger, signed, repository)
    log = subprocess.run(
        ["git", "-C", str(repository), "log", "--format=%s"],
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    assert [line.split()[2] for line in log] == [str(size) for size in reversed(sizes)]
    assert read_checkpoint(path.read_text()).checkpoint.size == sizes[-1]


def test_a_folder_that_is_no_repository_is_said_to_be_none(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(Failed, match="git"):
        publishing.publish_git(ledger, sealing.seal(ledger).signed, tmp_path)


def test_two_checkpoints_are_proven_to_be_of_one_history(ledger: Ledger) -> None:
    old = sealing.seal(ledger).signed
    ledger.execute(RegisterCommentator("Dora"))
    new = sealing.seal(ledger).signed
    file = proving.prove_consistency(ledger, old, new)
    proven = proof.check(file, keys.signer_of(ledger).verifier)
    assert proven.older is not None
    assert proven.older.checkpoint == old.checkpoint
    with pytest.raises(Refused, match="more facts than the second"):
        proving.prove_consistency(ledger, new, old)
    foreign = type(old.checkpoint)(old.checkpoint.origin, 3, b"\x07" * 32)
    with pytest.raises(Refused, match="not of this ledger"):
        proving.prove_consistency(
            ledger, read_checkpoint(foreign.signed(keys.signer_of(ledger))), new
        )
    assert proving.checkpoint_of(ledger, old.checkpoint.size).checkpoint == old.checkpoint
    with pytest.raises(NotFound, match="no checkpoint of 1 facts"):
        proving.checkpoint_of(ledger, 1)
