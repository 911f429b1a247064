"""``claims source add``: bring a document in before its claims."""

from __future__ import annotations

from typing import Annotated

import typer

from ledger.cli.doing import report, say_begun
from ledger.cli.options import AsJson, LedgerDir, opened, optional, text

Maybe = str | None


def command(
    source: Annotated[str, typer.Argument(help="Its web address, or a key for one without.")],
    key: Annotated[
        Maybe, typer.Option("--key", metavar="KEY", help="A readable key: nyt-2022-01-21.")
    ] = None,
    publication: Annotated[
        Maybe, typer.Option("--publication", metavar="NAME", help="Where it appeared.")
    ] = None,
    title: Annotated[Maybe, typer.Option("--title", metavar="TEXT", help="Its title.")] = None,
    author: Annotated[
        list[str] | None, typer.Option("--author", metavar="NAME", help="Repeat for several.")
    ] = None,
    published: Annotated[
        Maybe, typer.Option("--published", metavar="DATE", help="The day it appeared.")
    ] = None,
    archive: Annotated[
        Maybe, typer.Option("--archive", metavar="URL", help="An archived copy.")
    ] = None,
    edition_of: Annotated[
        Maybe, typer.Option("--edition-of", metavar="KEY", help="The source it is an edition of.")
    ] = None,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Bring a document in before its claims.

    \b
    Example:
      claims source add https://example.org/copper --key copper-2026-03-14 \\
        --publication "The Daily Metal" --published 2026-03-14
    """
    from ledger.domain.dates import read_day
    from ledger.domain.names import url_key
    from ledger.domain.source import RegisterSource

    with opened(ledger) as held:
        fresh = not held.begun
        is_address = bool(url_key(text(source))) or "://" in source
        step = held.execute(
            RegisterSource(
                key=optional(key) or ("" if is_address else source),
                url=source if is_address else None,
                publication=optional(publication),
                title=optional(title),
                authors=tuple(text(one) for one in author or ()),
                published_on=read_day(published, held.today) if published else None,
                archive_url=optional(archive),
                edition_of=optional(edition_of),
            )
        )
        if fresh:
            say_begun(held)
        registered = next(
            (new.stream for new in step.facts if new.stream.startswith("source-")), ""
        )
        report(
            step,
            f"{registered.removeprefix('source-')} is here.",
            "it was here already.",
            as_json=as_json,
        )
