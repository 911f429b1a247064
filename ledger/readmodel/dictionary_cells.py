"""What the columns of the cells mean, and of the claims that they are made of.

Cells are whole numbers alone, so that those of several ledgers add up to the last digit.
"""

from __future__ import annotations

from collections.abc import Mapping

from ledger.readmodel.definition import Definition

D = Definition

_ONE = "10^12 is one claim"

_STATED: Mapping[str, Definition] = {
    "p_ppb": D("The probability of yes", "Billionths, 0 to 10^9"),
    "y": D("What happened", "1 yes, 0 no"),
}

CELLS: Mapping[str, Mapping[str, Definition]] = {
    "cells": {
        **_STATED,
        "n": D("Claims that count of this p_ppb and y"),
        "weight_e12": D(
            "Sum of their weights, by which scores and outcomes count: n by most scopes",
            _ONE,
        ),
        "share_e12": D("Sum of their shares, by which means are divided: n by most scopes", _ONE),
        "brier_e30": D("Sum of weight * (p-y)^2", "10^30 is 1", source="Brier 1950"),
        "log_score_e27": D(
            "Sum of weight * -ln of the probability given to what happened, clipped to "
            "[0.001, 0.999] and rounded to 15 places",
            "10^27 is 1", source="Good 1952",
        ),
    },
    "cell_claims": {
        **_STATED,
        "cluster": D(
            "The story of the question, by its whole name; the question's where it has none"
        ),
        "weight_e12": D("How much its score and outcome count: one by most scopes", _ONE),
        "share_e12": D("How much it counts in what means are divided by", _ONE),
    },
}  # fmt: skip
"""What a column of cells means in one table, where `SHARED` does not say it."""
