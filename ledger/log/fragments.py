"""The stored form of plain claims, put together from parts of which many were written before.

Invariant: what is written of a claim is byte for byte the stored form of the fact that
`record_plain` makes of it, and a part that it refuses is refused here by the same rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import to_json

from ledger.domain.claim import ClaimContent, ClaimRecorded, record_plain
from ledger.domain.fact import Text
from ledger.domain.names import short_id
from ledger.log.store import Bare

_REMEMBERED = 16_384
_TEXT = Text | None
_NEW = {name for name, field in ClaimContent.model_fields.items() if field.annotation == _TEXT} - {
    "source",
    "probability_text",
}
"""The texts that each claim may have for itself; what the others say is said again and again."""
_SAMPLE = {"commentator": "c", "question": "q", "said_on": date.min}
_BEGIN = b',"class_version":%d' % ClaimRecorded.class_version
_FIELDS = (*ClaimRecorded.model_fields,)
"""In the order in which they are stored; the last is the short id."""


@dataclass(frozen=True)
class _Plan:
    """What is to be done with claims that say something of the same fields."""

    blank: Sequence[bytes]
    """The parts of a claim that says nothing; those of the fields are to be put in their place."""
    said: Sequence[tuple[int, str, dict[object, bytes]]]
    """Of each field that may be said again: where its part goes, its name, what is remembered."""
    new: Sequence[tuple[int, str, bytes]]
    """Of each text that a claim may have for itself: where it goes, its name, how it begins."""


class Fragments:
    """Writes plain claims down; remembers the parts that are said again."""

    def __init__(self) -> None:
        """Write down what a claim says that says nothing."""
        plain = record_plain("", _SAMPLE)
        self._plain = {name: _part(plain, name) for name in _FIELDS}
        self._check = _rule("quote").validator.validate_python
        self._rules: dict[str, TypeAdapter[object]] = {}
        self._known: dict[str, dict[object, bytes]] = {
            name: {} for name in _FIELDS if name not in _NEW
        }
        self._plans: dict[tuple[str, ...], _Plan] = {}

    def claims(
        self, streams: Sequence[str], columns: Mapping[str, Sequence[object]]
    ) -> list[Bare | None]:
        """Return claims, each as the first of its stream; None where a part of one is refused.

        `columns` hold what each claim says of a field; None where it says nothing of it.
        """
        try:
            bodies = self._bodies(streams, columns)
        except ValidationError:
            return self._in_halves(streams, columns)
        name, version = ClaimRecorded.stored_name, ClaimRecorded.class_version
        return [
            (stream, 1, name, version, body) for stream, body in zip(streams, bodies, strict=True)
        ]

    def _in_halves(
        self, streams: Sequence[str], columns: Mapping[str, Sequence[object]]
    ) -> list[Bare | None]:
        """Return the claims of which one at least is refused."""
        if len(streams) == 1:
            return [None]
        half = len(streams) // 2
        first = {name: column[:half] for name, column in columns.items()}
        second = {name: column[half:] for name, column in columns.items()}
        return self.claims(streams[:half], first) + self.claims(streams[half:], second)

    def body(self, stream: str, fields: Mapping[str, object]) -> bytes:
        """Return `body_of` what `record_plain` returns; raise pydantic's error where it does."""
        [body] = self._bodies([stream], {name: [value] for name, value in fields.items()})
        return body

    def _bodies(
        self, streams: Sequence[str], columns: Mapping[str, Sequence[object]]
    ) -> Iterable[bytes]:
        names = tuple(columns)
        plan, check = self._plans.get(names) or self._plan(names), self._check
        parts: list[Iterable[bytes]] = [repeat(part, len(streams)) for part in plan.blank]
        for at, name, known in plan.said:
            parts[at] = [known.get(value) or self._written(name, value) for value in columns[name]]
        for at, name, begin in plan.new:
            parts[at] = [begin + to_json(check(value)) for value in columns[name]]
        parts[-1] = [b'"short_id":"%s"}' % short_id(stream).encode() for stream in streams]
        return map(b",".join, zip(*parts, strict=True))

    def _plan(self, names: tuple[str, ...]) -> _Plan:
        """Put down how claims with these fields are written; what stands between them is one."""
        blank, at, between = [_BEGIN], dict[str, int](), False
        for name, part in self._plain.items():
            own = name in names or name == _FIELDS[-1]
            if between and not own:
                blank[-1] += b"," + part
            else:
                blank.append(part)
            at[name], between = len(blank) - 1, not own
        said = [(at[name], name, self._known[name]) for name in names if name not in _NEW]
        new = [(at[name], name, _named(name)) for name in names if name in _NEW]
        plan = self._plans[names] = _Plan(blank, said, new)
        return plan

    def _written(self, name: str, value: object) -> bytes:
        """Write down a part that may be said again, by the rule of its field."""
        known = self._known[name]
        if len(known) >= _REMEMBERED:
            known.clear()
        rule = self._rules.get(name) or self._rules.setdefault(name, _rule(name))
        if value is None and name not in _SAMPLE:
            part = self._plain[name]
        else:
            checked = rule.validator.validate_python(value)
            part = _named(name) + rule.serializer.to_json(checked)
        known[value] = part
        return part


def _named(name: str) -> bytes:
    return b'"%s":' % name.encode()


def _rule(name: str) -> TypeAdapter[object]:
    """Return what the model asks of one of its fields."""
    field = ClaimRecorded.model_fields[name]
    return TypeAdapter(field.rebuild_annotation(), config=ConfigDict(strict=True))


def _part(fact: ClaimRecorded, name: str) -> bytes:
    written: bytes = fact.__pydantic_serializer__.to_json(fact, include={name})
    return written[1:-1]
