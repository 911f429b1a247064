"""The help topics, made from the same places that decide: filters, exit codes, definitions.

To add one: a function here and its line in `TOPICS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from ledger.cli.output import EXIT_CODES
from ledger.errors import Unreadable


def filters() -> str:
    """Tell the filter grammar."""
    from ledger.cli.filters import IS, KEYS, TIMINGS

    return f"""Filters narrow list, due, dashboard and export; is:, timing: and id: not the figures.
Terms are ANDed, values of one key ORed.

{_table({f"{key}:": meaning for key, meaning in KEYS.items()})}

States and kinds for is:
  {", ".join(IS)}

Classes for timing:
  {", ".join(TIMINGS)}

Examples:
  claims list by:Guterres is:resolved
  claims list 'by:"US administration officials"' topic:sanctions
  claims dashboard story:ukraine-2022 --kind intent"""


def probabilities() -> str:
    """Tell how probabilities are written and kept."""
    return """Probabilities are of the answer yes, whatever the words deny.

  70%    0.7    .7      seventy per cent
  7:3    7 to 3         odds
  7 in 10
  60-80%                a range: kept as low and high, read as its middle
  words                 as the words read (claims read, claims help lexicons)

70 alone is refused: write 70%. They are kept exactly, in billionths.

With --quote, --reported or --words, -p is your reading of the words (prob_source verbal), kept
with your name and whether you could have known the outcome. Without, or with --stated, it is the
speaker's own number (prob_source numeric). The two are never pooled unless you ask: --pooled."""


def coding() -> str:
    """Tell how words become numbers, and what the keys of the queue do."""
    from ledger.coding.codebook import shipped
    from ledger.screens.coding import OUTCOME_KEYS, TEXT_KEYS

    text, outcome = _table(TEXT_KEYS), _table(OUTCOME_KEYS)
    book = shipped()
    fields = _table({f"{one[0]}.{one[1]}": told for one, told in book.help.items()})
    return f"""Coders read the words apart from what came of them, in two passes:

  claims coder assign lena,tom --overlap 15% --hide speaker,others --commit
  claims review --coder lena            the words: is it a claim, how sure, by when
  claims review --pass outcome          what happened, without the words
  claims coder agree                    Krippendorff's alpha, field by field
  claims coder adjudicate               what was coded differently; settle it
  claims coder conclude                 answer what every outcome coder found alike

Keys of the text pass:
{text}

Keys of the outcome pass:
{outcome}

On two machines: each codes in a copy of the ledger. With --commit a coding is first a salted hash,
which binds its coder, and lies with its salt in a folder of the coder's own (CLAIMS_CODINGS):

  claims coder export --coder lena --commitments -o lena-bound.jsonl
  claims coder import lena-bound.jsonl tom-bound.jsonl      all of them, into one ledger
  claims coder export --coder lena -o lena.jsonl            then what opens them
  claims coder import lena.jsonl tom.jsonl

A coding is taken only if it is what its coder is bound to, and only once everybody who was given
the item is bound. claims export coding_work shows who was bound when, and before what.

One reading of several (column aggregation): what was adjudicated; else the term of one lexicon that
all read the words as; else the median of their best readings within the widest of their ranges. A
hedge (may, might, could) and a bound (not inevitable) have no probability, whatever coders say.

The codebook “{book.name}” (claims coder codebook prints it whole; FILE adopts another):
{fields}"""


def lexicons() -> str:
    """Tell which lexicons there are, and the form of one's own."""
    from ledger.wording import lexicon
    from ledger.wording import lexicons as named

    known = [lexicon(name) for name in named()]
    head = f"  {'lexicon':<18}{'kind':<10}{'n':>6}  {'terms':>5}  licence"
    rows = [
        f"  {one!s:<18}{one.kind:<10}{one.n or '':>6}  {len(one.terms):>5}  {one.licence}"
        for one in known
    ]
    listed = "\n".join([head, *rows])
    return f"""What words of certainty mean in numbers: a point, a low and a high.
The first is the default. A survey's point is the median of its readers,
a standard's the middle of its band.

{listed}

The house lexicon is no survey and no standard: it holds words that none of
the others has (convinced, no doubt, expect, agreed), by the judgement of its
authors. A reading from it is never called covered. A term that a lexicon
lacks is not guessed from its others.

What will happen, flatly, is read as 97 %, from 90 to 99; what will not, as
3 %. Words that deny by themselves (unlikely, probably not) are looked up,
not turned around.

Unscorable: hedges (may, might, could, possible), bounds (not inevitable,
cannot be ruled out), hopes, demands and opinions.

  claims read "It will likely not happen"
  claims read "War is highly unlikely" --lexicon icd203
  claims read "War is highly unlikely" --lexicon mine.toml

A lexicon of your own is a TOML file with name, version, title, by, licence,
kind (survey, standard or house), if you like url or doi, and n, and for each
term its words and per cents:

  [[term]]
  words = "on a knife edge"
  also = ["on a razor's edge"]
  point = 50
  low = 35
  high = 65"""


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
{_table({phrase: _read(phrase) for phrase in DEADLINES})}

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


def importing() -> str:
    """Tell what can be imported."""
    from ledger.importers import article, forecasts

    entries = article.tables()
    return f"""claims import takes article files (.toml) and forecasts (.csv),
one step for all files.

Forecasts, columns in any order:
  {", ".join(forecasts.KNOWN)}
  needed: {", ".join(forecasts.REQUIRED)}
  also read: {", ".join(forecasts.further())}
  outcome is 1, 0, void or empty; probability is a decimal from 0 to 1

Questions of other kinds (claims help kinds): {", ".join(forecasts.of_kinds())}
  rows of one external_id are one claim: each an option and its probability,
  or a level and its value; a value without a level is a bare one
  probabilities, in one row: {{"A": 0.6, "B": 0.4}}
  question_kind is number or date where there are values
  options (mild; hot; record) are those of the file, in its order, if left out
  outcome is an option, a number, a day, not-by-horizon, void or empty

An article file, tables and their fields:
{_table(entries)}

Exit code 2 and nothing saved if a row is bad or at odds with what is on record; --skip-bad saves
the rest. Refused rows are written to FILE.refused.csv with line, field, problem and remedy; that is
made for a spreadsheet, so a text that would be a formula there begins with an apostrophe. Take it
away where the text goes back into a file to be imported.

A CSV is UTF-8 of at most 200 MB, a field of 65,536 characters; an article of 2 MB."""


def formats() -> str:
    """Tell the formats of exports."""
    return """claims export TABLE --format FORMAT [-o FILE]

  csv, tsv     UTF-8, a header; lists as a; b; true and false; nothing for unknown
               text that a spreadsheet would take for a formula begins with an apostrophe, and what
               a terminal would act on is spelled out; --raw keeps text to the letter, for programs
  json, jsonl  one array, or one object a line; dates as ISO 8601; text to the letter
  parquet      typed columns, zstd
  md           a Markdown table

An import takes a text as it stands and no apostrophe away: feed programs from json, jsonl or --raw.
Files hold only data: two exports of one position and day are the same bytes. What the figures are
of goes to FILE.meta.json, with what each column means; without -o, to stderr, and claims help
scoring tells the columns. Every command takes --json."""


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
    from ledger.readmodel.dictionary import CALIBRATION, PARTITION, SCOREBOARD, SHARED

    rows = ("commentator", "commentator_id", "simulated", "prob_source")
    headings = {
        **SCOREBOARD,
        "Calibration table": CALIBRATION,
        "Both tables": {name: SHARED[name] for name in rows},
    }
    columns = "\n\n".join(f"{name}\n{_table(some)}" for name, some in headings.items())
    return f"""Every claim falls in the first of these that fits; they add up to n_claims:
{_table(PARTITION)}

Which of one's claims on a question count (--scope):
{_table(SCOPES)}

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
{_table(classes)}

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


def sources() -> str:
    """Tell what a source is."""
    return """A source is one document: an article, a post, a broadcast.

It is known by its web address (tracking parameters are ignored) or by a key of your own:
  claims add … --source https://example.org/copper
  claims source add nyt-2022-01-21 --publication "The New York Times" --published 2022-01-21
  claims add … --source nyt-2022-01-21

A reprint or update is an edition: claims source link EDITION ORIGINAL. Words that stand in several
sources are one claim and count once."""


def redaction() -> str:
    """Tell what can be redacted, and what becomes of it."""
    from ledger.domain.redaction import CONTENT

    ends = {name: ", ".join(later) for name, later in CONTENT.items()}
    return f"""claims redact N --reason TEXT takes the content of the fact at position N away.
Where, when and under which name it was recorded stays, with its hash and the reason, so that every
proof and checkpoint still holds. Nothing else may blank content: claims verify calls it tampering.

Only what no longer counts can go: content that a later fact of its stream took the place of, or
that was withdrawn or undone. So first put the record right (claims edit, claims withdraw), then
redact. What goes, and which later fact lets it go:
{_table(ends)}

A report as of an earlier position no longer has the content. Where a beginning was redacted, what
is left counts as recorded when that was. The journal and the cache are emptied at once. Backups and
exported logs made before still hold the content: destroy them."""


def preview() -> str:
    """Tell how a ledger of the preview form is carried over."""
    return """Ledgers of version 0.1 before the seal keep every fact and prove nothing. They can be
exported whole, and the log imported into a new ledger, which seals it:

  claims export log --ledger OLD -o log.jsonl
  claims import log.jsonl --ledger NEW

Every fact keeps its place, its content and the time that it says. Nobody can prove that time, so
the facts are marked: claims verify counts them, and the claims that rest on them are time_unproven
in every table. The old ledger is only read."""


def environment() -> str:
    """Tell the environment variables."""
    names = {
        "CLAIMS_LEDGER": "the ledger's directory; --ledger goes before it",
        "CLAIMS_KEYS": "the folder of private keys, never in a ledger's directory",
        "CLAIMS_CODINGS": "the folder of sealed codings, never in a ledger's directory",
        "CLAIMS_RECORDER": "who is recording; otherwise the login name",
        "NO_COLOR": "no colour; FORCE_COLOR the opposite",
        "COLUMNS": "the width of screens",
        "CLAIMS_DEBUG": "show where a fault of the program happened",
    }
    return f"""{_table(names)}

Without --ledger and CLAIMS_LEDGER, the ledger is a .claims/ folder in this directory or above it,
else the platform's data directory (claims doctor says which)."""


def trust() -> str:
    """Tell what the seal shows, to whom, and what it cannot show."""
    return """Every fact is sealed as it is recorded. Who can see that something was altered:

  with the file alone            any fact, hash, checkpoint or guard changed, added or removed;
                                 everything rebuilt, but not signed anew
  and the owner's public key     everything rebuilt and signed by somebody else, or not at all
  (claims verify --key)
  and a checkpoint kept outside  everything rebuilt and signed with the owner's own key; an older
  (claims verify --against)      backup in its place; the newest facts cut off

Nobody can see what was done to facts after the last checkpoint that somebody else keeps, claims
that were never recorded, or a wrong clock that no outsider attested. So give checkpoints away
often: claims seal, then claims checkpoint --publish.

  claims seal            sign what there is        claims prove CLAIM    a proof to hand out
  claims key             your public key           claims check-proof    what such a proof proves

The key lies in the folder of keys (CLAIMS_KEYS), never with the ledger. Whoever has it can sign:
claims key --rotate hands over to a new one. The README has the whole table."""


def exit_codes() -> str:
    """Tell the exit codes."""
    return _table({str(code): meaning for code, meaning in EXIT_CODES.items()})


TOPICS: dict[str, tuple[str, Callable[[], str]]] = {
    "filters": ("by: topic: source: story: is: timing: id:", filters),
    "probabilities": ("how they are written and kept", probabilities),
    "lexicons": ("what words of certainty mean in numbers", lexicons),
    "kinds": ("questions of yes or no, of options, numbers and days", kinds),
    "coding": ("how coders read words; the keys of claims review", coding),
    "dates": ("how they and deadlines are written; what is late", dates),
    "sources": ("documents, addresses, editions", sources),
    "import": ("article files and forecasts", importing),
    "formats": ("what export writes", formats),
    "scoring": ("what every figure means", scoring),
    "timing": ("what was recorded in time", timing),
    "trust": ("what can be proven, to whom; keys and checkpoints", trust),
    "redaction": ("what can be taken away for good", redaction),
    "preview": ("from the form without a seal to this one", preview),
    "environment": ("variables, and where the ledger lies", environment),
    "exit-codes": ("what the numbers say", exit_codes),
}


def _table(rows: Mapping[str, object]) -> str:
    width = max(map(len, rows)) + 2
    return "\n".join(f"  {name:<{width}}{meaning}" for name, meaning in rows.items())
