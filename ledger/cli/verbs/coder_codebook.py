"""``claims coder codebook``: show the codebook, or adopt one of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledger.cli import output
from ledger.cli.doing import report
from ledger.cli.options import AsJson, LedgerDir, opened, text
from ledger.errors import NotFound, Unreadable


def command(
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="A codebook, TOML; none shows ours.")
    ] = None,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Adopt a codebook under its name and version, or print the one that comes with the program.

    A version, once adopted, is never another text; every coding names its own.

    \b
    Example:
      claims coder codebook
      claims coder codebook mine.toml
    """
    from ledger.coding.codebook import read_codebook, shipped

    if file is None:
        book = shipped()
        if as_json:
            output.emit_json({"name": book.name, "content": book.content})
        else:
            output.raw(book.content)
        return
    book = read_codebook(_content(Path(text(file))))
    with opened(ledger) as held:
        step = held.execute(book.adoption())
    report(step, f"adopted “{book.name}”.", f"“{book.name}” is adopted already", as_json=as_json)


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {path}", "claims coder codebook prints ours") from error
    except (UnicodeDecodeError, IsADirectoryError) as error:
        raise Unreadable(f"{path} is not a text file", "a codebook is TOML in UTF-8") from error
