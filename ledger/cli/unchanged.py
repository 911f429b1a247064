"""What a screen shows, kept while nothing changes: not the log, the day, the question, the program.

Invariant: what is kept is what would be worked out; it is told apart by all that it follows from,
and may be thrown away at any time.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING

from ledger.cli.carried import pack, unpack
from ledger.config import program_digest

if TYPE_CHECKING:
    from ledger.app import Ledger

_LARGEST = 4_000_000
"""Characters of what is kept of one screen."""


def unchanged(
    ledger: Ledger, what: str, asked: object, make: Callable[[], dict[str, object]]
) -> dict[str, object]:
    """Return what `make` returns, perhaps as it was kept; `what` and `asked` tell what it is of."""
    parts = (program_digest(), ledger.mark, str(ledger.today), what, repr(asked))
    key = sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    found = ledger.remembered.read(key)
    if found is not None:
        return _read(found)
    made = make()
    text = json.dumps(pack(made))
    if len(text) <= _LARGEST:
        ledger.remembered.write(key, text)
        ledger.remembered.save()
    return _read(text)


def _read(text: str) -> dict[str, object]:
    found = unpack(json.loads(text))
    assert isinstance(found, dict)  # noqa: S101 as it was packed
    return found
