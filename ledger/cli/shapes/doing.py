"""What the verbs that change, keep, move and code print as JSON."""

from __future__ import annotations

from ledger.cli.shapes import tables
from ledger.cli.shapes.looking import overview
from ledger.cli.shapes.parts import (
    Schema,
    anything,
    by_name,
    either,
    fields,
    flag,
    maybe,
    moment,
    number,
    several,
    text,
    whole,
)


def changed() -> Schema:
    """Return the schema of what a verb added, which is what most of them print."""
    return fields(
        step=maybe(text("The step, to undo it by; null where it was so already")),
        facts=several(text("The stored name of a fact"), "The facts that were added"),
    )


def undone() -> Schema:
    """Return the schema of what was taken back."""
    return fields(step=maybe(text("The step that did it")), undid=text("The step taken back"))


def redone() -> Schema:
    """Return the schema of what was brought back."""
    return fields(
        step=maybe(text("The step that did it")), redid=text("The step that stands again")
    )


def resolved() -> Schema:
    """Return the schema of an answer, or of answers from a file."""
    return either(
        changed(),
        fields(
            saved=flag(),
            step=maybe(text()),
            facts=by_name(whole(), "How many of each stored name"),
            already_here=whole("Rows that were on record already"),
            refusals=several(_refusal()),
            refusal_files=several(text()),
        ),
    )


def _refusal() -> Schema:
    return fields(
        file=text(), line=whole(), field=text(), problem=text(), remedy=text(),
        kind=text("bad or conflict"), also=several(whole()),
    )  # fmt: skip


def imported() -> Schema:
    """Return the schema of what an import did, or would do; or of a whole log taken in."""
    return either(
        fields(
            saved=flag(),
            step=maybe(text()),
            facts=by_name(whole(), "How many of each stored name"),
            already_here=whole("Rows that were on record already"),
            taken_again=flag("Whether an undone import stands again"),
            refusals=several(_refusal()),
            refusal_files=several(text()),
        ),
        fields(saved=flag(), facts=whole(), unproven=whole()),
    )


def demo() -> Schema:
    """Return the schema of the throwaway ledger's dashboard."""
    return overview(ledger=text("Its directory"))


def doctor() -> Schema:
    """Return the schema of what was looked at."""
    return several(fields(state=text("ok, note or bad"), what=text(), detail=text()))


def verified() -> Schema:
    """Return the schema of what a verification found."""
    finding = fields(check=text(), where=text(), what=text(), means=text())
    return fields(
        good=flag("Whether nothing was altered"),
        facts=whole(),
        root=text("Of the tree over all facts, base64"),
        origin=text(),
        checkpoints=whole(),
        signed=whole("Facts under the newest checkpoint"),
        redacted=whole(),
        carried_over=whole(),
        keys=several(text()),
        key_given=flag(),
        compared=whole("Checkpoints from outside"),
        stamps=whole(),
        stamps_checked=whole(),
        findings=several(finding),
        more=by_name(whole(), "Findings of a kind that are not listed"),
    )


def proof_checked() -> Schema:
    """Return the schema of what a proof proves."""
    fact = fields(
        position=whole(), recorded_at=text(), name=text(), stream=text(), version=whole(),
        state=maybe(text()),
    )  # fmt: skip
    return fields(
        holds=flag(),
        origin=text(),
        size=whole(),
        signed_by=text(),
        continues=maybe(whole()),
        facts=several(fact),
    )


def proof() -> Schema:
    """Return the schema of what was proven into a file, or of the proof itself."""
    return either(fields(file=text(), proves=text()), by_name(anything(), "The proof"))


def checkpoints() -> Schema:
    """Return the schema of checkpoints."""
    return several(fields(size=whole(), origin=text(), checkpoint=text("The signed note")))


def sealed() -> Schema:
    """Return the schema of a fresh checkpoint."""
    return fields(size=whole(), origin=text(), checkpoint=text("The signed note"), fresh=flag())


def keys() -> Schema:
    """Return the schema of the ledger's public keys, oldest first."""
    return several(text())


def clock() -> Schema:
    """Return the schema of the clock beside the newest fact."""
    look = fields(clock=moment(), newest_recorded_at=moment(), jump=maybe(text()))
    return either(look, changed())


def kept() -> Schema:
    """Return the schema of a backup."""
    return fields(file=text(), facts=whole())


def restored() -> Schema:
    """Return the schema of a restored ledger."""
    return fields(facts=whole(), set_aside=maybe(text("What stood there before")))


def redacted() -> Schema:
    """Return the schema of a redaction."""
    return fields(step=maybe(text()), position=whole())


def queue() -> Schema:
    """Return the schema of what is to be coded."""
    return several(by_name(anything()), "Nothing of its record where other coders are hidden")


def agreement() -> Schema:
    """Return the schema of how far coders agree, by field."""
    share = maybe(number())
    return several(
        fields(
            codebook=maybe(text()), **{"pass": text()}, field=text(), metric=text(),
            n_items=whole(), n_coders=whole(), n_clusters=whole(), n_proposed=whole(),
            n_unopened=whole(), percent=share, alpha=share, alpha_lo=share, alpha_hi=share,
            kappa=share, reading=maybe(text()),
        )
    )  # fmt: skip


def adjudicated() -> Schema:
    """Return the schema of what is coded differently, or of how it was settled."""
    return either(several(by_name(anything())), changed())


def coders() -> Schema:
    """Return the schema of who coded what."""
    return several(by_name(anything()))


def opened() -> Schema:
    """Return the schema of codings that were opened."""
    left = fields(**{"pass": text()}, item=text(), why=text())
    return fields(opened=whole(), sealed=several(left), elsewhere=whole())


def taken_in() -> Schema:
    """Return the schema of codings that were brought in."""
    return fields(facts=by_name(whole()), already_here=whole())


def written_out() -> Schema:
    """Return the schema of codings, or of the file that they were written to."""
    return either(
        several(by_name(anything())),
        fields(file=text(), codings=whole()),
        fields(file=text(), commitments=whole()),
    )


def codebook() -> Schema:
    """Return the schema of the codebook, or of its adoption."""
    return either(fields(name=text(), content=text("TOML")), changed())


def preregistered() -> Schema:
    """Return the schema of what was preregistered, or of saying it."""
    return either(tables.rows("preregistrations"), changed())


def exported() -> Schema:
    """Return the schema of the rows of whichever table."""
    return several(by_name(anything()), "claims schema export tells of each table")


def answered() -> Schema:
    """Return the schema of what a statement of SQL selects."""
    return several(by_name(anything()))


def topics() -> Schema:
    """Return the schema of topics with their texts, or of a column's meanings."""
    return by_name(either(text(), by_name(text())))


def schemas() -> Schema:
    """Return the schema of the schemas: of one verb, or of each."""
    return by_name(anything(), "A JSON Schema, draft 2020-12; of every verb, by its name")


def tour() -> Schema:
    """Return the schema of the steps of the tour, run or only listed."""
    step = {"title": text(), "command": text()}
    run = fields(**step, exit_code=whole(), output=text("Everything that it said"))
    return either(
        fields(ledger=text("The throwaway directory"), steps=several(run)),
        several(fields(**step)),
    )


def settings() -> Schema:
    """Return the schema of the settings with where each comes from, or of their file."""
    setting = fields(
        key=text(), value=anything(), **{"from": text("flag, environment, file or default")},
        default=anything(), allowed=anything(), variable=text("Of the environment"),
    )  # fmt: skip
    return either(several(setting), fields(file=text(), exists=flag()))


def completion() -> Schema:
    """Return the schema of a shell's script, and how it is installed."""
    return fields(shell=text(), script=text(), install=text())
