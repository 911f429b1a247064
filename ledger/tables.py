"""One view as it was asked for: as rows, as Arrow, or as a data frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ledger.errors import Failed, NotFound

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from ledger.readmodel.session import Asked, Rows, Session


class Asking(Protocol):
    """What a table asks of a ledger."""

    def ask(
        self, query: str, parameters: Sequence[object] = (), asked: Asked | None = None
    ) -> Rows:
        """Return the rows of a query."""

    def asking(self, query: str, asked: Asked | None = None) -> AbstractContextManager[Session]:
        """Open a session in which a query finds what it reads."""

    def session(self, asked: Asked | None = None) -> AbstractContextManager[Session]:
        """Open a session."""


@dataclass(frozen=True)
class Table:
    """One view as it was asked for: as rows, as Arrow, or as a data frame."""

    ledger: Asking
    query: str
    asked: Asked | None = None
    parameters: tuple[object, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    """What a file of it says beside the rows, where its format has room for that."""

    def rows(self) -> Rows:
        """Return a list of dictionaries, one per row, in the view's total order."""
        return self.ledger.ask(self.query, self.parameters, self.asked)

    def columns(self) -> list[str]:
        """Return the names of the columns, in order."""
        with self.ledger.session(self.asked) as session:
            return session.columns(self.query, self.parameters)

    def only(self, columns: Sequence[str]) -> Table:
        """Return the same rows with these columns alone; raise `NotFound` for one it has not."""
        held = self.columns()
        for name in columns:
            if name not in held:
                raise NotFound(f"there is no column “{name}”", f"one of: {', '.join(held)}")
        named = ", ".join(f'"{name}"' for name in columns)
        return replace(self, query=f"select {named} from ({self.query})")  # noqa: S608 checked above

    def save_parquet(self, path: Path) -> None:
        """Write the rows to a Parquet file, zstd-compressed, in the view's total order."""
        with self.ledger.asking(self.query, self.asked) as session:
            session.save_parquet(self.query, path, self.parameters, self.told)

    def arrow(self) -> pyarrow.Table:
        """Return a `pyarrow.Table`; raise `Failed` without ``claimsledger[notebook]``."""
        try:
            import pyarrow  # noqa: F401 only to say kindly that it is missing
        except ImportError as error:
            raise Failed(
                "pyarrow is not installed", "pip install 'claimsledger[notebook]'"
            ) from error
        with self.ledger.asking(self.query, self.asked) as session:
            return session.connection.sql(
                self.query, params=self.parameters or None
            ).to_arrow_table()

    def frame(self) -> pandas.DataFrame:
        """Return a `pandas.DataFrame`; raise `Failed` without ``claimsledger[notebook]``."""
        try:
            import pandas  # noqa: F401 only to say kindly that it is missing
        except ImportError as error:
            raise Failed(
                "pandas is not installed", "pip install 'claimsledger[notebook]'"
            ) from error
        return self.arrow().to_pandas()
