"""The steps of the tour: what each shows, the command that shows it, and what will be seen.

Invariant: every command runs as it is written, on the seed articles alone; a test holds each to
what the text around it promises.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stop:
    """One step: its title, what to look for, the words of a command line, and words it shows."""

    title: str
    look: str
    command: tuple[str, ...]
    shows: tuple[str, ...]


STOPS = (
    Stop(
        "Who said what",
        "A claim is on record with its words, its day and its source. This is what António "
        "Guterres said in January 2022. by: is a filter; there are others (claims help filters).",
        ("list", "by:Guterres"),
        ("Guterres", "fnghdcbb"),
    ),
    Stop(
        "One claim, whole",
        "The words stand as they were spoken; how probable that makes it is a reading of them, "
        "and says whose. The facts at the end are never edited.",
        ("show", "fnghdcbb"),
        ("I am convinced it will not happen", "coded: 3 %", "invasion"),
    ),
    Stop(
        "Everything at a glance",
        "How often it happened when they said …, who is on record, what waits for an answer. "
        "Every figure says of how many claims it is, and few are too few to say much.",
        ("dashboard",),
        ("Guterres", "Brier"),
    ),
    Stop(
        "What if it had been otherwise?",
        "The invasion was answered with yes. Correct that to no: the old answer stays on record "
        "beside the new one, and every score follows.",
        ("resolve", "invasion", "no", "--correct"),
        ("invasion", "no"),
    ),
    Stop(
        "And back again",
        "Undo takes back the last step, and is a step itself: nothing is ever lost.",
        ("undo",),
        ("undid",),
    ),
    Stop(
        "What waits for an answer",
        "Deadlines pass whether anybody looks or not. What is overdue stands first.",
        ("due",),
        ("tomahawk",),
    ),
    Stop(
        "A claim of your own",
        "With every answer given as an option, nothing is asked; claims add alone asks for each. "
        "A deadline may be in plain words, and is shown as a day before it is saved.",
        (
            "add", "It rains on my next birthday", "--by", "Ann Bell", "--said", "today",
            "--due", "within a year", "--source", "none", "-p", "70%",
        ),
        (),
    ),
    Stop(
        "It is on record",
        "Yours, beside those of the articles.",
        ("list", "by:Bell"),
        ("It rains on my next birthday",),
    ),
    Stop(
        "Was anything altered?",
        "Each fact is sealed under the tree of all before it. verify recomputes every one.",
        ("verify",),
        ("every one recomputed",),
    ),
    Stop(
        "Take it with you",
        "Tables leave as csv, tsv, json, jsonl, parquet or md (claims help formats).",
        ("export", "questions", "--format", "md"),
        ("invasion",),
    ),
)  # fmt: skip
