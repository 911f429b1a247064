"""What ``claims dashboard --by`` shows: each view with its rows, its picture, and its sentences.

To add one: a function from what is wanted to a `View`, and its line in `BY`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from ledger.cli import behind, find
from ledger.cli.behind import Base
from ledger.cli.options import one_of
from ledger.cli.presenting import View
from ledger.cli.typed import (
    calibration_rows,
    claim_rows,
    due_rows,
    question_rows,
    score_rows,
    term_rows,
)
from ledger.errors import NotFound, Unreadable
from ledger.readmodel import queries, queries_dashboard, queries_waiting

if TYPE_CHECKING:
    from datetime import date

    from ledger.app import Ledger
    from ledger.cli.filters import Filter
    from ledger.readmodel.session import Asked, Rows, Session
    from ledger.screens.rows import ClaimRow, ScoreRow, TermRow
    from ledger.screens.timeline import Timeline

OVERVIEW = "overview"
PLOTS = ("rows", "square")


@dataclass(frozen=True)
class Apart:
    """Which claims there are that no figure counts: simulated ones, and those of other kinds."""

    simulated: bool = False
    others: bool = False


NOTHING_APART = Apart()


@dataclass(frozen=True)
class Wanted:
    """What somebody asked to see, and of which claims."""

    held: Ledger
    about: Asked
    chosen: Filter
    typed: Sequence[str] = ()
    one: str = ""
    """The person, story or question that is to be shown alone."""
    plot: str = "rows"
    as_of: str | None = None
    """The day or position as it was typed."""

    @property
    def narrowed(self) -> Asked:
        """What is asked, narrowed to the claims that were chosen."""
        return self.chosen.of_figures(self.about)

    def base(self, apart: Apart = NOTHING_APART) -> Base:
        """Return what the commands behind the figures begin with."""
        simulated = apart.simulated and self.chosen.commentators is None
        return Base(self.typed, self.about.claim_kind, simulated, self.as_of, apart.others)


def view(by: str, wanted: Wanted) -> View:
    """Return the view of that name; ``story:KEY`` and the like show one thing alone."""
    name, colon, one = by.partition(":")
    show = BY[one_of("view", name, tuple(BY))]
    if colon and name not in ALONE:
        told = f"only {', '.join(ALONE)} take a name after a colon"
        raise Unreadable(f"“{by}” is no view: {told}", f"claims dashboard --by {name}")
    return show(replace(wanted, one=one.strip()))


def _overview(wanted: Wanted) -> View:
    from ledger.cli.overview import as_rows, overview
    from ledger.screens import dashboard

    data = overview(wanted.held, wanted.about, wanted.chosen)
    data = replace(data, square=wanted.plot == "square")
    simulated = any(row["simulated"] for row in data.commentators)
    base = wanted.base(Apart(simulated, data.n_other_kinds > 0))
    return View(
        as_rows(data),
        lambda look: dashboard.render(data, look),
        lambda look: dashboard.told(data, look),
        list(behind.of_dashboard(data, base)),
    )


def _person(wanted: Wanted) -> View:
    """Show everybody on one board, or one commentator alone."""
    held, chosen = wanted.held, wanted.chosen.commentators
    if wanted.one:
        who = find.person(held, wanted.one, wanted.about)
        return person(held, who, wanted.about, wanted.as_of)
    if chosen is not None and len(chosen) == 1:
        who = find.named(held, chosen[0], wanted.about)
        return person(held, who, wanted.about, wanted.as_of)
    from ledger.screens import scoreboard, spoken

    rows = score_rows(wanted.held.table("scoreboard", wanted.narrowed).rows())
    board = scoreboard.Scoreboard(rows)
    return View(
        rows,
        lambda look: scoreboard.render(board, look),
        lambda look: spoken.scores(rows, look),
        list(behind.of_scores(rows, wanted.base())),
    )


def person(held: Ledger, who: find.Who, asked: Asked, as_of: str | None = None) -> View:
    """Return the view of one commentator: the record, the bands, the misses, every claim."""
    from ledger.exporters.scope import archive_note
    from ledger.screens import person as screen

    about = replace(asked, only_commentators=(who.commentator_id,))
    with held.steady(about):
        scores = held.table("scoreboard", about).rows()
        bands = held.ask(queries.CALIBRATION_OF, [who.commentator_id], asked=about)
        claims = held.ask(queries.CLAIMS_BY, [who.commentator_id], asked=about)
        misses, apart = held.look(
            lambda one: (one.rows(queries_dashboard.MISSES), _apart(one)), about
        )
    data = screen.Person(
        who.name, score_rows(scores), calibration_rows(bands), claim_rows(claims),
        archive_note(held), claim_rows(misses),
    )  # fmt: skip
    base = Base([], about.claim_kind, as_of=as_of, others=apart.others)
    return View(
        {"name": who.name, "scoreboard": scores, "calibration": bands, "claims": claims,
         "misses": misses},
        lambda look: screen.render(data, look),
        lambda look: screen.told(data, look),
        list(behind.of_person(data, base)),
    )  # fmt: skip


def _grouped(by: str) -> Callable[[Wanted], View]:
    """Return the view of figures by one dimension."""

    def show(wanted: Wanted) -> View:
        from ledger.screens import groups, spoken

        rows, apart = _groups(wanted, by)
        data = groups.Groups(rows, by)
        return View(
            rows,
            lambda look: groups.render(data, look),
            lambda look: spoken.scores(groups.in_order(rows), look),
            list(behind.of_groups(rows, by, wanted.base(apart))),
        )

    return show


def _groups(wanted: Wanted, by: str, *, pooled: bool = True) -> tuple[list[ScoreRow], Apart]:
    """Return the figures of each group, named where a commentator's name stands."""
    about = replace(wanted.narrowed, grouping=(by,), pooled=pooled)
    query = queries.BY["scoreboard"]
    rows, apart = wanted.held.look(lambda one: (one.rows(query), _apart(one)), about, query)
    return score_rows([_named(row) for row in rows]), apart


def _apart(session: Session) -> Apart:
    (row,) = session.rows(queries_dashboard.APART)
    return Apart(bool(row["simulated"]), bool(row["others"]))


def _named(row: dict[str, object]) -> dict[str, object]:
    names = cast("list[str]", row["group_names"])
    named = {"commentator": ", ".join(names), "commentator_id": row["group_id"]}
    return {**row, **named, "kind": "group", "simulated": False}


def _story(wanted: Wanted) -> View:
    """Show every story in a row, or one alone as it went."""
    stories = wanted.narrowed.only_stories
    if not wanted.one and (stories is None or len(stories) != 1):
        return _grouped("story")(wanted)
    rows = wanted.held.ask(queries_dashboard.STORIES)
    wanted_key = wanted.one or (stories or ("",))[0]
    found = [row for row in rows if wanted_key in (row["story"], row["story_id"])]
    if not found:
        raise find.no_story(wanted.held, wanted_key)
    from ledger.screens import chronicle

    about = replace(wanted.narrowed, only_stories=(str(found[0]["story_id"]),))
    claims = claim_rows(wanted.held.ask(queries_dashboard.CLAIMS_AMONG, asked=about))
    data = chronicle.Chronicle(str(found[0]["title"]), claims)
    return View(
        claims,
        lambda look: chronicle.render(data, look),
        lambda look: chronicle.told(data, look),
        list(behind.of_claims(claims, wanted.base())),
    )


def _question(wanted: Wanted) -> View:
    """Show every question in a row, or one alone over time."""
    if wanted.one:
        return _over_time(wanted, find.question(wanted.held, wanted.one))
    from ledger.screens import questions, spoken

    asked = wanted.held.ask(queries_dashboard.QUESTIONS_AMONG, asked=wanted.narrowed)
    rows = question_rows(asked)
    return View(
        rows,
        lambda look: questions.render(questions.Questions(rows), look),
        lambda look: spoken.questions(rows, look),
        list(behind.of_questions(rows, wanted.base())),
    )


def _over_time(wanted: Wanted, key: str) -> View:
    from ledger.screens import timeline

    found = wanted.held.ask(queries.QUESTION, [key], wanted.about)
    if not found:
        raise NotFound(f"the question “{key}” was not on record then", "leave --as-of away")
    claims = claim_rows(wanted.held.ask(queries.CLAIMS_ON, [key], wanted.about))
    data = timeline_of(found[0], claims)
    return View(
        {"question": found[0], "claims": claims},
        lambda look: timeline.render(data, look),
        lambda look: timeline.told(data, look),
        list(behind.of_claims(claims, wanted.base())),
    )


def timeline_of(question: dict[str, object], claims: Sequence[ClaimRow]) -> Timeline:
    """Return a question over time."""
    from ledger.screens.timeline import Timeline

    return Timeline(
        str(question["question_key"]),
        str(question["question"]),
        claims,
        cast("date | None", question["closes_on"]),
        cast("str | None", question["outcome"]),
        cast("date | None", question["happened_on"]),
    )


def _words(wanted: Wanted) -> View:
    """Show each term of certainty beside what happened."""
    from ledger.screens import certainty, spoken

    about = replace(wanted.narrowed, grouping=("words",), bin_scheme="stated")
    terms = _terms(wanted.held.ask(queries.BY["calibration"], asked=about))
    scored = {row["term"] for row in terms}
    others = {
        row["commentator"]
        for row in _groups(wanted, "words", pooled=False)[0]
        if row["prob_source"] != "numeric"
    }
    data = certainty.Certainty(terms, len(others - scored - {_NO_WORDS}))
    return View(
        terms,
        lambda look: certainty.render(data, look),
        lambda look: spoken.certainty(terms, look),
    )


_NO_WORDS = "(no words of certainty)"


def _terms(rows: Rows) -> list[TermRow]:
    named = [{**row, "term": cast("list[str]", row["group_names"])[0]} for row in rows]
    return term_rows(
        [row for row in named if row["prob_source"] == "verbal" and row["term"] != _NO_WORDS]
    )


def _due(wanted: Wanted) -> View:
    """Show what waits for an answer among the chosen claims."""
    from ledger.screens import due, spoken

    rows = due_rows(wanted.held.ask(queries_waiting.DUE_AMONG, asked=wanted.narrowed))
    return View(
        rows,
        lambda look: due.render(due.Due(rows), look),
        lambda look: spoken.due(rows, look),
        list(behind.of_due(rows, wanted.base())),
    )


BY: dict[str, Callable[[Wanted], View]] = {
    OVERVIEW: _overview,
    "person": _person,
    "story": _story,
    "question": _question,
    "words": _words,
    "topic": _grouped("topic"),
    "source": _grouped("source"),
    "horizon": _grouped("horizon"),
    "year": _grouped("year"),
    "due": _due,
}
"""Every view, in the order in which help names them."""

ALONE = ("person", "story", "question")
"""Those that show one thing alone, named after a colon."""
