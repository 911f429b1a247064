"""A verb's command line as people write it: fields behind `--json`, and ``-term`` in a filter."""

from __future__ import annotations

from typer._click.core import Context
from typer.core import TyperCommand

from ledger.cli import fields, minus

_FILTER = "filter_"


class Spoken(TyperCommand):
    """A verb; where it takes a filter, ``-by:Biden`` and ``-nuclear`` are terms of that."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Take the fields out, and put negated terms where nothing is an option."""
        rest, named = fields.taken(ctx.command_path.partition(" ")[2], args)
        fields.keep(ctx, named)
        parameters = self.get_params(ctx)
        if any(one.name == _FILTER for one in parameters):
            rest = minus.terms_last(rest, parameters)
        return super().parse_args(ctx, rest)
