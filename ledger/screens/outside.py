"""Text that somebody else wrote, made fit to be shown.

Invariant: it leaves here as `Text` without markup, on one line, with nothing in it that a
terminal would act upon. The style lies on the words and not on the `Text`, so that what is
appended does not inherit it.
"""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from ledger.screens.look import Look
from ledger.visible import visible


def outside(text: str | None, look: Look, style: str = "") -> Text:
    """Return somebody's text whole; the dash for none."""
    return Text.assemble((visible(text) if text else look.glyphs.unknown, style))


def shortened(text: str | None, cells: int, look: Look, style: str = "") -> Text:
    """Return somebody's text cut to so many cells, with an ellipsis where it was cut."""
    shown = visible(text) if text else look.glyphs.unknown
    return Text.assemble((clip(shown, cells, look), style))


def quoted(text: str, look: Look, style: str = "") -> Text:
    """Return verbatim words between quotation marks."""
    return Text.assemble((f"{look.glyphs.opened}{visible(text)}{look.glyphs.closed}", style))


def clip(text: str, cells: int, look: Look) -> str:
    """Cut a line that is already fit to be shown."""
    if cell_len(text) <= cells:
        return text
    kept = max(cells - len(look.glyphs.ellipsis), 1)
    return set_cell_size(text, kept).rstrip() + look.glyphs.ellipsis


def cut(text: Text, cells: int, look: Look) -> Text:
    """Cut a line that has been styled already."""
    if text.cell_len <= cells:
        return text
    kept = text.copy()
    kept.truncate(max(cells - len(look.glyphs.ellipsis), 1), overflow="crop")
    kept.rstrip()
    return kept.append(look.glyphs.ellipsis)
