"""What can stand at one place of a command line: the words that completion offers for a value.

Invariant: nothing here opens a database; what is on record is read from the little that
`ledger.cli.completing` keeps, and where that is not to be had, nothing of the record is offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from ledger.cli.options import BIN_SCHEMES, EVERYBODY, GROUPINGS, KINDS, SCOPES
from ledger.errors import LedgerError
from ledger.visible import visible

Word = tuple[str, str]
"""What would be typed, and what a shell may show beside it."""

QUESTION_KINDS = ("binary", "choice", "number", "date")
ANSWERS = {
    "yes": "it happened",
    "no": "it did not",
    "annulled": "the question is unfit",
    "ambiguous": "reality is unclear",
}
LEXICONS = (
    "capphrase", "icd203", "phia", "nato", "kent", "ipcc", "efsa", "fagen", "zonination", "house",
)  # fmt: skip
KEPT = ("archive", "prospectively")
CATEGORIES = (
    "wrong on timing", "almost right", "misquoted", "misread", "right for other reasons",
    "condition not met", "stands by it", "other",
)  # fmt: skip
SCORES = ("brier", "log_score", "rel_brier", "bss_crowd", "peer_score")
EXPORTED = ("csv", "tsv", "json", "jsonl", "parquet", "md")
PASSES = ("text", "outcome")
HIDABLE = ("speaker", "outcome", "others", "proposal")

CHOICES: dict[str, tuple[str, ...]] = {
    "--kind": KINDS,
    "add --kind": KINDS[:-1],
    "preregister --kind": KINDS,
    "--question-kind": QUESTION_KINDS,
    "--scope": SCOPES,
    "--bins": BIN_SCHEMES,
    "export --by": (*GROUPINGS, EVERYBODY),
    "score show --by": (*GROUPINGS, EVERYBODY),
    "--pass": PASSES,
    "--hide": HIDABLE,
    "--lexicon": LEXICONS,
    "--kept": KEPT,
    "export --format": EXPORTED,
    "import --format": ("article", "forecasts", "log"),
    "sql --format": ("table", "tsv", "json"),
    "add --voice": ("direct", "indirect", "headline"),
    "add --role": ("self", "spokesperson", "anonymous", "reporter"),
    "preregister --score": SCORES,
    "reply --category": CATEGORIES,
    "completion shell": ("bash", "zsh", "fish"),
    "config action": ("show", "path", "init", "edit"),
}
"""The values of an option or argument that has few, by its verb and name, or its name alone."""

ON_RECORD: dict[str, tuple[str, ...]] = {
    "add --by": ("by",),
    "reject --by": ("by",),
    "compare names": ("by",),
    "person show name": ("by",),
    "person merge name": ("by",),
    "person merge into": ("by",),
    "person alias name": ("by",),
    "person rename name": ("by",),
    "--topic": ("topic",),
    "--story": ("story",),
    "--source": ("source",),
    "--edition-of": ("source",),
    "source": ("source",),
    "source link to": ("source",),
    "reply claim": ("id",),
    "prove target": ("id",),
    "coder adjudicate item": ("id",),
    "target": ("id", "question"),
    "resolve words": ("id", "question"),
    "--question": ("question",),
    "--if": ("question",),
}
"""The keys of the filters whose values can stand there."""

_AS_FILTERS = ("filter_", "--within")


def candidates(verb: str, name: str, partial: str, directory: Path) -> list[Word]:
    """Return what can stand for `name` of a verb, beginning as `partial` does.

    `name` is an option as it is written, or the name of an argument.
    """
    if name in _AS_FILTERS:
        return _filters(partial, directory)
    choices = CHOICES.get(f"{verb} {name}", CHOICES.get(name, ()))
    listed = _LISTED.get(f"{verb} {name}", lambda: ((one, "") for one in choices))
    keys = ON_RECORD.get(f"{verb} {name}", ON_RECORD.get(name, ()))
    recorded = [word for key in keys for word in _of_key(key, partial, directory)]
    return [*_beginning(partial, listed()), *recorded]


def _beginning(partial: str, words: Iterable[Word]) -> list[Word]:
    return [word for word in words if word[0].startswith(partial)]


def _topics() -> Iterable[Word]:
    """Return the topics of the help, then the verbs of other names."""
    from ledger.cli.table import HEADINGS
    from ledger.cli.topics import TOPICS

    topics = {name: about for name, (about, _) in TOPICS.items()}
    verbs = {verb.name: verb.summary for group in HEADINGS.values() for verb in group}
    return {**topics, **verbs, **topics}.items()


def _tables() -> Iterable[Word]:
    from ledger.readmodel.queries import TABLES

    yield from ((name, "") for name in TABLES)


def _columns() -> Iterable[Word]:
    from ledger.readmodel.dictionary import names

    yield from ((name, "") for name in names())


_LISTED: dict[str, Callable[[], Iterable[Word]]] = {
    "help topic": _topics,
    "help column": _columns,
    "resolve words": ANSWERS.items,
    "export table": _tables,
}
"""What is listed elsewhere in the program, by verb and argument."""


def _of_key(key: str, partial: str, directory: Path) -> list[Word]:
    """Return the values of one key of the filters, without the key."""
    begins = f"{key}:"
    found = _filters(begins + partial, directory)
    return [
        (value.removeprefix(begins).strip('"'), about)
        for value, about in found
        if value.startswith(begins) and value != begins
    ]


def _filters(partial: str, directory: Path) -> list[Word]:
    """Return the terms of a filter that begin like this: keys, values, and what is on record."""
    from ledger.cli.completing import filter_words

    try:
        found = filter_words(partial, directory)
    except (OSError, ValueError, LedgerError):
        return []
    return [(value, visible(about)) for value, about in found if value.isprintable()]
