"""What every column of every exported table means: the one place that says so.

Invariant: a column has one definition in each table that has it, and no definition lacks a column.
Formulas are those of the migrations and of `ledger/scoring/`; help and headers are made from here.

To add a table: its columns in `OWN`, but for those that mean there what `SHARED` says. To add a
figure: its line under one of the headings of `SCOREBOARD`, or in `CALIBRATION`.

In the formulas p is the probability of yes, y is 1 for yes and 0 for no, n the claims that count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from ledger.readmodel.definition import Definition
from ledger.readmodel.dictionary_coding import CODING
from ledger.readmodel.dictionary_wording import SENSITIVITY, WORDING
from ledger.readmodel.queries import BY

D = Definition
Definitions = Mapping[str, Definition]

_NONE = "where no claim counts"
_WEIGHS = "by scope question_weighted or time_averaged"
_BY_OTHERS = "in tables that are not by commentator alone"
_NONE_OR_WEIGHS = f"{_NONE}, and {_WEIGHS}"
_COMPARED = f"without others to be compared with, {_WEIGHS}, and {_BY_OTHERS}"
_DRAWN = f"{_NONE}, {_WEIGHS}, and where claims on one question gave it different p"
_RANKED = (
    f"below evidence usable, for anonymous speakers, without peers or another to rank, {_WEIGHS}, "
    f"and {_BY_OTHERS}"
)
_GIVEN_LEXICON = "of verbal rows it holds only given the lexicon"

_KIND_OF_COMMENTATOR = D("Person, organisation, outlet or anonymous")
_SHARE = "0 to 1"
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
        _SHARE, "without either",
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

PARTITION: Definitions = {
    "n_rejected_kind": D("Assertions, listed and scored apart (--kind assertion)"),
    "n_void": D("The answer is annulled or ambiguous"),
    "n_unscorable": D(
        "The condition is unmet or void, nobody has read the words, or the answer has no day"
    ),
    "n_no_deadline": D("The question is declared to have no closing day"),
    "n_open": D("No outcome yet, or the condition is still open"),
    "n_late": D("Said when the outcome could be known"),
    "n_untimely": D("Not recorded in time (--include-untimely; claims help timing)"),
    "n_early": D("Answered, but the closing day is still to come (--include-early)"),
    "n_unmatured": D(
        "Of an unknown closing day: under --matured-only, and by scopes that go by time"
    ),
    "n_superseded": D("Not among those that the scope counts"),
    "n_resolved": D("What counts: n of every figure that names no other"),
}
"""Each claim is counted in the first of these that fits; they add up to n_claims."""

SCOREBOARD: Mapping[str, Definitions] = {
    "Counts": {
        "kind": _KIND_OF_COMMENTATOR,
        "n_claims": D("All claims of the row: the sum of n_rejected_kind to n_resolved"),
        "evidence": D(
            "How much the row may carry: list only (fewer than 10 questions), thin (10 to 29, or "
            "fewer than 10 stories), usable (from 30 questions and 10 stories), solid (from 100 "
            "questions and 30 stories, the largest with at most a fifth of the claims)"
        ),
        "n_rejected": D(
            "Statements set aside as no claim, beside n_claims; all in the row of coded words",
            null="unless the table is by commentator, source, year or everybody, and where topic: "
            "or story: narrows it",
        ),
        "n_questions": D("Questions of the claims that count"),
        "n_stories": D(
            "Stories of the claims that count, by which intervals go; a question without one is "
            "its own"
        ),
        "n_largest_story": D("Claims that count in the largest story"),
        "n_unknown_maturity": D("Of n_resolved, on questions whose closing day is unknown"),
        "n_proven": D("Of n_resolved, attested from outside before the outcome could be known"),
        "n_in_time": D(
            "Of n_resolved, recorded before it could be known, by the ledger's own clock"
        ),
        "n_documented_later": D(
            "Of n_resolved, recorded once the outcome could be known; an archive's dated copy is "
            "from before"
        ),
        "n_hindsight": D(
            "Of n_resolved, recorded once the outcome could be known, without an older copy"
        ),
        "n_impossible": D("Of n_resolved, said later than the day after it was recorded"),
        "n_time_unproven": D("Of n_resolved, with times carried over from a form without a seal"),
        "n_timing_changed": D("Of n_resolved, that were ever of another class of timing"),
        "n_in_words": D("Of n_claims, without a stated number"),
        "n_hedges": D(
            "Of n_in_words, hedges (may, might, could): they carry no probability, whatever coders "
            "read into them"
        ),
        "hedge_share": D("n_hedges / n_in_words", _SHARE, "where n_in_words is 0"),
    },
    "Scores": {
        "base_rate": D(
            "How often it happened: mean of y, sum(weight * y) / sum(weight)",
            _SHARE, _NONE,
        ),
        "mean_p": D("Mean of p, sum(weight * p) / sum(weight)", _SHARE, _NONE),
        "calibration_in_large": D(
            "mean_p - base_rate",
            "-1 to 1; above 0, more was expected than happened", _NONE,
        ),
        "brier": D(
            "Mean of (p-y)^2, which is half of Brier's own sum over both answers; by scope "
            "question_weighted or time_averaged it is sum(weight * (p-y)^2) / sum(share)",
            "0 to 1, 0 best; always saying 1/2 gives 0.25", _NONE, "Brier 1950",
        ),
        "log_clip_0_001": D(
            "Mean of -ln of the probability given to what happened, clipped to [0.001, 0.999]; "
            "natural logarithm",
            "0.001 to 6.908, low is good; always saying 1/2 gives 0.693", _NONE, "Good 1952",
        ),
        "log_raw": D(
            "log_clip_0_001 without the clip",
            "0 up, 0 best", f"{_NONE}, and where n_infinite is above 0",
        ),
        "n_infinite": D("Claims that gave what happened a probability of 0"),
        "baseline_score": D(
            "Mean of 100 (log2 of the probability given to what happened + 1), clipped like the "
            "log score; the mean, not the sum",
            "-896.6 to 99.9, high is good; always saying 1/2 gives 0", _NONE_OR_WEIGHS,
            "Metaculus's baseline score",
        ),
        "bss_half": D(
            "Skill against always saying 1/2: 1 - brier / 0.25",
            "-3 to 1, 1 best", _NONE,
        ),
        "bss_self": D(
            "Skill against always saying one's own base rate, known only afterwards: 1 - brier / "
            "(base_rate(1-base_rate))",
            "1 best", f"{_NONE}, {_WEIGHS}, and where all outcomes agree",
        ),
    },
    "Uncertainty": {
        "brier_se": D(
            "Standard error of brier by story: CR2 with claims of a story correlated alike, and "
            "not below what chance gives a calibrated forecaster, sqrt(sum over stories of (sum "
            "of |1-2p| sqrt(p(1-p)))^2) / n; by scope question_weighted or time_averaged from "
            "the scores of one's questions, and without that floor",
            null="below two stories", source="Bell & McCaffrey 2002; Pustejovsky & Tipton 2018",
        ),
        "brier_df": D(
            "Bell & McCaffrey's degrees of freedom of that error",
            "Above 0", "below two stories",
        ),
        "brier_lo": D(
            "Lower end of the 95 % interval of brier by story: brier less the greater of t "
            "(brier_df) times the CR2 error and 1.96 times what chance gives; below six stories it "
            "says little",
            _SHARE, "below two stories",
        ),
        "brier_hi": D("Upper end of the interval of brier_lo", _SHARE, "below two stories"),
        "brier_se_question": D(
            "Standard error of brier by question: CR1, sqrt(G / (G-1) sum of E_g^2) / n, E_g the "
            "sum of the deviations of question g of G",
            null="below two questions", source="Liang & Zeger 1986",
        ),
        "n_eff": D(
            "How many independent claims the n are worth: n / (1 + (sum n_g^2 / n - 1) rho) for "
            "stories of n_g claims, rho the ANOVA correlation of their Brier scores within a "
            "story, 1 where it cannot be told",
            "1 to n", _NONE_OR_WEIGHS, "Kish 1965; Donner & Koval 1980",
        ),
    },
    "Compared with others": {
        "n_common": D("Questions on which peers had spoken by the end of the claim's day"),
        "rel_brier": D(
            "Mean of (p-y)^2 less the mean of the peers on the same question: other "
            "commentators, each by the last of their claims that stood at the end of the claim's "
            "day",
            "-1 to 1, below 0 is better than they", "without peers",
        ),
        "rel_brier_se": D(
            "Standard error of rel_brier by story, CR2",
            null="below two stories with peers",
        ),
        "rel_brier_lo": D(
            "Lower end of the 95 % t interval of rel_brier by story",
            null="below two stories with peers",
        ),
        "rel_brier_hi": D(
            "Upper end of the interval of rel_brier_lo",
            null="below two stories with peers",
        ),
        "rel_brier_shrunk": D(
            "rel_brier drawn towards mu, the mean of the commentators in the table, by how "
            "little it rests on: mu + tau2 / (tau2 + v) (rel_brier - mu), v the variance of one "
            "story pooled over them divided by one's effective stories, tau2 how much they "
            "differ",
            "-1 to 1, low is good", _COMPARED, "Paule & Mandel 1982; Morris 1983",
        ),
        "rel_brier_shrunk_lo": D(
            "Lower end of the 90 % interval of rel_brier_shrunk",
            null="where rel_brier_shrunk is",
        ),
        "rel_brier_shrunk_hi": D(
            "Upper end of the interval of rel_brier_shrunk_lo",
            null="where rel_brier_shrunk is",
        ),
        "rel_brier_mu": D(
            "The mean of people that rel_brier is drawn towards", null="where rel_brier_shrunk is"
        ),
        "rel_brier_tau2": D(
            "How much people differ, as a variance", "From 0 on", "where rel_brier_shrunk is",
            "Paule & Mandel 1982",
        ),
        "difficulty_adjusted": D(
            "The Brier score to expect had everybody in the component answered all its "
            "questions: least squares of (p-y)^2 on people and questions, whenever it was said; "
            "always saying 1/2 gives 0.25",
            "Low is good", _COMPARED, "ForecastBench, Karger et al. 2024",
        ),
        "component": D(
            "Number of the set of commentators who hang together by common questions; "
            "difficulty_adjusted is comparable within one number of one table",
            null=f"{_NONE}, {_WEIGHS}, and in tables that are not by commentator alone",
        ),
        "n_component": D(
            "Commentators in the component",
            null=f"{_NONE}, {_WEIGHS}, and in tables that are not by commentator alone",
        ),
        "peer_score": D(
            "Mean of 100 (ln of the probability given to what happened, less the mean of that of "
            "the peers), clipped like the log score, peers as of rel_brier; the mean, not the "
            "sum",
            "Above 0 is better than they", "without peers", "Metaculus's peer score",
        ),
        "bss_crowd": D(
            "Skill against the mean p of the peers on the same claims: 1 - sum of (p-y)^2 / sum "
            "of (their mean-y)^2",
            "1 best, 0 as good as they", "without peers, and where they made no error",
        ),
    },
    "Wording": WORDING,
    "Calibration": {
        "rel": D(
            "Reliability, in the ten bins: sum of n_k (f_k-o_k)^2 / n, f_k the mean p and o_k "
            "the frequency of bin k; brier = rel - res + unc + wbv - wbc",
            "0 to 1, 0 best", _NONE_OR_WEIGHS, "Murphy 1973",
        ),
        "res": D(
            "Resolution: sum of n_k (o_k-base_rate)^2 / n",
            "0 to 0.25, high is good", "where rel is", "Murphy 1973",
        ),
        "unc": D(
            "Uncertainty of the outcomes: base_rate(1-base_rate); also brier = mcb - dsc + unc",
            "0 to 0.25", "where rel is", "Murphy 1973",
        ),
        "wbv": D(
            "Variance of p within the bins: sum of (p-f_k)^2 / n",
            "0 to 0.0025", "where rel is", "Stephenson et al. 2008",
        ),
        "wbc": D(
            "Twice the covariance of p and y within the bins: 2 sum of (p-f_k)(y-o_k) / n",
            null="where rel is", source="Stephenson et al. 2008",
        ),
        "rel_ff": D(
            "rel less its bias, c = sum over bins of n_k o_k(1-o_k) / (n_k-1) / n; bins of one "
            "claim are not corrected",
            "May be below 0", f"{_NONE}, {_WEIGHS}, and of one claim", "Ferro & Fricker 2012",
        ),
        "res_ff": D(
            "res - c + unc / (n-1)",
            "May be below 0", "where rel_ff is", "Ferro & Fricker 2012",
        ),
        "unc_ff": D("unc + unc / (n-1)", null="where rel_ff is", source="Ferro & Fricker 2012"),
        "mcb": D(
            "Miscalibration without bins (CORP): brier less the Brier score of p recalibrated by "
            "isotonic regression; above 0 also by chance, so compare mcb_null_mean",
            "0 to 1, 0 best", f"of rows that are not numeric, {_NONE_OR_WEIGHS}",
            "Dimitriadis, Gneiting & Jordan 2021",
        ),
        "mcb_given_lexicon": D(
            "The mcb of rows that are not numeric: what it would be if the readings were stated",
            "0 to 1, 0 best", f"of numeric rows, {_NONE_OR_WEIGHS}",
        ),
        "mcb_null_mean": D(
            "Mean mcb if every p were true, over 999 draws of one outcome for each question, "
            "independent of each other",
            _SHARE, _DRAWN,
        ),
        "mcb_p": D(
            "(1 + draws with an mcb as large) / 1000, questions independent",
            "0.001 to 1", "where mcb_null_mean is",
        ),
        "mcb_null_mean_stories": D(
            "mcb_null_mean if the questions of a story come out together, comonotone: one "
            "uniform u for each story, and yes where u < p",
            _SHARE, "where mcb_null_mean is",
        ),
        "mcb_p_stories": D("mcb_p of these draws", "0.001 to 1", "where mcb_null_mean is"),
        "distinguishable": D(
            "Whether p can be told from calibrated ones: mcb_p and mcb_p_stories are both at "
            f"most 0.05; {_GIVEN_LEXICON}",
            null="where mcb_null_mean is",
        ),
        "dsc": D(
            "Discrimination (CORP): unc less the Brier score of the recalibrated p; depends on "
            "the order of p alone",
            "0 to 0.25, high is good", _NONE_OR_WEIGHS, "Dimitriadis, Gneiting & Jordan 2021",
        ),
        "mcb_log": D(
            "mcb of the log score without a clip: log_raw = mcb_log - dsc_log + unc_log",
            "0 up, 0 best", f"{_NONE}, {_WEIGHS}, and where n_infinite is above 0",
        ),
        "dsc_log": D("dsc of the log score", "0 to 0.693, high is good", _NONE_OR_WEIGHS),
        "unc_log": D(
            "Uncertainty on the scale of the log score: -o ln(o) - (1-o) ln(1-o), o the base_rate",
            "0 to 0.693", _NONE_OR_WEIGHS,
        ),
        "spiegelhalter_z": D(
            "Is brier what the p promise? sum of (y-p)(1-2p) / sqrt(sum of (1-2p)^2 p(1-p))",
            "Above 0 is worse than promised (overconfident), below 0 better",
            f"of rows that are not numeric, {_NONE}, {_WEIGHS}, and where every p is 0, 1/2 or 1",
            "Spiegelhalter 1986",
        ),
        "spiegelhalter_z_given_lexicon": D(
            "The spiegelhalter_z of rows that are not numeric, as mcb_given_lexicon",
            "0 if calibrated", "of numeric rows, and where there would be no spiegelhalter_z",
        ),
        "spiegelhalter_p": D(
            "Two-sided p value of spiegelhalter_z by the draws of mcb_p",
            "0.001 to 1", "where spiegelhalter_z or mcb_p is",
        ),
        "spiegelhalter_p_stories": D(
            "Two-sided p value of spiegelhalter_z by the draws of mcb_p_stories",
            "0.001 to 1", "where spiegelhalter_z or mcb_p is",
        ),
        "spiegelhalter_p_normal": D(
            "Two-sided p value of spiegelhalter_z in closed form, 2 Phi(-|z|): as if claims were "
            "independent and many",
            _SHARE, "where spiegelhalter_z is",
        ),
        "spiegelhalter_p_bh": D(
            "spiegelhalter_p adjusted for the rows of the table of the same prob_source: false "
            "discovery rate",
            _SHARE, "where spiegelhalter_p is", "Benjamini & Hochberg 1995",
        ),
        "cox_intercept": D(
            "a in logit P(yes) = a + b logit p, by maximum likelihood, p clipped to [0.001, 0.999]",
            null=f"below 30 claims, where outcomes do not overlap in p, and {_WEIGHS}",
            source="Cox 1958",
        ),
        "cox_slope": D(
            "b of the line of cox_intercept",
            "1 if calibrated; below 1 overconfident, above 1 underconfident",
            "of rows that are not numeric, and where cox_intercept is", "Cox 1958",
        ),
        "cox_slope_given_lexicon": D(
            "The cox_slope of rows that are not numeric, as mcb_given_lexicon",
            "1 if calibrated", "of numeric rows, and where there would be no cox_slope",
        ),
        "cox_slope_lo": D(
            "Lower end of the 95 % interval of cox_slope by story (CR1 with t of stories less "
            "one), no narrower than the model's own",
            null="where cox_slope is, and below three stories", source="Liang & Zeger 1986",
        ),
        "cox_slope_hi": D(
            "Upper end of the interval of cox_slope_lo",
            null="where cox_slope_lo is",
        ),
    },
    "Ranks": {
        "rank_lo": D(
            "5 % of the place by rel_brier over 2,000 resamples of stories, among the "
            "commentators in the table of this prob_source from evidence usable on; whose "
            "stories are not drawn keeps their mean",
            "From 1, the best", _RANKED,
        ),
        "rank_hi": D(
            "95 % of the places of which rank_lo is 5 %",
            "From 1, the best", "where rank_lo is",
        ),
        "rank_set_lo": D(
            "The best place that is not ruled out, with 90 % confidence for everybody's places "
            "at once",
            "From 1, the best", "where rank_lo is", "Mogstad, Romano, Shaikh & Wilhelm 2024",
        ),
        "rank_set_hi": D(
            "The worst place that rank_set_lo's region does not rule out",
            "From 1, the best", "where rank_lo is", "Mogstad, Romano, Shaikh & Wilhelm 2024",
        ),
        "p_best": D(
            "Share of the resamples in which they are first; those tied for it share it",
            _SHARE, "where rank_lo is",
        ),
    },
}  # fmt: skip
"""The figures of a group of claims, under the headings of `claims help scoring`."""

CALIBRATION: Definitions = {
    "bin_scheme": D(
        "How p is cut (--bins): width10_left (ten bins, left-closed, the last closed at 1, empty "
        "ones shown), stated (a bin for each stated p; who stated more than 21 is left out), "
        "corp (the steps of the isotonic regression)"
    ),
    "bin": D("Number of the bin, from 0 in the order of p"),
    "lo": D("Lower end of the bin; the lowest p in it, but for width10_left", _SHARE),
    "hi": D("Upper end of the bin; the highest p in it, but for width10_left", _SHARE),
    "lo_closed": D("Whether the lower end belongs to the bin"),
    "hi_closed": D("Whether the upper end belongs to the bin"),
    "n": D("Claims that count in the bin"),
    "n_questions": D("Questions of these claims"),
    "n_stories": D("Stories of these claims; a question without one is its own"),
    "k": D("How many of the claims came true"),
    "mean_p": D("Mean of p, by weight; never the middle of the bin", _SHARE, "in an empty bin"),
    "freq": D(
        "How often it happened: k / n, by weight; for corp the recalibrated p",
        _SHARE, "in an empty bin",
    ),
    "gap": D(
        "freq - mean_p",
        "-1 to 1; above 0, it happened more often than was said", "in an empty bin",
    ),
    "wilson_lo": D(
        "Lower end of Wilson's 95 % interval on n, as if claims were independent; without "
        "continuity correction",
        _SHARE, f"in an empty bin, and {_WEIGHS}", "Wilson 1927",
    ),
    "wilson_hi": D(
        "Upper end of the interval of wilson_lo",
        _SHARE, "where wilson_lo is", "Wilson 1927",
    ),
    "level": D("That of wilson and of interval", "0.95"),
    "n_eff": D(
        "How many independent claims the n are worth: n / (1 + (sum n_g^2 / n - 1) rho) for "
        "stories of n_g claims, rho the ANOVA correlation of their outcomes within a story, 1 "
        "where it cannot be told",
        "1 to n", f"in an empty bin, and {_WEIGHS}", "Kish 1965; Donner & Koval 1980",
    ),
    "interval_lo": D(
        "Lower end of Wilson's 95 % interval on n_eff, the one to show",
        _SHARE, f"in an empty bin, and {_WEIGHS}", "Wilson 1927",
    ),
    "interval_hi": D(
        "Upper end of the interval of interval_lo",
        _SHARE, "where interval_lo is", "Wilson 1927",
    ),
    "consistency_lo": D(
        "Where freq lies in 90 % of 999 draws if every p is true, one outcome for each question: "
        "the lower end, 5 %",
        _SHARE, f"in an empty bin, where claims on one question gave it different p, and {_WEIGHS}",
        "Broecker & Smith 2007",
    ),
    "consistency_hi": D(
        "The upper end of what consistency_lo begins, 95 %",
        _SHARE, "where consistency_lo is", "Broecker & Smith 2007",
    ),
}  # fmt: skip
"""The figures of a bin."""


def _merged(several: Iterable[Definitions]) -> Definitions:
    return {name: one for some in several for name, one in some.items()}


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
    "coverage_50": D(
        "How many of n_50 lay between these, ends included", _SHARE, "where n_50 is 0"
    ),
    "coverage_50_lo": D("Lower end of its 95 % interval", _SHARE, "where n_50 is 0", "Wilson 1927"),
    "coverage_50_hi": D("Upper end of that", _SHARE, "where n_50 is 0", "Wilson 1927"),
    "n_90": D("Claims with quantiles .05 and .95"),
    "coverage_90": D(
        "How many of n_90 lay between these, ends included", _SHARE, "where n_90 is 0"
    ),
    "coverage_90_lo": D("Lower end of its 95 % interval", _SHARE, "where n_90 is 0", "Wilson 1927"),
    "coverage_90_hi": D("Upper end of that", _SHARE, "where n_90 is 0", "Wilson 1927"),
    "n_scaled": D("Claims with a scaled_loss"),
    "n_without_scale": D("Claims that count on questions without a scale"),
}
"""What is told of forecasts of numbers and of dates."""

OWN: Mapping[str, Definitions] = {
    "scoreboard": {**PARTITION, **_merged(SCOREBOARD.values())},
    "calibration": CALIBRATION,
    "sensitivity": {"kind": _KIND_OF_COMMENTATOR, **SENSITIVITY},
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
            _SHARE, "where p is",
        ),
        "p_high": D(
            "The highest reading of the words by any coder; p of a stated number",
            _SHARE, "where p is",
        ),
        "probability_text": D("The stated number as it was written", null="where it was not kept"),
        "unscorable": D("Why the words carry no probability", null="where nobody said so"),
        "documented_at": D(
            "The date of the oldest archived copy of a document with the words, its hash stored",
            _MOMENT, "without one",
        ),
        "n_occurrences": D("Further documents that carry the same words"),
        "repeats": D("Whether the speaker had said the same words on the question before"),
        "commentator_kind": _KIND_OF_COMMENTATOR,
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
        "kind": _KIND_OF_COMMENTATOR,
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
        "low": D("The lowest probability of yes that the words can mean", _SHARE),
        "best": D("The probability of yes that the words mean, or that was stated", _SHARE),
        "high": D("The highest probability of yes that the words can mean", _SHARE),
    },
    **CODING,
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
            "0 to 1, 0 best", _NONE, "Brier 1950",
        ),
        "log_clip_0_001": D(
            "Mean of -ln of the probability given to the option that came, clipped to "
            "[0.001, 0.999]",
            "0.001 to 6.908, low is good", _NONE, "Good 1952",
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
            _SHARE, "where n_implied is 0",
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
            _SHARE, "of numbers, and without a horizon",
        ),
    },
    "claim_shares": {
        "number": D("The place of the option, from 1"),
        "option": D("The option"),
        "p": D("The probability that was given to it", _SHARE),
        "happened": D("Whether it is what came", null="while it is open"),
    },
    "claim_quantiles": {
        "level": D("The level of the quantile", _SHARE, "of a bare value"),
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
