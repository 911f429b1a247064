"""``claims check-proof``: what a proof file proves, worked out without any ledger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import output
from ledger.cli.options import AsJson, text
from ledger.cli.trust import Keys, read_file, read_keys
from ledger.errors import Unreadable
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.seal.proof import Proven, ProvenFact

_SHOWN = (
    "name", "text", "closes_on", "outcome", "happened_on", "known_on", "quote", "reported",
    "said_on", "kind", "probability_text", "best", "method", "publication", "title", "url",
    "reason",
)  # fmt: skip


def command(
    file: Annotated[str, typer.Argument(help="A file made by claims prove.")],
    key: Keys = None,
    as_json: AsJson = False,
) -> None:
    """Check a proof with a key that you got from the ledger's keeper by another way.

    Exits with 4 if it does not hold. No ledger is needed.

    \b
    Example:
      claims check-proof guterres.proof.json --key press.pub
    """
    from ledger.seal import proof

    keys = read_keys(key)
    if not keys:
        raise Unreadable(
            "a proof means nothing without a key of your own",
            "get the ledger's key from its keeper (claims key) and give it with --key",
        )
    proven = proof.check(read_file(Path(text(file))), *keys)
    if as_json:
        output.emit_json(_as_json(proven))
    else:
        _tell(proven)


def _tell(proven: Proven) -> None:
    at = proven.checkpoint.checkpoint
    if proven.older is not None:
        size = proven.older.checkpoint.size
        output.data(visible(
            f"holds: the ledger {at.origin} of {at.size:,} facts begins with the {size:,} facts "
            "that were signed before; none of them was changed"
        ))  # fmt: skip
    else:
        output.data(visible(
            f"holds: {len(proven.facts)} facts are in the ledger {at.origin} of {at.size:,} facts"
        ))  # fmt: skip
    output.data(visible(f"signed by {proven.signed_by}"))
    for fact in proven.facts:
        output.data("")
        output.data(visible(f"{fact.position}  {fact.recorded_at}  {fact.name}  {fact.stream}"))
        for name, value in _said(fact).items():
            output.data(visible(f"    {name}: {value}"))


def _said(fact: ProvenFact) -> dict[str, object]:
    if fact.state is None:
        return {"content": "(not shown: redacted, or left out of the proof)"}
    try:
        fields = json.loads(fact.state)
    except ValueError:
        return {"content": fact.state.decode(errors="replace")}
    return {name: fields[name] for name in _SHOWN if fields.get(name) not in (None, "", [])}


def _as_json(proven: Proven) -> dict[str, object]:
    older = proven.older
    return {
        "holds": True,
        "origin": proven.checkpoint.checkpoint.origin,
        "size": proven.checkpoint.checkpoint.size,
        "signed_by": str(proven.signed_by),
        "continues": older.checkpoint.size if older else None,
        "facts": [
            {
                "position": fact.position,
                "recorded_at": fact.recorded_at,
                "name": fact.name,
                "stream": fact.stream,
                "version": fact.version,
                "state": fact.state.decode(errors="replace") if fact.state is not None else None,
            }
            for fact in proven.facts
        ],
    }
