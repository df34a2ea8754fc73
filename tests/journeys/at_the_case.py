"""A user who comes back to one order's case again and again, through today's page, at times that the story names."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from app.casework import orders, platforms, vaults
from app.domain.cancellation import CancelEvent, CaseEvent
from app.domain.orders import Order
from app.domain.times import parse_time
from app.gui.case_page.page import CasePage
from app.gui.case_page.remaining import Tinted
from app.gui.orders.model import ORDER_ROLE
from app.shell import paths
from tests.cli.terminal import Terminal
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import CTRL, Sitting

PLATFORM = "测试卡盟"
PACK = paths.resources() / "rules" / "generic.toml"
COMMON = len(tomllib.loads(PACK.read_text(encoding="utf-8"))["clause"])
"""How many clauses are common practice."""

PASTED = "what lies on the clipboard"


class SetClock:
    """Stands still until the story goes on."""

    def __init__(self, at: str) -> None:
        self._at = parse_time(at)

    def now(self) -> datetime:
        return self._at

    def set(self, at: str) -> None:
        self._at = parse_time(at)


def bought(folder: Path, number: str = "KM001", *, status: str | None = "pending_delivery", **more: str) -> Order:
    """Put an order paid at noon of 1 September 2026 into a vault whose platform follows common practice."""
    fields: dict[str, str | None] = {
        "platform": PLATFORM,
        "number": number,
        "product": "腾讯游戏点券 100元",
        "amount": "100",
        "merchant": "极速发卡",
        "paid_at": "2026-09-01 12:00",
        "pay_method": "alipay",
    }
    with vaults.open_for_writing(folder, clock=SetClock("2026-09-01 12:00:30"), actor="tester") as vault:
        if all(record.platform.name != PLATFORM for record in platforms.list_platforms(vault)):
            platforms.add_platform(vault, PLATFORM, pack=PACK)
        return orders.record_order(vault, fields | more, status=status).value


class AtTheCase:
    """The window at an order's case; what is seen comes from its widgets, what is kept from the command line."""

    def __init__(self, sitting: Sitting, clock: SetClock, terminal: Terminal) -> None:
        self.sitting = sitting
        self.clock = clock
        self.terminal = terminal

    @property
    def page(self) -> CasePage:
        return self.sitting.parts.order_page.case

    # --- coming back --------------------------------------------------------------------------------------

    def come_back(self, at: str, row: str, clock: str = "") -> None:
        """Look at today's page at a later time, read its first row, and follow it to the case."""
        self.clock.set(at)
        found = self.look_at_today()
        assert row in found[0], found[0]
        assert found[0].endswith(clock), found[0]
        self.sitting.click_row(self.sitting.parts.today.list, 0)
        self.sitting.wait(self.page.isVisible)
        self.settle()
        order = self.sitting.parts.order_page.order
        assert order is not None
        shown = self.sitting.parts.orders.list.currentIndex().data(ORDER_ROLE)
        assert shown == order, "the list marks the order that is shown"

    def look_at_today(self) -> list[str]:
        """Click on 今天 and return what its rows say, in their order."""
        parts = self.sitting.parts
        self.sitting.click(parts.places.button("today"))
        assert parts.pages.currentWidget() is parts.today
        self.sitting.idle()
        model = parts.today.model
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(row).data(role)) for row in range(model.rowCount())]

    def settle(self) -> None:
        """Wait until the page shows the case as it is kept, at the present instant."""
        self.sitting.idle()
        self.sitting.wait(lambda: self.page.file is not None)

    # --- what the user does -------------------------------------------------------------------------------

    def press(self, widget: QWidget) -> None:
        """Scroll to a button and click it."""
        self.sitting.reach(widget)
        self.sitting.click(widget)
        self.sitting.idle()

    def begin(self, reason: str, want: str = "full", amount: str = "") -> None:
        """Choose why and what for, and begin."""
        start = self.page.start
        self.press(start.reasons.buttons[reason])
        self.press(start.remedies.buttons[want])
        if amount:
            self.sitting.reach(start.amount.entry)
            self.sitting.fill(start.amount, amount)
        self.press(start.begin)
        self.sitting.wait(lambda: not start.isVisible())
        assert self.page.isAncestorOf(self.sitting.focus), "the next key goes to the case"

    def copy(self) -> str:
        """Press 复制话术 and return what is on the clipboard."""
        QGuiApplication.clipboard().clear()
        self.press(self.page.card.copy)
        assert self.page.card.copy.text() == "已复制"
        copied = QGuiApplication.clipboard().text()
        assert copied == self.page.message.text.toPlainText()
        assert not any(word in copied for word in ("None", "XXX", "{", "}")), copied
        return copied

    def send(self) -> None:
        """Say that the message was sent."""
        self.press(self.page.message.mark_sent)

    def tell(self, event: CancelEvent, *, proofs: Sequence[Path] = (), **texts: str) -> None:
        """Record an event: click on it, type what differs from what is filled in, drop its proofs, record."""
        self.press(self.page.events.buttons[event])
        self.finish(event, proofs=proofs, **texts)

    def take_the_step(self, event: CancelEvent, *, proofs: Sequence[Path] = (), **texts: str) -> None:
        """Record the event that the card advises, by the card's own button."""
        assert self.page.card.record.text() == f"记录“{event.label.zh}”"
        self.press(self.page.card.record)
        self.finish(event, proofs=proofs, **texts)

    def finish(self, event: CancelEvent, *, proofs: Sequence[Path] = (), **texts: str) -> None:
        """Fill in the strip of an event and record it."""
        strip = self.page.strip
        assert strip.event_kind is event
        for name, text in texts.items():
            field = strip.fields[name]
            self.sitting.reach(field.entry)
            if text == PASTED:
                self.sitting.click(field.entry)
                self.sitting.key(Qt.Key.Key_V, CTRL)
            elif name in {"channel", "destination"}:
                self.sitting.pick(field, text)
            else:
                self.sitting.fill(field, text)
        if proofs:
            self.sitting.reach(strip.proof_words)
            self.sitting.drop_files(strip, proofs)
            assert strip.proof_words.text() == "已附上 1 组凭证，记录后加入证据"
        self.press(strip.record)
        self.sitting.wait(lambda: strip.event_kind is None)
        self.settle()

    def take_back(self) -> None:
        """Press Ctrl+Z where the focus is."""
        self.sitting.key(Qt.Key.Key_Z, CTRL)
        self.settle()

    # --- what is seen -------------------------------------------------------------------------------------

    @property
    def next(self) -> str:
        return self.page.card.what.text()

    @property
    def state(self) -> str:
        return self.page.head.state.text()

    @property
    def who(self) -> str:
        return self.page.head.who.text()

    @property
    def left(self) -> str:
        """The big countdown; empty where none is shown."""
        return self.page.head.countdown.text() if self.page.head.countdown.isVisible() else ""

    @property
    def money(self) -> tuple[str, str, str]:
        line = self.page.head.money
        return line.expected.text(), line.received.text(), line.missing.text()

    @property
    def history(self) -> list[str]:
        """The timeline's titles, newest first; what was taken back is in brackets."""
        entries = [(one.told, one.title.text()) for one in self.page.timeline.entries]
        return [f"[{title}]" if told.is_undone else title for told, title in entries if isinstance(told, CaseEvent)]

    @property
    def missing(self) -> set[str]:
        """What the buttons beside the missing proof add."""
        self.sitting.wait(lambda: all(button.isVisible() for button in self.page.missing.buttons))
        return {button.accessibleName() for button in self.page.missing.buttons}

    def deadline(self, kind: str) -> tuple[str, str]:
        """Return the due time and the standing in the newest row of a kind of deadline."""
        labels = [part for part in self.page.deadlines.parts if isinstance(part, QLabel)]
        self.sitting.wait(lambda: all(label.isVisible() for label in labels))
        places = [place for place, label in enumerate(labels) if label.text() == kind]
        assert places, [label.text() for label in labels]
        standing = labels[places[-1] + 2]
        assert isinstance(standing, Tinted)
        return labels[places[-1] + 1].text(), standing.text()

    # --- what is kept -------------------------------------------------------------------------------------

    @property
    def kept(self) -> dict[str, Any]:
        """The case as `cancel show` tells it."""
        found: dict[str, Any] = self.terminal.json("cancel", "show", 1)
        return found

    @property
    def advised(self) -> dict[str, Any]:
        return self._ask("cancel", "advise", 1)

    def due(self, kind: str) -> dict[str, Any]:
        """Return the newest deadline of a kind, as `deadline list` tells it now."""
        found: list[dict[str, Any]] = [one for one in self._ask("deadline", "list") if one["kind"] == kind]
        return found[-1]

    def _ask(self, *words: object) -> Any:
        return self.terminal.json(*words, "--at", self.clock.now().isoformat())


Story = Callable[[str], AtTheCase]


@pytest.fixture
def story(open_window: OpenWindow, terminal: Terminal) -> Story:
    """Open the window at a time."""

    def start(at: str) -> AtTheCase:
        clock = SetClock(at)
        return AtTheCase(open_window(terminal.vault, now=clock), clock, terminal)

    return start


@pytest.fixture
def late(story: Story, terminal: Terminal) -> AtTheCase:
    """Ten minutes were promised; 48 minutes have passed, and a case of late delivery was begun."""
    bought(terminal.vault, promise="10m")
    user = story("2026-09-01 12:48")
    user.come_back("2026-09-01 12:48", "已经算延迟发货", "承诺到账\n已超承诺 38分")
    user.begin("late_delivery")
    return user
