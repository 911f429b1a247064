"""``claims prove``: a file that proves a claim, or that one checkpoint continues another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import find, output
from ledger.cli.options import AsJson, LedgerDir, begun, opened, text
from ledger.cli.trust import read_file
from ledger.errors import Unreadable
from ledger.files import write_new
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.seal.checkpoint import SignedCheckpoint


def command(
    target: Annotated[
        list[str],
        typer.Argument(metavar="CLAIM", help="A claim's id; with --consistency OLD NEW."),
    ],
    consistency: Annotated[
        bool,
        typer.Option(
            "--consistency",
            help="Prove that checkpoint NEW continues OLD (files, or numbers of facts).",
        ),
    ] = False,
    file: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write there instead of to stdout."),
    ] = None,
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Write a proof that anybody can check without this ledger: claims check-proof FILE --key KEY.

    For a claim: its facts, readings, question, answer, speaker and source as they are stored, with
    their leaf records, inclusion proofs and a signed checkpoint.

    \b
    Example:
      claims prove fnghdcbb -o guterres.proof.json
      claims prove --consistency january.txt june.txt -o continued.proof.json
    """
    from ledger.custody import proving

    with opened(ledger) as held:
        begun(held)
        if consistency:
            old, new = _two(target)
            content = proving.prove_consistency(held, _signed(held, old), _signed(held, new))
            told = "a proof that nothing between the two checkpoints was rewritten"
        else:
            if len(target) != 1:
                raise Unreadable("one claim at a time", "claims prove CLAIM -o FILE")
            content, n = proving.prove_claim(held, find.claim(held, text(target[0])))
            told = f"a proof of {n} facts"
    if file is None:
        output.raw(content)
        return
    write_new(Path(text(file)), [content.encode()])
    if as_json:
        output.emit_json({"file": file, "proves": told})
    output.talk(visible(f"{file}: {told}; check it: claims check-proof {file} --key KEY"))


def _two(target: list[str]) -> tuple[str, str]:
    if len(target) != 2:
        raise Unreadable(
            "--consistency needs two checkpoints", "claims prove --consistency OLD NEW"
        )
    return text(target[0]), text(target[1])


def _signed(held: Ledger, given: str) -> SignedCheckpoint:
    from ledger.custody import proving
    from ledger.seal.checkpoint import read_checkpoint

    if given.isdecimal() and given.isascii():
        return proving.checkpoint_of(held, int(given))
    return read_checkpoint(read_file(Path(given)))
