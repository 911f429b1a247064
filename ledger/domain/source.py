"""Sources: published documents, their editions, and the web addresses that lead to them.

Invariant: an address belongs to one source, and a source is an edition of at most one other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from ledger.domain.fact import Fact, Known, Named, New, Text
from ledger.domain.names import is_key, letters, slug, source_stream, url_key, url_stream
from ledger.errors import Conflict, Refused


class SourceContent(Fact):
    """What is known of a document."""

    key: Named
    url: Text | None
    url_key: Text | None
    publication: Text | None
    title: Text | None
    authors: tuple[Text, ...]
    published_on: date | None
    published_precision: Text
    language: Text | None
    archive_url: Text | None
    snapshot_sha256: Text | None
    edition_of: Text | None


class SourceRegistered(SourceContent):
    """A document came into the ledger."""

    stored_name: ClassVar[str] = "source.registered"


class SourceCorrected(SourceContent):
    """What was known of a document was mended; the whole content as it is now."""

    stored_name: ClassVar[str] = "source.corrected"
    reason: Text


class SourceLinked(Fact):
    """A document was found to be an edition of another."""

    stored_name: ClassVar[str] = "source.linked"
    edition_of: Named


class SourceRetracted(Fact):
    """The publisher took the document back."""

    stored_name: ClassVar[str] = "source.retracted"
    reason: Named


class UrlClaimed(Fact):
    """A web address leads to a source."""

    stored_name: ClassVar[str] = "url.claimed"
    source: Named


@dataclass(frozen=True)
class RegisterSource:
    """Bring a document into the ledger, by key or address; once."""

    key: str = ""
    url: str | None = None
    publication: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published_on: date | None = None
    published_precision: str = "day"
    language: str | None = None
    archive_url: str | None = None
    snapshot_sha256: str | None = None
    edition_of: str | None = None
    """Key of the source that this is an edition of."""


@dataclass(frozen=True)
class CorrectSource:
    """Mend fields of a source: field name to new value."""

    key: str
    changes: dict[str, object]
    reason: str = ""


@dataclass(frozen=True)
class LinkSource:
    """Say that a source is an edition of another."""

    key: str
    edition_of: str


@dataclass(frozen=True)
class RetractSource:
    """Say that the publisher took the document back."""

    key: str
    reason: str


@dataclass(frozen=True)
class Source:
    """A source as it stands."""

    content: SourceContent
    first: SourceContent
    retracted: str | None = None


def fold(facts: Sequence[Fact]) -> Source | None:
    """Return the source as its facts leave it, or None."""
    source: Source | None = None
    for fact in facts:
        source = _evolved(source, fact)
    return source


def source_key(source: str, known: Known) -> str:
    """Return the key behind a key or a web address; a new address makes a key of its own."""
    address = url_key(source)
    if not address:
        return source
    claimed = [fact for fact in known(url_stream(address)) if isinstance(fact, UrlClaimed)]
    return claimed[-1].source.removeprefix("source-") if claimed else _key_of(address)


def register_source(command: RegisterSource, known: Known) -> list[New]:
    """Register a source once; the same source with other content is a conflict."""
    address = url_key(command.url) if command.url else ""
    _check_address(command, address)
    key = command.key or source_key(command.url or "", known)
    if not is_key(key):
        raise Refused(
            f"“{key}” cannot be the key of a source", "use lower-case letters, digits, hyphens"
        )
    stream, content = source_stream(key), _content(command, key, address)
    standing = fold(known(stream))
    if standing is not None:
        return _same(standing, content)
    _check_line(content, known)
    registered = New(stream, SourceRegistered(**dict(content)))
    return [registered, *_address_claim(address, stream, known)]


def correct_source(command: CorrectSource, known: Known) -> list[New]:
    """Write down a source's content as it is after the changes."""
    held = _bare(require(command.key, known).content)
    content = SourceContent.model_validate({**dict(held), **command.changes})
    address = url_key(content.url) if content.url else ""
    content = content.model_copy(update={"url_key": address or None})
    if content == held:
        return []
    if content.key != held.key:
        raise Refused(f"the key “{held.key}” stays for ever", "register another under its own")
    _check_web(content.url, address)
    _check_line(content, known)
    stream, corrected = source_stream(held.key), {**dict(content), "reason": command.reason}
    return [New(stream, SourceCorrected(**corrected)), *_address_claim(address, stream, known)]


def link_source(command: LinkSource, known: Known) -> list[New]:
    """Link an edition to its original; refuse a circle."""
    held = require(command.key, known).content
    linked = SourceLinked(edition_of=source_stream(command.edition_of))
    if held.edition_of == linked.edition_of:
        return []
    _check_line(held.model_copy(update={"edition_of": linked.edition_of}), known)
    return [New(source_stream(command.key), linked)]


def retract_source(command: RetractSource, known: Known) -> list[New]:
    """Mark a source as retracted, once per reason."""
    if require(command.key, known).retracted == command.reason:
        return []
    return [New(source_stream(command.key), SourceRetracted(reason=command.reason))]


def require(key: str, known: Known) -> Source:
    """Return the source with this key; raise `Refused` where there is none."""
    standing = fold(known(source_stream(key)))
    if standing is None:
        raise Refused(f"there is no source “{key}”", "claims source list shows those there are")
    return standing


def _evolved(source: Source | None, fact: Fact) -> Source | None:
    match fact:
        case SourceRegistered():
            return Source(fact, fact)
        case SourceCorrected() if source:
            return replace(source, content=fact)
        case SourceLinked() if source:
            linked = source.content.model_copy(update={"edition_of": fact.edition_of})
            return replace(source, content=linked)
        case SourceRetracted() if source:
            return replace(source, retracted=fact.reason)
        case _:
            return source


def _content(command: RegisterSource, key: str, address: str) -> SourceContent:
    fields = {**vars(command), "key": key, "url_key": address or None}
    fields["edition_of"] = source_stream(command.edition_of) if command.edition_of else None
    return SourceContent(**fields)


def _same(standing: Source, content: SourceContent) -> list[New]:
    """Accept a source that says no more than what is known; refuse one that says otherwise."""
    for held in (standing.first, standing.content):
        known_fields = dict(held)
        if all(
            value in {None, ""} or known_fields[name] == value for name, value in _given(content)
        ):
            return []
    raise Conflict(
        f"the source “{content.key}” is already here with other details",
        f"claims edit {content.key} corrects it; claims source {content.key} shows it",
    )


def _bare(content: SourceContent) -> SourceContent:
    return SourceContent(**{name: getattr(content, name) for name in SourceContent.model_fields})


def _given(content: SourceContent) -> list[tuple[str, object]]:
    """Return what is said of a source; an address is compared by its key, however it is written."""
    defaults = {"authors": (), "published_precision": "day"}
    return [
        (name, value) for name, value in content if name != "url" and value != defaults.get(name)
    ]


def _check_address(command: RegisterSource, address: str) -> None:
    _check_web(command.url, address)
    if not command.url and not command.key:
        raise Refused("a source needs a web address or a key", "claims help sources")


def _check_web(url: str | None, address: str) -> None:
    if url and not address:
        raise Refused(f"“{url}” is not a web address", "it starts with http:// or https://")


def _check_line(content: SourceContent, known: Known) -> None:
    """Refuse an original that is not on record, or that is itself an edition of this source."""
    line, passed = content.edition_of, {source_stream(content.key)}
    while line is not None:
        original = line.removeprefix("source-")
        if line in passed:
            raise Refused(
                f"{original} is itself an edition of {content.key}", "link them the other way"
            )
        passed.add(line)
        line = require(original, known).content.edition_of


def _address_claim(address: str, stream: str, known: Known) -> list[New]:
    if not address:
        return []
    claimed = [fact for fact in known(url_stream(address)) if isinstance(fact, UrlClaimed)]
    if claimed and claimed[-1].source != stream:
        raise Conflict(
            f"that address already leads to {claimed[-1].source.removeprefix('source-')}",
            "use that source, or link the two as editions: claims source link",
        )
    return [] if claimed else [New(url_stream(address), UrlClaimed(source=stream))]


def _key_of(address: str) -> str:
    host, _, path = address.partition("://")[2].partition("/")
    return f"{slug(host.removeprefix('www.') + ' ' + path, 40)}-{letters('source', address)[:6]}"
