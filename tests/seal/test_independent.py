"""Other people's programs judge our checkpoints and proofs as we do: good ones hold, forged do not.

The Go project's own libraries (`independent/main.go`), and `openssl` with a shell script
(`independent/check.sh`). Both are left out, and say why, where what they need is not installed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from ledger.errors import BadProof
from ledger.seal import proof
from ledger.seal.checkpoint import read_checkpoint
from tests.seal.forging import KINDS, WAYS, Case, forged, genuine
from tests.seal.proving import SIGNER, Log
from tests.tamper.sizes import SIZE, dice

HERE = Path(__file__).parent / "independent"
LIBRARIES = Path("/usr/share/gocode")
"""Where Debian's golang-golang-x-mod-dev puts them."""


def cases(name: str, number: int) -> list[Case]:
    """Return as many genuine ones and as many forged ones, of each kind in turn."""
    chance = dice(name)
    good = [genuine(KINDS[n % len(KINDS)], chance) for n in range(number)]
    bad = [forged(KINDS[n % len(KINDS)], chance) for n in range(number)]
    return good + bad


def held_by_us(case: Case) -> bool:
    try:
        if case.kind == "checkpoint":
            signed = read_checkpoint(case.text)
            signed.check_signed(SIGNER.verifier)
            return signed.checkpoint.origin == SIGNER.name
        proof.check(case.text, SIGNER.verifier)
    except BadProof:
        return False
    return True


def misjudged(asked: Sequence[Case], held: Sequence[bool]) -> list[Case]:
    return [case for case, holds in zip(asked, held, strict=True) if holds is not case.genuine]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the Go program, without a network."""
    if shutil.which("go") is None:
        pytest.skip("go is not installed (golang-go)")
    if not (LIBRARIES / "src/golang.org/x/mod/sumdb/note").is_dir():
        pytest.skip("Go's sumdb libraries are not installed (golang-golang-x-mod-dev)")
    folder = tmp_path_factory.mktemp("go")
    own = {"GOPATH": str(LIBRARIES), "GO111MODULE": "off", "GOFLAGS": ""}
    where = {"GOCACHE": str(folder / "cache"), "HOME": str(folder)}
    subprocess.run(
        ["go", "build", "-o", folder / "judge", HERE / "main.go"],
        env=os.environ | own | where,
        check=True,
    )
    return folder / "judge"


def test_the_go_libraries_judge_as_we_do(program: Path) -> None:
    asked = cases("go", SIZE.answers)
    lines = "".join(case.line() + "\n" for case in asked)
    done = subprocess.run([program], input=lines, capture_output=True, text=True, check=True)
    answers = [line.split()[0] for line in done.stdout.splitlines()]
    assert set(answers) == {"accept", "refuse"}
    assert misjudged(asked, [answer == "accept" for answer in answers]) == []
    assert misjudged(asked, [held_by_us(case) for case in asked]) == []


@pytest.mark.parametrize(("kind", "how"), [(kind, how) for kind in KINDS for how in WAYS[kind]])
def test_no_way_of_forging_deceives_us(kind: str, how: str) -> None:
    chance = dice(f"{kind}, {how}")
    asked = [forged(kind, chance, how) for _ in range(10)]
    assert misjudged(asked, [held_by_us(case) for case in asked]) == []


@pytest.fixture(scope="module")
def openssl() -> None:
    """Leave the test out where there is nothing to run the script with."""
    for needed in ("jq", "openssl", "awk", "sh"):
        if shutil.which(needed) is None:
            pytest.skip(f"{needed} is not installed")
    version = subprocess.run(["openssl", "version"], capture_output=True, text=True, check=True)
    found = re.match(r"OpenSSL (\d+)", version.stdout)
    if found is None or int(found[1]) < 3:
        pytest.skip(f"openssl 3 is needed for Ed25519, and this is {version.stdout.strip()}")


def checked(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """Run the script on a proof."""
    path = folder / "proof.json"
    path.write_text(text, encoding="utf-8")
    command = ["sh", str(HERE / "check.sh"), str(path), str(SIGNER.verifier)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.usefixtures("openssl")
def test_a_shell_script_with_openssl_judges_as_we_do(tmp_path: Path) -> None:
    chance = dice("openssl")
    asked = [make("inclusion", chance) for make in (genuine, forged) for _ in range(5)]
    held = [checked(tmp_path, case.text).returncode == 0 for case in asked]
    assert misjudged(asked, held) == []


@pytest.mark.usefixtures("openssl")
def test_the_script_says_what_holds_and_what_does_not(tmp_path: Path) -> None:
    log = Log(21, redacted=frozenset({5}))
    done = checked(tmp_path, log.proof([1, 5, 21]))
    assert done.stdout.splitlines() == [
        f"fact {at} holds: position {position}" for at, position in enumerate((1, 5, 21))
    ]
    refused = checked(tmp_path, log.proof([1]).replace("will happen", "would happen"))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "fact 0 does not hold: the content" in refused.stderr
