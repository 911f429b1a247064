"""TOML with a measure: what is tidy is read, what is beyond measure is refused at once."""

from __future__ import annotations

import time
import tomllib
from decimal import Decimal

import pytest

from ledger.errors import Malformed
from ledger.strict import load_toml
from ledger.strict.text import DEEPEST
from ledger.strict.toml_tables import LARGEST_TOML, MOST_ENTRIES

NASTY = {
    "lists in lists": "a=" + "[" * 100_000,
    "tables in tables": "a=" + "{b=" * 10_000,
    "a key of many parts": "a" + ".a" * 20_000 + "=1",
    "a table of many parts": "[" + "a." * 20_000 + "b]",
    "quoted parts": "a" + '."a"' * 10_000 + "=1",
    "many long keys": "".join("a" + ".a" * 60 + f".k{n}=1\n" for n in range(14_000)),
    "many entries": "a=[" + "1," * MOST_ENTRIES + "]",
    "digits": "a=" + "1" * 100_000,
    "hexadecimal digits": "a=0x" + "f" * 1_000_000,
    "exponent": "a=1e-" + "9" * 50,
    "an open string": 'a="' + '\\"' * 500_000,
    "an open long string": 'a="""' + '"" ' * 500_000,
    "NUL": "a=1\n\0",
    "a key twice": "a=1\na=2",
    "a table twice": "[a]\n[a]",
    "half a pair": 'a="\\ud800"',
    "larger than allowed": "#" * (LARGEST_TOML + 1),
}


def test_a_tidy_file_is_read_with_exact_numbers() -> None:
    text = (
        '[a]\nb = [0.1, 7]\nc.d = """x\n[[[[""" # [[[\n'
        '[[e]]\nf = \'[[{\'\ng = """quote """"\n[[e]]\nf = 2026-01-01\n'
    )
    assert load_toml(text) == tomllib.loads(text, parse_float=Decimal)
    assert load_toml(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())["a"]


@pytest.mark.parametrize("kind", NASTY)
def test_what_is_beyond_measure_is_refused_within_a_second(kind: str) -> None:
    begun = time.process_time()
    with pytest.raises(Malformed) as refused:
        load_toml(NASTY[kind])
    assert time.process_time() - begun < 1
    assert refused.value.line >= 1
    assert refused.value.remedy


def test_brackets_and_points_within_strings_and_comments_are_only_text() -> None:
    text = f'a=\'{"[." * 100}\' # {"[." * 100}\nb="\\"{"[." * 100}"'
    assert load_toml(text) == tomllib.loads(text)


def test_as_deep_as_is_allowed_is_read() -> None:
    assert load_toml("a=" + "[" * DEEPEST + "]" * DEEPEST)
