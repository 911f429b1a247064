"""Questions that end in yes or no."""

from __future__ import annotations

from ledger.domain.forecast import Forecast, Stated
from ledger.domain.kinds.kind import Kind, Put, check_forms, check_without, check_words
from ledger.errors import Refused

OUTCOMES = ("yes", "no")
_REMEDY = "give the probability that the answer is yes: -p 70%"


def _check(put: Put) -> None:
    check_words(put, "say what would happen, so that yes or no can answer it")
    check_without(put, "binary", "options", "ordered", "unit", "scale")


def _read(put: Put, stated: Stated) -> Forecast:
    if stated:
        raise Refused(f"“{put.text}” ends in yes or no", _REMEDY)
    return Forecast()


def _fits(put: Put, forecast: Forecast) -> None:
    check_forms(put, forecast, "probability", remedy=_REMEDY)


def _ends(put: Put, given: str) -> str:
    del put
    outcome = given.strip().lower()
    if outcome not in OUTCOMES:
        raise Refused(f"“{given}” is not an outcome", "use one of: yes, no, annulled, ambiguous")
    return outcome


BINARY = Kind("binary", _check, _read, _fits, _ends, lambda _: OUTCOMES)
