"""The keys of a ledger: where the private ones lie, which one signs, and how it is replaced.

Invariant: a private key is never in a ledger's directory, so that whoever copies or holds the
ledger cannot sign for it; it is written once, for its owner's eyes only, and never shown.
"""

from __future__ import annotations

import os
from base64 import b64encode
from pathlib import Path

from ledger.app import Ledger
from ledger.config import key_directory
from ledger.domain.key import STREAM, AdoptKey, KeyAdopted, adopted
from ledger.domain.opening import STREAM as OPENING
from ledger.domain.opening import fold
from ledger.errors import Damaged, Failed, NotFound, Refused
from ledger.seal.checkpoint import origin
from ledger.seal.handover import hand_over
from ledger.seal.note import Signer, Verifier, read_signer, read_verifier


def origin_of(ledger: Ledger) -> str:
    """Return the name that a ledger's checkpoints are signed under; from its first fact."""
    opened = fold(ledger.standing(OPENING))
    if opened is None:
        raise Damaged("the ledger does not open with its name", "claims verify says what is wrong")
    return origin(opened.name, opened.ledger_id)


def keys_of(ledger: Ledger) -> list[KeyAdopted]:
    """Return the keys that the ledger adopted, oldest first."""
    return adopted(ledger.standing(STREAM))


def signer_of(ledger: Ledger) -> Signer:
    """Return the key that signs; make and adopt one for a ledger that has none.

    Raises `NotFound` where the key in use is not in the folder of keys.
    """
    _check_apart(ledger)
    held = keys_of(ledger)
    if held:
        return _found(read_verifier(held[-1].key))
    signer = Signer.new(origin_of(ledger))
    keep(signer)
    ledger.execute(AdoptKey(str(signer.verifier)))
    return _found(read_verifier(keys_of(ledger)[-1].key))


def rotate(ledger: Ledger) -> Verifier:
    """Make a new key, have the one in use sign for it, and adopt it."""
    previous = signer_of(ledger)
    signer = Signer.new(previous.name)
    keep(signer)
    signature = hand_over(origin_of(ledger), previous, signer.verifier)
    ledger.execute(AdoptKey(str(signer.verifier), b64encode(signature).decode()))
    return signer.verifier


def keep(signer: Signer) -> Path:
    """Write a private key to the folder of keys (0600, never over another), and its public half."""
    folder = key_directory()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = key_path(signer.verifier)
        _write(path, f"{signer}\n", 0o600)
        _write(path.with_suffix(".pub"), f"{signer.verifier}\n", 0o644)
    except OSError as error:
        raise Failed(
            f"no key can be kept in {folder} ({error.strerror})", "name a folder with CLAIMS_KEYS"
        ) from error
    return path


def key_path(verifier: Verifier) -> Path:
    """Return where the private half of a key lies."""
    plain = verifier.name.rpartition("/")[2]
    return key_directory() / f"{plain}.{verifier.key_id.hex()}.key"


def _found(verifier: Verifier) -> Signer:
    path = key_path(verifier)
    try:
        signer = read_signer(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise NotFound(
            f"the key that signs for this ledger is not in {key_directory()}",
            f"copy {path.name} there, or name its folder with CLAIMS_KEYS",
        ) from error
    if signer.verifier != verifier:
        raise Damaged(f"{path} holds another key than its name says", "restore it from a copy")
    return signer


def _check_apart(ledger: Ledger) -> None:
    folder, kept = ledger.directory.resolve(), key_directory().resolve()
    if kept == folder or folder in kept.parents:
        raise Refused(
            "the folder of keys lies in the ledger's own directory",
            "name one elsewhere with CLAIMS_KEYS: a key beside what it signs proves little",
        )


def _write(path: Path, text: str, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(handle)
