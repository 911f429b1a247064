"""The commands that write, one line each: what every fault is tried on.

``{step}`` is the last step of the ledger they are given, ``{old}`` the position of a fact that no
longer counts, ``{files}`` a folder with files to import.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.invariants import Row

SAID = ("--said", "2022-01-02", "--due", "none", "--source", "none", "-p", "7:3", "--new-person")
CHUNK = 20
"""How many facts an import of this table appends at once."""


@dataclass(frozen=True)
class Writing:
    """A command line that writes, and what kind of ledger it is tried on."""

    words: tuple[str, ...]
    begins: bool = False
    """On a ledger that is not there yet; otherwise on one with the seed articles and a claim."""
    chunk: int = 0
    """In how large pieces it appends; 0 if it is no import."""
    in_pieces: bool = False
    """Whether it writes in several transactions, of which a failure may leave the first."""
    at_once: bool = False
    """Whether it writes facts of several moments in one transaction."""
    only_once: bool = False
    """Whether, once it has begun, it is refused when it is done again."""
    signs: bool = False
    """Whether all facts are signed for when it is done."""

    def on(self, directory: Path, files: Path, before: Sequence[Row]) -> list[list[str]]:
        """Return the command lines for the warm program."""
        words = [word.format(files=files, **places(before)) for word in self.words]
        sized = [["@chunk", str(self.chunk)]] if self.chunk else []
        return [*sized, [*words, "--ledger", str(directory)]]


def places(before: Sequence[Row]) -> dict[str, object]:
    """Return what stands for the last step, and for a fact that no longer counts."""
    if not before:
        return {}
    withdrawn = {row.stream for row in before if row.name == "claim.withdrawn"}
    old = [row for row in before if row.stream in withdrawn and row.name == "claim.recorded"]
    return {"step": before[-1].batch, "old": old[0].position}


WRITING = {
    "begin": Writing(("add", "It pours", "--by", "Ben", *SAID), begins=True),
    "add": Writing(("add", "It pours", "--by", "Ben", *SAID)),
    "plan": Writing(("plan", "add", "daily", "--corpus", "The Daily", "--rule", "all of it")),
    "reply": Writing(("reply", "fnghdcbb", "I meant that week", "--by", "his office")),
    "preregister": Writing(("preregister", "--score", "brier")),
    "import": Writing(("import", "{files}/panel.csv"), chunk=CHUNK, in_pieces=True),
    "begin by import": Writing(
        ("import", "{files}/panel.csv"), begins=True, chunk=CHUNK, in_pieces=True
    ),
    "import of a log": Writing(
        ("import", "{files}/log.jsonl"), begins=True, at_once=True, only_once=True
    ),
    "demo": Writing(("demo", "--seed-articles-only"), begins=True, only_once=True),
    "resolve": Writing(("resolve", "tomahawk-supply", "no", "--on", "2025-12-31")),
    "resolve several": Writing(("resolve", "tomahawk-supply", "nato-both", "annulled")),
    "resolve from a file": Writing(("resolve", "--from", "{files}/answers.csv")),
    "reopen": Writing(("reopen", "budapest-summit", "--reason", "not over")),
    "dispute": Writing(("dispute", "war-fears", "--reason", "a routine warning")),
    "edit": Writing(("edit", "invasion", "--set", "criteria=In brigade strength")),
    "withdraw": Writing(("withdraw", "months-to-know", "--reason", "a judgement")),
    "reject": Writing(("reject", "I hope so", "--by", "Cleo", "--reason", "a hope")),
    "undo": Writing(("undo", "{step}")),
    "redact": Writing(("redact", "{old}", "--reason", "a private person")),
    "seal": Writing(("seal",), in_pieces=True, signs=True),
    "checkpoint": Writing(
        ("checkpoint", "--publish", "{files}/published.txt"), in_pieces=True, signs=True
    ),
    "alias": Writing(("person", "alias", "Joe Biden", "the 46th president")),
    "merge": Writing(("person", "merge", "Sam Charap", "Dmitri Trenin", "--reason", "a try")),
    "rename": Writing(("person", "rename", "Sam Charap", "Samuel Charap")),
    "source add": Writing(("source", "add", "https://example.org/copper", "--key", "copper")),
    "source link": Writing(("source", "link", "nyt-2022-01-21", "bloomberg-2021-12-07")),
    "source retract": Writing(("source", "retract", "nyt-2022-01-21", "--reason", "a try")),
}

IN_SHORT = ("begin", "add", "import", "begin by import", "source add")
"""Those that stand for the others where there is little time: they need no read model."""

ANSWERS = "question,outcome,on\ntomahawk-supply,no,2025-12-31\n"
PANEL = (
    "external_id,commentator,question,probability,made_at,outcome,resolved_at,topic\n"
    + "".join(
        f"row-{n},panelist {n % 7},Will event {n // 3} happen?,0.{n % 9 + 1},2022-01-02,"
        f"{'1,2022-02-01' if n // 3 % 2 else ','},\n"
        for n in range(30)
    )
)
