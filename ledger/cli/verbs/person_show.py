"""``claims person NAME``: one commentator's record."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from ledger.cli import find
from ledger.cli.options import (
    Ascii,
    AsJson,
    AsOf,
    Color,
    IncludeUntimely,
    Kind,
    LedgerDir,
    Plain,
    asked,
    begun,
    opened,
    text,
)
from ledger.cli.presenting import Manner, present
from ledger.cli.views import person


def command(
    name: Annotated[str, typer.Argument(help="Whole words of a name or alias.")],
    kind: Kind = "forecast",
    include_untimely: IncludeUntimely = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
    plain: Plain = False,
    ascii_: Ascii = False,
    color: Color = None,
    ledger: LedgerDir = None,
) -> None:
    """Show one commentator: scores with intervals where there is enough, misses, every claim.

    \b
    Example:
      claims person Guterres
      claims person Blinken --kind intent
      claims person Guterres --plain
    """
    with opened(ledger) as held:
        about = asked(begun(held), as_of, kind=kind, include_untimely=include_untimely)
        who = find.person(held, text(name), about)
        view = person(held, who, replace(about, shown_only=not as_json))
    present(view, Manner(as_json, plain, ascii_, color))
