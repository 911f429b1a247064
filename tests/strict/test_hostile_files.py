"""Files that were tidy once: whatever was done to them, our own refusal within a second, or rows.

Each file is made from a tidy specimen by a few seeded changes; what fails names its seed and is
made again by it.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from ledger.errors import LedgerError, Malformed
from ledger.importers import read_file
from ledger.importers.found import Options
from ledger.importers.refused import refusal_file
from ledger.strict import load_json
from tests.hostile import TEXTS
from tests.importers.importing import specimen

Change = Callable[[bytes, random.Random], bytes]
EACH = 200
SECONDS = 1.0
BYTES = 200_000_000
LARGEST = 300_000
"""Bytes: small files that are nasty; how much larger ones may cost is a matter of their size."""

TIDY_JSON = json.dumps(
    {
        "version": 1,
        "leaves": [{"index": at, "hash": "0f" * 32, "p": at / 7} for at in range(20)],
        "texts": ["na\u00efve \U0001f600", 'a "quoted" \\ one', ""],
        "nested": {"a": {"b": [1, [2, [3, None, True]]]}},
    }
).encode()
TIDY = {
    "csv": [specimen("tidy.csv"), specimen("tidy-with-more.csv"), specimen("bom.csv")],
    "toml": [specimen("tidy.toml"), specimen("herald.toml")],
    "json": [TIDY_JSON, json.dumps(json.loads(TIDY_JSON), indent=2).encode()],
}
ODD = [
    b'"', b"'", b'"""', b"'''", b",", b";", b"\n", b"\r", b"\r\n", b"\0", b"\\", b"\\u0000",
    b"\\ud800", b"\\udc00", b"\\x", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xf4\x90",
    b"[", b"]", b"{", b"}", b"[[", b"]]", b"=", b".", b"#", b":", b"nan", b"inf", b"NaN",
    b"-Infinity", b"1e999", b"-0", b"1e-999999999", b"9" * 400, b"0x" + b"f" * 5_000, b"1" * 5_000,
    b"1" * 60_000, b"a" * 60_000, b" " * 60_000, b"-" * 60_000, b"http://" + b"a./?&%" * 9_000,
    b"9999-12-31",
    b"0000-00-00", b"2024-02-30T25:61:61Z", b"true", b"null", b"_", b"\xe2\x80\xae", b"\t" * 9,
    b"[[claim]]\n", b"[claim]\n", b"[source]\nkey = 'x'\n", b'"a":1,', b'{"a":1,"a":2},',
    *(text.encode("utf-8", "replace") for text in TEXTS.values() if len(text) < 300),
]  # fmt: skip


def put_in(content: bytes, dice: random.Random) -> bytes:
    """Put something odd in somewhere."""
    at = dice.randrange(len(content) + 1)
    return content[:at] + dice.choice(ODD) + content[at:]


def put_in_often(content: bytes, dice: random.Random) -> bytes:
    """Put a short odd thing in thousands of times: nesting, quotes, separators without end."""
    at = dice.randrange(len(content) + 1)
    odd = dice.choice([one for one in ODD if len(one) <= 8])
    return content[:at] + odd * dice.choice([65, 1_000, 20_000]) + content[at:]


def cut_off(content: bytes, dice: random.Random) -> bytes:
    """Leave off the end."""
    return content[: dice.randrange(len(content) + 1)]


def cut_out(content: bytes, dice: random.Random) -> bytes:
    """Take a piece out."""
    at = dice.randrange(len(content) + 1)
    return content[:at] + content[at + dice.randrange(60) :]


def say_again(content: bytes, dice: random.Random) -> bytes:
    """Say a piece again, elsewhere."""
    at, to = (dice.randrange(len(content) + 1) for _ in "12")
    return content[:to] + content[at : at + dice.randrange(300)] + content[to:]


def flip_bits(content: bytes, dice: random.Random) -> bytes:
    """Turn some bits over."""
    held = bytearray(content)
    for _ in range(dice.randrange(1, 9)):
        if held:
            held[dice.randrange(len(held))] ^= 1 << dice.randrange(8)
    return bytes(held)


def lengthen(content: bytes, dice: random.Random) -> bytes:
    """Say all of it many times."""
    return content * dice.choice([2, 5, 20])


def recode(content: bytes, dice: random.Random) -> bytes:
    """Save it as something else."""
    text = content.decode("utf-8", "replace")
    return text.encode(dice.choice(["utf-16", "utf-32", "latin-1", "utf-7", "cp1252"]), "replace")


CHANGES: list[Change] = [
    put_in, put_in, put_in, put_in_often, cut_off, cut_out, say_again, flip_bits, lengthen, recode
]  # fmt: skip


def changed(form: str, seed: int) -> bytes:
    """Return the hostile file of that form and seed."""
    dice = random.Random(f"{form} {seed}")  # noqa: S311 a test, not a secret
    content = dice.choice(TIDY[form])
    for _ in range(dice.randrange(1, 5)):
        content = dice.choice(CHANGES)(content, dice)[:LARGEST]
    return content


def read(form: str, content: bytes) -> str:
    """Read a file as the program does; return what came of it."""
    if form == "json":
        try:
            load_json(content)
        except Malformed as error:
            return "refused" if error.line >= 1 and error.remedy else "refused without a word"
        return "read"
    found = read_file(f"a.{form}", content, Options())
    for refusal in found.refusals:
        assert refusal.line >= 1
        assert refusal.problem
        assert refusal.remedy
    assert refusal_file(f"a.{form}", content, found.refusals)
    return "refused" if found.refusals else "read"


def hold(form: str, seeds: range) -> None:
    """Hold every file of these seeds to the promise; say which one broke it."""
    outcomes = set()
    for seed in seeds:
        content = changed(form, seed)
        begun = time.process_time()
        try:
            outcomes.add(read(form, content))
        except (Exception, LedgerError) as error:
            raise AssertionError(f"{form}, seed {seed}: {error!r}") from error
        took = time.process_time() - begun
        assert took < SECONDS, f"{form}, seed {seed}: {took:.2f} s for {len(content):,} bytes"
    assert outcomes == {"read", "refused"}


def peak() -> int:
    """Return the most bytes that this process ever held."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


@pytest.mark.parametrize("form", TIDY)
def test_the_specimens_are_tidy(form: str) -> None:
    assert {read(form, content) for content in TIDY[form]} == {"read"}


@pytest.mark.parametrize("form", TIDY)
def test_a_file_that_was_tidy_once_is_read_or_refused_in_no_time(form: str) -> None:
    before = peak()
    hold(form, range(EACH))
    assert peak() - before < BYTES


@pytest.mark.nightly
@pytest.mark.parametrize("form", TIDY)
def test_so_are_thousands(form: str) -> None:
    first = int(datetime.now(UTC).timestamp())
    hold(form, range(first, first + 10_000))
