"""Figures of a group that were measured before: the same claims give the same figures.

Invariant: a key is a digest of everything that a figure follows from: the group's claims, the seed,
what is asked, and the program that measures.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from ledger.measuring.groups import Group

_MEASURING = ("measuring", "scoring")


class Keeping(Protocol):
    """Where texts are kept by key."""

    def read(self, key: str) -> str | None:
        """Return the text of a key, or None."""

    def write(self, key: str, value: str) -> None:
        """Keep a text."""


def kept(
    keeping: Keeping, group: Group, what: str, measure: Callable[[], list[dict[str, object]]]
) -> list[dict[str, object]]:
    """Return rows of figures of a group: as they were kept, or else measured and kept."""
    key = _key(group, what)
    found = keeping.read(key)
    if found is not None:
        rows: list[dict[str, object]] = json.loads(found)
        return rows
    measured = measure()
    keeping.write(key, json.dumps(measured, default=_plain))
    return measured


def _key(group: Group, what: str) -> str:
    digest = sha256(f"{_program()}\0{what}\0{group.seed}\0{group.prob_source}\0".encode())
    for name in sorted(group.columns):
        digest.update(name.encode())
        digest.update(group.told_apart(name).tobytes())
    return digest.hexdigest()


@cache
def _program() -> str:
    """Return a digest of the code that measures, and of what it counts with."""
    import numpy as np
    import scipy

    digest = sha256(f"{np.__version__} {scipy.__version__}".encode())
    for folder in _MEASURING:
        for path in sorted((Path(__file__).parents[1] / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _plain(value: Any) -> object:  # noqa: ANN401 what numpy makes, beyond JSON
    return value.item()
