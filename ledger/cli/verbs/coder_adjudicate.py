"""``claims coder adjudicate``: settle what coders coded differently, as a fact of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import output
from ledger.cli.doing import report
from ledger.cli.options import AsJson, LedgerDir, begun, one_of, opened, optional
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.domain.assignment import Pass
    from ledger.readmodel.session import Rows

Maybe = str | None


def command(
    item: Annotated[
        Maybe, typer.Argument(metavar="[ID]", help="A claim's id or a question's key.")
    ] = None,
    take: Annotated[
        Maybe, typer.Option("--take", metavar="CODER", help="As this coder has it.")
    ] = None,
    reading: Annotated[
        Maybe, typer.Option("--reading", metavar="P", help="This reading: 60%, 50-70%.")
    ] = None,
    certainty: Annotated[
        Maybe, typer.Option("--unscorable", metavar="WHY", help="hedge, bound or none.")
    ] = None,
    no_claim: Annotated[
        Maybe, typer.Option("--no-claim", metavar="WHY", help="It is no claim.")
    ] = None,
    reason: Annotated[
        Maybe, typer.Option("--reason", metavar="TEXT", help="What decided it; needed.")
    ] = None,
    coder: Annotated[
        Maybe, typer.Option("--coder", metavar="NAME", help="Who settles; else the recorder.")
    ] = None,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Without an ID, list what coders coded differently and nobody has settled.

    With one, settle it: as a coder has it (--take), perhaps with another reading. The codings stay
    as they are; what follows for the claim, or for the answer to the question, is recorded with it.

    \b
    Example:
      claims coder adjudicate
      claims coder adjudicate kqzt --take lena --reason "the next sentence settles it"
    """
    from ledger.coding.settling import Verdict, settle

    with opened(ledger) as held:
        found = _found(begun(held))
        if item is None:
            _list(found, as_json=as_json)
            return
        verdict = Verdict(
            optional(take), optional(reading),
            one_of("form", certainty, ("hedge", "bound", "none")) if certainty else None,
            optional(no_claim), optional(reason) or "", optional(coder) or held.recorder,
        )  # fmt: skip
        step = held.execute(settle(held, str(item), verdict))
    report(step, f"settled {item}.", "settled so already", as_json=as_json)


def _found(held: Ledger) -> Rows:
    from ledger.coding.agreement import disagreements
    from ledger.domain.assignment import OUTCOME, TEXT

    passes: tuple[Pass, ...] = (TEXT, OUTCOME)
    return [{"pass": one, **row} for one in passes for row in disagreements(held, one)]


def _list(found: Rows, *, as_json: bool) -> None:
    if as_json:
        output.emit_json(found)
        return
    for row in found:
        codings = row["codings"]
        assert isinstance(codings, list)  # noqa: S101 as `disagreements` makes them
        called = codings[0].get("claim") or codings[0].get("question_key")
        differs = row["differs"] if isinstance(row["differs"], list) else []
        output.data(f"{called}\t{row['pass']}\t{', '.join(map(str, differs))}")
        for one in codings:
            told = [f"{name} {output.cell(one[name])}" for name in one if name in _TOLD]
            output.data(f"\t{visible(str(one['coder']))}\t{'; '.join(told)}")
    if not found:
        output.talk("nothing is coded differently")


_TOLD = ("is_claim", "kind", "polarity", "certainty", "best", "deadline", "closes_on", "outcome",
         "happened_on")  # fmt: skip
