"""Merchants and the check before buying, on a real vault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from app.casework import cancellations, orders, vaults
from app.casework.cancellations import TypedEvent
from app.gui.merchants import wiring
from app.gui.merchants.desk import MerchantsDesk
from app.gui.merchants.page import MerchantsPage
from app.gui.merchants.purchase import INTENDED, SHOWN, PurchaseCheckPage
from app.gui.tasks import TaskRunner
from tests.fixtures.cases import TickingClock, order_fields

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Shown:
    """Both pages with their desk on a vault of their own."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: TickingClock, *, is_read_only: bool = False) -> None:
        self.qtbot = qtbot
        self.failed: list[BaseException] = []
        self.runner = TaskRunner(
            lambda: (
                vaults.open_for_reading(folder, clock=clock)
                if is_read_only
                else vaults.open_for_writing(folder, clock=clock, actor="window")
            )
        )
        self.runner.failed.connect(self.failed.append)
        self.desk = MerchantsDesk(self.runner)
        self.page, self.purchase = MerchantsPage(), PurchaseCheckPage()
        wiring.connect(self.page, self.purchase, self.desk)
        self.purchase.set_editable(not is_read_only)
        for page in (self.page, self.purchase):
            qtbot.addWidget(page)
            page.resize(800, 700)
            page.show()
            qtbot.waitExposed(page).__enter__()
        self.desk.load_draft()
        self.desk.refresh()
        self.idle()

    def idle(self) -> None:
        self.wait(lambda: self.runner.is_idle)

    def wait(self, happened: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(happened, timeout=8000)

    def type(self, name: str, text: str) -> None:
        entry = self.purchase._fields[name].entry
        edit = entry.lineEdit() if isinstance(entry, QComboBox) else entry
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)

    def close(self) -> None:
        self.purchase.flush()
        self.runner.close()


@pytest.fixture
def show(qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: TickingClock) -> Iterator[Callable[..., Shown]]:
    opened: list[Shown] = []

    def start(**how: bool) -> Shown:
        opened.append(Shown(qtbot, tmp_path / "my.pingju", clock, **how))
        return opened[-1]

    yield start
    for each in opened:
        each.close()


@pytest.fixture
def shown(show: Callable[..., Shown], tmp_path: Path, clock: TickingClock) -> Shown:
    """Both pages on a vault with a merchant that refused wrongly and one without a case."""
    with vaults.open_for_writing(tmp_path / "my.pingju", clock=clock, actor="tester") as vault:
        first = orders.record_order(vault, order_fields("A1", platform="kameng", merchant="fast")).value.id
        orders.record_order(vault, order_fields("A2", platform="kameng", merchant="new"))
        case = cancellations.open_case(vault, first, reason="personal").value.id
        for event in ("submit", "refuse", "ask_platform", "platform_for"):
            cancellations.record_event(vault, case, TypedEvent(event))
    return show()


def test_an_empty_vault_teaches_what_the_page_is_for(show: Callable[..., Shown]) -> None:
    shown = show()
    assert shown.page.empty.isVisible()
    with shown.qtbot.waitSignal(shown.page.check_asked):
        shown.page.empty_check.click()


def test_merchants_are_listed_with_their_conduct_in_words(shown: Shown) -> None:
    model = shown.page.model
    said = [model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert said == ["fast\nkameng\n1 笔订单\n1 个案件\n拒绝合理取消 1 次", "new\nkameng\n1 笔订单\n没有取消记录"]
    shown.page.list.setFocus()
    shown.page.list.setCurrentIndex(model.index(0))
    with shown.qtbot.waitSignal(shown.page.merchant_chosen) as chosen:
        QTest.keyClick(shown.page.list, Qt.Key.Key_Return)
    assert chosen.args is not None
    assert chosen.args[0].name == "fast"


def test_differences_are_marked_while_they_are_typed(shown: Shown) -> None:
    row = shown.purchase.rows["product"]
    shown.type(INTENDED + "product", "Qcoin 100")
    assert not row.verdict.isVisible()
    shown.type(SHOWN + "product", "Qcoin 50")
    assert [mark.marked_texts for mark in row.marks] == [["100"], ["50"]]
    assert "想买 100，页面是 50" in row.verdict.text()
    assert shown.purchase.summary.text() == "先别付款：商品名称和你想买的不一样"
    shown.type(SHOWN + "product", "Qcoin  100")
    assert row.verdict.text() == "✓ 一致"
    assert not row.marks[0].isVisible()
    shown.type(INTENDED + "face_value", "100")
    assert shown.purchase.summary.text() == "到目前为止一致，还差：面值"
    shown.type(SHOWN + "face_value", "100.00")
    assert shown.purchase.summary.text() == "填写的 2 项全部一致"


def test_a_known_merchants_conduct_is_shown_as_its_name_is_typed(shown: Shown) -> None:
    shown.type("platform", "kameng")
    shown.type("merchant", "fast")
    shown.wait(shown.purchase.conduct.isVisible)
    assert shown.purchase.conduct.words == "小心，fast：拒绝合理取消 1 次"
    shown.type("merchant", "new")
    shown.wait(lambda: shown.purchase.conduct.words == "new：没有取消记录")
    shown.type("merchant", "nobody")
    assert not shown.purchase.conduct.isVisible()
    shown.idle()
    assert not shown.purchase.conduct.isVisible()


def test_the_order_takes_over_what_the_page_said(shown: Shown) -> None:
    shown.type("platform", "kameng")
    shown.type(INTENDED + "product", "Qcoin 100")
    shown.type(SHOWN + "product", "Qcoin 50")
    shown.type(SHOWN + "account", "10001")
    shown.type(SHOWN + "region", "one")
    with shown.qtbot.waitSignal(shown.purchase.order_asked) as asked:
        shown.purchase.record.click()
    assert asked.args == [{"platform": "kameng", "product": "Qcoin 50", "account": "10001"}]


def test_what_was_typed_is_there_again_until_it_is_cleared(shown: Shown, show: Callable[..., Shown]) -> None:
    shown.type(INTENDED + "product", "Qcoin")
    shown.type("merchant", "fast")
    shown.close()
    again = show()
    assert again.purchase.rows["product"].intended.text == "Qcoin"
    assert again.purchase.merchant.text == "fast"
    again.purchase.clear.click()
    again.close()
    assert show().purchase.merchant.text == ""


def test_read_only_compares_and_keeps_nothing(shown: Shown, show: Callable[..., Shown]) -> None:
    shown.close()
    reading = show(is_read_only=True)
    reading.type(INTENDED + "product", "Qcoin 100")
    reading.type(SHOWN + "product", "Qcoin 50")
    reading.purchase.flush()
    reading.idle()
    assert reading.failed == []
    assert reading.purchase.rows["product"].marks[0].marked_texts == ["100"]
    assert not reading.purchase.record.isEnabled()
    assert reading.page.model.rowCount() == 2
