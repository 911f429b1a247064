"""Questions that end in a number of some unit."""

from __future__ import annotations

from decimal import Decimal

from ledger.domain.forecast import Forecast, Stated, check_quantiles, read_quantiles
from ledger.domain.kinds.kind import Kind, Put, check_forms, check_without, check_words
from ledger.domain.number import read_number
from ledger.errors import Refused

_REMEDY = "give quantiles, an interval or a point: --quantile 0.5=12, --interval 10:20@80%"


LEAST_SCALE = Decimal("0.000001")


def check_scale(put: Put) -> None:
    """Refuse a scale that no loss can be divided by."""
    if put.scale is None:
        return
    if read_number(put.scale) != put.scale or Decimal(put.scale) < LEAST_SCALE:
        raise Refused(
            f"a scale cannot be {put.scale}",
            f"give how wide a reference's 50 % interval is, at least {LEAST_SCALE}",
        )


def _check(put: Put) -> None:
    check_words(put, "say what is counted or measured, where and when")
    check_without(put, "number", "options", "ordered")
    if not (put.unit or "").strip():
        raise Refused("a number needs a unit", "say of what: euros, cases, per cent, points")
    check_scale(put)


def _read(put: Put, stated: Stated) -> Forecast:
    if stated.choices:
        raise Refused(f"“{put.text}” ends in a number", _REMEDY)
    return Forecast(
        quantiles=read_quantiles(stated.quantiles, read_number) if stated.quantiles else None,
        point=None if stated.point is None else read_number(stated.point),
    )


def _fits(put: Put, forecast: Forecast) -> None:
    check_forms(put, forecast, "quantiles", "point", remedy=_REMEDY)
    for value in [one.value for one in forecast.quantiles or ()] + [forecast.point or "0"]:
        read_number(value)
    check_quantiles(forecast.quantiles or (), Decimal)


def _ends(put: Put, given: str) -> str:
    del put
    return read_number(given)


NUMBER = Kind("number", _check, _read, _fits, _ends, lambda _: ())
