"""Checkpoints sent outside: to a file, or into a git repository, where others can see them.

Invariant: what was published before is compared first; a checkpoint takes the place only of one
that this ledger continues.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from ledger.app import Ledger
from ledger.errors import Damaged, Failed, Refused
from ledger.files import write_whole
from ledger.seal.checkpoint import SignedCheckpoint, read_checkpoint
from ledger.seal.tree import Tree

_SECONDS = 60


def publish_file(ledger: Ledger, signed: SignedCheckpoint, path: Path) -> int | None:
    """Write a checkpoint to a file; return the size of the one that stood there, if any.

    Raises `Damaged` where that one is of facts that are no longer here.
    """
    before = _published(path)
    if before is not None:
        _check_continues(ledger, before, signed)
    write_whole(path, signed.text.encode())
    return before.checkpoint.size if before else None


def publish_git(ledger: Ledger, signed: SignedCheckpoint, repository: Path) -> Path:
    """Commit a checkpoint to a git repository; return its file. Pushing it is left to people."""
    top = Path(_git(repository, "rev-parse", "--show-toplevel"))
    path = top / f"{signed.checkpoint.origin.rpartition('/')[2]}.checkpoint"
    publish_file(ledger, signed, path)
    _git(top, "add", "--", path.name)
    if _git(top, "status", "--porcelain", "--", path.name):
        subject = f"Checkpoint of {signed.checkpoint.size} facts of {signed.checkpoint.origin}"
        _git(top, "commit", "--quiet", "-m", subject, "--", path.name)
    return path


def _published(path: Path) -> SignedCheckpoint | None:
    if path.is_symlink():
        raise Refused(f"{path} is a link", "name the file itself")
    if not path.exists():
        return None
    try:
        return read_checkpoint(path.read_bytes())
    except Damaged as error:
        raise Refused(f"{path} holds something else than a checkpoint", "name another") from error
    except OSError as error:
        raise Failed(f"{path} cannot be read ({error.strerror})", "name another file") from error


def _check_continues(ledger: Ledger, before: SignedCheckpoint, now: SignedCheckpoint) -> None:
    old, new = before.checkpoint, now.checkpoint
    if old.origin != new.origin:
        raise Refused(f"the checkpoint there is of another ledger, {old.origin}", "name another")
    if old.size > new.size:
        raise Damaged(
            f"what was published covers {old.size} facts, and this checkpoint {new.size}",
            "claims verify --against it; facts were removed, or this is an older copy",
        )
    if Tree(ledger.log.recorder.leaf_hashes(old.size)).root() != old.root:
        raise Damaged(
            "what was published is not of the facts that are here now",
            "claims verify --against it; the past was rewritten",
        )


def _git(repository: Path, *arguments: str) -> str:
    program = shutil.which("git")
    if program is None:
        raise Failed("git is not installed", "publish to a file instead")
    try:
        done = subprocess.run(  # noqa: S603 a fixed program, and arguments that are no options
            [program, "-C", str(repository), *arguments],
            capture_output=True, text=True, check=False, timeout=_SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Failed(f"git did not answer ({error})", "publish to a file instead") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["it did not say why"]
        raise Failed(f"git: {said[0]}", "look at the repository, or publish to a file instead")
    return done.stdout.strip()
