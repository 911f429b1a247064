"""What came is found by somebody who has not read the words."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.forecast import Stated
from ledger.domain.question import PoseQuestion
from tests.cli.review.sat import CLOSES, SPEAKERS, Sit
from tests.cli.running import Claims


def test_the_outcome_pass_shows_no_words_and_is_for_another_coder(
    sit: Sit, claims: Claims, three: Path
) -> None:
    for coder, keys in (("lena", "yyy"), ("tom", "yq")):
        sat = sit("--coder", coder)
        sat.press(*keys)
        sat.end()
    assert "3 left out: lena has read their words" in claims(
        "review", "--pass", "outcome", "--coder", "lena"
    ).done().err  # fmt: skip
    sat = sit("--coder", "ida", "--pass", "outcome")
    drawn = sat.press("n")
    drawn += sat.press("y")
    sat.line("On which day", "2025-11-30")
    drawn += sat.press("e")
    sat.line("Evidence", "https://a.example")
    drawn += sat.press("a") + sat.end()
    assert not [word for word in ("likely", *SPEAKERS, "lena", "2025-07") if word in drawn]
    rows = {row["question_key"]: row for row in claims("export", "outcome_codings", "--json").json}
    assert [rows[f"q{n}"]["outcome"] for n in range(3)] == ["no", "yes", "annulled"]
    assert rows["q1"]["happened_on"] == "2025-11-30"
    assert rows["q2"]["evidence"] == ["https://a.example"]
    assert {row["saw_text"] for row in rows.values()} == {False}
    del three


def test_an_option_is_answered_with_its_day_and_concluded_to_be_scored(
    sit: Sit, own: Path, claims: Claims
) -> None:
    with closing(Ledger(own, recorder="test recorder")) as ledger:
        cup = PoseQuestion(
            "cup", "Who wins?", "choice", options=("Reds", "Blues"), closes_on=CLOSES
        )
        shares = Stated(choices=(("Reds", "60%"), ("Blues", "40%")))
        said = RecordClaim("Ana Bell", "cup", date(2025, 3, 1), quote="Reds", forecast=shares)
        ledger.execute([RegisterCommentator("Ana Bell"), cup, said], "archive")
    sat = sit("--coder", "ida", "--pass", "outcome")
    assert "(2)  Blues" in sat.press("2")
    sat.line("On which day", "2025-06-30")
    assert "1 coded, 0 left" in sat.end()
    claims("coder", "conclude").done()
    [row] = claims("export", "claims", "--json").done().json
    assert (row["outcome"], row["status"]) == ("Blues", "resolved")


def test_with_the_text_it_is_on_record_that_it_was_shown(
    sit: Sit, claims: Claims, three: Path
) -> None:
    sat = sit("--coder", "ida", "--pass", "outcome", "--with-text")
    assert "likely" in sat.press("n", "q")
    sat.end()
    [row] = claims("export", "outcome_codings", "--json").json
    assert (row["shown"], row["saw_text"]) == (["text"], True)
    del three
