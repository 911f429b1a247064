"""The stored form of plain claims, put together from parts of which many were written before.

Invariant: what is written of a claim is byte for byte the stored form of the fact that
`record_plain` makes of it, and a part that it refuses is refused here by the same rule.
"""

from __future__ import annotations

from collections.abc import Mapping
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
_AT = {name: at for at, name in enumerate(ClaimRecorded.model_fields)}


class Fragments:
    """Writes plain claims down; remembers the parts that are said again."""

    def __init__(self) -> None:
        """Write down what a claim says that says nothing."""
        plain = record_plain("", _SAMPLE)
        self._plain = [_part(plain, name) for name in _AT]
        self._names = {name: b'"%s":' % name.encode() for name in _AT}
        self._check = _rule("quote").validator.validate_python
        self._rules: dict[str, TypeAdapter[object]] = {}
        self._known: dict[str, dict[object, bytes]] = {name: {} for name in _AT if name not in _NEW}

    def claim(self, stream: str, fields: Mapping[str, object]) -> Bare | None:
        """Return a claim as the first of its stream; None where a part of it is refused."""
        try:
            body = self.body(stream, fields)
        except ValidationError:
            return None
        return stream, 1, ClaimRecorded.stored_name, ClaimRecorded.class_version, body

    def body(self, stream: str, fields: Mapping[str, object]) -> bytes:
        """Return `body_of` what `record_plain` returns; raise pydantic's error where it does."""
        parts, names, known = self._plain.copy(), self._names, self._known
        for name, value in fields.items():
            if name in _NEW:
                parts[_AT[name]] = names[name] + to_json(self._check(value))
            else:
                parts[_AT[name]] = known[name].get(value) or self._written(name, value)
        parts[-1] = b'"short_id":"%s"}' % short_id(stream).encode()
        return _BEGIN + b",".join(parts)

    def _written(self, name: str, value: object) -> bytes:
        """Write down a part that may be said again, by the rule of its field."""
        known = self._known[name]
        if len(known) >= _REMEMBERED:
            known.clear()
        rule = self._rules.get(name) or self._rules.setdefault(name, _rule(name))
        checked = rule.validator.validate_python(value)
        known[value] = part = self._names[name] + rule.serializer.to_json(checked)
        return part


def _rule(name: str) -> TypeAdapter[object]:
    """Return what the model asks of one of its fields."""
    field = ClaimRecorded.model_fields[name]
    return TypeAdapter(field.rebuild_annotation(), config=ConfigDict(strict=True))


def _part(fact: ClaimRecorded, name: str) -> bytes:
    written: bytes = fact.__pydantic_serializer__.to_json(fact, include={name})
    return written[1:-1]
