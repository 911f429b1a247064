"""What the page of an article tells of itself: title, authors, day, address, language.

Invariant: the text is hostile. What comes back is short, on one line and of the right form or not
there at all; nothing is fetched, and no more than the beginning of a page is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser

from ledger.domain.names import url_key
from ledger.errors import Malformed
from ledger.strict import load_json

_LOOKED_AT = 1_000_000
_LONGEST, _LONGEST_URL, _MOST_AUTHORS = 300, 2_000, 20
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*)?", re.DOTALL)
_CHARSET = re.compile(rb"""charset=["']?([A-Za-z0-9_-]{1,30})""")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DEEPEST = 6

_TITLES = ("og:title", "headline", "twitter:title", "dc.title", "title")
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author")
_DAYS = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "parsely-pub-date", "pubdate",
)  # fmt: skip
_ADDRESSES = ("canonical", "og:url", "url")
_LINKED = {
    "headline": "headline",
    "datePublished": "datepublished",
    "url": "url",
    "author": "ld:author",
    "publisher": "publisher",
}
"""What linked data calls it, and under which name it is kept here."""
_PUBLICATIONS = ("og:site_name", "publisher", "application-name")


@dataclass(frozen=True)
class Page:
    """What is known of an article by its page; None for what it does not tell."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None
    publication: str | None = None
    language: str | None = None


def read_page(content: bytes) -> Page:
    """Return what a page tells of itself; raise `Malformed` for what is no HTML."""
    text = _decoded(content[:_LOOKED_AT])
    if "<" not in text or "\0" in text:
        raise Malformed(1, "it is not an HTML page", "save the article's page from a browser")
    told = _Told()
    told.feed(text)
    for script in told.scripts:
        _take_json(script, told)
    return Page(
        title=_first(told.found, _TITLES),
        authors=_authors(told),
        published=next(filter(None, map(_day, _all(told.found, _DAYS))), None),
        url=next(filter(_is_address, _all(told.found, _ADDRESSES)), None),
        publication=_first(told.found, _PUBLICATIONS),
        language=next(filter(_LANGUAGE.fullmatch, told.found.get("lang", [])), None),
    )


class _Told(HTMLParser):
    """Collects what a page says under the names that are asked for, in its order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[str]] = {}
        self.scripts: list[str] = []
        self._into: list[str] | None = None

    def tell(self, name: str, value: str | None) -> None:
        """Keep what is said under a name."""
        text = " ".join("".join(filter(_shows, value or "")).split())
        if text:
            self.found.setdefault(name.lower(), []).append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag == "html":
            self.tell("lang", held.get("lang"))
        elif tag == "meta":
            name = held.get("property") or held.get("name") or held.get("itemprop") or ""
            self.tell(name, held.get("content"))
        elif tag == "link" and (held.get("rel") or "").lower() == "canonical":
            self.tell("canonical", held.get("href"))
        linked = tag == "script" and (held.get("type") or "").lower() == "application/ld+json"
        if linked or (tag == "title" and "title" not in self.found):
            self._into = []

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._into is None or tag not in {"script", "title"}:
            return
        if tag == "script":
            self.scripts.append("".join(self._into))
        else:
            self.tell("title", "".join(self._into))
        self._into = None


def _take_json(script: str, told: _Told) -> None:
    """Take what linked data says of an article; what is no JSON says nothing."""
    try:
        read = load_json(script.strip())
    except Malformed:
        return
    for one in _tables(read, _DEEPEST):
        if "headline" not in one:
            continue
        for name, under in _LINKED.items():
            for value in _texts(one.get(name)):
                told.tell(under, value)


def _tables(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    if depth == 0:
        return
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _tables(one, depth - 1)


def _texts(value: object) -> Iterator[str]:
    """Yield a text, those of a list, or the names of what is described."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(value.get("name"))
    elif isinstance(value, list):
        for one in value[:_MOST_AUTHORS]:
            if not isinstance(one, list):
                yield from _texts(one)


def _authors(told: _Told) -> tuple[str, ...]:
    named = told.found.get("ld:author") or list(_all(told.found, _AUTHORS))
    people = dict.fromkeys(name[:_LONGEST] for name in named if "://" not in name)
    return tuple(people)[:_MOST_AUTHORS]


def _all(found: Mapping[str, list[str]], names: Sequence[str]) -> Iterator[str]:
    for name in names:
        yield from found.get(name, ())


def _first(found: Mapping[str, list[str]], names: Sequence[str]) -> str | None:
    text = next(_all(found, names), None)
    return text[:_LONGEST] if text else None


def _day(text: str) -> str | None:
    found = _DAY.fullmatch(text)
    try:
        return date.fromisoformat(found[1]).isoformat() if found else None
    except ValueError:
        return None


def _is_address(text: str) -> bool:
    return len(text) <= _LONGEST_URL and bool(url_key(text))


def _shows(char: str) -> bool:
    """Say whether a character belongs in a name or title: what is seen, a blank, or a joiner."""
    return char.isprintable() or char.isspace() or char in "\u200c\u200d"


def _decoded(content: bytes) -> str:
    """Return a page as text, by its own word where it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = _CHARSET.search(content[:4_000])
        try:
            return content.decode(named[1].decode() if named else "utf-8", "replace")
        except LookupError:
            return content.decode("utf-8", "replace")
