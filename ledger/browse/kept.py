"""A ledger whose views stay open from one question to the next, for as long as nobody writes.

Invariant: whoever asks sees everything that was written before the asking; only one thread asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ledger.app import Ledger

if TYPE_CHECKING:
    from ledger.readmodel.session import Asked, Session


class KeptLedger(Ledger):
    """A ledger that keeps one session, in which the view of claims is worked out.

    What narrows the claims further, as a person's record does, gets a session of its own.
    """

    at = -1
    """The position that the kept session is at; -1 while there is none."""
    _kept: tuple[Asked, Session] | None = None

    @contextmanager
    def session(self, asked: Asked | None = None) -> Iterator[Session]:
        """Hand out the kept session where it is the one that is asked for, else a new one."""
        import duckdb

        if self._about(asked) != self._about(None):
            with super().session(asked) as session:
                yield session
            return
        try:
            yield self._current()
        except duckdb.Error:
            self._forget()
            raise

    def moved(self) -> bool:
        """Say whether anybody has written since the views were opened."""
        return self.position() != self.at

    def close(self) -> None:
        """Let go of the views and of the log."""
        self._forget()
        super().close()

    def _current(self) -> Session:

        about, position = self._about(None), self.position()
        if self._kept is not None and self.at == position and self._kept[0] == about:
            return self._kept[1]
        self._forget()
        session = self._session(about)
        session.work_out("claims")
        self._kept, self.at = (about, session), position
        return session

    def _forget(self) -> None:
        if self._kept is not None:
            self._kept[1].close()
        self._kept, self.at = None, -1
