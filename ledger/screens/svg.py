"""A screen as a picture: SVG that stands alone, with text that can be selected.

Invariant: the same screen gives the same bytes, and the picture asks nothing of the network.
"""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

from rich.console import Console, RenderableType
from rich.terminal_theme import TerminalTheme

from ledger.screens.look import Look
from ledger.visible import visible

THEME = TerminalTheme(
    (28, 30, 34),
    (220, 222, 226),
    [
        (75, 78, 85), (230, 100, 90), (130, 190, 110), (230, 170, 60),
        (110, 160, 230), (190, 140, 230), (90, 190, 210), (200, 202, 206),
    ],
    [
        (140, 143, 150), (250, 130, 120), (160, 220, 140), (250, 200, 100),
        (140, 190, 250), (215, 170, 250), (120, 215, 235), (245, 246, 248),
    ],
)  # fmt: skip
"""Every colour that screens use has a contrast of more than 4.5 to 1 on the ground."""

_FORM = """\
<svg class="rich-terminal" role="img" viewBox="0 0 {width} {height}" \
xmlns="http://www.w3.org/2000/svg">
<title></title>
<style>
.{unique_id}-matrix {{
    font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace;
    font-size: {char_height}px;
    line-height: {line_height}px;
    white-space: pre;
}}
.{unique_id}-title {{ font: bold 18px sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""What rich fills in; its own form would link a font."""


def render(screen: RenderableType, look: Look, title: str) -> str:
    """Return the picture of a screen of that width; the title stands over it, and is told."""
    console = Console(
        file=io.StringIO(), width=look.width, record=True, force_terminal=True,
        color_system="truecolor", no_color=False, highlight=False, emoji=False, _environ={},
    )  # fmt: skip
    console.print(screen)
    named = visible(title)
    drawn = console.export_svg(title=named, theme=THEME, code_format=_FORM, unique_id="claims")
    return drawn.replace("<title></title>", f"<title>{escape(named)}</title>", 1)
