"""The claims that count, group by group, as arrays: many groups at a time, but never all claims.

Invariant: groups come in the order of their names, and claims in an order that follows from what
they are, so that nothing measured depends on how the rows were stored or how many came at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.measuring import SEED
from ledger.scoring.draws import derived
from ledger.scoring.groups import Runs, of_sizes, places, runs, whole
from ledger.scoring.isotonic import Cells
from ledger.scoring.scored import Codes, Scored

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ledger.readmodel.session import Session

AT_ONCE = 50_000
"""Claims that are fetched together; a group of more comes alone."""

_NUMBERED = """
    create or replace temp table measuring_{name} as
    select {column}, (row_number() over (order by {column}))::integer as code
    from (select distinct {column} from claim_figures where status = 'resolved')
"""
_CODED = {"people": "commentator", "questions": "question", "stories": "cluster"}
_GROUPS = """
    create or replace temp table measuring_groups as
    select
        *,
        (row_number() over (order by group_id, prob_source) - 1)::integer as number
    from (
        select
            group_id,
            prob_source,
            bool_or(anonymous) as anonymous,
            bool_or(simulated) as simulated,
            count(*)::bigint as n
        from claim_figures where status = 'resolved' group by group_id, prob_source
    )
    inner join group_evidence using (group_id, prob_source)
"""
_NAMES = """
    select group_id, prob_source, evidence, anonymous, simulated, n
    from measuring_groups order by number
"""
_BLOCK = """
    select
        measuring_groups.number as "group",
        measuring_people.code as commentator,
        measuring_questions.code as question,
        measuring_stories.code as story,
        p_ppb::bigint as p_ppb,
        y::double as y,
        weight_e12 / 1e12 as weight,
        share_e12 / 1e12 as share,
        coalesce(brier_of_e18(p_ppb::bigint, y) / 1e18 - peers_brier, 'nan') as relative
    from claim_figures
    inner join measuring_groups using (group_id, prob_source)
    inner join measuring_people using (commentator)
    inner join measuring_questions using (question)
    inner join measuring_stories using (cluster)
    where status = 'resolved'
        and measuring_groups.number between $first and $last
    order by "group", question, commentator, p_ppb, y, relative, weight, share
"""
_OF_ONE = "group_id = group_code($group_id::varchar) and prob_source::varchar = $prob_source"
_CELLS = f"""
    select p_ppb::bigint as p_ppb, count(*)::double as n, sum(y)::double as k
    from claim_figures where status = 'resolved' and {_OF_ONE} group by p_ppb order by p_ppb
"""  # noqa: S608 our own words
_CONTRADICTED = f"""
    create or replace temp table measuring_contradicted as
    select question from claim_figures where status = 'resolved' and {_OF_ONE}
    group by question having min(p_ppb) < max(p_ppb)
"""  # noqa: S608 our own words
_SLICE = f"""
    select
        measuring_questions.code::bigint as question,
        measuring_stories.code::bigint as story,
        p_ppb::bigint as p_ppb,
        y::double as y,
        (question in (from measuring_contradicted))::double as contradicted
    from claim_figures
    inner join measuring_questions using (question)
    inner join measuring_stories using (cluster)
    where status = 'resolved' and {_OF_ONE} and p_ppb between $low and $high
    order by measuring_questions.code, p_ppb, y
"""  # noqa: S608 our own words
_IN_WORDS = """
    select
        claim_figures.group_id::varchar as group_id,
        claim_figures.prob_source::varchar as prob_source,
        measuring_groups.evidence,
        measuring_groups.anonymous,
        measuring_groups.simulated,
        claim_facts.claim_id,
        dense_rank() over (order by claim_figures.commentator) as commentator,
        dense_rank() over (order by claim_figures.question) as question,
        dense_rank() over (order by claim_figures.cluster) as story,
        claim_figures.p_ppb::bigint as p_ppb,
        claim_figures.y::double as y,
        weight_e12 / 1e12 as weight,
        share_e12 / 1e12 as share,
        coalesce(
            brier_of_e18(claim_figures.p_ppb::bigint, y) / 1e18 - peers_brier, 'nan'
        ) as relative
    from claim_figures
    inner join measuring_groups using (group_id, prob_source)
    inner join claim_facts using (claim_no)
    where status = 'resolved' and claim_figures.prob_source <> 'numeric'
    order by claim_figures.group_id, claim_figures.prob_source, claim_facts.claim_id
"""
_CODES = ("commentator", "question", "story", "p_ppb")
_RANKS = ("commentator", "question", "story")
_NUMBERS = ("y", "weight", "share", "relative")


@dataclass(frozen=True)
class Name:
    """What a group and prob_source is called, and what is known of it as a whole."""

    group_id: str
    prob_source: str
    evidence: str
    anonymous: bool
    simulated: bool

    @cached_property
    def seed(self) -> int:
        """The seed of what is drawn for this group."""
        return derived(SEED, self.group_id, self.prob_source)

    @property
    def side(self) -> tuple[str, bool]:
        """With whom the group is compared: those of its prob_source, the simulated apart."""
        return self.prob_source, self.simulated


@dataclass(frozen=True, eq=False)
class Block:
    """The claims that count of some groups, side by side.

    Those on one question lie side by side in each group, and those of one commentator on it.
    """

    names: Sequence[Name]
    group: Runs
    columns: Mapping[str, NDArray[Any]]

    @cached_property
    def scored(self) -> Scored:
        """The claims as the statistics take them."""
        p, question, story = self.columns["p_ppb"] / 1e9, self["question"], self["story"]
        return Scored(p, self.columns["y"], question, story)

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Return a column."""
        return self.columns[name]

    @property
    def seeds(self) -> list[int]:
        """The seed of each group."""
        return [name.seed for name in self.names]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Of which claims there are peers."""
        known: NDArray[np.bool_] = ~np.isnan(self.columns["relative"])
        return known

    def only(self, groups: NDArray[np.integer]) -> Block:
        """Return some groups."""
        if len(groups) == len(self.names):
            return self
        rows = self.group.rows_of(groups)
        columns = {name: column[rows] for name, column in self.columns.items()}
        return Block([self.names[at] for at in groups], self.group.only(groups), columns)

    def told_apart(self) -> NDArray[np.int64]:
        """Return a row of numbers for each claim, by which two blocks of a group are the same.

        Of codes it holds only which are the same and in which order they stand in the group.
        """
        columns = [
            places(column, self.group)
            if name in _RANKS
            else column.astype(np.float64).view(np.int64)
            for name, column in sorted(self.columns.items())
        ]
        return np.column_stack(columns)


def by_story(story: Codes, group: Runs) -> tuple[Codes, Runs]:
    """Return the order in which claims lie story by story in each group, and their runs."""
    number = group.numbers
    order = np.lexsort((story, number))
    return order, runs(number, story[order])


@dataclass(frozen=True, eq=False)
class Group:
    """The claims that count of one group and prob_source, as arrays of one length."""

    name: Name
    columns: Mapping[str, NDArray[Any]]
    claims: Sequence[str]
    """The ids of the claims, in the order of the arrays."""

    @property
    def group_id(self) -> str:
        """The group's id."""
        return self.name.group_id

    @property
    def prob_source(self) -> str:
        """Whose probabilities these are."""
        return self.name.prob_source

    @property
    def evidence(self) -> str:
        """How much evidence the group has."""
        return self.name.evidence

    @property
    def p_ppb(self) -> Codes:
        """The probability of yes, in billionths."""
        return self.columns["p_ppb"]

    @property
    def block(self) -> Block:
        """The group as the only one of a block."""
        order = np.lexsort((self.columns["commentator"], self.columns["question"]))
        columns = {name: column[order] for name, column in self.columns.items()}
        return Block([self.name], Runs(np.zeros(1, dtype=np.int64), len(order)), columns)

    def reading(self, p_ppb: Codes) -> Group:
        """Return the same claims with other probabilities, not compared with peers any more."""
        relative = np.full(len(p_ppb), np.nan)
        return replace(self, columns={**self.columns, "p_ppb": p_ppb, "relative": relative})


@dataclass(frozen=True, eq=False)
class Large:
    """A group and prob_source with more claims than are fetched together."""

    name: Name
    session: Session

    @cached_property
    def cells(self) -> tuple[Codes, Cells]:
        """What was stated, in billionths and ascending; and the claims by it."""
        found = self._asked(_CELLS)
        p_ppb = found["p_ppb"]
        return p_ppb, Cells(p_ppb / 1e9, found["n"], found["k"], whole(len(p_ppb)))

    def slices(self, bins: Codes) -> Iterator[Block]:
        """Yield the claims bin by bin, several small bins together; `bins` ascends by cell.

        A column says which claims are on questions of which claims of the group differ.
        """
        p_ppb, cells = self.cells
        self.session.connection.execute(_CONTRADICTED, self._named)
        bin_ = runs(bins)
        for part in of_sizes(bin_.sums(cells.n)).parts(AT_ONCE):
            first, last = bin_.starts[part.start], bin_.ends[part.stop - 1] - 1
            columns = self._asked(_SLICE, low=int(p_ppb[first]), high=int(p_ppb[last]))
            yield Block([self.name], whole(len(columns["y"])), columns)

    @property
    def _named(self) -> dict[str, object]:
        return {"group_id": self.name.group_id, "prob_source": self.name.prob_source}

    def _asked(self, query: str, **given: int) -> dict[str, NDArray[Any]]:
        found = self.session.connection.execute(query, {**self._named, **given}).fetchnumpy()
        return {name: np.ma.getdata(column) for name, column in found.items()}


def blocks_of(session: Session, at_once: int | None = None) -> Iterator[Block]:
    """Yield the groups in the order of their names, so many claims together."""
    names, sizes = _named(session)
    for part in of_sizes(sizes).parts(at_once or AT_ONCE):
        yield _block(session, names, part)


def parts_of(session: Session) -> Iterator[Block | Large]:
    """Yield the same groups; those of very many claims are not fetched."""
    names, sizes = _named(session)
    for part in of_sizes(sizes).parts(AT_ONCE):
        if sizes[part.start] > AT_ONCE:
            yield Large(names[part.start], session)
        else:
            yield _block(session, names, part)


def _block(session: Session, names: Sequence[Name], part: slice) -> Block:
    given = {"first": part.start, "last": part.stop - 1}
    found = session.connection.execute(_BLOCK, given).fetchnumpy()
    columns = {
        name: np.ma.getdata(found[name]).astype(np.int64 if name in _CODES else np.float64)
        for name in (*_CODES, *_NUMBERS)
    }
    return Block(names[part], runs(np.ma.getdata(found["group"])), columns)


def _named(session: Session) -> tuple[list[Name], list[int]]:
    """Number groups and what is told apart in them; return the groups and their claims."""
    session.connection.execute(_GROUPS)
    for name, column in _CODED.items():
        session.connection.execute(_NUMBERED.format(name=name, column=column))
    rows = session.connection.execute(_NAMES).fetchall()
    names = [
        Name(str(row[0]), str(row[1]), str(row[2]), bool(row[3]), bool(row[4])) for row in rows
    ]
    return names, [int(row[5]) for row in rows]


def groups_in_words(session: Session) -> Iterator[Group]:
    """Yield the groups whose claims are in words, once `blocks_of` has numbered the groups."""
    return groups_of(session, _IN_WORDS)


def groups_of(session: Session, claims: str) -> Iterator[Group]:
    """Yield the groups that a query of these columns has, in its order, with their claims' ids."""
    found = session.arrays(claims)
    names = list(zip(found["group_id"], found["prob_source"], strict=True))
    starts = [at for at, name in enumerate(names) if at == 0 or names[at - 1] != name]
    columns = {
        name: np.ma.getdata(found[name]).astype(np.int64 if name in _CODES else np.float64)
        for name in (*_CODES, *_NUMBERS)
    }
    for start, end in pairwise([*starts, len(names)]):
        yield Group(
            Name(
                str(found["group_id"][start]),
                str(found["prob_source"][start]),
                str(found["evidence"][start]),
                bool(found["anonymous"][start]),
                bool(found["simulated"][start]),
            ),
            {name: column[start:end] for name, column in columns.items()},
            [str(name) for name in found["claim_id"][start:end]],
        )
