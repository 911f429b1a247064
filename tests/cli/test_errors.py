"""Whatever is wrong is answered by one sentence, one remedy and an exit code; nothing is saved."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.cli.output import EXIT_CODES
from ledger.domain.question import PoseQuestion
from tests.cli.gallery import KINDS, NOTHING_BEGUN, SEEDED, STRANGE, WHOLE
from tests.cli.parsing import commands_in, parsed
from tests.cli.running import Claims, Said
from tests.cli.specimens import lay_out, lay_out_ledgers

Golden = Callable[[str, str], None]
NOW = datetime.now(UTC).date()
DAYS = {NOW.isoformat(): "TODAY", (NOW + timedelta(days=1)).isoformat(): "TOMORROW"}
_SPELLED = re.compile(r"\\u([0-9a-f]{4})|\\x([0-9a-f]{2})")
_FORBIDDEN = ("Traceback", 'File "', "fault of the program", "validation error", "NoneType")


@dataclass(frozen=True)
class Specimen:
    """A command line as it is written in the gallery, and the exit code it must have."""

    code: int
    written: str

    @property
    def arguments(self) -> list[str]:
        """The command line as the program gets it."""
        whole = shlex.split(self.written.replace(" @", f" {WHOLE}"))
        return [_SPELLED.sub(lambda hit: chr(int(hit[1] or hit[2], 16)), one) for one in whole]


def specimens(gallery: str) -> Iterator[Specimen]:
    for line in filter(None, map(str.strip, gallery.splitlines())):
        code, _, written = line.partition(" ")
        yield Specimen(int(code), written)


@dataclass(frozen=True)
class Hall:
    """Runs the specimens of a gallery, holds them to the promises, and keeps what was answered."""

    claims: Claims
    golden: Golden
    folder: Path

    def show(self, name: str, gallery: str, nothing_saved: Callable[[], bool]) -> None:
        """Run every specimen; compare all answers with the golden file of that name."""
        answers, broken = [], []
        for specimen in specimens(gallery):
            said = self.claims(*specimen.arguments)
            broken += [(specimen.written, fault, said.err) for fault in faults(specimen, said)]
            broken += [] if nothing_saved() else [(specimen.written, "saved", said.err)]
            told = said.err.replace(str(self.folder), "FOLDER")
            for day, called in DAYS.items():
                told = told.replace(day, called)
            answers.append(f"$ claims {specimen.written}\n{told}exit {said.code}\n")
        assert not broken, "\n".join(map(str, broken))
        self.golden(name, "\n".join(answers))


@pytest.fixture
def hall(claims: Claims, golden: Golden, tmp_path: Path) -> Hall:
    return Hall(claims, golden, tmp_path)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a wrong file of every kind."""
    lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("verb", SEEDED)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    verb: str, hall: Hall, folder: Path, seeded: Path
) -> None:
    del folder
    before = Ledger.open(seeded).position()
    hall.show(
        f"errors/{verb.replace(', ', '-').replace(' ', '-')}",
        SEEDED[verb],
        lambda: Ledger.open(seeded).position() == before,
    )


def test_what_is_wrong_with_questions_of_other_kinds_is_said_too(hall: Hall, begun: Path) -> None:
    ledger = Ledger.open(begun)
    posed = PoseQuestion("cases", "How many?", "number", unit="cases", closes_on=date(2026, 5, 31))
    winner = replace(posed, key="winner", kind="choice", options=("Ann", "Bea"), unit=None)
    landing = replace(posed, key="landing", kind="date", unit=None)
    someday = replace(landing, key="someday", closes_on=None, deadline="none")
    ledger.execute([posed, winner, landing, someday])
    before = ledger.position()
    hall.show("errors/kinds", KINDS, lambda: Ledger.open(begun).position() == before)


def test_where_nothing_is_on_record_nothing_is_begun(hall: Hall, folder: Path, own: Path) -> None:
    del folder
    hall.show("errors/nothing-begun", NOTHING_BEGUN, lambda: not own.exists())


def test_what_is_no_ledger_of_ours_is_left_alone(hall: Hall, folder: Path, seeded: Path) -> None:
    lay_out_ledgers(folder, seeded)
    files = [folder / name / "ledger.sqlite" for name in ("foreign", "garbage", "newer", "preview")]
    before = [file.read_bytes() for file in files]
    hall.show(
        "errors/strange-ledgers", STRANGE, lambda: [one.read_bytes() for one in files] == before
    )


def faults(specimen: Specimen, said: Said) -> list[str]:
    """Return in which way an answer breaks a promise."""
    lines = ["", *said.err.splitlines()]
    marks = [line[:7] for line in lines if line.startswith(("error:", "hint:"))]
    promises = {
        f"the exit code is {said.code}": said.code == specimen.code and said.code in EXIT_CODES,
        "something is on stdout": said.out == "",
        "not one sentence and one remedy": marks == ["error: ", "hint:  "],
        "the remedy is not the last line": lines[-1][:5] == "hint:",
        "it is not for people": not [word for word in _FORBIDDEN if word in said.err],
        "the remedy names no command": bool(commands_in(lines[-1])),
        "what may not be shown": said.err.replace("\n", "").isprintable(),
    }
    return [fault for fault, kept in promises.items() if not kept] + list(_unknown(said.err))


def _unknown(told: str) -> Iterator[str]:
    """Yield what is wrong with the commands that the remedies name."""
    for remedy in re.findall(r"(?:^hint:| — )(.*)", told, re.MULTILINE):
        for command in commands_in(remedy):
            try:
                parsed(command)
            except AssertionError as error:
                yield str(error)
