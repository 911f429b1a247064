"""What every figure means: the columns of the scoreboard and of the calibration table.

To add a figure: its line under one of the headings of `SCOREBOARD`, or in `CALIBRATION`. In the
formulas p is the probability of yes, y is 1 for yes and 0 for no, n the claims that count.
"""

from __future__ import annotations

from collections.abc import Mapping

from ledger.readmodel.definition import Definition
from ledger.readmodel.dictionary_wording import WORDING

D = Definition
Definitions = Mapping[str, Definition]

NONE = "where no claim counts"
_WEIGHS = "by scope question_weighted or time_averaged"
_BY_OTHERS = "in tables that are not by commentator alone"
_NONE_OR_WEIGHS = f"{NONE}, and {_WEIGHS}"
_COMPARED = f"without others to be compared with, {_WEIGHS}, and {_BY_OTHERS}"
_DRAWN = f"{NONE}, {_WEIGHS}, and where claims on one question gave it different p"
_RANKED = (
    f"below evidence usable, for anonymous speakers, without peers or another to rank, {_WEIGHS}, "
    f"and {_BY_OTHERS}"
)
_GIVEN_LEXICON = "of verbal rows it holds only given the lexicon"

KIND_OF_COMMENTATOR = D("Person, organisation, outlet or anonymous")
SHARE = "0 to 1"

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
        "kind": KIND_OF_COMMENTATOR,
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
        "hedge_share": D("n_hedges / n_in_words", SHARE, "where n_in_words is 0"),
    },
    "Scores": {
        "base_rate": D(
            "How often it happened: mean of y, sum(weight * y) / sum(weight)",
            SHARE, NONE,
        ),
        "mean_p": D("Mean of p, sum(weight * p) / sum(weight)", SHARE, NONE),
        "calibration_in_large": D(
            "mean_p - base_rate",
            "-1 to 1; above 0, more was expected than happened", NONE,
        ),
        "brier": D(
            "Mean of (p-y)^2, which is half of Brier's own sum over both answers; by scope "
            "question_weighted or time_averaged it is sum(weight * (p-y)^2) / sum(share)",
            "0 to 1, 0 best; always saying 1/2 gives 0.25", NONE, "Brier 1950",
        ),
        "log_clip_0_001": D(
            "Mean of -ln of the probability given to what happened, clipped to [0.001, 0.999]; "
            "natural logarithm",
            "0.001 to 6.908, low is good; always saying 1/2 gives 0.693", NONE, "Good 1952",
        ),
        "log_raw": D(
            "log_clip_0_001 without the clip",
            "0 up, 0 best", f"{NONE}, and where n_infinite is above 0",
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
            "-3 to 1, 1 best", NONE,
        ),
        "bss_self": D(
            "Skill against always saying one's own base rate, known only afterwards: 1 - brier / "
            "(base_rate(1-base_rate))",
            "1 best", f"{NONE}, {_WEIGHS}, and where all outcomes agree",
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
            SHARE, "below two stories",
        ),
        "brier_hi": D("Upper end of the interval of brier_lo", SHARE, "below two stories"),
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
            null=f"{NONE}, {_WEIGHS}, and in tables that are not by commentator alone",
        ),
        "n_component": D(
            "Commentators in the component",
            null=f"{NONE}, {_WEIGHS}, and in tables that are not by commentator alone",
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
            "May be below 0", f"{NONE}, {_WEIGHS}, and of one claim", "Ferro & Fricker 2012",
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
            SHARE, _DRAWN,
        ),
        "mcb_p": D(
            "(1 + draws with an mcb as large) / 1000, questions independent",
            "0.001 to 1", "where mcb_null_mean is",
        ),
        "mcb_null_mean_stories": D(
            "mcb_null_mean if the questions of a story come out together, comonotone: one "
            "uniform u for each story, and yes where u < p",
            SHARE, "where mcb_null_mean is",
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
            "0 up, 0 best", f"{NONE}, {_WEIGHS}, and where n_infinite is above 0",
        ),
        "dsc_log": D("dsc of the log score", "0 to 0.693, high is good", _NONE_OR_WEIGHS),
        "unc_log": D(
            "Uncertainty on the scale of the log score: -o ln(o) - (1-o) ln(1-o), o the base_rate",
            "0 to 0.693", _NONE_OR_WEIGHS,
        ),
        "spiegelhalter_z": D(
            "Is brier what the p promise? sum of (y-p)(1-2p) / sqrt(sum of (1-2p)^2 p(1-p))",
            "Above 0 is worse than promised (overconfident), below 0 better",
            f"of rows that are not numeric, {NONE}, {_WEIGHS}, and where every p is 0, 1/2 or 1",
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
            SHARE, "where spiegelhalter_z is",
        ),
        "spiegelhalter_p_bh": D(
            "spiegelhalter_p adjusted for the rows of the table of the same prob_source: false "
            "discovery rate",
            SHARE, "where spiegelhalter_p is", "Benjamini & Hochberg 1995",
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
            SHARE, "where rank_lo is",
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
    "lo": D("Lower end of the bin; the lowest p in it, but for width10_left", SHARE),
    "hi": D("Upper end of the bin; the highest p in it, but for width10_left", SHARE),
    "lo_closed": D("Whether the lower end belongs to the bin"),
    "hi_closed": D("Whether the upper end belongs to the bin"),
    "n": D("Claims that count in the bin"),
    "n_questions": D("Questions of these claims"),
    "n_stories": D("Stories of these claims; a question without one is its own"),
    "k": D("How many of the claims came true"),
    "mean_p": D("Mean of p, by weight; never the middle of the bin", SHARE, "in an empty bin"),
    "freq": D(
        "How often it happened: k / n, by weight; for corp the recalibrated p",
        SHARE, "in an empty bin",
    ),
    "gap": D(
        "freq - mean_p",
        "-1 to 1; above 0, it happened more often than was said", "in an empty bin",
    ),
    "wilson_lo": D(
        "Lower end of Wilson's 95 % interval on n, as if claims were independent; without "
        "continuity correction",
        SHARE, f"in an empty bin, and {_WEIGHS}", "Wilson 1927",
    ),
    "wilson_hi": D(
        "Upper end of the interval of wilson_lo",
        SHARE, "where wilson_lo is", "Wilson 1927",
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
        SHARE, f"in an empty bin, and {_WEIGHS}", "Wilson 1927",
    ),
    "interval_hi": D(
        "Upper end of the interval of interval_lo",
        SHARE, "where interval_lo is", "Wilson 1927",
    ),
    "consistency_lo": D(
        "Where freq lies in 90 % of 999 draws if every p is true, one outcome for each question: "
        "the lower end, 5 %",
        SHARE, f"in an empty bin, where claims on one question gave it different p, and {_WEIGHS}",
        "Broecker & Smith 2007",
    ),
    "consistency_hi": D(
        "The upper end of what consistency_lo begins, 95 %",
        SHARE, "where consistency_lo is", "Broecker & Smith 2007",
    ),
}  # fmt: skip
"""The figures of a bin."""
