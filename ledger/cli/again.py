"""What need not be typed: it is as with the claim before, or the article tells it.

Of the claim before, article, person, day and story stay. Invariant: that is the claim which this
recorder put on record last in this ledger, by the log; nothing is remembered anywhere else.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ledger.cli.given import Typed, over
from ledger.cli.trust import read_file
from ledger.domain import claim, commentator, question, source
from ledger.errors import NotFound
from ledger.importers.page import read_page

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.domain.claim import ClaimContent


def taken_over(ledger: Ledger, given: Typed, *, again: bool) -> tuple[Typed, Typed]:
    """Return what was given, with what its article tells of itself; and what else is usual."""
    usual = last(ledger) if again else Typed()
    if given.article is None:
        return given, usual
    page = read_page(read_file(Path(given.article)))
    told = Typed(source=page.url, said=page.published)
    of_page = Typed(
        page_title=page.title,
        page_publication=page.publication,
        page_published=page.published,
        page_language=page.language,
        page_authors=page.authors,
    )
    return over(given, of_page), over(told, usual)


def last(ledger: Ledger) -> Typed:
    """Return what stays of the recorder's last claim that stands; raise `NotFound` without one."""
    content = _last_claim(ledger) if ledger.begun else None
    if content is None:
        raise NotFound(f"{ledger.recorder} has logged no claim in this ledger yet", "claims add")
    named = commentator.fold(ledger.standing(content.commentator))
    asked = question.fold(ledger.standing(content.question))
    story = asked.content.story if asked else None
    moment = content.said_at
    return Typed(
        by=named.name if named else None,
        said=moment.isoformat() if moment else content.said_on.isoformat(),
        source=_address(ledger, content.source),
        story=story.removeprefix("story-") if story else None,
    )


def _last_claim(ledger: Ledger) -> ClaimContent | None:
    for position, stream in ledger.recorded(claim.ClaimRecorded.stored_name):
        standing = claim.fold(ledger.standing(stream))
        if standing and not standing.withdrawn and _stands(ledger, stream, position):
            return standing.content
    return None


def _stands(ledger: Ledger, stream: str, position: int) -> bool:
    """Say whether the step of a fact was not taken back."""
    return any(stands for fact, stands in ledger.history([stream]) if fact.position == position)


def _address(ledger: Ledger, stream: str | None) -> str:
    if stream is None:
        return "none"
    held = source.fold(ledger.standing(stream))
    return (held.content.url if held else None) or stream.removeprefix("source-")
