"""Help on what is asked, and by when."""

from __future__ import annotations

from datetime import date

from ledger.cli.topics.table import table
from ledger.errors import Unreadable


def kinds() -> str:
    """Tell what questions there are, and how each is forecast, answered and scored."""
    return """A question ends in one of these. The kind and its terms stay once it is asked:

  binary   yes or no
  choice   one of its options; --ordered where they stand in an order
  number   a number of --unit
  date     a day, or that it had not come by the horizon (--due)

  claims add "It rains" … -p 70%
  claims add "Who wins" … --choice "Ann=60%" --choice "Bea=40%"
  claims add "How hot" … --ordered --choice "mild=0.8" --choice "hot=0.2"
  claims add "Cases in May" … --unit cases --interval 10:20@80% --quantile 0.5=14
  claims add "It lands" … --question-kind date --interval 2026-03-01:2026-05-01@80%
  claims add --question KEY … --point 12

A choice needs a probability of every option, together exactly 1. A number or
a day is forecast with --quantile and --interval, each as often as you like
(values may not cross), or with a bare --point. All of these are the speaker's
own numbers: words are read for yes or no only.

  claims resolve KEY "Bea"
  claims resolve KEY 42.5
  claims resolve KEY 2026-03-01
  claims resolve KEY not-by-horizon

Scores, of which 0 is best; none enters the figures of yes and no:

  choice   brier: half the sum over the options of (p - y)^2; rps where they
           stand in an order; log_score, clipped at 0.001
  number   absolute_error of the median; pinball; crps, twice its mean; wis
           where levels are symmetric around a median; inside50, inside90.
           A bare value has its error alone: no distribution
  date     the same in days, truncated at the horizon for every outcome;
           implied_p, of a day by the horizon, with its Brier score

Losses of different units are never averaged: raw ones are within one unit and
one target (the question's topics). --scale fixes beforehand what losses are
divided by, such as the width of a reference's 50 % interval.

  claims export scoreboard --question-kind number
  claims export quantile_scores"""


DEADLINES = (
    "by the end of Q3",
    "June 2027",
    "by 2030",
    "before 2030",
    "H1 2027",
    "by 30 September",
    "1st of March 2027",
    "by Friday",
    "this weekend",
    "next week",
    "within a week",
    "by the end of next month",
    "year-end",
    "in 6m",
    "within 18 months",
    "in two years",
    "+90d",
    "before Christmas",
    "next June",
    "next Friday",
    "by winter",
    "mid-2027",
    "this decade",
    "03/04/2027",
    "soon",
)
"""What the help shows of deadlines, read as if said on `SHOWN_ON`."""


SHOWN_ON = date(2026, 11, 23)


def dates() -> str:
    """Tell how dates and deadlines are written, and what is late."""
    return f"""Dates are written 2026-09-30, or yesterday, today, tomorrow;
moments 2026-09-30T14:05:00Z.

A deadline (--due) may also be in the speaker's words. It is the last day of
what is named, and with “before” the day before that begins. Relative words
count from the day it was said (--said), and a period without a year is the
first that is not over then. Weeks end on Sunday, quarters are those of the
calendar, and a month too short for a day ends on its last. The day is shown
in full, and the words are kept beside it (deadline_words).

Said on Mon 23 Nov 2026:
{table({phrase: _read(phrase) for phrase in DEADLINES})}

What can mean more than one day, or has no end, is refused with two readings
to choose from. A date that is yours and not the speaker's is marked with
--coded-deadline WHY; by whom and why is shown, and stands in the questions
(deadline_coder, deadline_reason).

A claim is late if it was made when the outcome could be known (--known, by
default --on). A date without a time is late only on a later day. --due none
says that there is no deadline: such a claim is kept and listed, and not
scored."""


def _read(phrase: str) -> str:
    from ledger.domain.deadlines import read_deadline

    try:
        deadline = read_deadline(phrase, SHOWN_ON)
    except Unreadable as refused:
        return f"refused: {refused.remedy.partition(';')[0]}"
    note = f" ({deadline.note})" if deadline.note else ""
    return f"{deadline.day:%a} {deadline.day}{note}"
