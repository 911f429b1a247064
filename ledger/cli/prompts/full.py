"""The full way of asking: completion as one types, history, and what was understood below the line.

The only module that knows prompt_toolkit, which is loaded when somebody is asked and not before.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress

from prompt_toolkit import PromptSession
from prompt_toolkit.buffer import CompletionState
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import AnyFormattedText
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import create_output
from prompt_toolkit.styles import Style

from ledger.cli.prompts.asking import BACK, Asker, Prompt, Stopped, answered, say_above
from ledger.cli.prompts.choices import ranked
from ledger.config import state_directory
from ledger.errors import LedgerError
from ledger.visible import visible

_STYLE = Style.from_dict(
    {
        "bottom-toolbar": "noreverse",
        "completion-menu": "bg:default default",
        "completion-menu.completion": "bg:default default",
        "completion-menu.completion.current": "reverse",
        "completion-menu.meta.completion": "bg:default default italic",
        "completion-menu.meta.completion.current": "reverse italic",
    }
)
_MENU_LINES = 6
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def full() -> Asker:
    """Return what asks on the terminal that talk goes to."""
    screen, keyboard = create_output(sys.stderr), create_input(sys.stdin)

    def ask(prompt: Prompt) -> str:
        session: PromptSession[str] = PromptSession(
            history=_history(prompt.history),
            completer=_Completing(prompt) if prompt.choices else None,
            reserve_space_for_menu=_MENU_LINES if prompt.choices else 0,
            key_bindings=_keys(),
            style=_STYLE,
            input=keyboard,
            output=screen,
            bottom_toolbar=lambda: _below(prompt, session),
        )
        say_above(prompt)
        try:
            typed = session.prompt(prompt.line(), default=prompt.typed)
        except Stopped:
            raise
        except (EOFError, KeyboardInterrupt):
            raise Stopped(session.default_buffer.text) from None
        answer = " ".join(typed.splitlines())  # what was pasted may have several
        # Behind what stood in the line already, it is the way back as well.
        untouched = answer.strip().removesuffix(BACK).strip() == prompt.typed.strip()
        return answered(
            BACK if untouched and answer.strip()[-1:] == BACK else answer, prompt.default
        )

    return ask


class _Completing(Completer):
    """Completes a line, or the part of it after the last comma."""

    def __init__(self, prompt: Prompt) -> None:
        self._prompt = prompt

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterator[Completion]:
        choices = self._prompt.choices
        part = document.text_before_cursor
        if self._prompt.several:
            part = part.rpartition(",")[2].lstrip()
        wait = complete_event.completion_requested
        if choices is None or not (part.strip() or wait):
            return
        for one in ranked(part, choices(wait)):
            yield Completion(
                one.text,
                start_position=-len(part),
                display=visible(one.text),
                display_meta=visible(one.meta),
            )


def _keys() -> KeyBindings:
    """Return what Tab and Ctrl-C do: the likeliest is taken at once, and no half line is lost."""
    keys = KeyBindings()

    @keys.add("tab")
    def _complete(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.complete_state is not None:
            buffer.complete_next()
            return
        wanted = CompleteEvent(completion_requested=True)
        found = list(buffer.completer.get_completions(buffer.document, wanted))
        if found:
            buffer.complete_state = CompletionState(buffer.document, found)
            buffer.go_to_completion(0)

    @keys.add("c-c")
    def _stop(event: KeyPressEvent) -> None:
        event.app.exit(exception=Stopped(event.current_buffer.text))

    return keys


def _below(prompt: Prompt, session: PromptSession[str]) -> AnyFormattedText:
    """Return what stands below the line, or None for no line there at all."""
    typed = session.default_buffer.text.strip()
    if prompt.live is None or not typed:
        return None
    try:
        said = prompt.live(typed)
    except LedgerError:
        return None
    return visible(said) if said else None


def _history(name: str) -> History:
    """Return earlier answers under a name, in a file for the person's own eyes."""
    if not name:
        return InMemoryHistory()
    with suppress(OSError):
        folder = state_directory() / "history"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / name
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _NO_LINK, 0o600))
        return FileHistory(str(file))
    return InMemoryHistory()
