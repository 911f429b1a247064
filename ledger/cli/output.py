"""The one module that writes to stdout and stderr and knows the exit codes.

Invariant: stdout is data, stderr is talk, and nothing from outside reaches a terminal unless it
was made visible.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from ledger.errors import Failed, LedgerError, Unreadable
from ledger.visible import visible, visible_json, visible_lines

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.control import Control

    from ledger.screens.look import Look

EXIT_CODES: dict[int, str] = {
    0: "done; an empty list is a success",
    1: "failed: disk, lock, permissions, or a fault of the program",
    2: "wrong use, an unreadable value, or against a rule; nothing was saved",
    3: "nothing, or nobody, by that name or id; or several",
    4: "the ledger is damaged, foreign, or of a newer format",
    5: "only `claims due --check`: something is overdue",
    130: "interrupted",
}
_UNPIPED_WIDTH = 80
_NARROWEST = 60
COLORS = ("auto", "always", "never")


class UnknownVerb(Unreadable):
    """Somebody typed a verb that there is not."""

    def __init__(self, name: str, remedy: str) -> None:
        """Take what was typed and what may have been meant."""
        super().__init__(f"“{name}” is not a verb of claims", remedy)


def data(text: str) -> None:
    """Write lines of data to stdout, made visible; line ends and tabs are layout."""
    _put(visible_lines(text) + "\n")


def raw(text: str) -> None:
    """Write data to stdout: UTF-8, to the letter; on a terminal, made visible line by line."""
    _put(text if piped() else visible_lines(text))


def again(text: str) -> None:
    """Write to stdout what this module has written before, as it was made then."""
    _write(sys.stdout, text)


def raw_bytes(content: bytes) -> None:
    """Write bytes to stdout; refuse a terminal."""
    if sys.stdout.isatty():
        raise Unreadable("that format is not for a terminal", "name a file with -o FILE")
    with _taken():
        sys.stdout.buffer.write(content)


def talk(text: str) -> None:
    """Write lines of talk to stderr, made visible.

    What came from outside is made visible before it is put into a line: else it could begin one.
    """
    _write(sys.stderr, visible_lines(text) + "\n")


def prompt(text: str) -> None:
    """Write the start of a line to stderr, where the answer will stand beside it."""
    _write(sys.stderr, visible(text))
    sys.stderr.flush()


def emit_json(value: object) -> None:
    """Write a value as JSON to stdout, in readable layout; dates as ISO 8601.

    Of an object, or of each in a list, only the fields that ``--json=FIELD,…`` names.
    """
    from ledger.cli.fields import picked

    _put(as_json(picked(value)) + "\n")


def as_json(value: object, indent: int | None = 2) -> str:
    """Return JSON in which every character that a terminal might act on is escaped."""
    try:
        text = json.dumps(value, ensure_ascii=False, indent=indent, default=_plain, allow_nan=False)
    except (TypeError, ValueError):
        text = json.dumps(_storable(value), ensure_ascii=False, indent=indent, allow_nan=False)
    return visible_json(text)


def tsv(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> None:
    """Write rows as tab-separated values: full text, no header, nothing wrapped."""
    for row in rows:
        data("\t".join(cell(row[column]) for column in columns))


def cell(value: object) -> str:
    """Return a value as one visible line: nothing for None, ISO dates, lists with commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(cell, value))
    return visible(value if isinstance(value, str) else str(_plain(value)))


def piped() -> bool:
    """Say whether stdout goes to a program or a file rather than to a person."""
    return not sys.stdout.isatty()


def can_ask() -> bool:
    """Say whether there is a person to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def is_watched() -> bool:
    """Say whether there is a person who reads what is said."""
    return sys.stderr.isatty()


@dataclass(frozen=True)
class Surface:
    """Where screens are printed, and how they should look there."""

    console: Console
    look: Look


def surface(ascii_only: bool = False, color: str | None = None) -> Surface:
    """Return the console on stdout and the look that suits it.

    `color` is auto, always or never; without it ``CLAIMS_COLOR`` says, and then what is usual.
    """
    from rich.console import Console

    from ledger.screens.look import Look

    columns, (force, system) = width(), _colouring(color)
    console = Console(
        file=sys.stdout, width=columns, highlight=False, soft_wrap=False, emoji=False,
        force_terminal=force, color_system=system, no_color=False if force else None,
    )  # fmt: skip
    utf8 = "utf" in (sys.stdout.encoding or "").lower()
    dumb = os.environ.get("TERM") == "dumb"
    return Surface(console, Look(width=columns, ascii=ascii_only or dumb or not utf8))


def show(renderable: RenderableType, on: Surface) -> None:
    """Print a screen, in whatever encoding stdout has."""
    with on.console.capture() as drawn:
        on.console.print(renderable)
    _write(sys.stdout, drawn.get())


@contextmanager
def other_screen() -> Iterator[None]:
    """Go to the terminal's other screen, without a cursor; come back from it whatever happens."""
    console = surface().console
    console.set_alt_screen(True)
    console.show_cursor(False)
    try:
        yield
    finally:
        console.show_cursor(True)
        console.set_alt_screen(False)
        sys.stdout.flush()


def redraw(renderable: RenderableType, on: Surface) -> None:
    """Draw over what stands on the whole terminal."""
    from rich.screen import Screen

    with on.console.capture() as drawn:
        on.console.control(_home())
        on.console.print(Screen(renderable), end="")
    _write(sys.stdout, drawn.get())
    flush()


def _home() -> Control:
    from rich.control import Control

    return Control.home()


def _colouring(given: str | None) -> tuple[bool | None, Literal["auto", "standard"] | None]:
    """Return whether stdout is taken for a terminal, and which colours it is given."""
    wanted = given or os.environ.get("CLAIMS_COLOR") or "auto"
    if wanted not in COLORS:
        raise Unreadable(f"“{wanted}” is no use of colour", f"use one of: {', '.join(COLORS)}")
    if wanted == "always":
        return True, "standard"
    return (None, "auto") if wanted == "auto" else (None, None)


def complain(error: LedgerError) -> int:
    """Write an error's sentence and remedy to stderr; return its exit code."""
    talk(f"error: {visible(error.sentence)}")
    if error.remedy:
        talk(f"hint:  {visible(error.remedy)}")
    return error.exit_code


def misused(message: str, remedy: str) -> LedgerError:
    """Return what was wrong with a call, in our words."""
    return Unreadable(message[:1].lower() + message[1:].rstrip("."), remedy)


def machine_trouble(error: OSError) -> LedgerError:
    """Return the sentence for trouble with the machine."""
    where = f" ({error.filename})" if error.filename else ""
    return Failed(f"{error.strerror or error}{where}", "claims doctor")


def own_fault(error: Exception) -> LedgerError:
    """Return the sentence for a fault of this program."""
    return Failed(
        f"this is a fault of the program: {type(error).__name__}: {error}",
        "nothing half-done was saved; CLAIMS_DEBUG=1 shows where it is, claims doctor what is odd",
    )


def trace(error: Exception) -> None:
    """Write where in the program an error arose, without the values that were at hand."""
    import traceback

    talk("".join(traceback.format_exception(error)).rstrip())


def interrupted() -> int:
    """Say that the person stopped it."""
    talk("stopped; nothing was saved")
    return 130


def unheard() -> int:
    """Leave quietly when whoever was reading has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def open_what_is_closed() -> None:
    """Let writing go nowhere, and reading end at once, where the shell closed a stream."""
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 for good
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 for good


def flush() -> None:
    """Send what is held back, so that a reader who has gone is noticed here."""
    with _taken():
        sys.stdout.flush()


def _put(text: str) -> None:
    if sys.stdout.isatty():
        _write(sys.stdout, text)
        return
    with _taken():
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))


def _write(stream: TextIO, text: str) -> None:
    with _taken():
        try:
            stream.write(text)
        except UnicodeEncodeError:
            encoding = stream.encoding or "ascii"
            stream.write(text.encode(encoding, "backslashreplace").decode(encoding))


@contextmanager
def _taken() -> Iterator[None]:
    """Say so if what is written cannot be taken; a reader who has gone is another matter.

    Whatever the command did, it did before it told of it.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Failed(
            f"the output could not be written ({error.strerror})",
            "what was saved stays saved: claims log",
        ) from error


def width() -> int:
    """Return how many columns there are to write in; never fewer than sixty."""
    return max(_NARROWEST, _width())


def _width() -> int:
    import shutil

    given = os.environ.get("COLUMNS", "")
    if given.isdigit():
        return int(given)
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else _UNPIPED_WIDTH


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value.as_tuple().exponent == 0 else float(value)
    return str(value)


def _storable(value: object) -> object:
    """Return a value of SQL as JSON has it: no infinity, and texts for keys."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {cell(key): _storable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(one) for one in value]
    return value if isinstance(value, str | int | float | None) else _storable(_plain(value))
