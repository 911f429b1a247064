"""The README is run: every `$ command` of its console blocks, and the dashboard it shows.

``UPDATE_README=1 pytest tests/test_readme.py`` writes down what the program says now; read the
difference before it is committed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"
_PICTURE = README.parent / "fixtures" / "pictures" / "dashboard.svg"
_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
_DASHBOARD = re.compile(r"(says\nwhat to type next:\n\n```text\n)(.*?)(```)", re.DOTALL)
_PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
_MARK = "=== {} ==="


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder in which `claims` is this program."""
    programs = tmp_path / "bin"
    programs.mkdir()
    claims = programs / "claims"
    claims.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ledger "$@"\n')
    claims.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(README.parent))
    monkeypatch.delenv("CLAIMS_LEDGER", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_console_block_says_what_the_program_says(folder: Path) -> None:
    blocks = _CONSOLE.findall(README.read_text(encoding="utf-8"))
    commands = [line[2:] for block in blocks for line in block.splitlines() if line[:2] == "$ "]
    outputs = iter(_answers(commands, folder))
    told = [_told(block, outputs) for block in blocks]
    if os.environ.get("UPDATE_README"):
        _rewrite(dict(zip(blocks, told, strict=True)))
    assert told == blocks


def test_the_dashboard_is_the_one_that_the_demo_shows(folder: Path) -> None:
    text = README.read_text(encoding="utf-8")
    shown = _DASHBOARD.search(text)
    assert shown
    drawn = _dashboard(folder)
    if os.environ.get("UPDATE_README"):
        README.write_text(text.replace(shown[2], drawn), encoding="utf-8")
    assert _timeless(shown[2]) == _timeless(drawn)


def test_the_picture_is_the_one_that_the_program_draws(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    _answers(["claims demo --ledger demo", "claims dashboard --svg new.svg --ledger demo"], folder)
    drawn = (folder / "new.svg").read_text(encoding="utf-8")
    if os.environ.get("UPDATE_README"):
        _PICTURE.write_text(drawn, encoding="utf-8")
    assert _timeless(_PICTURE.read_text(encoding="utf-8")) == _timeless(drawn)
    assert f"]({_PICTURE.relative_to(README.parent).as_posix()})" in README.read_text("utf-8")


def test_the_python_of_the_readme_runs(folder: Path) -> None:
    _answers(["claims demo --seed-articles-only --ledger demo"], folder)
    (example,) = _PYTHON.findall(README.read_text(encoding="utf-8"))
    done = subprocess.run(
        [sys.executable, "-c", example], check=True, capture_output=True, text=True
    )
    assert "António Guterres 1 0.9409" in done.stdout


def _answers(commands: list[str], folder: Path) -> list[str]:
    """Run the commands one after another in one shell; return what each wrote to stdout."""
    script = "\n".join(
        f"{command}\nprintf '{_MARK.format(n)}\\n'" for n, command in enumerate(commands)
    )
    done = subprocess.run(
        ["sh", "-c", script], cwd=folder, capture_output=True, text=True, check=True
    )
    rest, outputs = done.stdout, []
    for n in range(len(commands)):
        output, _, rest = rest.partition(_MARK.format(n) + "\n")
        outputs.append(output)
    return outputs


def _told(block: str, outputs: object) -> str:
    assert hasattr(outputs, "__next__")
    lines = [line for line in block.splitlines() if line[:2] == "$ "]
    return "".join(f"{line}\n{_trimmed(next(outputs))}" for line in lines)


def _trimmed(output: str) -> str:
    return "".join(line.rstrip() + "\n" for line in output.splitlines())


def _dashboard(folder: Path) -> str:
    done = subprocess.run(
        ["claims", "demo", "--ledger", "look"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    drawn, _, _ = done.stdout.partition("\nA throwaway ledger")
    return _trimmed(drawn)


def _timeless(text: str) -> str:
    """Take out what depends on the day."""
    told = text.replace("&#160;", " ")
    return re.sub(r"overdue \d+ d|judged on \d{4}-\d\d-\d\d", "(day)", told)


def _rewrite(blocks: dict[str, str]) -> None:
    text = README.read_text(encoding="utf-8")
    for old, new in blocks.items():
        text = text.replace(f"```console\n{old}```", f"```console\n{new}```")
    README.write_text(text, encoding="utf-8")
