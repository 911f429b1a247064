"""A few people, documents, questions and words that the domain's tests tell their stories with."""

from __future__ import annotations

from datetime import date

from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.estimate import RecordEstimate
from ledger.domain.question import PoseQuestion
from ledger.domain.source import RegisterSource
from ledger.domain.story import OpenStory

DAY = date(2022, 1, 21)
CLOSES = date(2022, 12, 31)

ANA = RegisterCommentator("Ana")
BEN = RegisterCommentator("Ben")
OFFICIALS = RegisterCommentator("US officials (The Daily)", "anonymous")
ROBOT = RegisterCommentator("Robot", simulated=True)

WEATHER = OpenStory("weather", "The weather of 2022")
DAILY = RegisterSource("daily", url="https://daily.example/rain", publication="The Daily")
WEEKLY = RegisterSource("weekly", publication="The Weekly")

RAIN = PoseQuestion("rain", "Will it rain?", closes_on=CLOSES)
FLOOD = PoseQuestion("flood", "Will it flood?", closes_on=CLOSES, condition=("rain", "yes"))

SAID = RecordClaim("Ana", "rain", DAY, source="daily", quote="It will rain")
ROW = RecordClaim(
    "Ana", "rain", DAY, probability=700_000_000, probability_text="0.7", external_id="row-1"
)
READING = RecordEstimate(
    SAID.stream(), "coder", 600_000_000, 700_000_000, 800_000_000, saw_speaker=True
)

ALL = (ANA, BEN, DAILY, WEEKLY, RAIN, SAID)
"""Enough to stand on for whatever is about a claim."""
