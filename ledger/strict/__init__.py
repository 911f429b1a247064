"""Readers of JSON, CSV and TOML that nobody can lead astray: the form to the letter, with limits.

    from ledger.strict import load_json

Invariant: what comes back is what the text says, all of it and nothing else; anything doubtful
(a key that stands twice, NaN, a quote left open, bytes that are no UTF-8) is `Malformed`, and no
text of any size or depth costs more than its limits allow.
"""

from __future__ import annotations

from ledger.strict.csv_rows import LARGEST_CSV, csv_rows, csv_rows_of
from ledger.strict.json_text import LARGEST_JSON, load_json
from ledger.strict.long_text import check_text, digest_of
from ledger.strict.toml_tables import LARGEST_TOML, load_toml

__all__ = [
    "LARGEST_CSV",
    "LARGEST_JSON",
    "LARGEST_TOML",
    "check_text",
    "csv_rows",
    "csv_rows_of",
    "digest_of",
    "load_json",
    "load_toml",
]
