"""The claims ledger: who said what would happen, how sure they sounded, and how it turned out.

``from ledger import Ledger`` is the whole public surface; importing the package loads nothing
heavy, so that the command line starts at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.app import Ledger

__all__ = ["Ledger", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Load ``Ledger`` when it is first asked for."""
    if name == "Ledger":
        from ledger.app import Ledger

        return Ledger
    raise AttributeError(f"module 'ledger' has no attribute {name!r}")
