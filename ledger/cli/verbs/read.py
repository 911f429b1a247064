"""``claims read``: what the words of a quotation say in numbers, without any ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import output
from ledger.cli.options import AsJson, text
from ledger.errors import Unreadable
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.wording import Lexicon, Proposal

_WHOLE = 1_000_000_000


def command(
    quote: Annotated[
        str | None, typer.Argument(help="The words that were said.", show_default=False)
    ] = None,
    event: Annotated[
        str | None,
        typer.Option(
            "--event", metavar="TEXT", help="The question: what they say of it.", show_default=False
        ),
    ] = None,
    lexicon: Annotated[
        str,
        typer.Option("--lexicon", metavar="NAME|FILE", help="Whose figures: a name, or a file."),
    ] = "capphrase",
    words: Annotated[
        str | None,
        typer.Option(
            "--words",
            metavar="W",
            help="The words that count, parts set apart by …",
            show_default=False,
        ),
    ] = None,
    lexicons: Annotated[bool, typer.Option("--lexicons", help="List the lexicons.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what the words of certainty in a quotation mean in numbers.

    It proposes a reading and saves nothing; no ledger is needed.

    \b
    Example:
      claims read "I am convinced it will not happen"
      claims read "This will likely deter Russia" --event "Will Russia invade?"
    """  # fmt: skip
    if lexicons:
        _list(as_json=as_json)
        return
    if quote is None:
        raise Unreadable("there is nothing to read", 'claims read "It will likely happen"')
    from ledger.cli.sure import lexicon_called
    from ledger.wording import read_words

    chosen = lexicon_called(text(lexicon))
    said = read_words(text(quote), event and text(event), chosen, words and text(words))
    if as_json:
        output.emit_json(_as_json(said))
    else:
        output.data("\n".join(_lines(said, chosen)))


def _as_json(said: Proposal) -> dict[str, object]:
    return {
        "best": _share(said.best),
        "low": _share(said.low),
        "high": _share(said.high),
        "words": list(said.words),
        "sign": said.sign,
        "term": said.term,
        "form": said.form,
        "lexicon": said.lexicon,
        "covered": said.covered,
        "unscorable": said.unscorable,
    }


def _share(ppb: int | None) -> float | None:
    return None if ppb is None else ppb / _WHOLE


def _lines(said: Proposal, chosen: Lexicon) -> list[str]:
    """Return the reading line by line."""
    found = " … ".join(map(visible, said.words)) or "(none)"
    rows = {"words": f"“{found}”" if said.words else found, "form": said.form}
    if said.best is None:
        rows |= {"unscorable": said.unscorable or ""}
    else:
        rows |= {"P(event)": _percentages(said), "says": _SAYS[said.sign]}
    if said.term is not None:
        rows["term"] = said.term
    if said.lexicon is not None:
        rows |= {"lexicon": f"{said.lexicon}: {_provenance(said.lexicon, chosen)}"}
        rows |= {"covered": "yes" if said.covered else f"no: {_UNCOVERED.format(chosen)}"}
    width = max(map(len, rows)) + 2
    return [f"{name:<{width}}{value}" for name, value in rows.items()]


_SAYS = {1: "it will happen", -1: "it will not happen", None: "neither"}
_UNCOVERED = "not in {}; the house's own judgement, no survey and no standard"


def _percentages(said: Proposal) -> str:
    best, low, high = (
        f"{(part or 0) * 100 / _WHOLE:.3g}" for part in (said.best, said.low, said.high)
    )
    return f"{best} %  ({low} to {high} %)"


def _provenance(named: str, chosen: Lexicon) -> str:
    from ledger.wording import lexicon

    return visible((chosen if str(chosen) == named else lexicon(named)).provenance)


def _list(*, as_json: bool) -> None:
    """List the lexicons that come with the program."""
    from ledger.wording import lexicon, lexicons

    known = [lexicon(name) for name in lexicons()]
    if as_json:
        output.emit_json(
            [
                {
                    "lexicon": str(one),
                    "kind": one.kind,
                    "n": one.n,
                    "terms": len(one.terms),
                    "licence": one.licence,
                    "provenance": one.provenance,
                }
                for one in known
            ]
        )
        return
    for one in known:
        output.data(f"{one!s:<18}{len(one.terms):>3} terms  {one.provenance}")
