"""Codebooks: what coders are asked of a claim and of an outcome, and how they are to answer.

Invariant: a version of a codebook, once adopted, is never another text; every coding names its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from ledger.domain.fact import Fact, Known, Named, New
from ledger.domain.names import part_stream
from ledger.errors import Conflict, Refused


class CodebookAdopted(Fact):
    """A version of a codebook came into use; `content` is its text, TOML."""

    stored_name: ClassVar[str] = "codebook.adopted"
    codebook: Named
    """Its name and version, as codings give them: “claims 1”."""
    title: Named
    content: Named


@dataclass(frozen=True)
class AdoptCodebook:
    """Bring a version of a codebook into use, once."""

    codebook: str
    title: str
    content: str


def stream_of(codebook: str) -> str:
    """Return the stream of one version of a codebook."""
    return part_stream("codebook", codebook)


def fold(facts: Sequence[Fact]) -> CodebookAdopted | None:
    """Return the codebook as it was adopted, or None."""
    return next((fact for fact in facts if isinstance(fact, CodebookAdopted)), None)


def require(codebook: str, known: Known) -> CodebookAdopted:
    """Return the codebook; raise `Refused` where it was never adopted."""
    held = fold(known(stream_of(codebook)))
    if held is None:
        raise Refused(f"there is no codebook “{codebook}”", "claims coder codebook FILE adopts one")
    return held


def adopt_codebook(command: AdoptCodebook, known: Known) -> list[New]:
    """Adopt a version once; another text under its name is a conflict."""
    stream = stream_of(command.codebook)
    held = fold(known(stream))
    adopted = CodebookAdopted(
        codebook=command.codebook, title=command.title, content=command.content
    )
    if held is None:
        return [New(stream, adopted)]
    if held != adopted:
        raise Conflict(
            f"“{command.codebook}” was adopted with another text", "give it a version of its own"
        )
    return []
