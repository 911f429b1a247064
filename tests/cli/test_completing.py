"""How a half-typed filter goes on: quickly, from a small file, and safe to show."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.cli.completing import filter_words
from ledger.cli.filter_terms import IS, KEYS, KINDS, TIMINGS
from ledger.cli.filters import resolve
from ledger.readmodel.cache import discard
from ledger.readmodel.names import names_file
from tests.cli.running import CHECKOUT, Claims

HOSTILE = "Ann \x1b[31mBell\u202e\tx"


def words(partial: str, directory: Path) -> list[str]:
    return [word for word, _ in filter_words(partial, directory)]


def test_without_a_ledger_there_are_keys_and_fixed_values(tmp_path: Path) -> None:
    assert words("", tmp_path) == [f"{key}:" for key in KEYS]
    assert words("-s", tmp_path) == ["-source:", "-story:", "-said:"]
    assert words("is:", tmp_path) == [f"is:{state}" for state in IS]
    assert words("kind:", tmp_path) == [f"kind:{kind}" for kind in KINDS]
    assert words("-timing:in", tmp_path) == ["-timing:in_time"]
    assert len(words("timing:", tmp_path)) == len(TIMINGS)
    assert words("by:", tmp_path) == words("nokey:", tmp_path) == []
    assert all(
        told for word in ("", "is:", "p:", "due:") for _, told in filter_words(word, tmp_path)
    )


def test_every_fixed_continuation_is_a_term(seeded: Path) -> None:
    ledger = Ledger.open(seeded)
    for key in ("is", "kind", "timing", "said", "due", "answered", "p"):
        for word in words(f"{key}:", Path("nowhere")):
            assert len(resolve(ledger, [word]).fits) == 1


def test_names_are_those_of_the_ledger_whole_and_by_any_word(seeded: Path) -> None:
    assert words("by:gut", seeded) == ['by:"António Guterres"']
    assert words('-by:"us adm', seeded)[0].startswith('-by:"US administration officials')
    assert words("topic:sanc", seeded) == ["topic:sanctions"]
    assert words("story:u", seeded) == ["story:ukraine-2022"]
    assert "source:nyt-2022-01-21" in words("source:", seeded)
    assert words("id:fngh", seeded) == ["id:fnghdcbb"]
    ledger = Ledger.open(seeded)
    for key in ("by", "source", "story", "topic", "id"):
        found = words(f"{key}:", seeded)
        assert len(resolve(ledger, found).fits) == len(found) > 0


def test_names_follow_what_is_recorded_and_go_with_the_read_model(
    seeded: Path, claims: Claims
) -> None:
    claims("person", "rename", "Guterres", HOSTILE).done()
    claims("list").done()
    [(word, told)] = filter_words("by:ann", seeded)
    assert word.isprintable()
    assert told.isprintable()
    assert words("by:gut", seeded) == []
    assert stat.S_IMODE(names_file(seeded).stat().st_mode) == 0o600
    discard(seeded)
    assert not names_file(seeded).exists()
    assert words("by:ann", seeded) == []


@pytest.mark.parametrize("content", [b"\xff\xfe", b"by\n", b"by\tonly two\n", b""])
def test_a_spoilt_file_of_names_has_none(content: bytes, tmp_path: Path) -> None:
    names_file(tmp_path).parent.mkdir()
    names_file(tmp_path).write_bytes(content)
    assert words("by:", tmp_path) == []


def test_nothing_heavy_is_loaded_for_it() -> None:
    code = (
        "import sys; from ledger.cli.completing import filter_words; from pathlib import Path;"
        "filter_words('by:', Path('.')); print([one for one in ('duckdb', 'eventsourcing', "
        "'numpy', 'rich', 'rapidfuzz', 'pydantic', 'typer') if one in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
