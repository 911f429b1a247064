"""``claims search``: claims that hold some words, the closest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import claim_lines, filters, output
from ledger.cli.claim_lines import PIPED, SORTS
from ledger.cli.matching import matched
from ledger.cli.options import (
    Ascii,
    AsJson,
    AsOf,
    Color,
    LedgerDir,
    Plain,
    asked,
    begun,
    one_of,
    opened,
)
from ledger.cli.presenting import Manner
from ledger.errors import Unreadable

if TYPE_CHECKING:
    from ledger.cli.filter_terms import Term

CLOSEST = "closest"
"""The order of a search that names no other."""

_IN_WORDS = "searched(question, quote, reported, null, null)"
_RANK = f"case when has_word({_IN_WORDS}, ?) then 0 when {{each}} then 1 else 2 end"


def command(
    filter_: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORD…",
            help="Words, “a phrase”, and any filter: by: said: -not (claims help filters).",
            show_default=False,
        ),
    ] = None,
    sort: Annotated[
        str, typer.Option("--sort", metavar="ORDER", help="closest, said, due, by, p or score.")
    ] = CLOSEST,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", help="At most N claims; 0 for all.", min=0)
    ] = 0,
    as_of: AsOf = None,
    as_json: AsJson = False,
    plain: Plain = False,
    ascii_: Ascii = False,
    color: Color = None,
    ledger: LedgerDir = None,
) -> None:
    """Search what was said: in the statement, the quotation, the reported words, names and notes.

    Case and accents make no difference. A bare word finds what begins with it, a phrase in quotes
    its whole words; all must be there. Where the words stand together in statement or quotation
    comes first, then where all of them stand there apart. Piped, a claim is a line as in claims
    list, with the text that the words were found in at its end.

    \b
    Example:
      claims search invasion
      claims search '"full-scale" invasion' -by:Biden said:2022 --sort score
    """
    from ledger.exporters.scope import archive_note

    named = one_of("order", sort, (CLOSEST, *SORTS))
    if not filter_:
        raise Unreadable("there is nothing to search for", "claims search invasion")
    with opened(ledger) as held:
        about = asked(begun(held), as_of)
        chosen = filters.resolve(held, filter_, about)
        wanted = [term for term in filters.parse(filter_) if term in chosen.searched]
        condition, parameters = chosen.condition()
        order, ranked = _order(named, wanted)
        query = claim_lines.query(condition, order, limit)
        rows = [_told(row, wanted) for row in held.ask(query, [*parameters, *ranked], about)]
        note = archive_note(held)
        on_screen = not as_json and not output.piped()
        hint = filters.empty_hint(held, chosen, about) if on_screen and not rows else ""
    if as_json:
        output.emit_json([{**row, **_as_text(row)} for row in rows])
    elif output.piped() and not plain:
        output.tsv(map(claim_lines.piped, rows), (*PIPED, "matched_in"))
    else:
        manner = Manner(plain=plain, ascii_only=ascii_, color=color)
        claim_lines.show(rows, note, hint, manner, filtered=True)


def _order(named: str, wanted: list[Term]) -> tuple[str, list[object]]:
    """Return the order of a search, and its parameters."""
    if named != CLOSEST:
        return SORTS[named], []
    if not wanted:
        return SORTS["said"], []
    each = " and ".join(f"has_word({_IN_WORDS}, ?)" for _ in wanted)
    whole = " ".join(term.value for term in wanted)
    values: list[object] = [whole, *(term.value for term in wanted)]
    return f"{_RANK.format(each=each)}, {SORTS['said']}", values


def _told(row: dict[str, object], wanted: list[Term]) -> dict[str, object]:
    """Add where the words were found: the text's name, and the pieces around them."""
    found = matched(row, wanted)
    return {
        **row,
        "matched_in": found.field if found else None,
        "matched": found.pieces() if found else None,
    }


def _as_text(row: dict[str, object]) -> dict[str, object]:
    pieces = row["matched"]
    told = "".join(str(text) for text, _ in pieces) if isinstance(pieces, list) else None
    return {"matched": told}
