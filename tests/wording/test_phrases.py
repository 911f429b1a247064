"""What an independent judge expects of phrases that the reader's authors had not seen.

On first sight 189 of 229 were on the right side and 187 in range, and 86 of 99 without a number
were refused. The rules were mended since, so that these figures can only be kept, not trusted as
what new phrases would give.
"""

from __future__ import annotations

import pytest

from tests.wording.judged import Judged, in_range, judged, right_side

PHRASES = judged()


@pytest.mark.parametrize("one", PHRASES, ids=range(len(PHRASES)))
def test_a_phrase_is_on_the_side_that_is_expected_or_refused(one: Judged) -> None:
    assert right_side(one), one.said


def test_nine_in_ten_phrases_are_in_the_range_that_is_expected() -> None:
    scored = [one for one in PHRASES if one.sign is not None]
    assert sum(map(in_range, scored)) >= 0.9 * len(scored)
