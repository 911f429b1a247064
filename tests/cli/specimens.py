"""Files that cannot be imported, and ledgers that are none: one of each kind."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

PREVIEW = Path(__file__).parents[2] / "fixtures" / "ledgers" / "format-1-preview.sqlite"
"""A ledger as it was kept before the seal: never edited."""
_COLUMNS = b"external_id,commentator,question,probability,made_at"

_CELLS = b"commentator,simulated,prob_source,p_ppb,y,n,weight_e12,share_e12,commentator_id"
_OF_CELLS = b"""{"claims_cells": {"ledgers": ["%b"], "kind": "forecast", "scope": "first",
"horizon_days": 30, "pooled": false, "matured_only": false, "include_early": false,
"times": "proven or in time", "filter": null, "as_of_day": "%b"}}"""
_CELL = b"Ann Bell,false,numeric,%d,1,1,1000000000000,1000000000000,commentator-ann-bell"

FILES: dict[str, bytes] = {
    "cells-one.csv": b"\n".join((_CELLS, _CELL % 700_000_000, b"")),
    "cells-one.csv.meta.json": _OF_CELLS % (b"one", b"2026-03-01"),
    "cells-day.csv": b"\n".join((_CELLS, _CELL % 700_000_000, b"")),
    "cells-day.csv.meta.json": _OF_CELLS % (b"two", b"2026-03-02"),
    "cells-row.csv": b"\n".join((_CELLS, _CELL % 700_000_000, _CELL % 7_000_000_000, b"")),
    "cells-row.csv.meta.json": _OF_CELLS % (b"two", b"2026-03-01"),
    "cells-column.csv": _CELLS.replace(b",n,", b",") + b"\n",
    "cells-column.csv.meta.json": _OF_CELLS % (b"two", b"2026-03-01"),
    "cells-cut.parquet": b"PAR1 and no more",
    "empty.csv": b"",
    "empty.toml": b"",
    "notes.txt": b"to be done tomorrow\n",
    "binary.csv": b"\x00\x01\x02\xff\xfe",
    "binary.toml": b"\x00\x01\x02\xff\xfe",
    "half.csv": _COLUMNS + b"\n1,Ren\xc3,Will it?,0.5,2026-01-01\n",
    "half.toml": b'[source]\nkey = "Ren\xc3"\n',
    "columns.csv": b"who,what\nAnn Bell,copper\n",
    "semicolons.csv": _COLUMNS.replace(b",", b";") + b"\n1;Ann Bell;Will it?;0,5;2026-01-01\n",
    "quotes.csv": _COLUMNS + b'\n1,"Ann Bell,Will it?,0.5,2026-01-01\n',
    "good.csv": _COLUMNS + b"\n1,Ann Bell,Will it?,0.5,2026-01-01\n",
    "forecasts.csv": b"\n".join(
        (
            _COLUMNS + b",outcome,resolved_at",
            b"1,Ann Bell,Will it?,0.5,2026-01-01,1,2026-02-01",
            b"2,Ann Bell,Will it?,70,2026-01-01,,",
            b"3,Ann Bell,Will it?,1.2,2026-01-01,,",
            b"4,Ann Bell,Will it?,nan,2026-01-01,,",
            b"5,Ann Bell,Will it?,,2026-01-01,,",
            b"6,Ann Bell,Will it?,0.5,2021-02-30,,",
            b"7,Ann Bell,Will it?,0.5,soon,,",
            b"8,,Will it?,0.5,2026-01-01,,",
            b"9,Ann Bell,,0.5,2026-01-01,,",
            b"10,Ann Bell,Will it?,0.5,2026-01-01,maybe,",
            b"11,Ann Bell,Will it?,0.5,2026-01-01",
            b"1,Ann Bell,Will it?,0.6,2026-01-01,,",
            b"12,Ann Bell,Will it?,0.5,2026-01-01,0,2026-02-01",
            b"",
        )
    ),
    "broken.toml": b"[source]\nkey =\n",
    "fieldless.toml": b'name = "mine"\nversion = "1"\ntitle = "Mine"\n[text.colour]\n',
    "reasons.toml": b'name = "mine"\nversion = "1"\ntitle = "Mine"\n'
    b'[text.claim]\nreasons = ["a","b","c","d","e","f","g","h","i","j"]\n',
    "elsewhere.jsonl": b'{"format": "claims codings 1", "ledger_id": "elsewhere", "coder": "a"}\n',
    "nosource.toml": b'[[claim]]\nby = "Ann Bell"\n',
    "entries.toml": b"""[source]
key = "daily-metal"

[[clam]]
by = "Ann Bell"

[[question]]
key = "Copper Up"
text = "Will copper rise?"
deadline = "none"

[[claim]]
by = "Ann Bell"
question = "nobody-asked"
said_on = 2026-01-01
reading = [0.5, 0.6, 1.7]

[[claim]]
by = "Ann Bell"
question = "nobody-asked"
said_on = 2026-01-01
""",
}


def lay_out(folder: Path) -> None:
    """Put every file into a folder, and a folder that is called like a file."""
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    (folder / "folder.csv").mkdir()


def lay_out_ledgers(folder: Path, ledger: Path) -> None:
    """Put ledgers into a folder that are not: another's, no database, of a later or older form."""
    for name in ("foreign", "garbage", "newer", "preview"):
        (folder / name).mkdir()
    shutil.copy(PREVIEW, folder / "preview" / "ledger.sqlite")
    with closing(sqlite3.connect(folder / "foreign" / "ledger.sqlite")) as made:
        made.execute("create table recipes (name text)")
    (folder / "garbage" / "ledger.sqlite").write_bytes(b"not a database at all " * 200)
    shutil.copy(ledger / "ledger.sqlite", folder / "newer" / "ledger.sqlite")
    with closing(sqlite3.connect(folder / "newer" / "ledger.sqlite")) as made:
        made.execute("pragma user_version = 9")
