"""Rows of a forecasts file that are one claim together: options and shares, levels and values.

Rows of one external_id are one claim. Invariant: it is taken whole or not at all; its rows say the
same of everything but the option, the level and what stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from ledger.domain.forecast import Stated
from ledger.domain.kinds import KINDS, kind_called, read_outcome
from ledger.domain.number import read_number
from ledger.domain.question import PoseQuestion
from ledger.errors import Malformed, Unreadable
from ledger.strict import load_json

Row = dict[str, str]

OF_KINDS = (
    "question_kind",
    "option",
    "probabilities",
    "level",
    "value",
    "unit",
    "scale",
    "options",
    "ordered",
)
"""The columns of questions that do not end in yes or no."""
_TRUTHS = {"": False, "false": False, "0": False, "true": True, "1": True}
_OWN = ("option", "probability", "level", "value")
"""What each row of a claim says for itself."""


class Fault(Exception):
    """A field of a row that cannot be read."""

    def __init__(self, field: str, error: Unreadable) -> None:
        super().__init__(field)
        self.field = field
        self.error = error


class Wrong(list[str]):
    """A row that cannot be read at all, in the place of its cells."""

    def __init__(self, error: Unreadable) -> None:
        """Take what is wrong with it."""
        super().__init__()
        self.fault = Fault("", error)


@dataclass
class Several:
    """The rows of one claim, each with its line."""

    rows: list[tuple[int, Row]] = field(default_factory=list)
    broken: int = 0
    """The line of a further row of it that is refused; 0 if there is none."""

    @property
    def first(self) -> Row:
        """The row that speaks for the others."""
        return self.rows[0][1]

    @property
    def line(self) -> int:
        """Where the first of them stands."""
        return self.rows[0][0]

    @property
    def also(self) -> tuple[int, ...]:
        """Where the others stand."""
        return tuple(line for line, _ in self.rows[1:])

    def check(self) -> None:
        """Raise `Fault` where a row says something else than the first of the claim."""
        for line, row in self.rows[1:]:
            for name, value in self.first.items():
                if name not in _OWN and row[name] != value:
                    raise Fault(
                        name,
                        Unreadable(
                            f"rows {self.line} and {line} of one external_id say “{value}” and "
                            f"“{row[name]}”",
                            "rows of one external_id are one claim; give another claim its own",
                        ),
                    )

    def choices(self) -> tuple[tuple[str, str], ...]:
        """Return each option with its probability, as written."""
        given = self.first.get("probabilities")
        if given:
            return _from_json(given)
        return tuple(
            (row["option"], row.get("probability", "")) for _, row in self.rows if row.get("option")
        )

    def stated(self) -> Stated:
        """Return the forecast that the rows are together, as written."""
        for _, row in self.rows:
            if not any(row.get(name) for name in ("option", "probabilities", "level", "value")):
                name = "option" if kind_of(row) == "choice" else "value"
                raise Fault(name, Unreadable(f"{name} is empty", "fill it in"))
        levels = tuple(
            (row["level"], row.get("value", "")) for _, row in self.rows if row.get("level")
        )
        bare = [row["value"] for _, row in self.rows if row.get("value") and not row.get("level")]
        if len(bare) > 1 or (bare and levels):
            raise Fault("level", Unreadable("level is empty", "give each value its level"))
        return Stated(self.choices(), levels, bare[0] if bare else None)

    def asked(self, question: PoseQuestion, named: tuple[str, ...]) -> PoseQuestion:
        """Return the question as the rows put it; `named` are the options that the file names."""
        kind, ordered = kind_of(self.first), self.first.get("ordered", "").lower()
        if ordered not in _TRUTHS:
            raise Fault("ordered", Unreadable(f"“{ordered}” is neither", "write true or false"))
        return replace(
            question,
            kind=kind,
            options=named if kind == "choice" else (),
            ordered=_TRUTHS[ordered],
            unit=self.first.get("unit") or None,
            scale=self._scale(),
        )

    def _scale(self) -> str | None:
        given = self.first.get("scale")
        with _in("scale"):
            return read_number(given) if given else None

    def check_against(self, question: PoseQuestion, stated: Stated, outcome: str) -> None:
        """Raise `Fault` for what the question's kind cannot take, with the field."""
        kind = kind_called(question.kind)
        value = {"choice": "option"}.get(question.kind, "value")
        with _in("question"):
            kind.check(question)
        with _in(value):
            kind.fits(question, kind.read(question, stated))
        with _in("outcome"):
            if outcome:
                read_outcome(question.kind, question, outcome)


@contextmanager
def _in(name: str) -> Iterator[None]:
    """Say in which field it was that something could not be read."""
    try:
        yield
    except Unreadable as error:
        raise Fault(name, error) from error


def kind_of(row: Row) -> str:
    """Return the kind of question that a row is about; raise `Fault` where it does not say."""
    given = row.get("question_kind", "").lower()
    if given and given not in KINDS:
        problem = f"“{row['question_kind']}” is not a kind of question"
        raise Fault("question_kind", Unreadable(problem, f"use one of: {', '.join(KINDS)}"))
    if given:
        return given
    if row.get("option") or row.get("probabilities"):
        return "choice"
    if row.get("value"):
        raise Fault("question_kind", Unreadable("question_kind is empty", "write number or date"))
    return "binary"


def options_of(several: Iterable[Several]) -> Mapping[str, tuple[str, ...]]:
    """Return the options of each question: as a row lists them, else all that have a probability.

    In the order in which the file first names them.
    """
    named: dict[str, dict[str, None]] = {}
    for one in several:
        listed = one.first.get("options", "")
        parts: Sequence[str] = [part.strip() for part in listed.split(";") if part.strip()]
        if not parts:
            try:
                parts = [name.strip() for name, _ in one.choices()]
            except Fault:
                continue
        named.setdefault(one.first["question"], {}).update(dict.fromkeys(parts))
    return {question: tuple(options) for question, options in named.items()}


def _from_json(given: str) -> tuple[tuple[str, str], ...]:
    try:
        read = load_json(given)
    except Malformed as error:
        raise Fault("probabilities", Unreadable(error.problem, error.remedy)) from error
    if not isinstance(read, dict) or not all(
        isinstance(value, int | float | str) and not isinstance(value, bool)
        for value in read.values()
    ):
        remedy = 'write {"A": 0.6, "B": 0.4}'
        raise Fault("probabilities", Unreadable("it is not an option to a probability", remedy))
    return tuple((str(name), str(value)) for name, value in read.items())
