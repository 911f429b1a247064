"""Whatever takes long says so, and how far it has come, to whoever shows it; here nobody does.

The shelves and stores know this module and no terminal. Invariant: without `shown_by` nothing is
written anywhere, and saying so costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import TypeVar

Advance = Callable[[int], None]
"""Takes how much more is done."""
Shower = Callable[[str, int | None], AbstractContextManager[Advance]]
"""Shows a thing by its name, of so many parts if that is known, while it is done."""
Page = TypeVar("Page", bound=Sized)

_SHOWER: ContextVar[Shower | None] = ContextVar("_SHOWER", default=None)


@contextmanager
def shown_by(shower: Shower | None) -> Iterator[None]:
    """Let `shower` show what is done meanwhile; None for nobody."""
    token = _SHOWER.set(shower)
    try:
        yield
    finally:
        _SHOWER.reset(token)


@contextmanager
def doing(what: str, of: int | None = None) -> Iterator[Advance]:
    """Say what is being done, of so many parts; hand out what tells how many more are done."""
    shower = _SHOWER.get()
    if shower is None:
        yield _unseen
        return
    with shower(what, of) as advance:
        yield advance


def counted(pages: Iterable[Page], advance: Advance) -> Iterator[Page]:
    """Yield pages, and tell of each, once it is dealt with, how much it held."""
    for page in pages:
        yield page
        advance(len(page))


def _unseen(_: int) -> None:
    """Tell nobody."""
