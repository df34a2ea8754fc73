"""Forty orders, one is sought: the list narrows while the user types."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from app.casework import orders, vaults
from app.gui.orders.model import ORDER_ROLE
from tests.fixtures.cases import order_fields
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import CTRL, Sitting
from tests.journeys.cases import yesterday


def shown(sitting: Sitting) -> list[str]:
    model = sitting.parts.orders.model
    return [model.index(row).data(ORDER_ROLE).facts.number for row in range(model.rowCount())]


def test_the_list_narrows_as_the_user_types_and_widens_on_escape(open_window: OpenWindow, tmp_path: Path) -> None:
    with vaults.open_for_writing(tmp_path / "my.pingju", clock=yesterday(), actor="tester") as vault:
        for number in range(40):
            product = "网易点卡" if number % 10 == 0 else "话费充值"
            status = "delivered" if number % 20 == 0 else "completed"
            orders.record_order(vault, order_fields(f"KM{number:03}", product=product), status=status)
    sitting = open_window()
    pane = sitting.parts.orders
    assert len(shown(sitting)) == 40
    sitting.key(Qt.Key.Key_F, CTRL)
    assert pane.search.hasFocus()
    sitting.type("网易")
    sitting.wait(lambda: shown(sitting) == ["KM030", "KM020", "KM010", "KM000"])
    sitting.type(" KM02")
    sitting.wait(lambda: shown(sitting) == ["KM020"])
    sitting.type("9")
    sitting.wait(lambda: shown(sitting) == [])
    assert pane.nothing.isVisible()
    sitting.key(Qt.Key.Key_Backspace)
    sitting.wait(lambda: shown(sitting) == ["KM020"])
    sitting.key(Qt.Key.Key_Down)
    assert pane.list.hasFocus()
    page = sitting.parts.order_page
    sitting.wait(lambda: page.order is not None and page.order.facts.number == "KM020")
    assert sitting.parts.pages.currentWidget() is page
    sitting.key(Qt.Key.Key_F, CTRL)
    sitting.key(Qt.Key.Key_Escape)
    sitting.wait(lambda: len(shown(sitting)) == 40)
    assert pane.list.currentIndex().data(ORDER_ROLE).facts.number == "KM020"
    pane.filter.setFocus()
    while pane.filter.currentData() != "delivered":
        sitting.key(Qt.Key.Key_Down)
    sitting.wait(lambda: shown(sitting) == ["KM020", "KM000"])


def test_a_click_on_the_present_order_leads_back_to_it(open_window: OpenWindow, tmp_path: Path) -> None:
    with vaults.open_for_writing(tmp_path / "my.pingju", clock=yesterday(), actor="tester") as vault:
        orders.record_order(vault, order_fields("ONLY"))
    sitting = open_window()
    parts = sitting.parts
    sitting.click_row(parts.orders.list, 0)
    sitting.wait(lambda: parts.order_page.order is not None)
    for leave in (parts.new_order, parts.places.button("trash")):
        sitting.click(leave)
        assert parts.pages.currentWidget() is not parts.order_page
        sitting.click_row(parts.orders.list, 0)
        assert parts.pages.currentWidget() is parts.order_page
