"""The browser itself: which pane the keys are at work in, and what is asked for meanwhile.

Invariant: the ledger is only ever asked and written to by two threads of its own, so that a key is
answered at once; of what is asked twice, the last one counts.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ClassVar, TypeVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import ModalScreen, Screen
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import Worker

from ledger.browse import desk as desks
from ledger.browse import drawing, shell, telling
from ledger.browse.desk import Desk, Topic
from ledger.browse.leaf import Leaf, Told, lines_of
from ledger.browse.model import PAGE, Found, Pages, Person, Shelf, Wish
from ledger.browse.pane import WIDE, Pane, widths
from ledger.browse.rows import Rows
from ledger.errors import LedgerError
from ledger.screens.look import Look
from ledger.screens.outside import cut
from ledger.screens.rows import ClaimRow
from ledger.visible import visible

Done = TypeVar("Done")

TYPING, LOOKING, NEWS = 0.12, 0.15, 1.0
"""Seconds: after the last letter of a filter, after the last step in a list, between two looks at
whether others have written."""

_HERE = {
    "people": (("enter", "their claims"), ("/", "filter"), ("tab", "claims"), ("p", "record")),
    "claims": (
        ("enter", "open"), ("/", "filter"), ("s", "sort"), ("r", "answer"), ("c", "code"),
        ("u", "undo"), ("o", "question"), ("p", "person"), ("b", "calibration"), ("e", "shell"),
    ),
    "detail": (
        ("esc", "back"), ("r", "answer"), ("c", "code"), ("u", "undo"), ("o", "question"),
        ("p", "person"), ("b", "calibration"), ("e", "shell"),
    ),
    "filter": (("enter", "to the claims"), ("esc", "leave the filter")),
}  # fmt: skip
_ALWAYS = (("?", "keys"), ("q", "quit"))
_PANES = ("people", "claims", "detail")


class Browser(App[None]):
    """Commentators, claims, and one of them whole."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { background: ansi_default; color: ansi_default; }
    ModalScreen { background: transparent; }
    Rows, Leaf {
        scrollbar-color: ansi_bright_black; scrollbar-color-hover: ansi_default;
        scrollbar-color-active: ansi_default; scrollbar-background: ansi_default;
        scrollbar-background-hover: ansi_default; scrollbar-background-active: ansi_default;
        scrollbar-corner-color: ansi_default;
    }
    #head, #keys, #top { height: 1; }
    #status { height: auto; min-height: 1; max-height: 2; }
    #label { width: 8; }
    #filter { width: 1fr; }
    .window { border: round ansi_bright_black; background: ansi_default; padding: 0 1; }
    .beside { border-left: solid ansi_bright_black; }
    .ascii .window { border: ascii ansi_bright_black; }
    .ascii .beside { border-left: ascii ansi_bright_black; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", show=False, priority=True),
        Binding("escape", "leave", show=False),
        Binding("s", "sort", show=False),
        Binding("o", "tell('question')", show=False),
        Binding("p", "tell('person')", show=False),
        Binding("b", "tell('calibration')", show=False),
        Binding("r", "answer", show=False),
        Binding("c", "code", show=False),
        Binding("u", "undo", show=False),
        Binding("ctrl+r", "redo", show=False),
        Binding("e", "shell", show=False),
        Binding("question_mark", "keys", show=False),
        Binding("q", "quit", show=False),
        Binding("ctrl+c", "quit", show=False, priority=True),
        Binding("left,h", "beside(-1)", show=False),
        Binding("right,l", "beside(1)", show=False),
    ]

    def __init__(self, shelf: Shelf, desk: Desk, look: Look, wish: Wish, *, where: str) -> None:
        """Take where the lists and the rest come from, and what to begin with."""
        # The terminal's own sixteen colours, from the start: what NO_COLOR does hangs on it.
        super().__init__(ansi_color=True)
        self.theme = "ansi-dark"
        self._shelf, self._desk, self._look, self._where = shelf, desk, look, where
        self._threads: dict[Shelf | Desk, ThreadPoolExecutor] = {
            shelf: ThreadPoolExecutor(1),
            desk: ThreadPoolExecutor(1),
        }
        self.wish, self.pages = wish, Pages()
        self.topic: Topic | None = None
        self.pane = "claims"
        self.said = ""
        """What the line of talk says."""
        self.fault: Exception | None = None
        """What went wrong in the program, for whoever called."""
        self._pending: dict[str, Timer] = {}
        self.set_class(look.ascii, "ascii")

    # what is on the screen

    def compose(self) -> ComposeResult:
        """Lay out the filter, the panes, the line of talk and the keys."""
        yield Static(id="head")
        with Horizontal(id="top"):
            yield Static(Text("filter  ", "dim"), id="label")
            yield Input(self.wish.filter, id="filter", compact=True, select_on_focus=False)
        with Horizontal(id="panes"):
            yield Pane(Rows(self._look, self._draw_person, "who"), self._look, "people")
            yield Pane(Rows(self._look, self._draw_claim, "list"), self._look, "claims")
            yield Pane(Leaf("leaf"), self._look, "detail")
        yield Told(id="status")
        yield Static(id="keys")

    def on_mount(self) -> None:
        """Ask for the claims; look for news from then on."""
        self._base.set_focus(self._rows("list"))
        self._arrange()
        self._say("reading the ledger")
        self._ask_for(self.wish)
        self.set_interval(NEWS, self._look_for_news)

    def on_resize(self) -> None:
        """Arrange the panes for the new width."""
        self.call_after_refresh(self._resized)

    def on_unmount(self) -> None:
        """Let go of the ledger, each thread of its own."""
        for owner, thread in self._threads.items():
            thread.submit(owner.close)
            thread.shutdown(wait=True, cancel_futures=False)

    @property
    def row(self) -> ClaimRow | None:
        """The claim that is chosen, if it is at hand."""
        return self.pages.row(self._rows("list").chosen)

    @property
    def is_busy(self) -> bool:
        """Whether something that was asked for is still to come; an open form is not."""
        asks = isinstance(self.screen, ModalScreen)
        works = (one for one in self.workers if not (asks and one.group == "ask"))
        return bool(self._pending) or any(not one.is_finished for one in works)

    @property
    def is_wide(self) -> bool:
        """Whether the panes stand beside each other."""
        return self.size.width >= WIDE

    # keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave / to whoever types; else it comes first, so that what is typed after it is kept."""
        if action == "filter":
            return not isinstance(self.focused, Input) and self.screen is self._base
        return super().check_action(action, parameters)

    def action_filter(self) -> None:
        """Type a filter."""
        self._base.set_focus(self._base.query_one("#filter"))
        self._arrange()

    def action_leave(self) -> None:
        """Go back: from the detail to the list, from one person's claims to everybody's."""
        if self.pane == "detail" or self.focused is self._base.query_one("#filter"):
            self._enter("claims")
        elif self.pane == "claims" and self.wish.person is not None:
            self._ask_for(self.wish.of(None))
        elif self.pane == "claims":
            self._enter("people")
        else:
            self._say("q quits")

    def action_beside(self, by: int) -> None:
        """Go to the pane beside."""
        self._enter(_PANES[(_PANES.index(self.pane) + by) % len(_PANES)])

    def action_focus_next(self) -> None:
        """Go to the next pane; in a window, to the next line."""
        if isinstance(self.screen, ModalScreen):
            super().action_focus_next()
        else:
            self.action_beside(1)

    def action_focus_previous(self) -> None:
        """Go to the pane before; in a window, to the line before."""
        if isinstance(self.screen, ModalScreen):
            super().action_focus_previous()
        else:
            self.action_beside(-1)

    def action_sort(self) -> None:
        """Put the claims in the next order."""
        self._ask_for(self.wish.reordered())

    def action_tell(self, kind: str) -> None:
        """Tell of the question, the person or the calibration."""
        if kind == desks.BANDS:
            self._open(desks.bands_of(self.wish))
        elif kind == desks.PERSON and self.pane == "people":
            who = self._person_at(self._rows("who").chosen)
            self._open(Topic(kind, who.commentator_id) if who else desks.bands_of(self.wish))
        elif self.row is not None:
            self._open(desks.topic_of(self.row, kind))
        else:
            self._say("no claim is chosen")

    def action_answer(self) -> None:
        """Answer the question of the chosen claim."""
        if self.row is None:
            self._say("no claim is chosen")
            return
        key = self.row["question_key"]
        self._start("ask", partial(self._answering, key))

    def action_code(self) -> None:
        """Code the words of the chosen claim."""
        if self.row is None:
            self._say("no claim is chosen")
            return
        self._start("ask", partial(self._coding, self.row))

    def action_undo(self) -> None:
        """Take back what was done here last."""
        self._start("write", partial(self._writing, self._desk.undo))

    def action_redo(self) -> None:
        """Bring back what was taken back last."""
        self._start("write", partial(self._writing, self._desk.redo))

    def action_shell(self) -> None:
        """Show the commands that do the same."""
        lines = tuple(shell.commands(self.wish, self.row))
        self.push_screen(telling.Telling("In a shell", lines, stacked=True))

    def action_keys(self) -> None:
        """Show what the keys do."""
        self.push_screen(telling.Telling("Keys", telling.KEYS, stacked=False))

    # what the lists and the filter say

    def on_input_changed(self, event: Input.Changed) -> None:
        """Ask for what fits once nothing is typed any more."""
        if event.input.id == "filter":
            text = event.value
            if text != self.wish.filter:
                self._after("typing", TYPING, lambda: self._ask_for(self.wish.typed(text)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go from the filter to what it found."""
        if event.input.id == "filter":
            self._enter("claims")

    def on_rows_wanted(self, message: Rows.Wanted) -> None:
        """Fetch the rows that came into sight."""
        if message.rows.id == "list":
            self._fetch()

    def on_rows_moved(self, message: Rows.Moved) -> None:
        """Tell of the chosen claim, where there is room for it."""
        if message.rows.id == "list" and self.is_wide:
            self._after("looking", LOOKING, self._tell_chosen)

    def on_rows_opened(self, message: Rows.Opened) -> None:
        """Open somebody's claims, or a claim."""
        if message.rows.id == "who":
            self._ask_for(self.wish.of(self._person_at(message.rows.chosen)))
            self._enter("claims")
        elif self.row is not None:
            self._open(desks.topic_of(self.row, desks.CLAIM))

    def on_leaf_reshaped(self) -> None:
        """Draw what is told for the new width."""
        if self.topic is not None:
            self._tell(self.topic, stay=True)

    def on_pane_entered(self, message: Pane.Entered) -> None:
        """Keep in mind which pane the keys are at work in."""
        self.pane = str(message.pane.id)
        self._arrange()

    # asking

    def _ask_for(self, wish: Wish) -> None:
        """Ask for claims; the chosen one stays chosen where it is among them."""
        same = (wish.filter, wish.person) == (self.wish.filter, self.wish.person)
        self.wish = wish
        keep = str(self.row.get("claim_id")) if self.row is not None and same else None
        self._start("find", partial(self._finding, wish, keep))

    async def _finding(self, wish: Wish, keep: str | None, *, quietly: bool = False) -> None:
        try:
            found = await self._on(self._shelf, lambda: self._shelf.find(wish, keep))
        except LedgerError as error:
            self.wish = self.pages.found.wish if self.pages.found.position >= 0 else wish.typed("")
            self._complain(error, "the list is the last that could be read")
            return
        self._show(found)
        if not quietly:
            self._say("")

    def _show(self, found: Found) -> None:
        """Show what was found, with the first of its rows as soon as they are there."""
        self.pages = Pages(found)
        self._rows("list").show(found.total, found.at, _nothing(found))
        people = found.people
        at = next((n for n, one in enumerate(people, 1) if _is(one, found.wish.person)), 0)
        self._rows("who").show(len(people) + 1 if found.n_all else 0, at)
        if not found.total and self.topic is not None and self.topic.kind == desks.CLAIM:
            self.topic = None
            self._base.query_one("#leaf", Leaf).show([], stay=False)
        self._entitle()
        self._fetch()

    def _fetch(self) -> None:
        """Fetch the pages that are in sight and not at hand."""
        rows = self._rows("list")
        missing = self.pages.missing([*rows.in_sight(), rows.chosen])
        if missing:
            self._start("fetch", partial(self._fetching, self.pages.found, missing))

    async def _fetching(self, found: Found, missing: list[int]) -> None:
        for number in missing:
            rows = await self._on(self._shelf, partial(self._shelf.rows, found, number))
            if rows is None or found is not self.pages.found:
                return
            self.pages.put(found, number, rows)
            if self._rows("list").chosen // PAGE == number:
                self._chosen_arrived()
        self._rows("list").refresh()

    def _chosen_arrived(self) -> None:
        if self.is_wide and (self.topic is None or self.topic.kind == desks.CLAIM):
            self._tell_chosen(stay=True)

    def _tell_chosen(self, *, stay: bool = False) -> None:
        if self.row is not None:
            self._tell(desks.topic_of(self.row, desks.CLAIM), stay=stay)

    def _open(self, topic: Topic) -> None:
        """Tell of something, and go there; it is drawn once it is known how wide."""
        self._enter("detail")
        self.call_after_refresh(self._tell, topic)

    def _tell(self, topic: Topic, *, stay: bool = False) -> None:
        """Tell of something in the detail pane."""
        same, self.topic = topic == self.topic, topic
        self._entitle()
        self._start("tell", partial(self._telling, topic, stay=stay and same))

    async def _telling(self, topic: Topic, *, stay: bool) -> None:
        leaf = self._base.query_one("#leaf", Leaf)
        look = Look(leaf.room, self._look.ascii)
        try:
            strips = await self._on(
                self._desk, lambda: lines_of(self._desk.draw(topic, look), look.width)
            )
        except LedgerError as error:
            leaf.show(lines_of(Text(visible(error.sentence), "dim"), look.width), stay=False)
            self._complain(error)
            return
        leaf.show(strips, stay=stay)

    def _look_for_news(self) -> None:
        if not isinstance(self.screen, ModalScreen):
            self._start("news", self._reading_news)

    async def _reading_news(self) -> None:
        if self.pages.found.position < 0 or not await self._on(self._shelf, self._shelf.moved):
            return
        self._refresh()

    def _refresh(self) -> None:
        """Show what others wrote, or we, with the chosen claim where it is now."""
        keep = str(self.row.get("claim_id")) if self.row is not None else None
        self._start("find", partial(self._finding, self.wish, keep, quietly=True))
        if self.topic is not None and (self.is_wide or self.pane == "detail"):
            self._tell(self.topic, stay=True)

    # writing

    async def _answering(self, key: str) -> None:
        from ledger.browse.answering import AnswerForm

        try:
            sheet = await self._on(self._desk, lambda: self._desk.sheet(key))
        except LedgerError as error:
            self._complain(error)
            return
        answer = await self.push_screen_wait(AnswerForm(sheet, self._look))
        if answer is not None:
            await self._writing(lambda: self._desk.answer(sheet, answer))

    async def _coding(self, row: ClaimRow) -> None:
        from ledger.browse.coding import CodeForm

        try:
            item = await self._on(self._desk, lambda: self._desk.item(row))
        except LedgerError as error:
            self._complain(error)
            return
        code = await self.push_screen_wait(CodeForm(item, self._look))
        if code is not None:
            await self._writing(lambda: self._desk.code(item, code))

    async def _writing(self, work: Callable[[], str]) -> None:
        try:
            told = await self._on(self._desk, work)
        except LedgerError as error:
            self._complain(error)
            return
        self._say(f"{told}   u: take it back")
        self._refresh()

    # inside

    def _fatal_error(self) -> None:
        """Leave without Textual's own report, which shows what was at hand as it came."""
        self.fault = self._exception
        self._close_messages_no_wait()

    @property
    def _base(self) -> Screen[object]:
        """The screen with the panes, whatever window stands on it."""
        return self.screen_stack[0]

    async def _on(self, owner: Shelf | Desk, work: Callable[[], Done]) -> Done:
        """Let the thread that something belongs to do its work, unless the browser is left."""
        done = await asyncio.get_running_loop().run_in_executor(self._threads[owner], work)
        if not (self.screen_stack and self._base.query(Rows)):
            raise asyncio.CancelledError
        return done

    def _start(self, group: str, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Do something beside the keys; what of its group is not done yet counts no more."""
        _: Worker[None] = self.run_worker(
            work, group=group, description=group, exclusive=group != "write"
        )

    def _after(self, name: str, seconds: float, then: Callable[[], None]) -> None:
        """Do something a little later, unless it is asked for again before."""

        def now() -> None:
            self._pending.pop(name, None)  # one that was stopped as it fired may come before it
            then()

        if name in self._pending:
            self._pending[name].stop()
        self._pending[name] = self.set_timer(seconds, now)

    def _enter(self, pane: str) -> None:
        self.pane = pane
        self._arrange()
        self._base.set_focus(self._base.query_one(f"#{pane}", Pane).inside)

    def _resized(self) -> None:
        self._arrange()
        if self.topic is None and self.is_wide:
            self._tell_chosen()

    def _arrange(self) -> None:
        """Show the panes that there is room for, and the keys of the one at work."""
        people, detail = widths(self.size.width)
        for name, cells in (("people", people), ("claims", None), ("detail", detail)):
            pane = self._base.query_one(f"#{name}", Pane)
            pane.display = self.is_wide or name == self.pane
            pane.styles.width = cells if cells is not None and self.is_wide else "1fr"
            pane.set_class(self.is_wide and name != "people", "beside")
        self.call_after_refresh(self._measure)
        self._entitle()

    def _measure(self) -> None:
        rows = self._rows("list")
        rows.set_lines(drawing.height(rows.room))

    def _entitle(self) -> None:
        look, found = self._look, self.pages.found
        between = f" {look.glyphs.between} "
        who = [f"of {visible(found.wish.person.name)}"] if found.wish.person else []
        n = look.count(found.total)
        of = "" if found.total == found.n_all else f" of {look.count(found.n_all)}"
        told = between.join([f"claims {n}{of}", *who, found.wish.order])
        self._base.query_one("#claims", Pane).entitle(told if found.position >= 0 else "claims")
        self._base.query_one("#people", Pane).entitle(f"who {look.count(len(found.people))}")
        self._base.query_one("#detail", Pane).entitle(self.topic.kind if self.topic else "detail")
        name = cut(Text(f"claims browse{between}{visible(self._where)}", "bold"), self._width, look)
        self._base.query_one("#head", Static).update(name)
        at = "filter" if self.focused is self._base.query_one("#filter") else self.pane
        keys = drawing.footer(_HERE[at], () if at == "filter" else _ALWAYS, self._width)
        self._base.query_one("#keys", Static).update(keys)

    @property
    def _width(self) -> int:
        return max(self.size.width, 1)

    def _rows(self, name: str) -> Rows:
        return self._base.query_one(f"#{name}", Rows)

    def _person_at(self, at: int) -> Person | None:
        people = self.pages.found.people
        return people[at - 1] if 0 < at <= len(people) else None

    def _draw_person(self, at: int, width: int) -> list[Text] | None:
        n = sum(one.n for one in self.pages.found.people)
        return [drawing.person(self._person_at(at), n, width, self._look)]

    def _draw_claim(self, at: int, width: int) -> list[Text] | None:
        row = self.pages.row(at)
        return drawing.claim(row, width, self._look) if row is not None else None

    def _say(self, told: str, style: str = "") -> None:
        self.said = visible(told)
        self._base.query_one("#status", Told).tell(
            cut(Text(self.said, style), 2 * self._width, self._look)
        )

    def _complain(self, error: LedgerError, more: str = "") -> None:
        remedy = f" ({error.remedy})" if error.remedy else ""
        self._say(f"error: {error.sentence}{remedy}{f'; {more}' if more else ''}", "bold")


def _nothing(found: Found) -> str:
    """Return what stands where no claim does."""
    if not found.n_all:
        return "No claims yet: claims add logs the first, claims import FILE brings in more."
    return "No claim fits this: / changes the filter, esc shows everybody's."


def _is(one: Person, other: Person | None) -> bool:
    return other is not None and one.commentator_id == other.commentator_id
