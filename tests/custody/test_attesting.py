"""Time stamps of an outside authority: an offline one of our own, made with OpenSSL."""

from __future__ import annotations

import shutil
import subprocess
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.custody import attesting, sealing
from ledger.domain.attestation import AttestCheckpoint
from ledger.domain.commentator import RegisterCommentator
from ledger.errors import BadProof, Unreadable
from ledger.log.verify import verify

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="needs the openssl program for an authority"
)

CONFIG = """
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
accuracy = secs:1
"""
USES = "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n"


class Authority:
    """A time-stamp authority in a folder."""

    def __init__(self, folder: Path, name: str = "A Time Authority") -> None:
        folder.mkdir()
        self.folder = folder
        self.root = folder / "root.pem"
        (folder / "serial").write_text("01\n")
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
        (folder / "uses.ext").write_text(USES)
        self._openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650",
                      "-subj", f"/CN={name} root",
                      "-keyout", "root.key", "-out", "root.pem")  # fmt: skip
        self._openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}",
                      "-keyout", "tsa.key", "-out", "tsa.csr")  # fmt: skip
        self._openssl("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key",
                      "-CAcreateserial", "-days", "3650", "-extfile", "uses.ext",
                      "-out", "tsa.pem")  # fmt: skip

    def answer(self, request: bytes) -> bytes:
        """Stamp a request."""
        (self.folder / "request.tsq").write_bytes(request)
        self._openssl("ts", "-reply", "-config", "tsa.cnf", "-section", "one", "-queryfile",
                      "request.tsq", "-signer", "tsa.pem", "-inkey", "tsa.key",
                      "-out", "answer.tsr")  # fmt: skip
        return (self.folder / "answer.tsr").read_bytes()

    def accepts(self, answer: bytes, message: bytes) -> bool:
        """Say whether OpenSSL itself takes an answer for a stamp of the message."""
        (self.folder / "answer.tsr").write_bytes(answer)
        (self.folder / "message").write_bytes(message)
        done = subprocess.run(
            ["openssl", "ts", "-verify", "-data", "message", "-in", "answer.tsr", "-CAfile",
             "root.pem"],
            cwd=self.folder, capture_output=True, check=False,
        )  # fmt: skip
        return done.returncode == 0

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, capture_output=True, check=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    pytest.importorskip("rfc3161_client", reason="needs claimsledger[timestamp]")
    return Authority(tmp_path_factory.mktemp("tsa") / "authority")


def test_a_stamp_is_put_on_record_at_the_authoritys_moment(
    ledger: Ledger, authority: Authority
) -> None:
    sealing.seal(ledger)
    signed, request = attesting.request(ledger)
    answer = authority.answer(request)
    assert authority.accepts(answer, signed.text.encode())
    stamp, step = attesting.record(ledger, answer, authority.root.read_bytes())
    assert step
    (row,) = ledger.ask("select size, authority, attested_at from checkpoint_attested")
    assert row["size"] == signed.checkpoint.size
    assert row["authority"] == stamp.authority == "CN=A Time Authority"
    assert str(row["attested_at"]) == f"{stamp.attested_at:%Y-%m-%d %H:%M:%S}"
    _, again = attesting.record(ledger, answer, authority.root.read_bytes())
    assert not again
    report = verify(ledger.directory, authorities=authority.root.read_bytes())
    assert (report.good, report.stamps, report.stamps_checked) == (True, 1, 1)
    assert verify(ledger.directory).stamps_checked == 0


def test_a_moment_that_no_authority_stamped_is_found(ledger: Ledger, authority: Authority) -> None:
    signed = sealing.seal(ledger).signed
    _, request = attesting.request(ledger)
    answer = authority.answer(request)
    earlier = datetime(2020, 1, 1, tzinfo=UTC)
    for token in (answer, b"made up"):
        ledger.execute(
            AttestCheckpoint(
                signed.checkpoint.size, signed.text, "somebody", earlier, b64encode(token).decode()
            )
        )
    assert verify(ledger.directory).good
    found = verify(ledger.directory, authorities=authority.root.read_bytes()).findings
    assert [one.check for one in found] == ["stamps", "stamps"]
    assert "not 2020-01-01" in found[0].what


def test_a_stamp_of_another_checkpoint_is_refused(ledger: Ledger, authority: Authority) -> None:
    sealing.seal(ledger)
    _, request = attesting.request(ledger)
    answer = authority.answer(request)
    ledger.execute(RegisterCommentator("Dora"))
    sealing.seal(ledger)
    with pytest.raises(BadProof, match="does not hold"):
        attesting.record(ledger, answer, authority.root.read_bytes())


def test_a_stamp_by_another_authority_is_refused(
    ledger: Ledger, authority: Authority, tmp_path: Path
) -> None:
    other = Authority(tmp_path / "other", "Another Authority")
    sealing.seal(ledger)
    _, request = attesting.request(ledger)
    with pytest.raises(BadProof, match="does not hold"):
        attesting.record(ledger, other.answer(request), authority.root.read_bytes())


@pytest.mark.parametrize("answer", [b"", b"rubbish", b"0" * 3000])
def test_rubbish_is_no_stamp(ledger: Ledger, authority: Authority, answer: bytes) -> None:
    sealing.seal(ledger)
    with pytest.raises(BadProof):
        attesting.record(ledger, answer, authority.root.read_bytes())
    with pytest.raises(Unreadable, match="no certificates"):
        attesting.record(ledger, answer, b"rubbish")


def test_a_changed_stamp_is_refused(ledger: Ledger, authority: Authority) -> None:
    sealing.seal(ledger)
    _, request = attesting.request(ledger)
    answer = bytearray(authority.answer(request))
    answer[-10] ^= 1
    with pytest.raises(BadProof):
        attesting.record(ledger, bytes(answer), authority.root.read_bytes())
    assert ledger.ask("select count(*) as n from checkpoint_attested")[0]["n"] == 0
