"""Where the command line begins and ends: find the verb, run it, turn trouble into an exit code.

Invariant: only the module of the verb that was called is loaded.
"""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import typer
from typer._click.core import Command, Context, Parameter
from typer._click.exceptions import ClickException, NoArgsIsHelpError, NoSuchOption
from typer._click.formatting import HelpFormatter
from typer.core import TyperGroup, TyperOption

from ledger.cli import output
from ledger.cli.spoken import Spoken
from ledger.cli.table import HEADINGS, NOUN_SUMMARIES, NOUNS, VERBS, Verb
from ledger.errors import LedgerError

_PLAIN: dict[str, Any] = {
    "add_completion": False,
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
}
_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_BY_VARIABLE = {
    "--ascii": "CLAIMS_ASCII",
    "--no-input": "CLAIMS_NO_INPUT",
    "--plain": "CLAIMS_PLAIN",
}
"""The variable that stands for a flag, in every verb that has it."""
_ABOUT = "Keep track of what people predicted, and how it turned out."
_BY_NAME = ("person", "plan", "source")
"""Nouns after which a word that is like a verb may be somebody's name all the same."""
_MORE = "claims VERB --help tells more, with examples. New here: claims demo"
_LIKE = 0.7
"""How like an option must be to be meant, but for its dashes: a date is not what is due."""


class Verbs(TyperGroup):
    """A group that loads a verb's module when that verb is called, and not before."""

    def __init__(
        self,
        name: str,
        table: dict[str, tuple[Verb, ...]],
        about: str,
        **more: Any,  # noqa: ANN401 what typer's own class takes
    ) -> None:
        """Take the group's name, its verbs under their headings, and a line about it."""
        super().__init__(
            name=name, help=about, context_settings=_HELP, rich_markup_mode=None, **more
        )
        self.table = table
        self.by_name = {verb.name: verb for verbs in table.values() for verb in verbs}

    def list_commands(self, ctx: Context) -> list[str]:
        """Return the verbs in the order of the help."""
        return list(self.by_name)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Load the verb called `cmd_name`."""
        verb = self.by_name.get(cmd_name)
        if verb is None:
            return None
        if verb.name in NOUNS and not verb.module:
            return noun(verb.name)
        return heeding(load(verb))

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        """Find the verb; ``person NAME`` means ``person show NAME``."""
        if args[0] not in self.by_name and not args[0].startswith("-"):
            close = difflib.get_close_matches(args[0], self.by_name, n=1)
            two_words = len(args) > 1 and not args[1].startswith("-")
            no_name = self.name not in NOUNS or "show" not in self.by_name
            if no_name or (close and (two_words or self.name not in _BY_NAME)):
                path = ctx.command_path
                near = f"did you mean {path} {close[0]}?" if close else ""
                raise output.UnknownVerb(args[0], near or f"{path} --help lists the verbs")
            args = ["show", *args]
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """List the verbs under their headings, without loading any."""
        for heading, verbs in self.table.items():
            with formatter.section(heading):
                formatter.write_dl([(verb.name, verb.summary) for verb in verbs])


def load(verb: Verb) -> Command:
    """Make the command of one verb from its module."""
    function: Callable[..., None] = import_module(f"ledger.cli.verbs.{verb.module}").command
    app = typer.Typer(**_PLAIN)
    app.command(verb.name, cls=Spoken, context_settings=_HELP)(function)
    return typer.main.get_command(app)


def heeding(command: Command) -> Command:
    """Let the flags of a verb that a variable may set as well heed it."""
    for parameter in command.params:
        variable = _BY_VARIABLE.get(parameter.opts[0])
        if variable is not None and isinstance(parameter, TyperOption):
            parameter.envvar, parameter.show_envvar = variable, False
    return command


def noun(name: str) -> Verbs:
    """Make the group of one side noun."""
    return Verbs(
        name, {"Verbs": NOUNS[name]}, f"{NOUN_SUMMARIES[name].capitalize()}.", no_args_is_help=True
    )


def program() -> Verbs:
    """Make the whole command line."""
    return Verbs(
        "claims",
        HEADINGS,
        _ABOUT,
        epilog=_MORE,
        callback=_start,
        params=[_version()],
        invoke_without_command=True,
    )


def run(arguments: Sequence[str]) -> int:
    """Run one command line; return its exit code."""
    output.open_what_is_closed()
    try:
        with _surroundings(arguments):
            code = _invoke(arguments)
        output.flush()
    except LedgerError as error:
        return _complain(error, arguments)
    except NoArgsIsHelpError as error:
        output.talk(error.format_message())
        return 2
    except ClickException as error:
        return _complain(_misuse(error, arguments), arguments)
    except (KeyboardInterrupt, typer.Abort):
        return output.interrupted()
    except BrokenPipeError:
        return output.unheard()
    except OSError as error:
        return output.complain(output.machine_trouble(error))
    except Exception as error:
        if os.environ.get("CLAIMS_DEBUG"):
            output.trace(error)
        return output.complain(output.own_fault(error))
    return code


@contextmanager
def _surroundings(arguments: Sequence[str]) -> Iterator[None]:
    """Let the file of settings hold, and what takes long be shown; neither for help alone."""
    if {"-h", "--help", "--version"} & set(arguments):
        yield
        return
    from ledger.cli import progress, settings

    with settings.adopted(arguments), progress.on_terminal(arguments):
        yield


def _complain(error: LedgerError, arguments: Sequence[str]) -> int:
    from ledger.cli.mending import mended

    return output.complain(mended(error, arguments))


def _invoke(arguments: Sequence[str]) -> int:
    """Run one command line; what goes wrong is raised as it is, an interruption too."""
    whole = program()
    try:
        with whole.make_context("claims", list(arguments)) as context:
            whole.invoke(context)
    except typer.Exit as left:
        return int(left.exit_code)
    return 0


def _misuse(error: ClickException, arguments: Sequence[str]) -> LedgerError:
    """Return what was wrong with a call, and the option that was meant."""
    from ledger.cli.mending import called, moved

    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else called(arguments)
    if not isinstance(error, NoSuchOption):
        return output.misused(error.format_message(), f"{path} --help")
    if path == "claims" and (line := moved(arguments)):
        return output.misused(error.message, f"options follow the verb: {line}")
    known = {name.lstrip("-"): name for name in error.possibilities or ()}
    near = difflib.get_close_matches(error.option_name.lstrip("-"), known, n=1, cutoff=_LIKE)
    meant = f"did you mean {known[near[0]]}?" if near else f"{path} --help"
    return output.misused(error.message, meant)


def main() -> None:
    """Run the command line of this process and leave; or answer a shell that completes one."""
    if os.environ.get("_CLAIMS_COMPLETE"):
        _complete()
    sys.exit(run(sys.argv[1:]))


def _complete() -> None:
    """Answer the shell's question and leave; trouble is no matter of whoever presses Tab."""
    from ledger.cli import settings, shells

    output.open_what_is_closed()
    with settings.adopted([]):
        output.raw(shells.answer(shells.asked_by()))
    sys.exit(0)


def _start(version: bool = False) -> None:
    """With no verb: the version, or where to begin."""
    from ledger import __version__
    from ledger.cli.welcome import welcome

    if version:
        output.data(f"claims {__version__}")
    elif not _verb_called():
        welcome()


def _verb_called() -> bool:
    from typer._click.globals import get_current_context

    return bool(get_current_context().invoked_subcommand)


def _version() -> Parameter:
    return TyperOption(
        param_decls=["--version"], is_flag=True, help="Print the version.", default=False
    )


__all__ = ["VERBS", "Verbs", "main", "program", "run"]
