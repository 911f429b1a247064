"""The manual page, in roff, made from what decides: the tables of verbs, codes and variables.

Invariant: whatever text goes in is text in the page, and never a request to the formatter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ledger.cli.output import EXIT_CODES
from ledger.cli.table import NOUNS, VERBS, Verb

_SPECIAL = {
    "\\": "\\e",
    "-": "\\-",
    "'": "\\(aq",
    '"': "\\(dq",
    "^": "\\(ha",
    "~": "\\(ti",
    "`": "\\(ga",
}


def page() -> str:
    """Return the whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    from ledger import __version__
    from ledger.cli.topics.around import variables

    yield f'.TH CLAIMS 1 "" "claims {_text(__version__)}" "The claims ledger"'
    yield from _section("NAME")
    yield _text("claims - keep track of what people predicted, and how it turned out")
    yield from _section("SYNOPSIS")
    yield ".B claims"
    yield ".I VERB"
    yield "[\\fIOPTIONS\\fR]"
    yield from _section("DESCRIPTION")
    yield _text(_ABOUT)
    yield from _section("VERBS")
    for heading, verbs in VERBS.items():
        yield f".SS {_quoted(heading)}"
        for verb in verbs:
            yield from _verb(verb, verb.name)
    for noun, verbs in NOUNS.items():
        yield f".SS {_quoted(noun)}"
        for verb in verbs:
            yield from _verb(verb, f"{noun} {verb.name}")
    yield from _section("EXIT STATUS")
    yield from _terms({str(code): meaning for code, meaning in EXIT_CODES.items()})
    yield from _section("ENVIRONMENT")
    yield from _terms(variables())
    yield from _section("FILES")
    yield from _terms(_FILES)
    yield from _section("SEE ALSO")
    yield _text("claims help lists the topics: filters, dates, probabilities, scoring and more.")


_ABOUT = (
    "Each claim is an event that is never edited, with its words, its source and its date; what "
    "happened is recorded later, by further events; and every figure is worked out from them, "
    "with its n and its interval. claims demo makes a throwaway ledger to look at, claims tour "
    "walks through it."
)
_FILES = {
    "~/.local/share/claims/main": "the ledger, unless --ledger, CLAIMS_LEDGER, a .claims/ folder "
    "or the settings name another; other platforms have other places (claims doctor)",
    "~/.config/claims/config.toml": "the settings (claims config init begins it)",
    "~/.config/claims/keys": "private keys",
}


def _section(name: str) -> Iterator[str]:
    yield f".SH {name}"


def _verb(verb: Verb, called: str) -> Iterator[str]:
    """Yield a verb: how it is called, what it does, its arguments and options, its examples."""
    from typer._click.core import Context

    from ledger.cli.main import load

    command = load(verb)
    context = Context(command, info_name=f"claims {called}")
    usage = " ".join(command.collect_usage_pieces(context))
    yield ".TP"
    yield f"\\fBclaims {_text(called)}\\fR {_text(usage)}"
    told, _, examples = (command.help or "").replace("\b", "").partition("Example:")
    yield _text(" ".join(told.split()))
    yield ".RS"
    records = (one.get_help_record(context) for one in command.params)
    yield from _terms({record[0]: record[1] for record in records if record is not None})
    yield from _examples(examples.splitlines())
    yield ".RE"


def _terms(told: Mapping[str, str]) -> Iterator[str]:
    for name, meaning in told.items():
        yield ".TP"
        yield f"\\fB{_text(name)}\\fR"
        yield _text(" ".join(meaning.split()))


def _examples(lines: Iterable[str]) -> Iterator[str]:
    typed = [line.strip() for line in lines if line.strip()]
    if typed:
        yield ".PP"
        yield ".nf"
        yield from map(_text, typed)
        yield ".fi"


def _quoted(text: str) -> str:
    return f'"{_text(text)}"'


def _text(text: str) -> str:
    """Return a text in which roff sees nothing but letters."""
    spelled = "".join(_SPECIAL.get(char, _letter(char)) for char in text)
    return f"\\&{spelled}" if spelled.startswith((".", "\\(aq")) else spelled


def _letter(char: str) -> str:
    return char if char.isascii() else f"\\[u{ord(char):04X}]"
