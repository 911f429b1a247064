"""The shelf of importers: bytes in, commands and refusals out. Nothing here decides or stores.

To add one: a module with ``read(file, content, options)``, and its line in `IMPORTERS`.
"""

from __future__ import annotations

from collections.abc import Callable

from ledger.errors import Unreadable
from ledger.importers import article, forecasts
from ledger.importers.found import Found, Options

IMPORTERS: dict[str, Callable[[str, bytes, Options], Found]] = {
    "article": article.read,
    "forecasts": forecasts.read,
}
"""By the name that ``--format`` takes."""

_ENDINGS = {".toml": "article", ".csv": "forecasts"}


def read_file(file: str, content: bytes, options: Options, form: str | None = None) -> Found:
    """Read one file with the importer that `form` names, or else its ending; raise `Unreadable`."""
    ending = "." + file.rpartition(".")[2].lower()
    chosen = form or _ENDINGS.get(ending)
    if chosen not in IMPORTERS:
        known = ", ".join(f"{name} ({one})" for one, name in _ENDINGS.items())
        raise Unreadable(
            f"it is not clear how to read {file}", f"name it with --format; there are {known}"
        )
    return IMPORTERS[chosen](file, content, options)
