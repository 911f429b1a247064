"""How a forecast scored that is no probability of yes: options, and quantiles of numbers and days.

Invariant: as in `ledger/measuring/explaining.py`, a formula comes to the figure it explains.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ledger.measuring.explaining import CLIP, Line, Row, number, shown, value

_EPOCH = date(1970, 1, 1)


def of_choice(score: Row, shares: Sequence[Row]) -> list[Line]:
    """Return what a row of `choice_scores` is made of; `shares` are its rows of `claim_shares`."""
    given = [(number(one, "p"), int(bool(one["happened"]))) for one in shares]
    squares = " + ".join(f"({shown(p)} - {y})^2" for p, y in given)
    told = ", ".join(str(one["option"]) for one in shares)
    came = sum(p for p, y in given if y)
    kept = min(max(came, CLIP), 1 - CLIP)
    clipped = f"{shown(came)} was given to what came, clipped" if kept != came else ""
    lines = [Line("brier", f"({squares}) / 2", value(score, "brier"), told)]
    if score["rps"] is not None:
        lines.append(Line("rps", _ranked(given), value(score, "rps"), f"so far: {told}"))
    return [*lines, Line("log_score", f"-ln({shown(kept)})", value(score, "log_score"), clipped)]


def _ranked(given: Sequence[tuple[float, int]]) -> str:
    """Return the mean square between what was given to, and came of, the options so far."""
    steps = range(1, len(given))
    far = [(sum(p for p, _ in given[:at]), sum(y for _, y in given[:at])) for at in steps]
    squares = " + ".join(f"({shown(said)} - {came})^2" for said, came in far)
    return f"({squares}) / {len(far)}"


def of_quantiles(score: Row, parts: Sequence[Row], horizon: date | None) -> list[Line]:
    """Return what a row of `quantile_scores` is made of, `parts` its rows of `claim_quantiles`.

    Days are days since 1970-01-01, cut off at the `horizon`.
    """
    last = float((horizon - _EPOCH).days) if horizon and score["question_kind"] == "date" else None
    came = _size(str(score["outcome"]), last)
    values = {one["level"]: _size(str(one["value"]), last) for one in parts}
    return [*_error(score, values, came), *_loss(score, values, came), *_implied(score)]


def _error(score: Row, values: dict[object, float], came: float) -> Iterator[Line]:
    middle = values.get(None, values.get(0.5))
    if middle is None:
        yield Line("absolute_error", "", None, "no median was stated")
        return
    high, low = max(middle, came), min(middle, came)
    source = "a bare value" if None in values else "the median"
    formula = f"{shown(high)} - {shown(low)}"
    yield Line("absolute_error", formula, value(score, "absolute_error"), source)


def _loss(score: Row, values: dict[object, float], came: float) -> Iterator[Line]:
    if score["pinball"] is None:
        yield Line("crps", "", None, "a bare value is no distribution")
        return
    terms = [
        f"{shown(level)} * ({shown(came)} - {shown(size)})"
        if came >= size
        else f"(1 - {shown(level)}) * ({shown(size)} - {shown(came)})"
        for level, size in ((float(str(one)), size) for one, size in values.items())
    ]
    pinball = number(score, "pinball")
    mean = f"({' + '.join(terms)}) / {len(terms)}"
    yield Line("pinball", mean, pinball, "each level against what came")
    yield Line("crps", f"2 * {shown(pinball)}", value(score, "crps"))
    if score["wis"] is not None:
        yield Line("wis", f"2 * {shown(pinball)}", value(score, "wis"), "symmetric levels")
    if score["scaled_loss"] is not None:
        scaled = f"{shown(number(score, 'crps'))} / {shown(number(score, 'scale'))}"
        yield Line("scaled_loss", scaled, value(score, "scaled_loss"), "by the question's scale")


def _implied(score: Row) -> Iterator[Line]:
    if score["implied_p"] is not None:
        p, brier = number(score, "implied_p"), value(score, "implied_brier")
        y = int(score["outcome"] != "not_by_horizon")
        yield Line("implied_brier", f"({shown(p)} - {y})^2", brier, "that it comes by the horizon")


def _size(text: str, last: float | None) -> float:
    """Return a number, or the days of a day; whatever had not come by the horizon is cut off."""
    if last is None:
        return float(text)
    days = last if text == "not_by_horizon" else float((date.fromisoformat(text) - _EPOCH).days)
    return min(days, last)
