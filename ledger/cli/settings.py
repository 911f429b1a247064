"""The file of settings: what can stand in it, how it is read, and where each value comes from.

Every setting stands for an environment variable that the program heeds anyway, and is adopted as
one for the length of a command. Invariants: a flag goes before the environment, the environment
before the file; where there is no file, nothing is read; a file with a fault in it is refused
whole, with its line, but by the commands that help to mend it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ledger.config import (
    MEMORY,
    codings_directory,
    config_file,
    key_directory,
    ledger_directory,
    project_ledger,
    recorder_name,
    state_directory,
)
from ledger.errors import Failed, LedgerError, Malformed, Unreadable

AUTO, ALWAYS, NEVER = "auto", "always", "never"
_MEND = "claims config edit"
_LARGEST = 100_000


@dataclass(frozen=True)
class Setting:
    """A key of the file: its variable, what it does, what it may be, and what holds without it.

    A setting with no `allowed` is any text; one that is a `flag` is true or false.
    """

    key: str
    variable: str
    about: str
    default: str
    allowed: tuple[str, ...] = ()
    flag: bool = False
    also: tuple[str, ...] = ()
    """Other variables that go before the file."""
    example: str = ""
    """What may stand in the file, where the default is no value but words."""

    @property
    def choices(self) -> str:
        """What it may be, in words."""
        if self.flag:
            return "true or false"
        *more, last = self.allowed or ("a text",)
        return f"{', '.join(more)} or {last}" if more else last


SETTINGS = (
    Setting(
        "ledger", "CLAIMS_LEDGER", "The ledger's directory, where no .claims/ folder is nearer.",
        "a folder among the platform's data", example="~/forecasts",
    ),
    Setting("recorder", "CLAIMS_RECORDER", "Who is recording.", "the login name", example="lena"),
    Setting(
        "keys", "CLAIMS_KEYS", "The folder of private keys, never in a ledger's directory.",
        "a folder beside this file", example="~/.config/claims/keys",
    ),
    Setting(
        "codings", "CLAIMS_CODINGS", "The folder of sealed codings, never in a ledger's directory.",
        "a folder among the platform's data", example="~/codings",
    ),
    Setting(
        "state", "CLAIMS_STATE", "The folder of drafts and of what was typed before.",
        "a folder of the platform's", example="~/.local/state/claims",
    ),
    Setting(
        "color", "CLAIMS_COLOR", "Whether screens have colour.", AUTO, (AUTO, ALWAYS, NEVER),
        also=("NO_COLOR", "FORCE_COLOR"),
    ),
    Setting("ascii", "CLAIMS_ASCII", "Draw with ASCII characters only.", "false", flag=True),
    Setting(
        "no_input", "CLAIMS_NO_INPUT", "Never ask; what is missing is an error.", "false", flag=True
    ),
    Setting(
        "no_reminder", "CLAIMS_NO_REMINDER", "Never end with a line on what is overdue.", "false",
        flag=True,
    ),
    Setting(
        "progress", "CLAIMS_PROGRESS", "Show on a terminal how far something long has come.", AUTO,
        (AUTO, NEVER),
    ),
    Setting(
        "memory", "CLAIMS_MEMORY", "How much memory figures may take, before they go on in files.",
        MEMORY, example="2GB",
    ),
)  # fmt: skip
"""Every key of the file. A new one is a line here, and a place that heeds its variable."""

_FOUND: dict[str, Callable[[], object]] = {
    "ledger": ledger_directory,
    "recorder": recorder_name,
    "keys": key_directory,
    "codings": codings_directory,
    "state": state_directory,
}
"""Where the program itself looks for what has no fixed default."""

BY_KEY = {one.key: one for one in SETTINGS}


@dataclass(frozen=True)
class Held:
    """What a setting is now, and where that comes from."""

    setting: Setting
    value: str
    origin: str


def read(file: Path) -> dict[str, str]:
    """Return the settings that a file holds, as texts; raise `Unreadable` for any fault in it."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Failed(f"{file} cannot be read ({error.strerror})", "claims config path") from None
    from ledger.strict import load_toml

    try:
        found = load_toml(content, largest=_LARGEST)
    except Malformed as fault:
        raise Unreadable(f"{file}, line {fault.line}: {fault.problem}", _MEND) from None
    lines = content.decode("utf-8", "replace").splitlines()
    return {
        key: _checked(key, value, f"{file}, {_line(key, lines)}") for key, value in found.items()
    }


def _line(key: str, lines: Sequence[str]) -> str:
    """Return where a key stands, in words."""
    begins = re.compile(rf"""\s*\[?\s*["']?{re.escape(key)}["']?\s*[\].=]""")
    number = next((number for number, line in enumerate(lines, 1) if begins.match(line)), 1)
    return f"line {number}"


def _checked(key: str, value: object, where: str) -> str:
    """Return a value as its variable has it; raise `Unreadable` if it may not be that."""
    setting = BY_KEY.get(key)
    if setting is None:
        import difflib

        near = difflib.get_close_matches(key, BY_KEY, n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise Unreadable(f"{where}: there is no setting “{key}”", f"{hint}{_MEND}")
    if setting.flag and isinstance(value, bool):
        return "1" if value else "0"
    text = value if isinstance(value, str) and not setting.flag else None
    if not text or "\0" in text or (setting.allowed and text not in setting.allowed):
        raise Unreadable(f"{where}: {key} is {setting.choices}, and not {_told(value)}", _MEND)
    return text


def _told(value: object) -> str:
    return f"“{value}”" if isinstance(value, str) else str(value).lower()


@contextmanager
def adopted(arguments: Sequence[str]) -> Iterator[None]:
    """Let the file's settings hold for one command, as variables; what is set already stays."""
    first = arguments[0] if arguments else ""
    if first in {"config", "help", "completion"}:
        yield
        return
    lenient = first in {"", "doctor"}
    before = dict(os.environ)
    with suppress(*([LedgerError] if lenient else [])):
        os.environ.update(_missing())
    try:
        yield
    finally:
        for name in {variable for one in SETTINGS for variable in (one.variable, *one.also)}:
            _restore(name, before.get(name))


def _restore(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value


def _missing() -> dict[str, str]:
    """Return the variables that the file adds to the environment."""
    file = config_file()
    if not file.is_file():
        return {}
    added: dict[str, str] = {}
    for key, value in read(file).items():
        if _nearer(BY_KEY[key]) is None and not (BY_KEY[key].flag and value == "0"):
            added |= _as_variables(key, value)
    return added


def _as_variables(key: str, value: str) -> Mapping[str, str]:
    """Return the variables that say what a setting does; colour has others that libraries know."""
    known = {ALWAYS: {"FORCE_COLOR": "1"}, NEVER: {"NO_COLOR": "1"}}
    return {BY_KEY[key].variable: value, **(known.get(value, {}) if key == "color" else {})}


def _nearer(setting: Setting) -> str | None:
    """Return what goes before the file for a setting, or None."""
    named = (name for name in (setting.variable, *setting.also) if os.environ.get(name))
    if (variable := next(named, None)) is not None:
        return f"the environment: {variable}"
    project = project_ledger() if setting.key == "ledger" else None
    return f"the folder {project}" if project is not None else None


def held() -> list[Held]:
    """Return every setting with its value and where it comes from; raise for a faulty file."""
    file = config_file()
    return in_force(read(file) if file.is_file() else {}, file)


def in_force(written: Mapping[str, str], file: Path) -> list[Held]:
    """Return every setting with its value, given what a file holds."""
    return [_held(one, written.get(one.key), file) for one in SETTINGS]


def _held(setting: Setting, written: str | None, file: Path) -> Held:
    nearer = _nearer(setting)
    if nearer is not None:
        return Held(setting, _now(setting), nearer)
    if written is None:
        return Held(setting, _now(setting), "default")
    shown = {"1": "true", "0": "false"}[written] if setting.flag else written
    return Held(setting, shown, str(file))


def _now(setting: Setting) -> str:
    """Return what a setting is by the environment, or without it."""
    if setting.key in _FOUND:
        return str(_FOUND[setting.key]())
    named = (os.environ.get(name) for name in (setting.variable, *setting.also))
    return next((value for value in named if value), setting.default)


def template() -> str:
    """Return a file in which every setting stands, commented, with its default."""
    head = (
        "# Settings of the command line, claims. A flag goes before the environment,\n"
        "# the environment before this file. claims config shows what holds, and why.\n"
    )
    return head + "".join(f"\n{_entry(one)}" for one in SETTINGS)


def _entry(setting: Setting) -> str:
    example = setting.default if setting.flag else f'"{setting.example or setting.default}"'
    return (
        f"# {setting.about}\n"
        f"# {setting.choices}; default: {setting.default}; variable: {setting.variable}\n"
        f"# {setting.key} = {example}\n"
    )
