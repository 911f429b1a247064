"""How a text stands in SQL where no parameter is taken."""

from __future__ import annotations


def quoted(text: object) -> str:
    """Return a text, or a path, for use between single quotes."""
    return str(text).replace("'", "''")
