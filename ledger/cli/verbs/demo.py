"""``claims demo``: a throwaway ledger of real claims, and a simulated panel beside them."""

from __future__ import annotations

import shlex
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import output
from ledger.cli.options import Ascii, AsJson, LedgerDir, opened, text
from ledger.config import shipped
from ledger.errors import Failed, Refused
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.steps import Located

_NEXT = """
A throwaway ledger in {directory}
To use it:  export CLAIMS_LEDGER={directory}

  claims list 'by:Guterres'                 one claim, its words and its score
  claims show invasion                      a question, and who said what about it
  claims resolve invasion no --correct      what if it had not happened …
  claims undo                               … and back again
  claims person {person:<27} one commentator
  claims add                                log a claim of your own
  claims log                                everything that was done"""


def command(
    seed_articles_only: Annotated[
        bool, typer.Option("--seed-articles-only", help="Leave the simulated forecasters out.")
    ] = False,
    as_json: AsJson = False,
    ascii_: Ascii = False,
    ledger: LedgerDir = None,
) -> None:
    """Make a throwaway ledger and show its dashboard: what five real articles claimed.

    Beside the real claims stands a panel of forecasters that are simulated, labelled so, and in no
    figure for everybody.

    \b
    Example:
      claims demo
      claims demo --seed-articles-only
    """
    directory = Path(text(ledger)) if ledger else Path(tempfile.mkdtemp(prefix="claims-demo-"))
    with opened(str(directory)) as held:
        if held.position():
            raise Refused(
                f"there is a ledger in {directory} already",
                "leave --ledger away, or name a new directory",
            )
        fill(held, simulated=not seed_articles_only)
        _show(held, as_json=as_json, ascii_only=ascii_, simulated=not seed_articles_only)


def fill(held: Ledger, *, simulated: bool) -> None:
    """Import the shipped articles, and the simulated panel as a step of its own."""
    from ledger.importers import read_file
    from ledger.importers.found import Options, in_order
    from ledger.importers.simulated import panel

    articles = sorted(shipped("fixtures/articles").glob("*.toml"))
    found = [read_file(path.name, path.read_bytes(), Options()) for path in articles]
    _take(held, in_order(row for one in found for row in one.rows), "seedarticles")
    if simulated:
        _take(held, panel(), "simulatedset")


def _take(held: Ledger, rows: list[Located], step: str) -> None:
    done = held.take_in(rows, step, kept="archive", skip_bad=False)
    if done.refusals or not done.step:
        raise Failed("the shipped articles could not be read", "install the program again")


def _show(held: Ledger, *, as_json: bool, ascii_only: bool, simulated: bool) -> None:
    from ledger.cli.filters import Filter
    from ledger.cli.options import asked
    from ledger.cli.overview import as_rows, overview

    data = overview(held, asked(held), Filter())
    if as_json:
        output.emit_json({"ledger": str(held.directory), **as_rows(data)})
        return
    from ledger.screens.dashboard import render

    on = output.surface(ascii_only)
    output.show(render(data, on.look), on)
    person = "overconfident" if simulated else "Zhuravleva"
    output.data(_NEXT.format(directory=shlex.quote(visible(str(held.directory))), person=person))
