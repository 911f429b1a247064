"""``claims help``: topics, and the help of a verb."""

from __future__ import annotations

import difflib
import re
import textwrap
from typing import Annotated

import typer

from ledger.cli import output
from ledger.cli.options import AsJson
from ledger.cli.table import NOUNS, VERBS
from ledger.cli.topics import TOPICS
from ledger.cli.topics.scoring import of_column
from ledger.errors import NotFound, Unreadable


def command(
    topic: Annotated[str | None, typer.Argument(help="A topic or a verb.")] = None,
    column: Annotated[
        str | None, typer.Argument(help="After scoring: a column of any table.")
    ] = None,
    man: Annotated[
        bool, typer.Option("--man", help="Print the manual page of the whole program, for man.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Tell more about a topic, or about a verb.

    \b
    Example:
      claims help filters
      claims help scoring brier_se
      claims help --man
    """
    if man:
        _manual(topic, as_json=as_json)
        return
    if column is not None:
        _column(topic, column, as_json=as_json)
        return
    verbs = {verb.name for several in VERBS.values() for verb in several} | set(NOUNS)
    if as_json and (topic is None or topic in TOPICS):
        wanted = TOPICS if topic is None else {topic: TOPICS[topic]}
        output.emit_json({name: text() for name, (_, text) in wanted.items()})
    elif topic is None:
        output.data("Topics of claims help:\n")
        for name, (about, _) in TOPICS.items():
            output.data(f"  {name:<14} {about}")
        output.data("\nclaims --help lists the verbs; claims VERB --help tells about one.")
    elif topic in TOPICS:
        output.data("\n".join(map(_fitted, _paragraphs(TOPICS[topic][1]()))))
    elif topic in verbs:
        from ledger.cli.main import run

        run([topic, "--help"])
    else:
        near = difflib.get_close_matches(topic, [*TOPICS, *verbs], n=1)
        remedy = f"did you mean claims help {near[0]}?" if near else "claims help lists the topics"
        raise NotFound(f"there is no help on “{topic}”", remedy)


def _manual(topic: str | None, *, as_json: bool) -> None:
    """Print the manual page."""
    from ledger.cli.manual import page

    if topic is not None:
        raise Unreadable("the manual page is of the whole program", "claims help --man")
    if as_json:
        output.emit_json({"man": page()})
    else:
        output.raw(page())


def _column(topic: str | None, name: str, *, as_json: bool) -> None:
    """Tell what one column means in each table that has it."""
    from ledger.readmodel.dictionary import names

    if topic != "scoring":
        raise Unreadable(
            f"claims help {topic} takes no second word", f"claims help {topic} tells all of it"
        )
    found = of_column(name)
    if not found:
        near = difflib.get_close_matches(name, names(), n=1)
        remedy = near and f"did you mean claims help scoring {near[0]}?"
        raise NotFound(f"there is no column “{name}”", remedy or "claims help scoring lists them")
    if as_json:
        output.emit_json({name: found})
        return
    for where, meaning in found.items():
        output.data(f"{name} ({where})\n{_fitted(f'  {meaning}')}")


def _paragraphs(text: str) -> list[str]:
    """Return the lines of a text, those of a paragraph of prose as one; what is indented stays."""
    lines: list[str] = []
    prose = False
    for line in text.splitlines():
        flows = bool(line) and not line.startswith((" ", "claims "))
        if flows and prose:
            lines[-1] += f" {line}"
        else:
            lines.append(line)
        prose = flows
    return lines


def _fitted(line: str) -> str:
    """Return a line, wrapped under where its text begins; a command stays as it can be typed."""
    if line.strip().startswith("claims"):
        return line
    begins = re.match(r" *(?:\S+ {2,})?", line)
    hanging = " " * (begins.end() if begins else 0)
    return textwrap.fill(line, output.width(), subsequent_indent=hanging, break_on_hyphens=False)
