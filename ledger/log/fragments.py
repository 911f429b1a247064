"""The stored form of plain claims, put together from parts of which many were written before.

Invariant: what is written of a claim is byte for byte the stored form of the fact that
`record_plain` makes of it, and a part that it refuses is refused here by the same rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

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
_BEGIN = b',"class_version":%d,' % ClaimRecorded.class_version
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
        self._plain = [_part(plain, name) for name in _FIELDS]
        self._check = _rule("quote").validator.validate_python
        self._rules: dict[str, TypeAdapter[object]] = {}
        self._known: dict[str, dict[object, bytes]] = {
            name: {} for name in _FIELDS if name not in _NEW
        }
        self._plans: dict[tuple[str, ...], _Plan] = {}

    def claim(self, stream: str, fields: Mapping[str, object]) -> Bare | None:
        """Return a claim as the first of its stream; None where a part of it is refused."""
        try:
            body = self.body(stream, fields)
        except ValidationError:
            return None
        return stream, 1, ClaimRecorded.stored_name, ClaimRecorded.class_version, body

    def body(self, stream: str, fields: Mapping[str, object]) -> bytes:
        """Return `body_of` what `record_plain` returns; raise pydantic's error where it does."""
        names = tuple(fields)
        plan = self._plans.get(names) or self._plan(names)
        parts, check = [*plan.blank], self._check
        for at, name, known in plan.said:
            value = fields[name]
            parts[at] = known.get(value) or self._written(name, value)
        for at, name, begin in plan.new:
            parts[at] = begin + to_json(check(fields[name]))
        parts[-1] = b'"short_id":"%s"}' % short_id(stream).encode()
        return _BEGIN + b",".join(parts)

    def _plan(self, names: tuple[str, ...]) -> _Plan:
        """Put down how claims with these fields are written; what stands between them is one."""
        blank, at, between = list[bytes](), dict[str, int](), False
        for name, part in zip(_FIELDS, self._plain, strict=True):
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
        checked = rule.validator.validate_python(value)
        known[value] = part = _named(name) + rule.serializer.to_json(checked)
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
