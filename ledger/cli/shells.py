"""Completion in bash, zsh and fish: the script of each, and the answer to its questions.

A script asks by running the program with `ASKING` set to the name of the shell and `LINE` to what
is typed so far; each line of the answer is a word, a tab and what it means. Invariants: no database
is opened, nothing typed is run, and whatever goes wrong, the answer is an empty one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.cli.candidates import Word, candidates
from ledger.errors import LedgerError
from ledger.visible import visible

if TYPE_CHECKING:
    from typer._click.core import Command, Context, Parameter

ASKING = "_CLAIMS_COMPLETE"
LINE = "_CLAIMS_LINE"
BREAKS = "_CLAIMS_BREAKS"
"""Where bash ends a word: what stands before is no part of what is to be completed."""

_BASH = """\
# Completion of claims for bash. To have it always, put this line into ~/.bashrc:
#   eval "$(claims completion bash)"
_claims_completion() {
    local word about
    COMPREPLY=()
    while IFS=$'\\t' read -r word about; do
        COMPREPLY+=("$word")
    done < <(_CLAIMS_COMPLETE=bash _CLAIMS_BREAKS="$COMP_WORDBREAKS" \\
        _CLAIMS_LINE="${COMP_LINE:0:COMP_POINT}" "$1" 2>/dev/null)
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *: ]] && compopt -o nospace
    return 0
}
complete -o default -F _claims_completion claims
"""

_ZSH = """\
#compdef claims
# Completion of claims for zsh. To have it always, put this line into ~/.zshrc, after compinit:
#   eval "$(claims completion zsh)"
_claims() {
    local line word tab=$'\\t'
    local -a words_found told begun begun_told
    while IFS= read -r line; do
        word=${line%%$tab*}
        if [[ $word == *: ]]; then
            begun+=("$word"); begun_told+=("${line/$tab/  -- }")
        else
            words_found+=("$word"); told+=("${line/$tab/  -- }")
        fi
    done < <(_CLAIMS_COMPLETE=zsh \\
        _CLAIMS_LINE="${(j: :)words[1,CURRENT-1]} $PREFIX" claims 2>/dev/null)
    if (( $#words_found + $#begun == 0 )); then
        _files
        return
    fi
    (( $#begun )) && compadd -U -l -S '' -d begun_told -a begun
    (( $#words_found )) && compadd -U -l -d told -a words_found
    return 0
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _claims "$@"
else
    compdef _claims claims
fi
"""

_FISH = """\
# Completion of claims for fish. To have it always:
#   claims completion fish > ~/.config/fish/completions/claims.fish
function __claims_complete
    set -lx _CLAIMS_COMPLETE fish
    set -lx _CLAIMS_LINE (commandline -cp)
    set -l found (claims 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c claims -f -k -a '(__claims_complete)'
"""

SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}

INSTALL = {
    "bash": "echo 'eval \"$(claims completion bash)\"' >> ~/.bashrc",
    "zsh": "echo 'eval \"$(claims completion zsh)\"' >> ~/.zshrc",
    "fish": "claims completion fish > ~/.config/fish/completions/claims.fish",
}
"""What is typed once, to have completion always."""

_CLOSED = re.compile(r"""\\.|'[^']*'|"(?:[^"\\]|\\.)*\"""")
_PLAIN = re.compile(r"[\w@%+,./:=-]+", re.ASCII)


def asked_by() -> str:
    """Return the name of the shell that asks for completion, or nothing."""
    return os.environ.get(ASKING, "")


def answer(shell: str) -> str:
    """Return the answer to the shell's question, a line for each word."""
    try:
        words = complete(os.environ.get(LINE, ""))
    except Exception:
        return ""
    if shell == "bash":
        words = _for_bash(words, os.environ.get(LINE, ""), os.environ.get(BREAKS, ""))
    return "".join(f"{word}\t{visible(about)}\n" for word, about in words)


def complete(line: str) -> list[Word]:
    """Return what the last word of a command line, as far as it is typed, can become."""
    from typer._click.exceptions import ClickException
    from typer._click.shell_completion import _resolve_context, _resolve_incomplete

    from ledger.cli.main import program

    *typed, partial = _split(line)
    try:
        context = _resolve_context(program(), {}, "claims", typed[1:])
        part, begun = _resolve_incomplete(context, typed[1:], partial)
    except (LedgerError, ClickException):
        return []
    found = _possible(context, part, begun)
    named = partial.removesuffix(begun) if partial.startswith("-") else ""
    return [(f"{named}{word}", about) for word, about in found]


def _possible(context: Context, part: Command | Parameter, begun: str) -> Iterable[Word]:
    """Return what can stand there: a verb, an option, or a value of `part`."""
    from typer._click.core import Command

    from ledger.cli.main import Verbs

    if not isinstance(part, Command):
        return _values(context, part, begun)
    if begun.startswith("-"):
        return [*_options(context, begun), *_excluded(context, begun)]
    return _verbs(context, part, begun) if isinstance(part, Verbs) else ()


def _verbs(context: Context, group: Command, begun: str) -> list[Word]:
    """Return the verbs of a group; and, as a noun alone means its show, what that can show."""
    from ledger.cli.main import Verbs

    if not isinstance(group, Verbs):
        return []
    found = [
        (verb.name, verb.summary) for verb in group.by_name.values() if verb.name.startswith(begun)
    ]
    show = group.get_command(context, "show") if group.name != "claims" else None
    if show is None or not show.params:
        return found
    names = candidates(f"{group.name} show", str(show.params[0].name), begun, _directory(context))
    return found + names


def _options(context: Context, begun: str) -> list[Word]:
    """Return the options of a verb that begin like this, those with several names by the last."""
    return [
        (item.value, " ".join((item.help or "").split()))
        for item in context.command.shell_complete(context, begun)
    ]


def _excluded(context: Context, begun: str) -> list[Word]:
    """Return the terms of a filter that leave something out, where the verb takes a filter."""
    takes = any(one.name == "filter_" for one in context.command.params)
    if not takes or begun.startswith("--"):
        return []
    return candidates("", "filter_", begun, _directory(context))


def _values(context: Context, part: Parameter, begun: str) -> list[Word]:
    """Return the values of an option or argument."""
    verb = context.command_path.partition(" ")[2]
    long = [name for name in part.opts if name.startswith("--")]
    name = long[0] if long else str(part.name)
    return candidates(verb, name, begun, _directory(context))


def _directory(context: Context) -> Path:
    """Return where the ledger lies that the command line is about."""
    from ledger.config import ledger_directory

    given = context.params.get("ledger")
    return ledger_directory(given if isinstance(given, str) else None)


def _split(line: str) -> list[str]:
    """Return the words of a line, the last as far as it is typed; an open quote may stay open."""
    from typer._click.shell_completion import split_arg_string

    words = split_arg_string(line)
    return [*words, ""] if not words or _ends_between(line) else words


def _ends_between(line: str) -> bool:
    """Say whether the next word has not begun."""
    return line[-1:].isspace() and not line.endswith("\\ ")


def _for_bash(words: list[Word], line: str, breaks: str) -> list[Word]:
    """Return the words as bash takes them: without what it holds for words before, and quoted."""
    at = _open_quote(line)
    before = _before(line if at is None else line[:at], breaks)
    bare = [(word.removeprefix(before), about) for word, about in words]
    if at is None:
        return [(_quoted(word), about) for word, about in bare]
    return [(_within(line[at], word), about) for word, about in bare]


def _before(line: str, breaks: str) -> str:
    """Return the part of the last word that bash takes for words before it."""
    partial = _split(line)[-1]
    return partial[: max((partial.rfind(one) for one in ":=" if one in breaks), default=-1) + 1]


def _open_quote(line: str) -> int | None:
    """Return where the quotation mark stands that is open where a line ends."""
    rest = _CLOSED.sub(lambda hit: "-" * len(hit[0]), line)
    return next((at for at, char in enumerate(rest) if char in "\"'"), None)


def _within(quote: str, word: str) -> str:
    """Return a word as it stands between quotation marks; `!` calls up history even there."""
    if quote == "'":
        return word.replace("'", r"'\''")
    return re.sub(r'(["$`\\])', r"\\\1", word).replace("!", '"\\!"')


def _quoted(word: str) -> str:
    """Return a word in which the shell sees nothing but letters."""
    return word if _PLAIN.fullmatch(word) else re.sub(r"([^\w@%+,./:=-])", r"\\\1", word)
