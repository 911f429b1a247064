"""What an importer makes of a file, and how commands from many files are put in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ledger.domain.estimate import RecordEstimate
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.domain.source import RegisterSource
from ledger.errors import Refusal
from ledger.steps import Located

if TYPE_CHECKING:
    from ledger.domain.decide import Command

_POSED = "PoseQuestion "
_ORDER = (
    "OpenStory",
    "RegisterSource",
    "RegisterCommentator",
    "PoseQuestion",
    "RecordClaim",
    "RecordOccurrence",
    "RecordEstimate",
    "ResolveQuestion",
    "RejectStatement",
)


@dataclass(frozen=True)
class Options:
    """What the person importing says about the files."""

    namespace: str = ""


@dataclass
class Found:
    """Commands, each row's together; faults; and remarks that stop nothing."""

    rows: list[Located] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def in_order(rows: Iterable[Located]) -> list[Located]:
    """Return the rows so that what others refer to comes first; the order is otherwise kept."""
    several = sorted(rows, key=lambda row: _ORDER.index(_leads(row)))
    return _after_what_they_need(several)


def _leads(row: Located) -> str:
    """Return the kind of command that a row is about: its last but for answers and readings.

    A row without commands stands for rows with claims.
    """
    about = [one for one in row.commands if not isinstance(one, RecordEstimate | ResolveQuestion)]
    return type((about or row.commands)[-1]).__name__ if row.commands else "RecordClaim"


def unmet(rows: Sequence[Located]) -> set[str]:
    """Return the keys of the questions that rows need and that none of them puts."""
    defined = {name for row in rows for name in _defines(row.commands)}
    needed = {name for row in rows for name in _needs(row.commands)} - defined
    return {name.removeprefix(_POSED) for name in needed if name.startswith(_POSED)}


def _after_what_they_need(rows: Sequence[Located]) -> list[Located]:
    """Put conditions before what hangs on them, and originals before their editions."""
    defined = {name: row for row in rows for name in _defines(row.commands)}
    placed: dict[int, Located] = {}
    for row in rows:
        _place(row, defined, placed, frozenset())
    return list(placed.values())


def _place(
    row: Located, defined: dict[str, Located], placed: dict[int, Located], above: frozenset[int]
) -> None:
    if id(row) in placed or id(row) in above:
        return
    for name in _needs(row.commands):
        if name in defined:
            _place(defined[name], defined, placed, above | {id(row)})
    placed[id(row)] = row


def _defines(commands: tuple[Command, ...]) -> list[str]:
    return [
        f"{type(one).__name__} {one.key}"
        for one in commands
        if isinstance(one, PoseQuestion | RegisterSource)
    ]


def _needs(commands: tuple[Command, ...]) -> list[str]:
    needed = []
    for one in commands:
        if isinstance(one, PoseQuestion) and one.condition:
            needed.append(_POSED + one.condition[0])
        if isinstance(one, RegisterSource) and one.edition_of:
            needed.append(f"RegisterSource {one.edition_of}")
    return needed
