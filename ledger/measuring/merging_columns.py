"""Which columns of the tables of figures follow from cells alone, and so add up over ledgers."""

from __future__ import annotations

SCOREBOARD = (
    "commentator", "simulated", "prob_source", "n_resolved", "base_rate", "mean_p",
    "calibration_in_large", "brier", "bss_half", "bss_self", "log_clip_0_001", "log_raw",
    "n_infinite", "baseline_score", "rel", "res", "unc", "wbv", "wbc", "rel_ff", "res_ff",
    "unc_ff", "mcb", "mcb_given_lexicon", "dsc", "mcb_log", "dsc_log", "unc_log",
    "spiegelhalter_z", "spiegelhalter_z_given_lexicon", "commentator_id",
)  # fmt: skip
"""The columns of the scoreboard that follow from cells."""

CALIBRATION = (
    "commentator", "simulated", "prob_source", "bin_scheme", "bin", "lo", "hi", "lo_closed",
    "hi_closed", "n", "k", "mean_p", "freq", "gap", "wilson_lo", "wilson_hi", "level",
    "commentator_id",
)  # fmt: skip
"""And those of the calibration table."""
