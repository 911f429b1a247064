"""Article files: every entry becomes the commands it stands for, whole, with its line."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.domain.claim import RecordClaim, RecordOccurrence
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.estimate import RecordEstimate
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.domain.rejection import RejectStatement
from ledger.domain.source import RegisterSource
from ledger.domain.story import OpenStory
from ledger.importers.article import read
from ledger.importers.found import Options
from ledger.steps import Located
from tests.importers.importing import ARTICLES, specimen

ANA = RegisterCommentator("Ana Augur")
OFFICIALS = RegisterCommentator("Officials (The Gazette)", "anonymous")
SPOKEN = RecordClaim(
    by="Ana Augur",
    question="flood",
    said_on=date(2022, 1, 20),
    said_precision="inferred (20 or 21 January)",
    of="The Met Office",
    source="gazette-2022-01-21",
    locator="paragraph 7",
    quote="If it rains, the river “will” rise",
    venue="a briefing",
    inference=True,
    words="will",
    deadline_words="this year",
    note="on air",
)
REPORTED = RecordClaim(
    by="Officials (The Gazette)",
    question="rain",
    said_on=date(2022, 1, 21),
    source="gazette-2022-01-21",
    reported="will see to it that it stays dry",
    kind="intent",
    voice="indirect",
    role="spokesperson",
    polarity="denies",
    unscorable="only a bound",
)
TIDY: list[tuple[int, str, tuple[Command, ...]]] = [
    (
        11,
        "source",
        (
            RegisterSource(
                key="gazette-2022-01-21",
                url="https://gazette.example/2022/rain?utm_source=x",
                publication="The Gazette",
                title="Rain ahead — or not",
                authors=("Ina Ink", "Paul Press"),
                published_on=date(2022, 1, 21),
                language="en",
                archive_url="https://archive.example/rain",
                snapshot_sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                edition_of="herald-2022-01-20",
            ),
        ),
    ),
    (24, "story", (OpenStory("weather-2022", "The weather of 2022"),)),
    (
        28,
        "question",
        (
            PoseQuestion(
                key="flood",
                text="Will the river flood in 2022, if it rains?",
                criteria="A metre above the mark.",
                closes_on=date(2022, 12, 31),
                deadline="coded",
                deadline_reason="no date was given; the end of the year",
                condition=("rain", "yes"),
                topics=("weather", "river"),
                story="weather-2022",
                contested=True,
                note="as asked on air",
            ),
        ),
    ),
    (
        42,
        "question",
        (
            PoseQuestion(
                key="rain",
                text="Will it rain in January 2022?",
                closes_on=date(2022, 1, 31),
                story="weather-2022",
            ),
        ),
    ),
    (
        49,
        "question",
        (PoseQuestion("drought-ever", "Will there ever be a drought?", deadline="none"),),
    ),
    (54, "claim", (ANA,)),
    (
        54,
        "claim",
        (
            SPOKEN,
            RecordEstimate(
                SPOKEN.stream(),
                "Zoë Coder",
                500_000_000,
                750_000_000,
                900_000_001,
                method="lexicon",
                lexicon="kent-1964",
                codebook="seed-1",
                saw_speaker=True,
                saw_outcome=False,
            ),
        ),
    ),
    (
        54,
        "claim",
        (
            RecordOccurrence(
                SPOKEN.stream(), "herald-2022-01-20", "the river rises", "a forecaster", "headline"
            ),
        ),
    ),
    (75, "claim", (OFFICIALS,)),
    (75, "claim", (REPORTED,)),
    (
        87,
        "resolution",
        (
            ResolveQuestion(
                key="rain",
                outcome="yes",
                happened_on=date(2022, 1, 22),
                known_on=date(2022, 1, 23),
                evidence=("It rained.", "https://gazette.example/2022/it-rained"),
                note="all day",
                imported=True,
            ),
        ),
    ),
    (95, "rejected", (ANA,)),
    (
        95,
        "rejected",
        (
            RejectStatement(
                by="Ana Augur",
                quote="I hope it rains",
                reason="a hope",
                source="gazette-2022-01-21",
                also=("herald-2022-01-20",),
                said_on=date(2022, 1, 20),
            ),
        ),
    ),
]
BARE = """
[source]
key = "gazette"

[[claim]]
by = "Ana"
question = "rain"
said_on = 2022-01-21
quote = "It will rain"
"""


def commands(text: str) -> list[Command]:
    found = read("a.toml", text.encode(), Options())
    assert found.refusals == []
    return [command for row in found.rows for command in row.commands]


def readings(text: str) -> list[RecordEstimate]:
    return [one for one in commands(text) if isinstance(one, RecordEstimate)]


def test_every_entry_is_taken_whole_and_with_its_line() -> None:
    found = read("tidy.toml", specimen("tidy.toml"), Options())
    assert found.refusals == []
    assert found.rows == [Located(several, "tidy.toml", line, what) for line, what, several in TIDY]


def test_a_claim_and_its_reading_stand_or_fall_together() -> None:
    found = read("a.toml", (BARE + "reading = [0.5, 0.6, 0.7]").encode(), Options())
    together = [tuple(type(one) for one in row.commands) for row in found.rows]
    assert (RecordClaim, RecordEstimate) in together


def test_a_claim_without_a_reading_has_none() -> None:
    assert readings(BARE) == []


def test_a_reading_without_a_coder_says_that_nobody_is_named() -> None:
    (reading,) = readings(BARE + "reading = [0.5, 0.6, 0.7]")
    assert (reading.coder, reading.saw_speaker, reading.saw_outcome) == (
        "unnamed coder",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("written", "ppb"),
    [
        ("0", 0),
        ("1", 1_000_000_000),
        ("0.03", 30_000_000),
        ("3e-2", 30_000_000),
        ("0.1", 100_000_000),
        ("0.333333333", 333_333_333),
        ("0.3333333336", 333_333_334),
        ("0.0000000005", 0),
        ("0.0000000015", 2),
        ("0.9999999999", 1_000_000_000),
    ],
)
def test_a_reading_is_exact_to_the_billionth_and_rounded_half_to_even(
    written: str, ppb: int
) -> None:
    (reading,) = readings(f"{BARE}reading = [{written}, {written}, {written}]")
    assert (reading.low, reading.best, reading.high) == (ppb, ppb, ppb)


def test_a_line_inside_a_text_is_no_table() -> None:
    tricky = '''
[source]
key = "gazette"
title = """
[[claim]]
"""

[[claim]] # the first
by = "Ana"
'''
    found = read("a.toml", tricky.encode(), Options())
    assert {refusal.field for refusal in found.refusals} == {"claim.question", "claim.said_on"}


def test_the_coder_may_stand_anywhere_in_the_file() -> None:
    late = BARE + 'reading = [0.5, 0.6, 0.7]\n[coder]\nname = "Zoë"\n'
    assert readings(late)[0].coder == "Zoë"


@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.toml")), ids=lambda path: path.stem)
def test_the_seed_articles_are_read_without_a_word(path: object) -> None:
    from pathlib import Path

    assert isinstance(path, Path)
    found = read(path.name, path.read_bytes(), Options())
    assert found.refusals == []
    claims = [one for row in found.rows for one in row.commands if isinstance(one, RecordClaim)]
    assert claims
    assert len({claim.stream() for claim in claims}) == len(claims)


def test_no_claim_of_the_seed_articles_is_in_two_files() -> None:
    streams = [
        one.stream()
        for path in sorted(ARTICLES.glob("*.toml"))
        for row in read(path.name, path.read_bytes(), Options()).rows
        for one in row.commands
        if isinstance(one, RecordClaim)
    ]
    assert len(set(streams)) == len(streams)
