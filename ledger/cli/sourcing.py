"""Which document is meant by what was typed: an address, a source's key, or none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ledger.cli import ask, find
from ledger.domain.names import source_stream, url_key
from ledger.domain.source import RegisterSource, source_key
from ledger.domain.source import fold as standing_source
from ledger.errors import NotFound, Unreadable

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.cli.given import Typed

NONE = "none"


def meant(
    ledger: Ledger, given: str | None, page: Typed | None = None
) -> RegisterSource | str | None:
    """Return the source to register, the key of one that stands, or None.

    What the page of the article tells of itself goes on record with it.
    """
    if given is None:
        return None
    if url_key(given):
        key = source_key(given, ledger.standing)
        stands = standing_source(ledger.standing(source_stream(key))) is not None
        return key if stands else _registering(key, given, page)
    if "://" in given:
        raise Unreadable(f"“{given}” is not a web address", "it starts with http:// or https://")
    if standing_source(ledger.standing(source_stream(given))) is not None:
        return given
    return find.source(ledger, given) if ledger.begun else _no_source(given)


def checked(ledger: Ledger, given: str) -> str | None:
    """Return what was given for a source, known to lead to one; None for none."""
    if given == NONE:
        return None
    meant(ledger, ask.required(given))
    return given


def _registering(key: str, url: str, page: Typed | None) -> RegisterSource:
    if page is None:
        return RegisterSource(key=key, url=url)
    return RegisterSource(
        key=key,
        url=url,
        publication=page.page_publication,
        title=page.page_title,
        authors=page.page_authors,
        published_on=date.fromisoformat(page.page_published) if page.page_published else None,
        language=page.page_language,
    )


def _no_source(given: str) -> str:
    raise NotFound(f"there is no source “{given}”", "give its web address, or claims source add")
