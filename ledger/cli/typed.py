"""The rows that the views return, under the names and types that the screens know them by.

The views promise these columns; a test holds every view to the screen's row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from ledger.readmodel.session import Rows
    from ledger.screens.rows import (
        CalibrationRow,
        ClaimRow,
        ConditionRow,
        CoverageRow,
        DueRow,
        OccurrenceRow,
        PairRow,
        QuestionRow,
        ReasonRow,
        ScoreRow,
        StepRow,
        TermRow,
    )
    from ledger.screens.rows_sensitivity import (
        EitherRow,
        OrderRow,
        ShiftedRow,
        SurvivalRow,
        VariantRow,
    )


def score_rows(rows: Rows) -> list[ScoreRow]:
    """Name rows of `scoreboard`."""
    return cast("list[ScoreRow]", rows)


def calibration_rows(rows: Rows) -> list[CalibrationRow]:
    """Name rows of `calibration`."""
    return cast("list[CalibrationRow]", rows)


def pair_rows(rows: Rows) -> list[PairRow]:
    """Name rows of comparisons."""
    return cast("list[PairRow]", rows)


def claim_rows(rows: Rows) -> list[ClaimRow]:
    """Name rows of `claims`."""
    return cast("list[ClaimRow]", rows)


def question_rows(rows: Rows) -> list[QuestionRow]:
    """Name rows of questions with how far apart the forecasts lay."""
    return cast("list[QuestionRow]", rows)


def term_rows(rows: Rows) -> list[TermRow]:
    """Name rows of terms of certainty and what happened."""
    return cast("list[TermRow]", rows)


def due_rows(rows: Rows) -> list[DueRow]:
    """Name rows of `due`."""
    return cast("list[DueRow]", rows)


def step_rows(rows: Rows) -> list[StepRow]:
    """Name rows of `steps`, each with its summary."""
    return cast("list[StepRow]", rows)


def occurrence_rows(rows: Rows) -> list[OccurrenceRow]:
    """Name rows of `occurrences`."""
    return cast("list[OccurrenceRow]", rows)


def condition_rows(rows: Rows) -> list[ConditionRow]:
    """Name the links of a chain of conditions."""
    return cast("list[ConditionRow]", rows)


def survival_rows(rows: Rows) -> list[SurvivalRow]:
    """Name rows of verdicts and what they survive."""
    return cast("list[SurvivalRow]", rows)


def variant_rows(rows: Rows) -> list[VariantRow]:
    """Name rows of the table `sensitivity`."""
    return cast("list[VariantRow]", rows)


def order_rows(rows: Rows) -> list[OrderRow]:
    """Name rows of pairs whose order is open."""
    return cast("list[OrderRow]", rows)


def either_rows(rows: Rows) -> list[EitherRow]:
    """Name rows of claims under both answers."""
    return cast("list[EitherRow]", rows)


def shifted_rows(rows: Rows) -> list[ShiftedRow]:
    """Name rows of questions by other days."""
    return cast("list[ShiftedRow]", rows)


def coverage_rows(rows: Rows) -> list[CoverageRow]:
    """Name rows of `coverage`."""
    return cast("list[CoverageRow]", rows)


def reason_rows(rows: Rows) -> list[ReasonRow]:
    """Name the reasons for which statements were set aside."""
    return cast("list[ReasonRow]", rows)
