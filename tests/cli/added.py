"""What stands on record of a claim that was just added."""

from __future__ import annotations

from tests.cli.running import Claims, Said


def row_of(claims: Claims, added: Said) -> dict[str, object]:
    [row] = claims("list", f"id:{added.done().lines[0]}", "--json").json
    found: dict[str, object] = row
    return found


def question_of(claims: Claims, added: Said) -> dict[str, object]:
    key = row_of(claims, added)["question_key"]
    rows = claims("export", "questions", "--json").json
    found: dict[str, object] = next(row for row in rows if row["question_key"] == key)
    return found
