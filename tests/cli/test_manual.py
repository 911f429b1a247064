"""The manual page names every verb, option, code and variable, and is text a formatter takes."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from ledger.cli.manual import _text, page
from ledger.cli.output import EXIT_CODES
from ledger.cli.topics.around import variables
from tests.cli.parsing import command_of, every_verb
from tests.cli.running import Claims

REQUESTS = {".TH", ".SH", ".SS", ".TP", ".RS", ".RE", ".PP", ".nf", ".fi", ".B", ".I"}


def test_every_verb_and_option_stands_in_it() -> None:
    text = page()
    for verb in every_verb():
        assert f"claims {_text(' '.join(verb))}\\fR" in text
        command, _ = command_of(list(verb))
        for one in command.params:
            assert all(_text(name) in text for name in one.opts if name.startswith("--"))


def test_every_exit_code_and_variable_stands_in_it() -> None:
    text = page()
    told = [*map(str, EXIT_CODES), *variables()]
    assert all(f"\\fB{_text(name)}\\fR" in text for name in told)


def test_it_holds_no_request_but_ours_and_only_ascii() -> None:
    lines = page().splitlines()
    assert {line.split()[0] for line in lines if line.startswith((".", "'"))} == REQUESTS
    assert page().isascii()
    assert lines.count(".RS") == lines.count(".RE")
    assert lines.count(".nf") == lines.count(".fi")


@pytest.mark.parametrize("text", [".so /etc/passwd", "'tis", "\\n", "a\\", "é", "-p", "^~`\"'"])
def test_whatever_goes_in_is_text(text: str) -> None:
    made = _text(text)
    assert not made.startswith((".", "'"))
    assert made.isascii()
    assert not re.search(r"\\(?![e\-&(\[])", made)


@pytest.mark.skipif(
    not shutil.which("groff"), reason="groff is not installed (.ci/run installs it where it can)"
)
def test_the_formatter_finds_nothing_wrong_with_it() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww"], input=page().encode(), capture_output=True, check=True
    )
    shown = re.sub("\x1b\\[[0-9;]*m|.\x08", "", done.stdout.decode())
    assert done.stderr == b""
    assert "EXIT STATUS" in shown
    assert "claims coder agree [OPTIONS]" in " ".join(shown.split())


def test_help_prints_it(claims: Claims) -> None:
    assert claims("help", "--man").done().out == page()
    assert claims("help", "--man", "--json").json == {"man": page()}
    assert claims("help", "filters", "--man").code == 2
