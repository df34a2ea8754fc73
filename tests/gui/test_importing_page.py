"""Importing: a card a file, passwords in place, other tables mapped, order lists looked at first."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.casework import chats, evidence, orders, payments, vaults
from app.domain.chats import Role
from tests.casework.test_chats import qq_log
from tests.fixtures.cases import TickingClock, order_fields
from tests.fixtures.statements_by_hand import alipay, bank_table, chat, locked_alipay, order_table
from tests.gui.statement_sitting import Start, StatementSitting


@pytest.fixture
def user(start: Start) -> StatementSitting:
    sitting = start()
    sitting.open("importing")
    return sitting


def stored(user: StatementSitting) -> int:
    with user.look() as vault:
        return len(list(payments.list_payments(vault)))


def test_a_statement_comes_in_and_is_summed_up(user: StatementSitting, tmp_path: Path) -> None:
    path = alipay(tmp_path / "a.csv", 20)
    user.importing.take([path])
    user.idle()
    words = user.card(path).words.text()
    assert "账单（alipay.app）：新增 20 条" in words
    assert "支出 ¥180.00" in words
    assert "退款 ¥30.00" in words
    assert "2023-12-01 至 2023-12-01" in words
    user.card(path).show_place.click()
    assert user.places == ["payments"]
    user.importing.take([path])
    user.idle()
    assert "新增 0 条 · 已有 20 条" in user.importing.cards[0].words.text()
    assert stored(user) == 20
    assert user.history.next_undo is not None


def test_files_that_are_refused_stop_no_others(user: StatementSitting, tmp_path: Path) -> None:
    broken, good = tmp_path / "x.txt", alipay(tmp_path / "a.csv", 2)
    broken.write_bytes(b"\x00\x01\x02")
    user.importing.take([broken, good])
    user.idle()
    assert "认不出" in user.card(broken).words.text()
    assert "新增 2 条" in user.card(good).words.text()


def test_a_password_is_asked_for_in_place(user: StatementSitting, tmp_path: Path) -> None:
    path = locked_alipay(tmp_path / "a.zip", 3, "135790")
    user.importing.take([path])
    user.idle()
    card = user.card(path)
    assert card.password.isVisible()
    QTest.keyClicks(card.password, "000000")
    QTest.keyClick(card.password, Qt.Key.Key_Return)
    user.idle()
    assert "密码不正确" in card.words.text()
    assert card.password.isVisible()
    card.password.setText("135790")
    card.unlock.click()
    user.idle()
    assert "新增 3 条" in card.words.text()
    assert not card.password.isVisible()
    assert len(user.importing.cards) == 1


def test_a_file_is_cancelled_and_leaves_nothing(user: StatementSitting, tmp_path: Path) -> None:
    first, second = alipay(tmp_path / "a.csv", 20_000), alipay(tmp_path / "b.csv", 5)
    user.importing.take([first, second])
    user.importing.cards[0].cancel.click()
    user.card(first).cancel.click()
    user.idle()
    assert [card.words.text() for card in user.importing.cards] == ["已取消，没有留下任何内容"] * 2
    assert stored(user) == 0


def test_who_is_who_is_asked_once(user: StatementSitting, tmp_path: Path) -> None:
    path = chat(tmp_path / "c.txt", 6)
    user.importing.take([path])
    user.idle()
    (question,) = user.card(path).questions
    with user.look() as vault:
        (found,) = chats.list_chats(vault)
    ids = {person.name: person.id for person in found.participants}
    user.pick(question.boxes[ids["卡商小王"]], Role.MERCHANT.value)
    question.remember.click()
    user.idle()
    assert not question.isVisible()
    with user.look() as vault:
        (found,) = chats.list_chats(vault)
    assert {person.role for person in found.participants} == {Role.ME, Role.MERCHANT}
    user.importing.take([chat(tmp_path / "c.txt", 8)])
    user.idle()
    assert user.importing.cards[0].questions == []
    user.importing.cards[0].show_place.click()
    user.idle()
    assert user.places == ["chats"]
    assert user.chats.chat is not None


def test_who_i_may_be_is_chosen_beforehand_and_kept_only_when_confirmed(user: StatementSitting, tmp_path: Path) -> None:
    path = qq_log(tmp_path / "q.txt", ("夜航", "卡密呢"), ("卡商小王", "明天补发"))
    user.importing.take([path])
    user.idle()
    (question,) = user.card(path).questions
    assert question.hint.isVisible()
    assert [box.currentData() for box in question.boxes.values()] == [Role.ME.value, Role.MERCHANT.value]
    with user.look() as vault:
        (found,) = chats.list_chats(vault)
    assert Role.ME not in {person.role for person in found.participants}
    question.remember.click()
    user.idle()
    with user.look() as vault:
        (found,) = chats.list_chats(vault)
    assert [(person.role, person.is_confirmed) for person in found.participants] == [
        (Role.ME, True),
        (Role.MERCHANT, True),
    ]
    user.open("chats")
    assert user.chats.about.roles is not None
    assert not user.chats.about.roles.hint.isVisible()


def test_any_other_table_is_mapped_and_remembered(user: StatementSitting, tmp_path: Path) -> None:
    path = bank_table(tmp_path / "bank.csv")
    page = user.importing.mapping
    user.importing.take([path])
    user.idle()
    assert user.card(path).act.text() == "对应列…"
    user.card(path).act.click()
    user.wait(page.isVisible)
    user.idle()
    for column, meaning in enumerate(("at", "counterparty", "amount", "category")):
        user.pick(page.boxes[column], meaning)
    user.wait(page.bring.isEnabled)
    assert "2023-12-02 · 支出 −¥100.00 · 极速发卡" in page.outcome.text()
    user.pick(page.sign, "out_positive")
    user.wait(lambda: page.bring.isEnabled() and "收入 +¥100.00" in page.outcome.text())
    user.pick(page.boxes[3], "at")
    assert page.boxes[0].currentData() == ""
    user.wait(lambda: bool(page.problem.text()))
    assert not page.bring.isEnabled()
    user.pick(page.boxes[0], "at")
    user.pick(page.sign, "out_negative")
    user.wait(lambda: page.bring.isEnabled() and "支出 −¥100.00" in page.outcome.text())
    page.bring.click()
    user.idle()
    assert "新增 2 条" in user.card(path).words.text()
    again = bank_table(tmp_path / "other.csv")
    user.importing.take([again])
    user.idle()
    user.card(again).act.click()
    user.wait(lambda: "上次记住" in page.hint.text())
    user.wait(page.bring.isEnabled)
    page.back.click()
    assert user.card(again).isVisible()
    user.idle()


def test_an_order_list_is_looked_at_before_it_is_recorded(user: StatementSitting, tmp_path: Path) -> None:
    path = order_table(tmp_path / "o.csv")
    user.importing.take([path])
    user.idle()
    user.card(path).act.click()
    user.idle()
    page = user.importing.orders
    said = [page.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert "✓ 将记录为订单" in said[0]
    assert "五十" in said[1]
    assert page.record.text() == "记录 1 笔订单"
    page.record.click()
    user.idle()
    with user.look() as vault:
        assert [order.facts.number for order in orders.list_orders(vault)] == ["B1"]
    assert user.card(path).isVisible()


def test_a_list_without_platforms_asks_for_one(user: StatementSitting, tmp_path: Path) -> None:
    path = tmp_path / "o.csv"
    path.write_text("订单号,商品,金额\nC1,话费,50\n", encoding="utf-8")
    user.importing.take([path])
    user.idle()
    user.card(path).act.click()
    user.idle()
    page = user.importing.orders
    assert page.platform.isVisible()
    assert not page.record.isEnabled()
    user.fill(page.platform, "星卡网")
    user.wait(page.record.isEnabled)
    user.idle()


def test_the_template_is_written(user: StatementSitting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "template.csv"
    monkeypatch.setattr("app.gui.importing.page.QFileDialog.getSaveFileName", lambda *_words: (str(target), ""))
    user.importing.empty_template.click()
    user.idle()
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert user.said == ["已保存模板 template.csv"]


def test_files_dropped_on_another_page_come_in_on_an_order(start: Start, tmp_path: Path, clock: TickingClock) -> None:
    with vaults.open_for_writing(tmp_path / "my.pingju", clock=clock, actor="tester") as vault:
        order = orders.record_order(vault, order_fields()).value
    user = start()
    user.open("payments")
    path = alipay(tmp_path / "a.csv", 2)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    place = QPointF(user.payments.rect().center())
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(user.payments, QDragEnterEvent(place.toPoint(), *how))
    QApplication.sendEvent(user.payments, QDropEvent(place, *how))
    user.idle()
    assert user.places == ["importing"]
    assert "新增 2 条" in user.card(path).words.text()
    user.rooms.import_files([path], order.id)
    user.idle()
    with user.look() as vault:
        assert [item.name for item in evidence.list_evidence(vault, order.id)] == ["a.csv"]


def test_a_vault_for_reading_takes_nothing(start: Start, tmp_path: Path, clock: TickingClock) -> None:
    vaults.open_for_writing(tmp_path / "my.pingju", clock=clock, actor="tester").close()
    user = start(is_read_only=True)
    user.open("importing")
    assert not user.importing.empty_pick.isEnabled()
    assert not user.importing.drop.is_enabled
