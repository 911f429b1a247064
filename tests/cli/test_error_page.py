"""One page to read what every kind of error says: provoked here, kept in golden/errors.md.

The page is accepted by reading its diff: `UPDATE_GOLDEN=1 pytest tests/cli/test_error_page.py`
writes what the program says now.
"""

from __future__ import annotations

import os
import pkgutil
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

import ledger
from ledger.cli import main
from ledger.cli.mending import mended
from ledger.cli.output import EXIT_CODES
from ledger.errors import LedgerError
from tests.cli.parsing import commands_in, parsed
from tests.cli.running import Claims
from tests.cli.specimens import lay_out, lay_out_ledgers
from tests.cli.test_errors import specimens

PAGE = Path(__file__).parent / "golden" / "errors.md"
INSIDE = {
    "InTheWay": "another step that an undo or a redo meets, named in words instead",
    "TooMuchMemory": "said by the process that answers SQL, and passed on as Unreadable",
    "_Fallen": "the process that answers SQL has gone; passed on as Unreadable",
}
"""Kinds that never reach anybody as they are, and what becomes of them."""

PROVOKED = r"""
    1 add @ -p 70% --ledger notes.txt
    1 coder export -o nowhere/lena.jsonl
    2 lst
    2 coder asign
    2 list --jsn
    2 dashboard --kind forcast
    2 list is:opn
    2 add @ -p 70
    2 add @ -p 70% --due mid-2027
    2 add "Copper up"
    2 config edit
    2 completion bsh
    2 import notes.txt --format log
    2 import forecasts.csv
    2 resolve invasion no
    2 add @ -p 70% --by "Antonio Gutteres"
    2 source add nyt-2022-01-21 --publication "The Daily Metal"
    3 list by:Gutteres
    3 show invasio
    3 person lst
    3 help filtrs
    3 list --ledger none-here
    3 person The
    4 list --ledger foreign
    4 list --ledger newer
    4 list --ledger preview
    4 verify --against notes.txt
    5 due --check
    """

HEAD = """\
# What is said when something is wrong

Made by provoking each: `tests/cli/test_error_page.py` holds the program to this page. Where an
error is told there are two lines: what is wrong, in the user's words, and what to type. More of
each verb stand in `errors/`.
"""


@dataclass(frozen=True)
class Told:
    """What was typed, which error that was, and what was said."""

    typed: str
    kind: str
    code: int
    said: str


_TOLD: list[Told] = []


@pytest.fixture
def told(
    claims: Claims,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> list[Told]:
    """Provoke everything, once, in a folder with a wrong file of every kind."""
    if _TOLD:
        return _TOLD
    seeded = request.getfixturevalue("seeded")
    lay_out(tmp_path)
    lay_out_ledgers(tmp_path, seeded)
    monkeypatch.chdir(tmp_path)
    raised: list[str] = []
    told = mended

    def noted(error: LedgerError, arguments: list[str]) -> LedgerError:
        raised.append(type(error).__name__)
        return told(error, arguments)

    monkeypatch.setattr("ledger.cli.mending.mended", noted)
    for one in specimens(PROVOKED):
        raised.clear()
        said = claims(*one.arguments)
        assert said.code == one.code, (one.written, said.err)
        kind = raised[0] if raised else ""
        text = said.err.replace(str(tmp_path), "FOLDER")
        _TOLD.append(Told(one.written, kind, said.code, text))
    return _TOLD


def kinds() -> Iterator[type[LedgerError]]:
    """Yield every kind of error that the package has."""
    for module in pkgutil.walk_packages(ledger.__path__, "ledger."):
        if module.name != "ledger.__main__":
            import_module(module.name)
    below = [LedgerError]
    while below:
        kind = below.pop()
        below += kind.__subclasses__()
        yield kind


def page(told: list[Told]) -> str:
    """Return the page: exit codes, and under each the kinds and what they say."""
    parts = [HEAD]
    for code, meaning in EXIT_CODES.items():
        parts.append(f"## Exit code {code}: {meaning}\n")
        of_code = [one for one in told if one.code == code]
        for kind in dict.fromkeys(one.kind for one in of_code):
            parts += [f"### {kind}\n"] if kind else []
            parts += [_block(one) for one in of_code if one.kind == kind]
        parts += [_SAID_WITHOUT[code]] if not of_code else []
    inside = "".join(f"* `{name}`: {what}\n" for name, what in INSIDE.items())
    return "\n".join([*parts, f"## Never told as they are\n\n{inside}"])


def _block(one: Told) -> str:
    return f"```console\n$ claims {one.typed}\n{one.said}```\n"


_SAID_WITHOUT = {
    0: "```console\n$ claims list by:Guterres is:open --json\n[]\n```\n",
    130: "```console\n$ claims import big.csv\n^C\nstopped; nothing was saved\n```\n",
}


def test_every_kind_of_error_and_every_exit_code_stands_on_the_page(told: list[Told]) -> None:
    text = page(told)
    seen = {one.kind for one in told} | set(INSIDE)
    assert {kind.__name__ for kind in kinds()} - {"LedgerError"} <= seen
    assert all(f"## Exit code {code}: " in text for code in EXIT_CODES)
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(text, encoding="utf-8")
    assert text == PAGE.read_text(encoding="utf-8")


def test_every_error_on_the_page_says_what_and_gives_a_command_of_ours(told: list[Told]) -> None:
    for one in told:
        if not one.kind:
            continue
        what, remedy = one.said.splitlines()[-2:]
        assert what.startswith("error: ") or "refused" in one.said
        assert remedy.startswith("hint:  ")
        assert commands_in(remedy), one
        for command in commands_in(remedy):
            parsed(command)


def test_a_line_given_again_as_it_was_meant_works(
    told: list[Told], claims: Claims, request: pytest.FixtureRequest, own: Path
) -> None:
    if not own.exists():
        request.getfixturevalue("seeded")
    again = [
        re.sub(r"^.*\? claims ", "", one.said.splitlines()[-1])
        for one in told
        if re.search(r"did you mean .+\? claims (?!.*shows)", one.said)
    ]
    assert len(again) > 5
    for line in again:
        assert claims(*shlex.split(line)).code == 0, line


def test_an_empty_list_is_a_success_as_the_page_says(claims: Claims, seeded: Path) -> None:
    del seeded
    assert claims("list", "by:Guterres", "is:open", "--json").done().out == "[]\n"


def test_who_interrupts_is_told_what_the_page_says(
    claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "_invoke", interrupted)
    said = claims("import", "big.csv")
    assert (said.code, said.err) == (130, "stopped; nothing was saved\n")
