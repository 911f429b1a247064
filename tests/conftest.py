"""What every test stands on: a home of its own, and how hard the laws are tried.

Invariant: no test reads or writes the ledger, the settings or the cache of whoever runs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from pathlib import Path

# Every run tries the same cases, so that what is red is red for everybody.
settings.register_profile("everyday", max_examples=30, deadline=None, derandomize=True)
# New cases each night. The machine may be busy, so slowness of making them is no fault.
settings.register_profile(
    "nightly",
    max_examples=2_000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("everyday")  # --hypothesis-profile=nightly overrides it

_LONG = ("test_readme.py", "test_rebuild.py")
_SWITCHES = (
    "CLAIMS_ASCII", "CLAIMS_CODINGS", "CLAIMS_COLOR", "CLAIMS_CONFIG", "CLAIMS_KEYS",
    "CLAIMS_MEMORY", "CLAIMS_NO_INPUT", "CLAIMS_NO_REMINDER", "CLAIMS_PROGRESS", "CLAIMS_STATE",
    "COLUMNS", "FORCE_COLOR", "LINES", "NO_COLOR",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes minutes: at the end it would keep one worker busy and the rest idle."""
    items.sort(key=lambda item: item.path.name not in _LONG)


@pytest.fixture(scope="session")
def _blanks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all tests of a run have their blank read model, which is named by its migrations."""
    return tmp_path_factory.mktemp("blanks")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, _blanks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the test, and every process it starts, an empty home and a ledger that is not there."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("XDG_CACHE_HOME", str(_blanks))
    monkeypatch.setenv("CLAIMS_LEDGER", str(tmp_path / "ledger"))
    monkeypatch.setenv("CLAIMS_RECORDER", "test recorder")
    for name in _SWITCHES:
        monkeypatch.delenv(name, raising=False)
