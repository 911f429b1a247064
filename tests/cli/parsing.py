"""Commands that a help or a remedy names: that they exist, and take what is written there."""

from __future__ import annotations

import re
import shlex

from typer._click.core import Command, Context

from ledger.cli.main import Verbs, program
from ledger.cli.table import NOUNS, VERBS

_NAMED = re.compile(r"\bclaims ((?:[a-z]+\b|--help).*?)(?:[;?—]|, or |\)|$)")
_OPTION = re.compile(r"(?<!\S)(--[a-z][a-z-]*|-[a-zA-Z])(?=[\s,;=]|$)")


def commands_in(text: str) -> list[str]:
    """Return what follows each ``claims`` in a sentence."""
    return [hit[1].strip() for hit in _NAMED.finditer(text)]


def parsed(written: str) -> Command:
    """Return the command that the words begin with; every option among them must be its own."""
    words = written.split()
    command, path = command_of(words)
    takes = {name for parameter in command.params for name in parameter.opts}
    takes |= {"--help", "-h"}
    unknown = [name for name in _OPTION.findall(written) if name not in takes]
    assert not unknown, f"claims {path} takes no {unknown}: {written}"
    return command


def command_of(words: list[str]) -> tuple[Command, str]:
    """Return the command that the words begin with, and its name; `claims` itself for none."""
    whole = program()
    context = Context(whole, info_name="claims")
    if not words or words[0].startswith("-"):
        return whole, ""
    command = whole.get_command(context, words[0])
    assert command is not None, f"there is no verb {words[0]}"
    if isinstance(command, Verbs):
        named = words[1] if len(words) > 1 and words[1] in command.by_name else "show"
        below = command.get_command(context, named)
        assert below is not None
        return below, f"{words[0]} {named}"
    return command, words[0]


def every_verb() -> list[tuple[str, ...]]:
    """Return every verb as it is typed."""
    alone = [(verb.name,) for group in VERBS.values() for verb in group]
    return alone + [(noun, verb.name) for noun, verbs in NOUNS.items() for verb in verbs]


def words_of(line: str) -> list[str]:
    """Return the words of a command line as a shell would hand them over, up to its ``||``."""
    words = shlex.split(line, comments=True)
    return words[: words.index("||")] if "||" in words else words
