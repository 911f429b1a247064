"""Items, codings and agreement for the screens of coders; no words of a real person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import cast

from rich.console import Group, RenderableType

from ledger.domain.coding import CodeText
from ledger.screens import agreement, coding
from ledger.screens.look import Look

HEAD = coding.Head(13, 2_000, "text", "lena", "claims 1", 41.3)
SAID = coding.Shown(
    ("I would be astonished if copper were not above $10,000 by the end of the third quarter.",),
    [
        ("said", "14 Mar 2026, Jane Whitcombe, Daily Metal"),
        ("question", "Copper above $10,000 a tonne in 2026?"),
        ("time", "by the end of the third quarter"),
    ],
)
HIDDEN = replace(
    SAID,
    utterances=("I, ▮▮▮ ▮▮▮, say that copper may rise.",),
    lines=[("said", "14 Mar 2026, speaker hidden"), *SAID.lines[1:2]],
)
ASKED = coding.Shown(
    (),
    [
        ("question", "Who wins the cup?"),
        ("closes", "30 Jun 2026"),
        ("counts", "as the federation publishes it, after all appeals"),
        ("only if", "cup-is-held = yes"),
        ("(1)", "Reds"),
        ("(2)", "Blues"),
    ],
)
READ = CodeText(
    "claim-a",
    "lena",
    "claims 1",
    claim_kind="forecast",
    polarity="asserts",
    question_fits=True,
    certainty="term",
    term="very likely",
    lexicon="IPCC",
    low=850_000_000,
    best=920_000_000,
    high=1_000_000_000,
    deadline="stated",
    closes_on=date(2026, 9, 30),
    deadline_words="by the end of the third quarter",
)
HEDGED = replace(
    READ, certainty="hedge", term=None, lexicon=None, low=None, best=None, high=None,
    deadline="coded", deadline_reason="the question's own closing day", question_fits=False,
    recognised_speaker=False, knew_outcome=True, note="he speaks of two things",
)  # fmt: skip
HOPE = CodeText(
    "claim-a", "lena", "claims 1", is_claim=False, no_claim="a hope", recognised_speaker=True
)
OPEN = CodeText("claim-a", "lena", "claims 1", recognised_speaker=False, knew_outcome=False)
BOOK = {
    "claim": "A claim says that something will happen, in words that can be checked later. " * 2
}


def field(name: str, metric: str, n: int, **more: object) -> agreement.AgreementRow:
    """Return a row of agreement; undefined where nothing else is said."""
    told: dict[str, object] = {
        "pass": "text", "field": name, "metric": metric, "n_items": n, "n_coders": 2 if n else 0,
        "n_clusters": min(n, 11), "n_unopened": 3, "n_proposed": 0, "codebook": "claims 1",
        **dict.fromkeys(("percent", "alpha", "alpha_lo", "alpha_hi", "kappa", "reading")),
    }  # fmt: skip
    return cast("agreement.AgreementRow", {**told, **more})


ROWS = [
    field("claim", "nominal", 30, percent=1.0),
    field("kind", "nominal", 30, percent=29 / 30, alpha=0.8712, alpha_lo=0.61, alpha_hi=1.0,
          kappa=0.8689, reading="reliable"),
    field("polarity", "nominal", 30, percent=0.9, alpha=0.7123, alpha_lo=0.3341, alpha_hi=0.9,
          kappa=0.7, reading="tentative"),
    field("reading", "interval", 1_204, percent=0.4, alpha=-0.0412, alpha_lo=-0.2, alpha_hi=0.18,
          reading="not to be used"),
    field("term", "ordinal", 0),
    field("outcome", "nominal", 12, percent=1.0, alpha=1.0, reading="reliable",
          **{"pass": "outcome", "n_unopened": 0}),
]  # fmt: skip


def item(code: CodeText, shown: coding.Shown, look: Look) -> RenderableType:
    """Return an item with the coding as it stands."""
    return Group(coding.render(HEAD, shown, look), coding.coded(code, look))


def keys(look: Look) -> RenderableType:
    """Return what ``?`` answers in either pass."""
    return Group(
        coding.helped(coding.TEXT_KEYS, BOOK, look), coding.helped(coding.OUTCOME_KEYS, {}, look)
    )


def several(look: Look) -> RenderableType:
    """Return items of many kinds, one below the other."""
    outcome = replace(HEAD, coding_pass="outcome", minutes_left=None, number=1)  # noqa: S106 a pass
    return Group(
        item(READ, SAID, look),
        item(HEDGED, HIDDEN, look),
        item(replace(HEDGED, low=300_000_000, best=400_000_000, high=500_000_000), SAID, look),
        item(HOPE, SAID, look),
        item(OPEN, HIDDEN, look),
        coding.render(outcome, ASKED, look),
    )
