"""Files that are written for people: whole or not at all, and never through somebody's link.

Invariant: what stands under the name is what stood there before, or all of the new content.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from ledger.errors import Failed


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in place of what was there; raise `Failed` and leave that if it cannot be."""
    draft = path.with_name(f".claims-{secrets.token_hex(8)}.part")
    try:
        with draft.open("xb") as file:
            file.write(content)
        os.replace(draft, path)  # noqa: PTH105 the same, and says what matters
    except OSError as error:
        raise Failed(
            f"{path} cannot be written ({error.strerror})", "name another file with -o"
        ) from error
    finally:
        draft.unlink(missing_ok=True)
