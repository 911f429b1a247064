"""Two coders on two copies of a ledger, at the command line, from the deal to what is settled."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from ledger.app import Ledger
from ledger.cli import output
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.question import PoseQuestion
from tests.cli.running import Claims, Said, as_process, in_process

CLOSES = date(2025, 12, 31)
N = 6
At = Callable[..., Said]


@pytest.fixture
def copies(own: Path) -> tuple[At, At]:
    """Run commands on Lena's copy, and on Tom's, of six claims that were assigned to both."""
    with closing(Ledger(own, recorder="umpire")) as ledger:
        ledger.execute(
            [
                RegisterCommentator("Ana Bell"),
                *(
                    PoseQuestion(f"q{n}", f"Will event {n} come?", closes_on=CLOSES)
                    for n in range(N)
                ),
                *(
                    RecordClaim(
                        "Ana Bell", f"q{n}", date(2025, 3, 1 + n), quote=f"{n} may well be likely"
                    )
                    for n in range(N)
                ),
            ],
            "archive",
        )
    given = in_process([
        "coder", "assign", "lena,tom", "--commit", "--hide", "speaker,others,proposal",
        "--ledger", str(own),
    ]).done()  # fmt: skip
    assert "6 items, 6 of them to all of 2" in given.err
    his = own.parent / "his"
    shutil.copytree(own, his)
    return _at(own), _at(his)


def _at(directory: Path) -> At:
    def run(*arguments: str, typed: str | None = None) -> Said:
        whole = [*arguments, "--ledger", str(directory)]
        return in_process(whole) if typed is None else as_process(whole, stdin=typed)

    return run


def test_two_coders_code_blind_and_merge(
    copies: tuple[At, At], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hers, his = copies
    files = coded_and_exported(hers, his, tmp_path)
    refused = hers("coder", "import", files["tom", "open"])
    assert refused.code == 2
    assert "6 lines refused; nothing was taken of that file" in refused.err
    for at in (hers, his):
        merged(at, files)
        nothing_was_seen_early(at)
    assert hers("coder", "agree", "--json").done().json == his("coder", "agree", "--json").json
    monkeypatch.setattr(output, "piped", lambda: False)
    assert "alpha: Krippendorff's" in hers("coder", "agree").done().out


def coded_and_exported(hers: At, his: At, folder: Path) -> dict[tuple[str, str], str]:
    """Let each code on an own copy; return the files of commitments and of codings."""
    assert "6 coded (sealed" in hers("review", "--coder", "lena", typed="1y2y3y4y5y6y").err
    assert "6 coded (sealed" in his("review", "--coder", "Tom", typed="6y5y4y3y2y1y").err
    # nobody opens before the other is bound
    early = hers("coder", "open", "--coder", "lena", "--json").done()
    assert (early.json["opened"], len(early.json["sealed"])) == (0, 6)
    assert "6 stay sealed: tom has not committed to a coding of this yet" in early.err
    files = {}
    for at, coder in ((hers, "lena"), (his, "tom")):
        for kind, more in (("bound", ("--commitments",)), ("open", ())):
            file = str(folder / f"{coder}-{kind}.jsonl")
            files[coder, kind] = file
            told = at("coder", "export", "--coder", coder, *more, "-o", file).done()
            assert f"6 {'commitments' if more else 'codings'} of {coder}" in told.err
    return files


def merged(at: At, files: dict[tuple[str, str], str]) -> None:
    at("coder", "import", files["lena", "bound"], files["tom", "bound"]).done()
    took = at("coder", "import", files["lena", "open"], files["tom", "open"], "--json").done()
    assert took.json["facts"]["text.coded"] == 12
    again = at("coder", "import", files["lena", "open"], files["tom", "open"]).done()
    assert "took nothing new; 12 here already" in again.err


def nothing_was_seen_early(at: At) -> None:
    listed = at("coder", "list", "--json").done().json
    assert [(row["coder"], row["n_assigned"], row["n_coded"]) for row in listed] == [
        ("lena", 6, 6), ("tom", 6, 6)
    ]  # fmt: skip
    assert {row["n_coded_before"] for row in listed} == {0}
    work = at("export", "coding_work", "--json").done().json
    assert {row["n_coded_before"] for row in work} == {0}
    last_bound = max(row["committed_at"] for row in work)
    assert last_bound < min(row["coded_at"] for row in work)


def test_what_differs_is_settled_and_the_answers_follow(copies: tuple[At, At]) -> None:
    hers, _ = copies
    # alike in Lena's and Tom's order of their own: everything 70 %, but Tom's first
    hers("review", "--coder", "lena", typed="7y" * N).done()
    hers("review", "--coder", "tom", typed="2y" + "7y" * (N - 1)).done()
    for coder in ("lena", "tom"):
        assert "opened 6" in hers("coder", "open", "--coder", coder).done().err
    [open_] = hers("coder", "adjudicate", "--json").done().json
    claim = open_["codings"][0]["claim"]
    assert open_["differs"] == ["reading"]
    listed = hers("coder", "adjudicate").done().lines
    assert listed[0].split("\t") == [claim, "text", "reading"]
    without = hers("coder", "adjudicate", claim, "--take", "lena")
    assert (without.code, "an adjudication needs a reason" in without.err) == (2, True)
    hers("coder", "adjudicate", claim, "--take", "Tom", "--reason", "the next sentence").done()
    assert hers("coder", "adjudicate", "--json").done().json == []
    assert "nothing is coded differently" in hers("coder", "adjudicate").done().err
    [row] = hers("export", "adjudications", "--json").done().json
    assert (row["settles"], row["reason"]) == (["lena", "tom"], "the next sentence")
    assert len(hers("export", "codings", "--json").done().json) == 2 * N
    hers("undo").done()
    assert hers("coder", "adjudicate", "--json").done().json != []


def test_conclude_answers_what_all_found_alike(copies: tuple[At, At]) -> None:
    hers, _ = copies
    hers("coder", "assign", "lena,tom", "--pass", "outcome", "--seed", "1").done()
    hers("review", "--pass", "outcome", "--coder", "lena", typed="n" * N).done()
    told = hers("coder", "conclude").done()
    assert "still to be coded: q0, q1" in told.err
    assert "nothing to answer" in told.err
    hers("review", "--pass", "outcome", "--coder", "tom", typed="n" * (N - 1) + "a").done()
    told = hers("coder", "conclude").done()
    assert f"answered {N - 1} questions" in told.err
    assert "coded differently (claims coder adjudicate): q" in told.err
    outcomes = [row["outcome"] for row in hers("export", "questions", "--json").done().json]
    assert sorted(outcomes, key=str) == [None, *["no"] * (N - 1)]


def test_a_codebook_of_ones_own_is_adopted_and_named_by_its_codings(
    copies: tuple[At, At], tmp_path: Path, claims: Claims
) -> None:
    hers, _ = copies
    file = tmp_path / "mine.toml"
    shipped = claims("coder", "codebook").done().out
    file.write_text(shipped.replace('name = "claims"', 'name = "mine"'), encoding="utf-8")
    assert "adopted “mine 1”" in hers("coder", "codebook", str(file)).done().err
    assert "adopted already" in hers("coder", "codebook", str(file)).done().err
    file.write_text(file.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    said = hers("coder", "codebook", str(file))
    assert (said.code, "adopted with another text" in said.err) == (2, True)
    hers("review", "--coder", "ida", "--codebook", "mine 1", "--unassigned", typed="7y").done()
    [row] = hers("export", "codings", "--json").done().json
    assert row["codebook"] == "mine 1"


def test_an_export_can_be_read_as_json(copies: tuple[At, At], tmp_path: Path) -> None:
    hers, _ = copies
    hers("review", "--coder", "lena", typed="7y").done()
    head, line = hers("coder", "export", "--coder", "lena", "--commitments", "--json").done().json
    assert (head["coder"], set(line)) == ("lena", {"committed"})
    file = str(tmp_path / "lena.jsonl")
    told = hers("coder", "export", "--coder", "lena", "-o", file, "--json").done().json
    assert told == {"file": file, "codings": 1}
