"""The rows of what verdicts survive, as screens read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict


class SurvivalRow(TypedDict):
    """One commentator's verdict, and which variants it survives."""

    commentator: str
    kind: str
    prob_source: str
    n: int
    evidence: str
    brier: float | None
    brier_lo: float | None
    brier_hi: float | None
    rank_lo: int | None
    rank_hi: int | None
    verdict: str | None
    brier_min: float | None
    brier_max: float | None
    rank_min: int | None
    rank_max: int | None
    n_verbal: int
    n_covered: int
    n_coders: int | None
    brier_coder_lo: float | None
    brier_coder_hi: float | None
    survives: Sequence[str]
    fails: Sequence[str]
    robust: bool | None
    not_covered: Sequence[UncoveredRow]
    commentator_id: str


class UncoveredRow(TypedDict):
    """A phrase that no lexicon has, in one claim."""

    id: str
    phrase: str
    words: str | None
    counts: bool


class VariantRow(TypedDict):
    """One commentator under one variant."""

    prob_source: str
    variant: str
    about: str
    n_varied: int
    n: int
    brier: float | None
    verdict: str | None
    survives: bool | None
    n_uncertain: int
    note: str | None
    commentator_id: str


class OrderRow(TypedDict):
    """Two commentators whose order the wording leaves open."""

    one: str
    other: str
    n_common: int
    one_n: int
    other_n: int
    one_brier: float
    other_brier: float
    reversed_by: str
    one_reversed: float
    other_reversed: float


class EitherRow(TypedDict):
    """A claim on a question without an answer that counts: its score under both."""

    question_key: str
    id: str
    commentator: str
    kind: str
    outcome: str
    p: float
    brier_if_yes: float
    brier_if_no: float


class ShiftedRow(TypedDict):
    """A question as it would have ended by another day."""

    question_key: str
    question: str
    criteria: str | None
    deadline: str
    contested: bool
    closes_on: date | None
    outcome: str | None
    minus_30: str | None
    minus_30_uncertain: bool
    plus_30: str | None
    plus_30_uncertain: bool
    plus_90: str | None
    plus_90_uncertain: bool
    alternatives: Sequence[str] | None
