"""Every verb of the command line with its module and its line in the help.

To add one: a module in ``verbs/`` with a function `command`, and its line here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verb:
    """A verb, the module under ``ledger.cli.verbs`` that holds it, and what it does in a line."""

    name: str
    module: str
    summary: str


LOG, ANSWER, LOOK, MOVE, TRUST, CORRECT, SET_UP = (
    "Log",
    "Answer",
    "Look",
    "Move data",
    "Trust",
    "Correct",
    "Set up",
)

VERBS: dict[str, tuple[Verb, ...]] = {
    LOG: (Verb("add", "add", "log a claim: who said what would happen, and how sure"),),
    ANSWER: (
        Verb("due", "due", "what is overdue for an answer, and what comes this week"),
        Verb("resolve", "resolve", "say what happened: yes, no, annulled or ambiguous"),
        Verb("reopen", "reopen", "take an answer back: the question is open again"),
        Verb("dispute", "dispute", "mark an answer as contested"),
        Verb("review", "review", "code claims or outcomes, one key an item"),
        Verb("reply", "reply", "record what was replied to a claim"),
    ),
    LOOK: (
        Verb("dashboard", "dashboard", "the figures, the calibration, one story or question"),
        Verb("compare", "compare", "is one commentator better than another, or is it luck"),
        Verb("sensitivity", "sensitivity", "what each verdict survives: words, coders, deadlines"),
        Verb("list", "list", "claims, filtered: by: topic: said: is: p: words -not"),
        Verb("search", "search", "claims that hold some words, the closest first"),
        Verb("browse", "browse", "the same full screen, with keys; needs the extra tui"),
        Verb("read", "read", "what the words of a quotation say in numbers, as a proposal"),
        Verb("coverage", "coverage", "from what was collected to what is scored"),
        Verb("methods", "methods", "how the figures were made, in sentences with their numbers"),
        Verb("preregister", "preregister", "say which analysis will count, before it is made"),
        Verb("show", "show", "the whole life of one claim or question"),
        Verb("log", "log", "what was done when, and what was undone"),
    ),
    MOVE: (
        Verb("import", "import_", "article files (TOML), forecasts (CSV), a whole log (JSONL)"),
        Verb("export", "export", "tables as csv, tsv, json, jsonl, parquet or md; the log"),
        Verb("merge-cells", "merge_cells", "add up the cells of several ledgers, and their scores"),
        Verb("sql", "sql", "ask the views in SQL, read-only"),
        Verb("schema", "schema", "the JSON Schema of what a verb prints with --json"),
        Verb("backup", "backup", "a verified copy of the record, while others may write"),
        Verb("restore", "restore", "put a backup in place, verified and never older"),
    ),
    TRUST: (
        Verb("verify", "verify", "whether anything was altered, and what can be known of it"),
        Verb("seal", "seal", "sign a checkpoint of everything recorded so far"),
        Verb("checkpoint", "checkpoint", "show, publish or time-stamp a checkpoint"),
        Verb("prove", "prove", "a file that proves a claim, or that nothing was rewritten"),
        Verb("check-proof", "check_proof", "check such a file, without the ledger"),
        Verb("key", "key", "the public key of the ledger; --rotate makes a new one"),
    ),
    CORRECT: (
        Verb("undo", "undo", "take back the last step, or a named one"),
        Verb("redo", "redo", "bring back what was undone last, or a named step"),
        Verb("edit", "edit", "mend a claim, question, source or story; the old stays on record"),
        Verb("withdraw", "withdraw", "take a claim or question off the record"),
        Verb("reject", "reject", "set a statement aside: no claim, and why"),
        Verb("redact", "redact", "take the content of a superseded fact away for good"),
        Verb("clock", "clock", "what the clock shows; --accept a jump that is right"),
    ),
    SET_UP: (
        Verb("demo", "demo", "look around in a throwaway ledger of real claims"),
        Verb("tour", "tour", "ten steps with real commands, in a throwaway ledger"),
        Verb("config", "config", "the settings, where each comes from, and the file for them"),
        Verb("completion", "completion", "let bash, zsh or fish complete what you type"),
        Verb("doctor", "doctor", "what is installed, where things lie, what is odd"),
        Verb("help", "help", "topics: filters, probabilities, dates, import, exit-codes …"),
    ),
}

NOUNS: dict[str, tuple[Verb, ...]] = {
    "coder": (
        Verb("list", "coder_list", "who codes what, and how far"),
        Verb("assign", "coder_assign", "give claims or questions to coders, some to all"),
        Verb("agree", "coder_agree", "Krippendorff's alpha of each field, with its interval"),
        Verb("adjudicate", "coder_adjudicate", "settle what was coded differently"),
        Verb("conclude", "coder_conclude", "answer what every coder found alike"),
        Verb("open", "coder_open", "open sealed codings, once everybody is bound"),
        Verb("export", "coder_export", "one's codings, or what binds one to them, as a file"),
        Verb("import", "coder_import", "bring such files in from other copies of the ledger"),
        Verb("codebook", "coder_codebook", "show the codebook, or adopt another"),
    ),
    "score": (
        Verb("show", "score_show", "scores, by commentator or any other grouping"),
        Verb("explain", "score_explain", "the formula with the numbers put in, down to the facts"),
    ),
    "plan": (
        Verb("show", "plan_show", "one collection plan and what came of it"),
        Verb("list", "plan_list", "the collection plans"),
        Verb("add", "plan_add", "say where you will look, and what you will take"),
        Verb("withdraw", "plan_withdraw", "give a plan up"),
    ),
    "person": (
        Verb("show", "person_show", "one commentator's record"),
        Verb("list", "person_list", "who is on record"),
        Verb("merge", "person_merge", "count one commentator's claims as another's"),
        Verb("alias", "person_alias", "let another name lead to a commentator"),
        Verb("rename", "person_rename", "show a commentator under another name"),
    ),
    "source": (
        Verb("show", "source_show", "one document and the claims in it"),
        Verb("list", "source_list", "the documents"),
        Verb("add", "source_add", "bring a document in before its claims"),
        Verb("link", "source_link", "say that one is an edition of another"),
        Verb("retract", "source_retract", "say that the publisher took it back"),
    ),
}
"""Side nouns. ``claims person NAME`` is ``claims person show NAME``."""

NOUN_SUMMARIES = {
    "coder": "coders: list, assign, agree, adjudicate, conclude, open, export, import, codebook",
    "score": "scores: show, explain",
    "plan": "collection plans: show, list, add, withdraw",
    "person": "commentators: show, list, merge, alias, rename",
    "source": "documents: show, list, add, link, retract",
}

HEADINGS: dict[str, tuple[Verb, ...]] = {
    **VERBS,
    LOOK: (*VERBS[LOOK], *(Verb(noun, "", NOUN_SUMMARIES[noun]) for noun in NOUNS)),
}
"""What ``claims --help`` lists, under its headings."""
