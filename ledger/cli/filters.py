"""The filter grammar resolved against a ledger: one condition on the view `claims`.

Invariant: what people typed is only ever a parameter, never a part of the SQL; a term and its
negation divide all claims between them; who or what is not on record is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ledger.cli import find
from ledger.cli.filter_terms import (
    CLAIM_KINDS,
    IN_WORDS,
    IS,
    KEYS,
    KINDS,
    NONE,
    STATED,
    TIMINGS,
    WORDS,
    Term,
    parse,
    printed,
)
from ledger.domain.names import folded
from ledger.errors import NotFound, Unreadable
from ledger.readmodel import queries

if TYPE_CHECKING:
    from ledger.app import Ledger
    from ledger.readmodel.session import Asked, Rows, Session

EVERYTHING = "true"
"""The condition of a filter that leaves nothing out."""

_TOLD_BY_VIEWS = ("by", "topic", "source", "story")
"""What figures are narrowed to by variables of their own, unless it is negated."""
_OF_PLACES = ("topic", "story", "said", "due", "answered")
_NAMING = (*_TOLD_BY_VIEWS, "id", "p")
"""Keys of which a value is looked up in the ledger."""
_EACH = ("is", WORDS)
"""Keys of which every value must fit; of the others, one of them."""
_BY_ANSWER = ("answered", "timing")
_ID_COLUMNS = {"by": "commentator_id", "source": "source_id", "story": "story_id", "id": "claim_id"}
_DAY_COLUMNS = {
    "said": "claims.said_on",
    "due": "claims.closes_on",
    "answered": "(case when claims.outcome is not null"
    " then coalesce(claims.known_on, claims.happened_on) end)",
}
_NO_DAY = {
    "said": "claims.said_on is null",
    "due": "claims.closes_on is null",
    "answered": "claims.outcome is null",
}
_SEARCHED = (
    "searched(claims.question, claims.quote, claims.reported, claims.commentator, claims.note)"
)
_UNSPACED = (
    ("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"), ("\u3040", "\u30ff"),
    ("\u3400", "\u9fff"), ("\U00020000", "\U0003ffff"),
)  # fmt: skip
"""Scripts that leave no blank between words: there, what is looked for may stand anywhere."""

Part = tuple[str, tuple[object, ...]]
"""A condition and its parameters."""


@dataclass(frozen=True)
class Fit:
    """A term with what it means: whom or what it names, and when a claim fits it."""

    term: Term
    condition: str
    parameters: tuple[object, ...]
    named: tuple[str, ...] = ()
    """The ids of what it names, where it names something."""

    @property
    def by_answer(self) -> bool:
        """Whether it depends on what came of a claim."""
        key, value = self.term.key, self.term.value
        return key in _BY_ANSWER or (key == "is" and IS[value].by_answer)


@dataclass(frozen=True)
class Filter:
    """What was asked for, each term resolved to what it names."""

    fits: tuple[Fit, ...] = ()

    @property
    def told(self) -> str:
        """The filter in its normal form."""
        return printed(fit.term for fit in self.fits)

    @property
    def commentators(self) -> tuple[str, ...] | None:
        """Those whom the filter names; None where it names nobody."""
        return self._named("by")

    @property
    def searched(self) -> tuple[Term, ...]:
        """The words and phrases that are looked for."""
        return tuple(
            fit.term for fit in self.fits if fit.term.key == WORDS and not fit.term.negative
        )

    def condition(self) -> tuple[str, list[object]]:
        """Return a condition on the view `claims`, and its parameters."""
        condition, parameters = _all(_parts(self.fits))
        return condition, [list(one) if isinstance(one, tuple) else one for one in parameters]

    def of_figures(self, asked: Asked) -> Asked:
        """Return `asked`, narrowed to the claims that fit, and saying so."""
        from ledger.readmodel.session import Narrowing

        if not self.fits:
            return asked
        rest = [fit for fit in self.fits if fit.term.key not in _TOLD_BY_VIEWS or fit.term.negative]
        condition, parameters = _all(_parts(rest)) if rest else ("", ())
        return replace(
            asked,
            only_commentators=self.commentators,
            only_topics=self._named("topic"),
            only_sources=self._named("source"),
            only_stories=self._named("story"),
            narrowed=Narrowing(
                self.told, condition, parameters, any(fit.by_answer for fit in self.fits)
            ),
        )

    def of_places(self, asked: Asked) -> Asked:
        """Return `asked`, narrowed by questions and days; raise `Unreadable` for anything else."""
        other = [fit.term for fit in self.fits if fit.term.key not in _OF_PLACES]
        if other:
            raise Unreadable(
                f"a comparison is of whole questions, and “{other[0]}” picks claims",
                "topic: story: said: due: and answered: narrow it",
            )
        return self.of_figures(asked)

    def _named(self, key: str) -> tuple[str, ...] | None:
        fits = [fit for fit in self.fits if fit.term.key == key and not fit.term.negative]
        return tuple(dict.fromkeys(one for fit in fits for one in fit.named)) if fits else None


def resolve(ledger: Ledger, given: Sequence[str] | None, asked: Asked | None = None) -> Filter:
    """Return the filter that the terms mean; raise `Unreadable`, or `NotFound` for nobody."""
    terms = list(dict.fromkeys(parse(given)))
    today = (asked.as_of_day if asked else None) or ledger.today

    def read(asking: find.Asking) -> list[Fit]:
        reader = _Reader(asking, today)
        return [reader.fit(term) for term in terms]

    names = any(term.key in _NAMING for term in terms)
    fits = ledger.look(lambda session: read(_Within(session)), asked) if names else read(ledger)
    return Filter(tuple(sorted(fits, key=lambda fit: fit.term.place)))


def empty_hint(ledger: Ledger, chosen: Filter, asked: Asked | None = None) -> str:
    """Return what may have been meant by a word that nothing was found for, or nothing."""
    for term in chosen.searched:
        if state := find.closest(term.value, IS, 0.8):
            return f"nothing matches; is:{state} picks by state"
        names = [str(row["name"]) for row in ledger.ask(queries.COMMENTATOR_NAMES, asked=asked)]
        near = next((name for name in names if find.has_words(name, term.value)), None)
        near = near or find.closest(term.value, names, 0.8)
        if near:
            return f"nothing matches; by:NAME looks for people, such as {Term('by', near)}"
    return ""


def _parts(fits: Iterable[Fit]) -> list[Part]:
    """Return what must all be so: each negated term, and of each key its terms together."""
    parts: list[Part] = []
    by_key: dict[str, list[Fit]] = {}
    for fit in fits:
        if fit.term.negative:
            parts.append((f"not coalesce({fit.condition}, false)", fit.parameters))
        elif fit.term.key in _EACH:
            parts.append((f"({fit.condition})", fit.parameters))
        else:
            by_key.setdefault(fit.term.key, []).append(fit)
    for together in by_key.values():
        either = " or ".join(f"({fit.condition})" for fit in together)
        values = tuple(value for fit in together for value in fit.parameters)
        parts.append((f"({either})", values))
    return parts


def _all(parts: Sequence[Part]) -> Part:
    condition = " and ".join([EVERYTHING, *(condition for condition, _ in parts)])
    return condition, tuple(value for _, values in parts for value in values)


@dataclass(frozen=True)
class _Within:
    """Asks one session whatever a filter names, so that a ledger is opened once for it."""

    session: Session

    def ask(
        self, query: str, parameters: Sequence[object] = (), asked: Asked | None = None
    ) -> Rows:
        """Return the rows of a query, as the session was asked."""
        del asked
        return self.session.rows(query, parameters or None)


class _Reader:
    """Reads terms, as the ledger stood when it is asked."""

    def __init__(self, asking: find.Asking, today: date) -> None:
        self.asking = asking
        self.today = today
        self._by_key: dict[str, Callable[[Term], Fit]] = {
            **dict.fromkeys(("said", "due", "answered"), self._days),
            "by": self._by,
            "topic": self._topic,
            "source": self._source,
            "story": self._story,
            "id": self._id,
            "is": _state,
            "kind": _kind,
            "timing": _timing,
            "p": self._chance,
            WORDS: _words,
        }

    def fit(self, term: Term) -> Fit:
        """Return what a term means; raise `Unreadable` or `NotFound`."""
        return self._by_key[term.key](term)

    def _by(self, term: Term) -> Fit:
        found = find.people(self.asking, term.value)
        return _one_of(term, tuple(who.commentator_id for who in found))

    def _id(self, term: Term) -> Fit:
        return _one_of(term, (find.claim(self.asking, term.value),))

    def _topic(self, term: Term) -> Fit:
        rows = self.asking.ask(queries.TOPICS)
        topics = [str(row["topic"]) for row in rows]
        named = tuple(one for one in topics if folded(one) == folded(term.value))
        if not named:
            raise _unknown("topic", term.value, topics)
        return Fit(term, "list_has_any(?, claims.topics)", (named,), named)

    def _source(self, term: Term) -> Fit:
        return self._titled(term, queries.TABLES["sources"], ("source_id", "source_key", "source"))

    def _story(self, term: Term) -> Fit:
        return self._titled(term, queries.MORE_TABLES["stories"], ("story_id", "story", "title"))

    def _titled(self, term: Term, query: str, columns: tuple[str, str, str]) -> Fit:
        rows = [tuple(str(row[name]) for name in columns) for row in self.asking.ask(query)]
        named = tuple(
            identity
            for identity, key, title in rows
            if folded(key) == folded(term.value) or find.has_words(title, term.value)
        )
        if not named:
            raise _unknown(term.key, term.value, [key for _, key, _ in rows], rows)
        return _one_of(term, named)

    def _days(self, term: Term) -> Fit:
        from ledger.domain.ranges import read_days

        if term.value.lower() == NONE:
            return Fit(replace(term, value=NONE), _NO_DAY[term.key], ())
        try:
            days = read_days(term.value, self.today, ahead=term.key == "due")
        except Unreadable as error:
            raise Unreadable(f"{term.key}: {error.sentence}", error.remedy) from error
        column, ends = _DAY_COLUMNS[term.key], (("<=", days.last), (">=", days.first))
        told = [(f"{column} {sign} ?::date", end) for sign, end in ends if end is not None]
        condition = " and ".join(part for part, _ in told)
        values: tuple[date, ...] = tuple(end for _, end in told)
        return Fit(replace(term, value=str(days)), condition, values)

    def _chance(self, term: Term) -> Fit:
        value = term.value.lower()
        if value == NONE:
            return Fit(replace(term, value=NONE), "claims.p is null", ())
        for name, source in (STATED, IN_WORDS):
            if value == name:
                return Fit(replace(term, value=name), "claims.prob_source = ?", (source,))
        return self._certainty(term) if _is_certainty(value) else _between(term)

    def _certainty(self, term: Term) -> Fit:
        rows = self.asking.ask(queries.CERTAINTIES)
        words = [str(row["words"]) for row in rows]
        if not any(find.has_words(one, term.value) for one in words):
            single = [word for one in words for word in one.split()]
            near = find.closest(term.value, [*words, *single], 0.6)
            hint = f"did you mean {Term('p', near)}? " if near else ""
            raise NotFound(
                f"nobody said “{term.value}” to say how sure they were",
                f"{hint}or 80..90, {NONE}, {IN_WORDS[0]}, {STATED[0]}",
            )
        spoken = "has_words(' ' || folded_words(claims.words) || ' ', ?)"
        return Fit(term, spoken, (term.value,))


def _one_of(term: Term, named: tuple[str, ...]) -> Fit:
    return Fit(term, f"list_contains(?, claims.{_ID_COLUMNS[term.key]})", (named,), named)


def _state(term: Term) -> Fit:
    value = _listed(term, IS, "state")
    return Fit(replace(term, value=value), f"({IS[value].condition})", ())


def _kind(term: Term) -> Fit:
    value = _listed(term, KINDS, "kind")
    column = "kind" if value in CLAIM_KINDS else "question_kind"
    return Fit(replace(term, value=value), f"claims.{column} = ?", (value,))


def _timing(term: Term) -> Fit:
    value = _listed(term, TIMINGS, "class")
    return Fit(replace(term, value=value), "claims.timing = ?", (value,))


def _words(term: Term) -> Fit:
    from ledger.cli.options import text

    unspaced = any(low <= char <= high for char in term.value for low, high in _UNSPACED)
    macro = "has_words" if term.phrase else "has_word"
    condition = f"{macro}({_SEARCHED}, ?)"
    if unspaced:
        condition = f"contains({_SEARCHED}, folded_words(?))"
    return Fit(term, condition, (text(term.value),))


def _between(term: Term) -> Fit:
    from ledger.domain.ranges import read_chances

    chances = read_chances(term.value)
    condition = "round(claims.p * 1e9)::bigint between ? and ?"
    return Fit(replace(term, value=str(chances)), condition, (chances.low, chances.high))


def _is_certainty(value: str) -> bool:
    return any(map(str.isalpha, value)) and not any(map(str.isdigit, value))


def _listed(term: Term, allowed: Iterable[str], called: str) -> str:
    """Return a value that a key lists; raise `Unreadable` with what is near."""
    names = list(allowed)
    value = term.value.lower().replace(" ", "_").replace("-", "_")
    if value in names:
        return value
    near = find.closest(value, names, 0.6)
    hint = f"did you mean {term.key}:{near}? " if near else ""
    rest = "claims help filters" if near and len(names) > _FEW else f"one of: {', '.join(names)}"
    raise Unreadable(f"“{term.key}:{term.value}” is not a {called}", hint + rest)


def _unknown(
    key: str, value: str, keys: Sequence[str], titled: Iterable[Sequence[str]] = ()
) -> NotFound:
    """Return the error for a topic, source or story that is not on record."""
    titles = {title: known for _, known, title in titled}
    near = find.closest(value, keys, 0.6) or find.closest(value, titles)
    hint = f"did you mean {Term(key, titles.get(near, near))}?" if near else ""
    few = f"there are: {', '.join(sorted(keys)[:_FEW])}" if keys else f"no {key} is on record"
    more = ", …" if len(keys) > _FEW else ""
    return NotFound(f"there is no {key} “{value}”", hint or few + more)


_FEW = 8

__all__ = ["EVERYTHING", "IS", "KEYS", "TIMINGS", "Filter", "empty_hint", "parse", "resolve"]
