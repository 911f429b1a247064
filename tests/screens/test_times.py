"""A class is told with the times that it rests on, and counted with what is to be said of them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ledger.screens import times
from ledger.screens.look import Look
from tests.screens import sample

LOOK = Look(160)
RECORDED = datetime(2026, 3, 15, 9, 5)  # noqa: DTZ001 as the views have it
LATER = datetime(2026, 10, 2, 9, 5)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (
            {},
            "recorded 15 Mar 2026 09:05, before the answer could be known (30 Sep 2026): in time; "
            "no outside evidence yet: claims help trust",
        ),
        (
            {"known_on": RECORDED.date(), "attested_at": LATER},
            "recorded 15 Mar 2026 09:05, on the day when the answer could be known (15 Mar 2026): "
            "in time; attested from outside 2 Oct 2026 09:05",
        ),
        (
            {"outcome": None, "known_on": None},
            "recorded 15 Mar 2026 09:05, and the answer cannot be known yet: in time so far; "
            "no outside evidence yet: claims help trust",
        ),
        (
            {"timing": "proven", "attested_at": RECORDED},
            "recorded 15 Mar 2026 09:05 and attested from outside 15 Mar 2026 09:05, "
            "before the answer could be known (30 Sep 2026): proven",
        ),
        (
            {"timing": "hindsight", "recorded_at": LATER, "known_at": RECORDED},
            "recorded 2 Oct 2026 09:05, after the answer could be known (15 Mar 2026 09:05): "
            "hindsight",
        ),
        (
            {"timing": "documented_later", "recorded_at": LATER, "documented_at": RECORDED},
            "recorded 2 Oct 2026 09:05, after the answer could be known (30 Sep 2026), but an "
            "archive's copy of the source is of 15 Mar 2026 09:05: documented later",
        ),
        (
            {"timing": "impossible", "said_on": date(2026, 3, 17)},
            "said on 17 Mar 2026, but recorded 15 Mar 2026 09:05, before that: impossible",
        ),
        (
            {"timing": "impossible", "said_on": date(2026, 10, 1), "recorded_at": LATER},
            "said on 1 Oct 2026, when the answer could be known (30 Sep 2026): impossible",
        ),
        (
            {"timing": None, "known_on": None},
            "recorded 15 Mar 2026 09:05; when the answer could be known is not on record: "
            "of no class",
        ),
        (
            {"timing": "proven", "attested_at": RECORDED, "time_unproven": True}
            | {"timing_changed": True},
            "recorded 15 Mar 2026 09:05 and attested from outside 15 Mar 2026 09:05, before the "
            "answer could be known (30 Sep 2026): proven; its time is unproven: carried over from "
            "a form without a seal; its class was another once",
        ),
    ],
)
def test_a_class_is_told_with_its_times(claim: dict[str, object], told: str) -> None:
    assert "; ".join(times.told(sample.claim(**claim), LOOK)) == told


def test_a_split_leaves_out_the_classes_of_which_there_is_none() -> None:
    assert times.split([sample.EVERYBODY], LOOK) == [
        "times: 12 proven",
        "30 in time",
        "3 documented later",
        "286 hindsight",
        "4 of unproven time",
        "2 whose class was another once",
    ]
    assert times.split([sample.score("Nobody Yet", 0)], LOOK) == []
    assert times.split([], LOOK) == []


def test_a_list_counts_what_is_scored_in_it() -> None:
    rows = [
        sample.claim(timing="hindsight", timing_changed=True),
        sample.claim(timing="in_time"),
        sample.claim(timing="hindsight", status="untimely"),
    ]
    assert times.split_of_claims(rows, LOOK) == [
        "times: 1 in time",
        "1 hindsight",
        "1 whose class was another once",
    ]
