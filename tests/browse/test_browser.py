"""The browser as it is used: keys in, screens and facts out."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from ledger.app import Ledger
from ledger.browse.app import Browser
from ledger.browse.pane import WIDE
from ledger.browse.telling import KEYS
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.decide import Command
from ledger.domain.question import AnswerContent, PoseQuestion, ResolveQuestion, require
from ledger.screens.look import Look
from tests.browse.conftest import Play, clock, golden, made, press, screen, settled, typed
from tests.hostile import KEPT, acted_on


def asked(directory: Path, query: str) -> list[dict[str, object]]:
    with closing(Ledger(directory, clock)) as ledger:
        return ledger.ask(query)


def answer_to(directory: Path, question: str) -> AnswerContent | None:
    """Return the answer that stands on the record itself."""
    with closing(Ledger(directory, clock)) as ledger:
        return require(question, ledger.standing).answer


def colours(app: Browser) -> set[str]:
    """Return the colours that are asked of the terminal."""
    strips = app.screen._compositor.render_strips()
    styles = [segment.style for strip in strips for segment in strip if segment.style]
    both = [colour for style in styles for colour in (style.color, style.bgcolor) if colour]
    return {colour.name if colour.type.name in {"DEFAULT", "STANDARD"} else "?" for colour in both}


@pytest.mark.parametrize("columns", [80, 120])
def test_it_opens_on_the_claims_and_a_claim_opens_whole(
    small: Path, play: Play, columns: int
) -> None:
    async def then(pilot: Pilot[None], app: Browser) -> None:
        golden(f"claims-{columns}", screen(app))
        assert "?" not in colours(app), "the sixteen of the terminal, and no other"
        await press(pilot, "down", "enter")
        golden(f"claim-{columns}", screen(app))
        await press(pilot, "escape")
        assert app.pane == "claims"
        assert "Are rates cut in December?" in screen(app)

    play(small, then, columns=columns)


def test_a_name_opens_that_persons_claims_and_escape_shows_everybodys(
    small: Path, play: Play
) -> None:
    async def then(pilot: Pilot[None], app: Browser) -> None:
        await press(pilot, "left", "down", "enter")
        assert "claims 2 of 4" in screen(app)
        assert "of Ana Bell" in screen(app)
        await press(pilot, "e")
        assert "claims list 'by:\"Ana Bell\"'" in screen(app)
        await press(pilot, "escape", "escape")
        assert "claims 4" in screen(app)

    play(small, then)


def test_a_filter_narrows_as_it_is_typed_and_a_bad_one_keeps_the_last_list(
    small: Path, play: Play
) -> None:
    async def then(pilot: Pilot[None], app: Browser) -> None:
        await typed(pilot, "/is:open")
        assert app.pages.found.total == 1
        await typed(pilot, " is:opn")
        assert "error: “is:opn” is not a state (did you mean is:open?" in app.said
        assert app.pages.found.total == 1
        assert "Are rates cut" in screen(app)
        await press(pilot, *["backspace"] * len(" is:opn"), "enter")
        assert not app.said
        assert app.pane == "claims"
        await press(pilot, "c")
        assert "its forecast is stated" in app.said
        await press(pilot, "slash")
        await typed(pilot, " by:nobody")
        assert "nobody called “nobody” is on record" in app.said

    play(small, then)


def test_claims_stand_in_another_order_and_the_chosen_one_stays_chosen(
    small: Path, play: Play
) -> None:
    async def then(pilot: Pilot[None], app: Browser) -> None:
        await press(pilot, "down", "down")
        assert app.row is not None
        before = app.row["id"]
        for _ in range(6):
            await press(pilot, "s")
            assert app.row is not None
            assert app.row["id"] == before
        assert "newest first" in screen(app)

    play(small, then)


def test_an_answer_is_on_record_and_is_taken_back_and_brought_back(small: Path, play: Play) -> None:
    async def then(pilot: Pilot[None], app: Browser) -> None:
        await press(pilot, "down", "r")
        assert "concerns Ana Bell" in screen(app)
        await press(pilot, "n")
        assert app.screen.query_one("#on", Input).value == "2026-10-31"
        await press(pilot, "enter")
        await typed(pilot, "aec.au/count")
        await press(pilot, "enter")
        assert "senate answered no on 2026-10-31" in app.said
        answer = answer_to(small, "senate")
        assert answer is not None
        assert (answer.outcome, answer.evidence) == ("no", ("aec.au/count",))
        assert answer.happened_on == answer.known_on == date(2026, 10, 31)
        assert app.row is not None
        assert app.row["outcome"] == "no"
        await press(pilot, "u")
        assert "undid: senate answered no" in app.said
        assert answer_to(small, "senate") is None
        await press(pilot, "ctrl+r")
        assert answer_to(small, "senate") == answer
        await press(pilot, "ctrl+r")
        assert "nothing of this sitting was taken back" in app.said

    play(small, then)


def test_yes_takes_today_and_an_answer_in_force_is_corrected_with_a_reason(
    small: Path, play: Play
) -> None:
    async def then(pilot: Pilot[None], app: Browser) -> None:
        await press(pilot, "down", "down", "r", "y", "escape")
        assert "answered no so far" in screen(app)
        await press(pilot, "n")
        assert "it is answered no already" in screen(app)
        await press(pilot, "y")
        on = app.screen.query_one("#on", Input)
        assert on.value == "2026-11-26"
        on.value = "2027-01-01"
        await press(pilot, "enter", "enter", "enter")
        assert "2027-01-01 has not come yet" in screen(app)
        on.value = "2026-09-01"
        await press(pilot, "enter", "enter")
        await typed(pilot, "misread")
        await press(pilot, "enter")
        answer = answer_to(small, "copper")
        assert answer is not None
        assert (answer.outcome, answer.happened_on) == ("yes", date(2026, 9, 1))

    play(small, then)


def test_words_are_coded_with_the_keys_of_the_queue(small: Path, play: Play) -> None:
    async def then(pilot: Pilot[None], app: Browser) -> None:
        await press(pilot, "down", "c")
        assert "95 % that the answer is yes" in screen(app)
        await press(pilot, "7")
        assert "70 % that the answer is yes" in screen(app)
        await press(pilot, "c")
        await typed(pilot, "85%")
        await press(pilot, "enter", "enter")
        assert "coded " in app.said
        rows = asked(small, "from estimates where coder is not null")
        [row] = rows
        assert (row["coder"], row["best"], row["saw_outcome"]) == ("tester", 0.85, False)
        assert "85 %" in screen(app)
        await press(pilot, "c")
        assert "tester has coded" in app.said
        await press(pilot, "u")
        assert not asked(small, "from estimates where coder is not null")
        await press(pilot, "end", "c", "enter")
        [row] = asked(small, "from estimates where coder is not null")
        assert row["saw_outcome"], "the answer stood beside the words"

    play(small, then)


def test_the_question_the_person_and_the_calibration_are_told(small: Path, play: Play) -> None:
    async def then(pilot: Pilot[None], app: Browser) -> None:
        for key, told in (
            ("o", "Are rates cut in December?"),
            ("p", "too few for intervals or a verdict"),
            ("b", "When they said"),
        ):
            await press(pilot, key)
            assert app.pane == "detail"
            assert told in " ".join(screen(app).split())

    play(small, then, columns=80, rows=40)


def test_what_others_write_meanwhile_is_shown_and_the_chosen_claim_stays(
    small: Path, play: Play
) -> None:
    async def then(pilot: Pilot[None], app: Browser) -> None:
        await press(pilot, "down")
        with closing(Ledger(small, clock, "another")) as ledger:
            ledger.execute(
                RecordClaim("Ben Cole", "rates", date(2026, 11, 20), quote="90%",
                            probability=900_000_000, probability_text="90%")
            )  # fmt: skip
        await pilot.pause(1.1)
        await settled(pilot)
        assert "claims 5" in screen(app)
        assert app.row is not None
        assert app.row["question_key"] == "senate"

    play(small, then)


def test_an_empty_ledger_says_how_to_begin(tmp_path: Path, play: Play) -> None:
    directory = made(tmp_path / "ledger", [RegisterCommentator("Nobody Yet")])

    async def then(pilot: Pilot[None], app: Browser) -> None:
        assert "No claims yet: claims add logs the first" in " ".join(screen(app).split())
        await press(pilot, "enter", "down", "end", "r", "c", "o", "p", "s", "tab", "enter")
        await press(pilot, "u")
        assert "nothing of this sitting" in app.said

    play(directory, then, columns=60)


def test_every_pane_and_window_fits_its_columns(small: Path, play: Play) -> None:
    async def then(pilot: Pilot[None], app: Browser) -> None:
        for columns in (99, 100, 160, 60):
            await pilot.resize_terminal(columns, 24)
            windows = (("question_mark",), ("escape", "e"), ("escape", "down", "r"), ("y",),
                       ("escape", "escape", "c"), ("escape",))  # fmt: skip
            for keys in (("tab",), ("tab",), *(windows if columns in {60, 100} else ()), ("tab",)):
                await press(pilot, *keys)
                assert max(map(len, screen(app).split("\n"))) <= columns, (columns, keys)
            panes = [app.query_one(f"#{name}").display for name in ("people", "claims", "detail")]
            assert panes.count(True) == (3 if columns >= WIDE else 1)
            assert screen(app).endswith("q quit")

    play(small, then)


def test_another_width_keeps_what_is_chosen_and_told(small: Path, play: Play) -> None:
    async def then(pilot: Pilot[None], app: Browser) -> None:
        await press(pilot, "down", "enter")
        for columns in (70, 140):
            await pilot.resize_terminal(columns, 30)
            await settled(pilot)
            told = screen(app)
            assert "It is almost certain to lose" in told
            assert max(map(len, told.split("\n"))) <= columns
        assert app.pane == "detail"

    play(small, then, columns=100)


def test_ascii_stays_below_128(small: Path, play: Play) -> None:
    async def then(pilot: Pilot[None], app: Browser) -> None:
        for keys in ((), ("e",), ("escape", "r")):
            await press(pilot, *keys)
            odd = {char for char in screen(app) if ord(char) > 127}
            assert odd <= set("“”"), odd

    play(small, then, look=Look(ascii=True), rows=40)


def test_without_colour_what_is_chosen_is_still_marked_and_every_key_told_is_bound(
    small: Path, play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def then(pilot: Pilot[None], app: Browser) -> None:
        await press(pilot, "down")
        assert "▸ claims 4" in screen(app)
        assert "▸ Ana Bell" in screen(app)
        assert colours(app) == {"default"}
        letters = {key for keys, _ in KEYS for key in keys.split(", ") if len(key) == 1}
        spelled = {"slash": "/", "question_mark": "?"}
        assert letters <= {spelled.get(key, key) for key in app.active_bindings}

    play(small, then)


def test_hostile_texts_are_shown_and_nothing_is_acted_out_or_read_as_markup(
    tmp_path: Path, play: Play
) -> None:
    markup = KEPT["markup"]
    day, texts = date(2026, 1, 1), [markup, *KEPT.values()]
    commands: list[Command] = []
    for n in range(0, len(texts), 12):
        name, text = texts[n], " ".join(texts[n : n + 12])[:2000]
        commands += [
            RegisterCommentator(name),
            PoseQuestion(f"q{n}", text, criteria=text, closes_on=day, topics=(name,)),
            RecordClaim(name, f"q{n}", day, of=text, quote=text, words=text, note=text,
                        deadline_words=text),
            ResolveQuestion(f"q{n}", "yes", day, day, evidence=(text,), note=text),
        ]  # fmt: skip
    directory = made(tmp_path / "ledger", commands)

    async def then(pilot: Pilot[None], app: Browser) -> None:
        seen = []
        for keys in (("left",), ("right",), ("end",), ("r",), ("y",), ("escape", "escape", "c"),
                     ("escape", "e"), ("escape", "o"), ("p",), ("b",)):  # fmt: skip
            await press(pilot, *keys)
            seen.append(screen(app))
        for _ in range(len(texts) // 12):
            await press(pilot, "escape", "down")
            seen.append(screen(app))
        lines = {line for one in seen for line in one.split("\n")}
        assert not [line for line in lines if acted_on(line)]
        assert any("[red]x[/red] [link=" in line for line in lines)
        await press(pilot, "slash")
        app.query_one("#filter", Input).value = f'by:"{markup}" is:"\x1b[31m"'
        await settled(pilot)
        assert acted_on(app.said) == set()
        assert "[31m" in app.said

    play(directory, then, columns=140, rows=40)
