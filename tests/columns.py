"""The columns of every view, as the migrations make them. ``python -m tests.columns`` writes them.

They are kept beside the schemas of `--json`, which are told without opening a database.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from ledger.app import Ledger
from ledger.domain.commentator import RegisterCommentator
from ledger.readmodel.queries import VIEWS

GROUPED = ("scoreboard_by", "calibration_by")
FILE = Path(__file__).parents[1] / "ledger" / "cli" / "shapes" / "columns.json"


def columns() -> dict[str, dict[str, str]]:
    """Return each view's columns with the names of their types."""
    with tempfile.TemporaryDirectory() as place:
        ledger = Ledger(Path(place) / "ledger")
        ledger.execute(RegisterCommentator("Somebody"))
        found = {view: _of(ledger, f"describe from {view}") for view in (*VIEWS, *GROUPED)}
        ledger.close()
    return found


def _of(ledger: Ledger, query: str) -> dict[str, str]:
    return {str(row["column_name"]): str(row["column_type"]) for row in ledger.ask(query)}


def text() -> str:
    """Return them as the file has them."""
    return json.dumps(columns(), indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
