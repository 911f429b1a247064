"""What sums cannot tell of the groups of a report: measured in Python, put where its views read it.

The constants stand here, apart from the arrays: whoever only names them loads no numpy.
"""

from __future__ import annotations

SEED = 1
"""Of every draw; headers print it."""
WEIGHING = ("question_weighted", "time_averaged")
"""Scopes by which a claim counts by its weight, not as one probability with one outcome."""
MANY_QUESTIONS, MANY_STORIES = 30, 10
"""From which on evidence is usable: for a rank, of what is compared with others."""
RANKED_BY = "rel_brier"
"""The statistic that ranks and shrinkage are of."""
