"""How a screen is looked at in tests: as plain text of a stated width."""

from __future__ import annotations

import io

from rich.console import Console, RenderableType

from ledger.screens.look import Look

WIDTHS = (60, 80, 100, 120, 160)
SOME = [Look(60), Look(120), Look(80, ascii=True)]
LOOKS = [Look(width, ascii=only) for only in (False, True) for width in WIDTHS]


def shown(renderable: RenderableType, look: Look) -> str:
    """Return what a terminal of that width would show, without colour or trailing blanks."""
    console = Console(
        file=io.StringIO(), width=look.width, color_system=None, legacy_windows=False, _environ={}
    )
    with console.capture() as capture:
        console.print(renderable)
    return "\n".join(line.rstrip() for line in capture.get().split("\n"))


def coloured(renderable: RenderableType, look: Look) -> str:
    """Return what a terminal of that width would be sent, escape codes and all."""
    console = Console(
        file=io.StringIO(), width=look.width, color_system="standard", force_terminal=True,
        legacy_windows=False, _environ={},
    )  # fmt: skip
    with console.capture() as capture:
        console.print(renderable)
    return capture.get()


def named(look: Look) -> str:
    return f"{look.width} columns, {'ascii' if look.ascii else 'unicode'}"
