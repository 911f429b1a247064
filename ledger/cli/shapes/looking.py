"""What the verbs that look print as JSON."""

from __future__ import annotations

from ledger.cli.shapes import tables
from ledger.cli.shapes.parts import (
    Schema,
    anything,
    by_name,
    day,
    either,
    fields,
    fields_of,
    flag,
    maybe,
    moment,
    number,
    several,
    text,
    whole,
)

_COUNTS = (
    "rejected_kind", "void", "unscorable", "no_deadline", "open", "late", "untimely", "early",
    "unmatured", "superseded", "resolved",
)  # fmt: skip
_MISSING = ("n_scored", "n_void", "n_unscorable", "n_no_deadline", "n_open", "n_left_out")
_DETECTABLE = ("n", "n_eff", "sd", "difference")
_READERS = (
    "n_coders", "n_readings", "n_read", "speaker_seen", "speaker_hidden", "outcome_seen",
    "outcome_hidden",
)  # fmt: skip


def facts() -> Schema:
    """Return the schema of facts as they are told."""
    return several(
        fields(
            position=whole("Its place in the log"),
            recorded_at=moment("When it was recorded"),
            recorder=text("Who recorded it"),
            name=text("Its stored name"),
            summary=text("What it says, in words"),
            undone=flag("Whether it no longer stands"),
        )
    )


def narrowed() -> Schema:
    """Return the schema of the filter that figures are narrowed by."""
    return maybe(text("The filter that narrows the figures, in normal form"))


def scores() -> Schema:
    """Return the schema of figures by whatever they are grouped by."""
    return tables.grouped("scoreboard", filter=narrowed())


def merged_cells() -> Schema:
    """Return the schema of what follows from the cells of several ledgers."""
    from ledger.measuring import merging_columns

    return fields(
        files=several(text(), "The files whose cells were added up"),
        ledgers=several(text(), "The ids of the ledgers that are counted"),
        counted=fields(
            kind=text(), scope=text(), horizon_days=whole(), pooled=flag(), matured_only=flag(),
            include_early=flag(), times=text("Which classes of timing are scored"),
            filter=narrowed(), as_of_day=day(),
        ),
        scoreboard=tables.some("scoreboard", merging_columns.SCOREBOARD),
        calibration=tables.some("calibration", merging_columns.CALIBRATION),
    )  # fmt: skip


def everybody() -> Schema:
    """Return the schema of the figures for all the claims together."""
    return maybe(
        tables.row(
            "scoreboard_by", kind=text(), simulated=flag(), commentator=text(),
            commentator_id=text(),
        )
    )  # fmt: skip


def overview(**more: Schema) -> Schema:
    """Return the schema of the dashboard's first view, panel by panel."""
    panels = {
        **more,
        "note": text("How the ledger was kept"),
        "warning": text("What to be careful about; empty for nothing"),
        "scope": text("What the figures are of"),
        "everybody": everybody(),
        "intent": everybody(),
        "calibration": tables.rows("calibration_by"),
        "commentators": tables.rows("scoreboard"),
        "answered": tables.rows("claims"),
        "due": tables.rows("due"),
        "counts": either(fields_of({name: whole() for name in _COUNTS}), fields()),
        "coverage": maybe(tables.row("coverage")),
        "misses": tables.rows("claims"),
    }
    return fields_of(panels, optional=("misses",))


def dashboard() -> Schema:
    """Return the schema of the dashboard: overview, one of its views, or the commands behind it."""
    behind = fields(figure=text(), n=whole("Claims behind it"), command=text())
    return either(
        overview(),
        person(),
        fields(question=tables.row("questions"), claims=tables.rows("claims")),
        *map(several, (_group(), _question(), _term(), behind)),
        *map(tables.rows, ("scoreboard", "claims", "due")),
    )


def _group() -> Schema:
    named = {name: text() for name in ("kind", "commentator", "commentator_id")}
    return tables.row("scoreboard_by", simulated=flag(), **named)


def _term() -> Schema:
    return tables.row("calibration_by", term=text())


def _question() -> Schema:
    p = maybe(number("Of yes"))
    return fields(
        question_key=text(), question=text(), question_kind=text(), closes_on=maybe(day()),
        outcome=maybe(text()), happened_on=maybe(day()), n_claims=whole(), p_low=p, p_high=p,
        p_latest=p, first_said_on=day(),
    )  # fmt: skip


def show() -> Schema:
    """Return the schema of a claim's life, or a question's."""
    question = {
        "question": tables.row("questions"),
        "conditions": several(
            fields(question_key=text(), question=text(), required=text(), outcome=maybe(text()))
        ),
    }
    claim = {
        "claim": tables.row("claims"),
        "occurrences": tables.rows("occurrences"),
        "replies": tables.rows("replies"),
        "estimates": tables.rows("estimates"),
        "scores": either(
            tables.row("choice_scores"), tables.row("quantile_scores"), {"type": "null"}
        ),
    }
    return either(
        fields_of({**claim, **question, "facts": facts()}),
        fields_of({**question, "claims": tables.rows("claims"), "facts": facts()}),
    )


def search() -> Schema:
    """Return the schema of the claims that were found, and by what."""
    return tables.rows(
        "claims",
        matched_in=maybe(text("In which column")),
        matched=maybe(text("The words around it")),
    )


def log() -> Schema:
    """Return the schema of the steps, or of the facts about one thing."""
    return either(tables.rows("steps", summary=text("What it did, in words")), facts())


def person() -> Schema:
    """Return the schema of one commentator's record."""
    return fields(
        name=text(),
        scoreboard=tables.rows("scoreboard"),
        calibration=tables.rows("calibration"),
        claims=tables.rows("claims"),
        misses=tables.rows("claims"),
    )


def compare() -> Schema:
    """Return the schema of pairs of commentators on the questions that both answered."""
    return several(
        fields_of(
            {
                **{name: text() for name in ("one", "other", "prob_source")},
                **{name: whole() for name in ("n_questions", "n_stories")},
                **{name: number() for name in ("one_brier", "other_brier")},
                **{
                    name: maybe(number())
                    for name in (
                        "difference", "difference_se", "difference_lo", "difference_hi", "p",
                        "smallest_p", "power",
                    )
                },
                **{name: text() for name in ("one_id", "other_id")},
                "p_bh": maybe(number()),
                "filter": narrowed(),
            }
        )
    )  # fmt: skip


def explained() -> Schema:
    """Return the schema of figures with how each is worked out."""
    line = fields(
        name=text(), formula=text(), value=maybe(number()), source=text("Whose formula it is")
    )
    told = {"title": text(), "why": several(text()), "lines": several(line), "facts": facts()}
    return several(fields_of(told, optional=("facts",)))


def sensitivity() -> Schema:
    """Return the schema of what each verdict survives."""
    bounds = {
        f"{name}_{end}": maybe(number()) for name in ("brier", "rank") for end in ("lo", "hi")
    }
    who = {"commentator": text(), "kind": text(), "simulated": flag(), "prob_source": text()}
    counted = {"n": whole(), "n_questions": whole(), "evidence": text(), "brier": maybe(number())}
    verdict = {
        **who, **counted, **bounds, "verdict": maybe(text()),
        **{name: maybe(number()) for name in ("brier_min", "brier_max", "rank_min", "rank_max")},
        "n_verbal": whole(), "n_covered": whole(), "lexicon_coverage": maybe(number()),
        "brier_lexicon_lo": maybe(number()), "brier_lexicon_hi": maybe(number()),
        "n_coders": maybe(whole()),
        "brier_coder_lo": maybe(number()), "brier_coder_hi": maybe(number()),
        "survives": several(text()), "fails": several(text()), "robust": maybe(flag()),
        "not_covered": several(
            fields(id=text(), phrase=text(), words=maybe(text()), counts=flag())
        ),
        "commentator_id": text(),
    }  # fmt: skip
    shifted = {
        f"{shift}{more}": flag() if more else maybe(text())
        for shift in ("minus_30", "plus_30", "plus_90")
        for more in ("", "_uncertain")
    }
    question = {
        "question_key": text(), "question": text(), "criteria": maybe(text()), "deadline": text(),
        "deadline_reason": maybe(text()), "contested": flag(), "condition": maybe(text()),
        "closes_on": maybe(day()), "outcome": maybe(text()), "n_claims": whole(),
        "alternatives": maybe(several(text())), "question_id": text(), **shifted,
    }  # fmt: skip
    order = {
        **{
            name: text()
            for name in ("one", "other", "prob_source", "reversed_by", "one_id", "other_id")
        },
        **{name: whole() for name in ("n_common", "one_n", "other_n")},
        **{
            name: number()
            for name in ("one_brier", "other_brier", "one_reversed", "other_reversed")
        },
    }
    return fields(
        filter=narrowed(),
        commentators=several(fields_of(verdict)),
        variants=tables.rows("sensitivity"),
        questions=several(fields_of(question)),
        answers=several(by_name(anything())),
        orders=fields(
            n_pairs=whole(), n_undetermined=whole(),
            rows=several(fields_of(order)),
        ),
        lexicon_coverage=maybe(number("Of the claims in words that count, 0 to 1")),
        n_verbal=whole(),
        n_covered=whole(),
    )  # fmt: skip


def coverage() -> Schema:
    """Return the schema of what was collected and what became of it."""
    return fields(filter=narrowed(), coverage=tables.rows("coverage"), rejected=_reasons())


def plan() -> Schema:
    """Return the schema of a collection plan and what it led to."""
    return fields(plan=tables.row("plans"), coverage=tables.row("coverage"), rejected=_reasons())


def _reasons() -> Schema:
    return several(fields(reason=text(), n=whole()), "Statements set aside, by why")


def methods() -> Schema:
    """Return the schema of the numbers of a statement of methods, and its sentences."""
    missing = {
        **{name: whole() for name in _MISSING},
        **{name: maybe(number()) for name in ("mean", "lowest", "highest")},
        "commentator": maybe(text()),
        "commentator_id": maybe(text()),
    }
    reading = fields(method=text(), lexicon=maybe(text()), n=whole())
    return fields(
        ledger=text(),
        ledger_id=text(),
        kept=text(),
        as_of_position=whole(),
        tree_head=maybe(text("The root of the log's tree there, base64")),
        as_of_day=day(),
        filter=narrowed(),
        n_claims=whole(),
        n_stated=whole(),
        n_plans=whole(),
        collected=by_name(whole()),
        readers=fields_of({name: whole() for name in _READERS}),
        readings=several(reading),
        coverage=tables.row("coverage"),
        missing=fields_of(missing),
        missing_by_commentator=several(fields_of(missing)),
        detectable=fields_of({name: maybe(number()) for name in _DETECTABLE}),
        preregistrations=tables.rows("preregistrations"),
        text=several(text("A sentence")),
    )


def read() -> Schema:
    """Return the schema of what words say in numbers, or of the lexicons."""
    share = maybe(number("0 to 1"))
    proposal = fields(
        best=share, low=share, high=share, words=several(text()), sign=maybe(whole()),
        term=maybe(text()), form=text(), lexicon=maybe(text()), covered=flag(),
        unscorable=maybe(text()),
    )  # fmt: skip
    lexicon = fields(
        lexicon=text(), kind=text(), n=maybe(whole()), terms=whole(), licence=text(),
        provenance=text(),
    )  # fmt: skip
    return either(proposal, several(lexicon))


def source() -> Schema:
    """Return the schema of a document and the claims in it."""
    return fields(source=tables.row("sources"), claims=tables.rows("claims"))
