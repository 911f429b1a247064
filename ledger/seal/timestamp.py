"""Time stamps of RFC 3161: an authority's signed word that some bytes existed at a moment.

Invariant: a token counts only under a root certificate that the reader brought along. Nothing here
touches a network: requests and responses are bytes that people carry (``claimsledger[timestamp]``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ledger.errors import BadProof, Failed, Unreadable

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


@dataclass(frozen=True)
class Stamp:
    """When an authority says that it saw the bytes, and who it is."""

    attested_at: datetime
    authority: str


def available() -> bool:
    """Say whether time stamps can be made and checked here."""
    from importlib.util import find_spec

    return find_spec("rfc3161_client") is not None


def request(message: bytes) -> bytes:
    """Return a time-stamp request (DER) for the SHA-256 of `message`, with a nonce."""
    _needed()
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    made = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256).build()
    return made.as_bytes()


def check(response: bytes, message: bytes, roots: bytes) -> Stamp:
    """Return what a time-stamp response (DER) says of `message`, under root certificates (PEM).

    Raises `BadProof` if it says nothing of it, `Failed` without the extra.
    """
    _needed()
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    builder = VerifierBuilder(roots=_certificates(roots))
    try:
        read = decode_timestamp_response(response)
        builder.build().verify_message(read, message)
    except (VerificationError, ValueError) as error:
        raise BadProof(f"the time stamp does not hold: {error}") from error
    info = read.tst_info
    return Stamp(info.gen_time.astimezone(UTC), _name(read.signed_data.certificates))


def _certificates(pem: bytes) -> list[Certificate]:
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(pem)
    except ValueError as error:
        raise Unreadable(
            "those are no certificates in PEM form", "give the authority's root certificate"
        ) from error


def _name(sent: Iterable[bytes]) -> str:
    """Return the name of the certificate for time stamps among those that were sent along."""
    from cryptography.x509 import load_der_x509_certificate

    found = [load_der_x509_certificate(one) for one in sorted(sent)]
    stamping = [one for one in found if _may_stamp(one)]
    return (stamping or found)[0].subject.rfc4514_string() if found else "unnamed"


def _may_stamp(certificate: Certificate) -> bool:
    from cryptography.x509 import ExtendedKeyUsage, ExtensionNotFound
    from cryptography.x509.oid import ExtendedKeyUsageOID

    try:
        uses = certificate.extensions.get_extension_for_class(ExtendedKeyUsage).value
    except ExtensionNotFound:
        return False
    return ExtendedKeyUsageOID.TIME_STAMPING in uses


def _needed() -> None:
    if not available():
        raise Failed("time stamps need rfc3161-client", "pip install 'claimsledger[timestamp]'")
