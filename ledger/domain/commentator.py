"""Commentators: who is on record. Every name has a stream of its own and leads to one of them.

Invariant: a claim keeps the name it was made under; merging and aliases only say where the name
leads, so that taking a merge back loses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from ledger.domain.fact import Fact, Known, Named, New, Text
from ledger.domain.names import commentator_stream
from ledger.errors import Refused

CommentatorKind = Literal["person", "organisation", "outlet", "anonymous"]


class CommentatorRegistered(Fact):
    """A name came into the ledger as somebody on record."""

    stored_name: ClassVar[str] = "commentator.registered"
    name: Named
    kind: CommentatorKind
    simulated: bool


class CommentatorRenamed(Fact):
    """The commentator is shown under another name; the old one still leads here."""

    stored_name: ClassVar[str] = "commentator.renamed"
    name: Named


class CommentatorAliased(Fact):
    """A name leads to a commentator who is registered under another."""

    stored_name: ClassVar[str] = "commentator.aliased"
    name: Named
    alias_of: Named


class CommentatorMerged(Fact):
    """Two registered commentators are one: this one's claims count as the other's."""

    stored_name: ClassVar[str] = "commentator.merged"
    into: Named
    reason: Text


@dataclass(frozen=True)
class RegisterCommentator:
    """Put somebody on record, once."""

    name: str
    kind: CommentatorKind = "person"
    simulated: bool = False


@dataclass(frozen=True)
class RenameCommentator:
    """Show a commentator under another name."""

    name: str
    to: str


@dataclass(frozen=True)
class AliasCommentator:
    """Let another name lead to a commentator."""

    name: str
    alias: str


@dataclass(frozen=True)
class MergeCommentator:
    """Count one commentator's claims as another's."""

    name: str
    into: str
    reason: str = ""


@dataclass(frozen=True)
class Commentator:
    """What a name stands for: somebody registered, or a pointer to another name's stream."""

    name: str
    kind: CommentatorKind = "person"
    simulated: bool = False
    leads_to: str | None = None


def fold(facts: Sequence[Fact]) -> Commentator | None:
    """Return what the name stands for, or None."""
    who: Commentator | None = None
    for fact in facts:
        match fact:
            case CommentatorRegistered():
                who = Commentator(fact.name, fact.kind, fact.simulated)
            case CommentatorAliased():
                who = Commentator(fact.name, leads_to=fact.alias_of)
            case CommentatorRenamed() if who:
                who = Commentator(fact.name, who.kind, who.simulated, who.leads_to)
            case CommentatorMerged() if who:
                who = Commentator(who.name, who.kind, who.simulated, fact.into)
            case _:
                pass
    return who


def canonical(stream: str, known: Known) -> str:
    """Return the stream at the end of the pointers from `stream`."""
    who, passed = fold(known(stream)), {stream}
    while who is not None and who.leads_to and who.leads_to not in passed:
        stream = who.leads_to
        passed.add(stream)
        who = fold(known(stream))
    return stream


def register_commentator(command: RegisterCommentator, known: Known) -> list[New]:
    """Register a name once; simulated and real people never share one."""
    stream = commentator_stream(command.name)
    who = fold(known(canonical(stream, known)))
    if who is None:
        fields = {"name": command.name, "kind": command.kind, "simulated": command.simulated}
        return [New(stream, CommentatorRegistered.model_validate(fields))]
    if who.simulated != command.simulated:
        raise Refused(
            f"{command.name} is {'simulated' if who.simulated else 'a real commentator'} here",
            "give the other another name",
        )
    return []


def rename_commentator(command: RenameCommentator, known: Known) -> list[New]:
    """Rename, and let the new name lead here."""
    stream, who = require(command.name, known)
    if who.name == command.to:
        return []
    renamed = New(stream, CommentatorRenamed(name=command.to))
    return [renamed, *_alias(command.to, stream, known)]


def alias_commentator(command: AliasCommentator, known: Known) -> list[New]:
    """Let a free name lead to somebody registered."""
    stream, _ = require(command.name, known)
    return _alias(command.alias, stream, known)


def merge_commentator(command: MergeCommentator, known: Known) -> list[New]:
    """Merge two people on record; anonymous groups and simulated ones are never merged."""
    stream, who = require(command.name, known)
    target, other = require(command.into, known)
    if stream == target:
        return []
    for one in (who, other):
        if one.kind == "anonymous":
            raise Refused(
                f"{one.name} is an anonymous group and is never merged",
                "claims person " + repr(one.name),
            )
    if who.simulated != other.simulated:
        raise Refused(
            "a simulated forecaster cannot be merged with a real commentator",
            "choose two of a kind",
        )
    return [New(stream, CommentatorMerged(into=target, reason=command.reason))]


def require(name: str, known: Known) -> tuple[str, Commentator]:
    """Return the stream and the person that a name leads to; raise `Refused` for nobody."""
    stream = canonical(commentator_stream(name), known)
    who = fold(known(stream))
    if who is None:
        raise Refused(f"nobody called “{name}” is on record", "claims person list shows who is")
    return stream, who


def _alias(name: str, stream: str, known: Known) -> list[New]:
    own = commentator_stream(name)
    taken = canonical(own, known)
    if taken == stream:
        return []
    if fold(known(own)) is not None:
        raise Refused(
            f"“{name}” is already on record as somebody else", f"claims person merge {name!r}"
        )
    return [New(own, CommentatorAliased(name=name, alias_of=stream))]
