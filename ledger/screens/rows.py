"""The rows that screens receive, as the views of the read model name their columns.

Every key is always present; what is unknown is None. Screens read these and compute nothing
that a view could have told them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NotRequired, TypedDict


class ScoreRow(TypedDict):
    """One commentator and probability source, or everybody pooled."""

    commentator: str
    commentator_id: str
    kind: str
    simulated: bool
    prob_source: str
    n_claims: int
    n_rejected: int
    n_rejected_kind: int
    n_void: int
    n_unscorable: int
    n_no_deadline: int
    n_open: int
    n_late: int
    n_untimely: int
    n_early: int
    n_unmatured: int
    n_superseded: int
    n_resolved: int
    n_proven: int
    n_in_time: int
    n_documented_later: int
    n_hindsight: int
    n_impossible: int
    n_time_unproven: int
    n_timing_changed: int
    n_in_words: int
    n_hedges: int
    hedge_share: float | None
    n_questions: int
    base_rate: float | None
    mean_p: float | None
    calibration_in_large: float | None
    brier: float | None
    log_clip_0_001: float | None
    brier_lo: float | None
    brier_hi: float | None
    n_infinite: int
    evidence: str
    """list only, thin, usable or solid."""
    n_stories: int
    rel_brier: float | None
    rel_brier_lo: float | None
    rel_brier_hi: float | None
    rel_brier_shrunk: float | None
    n_common: int
    mcb: float | None
    mcb_null_mean: float | None
    mcb_p: float | None
    mcb_p_stories: float | None
    distinguishable: bool | None
    rank_lo: int | None
    rank_hi: int | None


class CalibrationRow(TypedDict):
    """One of the ten bands of probability, of one commentator or of everybody."""

    commentator: str
    prob_source: str
    bin: int
    lo: float
    hi: float
    n: int
    n_questions: int
    k: int
    mean_p: float | None
    freq: float | None
    gap: float | None
    interval_lo: float | None
    interval_hi: float | None
    """By as many independent claims as these are worth."""


class TermRow(CalibrationRow):
    """The same of one term of certainty, as often as it was read as one probability."""

    term: str


class PairRow(TypedDict):
    """Two commentators on the questions that both answered."""

    one: str
    other: str
    prob_source: str
    n_questions: int
    n_stories: int
    one_brier: float
    other_brier: float
    difference: float | None
    difference_lo: float | None
    difference_hi: float | None
    p: float | None
    p_bh: float | None
    smallest_p: float | None
    power: float | None


class ExplainedRow(TypedDict):
    """One figure: how it is worked out, and from what."""

    name: str
    formula: str
    value: float | int | None
    source: str


class ClaimRow(TypedDict):
    """One claim with its question, its reading, its answer and its score."""

    id: str
    commentator: str
    affiliation: str | None
    source: str
    source_key: str
    url: NotRequired[str | None]
    said_on: date
    question: str
    question_key: str
    topics: list[str]
    story: str | None
    kind: str
    voice: str
    speaker_role: str
    polarity: str
    quote: str | None
    reported: str | None
    words: str | None
    p: float | None
    p_low: float | None
    p_high: float | None
    method: str | None
    coder: str | None
    saw_outcome: bool | None
    prob_source: str | None
    unscorable: str | None
    closes_on: date | None
    deadline: str
    outcome: str | None
    happened_on: date | None
    known_on: date | None
    known_at: datetime | None
    timing: str | None
    recorded_at: datetime
    attested_at: datetime | None
    time_unproven: bool
    timing_changed: bool
    documented_at: datetime | None
    status: str
    brier: float | None
    log_score: float | None
    clipped: bool
    repeats: bool
    simulated: bool
    n_occurrences: int
    deadline_words: NotRequired[str | None]
    n_replies: int
    disputed: bool
    """Whether the answer is contested."""
    aggregation: NotRequired[str | None]
    n_coders: NotRequired[int | None]
    source_retracted: NotRequired[str | None]
    question_kind: NotRequired[str]
    forecast: NotRequired[str | None]
    matched_in: NotRequired[str | None]
    matched: NotRequired[Sequence[tuple[str, bool]] | None]
    """Of a search: which text it was found in, and the pieces around, those looked for marked."""
    commentator_id: NotRequired[str]
    claim_id: NotRequired[str]


class ReadingRow(TypedDict):
    """One coder's reading of a claim."""

    coder: str | None
    low: float
    best: float
    high: float
    method: str
    lexicon: str | None
    term: str | None
    saw_speaker: bool | None
    saw_outcome: bool | None


class DueRow(TypedDict):
    """One question that waits for an answer, and everybody who spoke on it."""

    id: str
    question_key: str
    question: str
    closes_on: date
    days_overdue: int
    n_claims: int
    commentators: list[str]
    p: list[float]


class QuestionRow(TypedDict):
    """One question with how many spoke on it, and between which probabilities of yes."""

    question_key: str
    question: str
    question_kind: str
    closes_on: date | None
    outcome: str | None
    happened_on: date | None
    n_claims: int
    p_low: float | None
    p_high: float | None
    p_latest: float | None


class FactRow(TypedDict):
    """One recorded fact, told in a sentence."""

    position: int
    recorded_at: datetime
    recorder: str
    name: str
    summary: str
    undone: bool


class StepRow(TypedDict):
    """One thing that somebody did: the facts recorded together and undone together."""

    step: str
    recorded_at: datetime
    recorder: str
    summary: str
    n_facts: int
    undone: bool
    first_position: int
    last_position: int


class OtherScoreRow(TypedDict, total=False):
    """What a forecast scored that is no probability of yes: of options, or of quantiles."""

    brier: float | None
    rps: float | None
    log_score: float | None
    clipped: bool
    distribution: str
    absolute_error: float | None
    crps: float | None
    wis: float | None
    inside50: bool | None
    inside90: bool | None
    scaled_loss: float | None
    implied_p: float | None
    implied_brier: float | None


class OccurrenceRow(TypedDict):
    """A source that carries the utterance; `words` only where they differ from the claim's."""

    source: str
    source_key: str
    published_on: date | None
    words: str | None
    edition_of: str | None


class ReplyRow(TypedDict):
    """What somebody said to a claim that is theirs, or concerns them."""

    replied_by: str
    category: str
    text: str
    source_key: str | None
    locator: str | None
    said_on: date | None


class ConditionRow(TypedDict):
    """One link of a question's chain of conditions: what must have come out how."""

    question_key: str
    question: str
    required: str
    outcome: str | None


class CoverageRow(TypedDict):
    """What became of everything collected by one plan, ad hoc, or altogether."""

    part: str
    plan: str | None
    collected: int
    n_rejected: int
    n_assertion: int
    n_hedge: int
    n_bound: int
    n_unread: int
    n_unscorable_other: int
    n_unscorable: int
    codable: int
    n_no_deadline: int
    n_unmatured: int
    n_matured: int
    n_unanswered: int
    n_resolved: int
    n_annulled: int
    n_ambiguous: int
    n_condition_unmet: int
    n_void: int
    n_late: int
    n_untimely: int
    n_superseded: int
    n_left_out: int
    n_scored: int


class ReasonRow(TypedDict):
    """Why statements were set aside, and how many for this reason."""

    reason: str
    n: int
