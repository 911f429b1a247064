"""Every view of the dashboard, every way to show it, and the commands behind its figures."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pexpect
import pytest

from ledger import Ledger
from ledger.cli import views
from ledger.cli.filters import Filter
from ledger.cli.options import asked
from ledger.cli.presenting import View
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.question import PoseQuestion, ResolveQuestion
from ledger.domain.source import RegisterSource
from ledger.screens.look import Look
from tests.cli.running import CHECKOUT, Claims, environment, in_process
from tests.screens.showing import shown

LOOKS = [Look(60), Look(80, ascii=True), Look(160)]
ALIKE = {"topic", "source", "year"}
"""Views that are drawn as horizon is."""
ALONE = ("story:ukraine-2022", "question:invasion")
STEADY = ("words", "horizon", "story:ukraine-2022", "question:invasion")
"""Views of the seed articles in which no day goes by: as a terminal of 80 and of 120 shows them."""
NOT_YET = re.compile(r"(^|\s)'?(-|p:|said:|due:|answered:|kind:|is:superseded)")
"""Terms of filters that `claims list` does not take yet; what has one is not run."""


def seen(directory: Path, by: str, kind: str = "all") -> View:
    """Look at a ledger once."""
    held = Ledger.open(directory)
    try:
        about = replace(asked(held, kind=kind), shown_only=True)
        return views.view(by, views.Wanted(held, about, Filter()))
    finally:
        held.close()


@pytest.mark.parametrize("by", [*(by for by in views.BY if by not in ALIKE), *ALONE])
def test_a_view_is_drawn_whole_at_every_width_and_told_in_sentences(
    by: str, seeded: Path, golden: Callable[[str, str], None]
) -> None:
    view = seen(seeded, by)
    for look in LOOKS:
        text = shown(view.draw(look), look)
        assert max(map(len, text.split("\n"))) <= look.width
        assert len(text.split("\n")) > 2
    told = list(view.tell(LOOKS[0]))
    assert told
    assert not [line for line in told if set(line) & set("│━╎┃╭\n\x1b")]
    if by in STEADY:
        both = [shown(view.draw(Look(width)), Look(width)) for width in (80, 120)]
        golden(f"dashboard/{by.replace(':', '_')}", "\n".join([*both, *told, ""]))


@pytest.mark.parametrize("by", ["overview", "story", "question", "words"])
def test_a_view_of_an_empty_ledger_says_so(by: str, begun: Path) -> None:
    view = seen(begun, by)
    assert "claims " in shown(view.draw(LOOKS[0]), LOOKS[0])
    assert not view.behind


def test_a_question_over_time_stands_in_the_order_in_which_it_was_said(seeded: Path) -> None:
    text = shown(seen(seeded, "question:invasion").draw(Look(120)), Look(120))
    places = [text.index(told) for told in ("19 Jan 2022", "21 Jan 2022", "24 Feb 2022", "ended:")]
    assert places == sorted(places)
    assert "It ended: yes on 24 Feb 2022." in text


def test_a_story_tells_an_answer_where_it_came(seeded: Path) -> None:
    text = shown(seen(seeded, "story:ukraine-2022").draw(Look(120)), Look(120))
    said, came = text.index("António Guterres  invasion"), text.index("ended: yes  invasion")
    assert said < came
    assert "“I am convinced it will not happen" in text


def test_somebody_alone_has_their_misses_with_words_and_source(seeded: Path) -> None:
    view = seen(seeded, "person:Guterres")
    text = shown(view.draw(Look(80)), Look(80))
    told = text[text.index("Most recent misses") :]
    assert "“I am convinced it will not happen" in told
    assert "nyt-2022-01-21" in told
    assert isinstance(view.rows, dict)
    assert [(row["outcome"], row["p"]) for row in view.rows["misses"]] == [("yes", 0.03)]


def test_a_ledger_of_one_claim_shows_it_whole_with_its_link(own: Path, claims: Claims) -> None:
    url, day = "https://paper.example/2026/copper?page=2", date(2026, 3, 1)
    said = RecordClaim(
        "Jane Doe", "copper", day, source="paper", quote="it will", probability=900_000_000,
        probability_text="90%",
    )  # fmt: skip
    with closing(Ledger(own)) as held:
        held.execute(
            [
                RegisterSource("paper", publication="Paper", url=url),
                RegisterCommentator("Jane Doe"),
                PoseQuestion("copper", "Will copper rise?", closes_on=date(2026, 4, 1)),
                said,
                ResolveQuestion("copper", "no", date(2026, 4, 1), date(2026, 4, 1)),
            ],
            "archive",
        )
    text = claims("dashboard", "by:Jane").done().out
    for told in ("Most recent misses", "“it will”", "Paper (paper)", url, "90 %", "0.810"):
        assert told in text
    assert f"Source: Paper (paper), {url}" in claims("person", "Jane", "--plain").done().out


def test_terms_of_certainty_stand_beside_what_happened(seeded: Path) -> None:
    view = seen(seeded, "words")
    told = list(view.tell(LOOKS[0]))
    assert "“would”, read as 97 %: happened 100 % (6 of 6, too few to judge by)" in told
    assert "less often" not in " ".join(told)


@pytest.mark.parametrize(
    ("arguments", "terms"),
    [
        (("story:ukraine-2022",), ["is:forecast", 'by:"António Guterres"', "is:undated"]),
        (("--by", "topic", "--kind", "intent"), ["topic:", "is:intent"]),
        (("--by", "source", "by:Bloomberg"), ["source:bloomberg-2021-12-07"]),
        (("--by", "story"), ["story:ukraine-2022"]),
    ],
)
def test_the_command_behind_a_figure_lists_as_many_claims(
    arguments: tuple[str, ...], terms: list[str], seeded: Path, claims: Claims
) -> None:
    del seeded
    behind = claims("dashboard", *arguments, "--explain", "--json").done().json
    runnable = [one for one in behind if not NOT_YET.search(one["command"])]
    assert all(any(term in one["command"] for one in runnable) for term in terms)
    for one in runnable:
        name, *command = shlex.split(one["command"])
        assert name == "claims"
        listed = claims(*command, "--json").done().json
        assert len(listed) == one["n"], one


def test_bands_and_years_have_their_command_in_the_grammar_of_filters(
    seeded: Path, claims: Claims
) -> None:
    del seeded
    told = claims("dashboard", "--explain").done().out
    assert "said 80 to 90 %\t1\tclaims list is:forecast is:resolved p:80..90 -p:90%" in told
    years = claims("dashboard", "--by", "year", "--explain").done().out
    assert "claims list is:forecast said:2022 is:resolved" in years


def test_a_picture_is_the_same_each_time_and_stands_alone(
    seeded: Path, claims: Claims, tmp_path: Path
) -> None:
    del seeded
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    for file in (first, second):
        done = claims("dashboard", "story:ukraine-2022", "--by", "story", "--svg", str(file)).done()
        assert (done.out, done.err) == ("", f"wrote {file}\n")
    assert first.read_bytes() == second.read_bytes()
    text = first.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)  # noqa: S314 what we drew ourselves
    assert root[0].text == "claims dashboard story:ukraine-2022"
    assert re.findall(r"https?://[^\s\"<]+", text) == ["http://www.w3.org/2000/svg"]
    assert "invasion" in text


def test_a_picture_that_cannot_be_written_leaves_what_was_there(
    begun: Path, claims: Claims, tmp_path: Path
) -> None:
    del begun
    file = tmp_path / "none" / "a.svg"
    done = claims("dashboard", "--svg", str(file))
    assert (done.code, file.exists()) == (1, False)
    assert "hint:" in done.err


def test_colour_is_as_asked_for(
    begun: Path, claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    del begun
    assert "\x1b[" not in claims("dashboard").done().out
    assert "\x1b[" in claims("dashboard", "--color", "always").done().out
    monkeypatch.setenv("CLAIMS_COLOR", "always")
    assert "\x1b[" in claims("dashboard").done().out
    assert "\x1b[" not in claims("dashboard", "--color", "never").done().out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in claims("dashboard", "--color", "auto").done().out


def test_a_dumb_terminal_gets_ascii(
    begun: Path, claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    del begun
    monkeypatch.setenv("TERM", "dumb")
    assert claims("dashboard", "--by", "due").done().out.isascii()


def test_lists_are_told_in_sentences_when_asked_even_to_a_pipe(
    seeded: Path, claims: Claims
) -> None:
    del seeded
    told = claims("list", "by:Guterres", "--plain").done().lines
    assert len(told) == 1
    assert "Probability of yes 3 %, read from the words. Answer: yes, Brier 0.941." in told[0]
    assert claims("due", "--plain").done().lines[0].startswith("tomahawk-supply: overdue")
    life = claims("show", "invasion", "--plain").done().out
    assert "outcome: yes, happened 2022-02-24" in life
    assert not set(life) & set("│─━")


def test_a_watched_dashboard_follows_the_ledger_and_leaves_its_last_picture(seeded: Path) -> None:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "ledger", "dashboard", "--by", "question:invasion", "--watch",
         "--every", "0.1", "--ledger", str(seeded)],
        env=environment({"TERM": "xterm", "COLUMNS": "100"}), cwd=str(CHECKOUT),
        dimensions=(40, 100), encoding="utf-8", timeout=60,
    )  # fmt: skip
    child.expect_exact("It ended: yes on 24 Feb 2022.")
    child.expect_exact("Ctrl-C ends.")
    in_process(
        ["resolve", "invasion", "no", "--correct", "--on", "2022-02-24", "--ledger", str(seeded)]
    ).done()
    child.expect_exact("It ended: no on 24 Feb 2022.")
    child.sendintr()
    child.expect_exact("\x1b[?1049l")
    child.expect_exact("It ended: no on 24 Feb 2022.")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
