"""How a screen is drawn: its width, its characters, and how numbers and days are written.

Invariant: a number is never written as something it is not. What is unknown is a dash, and a
share that is not quite all or none never rounds to 0 % or 100 %.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime

from rich.box import ASCII2, ROUNDED, Box

NARROWEST = 60
"""Screens keep every number whole from this width on; below it, print this wide all the same."""

WIDE = 110
"""From this width on things stand beside each other that otherwise stand one under another."""

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
"""Spelled here, since `strftime` would follow the locale and two people's screens would differ."""


@dataclass(frozen=True)
class Glyphs:
    """Every character that we draw ourselves; the ASCII set stays below 128."""

    line: str
    dot: str
    said: str
    grid: str
    diagonal: str
    beyond: str
    ellipsis: str
    between: str
    to: str
    unknown: str
    minus: str
    plus_minus: str
    infinity: str
    better: str
    worse: str
    opened: str
    closed: str
    rule: str
    frame: Box


UNICODE = Glyphs(
    line="━",
    dot="●",
    said="┃",
    grid="╎",
    diagonal="╌",
    beyond="▸",
    ellipsis="…",
    between="·",
    to="\N{EN DASH}",
    unknown="\N{EN DASH}",
    minus="\N{MINUS SIGN}",
    plus_minus="±",
    infinity="∞",
    better="◂",
    worse="▸",
    opened="“",
    closed="”",
    rule="─",
    frame=ROUNDED,
)

ASCII = Glyphs(
    line="-",
    dot="o",
    said="|",
    grid=":",
    diagonal=".",
    beyond=">",
    ellipsis="...",
    between="-",
    to="-",
    unknown="-",
    minus="-",
    plus_minus="+-",
    infinity="inf",
    better="<",
    worse=">",
    opened='"',
    closed='"',
    rule="-",
    frame=ASCII2,
)


@dataclass(frozen=True)
class Look:
    """What a screen needs to know about where it will be shown. Colour is the console's affair."""

    width: int = 80
    ascii: bool = False

    @property
    def glyphs(self) -> Glyphs:
        """Return the characters to draw with."""
        return ASCII if self.ascii else UNICODE

    def percent(self, share: float | None) -> str:
        """Write a mean or a frequency in whole per cent: ``3 %``, ``97 %``."""
        if share is None:
            return self.glyphs.unknown
        if 0 < share < 0.005 or 0.995 <= share < 1:
            return self._nearly(share)
        return f"{round(share * 100)} %"

    def chance(self, p: float | None) -> str:
        """Write one claim's probability, with one decimal where it is not whole: ``62.5 %``."""
        if p is None:
            return self.glyphs.unknown
        tenths = round(p * 1000)
        if tenths % 10 == 0 and 0 < tenths < 1000:
            return f"{tenths // 10} %"
        return self.percent(p) if p in (0, 1) else self._nearly(p)

    def exact(self, p: float | None) -> str:
        """Write a probability with every digit that is stored (billionths)."""
        if p is None:
            return self.glyphs.unknown
        whole, _, rest = f"{round(p * 1_000_000_000) / 10_000_000:.7f}".partition(".")
        rest = rest.rstrip("0")
        return f"{whole}.{rest} %" if rest else f"{whole} %"

    def score(self, value: float | None) -> str:
        """Write a Brier or log score with three decimals."""
        if value is None:
            return self.glyphs.unknown
        return self.glyphs.infinity if math.isinf(value) else f"{value:.3f}"

    def span(self, lo: float | None, hi: float | None) -> str:
        """Write an interval of scores: ``0.205-0.235``, with a longer dash."""
        if lo is None or hi is None:
            return self.glyphs.unknown
        return f"{self.score(lo)}{self.glyphs.to}{self.score(hi)}"

    def p_value(self, p: float | None) -> str:
        """Write a p value with three decimals, never as 0: ``0.031``, ``<0.001``."""
        if p is None:
            return self.glyphs.unknown
        return "<0.001" if p < 0.0005 else f"{p:.3f}"

    def signed(self, value: float | None) -> str:
        """Write a difference of scores with its sign: ``+0.012``, ``-0.030``."""
        if value is None:
            return self.glyphs.unknown
        rounded = round(value, 3)
        sign = "+" if rounded > 0 else self.glyphs.minus if rounded < 0 else ""
        return f"{sign}{abs(rounded):.3f}"

    def signed_span(self, lo: float | None, hi: float | None) -> str:
        """Write an interval of differences: ``-0.030 to +0.012``."""
        if lo is None or hi is None:
            return "no interval"
        return f"{self.signed(lo)} to {self.signed(hi)}"

    def points(self, difference: float | None) -> str:
        """Write a difference of two shares in signed whole points: ``+9``, ``-3``."""
        if difference is None:
            return self.glyphs.unknown
        whole = round(difference * 100)
        sign = "+" if whole > 0 else self.glyphs.minus if whole < 0 else ""
        return f"{sign}{abs(whole)}"

    def count(self, n: int) -> str:
        """Write a count: ``1,842``."""
        return f"{n:,}"

    def day(self, day: date | None) -> str:
        """Write a day: ``21 Jan 2022``."""
        if day is None:
            return self.glyphs.unknown
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    def moment(self, moment: datetime) -> str:
        """Write an instant, in the zone it was handed in with: ``21 Jan 2022 14:03``."""
        return f"{self.day(moment)} {moment:%H:%M}"

    def _nearly(self, share: float) -> str:
        tenths = f"{share * 100:.1f}"
        return {"0.0": "<0.1 %", "100.0": ">99.9 %"}.get(tenths, f"{tenths} %")
