"""Rows as the read model hands them over, made up for the screens; no figure of a real person."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from typing import Any, cast

from ledger.domain.names import letters
from ledger.screens.rows import (
    CalibrationRow,
    ClaimRow,
    ConditionRow,
    CoverageRow,
    DueRow,
    FactRow,
    OccurrenceRow,
    QuestionRow,
    ReplyRow,
    ScoreRow,
    StepRow,
    TermRow,
)

COUNTS = {
    "resolved": 331,
    "open": 38,
    "no_deadline": 18,
    "void": 6,
    "unscorable": 4,
    "rejected_kind": 0,
    "late": 2,
    "untimely": 0,
    "early": 11,
    "unmatured": 0,
    "superseded": 2,
}


def covered(part: str = "everything", plan: str | None = None) -> CoverageRow:
    """412 forecasts, 29 statements set aside."""
    return {
        "part": part,
        "plan": plan,
        "collected": 441,
        "n_rejected": 29,
        "n_assertion": 3,
        "n_hedge": 4,
        "n_bound": 1,
        "n_unread": 2,
        "n_unscorable_other": 0,
        "n_unscorable": 7,
        "codable": 402,
        "n_no_deadline": 18,
        "n_unmatured": 38,
        "n_matured": 346,
        "n_unanswered": 5,
        "n_resolved": 341,
        "n_annulled": 4,
        "n_ambiguous": 2,
        "n_condition_unmet": 1,
        "n_void": 7,
        "n_late": 2,
        "n_untimely": 0,
        "n_superseded": 1,
        "n_left_out": 0,
        "n_scored": 331,
    }


def score(name: str, n: int, brier: float | None = None, **other: Any) -> ScoreRow:  # noqa: ANN401 - any column
    half = 0.5 / math.sqrt(n) * 0.5 if n else 0.0
    row = {
        "commentator": name,
        "commentator_id": name.lower(),
        "kind": "person",
        "simulated": False,
        "prob_source": "pooled",
        "n_claims": n + 12,
        "n_rejected": 1,
        "n_rejected_kind": 0,
        "n_void": 1,
        "n_unscorable": 1,
        "n_no_deadline": 2,
        "n_open": 8,
        "n_late": 0,
        "n_untimely": 0,
        "n_early": 0,
        "n_unmatured": 0,
        "n_superseded": 0,
        "n_resolved": n,
        "n_proven": 0,
        "n_in_time": n,
        "n_documented_later": 0,
        "n_hindsight": 0,
        "n_impossible": 0,
        "n_time_unproven": 0,
        "n_timing_changed": 0,
        "n_in_words": 0,
        "n_hedges": 0,
        "hedge_share": None,
        "n_questions": max(n - 2, min(n, 1)),
        "base_rate": 0.49 if n else None,
        "mean_p": 0.58 if n else None,
        "calibration_in_large": 0.09 if n else None,
        "brier": brier,
        "log_clip_0_001": None if brier is None else brier * 2.7,
        "brier_lo": None if brier is None else max(brier - half, 0.0),
        "brier_hi": None if brier is None else min(brier + half, 1.0),
        "n_infinite": 0,
        "evidence": evidence(max(n - 2, min(n, 1))),
        "n_stories": max(n - 2, min(n, 1)),
        "rel_brier": None if brier is None else brier - 0.2,
        "rel_brier_lo": None if brier is None else brier - 0.2 - half,
        "rel_brier_hi": None if brier is None else brier - 0.2 + half,
        "rel_brier_shrunk": None if brier is None else (brier - 0.2) / 2,
        "n_common": n,
        "mcb": None if brier is None else 0.031,
        "mcb_null_mean": None if brier is None else 0.023,
        "mcb_p": None if brier is None else 0.14,
        "mcb_p_stories": None if brier is None else 0.31,
        "distinguishable": None if brier is None else False,
        "rank_lo": 1 if n >= 32 else None,
        "rank_hi": 3 if n >= 32 else None,
    }
    return cast("ScoreRow", row | other)


def evidence(questions: int) -> str:
    if questions < 10:
        return "list only"
    return "thin" if questions < 30 else "usable" if questions < 100 else "solid"


def band(at: int, n: int, k: int, said: float | None = None) -> CalibrationRow:
    lo, hi = wilson(n, k)
    freq = k / n if n else None
    mean_p = (said if said is not None else at / 10 + 0.05) if n else None
    return {
        "commentator": "everybody",
        "prob_source": "numeric",
        "bin": at,
        "lo": at / 10,
        "hi": (at + 1) / 10,
        "n": n,
        "n_questions": n,
        "k": k,
        "mean_p": mean_p,
        "freq": freq,
        "gap": freq - mean_p if freq is not None and mean_p is not None else None,
        "interval_lo": lo,
        "interval_hi": hi,
    }


def wilson(n: int, k: int) -> tuple[float | None, float | None]:
    if not n:
        return None, None
    z = 1.96
    middle = (k + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(k * (n - k) / n + z * z / 4)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def claim(**other: Any) -> ClaimRow:  # noqa: ANN401 - any column
    row = {
        "id": "kpqrstvw",
        "commentator": "Jane Whitcombe",
        "affiliation": "Northgate Capital",
        "source": "The Daily Metal",
        "source_key": "daily-metal-2026-03-14",
        "said_on": date(2026, 3, 14),
        "question": "Will copper trade above $11,000 a tonne on the LME before 1 October 2026?",
        "question_key": "copper-11k",
        "topics": ["copper", "markets"],
        "story": "metals-2026",
        "kind": "forecast",
        "voice": "direct",
        "speaker_role": "self",
        "polarity": "asserts",
        "quote": "comfortably clear $11,000 a tonne by the end of the third quarter",
        "reported": None,
        "words": "comfortably",
        "p": 0.97,
        "p_low": 0.85,
        "p_high": 1.0,
        "method": "judgment",
        "coder": "seed coder",
        "saw_outcome": True,
        "prob_source": "verbal",
        "unscorable": None,
        "closes_on": date(2026, 9, 30),
        "deadline": "stated",
        "deadline_words": "by the end of the third quarter",
        "outcome": "no",
        "happened_on": date(2026, 9, 30),
        "known_on": date(2026, 9, 30),
        "known_at": None,
        "timing": "in_time",
        "recorded_at": datetime(2026, 3, 15, 9, 5),  # noqa: DTZ001 as the views have it
        "attested_at": None,
        "time_unproven": False,
        "timing_changed": False,
        "documented_at": None,
        "status": "resolved",
        "brier": 0.9409,
        "log_score": 3.5066,
        "clipped": False,
        "repeats": False,
        "simulated": False,
        "n_occurrences": 1,
        "n_replies": 0,
        "disputed": False,
    }
    return cast("ClaimRow", row | other)


def due(key: str, days: int, **other: Any) -> DueRow:  # noqa: ANN401 - any column
    row = {
        "id": letters("id", key)[:8],
        "question_key": key,
        "question": "Will copper trade above $11,000 a tonne on the LME before 1 October 2026?",
        "closes_on": date(2026, 9, 30),
        "days_overdue": days,
        "n_claims": 2,
        "commentators": ["Jane Whitcombe"],
        "p": [0.8],
    }
    return cast("DueRow", row | other)


BANDS = [
    band(0, 28, 7),
    band(1, 34, 8, 0.14),
    band(2, 29, 8),
    band(3, 34, 16, 0.34),
    band(4, 42, 19),
    band(5, 38, 26),
    band(6, 7, 6, 0.64),
    band(7, 0, 0),
    band(8, 51, 37),
    band(9, 68, 55, 0.95),
]


def term(words: str, n: int, k: int, said: float) -> TermRow:
    return {**band(round(said * 10), n, k, said), "term": words, "prob_source": "verbal"}


TERMS = [
    term("will", 1204, 903, 0.97),
    term("almost certain … to happen before the end of the year", 41, 40, 0.95),
    term("likely", 88, 61, 0.7),
    term("may", 9, 1, 0.4),
    term("unlikely", 30, 15, 0.2),
    term("will not", 12, 0, 0.03),
]

FEW_BANDS = [band(0, 3, 2, 0.03), *(band(at, 0, 0) for at in range(1, 9)), band(9, 6, 5, 0.97)]

EVERYBODY = score(
    "everybody",
    331,
    0.2204,
    n_claims=412,
    n_questions=250,
    brier_lo=0.2054,
    brier_hi=0.2354,
    n_proven=12,
    n_in_time=30,
    n_documented_later=3,
    n_hindsight=286,
    n_time_unproven=4,
    n_timing_changed=2,
)
INTENT = score("everybody", 45, 0.0312, n_claims=61, n_questions=40)

RANKED = [
    score("Ada Okafor", 64, 0.1181, calibration_in_large=0.012),
    score("Magnus Lindqvist-Hallgrímsson of Reykjavík", 51, 0.1412, calibration_in_large=-0.031),
    score("Rosa Castellanos", 1088, 0.1874, calibration_in_large=0.04, n_claims=2140),
    score("Jane Whitcombe", 73, 0.2363, calibration_in_large=0.14),
    score("Paul Desrosiers", 41, 0.2911, calibration_in_large=0.214),
]
FEW = [
    score("Zoe Ames", 9, 0.0411, calibration_in_large=0.05),
    score("Wim Baart", 3, 0.9409, calibration_in_large=-0.6),
    score("Åsa Dahl", 1, 0.0009, kind="organisation"),
    score("Nobody Yet", 0),
]
ANONYMOUS = score("US officials (The Daily Metal)", 14, 0.0921, kind="anonymous")
SIMULATED = [
    score("Always 50 %", 412, 0.25, simulated=True, calibration_in_large=0.0),
    score("Coin", 412, 0.4981, simulated=True, calibration_in_large=0.003),
    score("Newcomer", 4, 0.31, simulated=True),
]
HORIZONS = [
    score("over 365 days", 1088, 0.1874, n_claims=12_140),
    score("8 to 30 days", 64, 0.1181, mean_p=0.3, base_rate=0.31),
    score("0 to 7 days", 9, 0.0411),
    score("no closing day", 0),
]
QUESTIONS: list[QuestionRow] = [
    {
        "question_key": "copper-11k",
        "question": "Will copper trade above $11,000 a tonne on the LME before 1 October 2026?",
        "question_kind": "binary",
        "closes_on": date(2026, 9, 30),
        "outcome": "no",
        "happened_on": date(2026, 9, 30),
        "n_claims": 1204,
        "p_low": 0.03,
        "p_high": 0.97,
        "p_latest": 0.8,
    },
    {
        "question_key": "who-wins-the-cup",
        "question": "Who wins the cup?",
        "question_kind": "choice",
        "closes_on": None,
        "outcome": None,
        "happened_on": None,
        "n_claims": 1,
        "p_low": None,
        "p_high": None,
        "p_latest": None,
    },
]
COMMENTATORS = [*FEW, *SIMULATED, ANONYMOUS, *RANKED]

CLAIMS = [
    claim(),
    claim(
        id="bcdfghjk",
        n_replies=2,
        disputed=True,
        commentator="António Guterres-Sample",
        affiliation="United Nations",
        question="Will there be a large-scale invasion?",
        question_key="invasion",
        quote="I am convinced it will not happen",
        words="convinced … will not",
        polarity="denies",
        p=0.03,
        p_low=0.0,
        p_high=0.15,
        outcome="yes",
        happened_on=date(2026, 2, 24),
        known_on=date(2026, 2, 24),
        saw_outcome=False,
    ),
    claim(
        id="mnpqrstv",
        commentator="Rosa Castellanos",
        question="Will the coalition lose its majority in the Senate?",
        quote="there is a 62.5 per cent chance",
        words=None,
        method="stated",
        prob_source="numeric",
        p=0.625,
        p_low=None,
        p_high=None,
        outcome="yes",
        brier=0.140625,
        log_score=0.47,
        n_occurrences=3,
    ),
    claim(
        id="rstvwxzb",
        commentator="Paul Desrosiers",
        question="Will the policy rate stay where it is in November?",
        kind="intent",
        quote=None,
        reported="would hold its policy rate",
        outcome=None,
        happened_on=None,
        known_on=None,
        status="open",
        brier=None,
        log_score=None,
        p=1.0,
        closes_on=date(2027, 12, 31),
    ),
    claim(
        id="wxzbcdfg",
        commentator="US officials (The Daily Metal)",
        question="Will the mine reopen?",
        quote=None,
        reported="not inevitable",
        status="unscorable",
        unscorable="only a bound",
        p=None,
        p_low=None,
        p_high=None,
        method=None,
        coder=None,
        saw_outcome=None,
        outcome=None,
        brier=None,
        log_score=None,
        repeats=True,
    ),
    claim(id="zbcdfghj", status="superseded", brier=0.9801, clipped=True, p=0.000000001),
    claim(id="zzcdfghj", commentator="Coin", status="late", simulated=True, method="stated"),
]
MISSES = [
    claim(url="https://daily-metal.example/markets/2026/03/14/copper-record?page=2"),
    claim(
        id="cdfghjkm",
        quote=None,
        reported="would lose its majority before the summer, and then the Senate, and then all of "
        "what it had won in the north",
        said_on=date(2025, 12, 3),
        p=0.125,
        outcome="yes",
        brier=0.765625,
    ),
]
SCORED = [row for row in CLAIMS if row["status"] == "resolved"]

DUE = [
    due("tomahawk-supply", 1327, p=[0.03, 0.97], commentators=["Jane Whitcombe", "Ada Okafor"]),
    due("coordinated-response-if", 12, n_claims=14, commentators=[f"Person {n}" for n in range(9)]),
    due("rate-november", 0, p=[0.9]),
    due("senate", -1, p=[0.625, 0.625]),
    due("recession", -345, p=[], question="Will a recession be declared?"),
]

REPLIES: list[ReplyRow] = [
    {
        "replied_by": "Jane Whitcombe",
        "category": "wrong on timing",
        "text": "I meant the end of the decade, as everybody in the room understood",
        "source_key": "daily-metal-2026-10-01",
        "locator": "second half",
        "said_on": date(2026, 10, 1),
    },
    {
        "replied_by": "Northgate Capital",
        "category": "other",
        "text": "No comment",
        "source_key": None,
        "locator": None,
        "said_on": None,
    },
]
FACTS: list[FactRow] = [
    {
        "position": 12,
        "recorded_at": datetime(2026, 11, 23, 9, 5, tzinfo=UTC),
        "recorder": "lena",
        "name": "claim.recorded",
        "summary": "Jane Whitcombe on copper-11k, said 14 Mar 2026",
        "undone": False,
    },
    {
        "position": 1839,
        "recorded_at": datetime(2026, 11, 23, 14, 1, tzinfo=UTC),
        "recorder": "lena",
        "name": "question.resolved",
        "summary": "answered yes",
        "undone": True,
    },
    {
        "position": 1841,
        "recorded_at": datetime(2026, 11, 23, 14, 3, tzinfo=UTC),
        "recorder": "lena",
        "name": "question.resolved",
        "summary": "answered no, happened 30 Sep 2026",
        "undone": False,
    },
]

STEPS: list[StepRow] = [
    {
        "step": "b7f2mnpq",
        "recorded_at": datetime(2026, 11, 23, 9, 5, tzinfo=UTC),
        "recorder": "lena",
        "summary": "import of 5 files: 38 claims, 28 questions, 5 sources",
        "n_facts": 1838,
        "undone": False,
        "first_position": 1,
        "last_position": 1838,
    },
    {
        "step": "k2m4cdfg",
        "recorded_at": datetime(2026, 11, 23, 14, 1, tzinfo=UTC),
        "recorder": "lena",
        "summary": "answered copper-11k yes",
        "n_facts": 1,
        "undone": True,
        "first_position": 1839,
        "last_position": 1839,
    },
]

OCCURRENCES: list[OccurrenceRow] = [
    {
        "source": "The Daily Metal",
        "source_key": "daily-metal-2026-03-15",
        "published_on": date(2026, 3, 15),
        "words": "comfortably clear $11,000 by the end of September",
        "edition_of": "daily-metal-2026-03-14",
    },
    {
        "source": "Northgate Letter",
        "source_key": "northgate-2026-03",
        "published_on": date(2026, 3, 31),
        "words": None,
        "edition_of": None,
    },
]

CONDITIONS: list[ConditionRow] = [
    {
        "question_key": "strike",
        "question": "Will the strike at the largest mine go on past the end of May 2026?",
        "required": "yes",
        "outcome": "yes",
    },
]
