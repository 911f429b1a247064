"""Whatever somebody writes is kept to the letter and never acted out, wherever it is shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from ledger.cli import output
from tests.cli.running import Claims, Said, as_process, in_process

HOSTILE = {
    "markup": "[red]x[/red] [link=http://evil.example]y[/link] [/] `*_<b>|",
    "escape": "a \x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b31m \x1b[2J z",
    "link": "a \x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\ z",
    "bidi": "abc\u202edcba\u202c \u2066x\u2069 \u200e z",
    "lines": "one\ntwo\r\nthree\rfour\tfive\x0b\x0c\u2028six\u2029\x85seven",
    "long": "long " * 1_999 + "end",
    "formula": '=cmd|"/c calc"!A0,"; drop table claims; --',
}
FIELDS = (
    "question",
    "quote",
    "reported",
    "words",
    "deadline_words",
    "affiliation",
    "venue",
    "note",
)
AT_ONCE = " ".join(text for kind, text in HOSTILE.items() if kind != "long")
READING = (
    ("list",),
    ("due", "--all"),
    ("dashboard",),
    ("log",),
    ("source", "list"),
    ("sql", "from rejected"),
)
_ACTED_ON = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Poisoned:
    """A ledger in which one text stands wherever somebody can write, the text, and a claim's id."""

    words: str
    directory: Path
    claim: str

    def __call__(self, *arguments: str) -> Said:
        """Run a command on it."""
        return in_process([*arguments, "--ledger", str(self.directory)])

    @property
    def question(self) -> str:
        """The key of its only question."""
        return str(
            self("sql", "select question_key from questions", "--json").json[0]["question_key"]
        )


def test_words_are_kept_to_the_letter_and_never_acted_out(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMS_RECORDER", AT_ONCE)
    monkeypatch.setenv("COLUMNS", "100")
    empty = Poisoned(AT_ONCE, own, "")
    poisoned = replace(empty, claim=fill(empty, AT_ONCE))
    kept_to_the_letter(poisoned)
    inert_as_json(poisoned)
    inert_and_whole_when_piped(poisoned)
    inert_in_what_is_said_of_it(poisoned)
    monkeypatch.setattr(output, "piped", lambda: False)
    inert_on_screens(poisoned)


def test_ten_thousand_characters_are_kept_and_no_number_is_pushed_aside(
    claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = HOSTILE["long"]
    claims(*everything(words), "--source", "none").done()
    [row] = claims("list", "--json").json
    assert {name: row[name] for name in FIELDS} == dict.fromkeys(FIELDS, words)
    assert claims("list").lines[0].split("\t")[8] == words
    monkeypatch.setattr(output, "piped", lambda: False)
    for verb in (("list",), ("due",), ("person", words)):
        screen = claims(*verb).done().lines
        assert max(map(len, screen)) <= 80
        assert "60 %" in "\n".join(screen)


def fill(claims: Poisoned, words: str) -> str:
    """Put the words into everything that somebody can write; return the id of a claim."""
    document = ("--publication", words, "--title", words, "--author", words, "--archive", words)
    claims("source", "add", "evil", *document, "--published", "2026-01-01").done()
    claim = claims(*everything(words), "-p", "70%").done().lines[0]
    claims("add", words, "--question", claims.question, *told(words), "--said", "2026-01-02").done()
    claims("resolve", claim, "yes", "--evidence", words, "--note", words, "--reason", words).done()
    claims("dispute", claim, "--reason", words).done()
    claims("source", "retract", "evil", "--reason", words).done()
    claims("person", "alias", words, f"alias {words}").done()
    claims("reject", f"hope {words}", "--by", words, "--reason", words, "--source", "evil").done()
    claims("edit", claim, "--set", f"locator={words}", "--reason", words).done()
    claims("undo", "--reason", words).done()
    return claim


def everything(words: str) -> Iterator[str]:
    yield from ("add", words, *told(words), "--said", "2026-01-01", "--due", "2026-01-31")
    for option in ("--criteria", "--topic", "--coded-deadline"):
        yield from (option, words)


def told(words: str) -> Iterator[str]:
    options = ("by", "quote", "reported", "words", "deadline-words", "of", "venue", "note")
    yield from ("--new-person", "--source", "evil", "-p", "60%")
    for option in options:
        yield from (f"--{option}", words)


def kept_to_the_letter(poisoned: Poisoned) -> None:
    words = poisoned.words
    rows = {row["id"]: row for row in poisoned("export", "claims", "--json").json}
    row = rows[poisoned.claim]
    assert {name: row[name] for name in FIELDS} == dict.fromkeys(FIELDS, words)
    assert (row["commentator"], row["source"], row["topics"]) == (words, words, [words])
    [asked] = poisoned("export", "questions", "--json").json
    assert (asked["criteria"], asked["deadline_reason"]) == (words, words)
    assert (asked["evidence"], asked["answer_note"], asked["disputes"]) == ([words], words, [words])
    [source] = poisoned("export", "sources", "--json").json
    assert (source["authors"], source["archive_url"]) == ([words], words)
    assert source["retracted"] == words
    [rejected] = poisoned("sql", "from rejected", "--json").json
    assert (rejected["quote"], rejected["reason"]) == (f"hope {words}", words)


def inert_as_json(poisoned: Poisoned) -> None:
    for verb in (*READING, *about_one(poisoned)):
        said = poisoned(*verb, "--json").done()
        assert not _ACTED_ON.search(said.out), verb
        assert said.json is not None
    assert poisoned("show", poisoned.claim, "--json").json["claim"]["quote"] == poisoned.words


def inert_and_whole_when_piped(poisoned: Poisoned) -> None:
    for verb in READING:
        assert not _ACTED_ON.search(poisoned(*verb).done().out), verb
    lines = poisoned("list").lines
    assert [line.count("\t") for line in lines] == [12, 12]
    quote = lines[0].split("\t")[8]
    assert len(quote) >= len(poisoned.words.replace("\r\n", "\n"))
    assert "…" not in quote


def inert_on_screens(poisoned: Poisoned) -> None:
    for verb in (*READING, *about_one(poisoned)):
        assert not _ACTED_ON.search(poisoned(*verb).done().out), verb


def inert_in_what_is_said_of_it(poisoned: Poisoned) -> None:
    words, claim = poisoned.words, poisoned.claim
    for command in (
        ("resolve", claim, "no"),
        ("resolve", claim, words),
        ("add", words, *told(words), "--said", "2026-01-03", "--due", words),
        ("add", "x", *told(words), "--said", "2026-01-03", "--question", poisoned.question),
        ("list", f'by:"nobody {words}"'),
        ("list", words),
        ("show", words),
        ("undo", words),
        ("export", words),
        ("source", words),
        ("person", "merge", words, f"nobody {words}"),
        (words,),
    ):
        said = poisoned(*command)
        assert said.code in {2, 3}
        assert not _ACTED_ON.search(said.err), command
        assert not _ACTED_ON.search(said.out), command


def about_one(poisoned: Poisoned) -> list[tuple[str, str]]:
    shown = [("show", poisoned.claim), ("show", poisoned.question), ("log", poisoned.claim)]
    return [*shown, ("person", poisoned.words), ("source", "evil")]


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_a_file_of_hostile_words_is_imported_as_it_is(
    words: str, claims: Claims, tmp_path: Path
) -> None:
    quoted = words.replace('"', '""')
    file = tmp_path / "hostile.csv"
    file.write_bytes(
        b"external_id,commentator,question,probability,made_at,quote,topic\n"
        + f'"{quoted}","{quoted}","{quoted}",0.5,2026-01-01,"{quoted}","{quoted}"\n'.encode()
    )
    claims("import", str(file)).done()
    [told] = map(
        json.loads, claims("export", "claims", "--format", "jsonl").done().out.split("\n")[:-1]
    )
    kept = ("external_id", "commentator", "question", "quote")
    assert [told[name] for name in kept] == [words] * 4


def test_a_file_that_is_called_something_hostile(claims: Claims, tmp_path: Path) -> None:
    file = tmp_path / "a\x1b[31m\u202eb.csv"
    file.write_text("nothing,of\nvalue,here\n")
    said = claims("import", str(file))
    assert said.code == 2
    assert not _ACTED_ON.search(said.err)
    assert r"\x1b[31m\u202eb.csv" in said.err


def test_colour_is_ours_and_none_of_theirs(claims: Claims, monkeypatch: pytest.MonkeyPatch) -> None:
    claims(*everything(HOSTILE["escape"]), "--source", "none").done()
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(output, "piped", lambda: False)
    for verb in (("list",), ("dashboard",)):
        bare = re.sub(r"\x1b\[[0-9;]*m", "", claims(*verb).done().out)
        assert not _ACTED_ON.search(bare), verb


def test_an_output_that_knows_no_unicode_is_served_in_ascii(seeded: Path) -> None:
    env = {"PYTHONIOENCODING": "ascii", "CLAIMS_LEDGER": str(seeded)}
    for verb in (("show", "fnghdcbb"), ("person", "Guterres")):
        assert as_process(verb, env=env).done().out.isascii()
