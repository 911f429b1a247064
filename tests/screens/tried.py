"""What was tried of verdicts, made up for the screen; no figure of a real person."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from ledger.screens.rows_sensitivity import EitherRow, OrderRow, ShiftedRow, SurvivalRow, VariantRow
from ledger.screens.sensitivity import Sensitivity
from ledger.screens.survival import Survival


def summary(commentator: str, **more: Any) -> SurvivalRow:  # noqa: ANN401 any column
    """One claim in words, uncovered, worse than a coin."""
    row = {
        "commentator": commentator, "kind": "person", "prob_source": "verbal", "n": 1,
        "evidence": "list only", "brier": 0.9409, "brier_lo": None, "brier_hi": None,
        "rank_lo": None, "rank_hi": None, "verdict": "worse than a coin", "brier_min": 0.7225,
        "brier_max": 1.0, "rank_min": None, "rank_max": None, "n_verbal": 1, "n_covered": 0,
        "n_coders": 1, "brier_coder_lo": None, "brier_coder_hi": None, "survives": [], "fails": [],
        "robust": False, "not_covered": [], "commentator_id": commentator,
    }  # fmt: skip
    return cast("SurvivalRow", row | more)


def variant(name: str, *, survives: bool | None = True, **more: Any) -> VariantRow:  # noqa: ANN401 any column
    """A variant that touches one claim."""
    row = {
        "prob_source": "verbal", "variant": name, "about": name.partition(":")[0], "n_varied": 1,
        "n": 1, "brier": 0.9, "verdict": "worse than a coin", "survives": survives,
        "n_uncertain": 0, "note": None, "commentator_id": "",
    }  # fmt: skip
    return cast("VariantRow", row | more)


COUNTED = variant("default", survives=None, n_varied=0)
READINGS = [variant(f"readings: {end}") for end in ("low", "high", "kindest", "harshest")]
GONE = variant("hindsight: out", survives=False, n=0, brier=None, verdict=None)
WAITING = variant(
    "hedges: in", survives=None, n_varied=0,
    note="1 stays out (txgxnfqc: 0 of 3 coders who did not see the outcome)",
)  # fmt: skip
SHORT = summary(
    "António Doe", fails=["hindsight: out"],
    not_covered=[
        {"id": "fnghdcbb", "phrase": "convinced", "words": "convinced … will not", "counts": True},
        {"id": "rkfwnpbs", "phrase": "obvious", "words": "obvious", "counts": False},
    ],
)  # fmt: skip
LONG = summary(
    "Mira Kovač", n=64, evidence="usable", brier=0.1912, brier_lo=0.141, brier_hi=0.2414,
    verdict="better than a coin", brier_min=0.17, brier_max=0.24, n_verbal=64, n_covered=64,
    n_coders=3, brier_coder_lo=0.132, brier_coder_hi=0.252, rank_lo=1, rank_hi=3, rank_min=1,
    rank_max=4, robust=True,
)  # fmt: skip
OPEN = summary(
    "Nobody Yet", n=0, brier=None, verdict=None, n_verbal=0, brier_min=0.0009, brier_max=0.9409,
    robust=None, n_coders=None,
)  # fmt: skip
ORDER = cast(
    "OrderRow",
    {
        "one": "António Doe", "other": "Mira Kovač", "n_common": 0, "one_n": 1, "other_n": 64,
        "one_brier": 0.001, "other_brier": 0.191, "reversed_by": "lexicon: capphrase 2026",
        "one_reversed": 0.25, "other_reversed": 0.2,
    },
)  # fmt: skip
EITHER = cast(
    "EitherRow",
    {
        "question_key": "deescalation", "id": "kkffvwtd", "commentator": "Nobody Yet",
        "kind": "forecast", "outcome": "ambiguous", "p": 0.97, "brier_if_yes": 0.0009,
        "brier_if_no": 0.9409,
    },
)  # fmt: skip
SHIFTED = cast(
    "ShiftedRow",
    {
        "question_key": "war-fears", "question": "Will fears stand?", "criteria": "A warning.",
        "deadline": "coded", "contested": True, "closes_on": date(2022, 1, 14), "outcome": "no",
        "minus_30": "condition_unmet", "minus_30_uncertain": False, "plus_30": "no",
        "plus_30_uncertain": True, "plus_90": None, "plus_90_uncertain": False,
        "alternatives": ["war-fears-2023"],
    },
)  # fmt: skip


def tried(
    people: list[SurvivalRow], variants: list[VariantRow], answer: EitherRow = EITHER,
    order: OrderRow = ORDER, question: ShiftedRow = SHIFTED,
) -> Sensitivity:  # fmt: skip
    """Everybody under the same variants, and somebody whom nothing touches."""
    untouched = Survival(summary("Solid Rock", n_verbal=0), [COUNTED])
    return Sensitivity(
        [*(Survival(row, [COUNTED, *variants]) for row in people), untouched],
        [order], 3, 1, [answer], [question], 65, 64, "scope first, kind forecast, day 2026-11-26",
    )  # fmt: skip


WHOLE = Sensitivity(
    [
        Survival(SHORT, [COUNTED, *READINGS, GONE]),
        Survival(LONG, [COUNTED, *READINGS, variant("deadlines: +30 days", n_uncertain=2)]),
        Survival(
            OPEN,
            [
                COUNTED,
                WAITING,
                variant("voids: yes", survives=None, verdict="better than a coin", brier=0.0009),
                variant("voids: no", survives=None, brier=0.9409),
            ],
        ),
        Survival(summary("Solid Rock", n_verbal=0), [COUNTED]),
    ],
    [ORDER], 3, 12, [EITHER], [SHIFTED], 65, 64, "scope first, kind forecast, day 2026-11-26",
)  # fmt: skip
