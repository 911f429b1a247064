"""Where published data and answers are: beside the checkout, or where CLAIMS_REFERENCE says.

Invariant: they are no part of the product; whoever needs them looks first whether they are there.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(
    os.environ.get("CLAIMS_REFERENCE") or Path(__file__).parents[3] / "shared" / "reference"
)
MISSING = (
    f"no reference data in {FOLDER}: they are others' and not ours to ship; "
    "CLAIMS_REFERENCE names the folder"
)

Expected = dict[str, Any]


@cache
def expected(dataset: str) -> Expected:
    """Return the published answers of one data set."""
    found: Expected = json.loads((FOLDER / f"{dataset}.expected.json").read_text("utf-8"))
    return found


@cache
def content(dataset: str) -> bytes:
    """Return the file of one data set, after a look at its hash where one is published."""
    found = (FOLDER / f"{dataset}.csv").read_bytes()
    said = expected(dataset).get("sha256")
    if said not in {None, hashlib.sha256(found).hexdigest()}:
        raise ValueError(f"{dataset}.csv is not the file that its answers are of")
    return found


@cache
def rows(dataset: str) -> tuple[dict[str, str], ...]:
    """Return the rows of one data set as they are written."""
    return tuple(csv.DictReader(content(dataset).decode("utf-8").splitlines()))
