"""The time stamps on record hold: the token, the checkpoint and the moment belong together.

Invariant: a moment that only the ledger vouches for is never called attested: without the root
certificate of an authority, brought along, a stamp is counted as unchecked.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from datetime import datetime

from ledger.errors import LedgerError
from ledger.log.checks.look import Finding, Look
from ledger.seal import timestamp

_MEANS = "nobody outside vouches for that moment: claims that rest on it are not proven"


def check(look: Look) -> Iterator[Finding]:
    """Yield the time stamps that do not hold under the authorities brought along."""
    for position, fields in look.kept_facts.get("checkpoint.attested", []):
        look.stamps += 1
        if not look.authorities:
            continue
        said = _said(fields, look.authorities)
        if said:
            yield Finding("stamps", f"position {position}", said, _MEANS)
        else:
            look.stamps_checked += 1


def _said(fields: dict[str, object], roots: bytes) -> str:
    try:
        token = b64decode(str(fields["token"]), validate=True)
        stamp = timestamp.check(token, str(fields["checkpoint"]).encode(), roots)
        claimed = datetime.fromisoformat(str(fields["attested_at"]))
    except (LedgerError, KeyError, ValueError) as error:
        return f"is no time stamp by those authorities ({error})"
    return "" if stamp.attested_at == claimed else f"says {stamp.attested_at}, not {claimed}"
