"""What is shipped: a wheel that carries all it needs, a command that starts with no more."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
FOLDERS = ("ledger", "migrations", "fixtures", "tests")
FILES = ("pyproject.toml", "README.md", "LICENSE")
HEAVY = ("duckdb", "eventsourcing", "numpy", "pandas", "pyarrow", "pydantic")

WHERE_SHIPPED = """
import json, ledger
from ledger.config import shipped
folders = [shipped("migrations"), shipped("fixtures") / "articles"]
print(json.dumps({"package": ledger.__file__, "files": [len(list(f.iterdir())) for f in folders]}))
"""
HELP_THEN_LOADED = """
import json, runpy, sys
sys.argv = ["claims", "--help"]
try:
    runpy.run_module("ledger", run_name="__main__", alter_sys=True)
except SystemExit as stop:
    assert not stop.code, stop.code
print()
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the checkout ships, for the builds to work in."""
    copy = tmp_path_factory.mktemp("checkout")
    ignored = shutil.ignore_patterns("__pycache__", ".*")
    for name in FOLDERS:
        shutil.copytree(CHECKOUT / name, copy / name, ignore=ignored)
    for name in FILES:
        shutil.copy(CHECKOUT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def wheel(source: Path) -> Path:
    return built("wheel", source)


@pytest.fixture(scope="module")
def unpacked_sdist(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("sdist")
    with tarfile.open(built("sdist", source)) as archive:
        archive.extractall(target, filter="data")
    return next(target.iterdir())


def built(kind: str, source: Path) -> Path:
    """Return the one distribution of that kind, built with nothing fetched from anywhere."""
    target = source / "dist" / kind
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    return next(target.iterdir())


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def shipped_files() -> set[str]:
    found = [*CHECKOUT.glob("migrations/*.sql"), *CHECKOUT.glob("fixtures/articles/*.toml")]
    return {f"ledger/{path.relative_to(CHECKOUT).as_posix()}" for path in found}


def python(script: str, cwd: Path, **env: str) -> str:
    command = [sys.executable, "-c", script]
    run = subprocess.run(
        command, cwd=cwd, env=os.environ | env, check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_the_wheel_ships_every_migration_every_article_and_the_types(wheel: Path) -> None:
    names = names_in(wheel)
    assert any(name.startswith("ledger/migrations/") for name in shipped_files())
    assert any(name.startswith("ledger/fixtures/articles/") for name in shipped_files())
    assert shipped_files() | {"ledger/py.typed", "ledger/__main__.py"} <= names


def test_the_wheel_ships_nothing_beside_the_package(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in names_in(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"ledger"}


def test_the_sdist_builds_the_same_wheel(wheel: Path, unpacked_sdist: Path) -> None:
    again = built("wheel", unpacked_sdist)
    assert again.read_bytes() == wheel.read_bytes()


def test_the_sdist_has_the_tests_and_their_specimens(unpacked_sdist: Path) -> None:
    assert (unpacked_sdist / "tests" / "conftest.py").is_file()
    assert (unpacked_sdist / "fixtures").is_dir()


def test_an_installed_package_finds_what_it_ships(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    shutil.unpack_archive(wheel, installed, format="zip")
    told = json.loads(python(WHERE_SHIPPED, tmp_path, PYTHONPATH=str(installed)))
    assert Path(told["package"]).is_relative_to(installed)
    assert sum(told["files"]) == len(shipped_files())


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    printed = python(HELP_THEN_LOADED, tmp_path, PYTHONPATH=str(CHECKOUT))
    loaded = json.loads(printed.splitlines()[-1])
    assert "typer" in loaded
    assert not set(HEAVY) & set(loaded)
