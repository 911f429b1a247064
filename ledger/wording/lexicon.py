"""Lexicons: what words of certainty mean in numbers, each with a name, a version and a source.

Invariant: a term is looked up as it stands in the lexicon or in its list of other spellings. A
lexicon that lacks it answers nothing; no figure is made up in between.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from ledger.errors import NotFound, Unreadable
from ledger.wording.directions import direction

WHOLE = 1_000_000_000
"""One, in billionths."""
DEFAULT = "capphrase"
HOUSE = "house"
KINDS = ("survey", "standard", "house")
LARGEST = 100_000
"""Characters of a lexicon: ten times the longest that is published."""

_FOLDER = Path(__file__).parent / "lexicons"
_SHIPPED = (
    "capphrase", "icd203", "phia", "nato", "kent", "ipcc", "efsa", "fagen", "zonination", "house",
)  # fmt: skip
_TOP = {"name", "version", "title", "by", "url", "doi", "licence", "kind", "n", "term"}
_OF_TERM = {"words", "also", "point", "low", "high", "assertion"}
_LONG_KEY = re.compile(r"(?:\.[ \t]*+[\w-]*+[ \t]*+){64}|[\[{]{64}")
_REMEDY = "claims help lexicons shows the form"


@dataclass(frozen=True)
class Term:
    """Words and what they mean: low <= point <= high, in billionths, of what is said to happen."""

    words: str
    point: int
    low: int
    high: int
    also: tuple[str, ...] = ()
    assertion: bool = False
    """A flat statement, without a word of certainty in it."""


@dataclass(frozen=True)
class Lexicon:
    """A set of terms that one survey, standard or house has figures for."""

    name: str
    version: str
    title: str
    by: str
    url: str
    licence: str
    kind: Literal["survey", "standard", "house"]
    n: int | None
    terms: tuple[Term, ...]

    def __str__(self) -> str:
        """Return how readings refer to it: ``capphrase 2026``."""
        return f"{self.name} {self.version}"

    @property
    def published(self) -> bool:
        """Say whether its figures are somebody's published ones, and not our own judgement."""
        return self.kind != "house"

    @property
    def provenance(self) -> str:
        """Return in one line where the figures are from."""
        people = f"{self.n:,} respondents" if self.n else self.kind
        said = (f"{self.by}: {self.title}", people, self.licence, self.url)
        return "; ".join(filter(None, said))

    def find(self, words: str) -> Term | None:
        """Return the term of that spelling, if the lexicon has it."""
        return self._by_spelling.get(words)

    @cached_property
    def _by_spelling(self) -> Mapping[str, Term]:
        others = {other: term for term in self.terms for other in term.also}
        return others | {term.words: term for term in self.terms}


def lexicons() -> tuple[str, ...]:
    """Return the lexicons that come with the program, as ``NAME VERSION``, the default first."""
    return tuple(str(_shipped(name)) for name in _SHIPPED)


def lexicon(name: str = DEFAULT) -> Lexicon:
    """Return a lexicon by its name, with or without its version; raise `NotFound`."""
    wanted = " ".join(name.lower().split())
    bare, _, version = wanted.partition(" ")
    if bare in _SHIPPED and version in {"", _shipped(bare).version}:
        return _shipped(bare)
    near = difflib.get_close_matches(wanted, [*lexicons(), *_SHIPPED], n=1)
    remedy = f'did you mean --lexicon "{near[0]}"?' if near else "claims read --lexicons"
    raise NotFound(f"there is no lexicon “{name[:60]}”", remedy)


def under(term: str, sign: int, lexicon: Lexicon) -> tuple[int, int, int] | None:
    """Return low, best and high of the event in a lexicon, or nothing if it has no such term.

    `sign` is 1 where the words say that the event will happen, -1 where they say that it will not.
    A term that denies by itself (unlikely) is taken as it stands with -1; what is said of the
    event's contrary is taken from one, low and high changing places.
    """
    found = lexicon.find(term)
    if found is None:
        return None
    if sign == leaning(term, lexicon):
        return found.low, found.point, found.high
    return WHOLE - found.high, WHOLE - found.point, WHOLE - found.low


def leaning(term: str, lexicon: Lexicon) -> int:
    """Return 1 for a term that says it will happen, -1 for one that denies by itself."""
    found = lexicon.find(term)
    known = direction(term) or direction(found.words if found else "")
    return known or (-1 if found and found.point * 2 < WHOLE else 1)


def own_terms(lexicon: Lexicon) -> tuple[str, ...]:
    """Return the spellings of a lexicon that does not come with the program."""
    if lexicon.name in _SHIPPED and lexicon is _shipped(lexicon.name):
        return ()
    return tuple(words for term in lexicon.terms for words in (term.words, *term.also))


def read_lexicon(text: str) -> Lexicon:
    """Read a lexicon from TOML; raise `Unreadable` with what is wrong in it and where."""
    return _lexicon(_tables(text))


@cache
def _shipped(name: str) -> Lexicon:
    return read_lexicon((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _tables(text: str) -> Mapping[str, object]:
    if len(text) > LARGEST:
        raise Unreadable(f"the lexicon is longer than {LARGEST:,} characters", _REMEDY)
    if _LONG_KEY.search(text):
        raise Unreadable("the lexicon is nested beyond all measure", _REMEDY)
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError, ArithmeticError) as error:
        raise Unreadable(f"the lexicon is not TOML: {error}", "mend that line") from None


def _lexicon(tables: Mapping[str, object]) -> Lexicon:
    _known(tables, _TOP, "the lexicon")
    kind = _word(tables, "kind", "the lexicon")
    if kind not in KINDS:
        raise Unreadable(f"the lexicon's kind is “{kind}”", f"write one of {', '.join(KINDS)}")
    name = _word(tables, "name", "the lexicon")
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,39}", name):
        raise Unreadable(f"“{name}” cannot be the name of a lexicon", "write one lower-case word")
    return Lexicon(
        name=name,
        version=_word(tables, "version", "the lexicon"),
        title=_word(tables, "title", "the lexicon"),
        by=_word(tables, "by", "the lexicon"),
        url=_word(tables, "url", "the lexicon", needed=False) or _link(tables),
        licence=_word(tables, "licence", "the lexicon"),
        kind=kind,  # type: ignore[arg-type] # it is one of KINDS
        n=_count(tables),
        terms=_terms(tables.get("term")),
    )


def _link(tables: Mapping[str, object]) -> str:
    doi = _word(tables, "doi", "the lexicon", needed=False)
    return f"https://doi.org/{doi}" if doi else ""


def _terms(listed: object) -> tuple[Term, ...]:
    if not isinstance(listed, list) or not listed:
        raise Unreadable(
            "the lexicon has no terms", "write a [[term]] with words, point, low, high"
        )
    terms = tuple(_term(entry, f"term {n}") for n, entry in enumerate(listed, 1))
    seen: set[str] = set()
    for spelling in (words for term in terms for words in (term.words, *term.also)):
        if spelling in seen:
            raise Unreadable(f"“{spelling}” stands twice in the lexicon", "keep one of the two")
        seen.add(spelling)
    return terms


def _term(entry: object, where: str) -> Term:
    if not isinstance(entry, dict):
        raise Unreadable(f"{where} is not a table", "write [[term]] above it")
    _known(entry, _OF_TERM, where)
    words = _spelling(_word(entry, "words", where))
    low, point, high = (_percent(entry, name, words) for name in ("low", "point", "high"))
    if not low <= point <= high:
        raise Unreadable(f"“{words}” has its point outside low and high", "put them in order")
    also, flat = entry.get("also", []), entry.get("assertion", False)
    if not isinstance(also, list) or not all(isinstance(word, str) and word for word in also):
        raise Unreadable(f"also of “{words}” is no list of words", 'write also = ["…"]')
    if not isinstance(flat, bool):
        raise Unreadable(f"assertion of “{words}” is neither true nor false", "write true, or none")
    return Term(words, point, low, high, tuple(map(_spelling, also)), flat)


def _known(table: Mapping[str, object], names: set[str], where: str) -> None:
    for name in table:
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            remedy = f"did you mean {near[0]}?" if near else f"known: {', '.join(sorted(names))}"
            raise Unreadable(f"{where} has an unknown field “{name[:60]}”", remedy)


def _word(table: Mapping[str, object], name: str, where: str, *, needed: bool = True) -> str:
    value = table.get(name, "")
    if not isinstance(value, str) or len(value) > 300 or (needed and not value.strip()):
        raise Unreadable(f"{where} needs {name}, a text in quotes", f'write {name} = "…"')
    return " ".join(value.split())


def _spelling(words: str) -> str:
    return " ".join(words.lower().split())


def _count(tables: Mapping[str, object]) -> int | None:
    n = tables.get("n")
    if n is not None and (isinstance(n, bool) or not isinstance(n, int) or not 0 < n < 10**9):
        raise Unreadable(
            "n of the lexicon is no number of people", "write n = 123, or leave it out"
        )
    return n


def _percent(entry: Mapping[str, object], name: str, words: str) -> int:
    value = entry.get(name)
    number = Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(number, Decimal) or not number.is_finite() or not 0 <= number <= 100:
        raise Unreadable(f"“{words}” needs {name}, in per cent from 0 to 100", f"write {name} = 75")
    return int((number * (WHOLE // 100)).to_integral_value())
