"""Names and what they mean, side by side."""

from __future__ import annotations

from collections.abc import Mapping


def table(rows: Mapping[str, object]) -> str:
    """Return a line for each name, with what it means."""
    width = max(map(len, rows)) + 2
    return "\n".join(f"  {name:<{width}}{meaning}" for name, meaning in rows.items())
