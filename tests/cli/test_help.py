"""Everything that the help says can be typed, and it reads well where it is narrow."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from typer._click.core import Context

from ledger.cli.table import HEADINGS, NOUNS
from ledger.cli.topics import TOPICS
from tests.cli.parsing import command_of, commands_in, every_verb, parsed, words_of
from tests.cli.running import Claims, as_process

VERBS = every_verb()


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_every_verb_has_an_example_that_can_be_typed(verb: tuple[str, ...], claims: Claims) -> None:
    help_ = claims(*verb, "--help").done().out
    lines = list(examples(help_))
    assert lines
    for line in lines:
        words = words_of(line)
        assert words[0] == "claims", line
        command, path = command_of(words[1:])
        rest = words[1 + len(path.split()) :] if words[1] in path else words[1:]
        rest = words[2:] if path.endswith("show") and words[2:3] != ["show"] else rest
        command.make_context(path, rest, resilient_parsing=False)


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_one_of_the_examples_is_of_the_verb_itself(verb: tuple[str, ...], claims: Claims) -> None:
    said = [line.split()[1:] for line in examples(claims(*verb, "--help").out)]
    short = [verb[0]] if verb[-1] == "show" else list(verb)
    assert [words for words in said if words[: len(short)] == short]


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_every_verb_takes_json(verb: tuple[str, ...]) -> None:
    command, _ = command_of(list(verb))
    assert "--json" in {name for parameter in command.params for name in parameter.opts}


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_every_option_says_what_it_is_for(verb: tuple[str, ...]) -> None:
    command, path = command_of(list(verb))
    context = Context(command, info_name=path)
    for parameter in command.params:
        record = parameter.get_help_record(context)
        assert record is None or record[1].strip(), parameter.name


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("verb", [(), *VERBS, *((noun,) for noun in NOUNS)], ids=" ".join)
def test_help_keeps_its_shape(
    verb: tuple[str, ...], width: int, claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = claims(*verb, "--help").done().lines
    told = [line for line in lines if not in_an_example(line, lines)]
    assert max(map(len, told)) <= width
    assert not [line for line in lines if line != line.rstrip() or "\x1b" in line]
    assert lines[0].startswith("Usage: claims")


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_prints_and_fits(
    topic: str, width: int, claims: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = claims("help", topic).done().lines
    assert len(lines) > 3
    typed = list(commands_of(topic))
    assert max(len(line) for line in lines if line not in typed) <= width


@pytest.mark.parametrize("topic", TOPICS)
def test_the_commands_that_a_topic_names_are_there(topic: str) -> None:
    for line in commands_of(topic):
        parsed(commands_in(line)[0].removesuffix("…"))


def test_the_list_of_topics_names_each(claims: Claims) -> None:
    said = claims("help").done().out
    assert all(f"  {topic}  " in said for topic in TOPICS)
    assert set(claims("help", "--json").json) == set(TOPICS)


@pytest.mark.parametrize(
    "name", sorted({verb.name for group in HEADINGS.values() for verb in group} - set(TOPICS))
)
def test_help_on_a_verb_is_its_help(name: str, claims: Claims) -> None:
    assert claims("help", name).done().out == claims(name, "--help").done().out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("lst", "list"), ("improt", "import"), ("resolv", "resolve"), ("persn", "person")],
)
def test_an_unknown_verb_suggests_what_was_meant(typed: str, meant: str, claims: Claims) -> None:
    said = claims(typed)
    assert said.code == 2
    assert f"did you mean claims {meant}?" in said.err


def test_without_a_verb_it_says_where_to_begin(claims: Claims) -> None:
    said = claims().done()
    assert "claims demo" in said.out
    assert "No ledger yet" in said.out


def test_without_a_verb_and_with_a_ledger_it_says_how_to_go_on(
    claims: Claims, seeded: object
) -> None:
    said = claims().done()
    assert str(seeded) in said.out
    assert "claims due" in said.out


def test_the_version_is_the_packages() -> None:
    from ledger import __version__

    assert as_process(["--version"]).done().out == f"claims {__version__}\n"


def commands_of(topic: str) -> Iterator[str]:
    """Yield the lines of a topic that are commands, which are not wrapped."""
    _, text = TOPICS[topic]
    yield from (line for line in text().splitlines() if line.strip().startswith("claims"))


def examples(help_: str) -> Iterator[str]:
    """Yield the command lines under ``Example:``, those that go on below as one."""
    block = re.search(r"Example:\n((?:    .*\n)+)", help_)
    joined = re.sub(r"\\\n\s*", "", block[1]) if block else ""
    yield from filter(None, map(str.strip, joined.splitlines()))


def in_an_example(line: str, lines: list[str]) -> bool:
    """Say whether a line stands under ``Example:``, where it is kept as it can be typed."""
    text = "\n".join(lines)
    block = re.search(r"Example:\n((?:    .*(?:\n|$))+)", text)
    return block is not None and line in block[1].splitlines()
