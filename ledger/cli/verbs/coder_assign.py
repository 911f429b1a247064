"""``claims coder assign``: give items to coders, some of them to all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import filters, output
from ledger.cli.doing import report
from ledger.cli.options import AsJson, Filters, LedgerDir, begun, one_of, opened, text
from ledger.errors import Unreadable

if TYPE_CHECKING:
    from ledger.app import Ledger


def command(
    coders: Annotated[str, typer.Argument(metavar="NAME,…", help="The coders: lena,tom.")],
    filter_: Filters = None,
    coding_pass: Annotated[
        str,
        typer.Option("--pass", metavar="PASS", help="text (the words) or outcome (what came)."),
    ] = "text",  # noqa: S107 a pass of coding
    overlap: Annotated[
        str, typer.Option("--overlap", metavar="SHARE", help="What every coder gets: 15%, 100%.")
    ] = "100%",
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The deal's seed.")] = 20261126,
    hide: Annotated[
        str,
        typer.Option(
            "--hide", metavar="WHAT,…", help="speaker, others, proposal, several of them."
        ),
    ] = "others",
    commit: Annotated[
        bool, typer.Option("--commit", help="Each is sealed until all coders are bound.")
    ] = False,
    codebook: Annotated[
        str | None, typer.Option("--codebook", metavar="NAME", help="The codebook to go by.")
    ] = None,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Assign claims, or closed questions, to coders: a drawn share to all, the rest dealt.

    The same filter, coders and seed give the same deal. With --commit, each coding of an item that
    several were given is sealed by a salted hash, and can only be opened once all are bound.

    \b
    Example:
      claims coder assign lena,tom story:ukraine-2022 --overlap 15% --seed 7 --hide speaker,others
    """
    from ledger.coding.assigning import Deal, deal
    from ledger.coding.codebook import codebook_of, shipped
    from ledger.coding.queue import Wanted, items_of
    from ledger.domain.assignment import HIDABLE, OUTCOME, TEXT

    one_of("pass", coding_pass, (TEXT, OUTCOME))
    named = tuple(name.strip() for name in text(coders).split(",") if name.strip())
    hides = tuple(
        one_of("thing to hide", one.strip(), HIDABLE) for one in hide.split(",") if one.strip()
    )
    with opened(ledger) as held:
        condition, parameters = filters.resolve(begun(held), filter_).condition()
        wanted = Wanted(held.recorder, condition, parameters)
        items = items_of(held, TEXT if coding_pass == TEXT else OUTCOME, wanted)
        if not items:
            raise Unreadable("there is nothing to assign", "claims list shows what a filter finds")
        book = codebook_of(held, text(codebook) if codebook else shipped().name)
        how = Deal(
            named, TEXT if coding_pass == TEXT else OUTCOME, book.name,
            _share(overlap), seed, hides, commit, _apart(held, coding_pass),
        )  # fmt: skip
        given = deal(items, how)
        held.execute(book.adoption())  # a step of its own: undoing the deal leaves it
        step = held.execute(given)
    if left := len(items) - len({one.item for one in given}):
        output.talk(f"{left} left out: all of these coders have read their words")
    n_shared = sum(bool(one.together) for one in given) // max(1, len(named))
    output.talk(f"{len(items)} items, {n_shared} of them to all of {len(named)}; seed {seed}")
    report(step, f"assigned to {', '.join(named)}.", "assigned already", as_json=as_json)


def _share(given: str) -> float:
    from ledger.domain.probability import read_decimal

    try:
        return float(read_decimal(text(given)))
    except Unreadable as error:
        raise Unreadable(f"“{given}” is no share", "--overlap 15%, up to 100%") from error


def _apart(held: Ledger, coding_pass: str) -> frozenset[tuple[str, str]]:
    """Return who has read the words of which question: another is to find what came of it."""
    from ledger.domain.assignment import OUTCOME
    from ledger.domain.names import folded
    from ledger.readmodel import queries_coding

    if coding_pass != OUTCOME:
        return frozenset()
    rows = held.ask(queries_coding.WORDS_READ)
    return frozenset((folded(str(row["coder"])), str(row["question_id"])) for row in rows)
