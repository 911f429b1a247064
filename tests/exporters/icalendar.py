"""RFC 5545 read by another hand: content lines unfolded, properties and their texts unescaped.

Strict where ours might be lax: every line ends in CR LF and has at most 75 octets, each is whole
UTF-8 by itself, and nothing stands outside a component.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_LINE = re.compile(
    r"(?P<name>[A-Z-]+)(?P<parameters>(?:;[A-Z-]+=[^;:]+)*):(?P<value>.*)", re.DOTALL
)


@dataclass
class Component:
    """A component with its properties (name and parameters to value) and what lies within it."""

    name: str
    properties: dict[str, str] = field(default_factory=dict)
    within: list[Component] = field(default_factory=list)


def read(content: bytes) -> Component:
    """Return the one calendar that the octets are; raise `ValueError` for anything else."""
    *lines, end = content.split(b"\r\n")
    if end or any(b"\n" in line or b"\r" in line for line in lines):
        raise ValueError("a line does not end in CR LF")
    if any(len(line) > 75 for line in lines):
        raise ValueError("a line is longer than 75 octets")
    open_, done = list[Component](), list[Component]()
    for line in unfolded([line.decode() for line in lines]):
        hit = _LINE.fullmatch(line)
        if hit is None:
            raise ValueError(f"no content line: {line!r}")
        name, value = hit["name"], hit["value"]
        if name == "BEGIN":
            open_.append(Component(value))
        elif name == "END":
            last = open_.pop()
            if last.name != value:
                raise ValueError(f"{value} ends within {last.name}")
            (open_[-1].within if open_ else done).append(last)
        else:
            key = name + hit["parameters"]
            if key in open_[-1].properties:
                raise ValueError(f"{key} stands twice")
            open_[-1].properties[key] = value
    [calendar] = done
    return calendar


def unfolded(lines: list[str]) -> list[str]:
    """Put folded lines together again."""
    whole: list[str] = []
    for line in lines:
        if line.startswith((" ", "\t")):
            whole[-1] += line[1:]
        else:
            whole.append(line)
    return whole


def texts(value: str) -> list[str]:
    """Return the texts of a value, which commas separate, with their escapes undone."""
    parts, at = [""], 0
    while at < len(value):
        char = value[at]
        if char == "\\":
            at += 1
            parts[-1] += {"n": "\n", "N": "\n"}.get(value[at], value[at])
        elif char == ",":
            parts.append("")
        elif char == ";":
            raise ValueError("a semicolon that is not escaped")
        else:
            parts[-1] += char
        at += 1
    return parts
