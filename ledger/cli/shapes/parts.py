"""The parts that JSON Schemas are put together from: each function returns a piece of one.

Draft 2020-12. Invariant: an object names every field that it can have, and has all of them.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeAlias

Schema: TypeAlias = "dict[str, object]"


def text(about: str = "") -> Schema:
    """Return the schema of a text."""
    return _told({"type": "string"}, about)


def whole(about: str = "") -> Schema:
    """Return the schema of a whole number."""
    return _told({"type": "integer"}, about)


def number(about: str = "") -> Schema:
    """Return the schema of a number."""
    return _told({"type": "number"}, about)


def flag(about: str = "") -> Schema:
    """Return the schema of true or false."""
    return _told({"type": "boolean"}, about)


def day(about: str = "") -> Schema:
    """Return the schema of a date, ISO 8601."""
    return _told({"type": "string", "format": "date"}, about)


def moment(about: str = "") -> Schema:
    """Return the schema of a moment, ISO 8601 in UTC."""
    return _told({"type": "string", "format": "date-time"}, about)


def anything(about: str = "") -> Schema:
    """Return the schema of any value at all."""
    return _told({}, about)


def maybe(one: Schema) -> Schema:
    """Return the schema of the same, or null."""
    kind = one.get("type")
    if isinstance(kind, str):
        return {**one, "type": [kind, "null"]}
    return {"anyOf": [one, {"type": "null"}]}


def several(one: Schema, about: str = "") -> Schema:
    """Return the schema of a list, perhaps empty."""
    return _told({"type": "array", "items": one}, about)


def by_name(one: Schema, about: str = "") -> Schema:
    """Return the schema of an object whose fields are named by the data."""
    return _told({"type": "object", "additionalProperties": one}, about)


def fields(about: str = "", /, **of: Schema) -> Schema:
    """Return the schema of an object with these fields, all of them, and no other."""
    return fields_of(of, about)


def fields_of(of: dict[str, Schema], about: str = "", optional: Collection[str] = ()) -> Schema:
    """Return the same for names that are no Python's; those that are `optional` may be missing."""
    needed = [name for name in of if name not in optional]
    closed = {"type": "object", "properties": of, "required": needed}
    return _told({**closed, "additionalProperties": False}, about)


def either(*ways: Schema) -> Schema:
    """Return the schema of what is one of these."""
    return {"anyOf": list(ways)}


def names_in(schema: Schema) -> tuple[list[str], bool]:
    """Return the fields that `--json` can pick from what has this schema, and whether any can be.

    Those of the rows where it is a list, of the object where it is one; each once.
    """
    inner, ways = schema.get("items"), schema.get("anyOf")
    if isinstance(inner, dict):
        return names_in(inner)
    if isinstance(ways, list):
        each = [names_in(way) for way in ways if way != {"type": "null"}]
        named = dict.fromkeys(name for names, _ in each for name in names)
        return list(named), any(is_open for _, is_open in each)
    of = schema.get("properties")
    return list(of) if isinstance(of, dict) else [], schema.get("additionalProperties") is not False


def _told(schema: Schema, about: str) -> Schema:
    return {**schema, "description": about} if about else schema
