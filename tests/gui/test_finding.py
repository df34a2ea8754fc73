"""What the search box finds in a case is opened in that case, in view and marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from app.casework import cancellations, orders, sent_letters
from app.casework.cancellations import TypedEvent
from app.casework.vaults import open_for_writing
from app.domain.cancellation import CancellationId
from app.gui.case_page.timeline import TimelineEntry
from app.gui.orders.model import ORDER_ROLE
from tests.fixtures.cases import order_fields
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import Sitting
from tests.journeys.cases import yesterday

OLD, NEW = CancellationId(1), CancellationId(2)


@pytest.fixture
def sitting(open_window: OpenWindow, tmp_path: Path) -> Sitting:
    """A window that shows another order than the one with two cases, the older of which was long."""
    with open_for_writing(tmp_path / "my.pingju", clock=yesterday(), actor="tester") as vault:
        order = orders.record_order(vault, order_fields()).value.id
        orders.record_order(vault, order_fields("B200"))
        for case, steps in (
            (OLD, ["submit", "refuse", "ask_platform", "platform_silent", "complain", "withdraw"]),
            (NEW, ["submit"]),
        ):
            cancellations.open_case(vault, order, reason="late_delivery")
            for place, event in enumerate(steps):
                note = f"案件{case}第{place}步：" + "说了很多。" * 12
                cancellations.record_event(
                    vault, case, TypedEvent(event, at=f"2023-12-3{case - 1} 1{place}:00", note=note)
                )
        sent_letters.record_letter(
            vault, OLD, letter="reminder", text="敬请核实并答复", channel="platform_chat", at="2023-12-30 10:30"
        )
    sitting = open_window()
    sitting.window.resize(1024, 700)
    sitting.choose_order(0)
    sitting.idle()
    return sitting


def marked(sitting: Sitting) -> list[TimelineEntry]:
    page = sitting.window.parts.order_page.case
    return [entry for entry in page.timeline.entries if entry.is_pointed_out]


def find(sitting: Sitting, words: str) -> TimelineEntry:
    box = sitting.window.finder.box
    box.start()
    sitting.type(words)
    sitting.wait(lambda: box.panel.isVisible() and box.panel.model.rowCount() == 2)
    sitting.key(Qt.Key.Key_Return)
    page = sitting.window.parts.order_page.case
    sitting.wait(lambda: len(marked(sitting)) == 1 and sitting.focus is marked(sitting)[0])
    (entry,) = marked(sitting)
    corner = entry.mapTo(page, QPoint(0, 0))
    assert page.rect().contains(corner), "its beginning is in view"
    assert sitting.window.parts.order_page.tabs.currentWidget() is page
    orders = sitting.window.parts.orders
    assert orders.list.currentIndex().data(ORDER_ROLE).id == 1, "the list shows which order it is"
    return entry


def shown_case(sitting: Sitting) -> CancellationId | None:
    file = sitting.window.parts.order_page.case.file
    return file.view.case.id if file is not None and file.view is not None else None


def test_an_entry_is_opened_in_its_own_case(sitting: Sitting) -> None:
    entry = find(sitting, f"案件{OLD}第1步")
    assert shown_case(sitting) == OLD
    assert entry.title.text() == "商家拒绝"
    entry = find(sitting, f"案件{NEW}第0步")
    assert shown_case(sitting) == NEW
    assert entry.title.text() == "提出取消"
    entry = find(sitting, f"案件{OLD}第4步")
    assert shown_case(sitting) == OLD
    assert entry.title.text() == "提交投诉"


def test_a_letter_is_opened_where_it_was_sent(sitting: Sitting) -> None:
    entry = find(sitting, "核实并答复")
    assert shown_case(sitting) == OLD
    assert entry.title.text() == "已发送：催商家答复"
    titles = [one.title.text() for one in sitting.window.parts.order_page.case.timeline.entries]
    assert titles.index(entry.title.text()) == len(titles) - 2, "between the first entry and the second"


def test_the_mark_fades(sitting: Sitting) -> None:
    find(sitting, f"案件{OLD}第2步")
    timeline = sitting.window.parts.order_page.case.timeline
    timeline.point_out(None)
    assert not marked(sitting)
