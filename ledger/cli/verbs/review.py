"""``claims review``: code claims, or outcomes, one key an item."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import filters, output
from ledger.cli.options import (
    Ascii,
    AsJson,
    Filters,
    LedgerDir,
    begun,
    one_of,
    opened,
    optional,
    text,
)
from ledger.errors import Refused
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.coding.codebook import Codebook
    from ledger.coding.queue import Queue


def command(
    filter_: Filters = None,
    coding_pass: Annotated[
        str,
        typer.Option("--pass", metavar="PASS", help="text (the words) or outcome (what came)."),
    ] = "text",  # noqa: S107 a pass of coding
    coder: Annotated[
        str | None, typer.Option("--coder", metavar="NAME", help="Who codes; else the recorder.")
    ] = None,
    hide: Annotated[
        str,
        typer.Option(
            "--hide", metavar="WHAT,…", help="speaker, others, proposal, several of them."
        ),
    ] = "",
    codebook: Annotated[
        str | None,
        typer.Option("--codebook", metavar="NAME", help="Another codebook than “claims 1”."),
    ] = None,
    commit: Annotated[
        bool,
        typer.Option("--commit", help="Seal each coding; `claims coder open` shows them later."),
    ] = False,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Of outcomes: show the claims' words all the same.")
    ] = False,
    also_mine: Annotated[
        bool,
        typer.Option("--also-mine", help="Of outcomes: those too whose words you have read."),
    ] = False,
    unassigned: Annotated[
        bool,
        typer.Option("--unassigned", help="Code although others were given items and you not."),
    ] = False,
    as_json: AsJson = False,
    ascii_: Ascii = False,
    ledger: LedgerDir = None,
) -> None:
    """Code what is to be coded, an item at a time; each key is saved at once.

    What was assigned to the coder comes, else every claim in words. The outcome, other coders'
    codings and their readings are never shown; --hide takes the speaker and the source away, what
    is on record of the claim (others), and the reading that the words propose. Stop with q or
    Ctrl-C; the next call goes on where this one ended. Keys: claims help coding.

    \b
    Example:
      claims review story:ukraine-2022 --hide speaker,others
      claims review --pass outcome --coder tom
      claims review --json
    """
    from ledger.coding.codebook import codebook_of, shipped
    from ledger.coding.queue import Wanted, as_known, by_codebook, others_assigned, queue_of, told
    from ledger.domain.assignment import OUTCOME, TEXT

    one_of("pass", coding_pass, (TEXT, OUTCOME))
    with opened(ledger) as held:
        condition, parameters = filters.resolve(begun(held), filter_).condition()
        wanted = Wanted(
            as_known(held, optional(coder) or held.recorder), condition, parameters, _hidden(hide),
            with_text=with_text, also_mine=also_mine,
        )  # fmt: skip
        which = TEXT if coding_pass == TEXT else OUTCOME
        if not unassigned and (given := others_assigned(held, which, wanted.coder)):
            were = "was" if len(given) == 1 else "were"
            raise Refused(
                f"{wanted.coder} was given nothing to code; {', '.join(given)} {were}",
                f"--coder {given[0]}, or --unassigned to code all the same",
            )
        queue = queue_of(held, which, wanted)
        if as_json:
            output.emit_json([{"pass": coding_pass, **told(item)} for item, _ in queue.items])
            return
        if queue.left_out:
            output.talk(
                f"{queue.left_out} left out: {visible(wanted.coder)} has read their words, and "
                "another coder should find what came (--also-mine codes them all the same)"
            )
        if not queue.items:
            output.talk(f"nothing to code; {queue.done} coded already")
            return
        named = next((given.codebook for _, given in queue.items if given.codebook), None)
        book = codebook_of(held, text(codebook) if codebook else named or shipped().name)
        queue = by_codebook(queue, book.name)
        _sit(held, wanted.coder, book, queue, commit=commit, ascii_only=ascii_)


def _sit(
    held: Ledger, coder: str, book: Codebook, queue: Queue, *, commit: bool, ascii_only: bool
) -> None:
    from ledger.cli.keys import Keys
    from ledger.cli.reviewing import Work, go_through
    from ledger.coding.session import Sitting

    work = Work(
        Sitting(held, coder, book), queue, Keys(sys.stdin.isatty()), output.surface(ascii_only),
        held.today, commit,
    )  # fmt: skip
    output.talk("? tells what the keys do; each coding is saved at once")
    try:
        with work.keys.one_by_one():
            go_through(work)
    except KeyboardInterrupt:
        output.talk("")
    left = len(queue.items) - work.n_coded
    seals = commit or any(given.commits for _, given in queue.items)
    sealed = " (sealed: claims coder open)" if seals else ""
    output.talk(f"{work.n_coded} coded{sealed}, {left} left.  go on: claims review · claims undo")


def _hidden(given: str) -> frozenset[str]:
    from ledger.domain.assignment import HIDABLE

    named = [name.strip() for name in given.split(",") if name.strip()]
    return frozenset(one_of("thing to hide", name, HIDABLE) for name in named)
