"""``-term`` on a command line: what is negated is told apart from an option that is misspelt.

Invariant: an option that the verb has is never taken for a term, and whatever begins with two
hyphens is an option.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from typer._click.core import Parameter

_LETTER = 2


def terms_last(args: Sequence[str], parameters: Iterable[Parameter]) -> list[str]:
    """Return a command line with its negated terms at the end."""
    options = {name: one for one in parameters for name in one.opts if name.startswith("-")}
    valued = {name for name, one in options.items() if not getattr(one, "is_flag", False)}
    end = args.index("--") if "--" in args else len(args)
    kept: list[str] = []
    terms: list[str] = []
    rest = iter(args[:end])
    for arg in rest:
        if _is_term(arg, options, valued):
            terms.append(arg)
            continue
        kept.append(arg)
        if arg in valued:
            kept += [value for value in [next(rest, None)] if value is not None]
    after = [*terms, *args[end + 1 :]]
    return [*kept, "--", *after] if after else kept


def _is_term(arg: str, options: Iterable[str], valued: Iterable[str]) -> bool:
    """Say whether an argument is a negated term: more than a letter, and no option of the verb."""
    if not arg.startswith("-") or arg.startswith("--") or len(arg) <= _LETTER:
        return False
    bare = arg[1:].partition("=")[0]
    return arg[:_LETTER] not in valued and f"--{bare}" not in options
