"""Every variant tried: whose claims it touches, and what verdicts come of it.

Invariant: whoever a variant does not touch keeps the verdict as counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, cast

from ledger.measuring import WEIGHING
from ledger.measuring.groups import Group, groups_of
from ledger.measuring.ranges import Range, range_of
from ledger.measuring.sensitivity.variants import REREAD, Question, Variant, variants
from ledger.measuring.sensitivity.verdicts import Key, Verdict, by_interval, reread, verdicts
from ledger.measuring.sensitivity.worlds import Worlds
from ledger.measuring.wordings import Lexicons, Worded, wordings
from ledger.readmodel import queries_sensitivity as queries

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
    groups = list(groups_of(session, queries.CLAIMS_THAT_COUNT))
    weighing = asked.scope in WEIGHING
    ranges = {
        (group.group_id, group.prob_source): range_of(
            group, words, lexicons.names(), weighing=weighing
        )
        for group in groups
    }
    several = list(_variants(session, words, lexicons, cast("date", asked.as_of_day)))
    tried = _tried(session, asked, groups, subjects, several)
    return Known(subjects, words, ranges, [*tried, *_together(tried[0].verdicts, words, ranges)])


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
    groups: Sequence[Group],
    subjects: Sequence[Subject],
    several: Sequence[Variant],
) -> list[Tried]:
    """Return the verdicts as counted, then under each variant.

    Where words are only read otherwise the same claims count, and nothing else is asked of the
    views, unless there are ranks: these go by what others said.
    """
    counted = verdicts(session, asked, groups)
    ranked = frozenset(key for key, one in counted.items() if one.rank_lo is not None)
    tried = [Tried(DEFAULT, counted)]
    with Worlds(session) as worlds:
        for variant in several:
            touched = frozenset(one.key for one in subjects if touched_by(variant, one))
            outcomes: Mapping[str, str | None] = {}
            if _moves(touched, ranked, subjects):
                found = verdicts(worlds.under(variant), asked, ranked=ranked)
            elif variant.about in REREAD:
                found = {**counted, **reread(groups, variant.readings, asked)}
            else:
                only = {commentator for commentator, _ in touched}
                other = verdicts(worlds.under(variant, only), asked, ranked=frozenset())
                found = _beside(counted, other, touched)
            if variant.about == "deadlines":
                outcomes = _outcomes(session)
            tried.append(Tried(variant, found, outcomes))
    return tried


def _together(
    counted: Mapping[Key, Verdict], words: Mapping[str, Worded], ranges: Mapping[Key, Range]
) -> Iterator[Tried]:
    """Yield the verdicts by the interval that holds the choice of coder, where there is one."""
    found = {
        key: by_interval(one, ranges[key].brier_coder_lo, ranges[key].brier_coder_hi)
        for key, one in counted.items()
        if one.evidence != "list only" and ranges[key].brier_coder_lo is not None
    }
    if found:
        claims = (claim for one in found.values() for claim in one.claims if claim in words)
        same = {claim: words[claim].best for claim in claims}
        yield Tried(Variant("coders: together", "coders", same), {**counted, **found})


def _beside(
    counted: Mapping[Key, Verdict], found: Mapping[Key, Verdict], touched: frozenset[Key]
) -> dict[Key, Verdict]:
    """Return what was found of those who are touched, and everybody else as counted."""
    others = {key: one for key, one in counted.items() if key not in touched}
    return others | {key: one for key, one in found.items() if key in touched}


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
