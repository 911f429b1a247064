"""Help on what is set up once: settings, completion."""

from __future__ import annotations

from ledger.cli.topics.table import table


def config() -> str:
    """Tell the settings, their variables and what goes before what."""
    from ledger.cli.settings import SETTINGS

    told = {one.key: f"{one.about} {one.choices}; {one.variable}" for one in SETTINGS}
    return f"""Settings of the command line stand in a file in TOML, each with a comment:

  claims config          what holds, and where each comes from
  claims config path     where the file is
  claims config init     begin it, every setting explained and none in force
  claims config edit     open it with $VISUAL or $EDITOR

{table(told)}

A flag goes before the environment, the environment before a .claims/ folder, and that before the
file. CLAIMS_CONFIG names another file. A file with a fault in it is refused, with the line; help,
config and doctor work nevertheless. From Python, ledger.Ledger.open() heeds the environment and
not the file."""


def completion() -> str:
    """Tell how a shell is made to complete, and what it then offers."""
    return """Tab completes verbs, options and their values, help topics, the keys and values of
filters, and, of what is on record, ids, people, sources and topics.

In ~/.bashrc, or in ~/.zshrc after compinit:
  eval "$(claims completion bash)"
  eval "$(claims completion zsh)"

For fish, once:
  claims completion fish > ~/.config/fish/completions/claims.fish

zsh and fish show beside an id the words of its claim; bash shows the id. To answer, no database is
opened: names and ids are kept in a small file of their own, which reports bring up to date."""
