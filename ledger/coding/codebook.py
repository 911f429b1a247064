"""Reading codebooks: which help and which reasons a coder is given in each pass.

Invariant: a codebook that can be used has a name, a version, a title, and only fields there are.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.domain.codebook import AdoptCodebook
from ledger.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.app import Ledger

TEXT_FIELDS = ("claim", "kind", "polarity", "question", "certainty", "deadline")
OUTCOME_FIELDS = ("outcome",)
_SHIPPED = Path(__file__).parent / "codebooks" / "claims-1.toml"
_REASONS = 9
"""A reason has a digit for its key."""


@dataclass(frozen=True)
class Codebook:
    """One version of a codebook, read."""

    name: str
    title: str
    content: str
    reasons: tuple[str, ...]
    help: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By pass and field."""

    def adoption(self) -> AdoptCodebook:
        """Return the command that brings it into use."""
        return AdoptCodebook(self.name, self.title, self.content)


def shipped() -> Codebook:
    """Return the codebook that comes with the program."""
    return read_codebook(_SHIPPED.read_text(encoding="utf-8"))


def read_codebook(content: str) -> Codebook:
    """Read a codebook from TOML; raise `Unreadable`."""
    try:
        held = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(
            f"the codebook is not TOML: {error}", "claims coder codebook prints ours"
        ) from (error)
    name, version, title = (_word(held, key) for key in ("name", "version", "title"))
    helps, reasons = {}, _shipped_reasons() if "text" not in held else ()
    for coding_pass, known in (("text", TEXT_FIELDS), ("outcome", OUTCOME_FIELDS)):
        for key, table in _table(held, coding_pass).items():
            if key not in known:
                raise _odd(f"{coding_pass}.{key}", f"one of: {', '.join(known)}")
            helps[coding_pass, key] = " ".join(str(_fields(table).get("help", "")).split())
    reasons = _reasons(_table(held, "text")) or _shipped_reasons()
    return Codebook(f"{name} {version}", title, content, reasons, helps)


def codebook_of(ledger: Ledger, name: str) -> Codebook:
    """Return an adopted codebook, or the shipped one under its name; raise `Unreadable`."""
    from ledger.domain import codebook

    held = codebook.fold(ledger.standing(codebook.stream_of(name)))
    if held is not None:
        return read_codebook(held.content)
    if name == (own := shipped()).name:
        return own
    raise Unreadable(f"there is no codebook “{name}”", "claims coder codebook FILE adopts one")


def _shipped_reasons() -> tuple[str, ...]:
    return _reasons(_table(tomllib.loads(_SHIPPED.read_text(encoding="utf-8")), "text"))


def _reasons(text: Mapping[str, object]) -> tuple[str, ...]:
    given = _fields(text.get("claim", {})).get("reasons", [])
    if not isinstance(given, list) or not all(isinstance(one, str) and one for one in given):
        raise _odd("text.claim.reasons", 'a list of texts: reasons = ["a hope"]')
    if len(given) > _REASONS:
        raise _odd("text.claim.reasons", f"no more than {_REASONS}: each has a digit for its key")
    return tuple(str(one) for one in given)


def _word(held: Mapping[str, object], key: str) -> str:
    value = held.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _odd(key, f'{key} = "…" is needed')
    return value.strip()


def _table(held: Mapping[str, object], key: str) -> dict[str, object]:
    return _fields(held.get(key, {}))


def _fields(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _odd("a table", "claims coder codebook prints ours")
    return {str(key): one for key, one in value.items()}


def _odd(where: str, remedy: str) -> Unreadable:
    return Unreadable(f"“{where}” of the codebook is not what is expected there", remedy)
