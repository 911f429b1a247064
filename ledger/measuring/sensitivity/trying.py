"""Every variant tried: whose claims it touches, and what verdicts come of it.

Invariant: whoever a variant does not touch keeps the verdict as counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, cast

from ledger.measuring import WEIGHING
from ledger.measuring.groups import groups_of
from ledger.measuring.ranges import Range, range_of
from ledger.measuring.sensitivity.variants import Question, Variant, variants
from ledger.measuring.sensitivity.verdicts import Key, Verdict, verdicts
from ledger.measuring.sensitivity.worlds import Worlds
from ledger.measuring.wordings import Lexicons, Worded, wordings
from ledger.readmodel import queries

if TYPE_CHECKING:
    from ledger.readmodel.session import Asked, Session

DEFAULT = Variant("default", "default")


@dataclass(frozen=True)
class Subject:
    """A commentator by prob_source, with the claims that are asked for."""

    key: Key
    commentator: str
    kind: str
    simulated: bool
    claims: Mapping[str, Mapping[str, object]]


@dataclass
class Tried:
    """What was found under one variant."""

    variant: Variant
    verdicts: Mapping[Key, Verdict]
    outcomes: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """What a report is made of, before it is written out by row."""

    subjects: Sequence[Subject]
    words: Mapping[str, Worded]
    ranges: Mapping[Key, Range]
    tried: Sequence[Tried]


def try_all(session: Session, asked: Asked, lexicons: Lexicons) -> Known:
    """Return the verdicts as counted and under each variant, and what these are made of."""
    words = wordings(session, lexicons)
    subjects = _subjects(session)
    weighing = asked.scope in WEIGHING
    ranges = {
        (group.group_id, group.prob_source): range_of(
            group, words, lexicons.names(), weighing=weighing
        )
        for group in groups_of(session, queries.CLAIMS_THAT_COUNT)
    }
    return Known(subjects, words, ranges, _tried(session, asked, words, subjects, lexicons))


def _subjects(session: Session) -> list[Subject]:
    found: dict[Key, Subject] = {}
    for row in session.rows(queries.PUT_TO_TEST):
        key = str(row["group_id"]), str(row["prob_source"])
        if key not in found:
            found[key] = Subject(
                key, str(row["commentator"]), str(row["kind"]), bool(row["simulated"]), {}
            )
        cast("dict[str, object]", found[key].claims)[str(row["claim_id"])] = row
    return list(found.values())


def _tried(
    session: Session,
    asked: Asked,
    words: Mapping[str, Worded],
    subjects: Sequence[Subject],
    lexicons: Lexicons,
) -> list[Tried]:
    """Return the verdicts as counted, then under each variant."""
    counted = verdicts(session, asked)
    ranked = frozenset(key for key, one in counted.items() if one.rank_lo is not None)
    tried = [Tried(DEFAULT, counted)]
    several = list(_variants(session, words, lexicons, cast("date", asked.as_of_day)))
    with Worlds(session) as worlds:
        for variant in several:
            touched = frozenset(one.key for one in subjects if touched_by(variant, one))
            again = ranked if _moves(touched, ranked, subjects) else frozenset[Key]()
            only = None if again else {commentator for commentator, _ in touched}
            found = verdicts(worlds.under(variant, only), asked, again)
            outcomes = _outcomes(session) if variant.about == "deadlines" else {}
            others = {
                key: one for key, one in counted.items() if only is not None and key[0] not in only
            }
            tried.append(Tried(variant, others | found, outcomes))
    return tried


def _variants(
    session: Session, words: Mapping[str, Worded], lexicons: Lexicons, today: date
) -> Iterator[Variant]:
    ended = {str(row["claim_id"]): int(str(row["y"])) for row in session.rows(queries.ENDED)}
    questions = [Question(**row) for row in session.rows(queries.ASKED_OF)]  # type: ignore[arg-type] # the query names its fields
    hedges = session.rows(queries.HEDGED)
    published = {name: lexicons.published(name) for name in lexicons.names()}
    yield from variants(words, published, ended, hedges, questions, today)


def _outcomes(session: Session) -> dict[str, str | None]:
    return {
        str(row["question_id"]): cast("str | None", row["outcome"])
        for row in session.rows(queries.OUTCOMES)
    }


def _moves(touched: frozenset[Key], ranked: frozenset[Key], subjects: Sequence[Subject]) -> bool:
    """Say whether somebody is touched on a side on which there are ranks."""
    sides = {(one.key[1], one.simulated) for one in subjects if one.key in ranked}
    return any((one.key[1], one.simulated) in sides for one in subjects if one.key in touched)


def touched_by(variant: Variant, subject: Subject) -> set[str]:
    """Return the claims of a commentator that a variant reads or ends otherwise."""
    return {
        claim
        for claim, row in subject.claims.items()
        if claim in variant.readings or str(row["question"]) in variant.questions
    }
