"""A program that puts claims on record one by one, begun when it is told: a line on stdin.

python -m tests.log.writer DIRECTORY WHO COUNT
"""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import date
from pathlib import Path

from ledger.app import Ledger
from ledger.domain.claim import RecordClaim
from ledger.domain.commentator import RegisterCommentator
from ledger.domain.question import PoseQuestion

DAY = date(2022, 1, 21)


def main(directory: str, who: str, count: str) -> None:
    """Every claim brings its speaker and its question along, which both writers share."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for number in range(int(count)):
        with closing(Ledger(Path(directory), recorder=who)) as ledger:
            ledger.execute(
                [
                    RegisterCommentator("Ana"),
                    PoseQuestion(f"rain-{number}", "Will it rain?", deadline="none"),
                    RecordClaim("Ana", f"rain-{number}", DAY, quote=f"{who} says {number}"),
                ]
            )


if __name__ == "__main__":
    main(*sys.argv[1:])
