"""The shape that every kind of question has on this shelf."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """How questions of one kind are checked and how they can end."""

    name: str
    outcomes: tuple[str, ...]
    check: Callable[[str], None]
    """Takes the question's text; raises `Refused` if it cannot be put this way."""
