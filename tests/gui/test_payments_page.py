"""Payments and reconciling: a list that grows while one scrolls, one payment in full, proposals taken."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.casework import cancellations, orders, payments, vaults
from app.casework.browsing import PAGE, PaymentFilter
from app.casework.cancellations import TypedEvent
from app.casework.importing.run import import_files
from app.domain.cancellation import CancelState
from app.domain.money import Money
from app.gui.payments.model import PAYMENT_ROLE
from app.gui.payments.reckoning_rows import RECORD_ROLE
from tests.fixtures.cases import TickingClock, order_fields
from tests.fixtures.statements_by_hand import HEADER, alipay
from tests.gui.statement_sitting import Start, texts


@pytest.fixture
def fill(tmp_path: Path, clock: TickingClock) -> Callable[[int], None]:
    def write(count: int) -> None:
        with vaults.open_for_writing(tmp_path / "my.pingju", clock=clock, actor="tester") as vault:
            import_files(vault, [alipay(tmp_path / "a.csv", count)])
            orders.record_order(vault, order_fields("A100"))

    return write


def test_an_empty_vault_teaches_and_asks_for_a_statement(
    start: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chosen = ([str(alipay(tmp_path / "a.csv", 3))], "")
    monkeypatch.setattr("app.gui.importing.page.QFileDialog.getOpenFileNames", lambda *_words: chosen)
    user = start()
    user.open("payments")
    assert user.payments.empty.isVisible()
    user.payments.empty_bring.click()
    user.idle()
    assert user.places == ["importing"]
    user.open("payments")
    assert user.payments.model.rowCount() == 3


def test_the_list_is_whole_at_once_and_loads_what_is_looked_at(start: Start, fill: Callable[[int], None]) -> None:
    fill(4 * PAGE + 20)
    user = start()
    user.open("payments")
    page = user.payments
    assert page.model.rowCount() == 4 * PAGE + 20
    assert page.count.text() == f"{4 * PAGE + 20:,} 笔"
    assert len(page.model.rows) == PAGE
    with user.look() as vault:
        whole = [listed.payment.id for listed in payments.list_payments(vault)]
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_End)
    assert page.list.currentIndex().row() == page.model.rowCount() - 1
    user.idle()
    assert page.model.index(page.model.rowCount() - 1).data(PAYMENT_ROLE).payment.id == whole[-1]
    assert page.detail.isVisible(), "the chosen row is opened once it is there"
    with user.look() as vault:
        last = next(listed for listed in payments.list_payments(vault) if listed.payment.id == whole[-1])
    assert last.payment.row.product in texts(page.detail)
    assert len(page.model.rows) < 4 * PAGE, "what is between was not looked at"
    bar = page.list.verticalScrollBar()
    for place in range(0, bar.maximum() + 1, page.list.viewport().height()):
        bar.setValue(place)
        user.idle()
    assert [listed.payment.id for listed in page.model.rows] == whole


def test_what_is_passed_by_in_a_hurry_is_not_loaded(
    start: Start, fill: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.gui.payments.model.AHEAD", 0)
    fill(10 * PAGE)
    user = start()
    user.open("payments")
    page, bar = user.payments, user.payments.list.verticalScrollBar()
    is_free = threading.Event()
    user.runner.with_vault(lambda _vault, _steps: is_free.wait(5))
    for number in range(10):
        bar.setValue(bar.maximum() * number // 9)
        page.list.viewport().repaint()
    is_free.set()
    user.idle()
    assert page.model.index(page.model.rowCount() - 1).data(PAYMENT_ROLE) is not None
    assert len(page.model.rows) <= 5 * PAGE, "the first page and the four that were asked for last"


def test_pages_that_were_let_go_of_are_loaded_again(
    start: Start, fill: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.gui.payments.model.PAGES_HELD", 1)
    fill(PAGE + 20)
    user = start()
    user.open("payments")
    page = user.payments
    QTest.keyClick(page.list, Qt.Key.Key_End)
    user.idle()
    QTest.keyClick(page.list, Qt.Key.Key_End)
    user.idle()
    assert (page.model.rowCount(), len(page.model.rows)) == (PAGE + 20, 20)
    QTest.keyClick(page.list, Qt.Key.Key_Home)
    user.wait(lambda: page.model.index(0).data(PAYMENT_ROLE) is not None)
    with user.look() as vault:
        newest = next(iter(payments.list_payments(vault)))
    assert page.model.index(0).data(PAYMENT_ROLE) == newest
    user.idle()


def test_typing_finds_and_the_filter_narrows(start: Start, fill: Callable[[int], None]) -> None:
    fill(30)
    user = start()
    user.open("payments")
    page = user.payments
    page.search.setText("点卡7")
    user.wait(lambda: page.model.rowCount() == 1)
    user.idle()
    assert page.count.text() == "1 笔"
    page.search.setText("没有这个")
    user.wait(page.nothing.isVisible)
    page.search.setFocus()
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    user.wait(lambda: page.model.rowCount() == 30)
    user.pick(page.filter, PaymentFilter.REFUNDS.value)
    user.wait(lambda: page.model.rowCount() == 3)
    said = page.model.data(page.model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert "退款成功" in str(said)
    user.idle()


def test_a_payment_in_full_is_joined_and_parted(start: Start, fill: Callable[[int], None]) -> None:
    fill(5)
    user = start()
    user.open("payments")
    page = user.payments
    page.list.setCurrentIndex(page.model.index(0))
    user.wait(page.detail.isVisible)
    words = texts(page.detail)
    assert "a.csv" in words.replace("\u200b", "")
    assert "第 6 行" in words
    assert not page.detail.join.isEnabled()
    with user.look() as vault:
        (order,) = orders.list_orders(vault)
    page.detail.picker.choose(order.id)
    page.detail.join.click()
    user.idle()
    assert user.said == ["已关联到订单"]
    listed = page.model.index(0).data(PAYMENT_ROLE)
    assert [link.order for link in listed.links] == [order.id]
    assert "用户指定" in texts(page.detail)
    assert not page.detail.record.isVisible()
    with user.qtbot.waitSignal(user.rooms.order_chosen) as chosen:
        page.detail.findChildren(QPushButton)[0].parent()
        next(one for one in page.detail.findChildren(QPushButton) if "A100" in one.text()).click()
    assert chosen.args == [order.id]
    page.detail.join.click()
    user.idle()
    assert "已经关联" in page.problem.text()
    next(one for one in page.detail.findChildren(QPushButton, "part") if one.isVisible()).click()
    user.idle()
    assert page.model.index(0).data(PAYMENT_ROLE).links == ()
    assert user.history.next_undo is not None


def test_a_payment_gives_the_fields_of_a_new_order(start: Start, fill: Callable[[int], None]) -> None:
    fill(2)
    user = start()
    user.open("payments")
    user.payments.list.setCurrentIndex(user.payments.model.index(0))
    user.wait(user.payments.detail.record.isVisible)
    with user.qtbot.waitSignal(user.rooms.new_order_asked) as asked:
        user.payments.detail.record.click()
    assert asked.args is not None
    fields = asked.args[0]
    assert (fields["amount"], fields["product"], fields["pay_method"]) == ("2.00", "点卡1", "alipay")


@pytest.fixture
def waiting(tmp_path: Path, clock: TickingClock) -> None:
    """A case that waits for 100 yuan, a payment of 100 and a refund of 95."""
    number = "2023120122001411111111111117"
    rows = (
        f"2023-12-01 12:00:00,数码,极速发卡,m,Q币100元,支出,100.00,余额,交易成功,{number}\t,A100\t,,",
        f"2023-12-02 12:00:00,退款,极速发卡,m,退款-Q币100元,不计收支,95.00,余额,退款成功,{number}_A100\t,A100\t,,",
    )
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join([HEADER, *rows, ""]).encode("gb18030"))
    with vaults.open_for_writing(tmp_path / "my.pingju", clock=clock, actor="tester") as vault:
        order = orders.record_order(vault, order_fields("A100", paid_at="2023-12-01 12:00", pay_method="alipay")).value
        case = cancellations.open_case(vault, order.id, reason="late_delivery").value
        for event, at in (("submit", "2023-12-01 13:00"), ("agree", "2023-12-01 14:00")):
            cancellations.record_event(vault, case.id, TypedEvent(event, at=at))
        import_files(vault, [path])


@pytest.mark.usefixtures("waiting")
def test_a_refund_enters_its_case_by_one_click(start: Start) -> None:
    user = start()
    user.open("payments")
    page = user.payments.reckoning
    user.rooms.show_reckoning()
    user.idle()
    assert "还差 ¥100.00" in page.totals.text()
    rows = [page.proposals.index(row) for row in range(page.proposals.rowCount())]
    refund = next(index for index in rows if index.data(RECORD_ROLE).waits)
    assert "单号" in str(refund.data(Qt.ItemDataRole.AccessibleTextRole))
    page.proposal_list.setCurrentIndex(refund)
    assert page.refund.isVisible()
    page.refund.click()
    user.idle()
    assert "还差 ¥5.00" in page.totals.text()
    with user.look() as vault:
        (case,) = cancellations.list_cases(vault)
        assert case.standing.state is CancelState.REFUND_SHORT
        assert case.standing.received == Money(9500)
        assert case.events[-1].payment is not None


@pytest.mark.usefixtures("waiting")
def test_all_that_is_certain_is_taken_at_once(start: Start) -> None:
    user = start()
    user.open("payments")
    page = user.payments.reckoning
    user.rooms.show_reckoning()
    user.idle()
    certain = sum(record.match.is_certain for record in page.proposals.records)
    assert certain == 2
    page.certain.click()
    user.idle()
    assert page.proposals.rowCount() == 0
    assert not page.certain.isEnabled()
    with user.look() as vault:
        assert len(payments.reckon(vault)[0].payments) == 2


@pytest.mark.usefixtures("waiting")
def test_a_vault_for_reading_offers_no_change(start: Start) -> None:
    user = start(is_read_only=True)
    user.open("payments")
    user.payments.list.setCurrentIndex(user.payments.model.index(0))
    user.wait(user.payments.detail.isVisible)
    with user.look() as vault:
        user.payments.detail.picker.choose(orders.list_orders(vault)[0].id)
    user.rooms.show_reckoning()
    user.idle()
    detail, reckoning = user.payments.detail, user.payments.reckoning
    assert not any(one.isEnabled() for one in (detail.join, detail.record, user.payments.bring))
    assert not any(one.isEnabled() for one in (reckoning.accept, reckoning.certain, reckoning.refund))
