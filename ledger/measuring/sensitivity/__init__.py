"""What each verdict survives: other lexicons, readings, coders, deadlines and answers.

Invariant: nothing is drawn at random and everything stands in a total order, so that two runs of
the same facts and day are the same.
"""

from __future__ import annotations

from ledger.measuring.sensitivity.report import Report, sensitivity

__all__ = ["Report", "sensitivity"]
