"""Each stream counts its versions from one, without a gap, in the order of positions."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.log.checks.look import Finding, Look

_ORDER = """
    select originator_id, originator_version, position from stored_events
    order by originator_id, originator_version
"""


def check(look: Look) -> Iterator[Finding]:
    """Yield the streams that lack a fact or are out of order."""
    stream, version, position = "", 0, 0
    for name, number, at in look.connection.execute(_ORDER):
        if name != stream:
            stream, version, position = name, 0, 0
        if number != version + 1 or at <= position:
            what = f"version {number} of {name} does not follow version {version}"
            yield Finding("streams", f"position {at}", what, "facts were removed or moved")
        version, position = number, at
