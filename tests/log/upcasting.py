"""A second version of a fact, as one may come some day, and the bytes of its first."""

from __future__ import annotations

from typing import ClassVar

from ledger.domain.fact import Fact, Named, Upcast

OLD = (
    b'{"recorded_at":"2022-03-01T12:00:00.000000Z","recorder":"r","batch":"bcdf"'
    b',"class_version":1,"title":"Rain"}'
)


def _with_reason(fields: dict[str, object]) -> dict[str, object]:
    # Made anew on purpose: an upcast is handed the fact's fields only, so nothing else can be lost.
    return {"title": fields["title"], "reason": "(none)"}


class StoryRetitledTwice(Fact):
    """Version 2 of the fact: why the title was changed is kept too."""

    stored_name: ClassVar[str] = "story.retitled"
    class_version: ClassVar[int] = 2
    upcasts: ClassVar[dict[int, Upcast]] = {1: _with_reason}
    title: Named
    reason: Named
