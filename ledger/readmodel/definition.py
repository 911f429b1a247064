"""What a definition of a column is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Definition:
    """What one column is; each part is a sentence without its full stop."""

    means: str
    unit: str = ""
    """The unit, or the range and which end is the better."""
    null: str = ""
    """When there is no value; empty if there always is one."""
    source: str = ""
    """Whose formula it is."""

    def __str__(self) -> str:
        """Return the whole of it in a few sentences."""
        null = f"Null {self.null}" if self.null else ""
        parts = (self.means, self.unit, null, self.source)
        return " ".join(f"{part}." for part in parts if part)
