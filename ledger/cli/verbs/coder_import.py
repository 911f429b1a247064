"""``claims coder import``: bring codings, or commitments to them, in from another copy."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.cli import output
from ledger.cli.options import AsJson, LedgerDir, begun, opened, text
from ledger.errors import NotFound, Refused, Unreadable
from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.errors import Refusal
    from ledger.steps import Imported

_SHOWN = 20


def command(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="From claims coder export.")],
    as_json: AsJson = False,
    ledger: LedgerDir = None,
) -> None:
    """Import codings made on another copy of this ledger: all of a file, or nothing of it.

    A coding that was sealed is taken only if it is what its coder is bound to, and only once
    everybody who was given the item is bound: bring all commitments in first.

    \b
    Example:
      claims coder import lena-bound.jsonl tom-bound.jsonl
      claims coder import lena.jsonl tom.jsonl
    """
    with opened(ledger) as held:
        done = [_take(begun(held), Path(text(file))) for file in files]
    facts = Counter(new.fact.stored_name for one in done for new in one.step.facts)
    already = sum(one.already_here for one in done)
    if as_json:
        output.emit_json({"facts": dict(sorted(facts.items())), "already_here": already})
    told = ", ".join(f"{n} {name.replace('.', ' ')}" for name, n in sorted(facts.items()))
    here = f"; {already} here already" if already else ""
    undo = ".  undo: claims undo" if facts else ""
    output.talk(f"took {told or 'nothing new'}{here}{undo}")


def _take(held: Ledger, path: Path) -> Imported:
    from hashlib import sha256

    from ledger.coding.exchange import read
    from ledger.domain.names import letters

    content = _content(path)
    located, unread = read(held, content.split("\n"), str(path))
    digest = sha256(content.encode("utf-8", "backslashreplace")).hexdigest()
    # A step of its own each time: what was taken back is decided anew, never made as of then.
    step = letters("codings", digest, str(held.position()))[:12]
    if unread:
        raise _refused(unread)
    done = held.take_in(located, step, kept="prospectively", skip_bad=False)
    if done.refusals:
        raise _refused(list(done.refusals))
    return done


def _refused(refusals: list[Refusal]) -> Refused:
    for one in refusals[:_SHOWN]:
        output.talk(visible(f"{one.file}:{one.line}: {one.problem} — {one.remedy}"))
    n = len(refusals)
    waits = any("committed" in one.problem for one in refusals)
    return Refused(
        f"{n} line{'' if n == 1 else 's'} refused; nothing was taken of that file",
        "bring everybody's commitments in first: claims coder import"
        if waits
        else "claims coder export makes such files; mend the lines named above",
    )


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {path}", "claims coder export makes one") from error
    except (UnicodeDecodeError, IsADirectoryError) as error:
        raise Unreadable(f"{path} is not a file of codings", "claims coder export makes one") from (
            error
        )
