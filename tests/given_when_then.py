"""A small language for promises: given what was done, when a command, then facts or a refusal.

    given(RegisterCommentator("Ana")).when(RegisterCommentator("ANA")).then_nothing()

What was done may be said as facts (`New`) or, shorter, as the commands that they followed from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from ledger.domain.decide import Command, decide
from ledger.domain.fact import Fact, New
from ledger.errors import LedgerError, Refused


class Given:
    """What stands, in memory: a `Known`, and the commands that may be asked of it."""

    def __init__(self, news: Iterable[New] = ()) -> None:
        self._streams: dict[str, list[Fact]] = {}
        self.add(news)

    def __call__(self, stream: str) -> Sequence[Fact]:
        """Return what stands in a stream, oldest first."""
        return tuple(self._streams.get(stream, ()))

    def add(self, news: Iterable[New]) -> None:
        """Let more facts stand."""
        for new in news:
            self._streams.setdefault(new.stream, []).append(new.fact)

    def when(self, command: Command) -> Answer:
        """Decide a command; the answer is held against what `then` says."""
        try:
            return Answer(self, decide(command, self))
        except LedgerError as error:
            return Answer(self, [], error)

    def all(self) -> list[tuple[str, Fact]]:
        """Return every fact with its stream."""
        return [(new.stream, new.fact) for new in self.all_new()]

    def all_new(self) -> list[New]:
        """Return every fact with its stream, as it was decided."""
        return [New(stream, fact) for stream, facts in self._streams.items() for fact in facts]


class Answer:
    """What a command led to."""

    def __init__(self, before: Given, news: list[New], error: LedgerError | None = None) -> None:
        self._before = before
        self._news = news
        self._error = error

    @property
    def news(self) -> list[New]:
        """The facts that followed, with their streams; raises what was refused."""
        if self._error is not None:
            raise self._error
        return self._news

    def then(self, *facts: Fact) -> Given:
        """Hold the facts that followed against these, in order; return what stands then."""
        assert [new.fact for new in self.news] == list(facts), self.news
        return self.now()

    def then_new(self, *news: New) -> Given:
        """Hold the facts that followed, and their streams, against these; as `then`."""
        assert self.news == list(news), self.news
        return self.now()

    def then_named(self, *names: str) -> Given:
        """Hold the stored names of what followed against these; as `then`."""
        assert [new.fact.stored_name for new in self.news] == list(names), self.news
        return self.now()

    def then_nothing(self) -> Given:
        """It was already so."""
        assert self.news == [], self.news
        return self._before

    def then_refused(self, saying: str, kind: type[LedgerError] = Refused) -> LedgerError:
        """Nothing followed but a sentence that holds `saying`, and a remedy."""
        if self._error is None:
            pytest.fail(f"it was not refused: {self._news}")
        assert type(self._error) is kind, self._error
        assert saying in self._error.sentence, self._error
        assert self._error.remedy, self._error
        return self._error

    def now(self) -> Given:
        """Return what stands once the facts are added; what was given stays as it was."""
        return Given([*self._before.all_new(), *self.news])


def given(*before: Command | New) -> Given:
    """Begin with facts, or with the commands that they followed from; each must be accepted."""
    world = Given()
    for one in before:
        world.add([one] if isinstance(one, New) else decide(one, world))
    return world
