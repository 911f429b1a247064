"""What every column of every exported table means: the one place that says so.

Invariant: a column has one definition in each table that has it, and no definition lacks a column.
Formulas are those of the migrations and of `ledger/scoring/`; help and headers are made from here.

To add a table: its columns in `OWN`, but for those that mean there what `SHARED` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from ledger.readmodel.definition import Definition
from ledger.readmodel.dictionary_cells import CELLS
from ledger.readmodel.dictionary_coding import CODING
from ledger.readmodel.dictionary_figures import (
    CALIBRATION,
    KIND_OF_COMMENTATOR,
    NONE,
    PARTITION,
    SCOREBOARD,
    SHARE,
)
from ledger.readmodel.dictionary_wording import SENSITIVITY
from ledger.readmodel.queries import BY

D = Definition
Definitions = Mapping[str, Definition]

_DAY = "Date"
_MOMENT = "UTC"

SHARED: Definitions = {
    "id": D("The eight letters by which the claim is called"),
    "claim_id": D("The claim's whole name, which never changes"),
    "commentator": D("Who spoke, under the name that they go by now"),
    "commentator_id": D("The commentator's whole name, which never changes"),
    "simulated": D(
        "Whether this is a made-up forecaster; these are compared among themselves only"
    ),
    "kind": D(
        "Forecast, intent (the speaker's own promise or threat) or assertion (of the present)"
    ),
    "prob_source": D(
        "Numeric: the speaker's own number. Verbal: words, read by coders (also where nobody has "
        "read them). Pooled: both, under --pooled"
    ),
    "question": D("The question, in words"),
    "question_key": D("The question's key, by which it is called"),
    "question_id": D("The question's whole name, which never changes"),
    "topics": D("The topics of the question"),
    "story": D("The key of the story that the question belongs to", null="without one"),
    "closes_on": D("The last day on which the question can come true", _DAY, "without one"),
    "deadline": D(
        "Who fixed the closing day: stated (the words), coded (a coder), none (there is none), "
        "or unknown (the file does not say)"
    ),
    "source": D(
        "The document: its publication, else its title, address or key",
        null="without one",
    ),
    "source_key": D("The document's key", null="without a document"),
    "source_id": D("The document's whole name, which never changes", null="without a document"),
    "url": D("The document's address on the web", null="without one"),
    "said_on": D("The day on which it was said", _DAY),
    "p": D(
        "The probability of yes: the speaker's number, else what aggregation makes of the coders' "
        "readings",
        SHARE, "without either",
    ),
    "method": D("Stated, lexicon or judgment: how the probability was got", null="without one"),
    "coder": D("Who read the words", null="of a stated number, and without a reading"),
    "lexicon": D("The lexicon that the words were looked up in", null="without one"),
    "codebook": D("The rules that the coder went by", null="where none were named"),
    "term": D("The lexicon's term that the words were read as", null="without one"),
    "saw_speaker": D(
        "Whether the coder, or any of several, could see who spoke",
        null="where it was not said",
    ),
    "saw_outcome": D(
        "Whether the coder, or any of several, could know the answer",
        null="where it was not said",
    ),
    "outcome": D(
        "The answer once conditions are taken into account: yes, no, annulled, ambiguous, "
        "condition_unmet, or condition_void (the condition has no answer that counts)",
        null="while it is open",
    ),
    "answer": D(
        "The answer that was recorded: yes, no, annulled or ambiguous",
        null="while there is none",
    ),
    "happened_on": D("The day on which it happened", _DAY, "where it is not recorded"),
    "known_on": D(
        "The day on which the outcome could be known, that of a condition included",
        _DAY, "while it is open, and where it is not recorded",
    ),
    "known_at": D(
        "The moment at which the outcome could be known",
        _MOMENT, "where no more than the day is recorded",
    ),
    "evidence": D("What shows the answer", null="without an answer"),
    "disputes": D("Why the answer is contested; it still counts", null="where it is not"),
    "disputed": D("Whether the answer to the question is contested; it still counts"),
    "timing": D(
        "How recording stands to when the outcome could be known: proven, in_time, "
        "documented_later, hindsight or impossible (claims help timing)",
        null="where the day of the answer is not known",
    ),
    "recorded_at": D("Since when what is scored of the claim is on record as it is now", _MOMENT),
    "attested_at": D(
        "The earliest time stamp from outside on a checkpoint that covers it",
        _MOMENT, "without one",
    ),
    "time_unproven": D("Whether recorded_at was carried over from a form without a seal"),
    "timing_changed": D("Whether the claim was ever of another class of timing"),
    "brier": D(
        "(p-y)^2 of the claim",
        "0 to 1, 0 best", "of a claim that does not count", "Brier 1950",
    ),
    "log_score": D(
        "-ln of the probability given to what happened, clipped to [0.001, 0.999]; natural "
        "logarithm",
        "0.001 to 6.908, low is good", "of a claim that does not count", "Good 1952",
    ),
    "clipped": D(
        "Whether the probability given to what happened lay outside [0.001, 0.999]",
        null="of a claim that does not count",
    ),
    "note": D("A remark of whoever recorded it", null="without one"),
    "status": D(
        "Rejected_kind, void, unscorable, no_deadline, open, late, untimely, early, unmatured, "
        "superseded or resolved (what counts): the first that fits (claims help scoring)"
    ),
    "question_kind": D("What kind of answer the question takes: binary, choice, number or date"),
    "forecast": D(
        "What was forecast on a choice, a number or a date: shares of the options, quantiles or a "
        "bare value, in a line",
        null="of a binary question, and where nothing was stated",
    ),
    "ordered": D("Whether the options of a choice stand in an order"),
    "unit": D("The unit of a number; days of a date", null="without one"),
    "scale": D(
        "What losses are divided by, fixed beforehand: the width of a reference's middle half",
        "The question's unit", "without one",
    ),
    "rps": D(
        "Ranked probability score: mean over the steps between ordered options of (F-Y)^2, F and Y "
        "what was given to, and what came of, the options so far",
        "0 to 1, 0 best", "of unordered options", "Epstein 1969",
    ),
    "absolute_error": D(
        "How far the median, or a bare value, was from what came; by commentator the mean of it",
        "The question's unit; 0 best", "without a median, and over several units",
    ),
    "crps": D(
        "Twice the mean pinball loss over the levels; of dates both cut off at the horizon",
        "The question's unit; 0 best", "of a bare value, and over several units",
        "Gneiting & Ranjan 2011",
    ),
    "wis": D(
        "Weighted interval score, where the levels are symmetric with a median among them",
        "The question's unit; 0 best", "of other levels, and over several units",
        "Bracher et al. 2021",
    ),
    "scaled_loss": D(
        "The crps divided by the scale of the question", "0 best", "without a scale"
    ),
    "scaled_error": D(
        "The absolute error divided by the scale of the question", "0 best", "without a scale"
    ),
    "implied_brier": D(
        "Brier score of the probability, read off the quantiles, that it comes by the horizon",
        "0 to 1, 0 best", "of numbers, and without a horizon", "Brier 1950",
    ),
}  # fmt: skip
"""What means the same in every table that has it."""

_COUNTED: Definitions = {
    **PARTITION,
    "n_claims": D("All claims of the row: the sum of n_rejected_kind to n_resolved"),
    "n_questions": D("Questions of the claims that count"),
}
_COVERED: Definitions = {
    **_COUNTED,
    "target": D(
        "The topics of the questions, within which raw losses are averaged",
        null="in the row over all units and targets",
    ),
    "n_no_distribution": D("Claims that stated a bare value, of which only the error is known"),
    "n_wis": D("Claims with a wis"),
    "n_crps": D("Claims with a crps"),
    "n_50": D("Claims with quantiles .25 and .75"),
    "coverage_50": D("How many of n_50 lay between these, ends included", SHARE, "where n_50 is 0"),
    "coverage_50_lo": D("Lower end of its 95 % interval", SHARE, "where n_50 is 0", "Wilson 1927"),
    "coverage_50_hi": D("Upper end of that", SHARE, "where n_50 is 0", "Wilson 1927"),
    "n_90": D("Claims with quantiles .05 and .95"),
    "coverage_90": D("How many of n_90 lay between these, ends included", SHARE, "where n_90 is 0"),
    "coverage_90_lo": D("Lower end of its 95 % interval", SHARE, "where n_90 is 0", "Wilson 1927"),
    "coverage_90_hi": D("Upper end of that", SHARE, "where n_90 is 0", "Wilson 1927"),
    "n_scaled": D("Claims with a scaled_loss"),
    "n_without_scale": D("Claims that count on questions without a scale"),
}
"""What is told of forecasts of numbers and of dates."""


def _merged(several: Iterable[Definitions]) -> Definitions:
    return {name: one for some in several for name, one in some.items()}


OWN: Mapping[str, Definitions] = {
    "scoreboard": {**PARTITION, **_merged(SCOREBOARD.values())},
    "calibration": CALIBRATION,
    "sensitivity": {"kind": KIND_OF_COMMENTATOR, **SENSITIVITY},
    "claims": {
        "wording": D(
            "What the words of certainty are, as the program read them when the claim was "
            "recorded: assertion, term, number, hedge, bound, wish, opinion or none; a hedge and "
            "a bound carry no probability, whatever coders read into them",
            null="of a stated number, without words, and where nothing has read them",
        ),
        "aggregation": D(
            "How one reading came of several: stated (no reading), one reading, agreed term (every "
            "coder read the words as the same term of one lexicon), median (of the best readings, "
            "within the widest of the ranges) or adjudicated",
            null="without a reading",
        ),
        "n_coders": D("How many coders' readings stand", null="without a reading"),
        "affiliation": D("Who the speaker spoke for", null="where nobody was named"),
        "quote": D("The words, to the letter", null="where they were only reported"),
        "reported": D("The words as somebody else gave them", null="where they were quoted"),
        "words": D("The words in it that say how sure", null="where none were marked"),
        "said_at": D("The moment at which it was said", _MOMENT, "where only the day is recorded"),
        "said_precision": D("How exactly the day is known, in a word: day, month, …"),
        "source_retracted": D(
            "Why the publisher took the document back",
            null="where they did not",
        ),
        "locator": D("Where in the document", null="where it was not said"),
        "venue": D("Where or how it was said: a post, a briefing", null="where it was not said"),
        "voice": D("Direct, indirect or headline: how the document gives the words"),
        "speaker_role": D(
            "Self, spokesperson, anonymous or reporter: who speaks for the commentator"
        ),
        "polarity": D("Asserts or denies: what the words do with the question; p is of yes anyhow"),
        "inference": D("Whether the claim is the coder's inference from the words"),
        "deadline_words": D("The words that name the closing day", null="without any"),
        "p_low": D(
            "The lowest reading of the words by any coder; p of a stated number",
            SHARE, "where p is",
        ),
        "p_high": D(
            "The highest reading of the words by any coder; p of a stated number",
            SHARE, "where p is",
        ),
        "probability_text": D("The stated number as it was written", null="where it was not kept"),
        "unscorable": D("Why the words carry no probability", null="where nobody said so"),
        "documented_at": D(
            "The date of the oldest archived copy of a document with the words, its hash stored",
            _MOMENT, "without one",
        ),
        "n_occurrences": D("Further documents that carry the same words"),
        "repeats": D("Whether the speaker had said the same words on the question before"),
        "commentator_kind": KIND_OF_COMMENTATOR,
        "n_replies": D("Replies on record from those whom the claim is about, or for them"),
        "collected_by": D(
            "Plan: a collection plan led to it, registered before. Plan made afterwards: the plan "
            "was registered once the claim was on record. Ad hoc: none did"
        ),
        "plan": D("The keys of the plans that led to it", null="where none did"),
        "namespace": D("Where an imported id comes from; empty for none"),
        "external_id": D("The claim's id there", null="without one"),
        "story_id": D("The story's whole name, which never changes", null="without one"),
    },
    "questions": {
        "id": D("The eight letters by which the question is called"),
        "kind": D("What kind of answer the question takes: binary is yes or no"),
        "options": D("The options of a choice, in their order", null="of other kinds"),
        "criteria": D("What settles it", null="where it was not said"),
        "deadline_reason": D("Why the closing day is that day", null="where it was not said"),
        "deadline_coder": D(
            "Who recorded a closing day that is the coder's and not the speaker's",
            null="of a day that was stated, and without one",
        ),
        "condition": D("The key of the question that it depends on", null="without one"),
        "condition_outcome": D(
            "The answer to that question on which it counts",
            null="without one",
        ),
        "contested": D("Whether how to put the question or its answer is contested"),
        "withdrawn": D("Whether it was taken back; it then counts as annulled"),
        "answer_note": D("A remark on the answer", null="without one"),
    },
    "commentators": {
        "kind": KIND_OF_COMMENTATOR,
        "aliases": D("Further names that lead to the commentator"),
    },
    "sources": {
        "publication": D("The paper, site or broadcaster", null="where it was not said"),
        "title": D("The document's title", null="where it was not said"),
        "authors": D("Who wrote it"),
        "published_on": D("The day on which it came out", _DAY, "where it was not said"),
        "published_precision": D("How exactly that day is known, in a word: day, month, …"),
        "language": D("The language it is in", null="where it was not said"),
        "archive_url": D("The address of an archived copy", null="without one"),
        "snapshot_sha256": D("The SHA-256 of that copy", null="without one"),
        "edition_of": D("The source_id of what it reprints or updates", null="of an original"),
        "retracted": D("Why the publisher took it back", null="where they did not"),
    },
    "estimates": {
        "claim": D("The eight letters by which the claim is called"),
        "low": D("The lowest probability of yes that the words can mean", SHARE),
        "best": D("The probability of yes that the words mean, or that was stated", SHARE),
        "high": D("The highest probability of yes that the words can mean", SHARE),
    },
    **CODING,
    **CELLS,
    "resolutions": {
        "known_on": D(
            "The day on which the answer could be known, conditions apart",
            _DAY, "where it is not recorded",
        ),
        "known_at": D(
            "The moment at which the answer could be known, conditions apart",
            _MOMENT, "where only the day is recorded",
        ),
        "note": D("A remark on the answer", null="without one"),
        "answered_by": D("Who recorded the answer"),
    },
    "scores": {},
    "scoreboard_choice": {
        **_COUNTED,
        "n_ordered": D("Claims that count on ordered options"),
        "brier": D(
            "Mean of half the sum over the options of (p-y)^2: of two options that of yes and no",
            "0 to 1, 0 best", NONE, "Brier 1950",
        ),
        "log_clip_0_001": D(
            "Mean of -ln of the probability given to the option that came, clipped to "
            "[0.001, 0.999]",
            "0.001 to 6.908, low is good", NONE, "Good 1952",
        ),
        "n_infinite": D("Claims that gave the option that came a probability of 0"),
    },
    "scoreboard_number": _COVERED,
    "scoreboard_date": {
        **_COVERED,
        "n_censored": D("Claims whose event did not come by the horizon"),
        "n_implied": D("Claims with an implied_brier"),
        "mean_implied_p": D(
            "Mean of the probabilities, read off the quantiles, that it comes by the horizon",
            SHARE, "where n_implied is 0",
        ),
    },
    "choice_scores": {
        "brier": D(
            "Half the sum over the options of (p-y)^2", "0 to 1, 0 best", source="Brier 1950"
        ),
    },
    "quantile_scores": {
        "distribution": D("Quantiles, or no distribution: a bare value"),
        "n_levels": D("How many quantiles were stated"),
        "pinball": D(
            "Mean over the levels a of a (y-q) where y >= q, else (1-a) (q-y)",
            "The question's unit; 0 best", "of a bare value", "Koenker & Bassett 1978",
        ),
        "inside50": D("Whether it lay from the quantile .25 to .75", null="without both"),
        "inside90": D("Whether it lay from the quantile .05 to .95", null="without both"),
        "implied_p": D(
            "The probability, read off the quantiles, that it comes by the horizon",
            SHARE, "of numbers, and without a horizon",
        ),
    },
    "claim_shares": {
        "number": D("The place of the option, from 1"),
        "option": D("The option"),
        "p": D("The probability that was given to it", SHARE),
        "happened": D("Whether it is what came", null="while it is open"),
    },
    "claim_quantiles": {
        "level": D("The level of the quantile", SHARE, "of a bare value"),
        "value": D("The quantile, or the bare value"),
    },
    "replies": {
        "claim": D("The eight letters by which the claim is called"),
        "replied_by": D("Who replied"),
        "category": D("What the reply says, in a word: wrong on timing, misquoted, other …"),
        "text": D("The reply, in its own words"),
        "source_key": D("The key of the document with the reply", null="without one"),
        "locator": D("Where in the document", null="where it was not said"),
        "said_on": D("The day of the reply", _DAY, "where it was not said"),
        "recorded_at": D("When the reply went on record", _MOMENT),
        "reply_id": D("The reply's whole name, which never changes"),
    },
    "coverage": {
        "part": D(
            "Plan; ad hoc: what no plan led to; or everything, in which what came of two plans "
            "counts once. Simulated forecasters stand in none"
        ),
        "plan": D("The plan's key", null="of the two other parts"),
        "collected": D("Claims on record, of any kind, and rejected statements"),
        "n_rejected": D("Statements set aside as no claim"),
        "n_assertion": D("Claims of what is, no forecast"),
        "n_hedge": D("Claims whose words carry no probability: a hedge"),
        "n_bound": D("Claims whose words carry no probability: a bound"),
        "n_unread": D("Claims that nobody has read yet"),
        "n_unscorable_other": D("Claims whose words carry no probability, for another reason"),
        "n_unscorable": D("Claims without a probability: those of the four reasons"),
        "codable": D("collected less n_rejected, n_assertion and n_unscorable"),
        "n_no_deadline": D("Codable claims on questions that have no deadline"),
        "n_unmatured": D("Codable claims whose closing day lies ahead, or is not known while open"),
        "n_matured": D("codable less n_no_deadline and n_unmatured"),
        "n_unanswered": D("Matured claims without an outcome"),
        "n_resolved": D("n_matured less n_unanswered: those with an outcome, void or not"),
        "n_annulled": D("Resolved claims on questions found unfit"),
        "n_ambiguous": D("Resolved claims on questions that reality leaves open"),
        "n_condition_unmet": D("Resolved claims whose condition was not met, or is void"),
        "n_void": D("n_annulled, n_ambiguous and n_condition_unmet"),
        "n_late": D("Resolved claims made when the outcome could be known"),
        "n_untimely": D("Resolved claims not recorded in time, where this ledger scores no others"),
        "n_superseded": D("Resolved claims that are not the one that the scope counts"),
        "n_left_out": D("Resolved claims that cannot be placed in time"),
        "n_scored": D("n_resolved less n_void, n_late, n_untimely, n_superseded and n_left_out"),
    },
}  # fmt: skip
"""What a column means in one table, where it is not what `SHARED` says or has no place there."""

DIMENSIONS: Definitions = {
    "commentator": SHARED["commentator"],
    "topic": D("One topic of the question, or (no topic); a claim counts in each of its topics"),
    "story": D("The title of the question's story, or (no story)"),
    "source": D("The document with its key, or (no source)"),
    "affiliation": D("Who the speaker spoke for, or (no affiliation)"),
    "kind": SHARED["kind"],
    "attribution": D("How the document gives the words, and who spoke: voice, speaker_role"),
    "horizon": D("Days from the words to the closing day, in steps, or no closing day"),
    "words": D("The words that say how sure, in small letters, or (no words of certainty)"),
    "year": D("The year in which it was said"),
}
"""The columns of a table of figures that is not by commentator alone."""

_BY_COMMENTATOR = ("commentator",)


def definition(table: str, column: str, grouping: tuple[str, ...] = _BY_COMMENTATOR) -> Definition:
    """Return what a column of a table means; raise `KeyError` for one that nobody has defined."""
    if table in BY and grouping != _BY_COMMENTATOR and column in grouping:
        return DIMENSIONS[column]
    return OWN[table].get(column) or SHARED[column]


def described(
    table: str, columns: Iterable[str], grouping: tuple[str, ...] = _BY_COMMENTATOR
) -> dict[str, str]:
    """Return what each of some columns of a table means, in their order."""
    return {column: str(definition(table, column, grouping)) for column in columns}


def everywhere(column: str) -> dict[str, Definition]:
    """Return what a column means, by where: a table, every other table, or a grouping."""
    found = {table: own[column] for table, own in OWN.items() if column in own}
    if column in SHARED:
        found["every other table" if found else "every table that has it"] = SHARED[column]
    if column in DIMENSIONS and DIMENSIONS[column] != SHARED.get(column):
        found["--by"] = DIMENSIONS[column]
    return found


def names() -> list[str]:
    """Return every column there is, each once."""
    return list(dict.fromkeys(chain(SHARED, *OWN.values(), DIMENSIONS)))
