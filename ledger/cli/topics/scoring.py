"""Help on what the figures mean, and what was recorded in time."""

from __future__ import annotations

from ledger.cli.topics.table import table

SCOPES = {
    "first": "the first of them, the default",
    "at_horizon": "the one that stood so many days before the closing day (at_horizon:30)",
    "all_rows": "each of them",
    "question_weighted": "each of them, by one over their number",
    "time_averaged": "each of them, by the share of the question's life, from the first of them "
    "to the end of the closing day, for which it stood before the outcome could be known; what is "
    "left of the life counts as loss 0",
}


_NOTATION = (
    "The last two weigh: a mean is sum(weight * x) / sum(share), each question's shares adding up "
    "to 1. Figures are of forecasts unless --kind says otherwise; promises and threats (intent) "
    "stand apart. Below, p is the probability of yes, y is 1 for yes and 0 for no, n are the "
    "claims that count (n_resolved), and a null is a cell without a value. One column alone:"
)


def scoring() -> str:
    """Tell what the figures mean."""
    from ledger.readmodel.dictionary import SHARED
    from ledger.readmodel.dictionary_figures import CALIBRATION, PARTITION, SCOREBOARD

    rows = ("commentator", "commentator_id", "simulated", "prob_source")
    headings = {
        **SCOREBOARD,
        "Calibration table": CALIBRATION,
        "Both tables": {name: SHARED[name] for name in rows},
    }
    columns = "\n\n".join(f"{name}\n{table(some)}" for name, some in headings.items())
    return f"""Every claim falls in the first of these that fits; they add up to n_claims:
{table(PARTITION)}

Which of one's claims on a question count (--scope):
{table(SCOPES)}

{_NOTATION}

  claims help scoring known_on

{columns}"""


def of_column(name: str) -> dict[str, str]:
    """Tell what one column means, by where it does; nothing for one that no table has."""
    from ledger.readmodel.dictionary import everywhere

    return {where: str(definition) for where, definition in everywhere(name).items()}


def timing() -> str:
    """Tell how recording stands to when the outcome could be known."""
    classes = {
        "impossible": "said later than the day after it was recorded, or once it could be known",
        "proven": "attested from outside before it could be known",
        "in_time": "recorded before it could be known, by the ledger's own clock",
        "documented_later": "recorded after, but an archive's dated copy, hash stored, is older",
        "hindsight": "the rest",
    }
    return f"""The class of a claim is the first of these that fits:
{table(classes)}

Known: from --known on, else --on; a day without a time is only passed on a
later day (UTC). While there is no answer, what is recorded is in time so far;
an answer without a day gives no class.

Recorded: since what is scored is as it is now: day, time, speaker, question,
side, kind and stated probability, and for coded words every coder's reading. A
corrected note or locator changes nothing; a probability or reading revised
after the answer could be known makes it hindsight. So does what was withdrawn
or undone at that time and brought back later.

A time carried over from a form without a seal is unproven: counted, printed,
and never “proven”. A claim that was ever of another class, by a correction, is
marked for ever, whatever is undone (timing_changed): every content and reading
that was ever recorded is judged by its own time.

A ledger kept prospectively scores proven and in_time; the rest is n_untimely,
and --include-untimely scores it all the same; assertions, which are of what was
known already, are exempt. An archive scores what it documents, and says so.
Every figure comes with its n per class, and with a warning where what was
recorded later scores better than what was in time: ten claims or more on either
side, and the difference of the mean Brier scores, clustered by story, beyond
its 95 % interval.

  claims list timing:hindsight
  claims dashboard --include-untimely"""
