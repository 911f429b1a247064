"""Hostile words and names are shown, and do nothing."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.question import PoseQuestion
from tests.cli.review.sat import CLOSES, Sit
from tests.cli.running import Claims, as_process
from tests.hostile import KEPT, acted_on

AT_ONCE = " ".join(text for name, text in KEPT.items() if "long" not in name and len(text) < 300)
"""Every hostile text that can be kept, in one."""


def test_hostile_words_and_names_are_shown_inert(
    sit: Sit, own: Path, claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Ledger(own, recorder="test recorder")) as ledger:
        asked = PoseQuestion("q", f"Will it? {AT_ONCE}", closes_on=CLOSES, criteria=AT_ONCE)
        said = RecordClaim(AT_ONCE, "q", date(2025, 3, 1), quote=AT_ONCE, deadline_words=AT_ONCE)
        ledger.execute([RegisterCommentator(AT_ONCE), asked, said], "archive")
    for coding_pass, more in (("text", ()), ("outcome", ("--with-text",))):
        sat = sit("--coder", AT_ONCE, "--pass", coding_pass, "--also-mine", *more)
        drawn = sat.press("?", "w")
        sat.line("Note", "\u202egnol")
        drawn += sat.press("q") + sat.end()
        assert "\\u202e" in drawn
        assert not acted_on(drawn)
    monkeypatch.setenv("CLAIMS_RECORDER", AT_ONCE)
    lena, tom = f"lena {AT_ONCE}", f"tom {AT_ONCE}"
    for coder, keys in ((lena, "y"), (tom, "n1"), (lena, "h")):
        as_process(["review", "--coder", coder, "--ledger", str(own)], stdin=keys)
    for coder, keys in ((lena, "n"), (tom, "a")):
        outcome = ["review", "--pass", "outcome", "--also-mine", "--coder", coder]
        as_process([*outcome, "--ledger", str(own)], stdin=keys).done()
    [row] = claims("list", "--json").json
    file = own.parent / "tom.jsonl"
    for verb in (
        ("coder", "adjudicate"),
        ("coder", "list"),
        ("coder", "conclude"),
        ("coder", "export", "--coder", lena, "-o", str(file)),
        ("coder", "import", str(file)),
        ("coder", "open", "--coder", lena),
        ("coder", "adjudicate", row["id"], "--take", AT_ONCE, "--reason", "x"),
        ("coder", "adjudicate", row["id"], "--take", tom, "--reason", AT_ONCE),
        ("coder", "adjudicate", "q", "--take", tom, "--reason", AT_ONCE),
        ("coder", "assign", f"{lena.replace(',', '')},ida"),
        ("coder", "agree"),
        ("show", row["id"]),
        ("log",),
    ):
        told = claims(*verb)
        assert told.code in {0, 2, 3}, (verb, told.err)
        assert not acted_on(told.out), verb
        assert not acted_on(told.err), verb
