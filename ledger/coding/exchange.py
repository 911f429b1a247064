"""Codings on their way from one copy of a ledger to another: commitments, then what opens them.

A file of JSON lines: a head that names the ledger, then a commitment or a coding a line.
Invariant: nothing but the coder's own; what is read is decided like anything else, so that no
coding is opened before everybody who was given the item is bound.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING

from ledger.coding.codebook import shipped
from ledger.coding.safe import Safe, as_code
from ledger.domain.assignment import OUTCOME, TEXT, Pass, stream_of
from ledger.domain.coding import Code, CodeOutcome, CodeText, item_of, pass_of
from ledger.domain.coding import fold as on_record
from ledger.domain.commitment import Commit
from ledger.domain.commitment import fold as committed
from ledger.domain.names import folded
from ledger.domain.opening import STREAM, fold
from ledger.errors import LedgerError, Refusal, Unreadable
from ledger.steps import Located

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from ledger.app import Ledger

FORMAT = "claims codings 1"


def commitments(ledger: Ledger, coder: str) -> list[str]:
    """Return the lines of a file with every commitment that a coder has made here."""
    lines = [_head(ledger, coder)]
    for row in _work(ledger, coder):
        coding_pass: Pass = TEXT if row["coding_pass"] == TEXT else OUTCOME
        item = str(row["item_id"])
        fact = committed(ledger.standing(stream_of("commitment", coding_pass, item, coder)))
        if fact is not None:
            command = Commit(
                item, fact.coder, coding_pass, fact.codebook, fact.fields, fact.commitment
            )
            lines.append(_line("committed", asdict(command)))
    return lines


def openings(ledger: Ledger, coder: str) -> list[str]:
    """Return the lines of a file with every coding of a coder: on record, or sealed."""
    found = {(pass_of(code), item_of(code)): code for code in sealed(ledger, coder)}
    for row in _work(ledger, coder):
        coding_pass: Pass = TEXT if row["coding_pass"] == TEXT else OUTCOME
        item = str(row["item_id"])
        fact = on_record(ledger.standing(stream_of("coding", coding_pass, item, coder)))
        if fact is not None:
            kind = CodeText if coding_pass == TEXT else CodeOutcome
            found[coding_pass, item] = kind(**dict(fact))
    lines = [_line("coded", {"pass": pass_of(code), **asdict(code)}) for code in found.values()]
    return [_head(ledger, coder), *lines]


def sealed(ledger: Ledger, coder: str) -> list[Code]:
    """Return the codings behind the commitments of a coder, as far as this machine has them."""
    held = Safe(ledger, coder).openings()
    bound = [str(row["commitment"]) for row in _work(ledger, coder) if row["commitment"]]
    return [held[one] for one in bound if one in held]


def missing(ledger: Ledger, coder: str) -> int:
    """Return how many commitments of a coder can be opened neither here nor are open already."""
    held = Safe(ledger, coder).openings()
    owed = [row for row in _work(ledger, coder) if row["state"] == "committed"]
    return sum(str(row["commitment"]) not in held for row in owed)


def read(ledger: Ledger, lines: list[str], file: str) -> tuple[list[Located], list[Refusal]]:
    """Return the commands of a file and what could not be read of it, by line."""
    if not any(line.strip() for line in lines):
        raise Unreadable(f"{file} is empty", "claims coder export makes such a file")
    coder = _coder_of(ledger, lines[0], file)
    located, refusals, own = [], [], shipped()
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        try:
            command = _command(line, "the line")
            if folded(command.coder) != folded(coder):
                raise Unreadable(
                    f"the line is {command.coder}'s, and the file {coder}'s",
                    "each coder hands out a file of their own: claims coder export",
                )
            # A copy on which nobody has coded yet has not adopted our codebook.
            adopted = (own.adoption(),) if command.codebook == own.name else ()
            located.append(Located((*adopted, command), file, number))
        except LedgerError as error:
            refusals.append(Refusal(file, number, "", error.sentence, error.remedy))
    return located, refusals


def _command(line: str, where: str) -> Commit | Code:
    held = _object(line, where)
    if isinstance(content := held.get("committed"), dict):
        return _commit(content, where)
    if isinstance(content := held.get("coded"), dict):
        return as_code(content, where)
    raise Unreadable(f"{where} is neither a commitment nor a coding", "leave the line out")


@lru_cache
def _reader() -> TypeAdapter[Commit]:
    """Return what reads commitments; it takes a while to make."""
    from pydantic import TypeAdapter

    return TypeAdapter(Commit)


def _commit(content: dict[str, object], where: str) -> Commit:
    from pydantic import ValidationError

    try:
        return _reader().validate_json(json.dumps(content), strict=True)
    except ValidationError as error:
        raise Unreadable(f"{where} is not a commitment", "leave the line out") from error


def _coder_of(ledger: Ledger, line: str, file: str) -> str:
    """Return whose file it is; raise `Unreadable` for one of another ledger, or no such file."""
    head = _object(line, file)
    if head.get("format") != FORMAT:
        raise Unreadable(f"{file} is not a file of codings", "claims coder export makes one")
    opened = fold(ledger.standing(STREAM))
    if opened is None or head.get("ledger_id") != opened.ledger_id:
        raise Unreadable(
            f"{file} is of another ledger than this", "codings go between copies of one ledger"
        )
    return str(head.get("coder"))


def _object(line: str, where: str) -> dict[str, object]:
    try:
        held = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{where} is not JSON", "claims coder export makes such files") from error
    if not isinstance(held, dict):
        raise Unreadable(f"{where} is not a JSON object", "claims coder export makes such files")
    return held


def _head(ledger: Ledger, coder: str) -> str:
    opened = fold(ledger.standing(STREAM))
    named = opened.ledger_id if opened else ""
    return json.dumps({"format": FORMAT, "ledger_id": named, "coder": coder}, ensure_ascii=False)


def _line(kind: str, content: dict[str, object]) -> str:
    return json.dumps({kind: content}, ensure_ascii=False, default=str)


def _work(ledger: Ledger, coder: str) -> list[dict[str, object]]:
    rows = ledger.table("coding_work").rows()
    return [row for row in rows if folded(str(row["coder"])) == folded(coder)]
