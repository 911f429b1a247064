"""How things are named: keys that people type, and stream ids that never change.

Invariant: every function is pure and its results are stored for ever, so none may change what it
returns for an input it has once been given.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

LETTERS = "bcdfghjkmnpqrstvwxz"
"""No vowels, no look-alikes, no digits: an id never spells a word and is never a number."""

_PAIRS = tuple(first + second for second in LETTERS for first in LETTERS)
_ONE, _TWO, _THREE = (len(_PAIRS) ** several for several in (1, 2, 3))
_REMEMBERED = 65_536
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLAIN_EXTERNAL_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|mc_[ce]id|cmp|smid|smtyp|unlocked_article_code|sharetype|ref|igshid",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def letters(*parts: str) -> str:
    """Return 20 letters that stand for `parts`: a hash, 85 bits, in the alphabet of ids."""
    # What cannot be stored still has a name, under which nothing is ever found.
    spelled_out = "\0".join(parts).encode("utf-8", "surrogatepass")
    number = int.from_bytes(hashlib.blake2b(spelled_out, digest_size=16).digest(), "big")
    # Pair by pair, the least first; three at a time make numbers that are quick to divide.
    number, a = divmod(number, _THREE)
    number, b = divmod(number, _THREE)
    number, c = divmod(number, _THREE)
    spelled = (
        a % _ONE, a // _ONE % _ONE, a // _TWO,
        b % _ONE, b // _ONE % _ONE, b // _TWO,
        c % _ONE, c // _ONE % _ONE, c // _TWO,
        number % _ONE,
    )  # fmt: skip
    return "".join([_PAIRS[place] for place in spelled])


def folded(text: str) -> str:
    """Return `text` without case, accents and surplus blanks, for comparing."""
    plain = text.casefold()
    if not plain.isascii():
        split = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in split if not unicodedata.combining(char))
    return " ".join(plain.split())


def spoken(words: str) -> str:
    """Return the words of a quotation for comparing: folded, letters and digits only."""
    return " ".join(re.findall(r"\w+", folded(words)))


def slug(text: str, length: int = 48) -> str:
    """Return `text` as a readable key of at most `length` characters; may be empty."""
    words = re.findall(r"[a-z0-9]+", folded(text))
    cut = "-".join(words)[: length + 1]
    return cut if len(cut) <= length else cut[:length].rsplit("-", 1)[0]


def is_key(text: str) -> bool:
    """Say whether `text` may be the readable key of a question, story or source."""
    return len(text) <= 100 and _KEY.fullmatch(text) is not None


@lru_cache(_REMEMBERED)
def question_key(text: str, apart: str = "") -> str:
    """Return the key of a question known only by its text; `apart` tells equal texts apart."""
    marked = letters("question", folded(text), apart)[:8]
    return f"{slug(text)}-{marked}".lstrip("-")


def url_key(url: str) -> str:
    """Return the address without what does not tell documents apart; '' if it is no web address.

    Lower-case host, no fragment, no default port, no tracking parameters, the rest sorted.
    """
    parts = _split(url)
    if parts is None:
        return ""
    scheme, host, path, query = parts
    kept = sorted(pair for pair in parse_qsl(query, keep_blank_values=True) if _tells(pair[0]))
    return f"{scheme}://{host}{path.rstrip('/')}" + (f"?{urlencode(kept)}" if kept else "")


@lru_cache(_REMEMBERED)
def commentator_stream(name: str) -> str:
    """Return the stream of whoever goes by `name`."""
    return f"commentator-{slug(name, 24)}-{letters('commentator', folded(name))}"


def source_stream(key: str) -> str:
    """Return the stream of the source with this key."""
    return f"source-{key}"


def url_stream(key: str) -> str:
    """Return the stream that says which source a web address (its key) belongs to."""
    return f"url-{letters('url', key)}"


def story_stream(key: str) -> str:
    """Return the stream of the story with this key."""
    return f"story-{key}"


def plan_stream(key: str) -> str:
    """Return the stream of the collection plan with this key."""
    return f"plan-{key}"


def question_stream(key: str) -> str:
    """Return the stream of the question with this key."""
    return f"question-{key}"


def imported_claim_stream(namespace: str, external_id: str) -> str:
    """Return the stream of a claim that came with an id of its own; neighbours stay neighbours."""
    return f"claim-x-{_namespace(namespace)}-{external_tail(external_id)}"


def external_tail(external_id: str) -> str:
    """Return the end of the stream of a claim that came with an id of its own."""
    plain = _PLAIN_EXTERNAL_ID.fullmatch(external_id)
    return external_id if plain else letters("external", external_id)


def claim_stream(said_on: date, *identity: str) -> str:
    """Return the stream of a claim known by who said what, where, on which question."""
    return f"claim-{said_on:%Y%m%d}-{letters('claim', said_on.isoformat(), *identity)}"


def part_stream(kind: str, *identity: str) -> str:
    """Return the stream of something that hangs on others: an occurrence, estimate or rejection."""
    return f"{kind}-{letters(kind, *identity)}"


def short_id(stream: str) -> str:
    """Return the letters by which people call a claim or question."""
    return letters("id", stream)


@lru_cache
def _namespace(namespace: str) -> str:
    return letters("namespace", namespace)[:6]


def _tells(parameter: str) -> bool:
    return _TRACKING.fullmatch(parameter) is None


def _split(url: str) -> tuple[str, str, str, str] | None:
    try:
        url.encode()
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:  # a broken port or host, or what cannot be written as UTF-8
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or " " in url.strip():
        return None
    shown_port = "" if port in {None, _DEFAULT_PORTS[parts.scheme]} else f":{port}"
    return parts.scheme, f"{parts.hostname.lower()}{shown_port}", parts.path, parts.query
