"""The options that verbs share, each declared once, and what they mean together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ledger.errors import Unreadable

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.readmodel.session import Asked

LedgerDir = Annotated[
    str | None,
    typer.Option("--ledger", metavar="DIR", help="The ledger's directory.", show_default=False),
]
AsJson = Annotated[
    bool,
    typer.Option("--json", help="Print JSON; --json=FIELD,… only these fields (claims schema)."),
]
Ascii = Annotated[bool, typer.Option("--ascii", help="Draw with ASCII characters only.")]
Plain = Annotated[
    bool, typer.Option("--plain", help="Sentences, one a figure: no boxes, no bars, no columns.")
]
Color = Annotated[
    str | None,
    typer.Option("--color", metavar="WHEN", help="auto, always or never; else CLAIMS_COLOR."),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE|N", help="As the ledger stood on that day, or at position N."
    ),
]
NoInput = Annotated[
    bool, typer.Option("--no-input", help="Never ask; what is missing is an error.")
]
NewPerson = Annotated[
    bool, typer.Option("--new-person", help="The name is new, although it is like one on record.")
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; kept on record.")]
PlanKey = Annotated[
    str | None, typer.Option("--plan", metavar="KEY", help="The collection plan that led to it.")
]
Filters = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILTER]…",
        help="by: topic: said: is: p: …, words, “a phrase”, -not (claims help filters).",
        show_default=False,
    ),
]
Kind = Annotated[
    str, typer.Option("--kind", metavar="KIND", help="forecast, intent, assertion or all.")
]
QuestionKind = Annotated[
    str,
    typer.Option(
        "--question-kind", metavar="KIND", help="Of a scoreboard: binary, choice, number or date."
    ),
]
Scope = Annotated[
    str,
    typer.Option(
        "--scope",
        metavar="SCOPE",
        help="Which of one's claims on a question count: first, at_horizon:DAYS, time_averaged, "
        "question_weighted or all_rows.",
    ),
]
GroupedBy = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="GROUP,…",
        help="commentator, topic, story, source, affiliation, kind, attribution, horizon, "
        "words, year, several of them, or everybody.",
    ),
]
Pooled = Annotated[bool, typer.Option("--pooled", help="Pool stated numbers with coded words.")]
MaturedOnly = Annotated[
    bool, typer.Option("--matured-only", help="Leave out rows of unknown maturity.")
]
IncludeEarly = Annotated[
    bool, typer.Option("--include-early", help="Count answers that came before the closing date.")
]
IncludeUntimely = Annotated[
    bool,
    typer.Option("--include-untimely", help="Count what was not recorded in time as well."),
]

KINDS = ("forecast", "intent", "assertion", "all")
SCOPES = ("first", "at_horizon", "time_averaged", "question_weighted", "all_rows")
HORIZON_DAYS = 30
BIN_SCHEMES = ("width10_left", "stated", "corp")
EVERYBODY = "everybody"
GROUPINGS = (
    "commentator",
    "topic",
    "story",
    "source",
    "affiliation",
    "kind",
    "attribution",
    "horizon",
    "words",
    "year",
)


@contextmanager
def opened(directory: str | None) -> Iterator[Ledger]:
    """Hand out the ledger that the options and the environment name, and let go of it after."""
    from ledger.app import Ledger

    ledger = Ledger.open(text(directory) if directory is not None else None)
    try:
        yield ledger
    finally:
        ledger.close()


def begun(ledger: Ledger) -> Ledger:
    """Return the ledger; raise `NotFound` where none was begun."""
    if not ledger.begun:
        from ledger.views import no_ledger

        raise no_ledger(ledger.directory)
    return ledger


def text(given: str) -> str:
    """Return a text from the command line; raise `Unreadable` for broken UTF-8 or a NUL."""
    if any("\ud800" <= char <= "\udfff" or char == "\0" for char in given):
        raise Unreadable(
            "a text on the command line is not whole UTF-8",
            "type it again, or check the terminal's encoding",
        )
    return given


def optional(given: str | None) -> str | None:
    """Return a checked text, or None for none or an empty one."""
    return text(given).strip() or None if given is not None else None


def needed(name: str, given: str) -> str:
    """Return a checked text; raise `Unreadable` for one without a word."""
    if not text(given).strip():
        raise Unreadable(f"{name} is empty", "say it in a few words")
    return given


def one_of(name: str, given: str, allowed: tuple[str, ...]) -> str:
    """Return `given` if it is allowed; raise `Unreadable` with what is near."""
    if given in allowed:
        return given
    import difflib

    close = difflib.get_close_matches(given, allowed, n=1)
    near = f"did you mean {close[0]}? " if close else ""
    raise Unreadable(f"“{given}” is no {name}", f"{near}use one of: {', '.join(allowed)}")


def asked(
    ledger: Ledger,
    as_of: str | None = None,
    *,
    kind: str = "forecast",
    scope: str = "first",
    pooled: bool = False,
    matured_only: bool = False,
    include_early: bool = False,
    include_untimely: bool = False,
    by: str = "commentator",
    bins: str = "width10_left",
) -> Asked:
    """Return what a report is about, from the options; raise `Unreadable`."""
    from ledger.readmodel.session import Asked

    named, days = scoped(scope)
    position, day = _as_of(ledger, as_of)
    return Asked(
        as_of_position=position,
        as_of_day=day,
        claim_kind=one_of("kind of claim", kind, KINDS),
        pooled=pooled,
        matured_only=matured_only,
        include_early=include_early,
        include_untimely=include_untimely,
        scope=named,
        horizon_days=days,
        grouping=_grouping(by),
        bin_scheme=one_of("scheme of bins", bins, BIN_SCHEMES),
    )


def scoped(given: str) -> tuple[str, int]:
    """Return the scope and the days before closing that one of them goes by."""
    name, colon, days = given.partition(":")
    one_of("scope", name, SCOPES)
    if not colon:
        return name, HORIZON_DAYS
    if name != "at_horizon" or not (days.isascii() and days.isdecimal() and len(days) < 6):
        raise Unreadable(
            f"“{given}” is no scope", "only at_horizon takes days, whole ones: at_horizon:30"
        )
    return name, int(days)


def _grouping(given: str) -> tuple[str, ...]:
    """Return the dimensions that a table is grouped by, none for everybody together."""
    if given == EVERYBODY:
        return ()
    asked = [name.strip() for name in given.split(",")]
    return tuple(dict.fromkeys(one_of("grouping", name, (*GROUPINGS, EVERYBODY)) for name in asked))


def _as_of(ledger: Ledger, given: str | None) -> tuple[int | None, date]:
    from ledger.domain.dates import read_day

    if given is None:
        return None, ledger.today
    if given.isdecimal() and given.isascii():
        return min(int(given), ledger.position()), ledger.today
    day = read_day(text(given), ledger.today)
    return ledger.as_of(day), day
