"""Files that are made to be no proof: refused in one of our own sentences, and quickly."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import LedgerError
from ledger.seal.proof import CONSISTENCY, FACTS, check
from tests.seal.proving import SIGNER, Log

SECONDS = 1.0
"""Of this process's own time, so that others on the machine do not count."""

GOOD = json.loads(Log(9).proof([3]))
FACT = GOOD["facts"][0]
NOTE = FACT["proof"].partition("\n\n")[2]


def with_fact(**changes: object) -> str:
    return json.dumps({"format": FACTS, "facts": [{**FACT, **changes}]})


def with_proof(text: str) -> str:
    return with_fact(proof=text)


HOSTILE: dict[str, str | bytes] = {
    "nothing": b"",
    "no JSON": b"{",
    "no UTF-8": b'{"format": "\xff"}',
    "UTF-16": json.dumps(GOOD).encode("utf-16"),
    "a list": "[]",
    "a number": "7",
    "null": "null",
    "NaN": json.dumps({"format": FACTS, "facts": float("nan")}),
    "no format": json.dumps({"facts": [FACT]}),
    "a format that is a list": json.dumps({"format": [], "facts": [FACT]}),
    "no facts": json.dumps({"format": FACTS}),
    "a million brackets": "[" * 1_000_000,
    "facts nested deep": f'{{"format": "{FACTS}", "facts": {"[" * 9_000}{"]" * 9_000}}}',
    "a key twice": json.dumps(GOOD)[:-1] + ', "facts": []}',
    "half a surrogate pair": with_fact(record="\ud800"),
    "half a surrogate pair in the content": with_fact(state="\ud800"),
    "half a surrogate pair in the note": with_proof(f"{FACT['proof']}\ud800"),
    "a NUL": with_fact(record=FACT["record"].replace("claim", "cl\0aim")),
    "a position of a million digits": with_fact(
        record=FACT["record"].replace("\n3\n", f"\n{'3' * 1_000_000}\n")
    ),
    "a version of a million digits": with_fact(
        record=FACT["record"].replace("\n1\n", f"\n{'1' * 1_000_000}\n")
    ),
    "a position in Arabic digits": with_fact(record=FACT["record"].replace("\n3\n", "\n٣\n")),
    "a record of a million lines": with_fact(record="\n" * 1_000_000),
    "a line break of another kind": with_fact(record=FACT["record"].replace("\n", "\u2028")),
    "an index of a million digits": with_proof(
        FACT["proof"].replace("index 2\n", f"index {'2' * 1_000_000}\n")
    ),
    "an index below zero": with_proof(FACT["proof"].replace("index 2\n", "index -2\n")),
    "a million hashes": with_proof(f"c2sp.org/tlog-proof@v1\nindex 2\n{'A' * 43}=\n" * 20_000),
    "hashes without end": with_proof(
        "c2sp.org/tlog-proof@v1\nindex 2\n" + f"{'A' * 43}=\n" * 100_000 + f"\n{NOTE}"
    ),
    "no note": with_proof("c2sp.org/tlog-proof@v1\nindex 2\n\n"),
    "a note of a million signatures": with_proof(
        FACT["proof"] + NOTE.rpartition("\n\n")[2] * 60_000
    ),
    "a note of a size without end": with_proof(
        FACT["proof"].replace("\n9\n", f"\n{'9' * 50_000}\n")
    ),
    "nobody's name": with_proof(FACT["proof"].replace("— claims", "—  claims")),
    "base64 without end": with_fact(salt="A" * 4_000_000),
    "content without end": with_fact(state="x" * 7_000_000),
    "consistency of nothing": json.dumps({"format": CONSISTENCY}),
    "consistency of numbers": json.dumps({"format": CONSISTENCY, "old": 1, "new": 2, "proof": []}),
    "consistency with hashes that are none": json.dumps(
        {"format": CONSISTENCY, "old": NOTE, "new": NOTE, "proof": [None, {}, 7]}
    ),
    "consistency with a million hashes": json.dumps(
        {"format": CONSISTENCY, "old": NOTE, "new": NOTE, "proof": ["A" * 43 + "="] * 100_000}
    ),
    "eight megabytes": b" " * 8_000_001,
}


@pytest.fixture
def quickly() -> Iterator[None]:
    """Hold what happens within to a second of work."""
    started = time.process_time()
    yield
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("given_", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.usefixtures("quickly")
def test_a_hostile_file_is_refused_quickly(given_: str | bytes) -> None:
    with pytest.raises(LedgerError):
        check(given_, SIGNER.verifier)


@pytest.mark.usefixtures("quickly")
def test_a_proof_of_thousands_of_facts_is_checked_as_quickly() -> None:
    many = json.dumps({"format": FACTS, "facts": [FACT] * 5_000})
    assert len(check(many, SIGNER.verifier).facts) == 5_000


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_nothing_but_our_own_errors_comes_of_rubbish(rubbish: bytes | str) -> None:
    with pytest.raises(LedgerError):
        check(rubbish, SIGNER.verifier)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


@given(json_values, st.sampled_from(["record", "salt", "state", "proof"]))
def test_any_value_may_stand_anywhere(value: object, name: str) -> None:
    try:
        found = check(with_fact(**{name: value}), SIGNER.verifier)
    except LedgerError:
        return
    assert found.facts[0].state in {None, str(FACT["state"]).encode()}
