"""Questions that end in a day, or in that it had not come by the horizon, the closing day.

That it had not come is an outcome like any other and is scored; later days may be forecast.
"""

from __future__ import annotations

from datetime import date

from ledger.domain.dates import read_when
from ledger.domain.forecast import Forecast, Stated, check_quantiles, read_quantiles
from ledger.domain.kinds.kind import Kind, Put, check_forms, check_without, check_words
from ledger.domain.kinds.number import check_scale
from ledger.errors import Refused, Unreadable

NOT_BY_HORIZON = "not_by_horizon"
_REMEDY = "give quantiles, an interval or a point: --quantile 0.5=2026-03-01, --point 2026-03-01"


def read_day(given: str) -> str:
    """Read a day of the calendar as it is kept; raise `Unreadable`."""
    try:
        if given.strip().isalpha():
            raise Unreadable(f"“{given}” is not a date")
        return read_when(given, date.min).day.isoformat()
    except Unreadable as error:
        raise Unreadable(error.sentence, "write it as 2026-09-30") from error


def _check(put: Put) -> None:
    check_words(put, "say what would happen, so that a day can answer it")
    check_without(put, "date", "options", "ordered", "unit")
    check_scale(put)


def _read(put: Put, stated: Stated) -> Forecast:
    if stated.choices:
        raise Refused(f"“{put.text}” ends in a date", _REMEDY)
    return Forecast(
        quantiles=read_quantiles(stated.quantiles, read_day) if stated.quantiles else None,
        point=None if stated.point is None else read_day(stated.point),
    )


def _fits(put: Put, forecast: Forecast) -> None:
    check_forms(put, forecast, "quantiles", "point", remedy=_REMEDY)
    if forecast.point is not None:
        _ordinal(forecast.point)
    check_quantiles(forecast.quantiles or (), _ordinal)


def _ordinal(day: str) -> int:
    if read_day(day) != day:
        raise Refused(f"“{day}” is not a date", "write it as 2026-09-30")
    return date.fromisoformat(day).toordinal()


def _ends(put: Put, given: str) -> str:
    if given.strip().lower().replace("-", "_").replace(" ", "_") != NOT_BY_HORIZON:
        try:
            return read_day(given)
        except Unreadable as error:
            raise Unreadable(error.sentence, "write it as 2026-09-30, or not-by-horizon") from error
    if put.closes_on is None:
        raise Refused(
            f"“{put.text}” has no horizon: it never closes", "give the day, or annul the question"
        )
    return NOT_BY_HORIZON


DATE = Kind("date", _check, _read, _fits, _ends, lambda _: ())
