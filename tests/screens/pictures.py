"""Every screen once with much to show, and the dashboard in each of its moods."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from rich.console import RenderableType

from ledger.screens import (
    agreement,
    answered,
    calibration,
    certainty,
    chronicle,
    claim_life,
    claims,
    coverage,
    dashboard,
    due,
    groups,
    misses,
    person,
    question,
    questions,
    scoreboard,
    sensitivity,
    spoken,
    square,
    steps,
    table,
    timeline,
)
from ledger.screens.look import Look
from tests.screens import coders, sample, tried

Picture = Callable[[Look], RenderableType]

LATE = dashboard.Dashboard(
    title=["Forecasts in the ledger main"],
    note="Kept as an archive: coded in hindsight, by one coder.",
    everybody=sample.EVERYBODY,
    intent=sample.INTENT,
    calibration=sample.BANDS,
    commentators=sample.COMMENTATORS,
    answered=sample.SCORED,
    due=sample.DUE,
    counts=sample.COUNTS,
    coverage=sample.covered(),
    scope="scope all_rows, kind forecast, archive: times as documented, as of 23 Nov 2026",
    warning="warning: what was recorded once answers were known scores better: Brier 0.081 (n=289) "
    "against 0.312 in time (n=42); 0.231 apart, 95 % interval 0.113 to 0.349",
)
EARLY = dashboard.Dashboard(
    title=["Forecasts in the ledger main"],
    everybody=sample.score("everybody", 9, 0.31, n_claims=44),
    calibration=sample.FEW_BANDS,
    commentators=sample.FEW,
    answered=sample.SCORED,
    due=sample.DUE[:1],
    counts={"resolved": 9, "open": 34, "late": 1},
    panel=calibration.Calibration(
        sample.BANDS, "Simulated forecasters, nobody real", scores=[sample.EVERYBODY]
    ),
    scope="scope all_rows, kind forecast",
)
UNANSWERED = dashboard.Dashboard(
    title=["Forecasts in the ledger main"],
    everybody=sample.score("everybody", 0, n_claims=3),
    calibration=[sample.band(at, 0, 0) for at in range(10)],
    commentators=[sample.score("Nobody Yet", 0)],
    counts={"open": 3},
)
LIFE = claim_life.ClaimLife(
    claim=sample.claim(n_replies=2, disputed=True),
    replies=sample.REPLIES,
    disputes=["the exchange corrected its figure", "cash or three months?"],
    occurrences=sample.OCCURRENCES,
    criteria="LME cash official price, any day",
    conditions=sample.CONDITIONS,
    evidence=["https://lme.example/2026-09-30", "A second look in the yearbook."],
    outcome_note="the high was 10,870",
    note="spoken by somebody who sells copper",
    facts=sample.FACTS,
)
CHOICE = sample.claim(
    id="tqxcrxbj",
    question="Who wins the cup?",
    question_kind="choice",
    forecast="Reds: 0.6; Blues: 0.3; Another: 0.1",
    outcome="Blues",
    p=None,
    brier=None,
    log_score=None,
)
QUANTILES = sample.claim(
    id="fmkjpmqd",
    question="How many cases in May?",
    question_kind="number",
    forecast="0.05: 8; 0.25: 11; 0.5: 14; 0.75: 19; 0.95: 31.5",
    outcome="17.5",
    p=None,
    brier=None,
    log_score=None,
)
DAY = sample.claim(
    id="dtzbqhqk",
    question="When does the probe land?",
    question_kind="date",
    forecast="2026-09-01",
    outcome="not_by_horizon",
    deadline="coded",
    deadline_words=None,
    p=None,
    brier=None,
    log_score=None,
)
OF_CHOICE = claim_life.ClaimLife(
    claim=CHOICE, other_score={"brier": 0.43, "rps": 0.25, "log_score": 1.203972804326}
)
OF_QUANTILES = claim_life.ClaimLife(
    claim=QUANTILES,
    other_score={
        "distribution": "quantiles",
        "absolute_error": 3.5,
        "crps": 2.15,
        "wis": 2.15,
        "inside50": True,
        "inside90": True,
        "scaled_loss": 0.5375,
    },
)
OF_DAY = claim_life.ClaimLife(
    claim=DAY,
    deadline_reason="the landing was planned for the third quarter",
    deadline_coder="Lena Coder",
    other_score={"distribution": "no distribution", "absolute_error": 29.0},
)
ASKED = question.QuestionLife(
    {
        **dict.fromkeys(("story", "criteria", "answer_note", "note")),
        **dict.fromkeys(("evidence", "disputes", "known_on", "unit", "scale")),
        "question": "Who wins the cup?",
        "question_key": "who-wins-the-cup",
        "id": "qgnpbfkz",
        "kind": "choice",
        "options": ["Reds", "Blues", "Another"],
        "ordered": True,
        "withdrawn": False,
        "contested": False,
        "closes_on": date(2026, 6, 30),
        "deadline": "coded",
        "deadline_reason": "the final is on that day",
        "deadline_coder": "Lena Coder",
        "outcome": "Blues",
        "happened_on": date(2026, 6, 29),
    },
    claims=[CHOICE],
)
UNREAD = claim_life.ClaimLife(claim=sample.CLAIMS[4])
MUCH = person.Person(
    "Jane Whitcombe",
    [
        sample.score("Jane Whitcombe", 73, 0.2363, prob_source="numeric"),
        sample.score("Jane Whitcombe", 11, 0.1104, prob_source="verbal", n_infinite=1),
    ],
    sample.BANDS,
    sample.CLAIMS,
    "an archive: it documents claims made earlier, with their outcomes in view",
    sample.MISSES,
)
LITTLE = person.Person("Wim Baart", [sample.FEW[1]], sample.FEW_BANDS, sample.CLAIMS[1:2])
SHEET = table.Sheet(
    ["id", "commentator", "p_ppb", "brier", "said_on"],
    [
        [claim["id"], claim["commentator"], 970_000_000, claim["brier"], claim["said_on"]]
        for claim in sample.CLAIMS
    ],
)
MANY_COLUMNS = table.Sheet(
    [f"a_number_{at}" for at in range(9)] + ["words"],
    [[10**at + 0.123456789 for at in range(9)] + ["wide words " * 9], [None] * 10],
)

COVERED = coverage.Coverage(
    [
        sample.covered("plan", "opinion-pages-of-the-daily-2022"),
        sample.covered("plan", "weekly"),
        sample.covered("ad hoc"),
        sample.covered(),
    ],
    [{"reason": f"a reason of its own, number {n}", "n": 14 - n} for n in range(14)],
)
OF_A_PLAN = coverage.Coverage([sample.covered("plan", "weekly")], [{"reason": "a hope", "n": 29}])

OVER_TIME = timeline.Timeline(
    "copper-11k",
    "Will copper trade above $11,000 a tonne on the LME before 1 October 2026?",
    sample.CLAIMS,
    date(2026, 9, 30),
    "no",
    date(2026, 9, 30),
)
STORY = chronicle.Chronicle("Metals in 2026", sample.CLAIMS)
OF_ONE = replace(
    LATE,
    title=["Forecasts in the ledger main"],
    commentators=sample.RANKED[3:4],
    misses=sample.MISSES,
    square=True,
)

PICTURES: dict[str, Picture] = {
    "agreement": lambda look: agreement.render(agreement.Agreement(coders.ROWS, n_open=7), look),
    "coding": coders.several,
    "coding_keys": coders.keys,
    "answered": lambda look: answered.render(answered.Answered(sample.SCORED), look),
    "calibration": lambda look: calibration.render(
        calibration.Calibration(sample.BANDS, scores=[sample.EVERYBODY]), look
    ),
    "certainty": lambda look: certainty.render(certainty.Certainty(sample.TERMS, 11), look),
    "chronicle": lambda look: chronicle.render(STORY, look),
    "claim_life": lambda look: claim_life.render(LIFE, look),
    "claim_life_unread": lambda look: claim_life.render(UNREAD, look),
    "claim_life_choice": lambda look: claim_life.render(OF_CHOICE, look),
    "claim_life_day": lambda look: claim_life.render(OF_DAY, look),
    "claim_life_quantiles": lambda look: claim_life.render(OF_QUANTILES, look),
    "claims_of_kinds": lambda look: claims.render(claims.Claims([CHOICE, QUANTILES, DAY]), look),
    "question_of_choice": lambda look: question.render(ASKED, look),
    "claims": lambda look: claims.render(
        claims.Claims(sample.CLAIMS, total=412, note="an archive: it documents claims"),
        look,
    ),
    "coverage": lambda look: coverage.render(COVERED, look),
    "coverage_of_a_plan": lambda look: coverage.render(OF_A_PLAN, look),
    "dashboard": lambda look: dashboard.render(LATE, look),
    "dashboard_early": lambda look: dashboard.render(EARLY, look),
    "dashboard_of_one": lambda look: dashboard.render(OF_ONE, look),
    "dashboard_unanswered": lambda look: dashboard.render(UNANSWERED, look),
    "due": lambda look: due.render(due.Due(sample.DUE), look),
    "groups": lambda look: groups.render(groups.Groups(sample.HORIZONS, "horizon"), look),
    "misses": lambda look: misses.render(misses.Misses(sample.MISSES, limit=1), look),
    "person": lambda look: person.render(MUCH, look),
    "person_few": lambda look: person.render(LITTLE, look),
    "questions": lambda look: questions.render(questions.Questions(sample.QUESTIONS), look),
    "scoreboard": lambda look: scoreboard.render(scoreboard.Scoreboard(sample.COMMENTATORS), look),
    "sensitivity": lambda look: sensitivity.render(tried.WHOLE, look),
    "square": lambda look: square.render(
        calibration.Calibration(sample.BANDS, scores=[sample.EVERYBODY]), look
    ),
    "steps": lambda look: steps.render(steps.Steps(sample.STEPS), look),
    "timeline": lambda look: timeline.render(OVER_TIME, look),
    "table": lambda look: table.render(SHEET, look),
    "table_of_many_columns": lambda look: table.render(MANY_COLUMNS, look),
}

EMPTY: dict[str, Picture] = {
    "agreement": lambda look: agreement.render(
        agreement.Agreement([coders.field("claim", "nominal", 0)]), look
    ),
    "answered": lambda look: answered.render(answered.Answered([]), look),
    "calibration": lambda look: calibration.render(calibration.Calibration([]), look),
    "certainty": lambda look: certainty.render(certainty.Certainty([]), look),
    "chronicle": lambda look: chronicle.render(chronicle.Chronicle("A story", []), look),
    "claims": lambda look: claims.render(claims.Claims([]), look),
    "claims_filtered": lambda look: claims.render(claims.Claims([], filtered=True), look),
    "coverage": lambda look: coverage.render(coverage.Coverage([]), look),
    "dashboard": lambda look: dashboard.render(dashboard.Dashboard(), look),
    "due": lambda look: due.render(due.Due([]), look),
    "groups": lambda look: groups.render(groups.Groups([], "topic"), look),
    "misses": lambda look: misses.render(misses.Misses([]), look),
    "person": lambda look: person.render(person.Person("Nobody Yet", []), look),
    "questions": lambda look: questions.render(questions.Questions([]), look),
    "scoreboard": lambda look: scoreboard.render(scoreboard.Scoreboard([]), look),
    "sensitivity": lambda look: sensitivity.render(
        sensitivity.Sensitivity([], [], 0, 0, [], [], 0, 0), look
    ),
    "steps": lambda look: steps.render(steps.Steps([]), look),
    "table": lambda look: table.render(table.Sheet(["id"], []), look),
    "timeline": lambda look: timeline.render(timeline.Timeline("key", "Who?", []), look),
}

TOLD: dict[str, Callable[[Look], Iterator[str]]] = {
    "dashboard": lambda look: dashboard.told(LATE, look),
    "dashboard_early": lambda look: dashboard.told(EARLY, look),
    "dashboard_empty": lambda look: dashboard.told(dashboard.Dashboard(), look),
    "dashboard_of_one": lambda look: dashboard.told(OF_ONE, look),
    "certainty": lambda look: spoken.certainty(sample.TERMS, look),
    "chronicle": lambda look: chronicle.told(STORY, look),
    "claims": lambda look: spoken.claims([*sample.CLAIMS, CHOICE], look),
    "claim_life": lambda look: claim_life.spoken(LIFE, look),
    "due": lambda look: spoken.due(sample.DUE, look),
    "person": lambda look: person.told(MUCH, look),
    "person_few": lambda look: person.told(LITTLE, look),
    "question": lambda look: question.spoken(ASKED, look),
    "questions": lambda look: spoken.questions(sample.QUESTIONS, look),
    "timeline": lambda look: timeline.told(OVER_TIME, look),
}
"""Screens as sentences."""

SELDOM = {
    "certainty",
    "chronicle",
    "dashboard_of_one",
    "groups",
    "misses",
    "questions",
    "square",
    "timeline",
}
"""Those whose golden files hold three looks and not ten; no law looks away from any width."""
