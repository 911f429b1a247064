"""Signed notes (C2SP signed-note) with Ed25519: a text that people can read, and who stands by it.

Invariant: a note is read strictly and its text is trusted only with a signature by a key that the
reader brought along; what the note says of its own key is never believed.
"""

from __future__ import annotations

import binascii
import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.errors import BadProof, Unreadable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_ED25519 = b"\x01"
_KEY_BYTES = 32
_SIGNATURE_BYTES = 64
_MOST_BYTES = 100_000
_MOST_SIGNATURES = 100
_PRIVATE = "PRIVATE+KEY+"


@dataclass(frozen=True)
class Verifier:
    """A public key with the name of whoever signs with it."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes that tell keys of one name apart."""
        return key_id(self.name, self.public)

    def __str__(self) -> str:
        """Return the verifier key as text: ``NAME+ID+BASE64``."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(_ED25519 + self.public).decode()}"

    def accepts(self, text: bytes, signature: bytes) -> bool:
        """Say whether `signature` over `text` was made with this key."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """A private key with the name that it signs under."""

    name: str
    seed: bytes

    @classmethod
    def new(cls, name: str) -> Signer:
        """Return a fresh key from the operating system's randomness."""
        import secrets

        return cls(_key_name(name), secrets.token_bytes(_KEY_BYTES))

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        return Verifier(self.name, self._key().public_key().public_bytes_raw())

    def __str__(self) -> str:
        """Return the private key as text, as Go's signed-note tools write it. Never show it."""
        return (
            f"{_PRIVATE}{self.name}+{self.verifier.key_id.hex()}"
            f"+{b64encode(_ED25519 + self.seed).decode()}"
        )

    def __repr__(self) -> str:
        """Say whose it is and nothing more: a log or a traceback must not hold the key."""
        return f"Signer({self.name!r})"

    def signature(self, text: bytes) -> bytes:
        """Return the Ed25519 signature over `text`: 64 bytes."""
        return self._key().sign(text)

    def sign(self, text: str) -> str:
        """Return the note of `text`, which must end in a newline, with one signature."""
        return f"{text}\n{self._line(text)}"

    def _line(self, text: str) -> str:
        signed = self.verifier.key_id + self.signature(text.encode())
        return f"— {self.name} {b64encode(signed).decode()}\n"

    def _key(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True)
class Signature:
    """One line under a note: under which name, with which key, and the signature itself."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True)
class Note:
    """A text and the signatures under it, none of them checked yet."""

    text: str
    signatures: tuple[Signature, ...]

    def signed_by(self, *verifiers: Verifier) -> Verifier | None:
        """Return the first of the keys that signed; raise `BadProof` for a forged signature."""
        for one in self.signatures:
            for verifier in verifiers:
                if (one.name, one.key_id) != (verifier.name, verifier.key_id):
                    continue
                if not verifier.accepts(self.text.encode(), one.signature):
                    raise BadProof(f"the signature of {one.name} is forged")
                return verifier
        return None


def key_id(name: str, public: bytes) -> bytes:
    """Return the first four bytes of SHA-256 over name, newline, algorithm and key."""
    return hashlib.sha256(f"{name}\n".encode() + _ED25519 + public).digest()[:4]


def read_note(given: str | bytes) -> Note:
    """Return the note that a text is; raise `BadProof` for anything else."""
    text = _decoded(given)
    head, blank, tail = text.rpartition("\n\n")
    if not blank or not tail.endswith("\n"):
        raise BadProof("that is not a signed note: it ends in no signature")
    lines = tail[:-1].split("\n")
    if len(lines) > _MOST_SIGNATURES:
        raise BadProof("that is not a signed note: it has too many signatures")
    return Note(head + "\n", tuple(map(_signature, lines)))


def read_verifier(text: str) -> Verifier:
    """Return the public key that ``NAME+ID+BASE64`` says; raise `Unreadable`."""
    name, _, rest = text.strip().partition("+")
    hexed, _, encoded = rest.partition("+")
    try:
        verifier = Verifier(_key_name(name), _key_bytes(encoded))
    except ValueError as error:
        raise _no_key() from error
    if verifier.key_id.hex() != hexed:
        raise _no_key()
    return verifier


def read_signer(text: str) -> Signer:
    """Return the private key that a key file holds; raise `Unreadable`."""
    name, _, rest = text.strip().removeprefix(_PRIVATE).partition("+")
    hexed, _, encoded = rest.partition("+")
    try:
        signer = Signer(_key_name(name), _key_bytes(encoded))
    except ValueError as error:
        raise _no_key() from error
    if not text.startswith(_PRIVATE) or signer.verifier.key_id.hex() != hexed:
        raise _no_key()
    return signer


def _no_key() -> Unreadable:
    return Unreadable("that is not a key", "claims key prints the key of a ledger")


def _key_name(name: str) -> str:
    if not name or "+" in name or not name.isprintable() or any(map(str.isspace, name)):
        raise ValueError("a key's name has no blanks, no plus signs and no control characters")
    return name


def _key_bytes(encoded: str) -> bytes:
    raw = b64decode(encoded.encode(), validate=True)
    if len(raw) != 1 + _KEY_BYTES or raw[:1] != _ED25519:
        raise ValueError("not an Ed25519 key")
    return raw[1:]


def _decoded(given: str | bytes) -> str:
    try:
        raw = given if isinstance(given, bytes) else given.encode()
        text = raw.decode()
    except UnicodeError as error:
        raise BadProof("that is not a signed note: it is not UTF-8") from error
    if len(raw) > _MOST_BYTES:
        raise BadProof("that is not a signed note: it is too long")
    if any(char < " " and char != "\n" for char in text):
        raise BadProof("that is not a signed note: it holds control characters")
    return text


def _signature(line: str) -> Signature:
    mark, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    try:
        raw = b64decode(encoded.encode(), validate=True)
        _key_name(name)
    except (binascii.Error, ValueError) as error:
        raise BadProof("that is not a signed note: a signature cannot be read") from error
    if mark != "—" or len(raw) <= 4 or b64encode(raw).decode() != encoded:
        raise BadProof("that is not a signed note: a signature cannot be read")
    return Signature(name, raw[:4], raw[4:])
