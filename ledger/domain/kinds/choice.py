"""Questions that end in one of several options, in an order or in none."""

from __future__ import annotations

from ledger.domain.forecast import Forecast, Stated, find_option, read_shares
from ledger.domain.kinds.kind import Kind, Put, check_forms, check_without, check_words
from ledger.domain.probability import WHOLE
from ledger.errors import Refused

TAKEN = ("annulled", "ambiguous", "void", "condition_unmet", "condition_void")
"""Words that an outcome has already; no option may be called so."""
_LONGEST = 200
_MOST = 100
_REMEDY = 'give every option its probability: --choice "A=60%" --choice "B=40%"'


def _check(put: Put) -> None:
    check_words(put, "say what is asked, so that one of the options can answer it")
    check_without(put, "choice", "unit", "scale")
    if not 2 <= len(put.options) <= _MOST:
        raise Refused(
            f"a choice needs from 2 to {_MOST} options, and there are {len(put.options)}",
            "name each of them; “another one” may be one",
        )
    for option in put.options:
        if option != option.strip() or not option or len(option) > _LONGEST:
            raise Refused(
                f"“{option[:_LONGEST]}” cannot be an option",
                f"write a few words, at most {_LONGEST} characters",
            )
        if option.casefold() in TAKEN:
            raise Refused(f"an option cannot be called “{option}”", "the word is an outcome itself")
    if len({option.casefold() for option in put.options}) < len(put.options):
        raise Refused("an option stands twice", "name each of them once")


def _read(put: Put, stated: Stated) -> Forecast:
    if stated.quantiles or stated.point is not None:
        raise Refused(f"“{put.text}” ends in one of its options", _REMEDY)
    return Forecast(shares=read_shares(put.options, stated.choices)) if stated else Forecast()


def _fits(put: Put, forecast: Forecast) -> None:
    check_forms(put, forecast, "shares", remedy=_REMEDY)
    shares = forecast.shares
    if shares is not None and (len(shares) != len(put.options) or sum(shares) != WHOLE):
        raise Refused(
            f"the forecast is not of the {len(put.options)} options of “{put.text}”", _REMEDY
        )


def _ends(put: Put, given: str) -> str:
    return find_option(put.options, given)


CHOICE = Kind("choice", _check, _read, _fits, _ends, lambda put: put.options)
