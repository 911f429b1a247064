"""Deadlines from words: what people say, read to the last day that is meant."""

from __future__ import annotations

from ledger.domain.deadlines.reading import (
    Deadline,
    read_deadline,
    read_period,
    told,
    told_day,
)

__all__ = ["Deadline", "read_deadline", "read_period", "told", "told_day"]
