"""CSV to the letter: every quote closed, no NUL, no field longer than can be meant.

The standard reader, left to itself, swallows fifty rows after one open quote without a word.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from ledger.errors import Malformed
from ledger.strict.text import whole_text

LARGEST_CSV = 200_000_000
"""Bytes: some two million forecasts."""
LONGEST_FIELD = 65_536
"""Characters: more than any text we keep."""
MOST_COLUMNS = 256


def csv_rows(
    content: str | bytes, *, largest: int = LARGEST_CSV
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank with the line it begins on, the header first.

    How many fields a row has is for the reader to hold to the header, so that one row can be
    refused and the next read. Raises `Malformed` with the line, at once or on the way, from where
    it cannot be told what a row or a field is.
    """
    text = whole_text(content, largest, "save the file as CSV UTF-8")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Malformed(line, "it is not a text file", "give a CSV file")
    return csv_rows_of(io.StringIO(text, newline=""))


def csv_rows_of(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the same rows of a text that comes line by line, each with its line end as it is."""
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(lines, strict=True)
    begins = 1
    try:
        for row in reader:
            if len(row) > MOST_COLUMNS:
                problem = f"it has {len(row):,} fields; {MOST_COLUMNS} are the most"
                raise Malformed(begins, problem, "separate rows by line ends")
            if row:
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        problem = f"it is not CSV from here on: {error}"
        raise Malformed(begins, problem, "mend the quotes of that line") from None
