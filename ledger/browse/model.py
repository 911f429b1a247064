"""What the browser lists: the claims that fit, who said them, and the few that are on the screen.

Invariant: the view of claims is worked out once for each position of the log, whatever is typed
meanwhile; of what fits only places are kept, and rows are fetched a page at a time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from ledger.browse.kept import KeptLedger
    from ledger.browse.means import Means
    from ledger.readmodel.session import Rows
    from ledger.screens.rows import ClaimRow

PAGE = 100
"""Claims that are fetched at a time."""
_KEPT = 40
"""Pages that are kept at hand; the one that was fetched longest ago goes first."""

ORDERS: dict[str, str] = {
    "newest first": "said_on desc, commentator, claim_id",
    "oldest first": "said_on, commentator, claim_id",
    "by name": "lower(commentator), said_on, claim_id",
    "first to close": "closes_on nulls last, question_key, said_on, claim_id",
    "worst score first": "brier desc nulls last, said_on, claim_id",
    "most sure first": "abs(p - 0.5) desc nulls last, said_on, claim_id",
}
"""The orders that claims can stand in, by what they are called."""

_PEOPLE = """
    select commentator_id, any_value(commentator) as name, any_value(simulated) as simulated,
        count(*) as n, count(*) filter (status = 'resolved') as n_resolved
    from claims where {condition} group by commentator_id
    order by simulated, n desc, name, commentator_id
"""
_PLACES = "select rowid as place, claim_id from claims where {condition} order by {order}"
_ROWS = """
    select claims.rowid as place, claims.* from claims
    inner join (select unnest(?::bigint[]) as place) as wanted on claims.rowid = wanted.place
"""


@dataclass(frozen=True)
class Person:
    """A commentator, with how many of the claims that fit are theirs, and how many are scored."""

    commentator_id: str
    name: str
    simulated: bool
    n: int
    n_resolved: int


@dataclass(frozen=True)
class Wish:
    """Which claims are asked for, and in which order."""

    filter: str = ""
    person: Person | None = None
    order: str = next(iter(ORDERS))

    def typed(self, text: str) -> Wish:
        """Return the wish with another filter."""
        return replace(self, filter=text)

    def of(self, person: Person | None) -> Wish:
        """Return the wish for one commentator's claims, or for everybody's."""
        return replace(self, person=person)

    def reordered(self) -> Wish:
        """Return the wish for the next order."""
        names = list(ORDERS)
        return replace(self, order=names[(names.index(self.order) + 1) % len(names)])


@dataclass(frozen=True)
class Found:
    """What fits a wish at one position: places in their order, and who said how much of it."""

    wish: Wish
    position: int
    places: Sequence[int] = ()
    people: tuple[Person, ...] = ()
    at: int = 0
    """Where the claim stands that was to be kept in sight; 0 where it is not among them."""
    n_all: int = 0
    """How many claims there are in all."""

    @property
    def total(self) -> int:
        """How many claims fit."""
        return len(self.places)


NOTHING_YET = Found(Wish(), -1)


class Shelf:
    """The claims of a ledger as it stands, asked by one thread alone."""

    def __init__(self, ledger: KeptLedger, means: Means) -> None:
        """Take the ledger, and how filters are read; nothing is opened yet."""
        self.ledger, self._means = ledger, means

    def find(self, wish: Wish, keep: str | None = None) -> Found:
        """Return what fits, as of now; raise `Unreadable` or `NotFound` for a bad filter."""
        condition, given = self._means.condition(self.ledger, wish.filter)
        with self.ledger.session() as session:
            people = session.rows(_PEOPLE.format(condition=condition), given or None)
            if wish.person is not None:
                condition = f"({condition}) and commentator_id = ?"
                given = [*given, wish.person.commentator_id]
            query = _PLACES.format(condition=condition, order=ORDERS[wish.order])
            places = session.connection.execute(query, given or None).fetchall()
            [all_] = session.rows("select count(*) as n from claims")
        kept = (n for n, (_, claim_id) in enumerate(places) if claim_id == keep)
        return Found(
            wish,
            self.ledger.at,
            [int(place) for place, _ in places],
            tuple(_person(row) for row in people),
            next(kept, 0) if keep else 0,
            int(str(all_["n"])),
        )

    def rows(self, found: Found, number: int) -> list[ClaimRow] | None:
        """Return the rows of a page; None where others have written since it was found."""
        places = list(found.places[number * PAGE : (number + 1) * PAGE])
        with self.ledger.session() as session:
            if found.position != self.ledger.at:
                return None
            rows = {row["place"]: row for row in session.rows(_ROWS, [places])}
        return _claims([rows[place] for place in places])

    def moved(self) -> bool:
        """Say whether anybody has written since the claims were last worked out."""
        return self.ledger.moved()

    def close(self) -> None:
        """Let go of the views and of the ledger."""
        self.ledger.close()


@dataclass
class Pages:
    """The rows of what was found that are at hand."""

    found: Found = NOTHING_YET
    _pages: OrderedDict[int, list[ClaimRow]] = field(default_factory=OrderedDict)

    def row(self, at: int) -> ClaimRow | None:
        """Return a row; None where its page is not at hand, or there is none."""
        page = self._pages.get(at // PAGE, [])
        return page[at % PAGE] if at >= 0 and at % PAGE < len(page) else None

    def missing(self, places: Iterable[int]) -> list[int]:
        """Return the pages to be fetched so that the rows at these places are at hand."""
        wanted = {at // PAGE for at in places if 0 <= at < self.found.total}
        return sorted(wanted - self._pages.keys())

    def put(self, found: Found, number: int, rows: list[ClaimRow]) -> None:
        """Keep a page, unless something else was found meanwhile."""
        if found is not self.found:
            return
        self._pages[number] = rows
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)


def _person(row: dict[str, object]) -> Person:
    return Person(
        str(row["commentator_id"]),
        str(row["name"]),
        bool(row["simulated"]),
        int(str(row["n"])),
        int(str(row["n_resolved"])),
    )


def _claims(rows: Rows) -> list[ClaimRow]:
    return cast("list[ClaimRow]", rows)
