"""What lies behind a figure: the command that lists its claims.

Invariant: a command is written in the grammar of filters, quoted for a shell; a figure whose
claims no filter can pick has none, and is left out.
"""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ledger.visible import visible

if TYPE_CHECKING:
    from ledger.screens.dashboard import Dashboard
    from ledger.screens.person import Person
    from ledger.screens.rows import CalibrationRow, ClaimRow, DueRow, QuestionRow, ScoreRow

CLASSES = {
    "open": "is:open",
    "no_deadline": "is:undated",
    "void": "is:void",
    "unscorable": "is:unscorable",
    "late": "is:late",
    "untimely": "is:untimely",
    "early": "is:early",
    "superseded": "is:superseded",
}
"""The term for each class of claims that are not scored; the others have none."""

_WHOLE = 100
COLUMNS = ("figure", "n", "command")


@dataclass(frozen=True)
class Behind:
    """A figure, how many claims it rests on, and the command that lists them."""

    figure: str
    n: int
    command: str


@dataclass(frozen=True)
class Base:
    """What every command of a screen begins with: the filter as typed, and the kind of claim."""

    typed: Sequence[str]
    kind: str
    simulated: bool = False
    """Whether there are simulated claims that the figures leave out."""
    as_of: str | None = None
    others: bool = False
    """Whether there are claims on questions that end in no yes or no, in no figure either."""

    def terms(self, *more: str, apart: bool = True) -> list[str]:
        """Return the terms of a filter; `apart` leaves simulated forecasters out."""
        kind = [f"is:{self.kind}"] if self.kind != "all" else []
        without = ["-is:simulated"] if self.simulated and apart else []
        binary = ["kind:binary"] if self.others else []
        own, typed = {one.partition(":")[0] for one in more} - {"is", "p", "-p"}, list(self.typed)
        for key in sorted(own):
            typed = _without(key, typed)
        return [*typed, *kind, *binary, *without, *more]

    def behind(self, figure: str, n: int, *more: str, apart: bool = True) -> Behind:
        """Return a figure with the command for these terms besides."""
        return Behind(figure, n, self.command("list", *self.terms(*more, apart=apart)))

    def command(self, *words: str) -> str:
        """Return a command line of ours as of the same day, quoted for a shell."""
        as_of = ["--as-of", self.as_of] if self.as_of else []
        return shlex.join(["claims", *words, *as_of])


def of_dashboard(data: Dashboard, base: Base) -> Iterator[Behind]:
    """Yield what is behind the figures, the bands, the commentators, and what is left out."""
    n = sum(data.counts.values())
    scored = data.counts.get("resolved", 0)
    if n:
        yield base.behind("claims", n)
    if scored:
        yield base.behind("resolved, and Brier", scored, "is:resolved")
    yield from of_bands(data.calibration, base)
    yield from of_scores(data.commentators, base)
    yield from of_classes(data.counts, base)
    yield from of_due(data.due, base)


def of_bands(rows: Iterable[CalibrationRow], base: Base) -> Iterator[Behind]:
    """Yield what is behind each band."""
    for row in rows:
        if row["n"]:
            low, high = round(row["lo"] * 100), round(row["hi"] * 100)
            band = between(low, high)
            yield base.behind(f"said {low} to {high} %", row["n"], "is:resolved", *band)


def of_person(data: Person, base: Base) -> Iterator[Behind]:
    """Yield what is behind one commentator's record, bands and claims."""
    term = by(data.name)
    if term is None:
        return
    n = sum(row["n_claims"] for row in data.scores)
    if n:
        yield base.behind("claims", n, term)
    yield from of_scores(data.scores, base)
    source = {row["prob_source"] for row in data.calibration}
    words = [f"is:{one}" for one in source if one in {"numeric", "verbal"}]
    yield from of_bands(data.calibration, replace(base, typed=[term, *words]))


def between(low: int, high: int) -> list[str]:
    """Return the terms for a band of probability, which holds its upper end only if it is 100."""
    return [f"p:{low}..{high}", *([f"-p:{high}%"] if high < _WHOLE else [])]


def of_scores(rows: Sequence[ScoreRow], base: Base) -> Iterator[Behind]:
    """Yield what is behind each commentator's score."""
    twice = _more_than_once(row["commentator_id"] for row in rows)
    for row in rows:
        term = by(row["commentator"])
        if not row["n_resolved"] or term is None:
            continue
        source = {"numeric": ["is:numeric"], "verbal": ["is:verbal"]}.get(row["prob_source"], [])
        more = source if row["commentator_id"] in twice else []
        figure = f"{visible(row['commentator'])}{''.join(f' ({one[3:]})' for one in more)}"
        yield base.behind(figure, row["n_resolved"], term, "is:resolved", *more, apart=False)


def by(name: str) -> str | None:
    """Return the term for a commentator of that name; None where the name has no word."""
    words = name.replace('"', " ")
    return f'by:"{words}"' if re.search(r"\w", words) else None


def of_classes(counts: Mapping[str, int], base: Base) -> Iterator[Behind]:
    """Yield what is behind each class of claims that are not scored."""
    from ledger.screens.words import LEFT_OUT

    for name, n in counts.items():
        if n and name in CLASSES:
            yield base.behind(LEFT_OUT[name], n, CLASSES[name])


def of_due(rows: Sequence[DueRow], base: Base) -> Iterator[Behind]:
    """Yield what is behind the questions that are due, or soon will be."""
    if rows:
        yield Behind("questions due, or soon", len(rows), base.command("due", *base.typed))


def of_groups(rows: Sequence[ScoreRow], by: str, base: Base) -> Iterator[Behind]:
    """Yield what is behind each group; those without a name have no filter."""
    for row in rows:
        term = _group(by, row["commentator"], row["commentator_id"])
        if term and row["n_resolved"]:
            figure = f"{by} {visible(row['commentator'])}"
            yield base.behind(figure, row["n_resolved"], term, "is:resolved")


def _group(by: str, name: str, identity: str) -> str | None:
    if by == "topic" and identity:
        return f'topic:"{identity}"' if '"' not in identity else None
    if by == "source" and identity:
        return f"source:{identity.removeprefix('source-')}"
    if by == "story" and identity:
        return f"story:{identity.removeprefix('story-')}"
    return f"said:{name}" if by == "year" else None


def of_claims(rows: Sequence[ClaimRow], base: Base) -> Iterator[Behind]:
    """Yield what is behind each claim: its whole life."""
    for row in rows:
        yield Behind(f"claim {visible(row['id'])}", 1, base.command("show", row["id"]))


def of_questions(rows: Sequence[QuestionRow], base: Base) -> Iterator[Behind]:
    """Yield what is behind each question: its whole life."""
    for row in rows:
        key = row["question_key"]
        yield Behind(f"question {visible(key)}", row["n_claims"], base.command("show", key))


def _more_than_once(names: Iterable[str]) -> set[str]:
    return {name for name, times in Counter(names).items() if times > 1}


def _without(key: str, typed: Sequence[str]) -> list[str]:
    """Return the terms as typed but for those of one key: a repeated key would widen it."""
    left = (re.sub(rf'(?<!\S)-?{key}:("[^"]*"|\S+)', "", one).strip() for one in typed)
    return [one for one in left if one]
