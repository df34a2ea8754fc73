"""Fields of the real window: saved as typed, refused in place, and left alone while somebody types."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from app.casework import orders, vaults
from tests.fixtures.cases import order_fields
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import CTRL, NONE, Sitting, file_urls
from tests.journeys.cases import yesterday


@pytest.fixture
def on_facts(open_window: OpenWindow, tmp_path: Path) -> Sitting:
    """A window that shows the facts of an order; another platform is known."""
    with vaults.open_for_writing(tmp_path / "my.pingju", clock=yesterday(), actor="tester") as vault:
        orders.record_order(vault, order_fields("B1", platform="另一卡盟", merchant="别家"))
        orders.record_order(vault, order_fields("A1", merchant="极速发卡"), status="pending_delivery")
    sitting = open_window()
    sitting.choose_order(0)
    sitting.show_tab(1)
    return sitting


def field(sitting: Sitting, name: str):  # type: ignore[no-untyped-def]
    return sitting.parts.order_page.facts.fields[name]


def test_typing_is_saved_once_it_rests(on_facts: Sitting) -> None:
    on_facts.fill(field(on_facts, "account"), "QQ 10001")
    on_facts.wait(lambda: on_facts.order(2).facts.account == "QQ 10001")
    assert field(on_facts, "account").entry.hasFocus()


def test_leaving_the_field_saves_at_once(on_facts: Sitting) -> None:
    account = field(on_facts, "account")
    on_facts.fill(account, "QQ 10001")
    on_facts.key(Qt.Key.Key_Tab)
    assert not account._timer.isActive()
    on_facts.idle()
    assert on_facts.order(2).facts.account == "QQ 10001"


def test_a_refused_value_is_told_beneath_and_the_vault_keeps_the_old_one(on_facts: Sitting) -> None:
    amount = field(on_facts, "amount")
    on_facts.fill(amount, "1.234")
    on_facts.wait(amount._problem.isVisible)
    assert "最小单位是分" in amount._problem.text()
    assert amount.entry.property("wrong") is True
    assert amount.entry.accessibleDescription() == amount._problem.text()
    assert str(on_facts.order(2).facts.amount) == "100.00"
    assert amount.text == "1.234"
    on_facts.fill(amount, "1.23")
    on_facts.wait(lambda: not amount._problem.isVisible())
    assert str(on_facts.order(2).facts.amount) == "1.23"
    assert amount.entry.property("wrong") is False


def test_an_emptied_required_field_is_refused(on_facts: Sitting) -> None:
    product = field(on_facts, "product")
    on_facts.fill(product, "")
    on_facts.wait(product._problem.isVisible)
    assert on_facts.order(2).facts.product == "腾讯 Q币 100元"


def test_a_number_that_the_platform_has_already_is_refused(on_facts: Sitting, tmp_path: Path) -> None:
    on_facts.fill(field(on_facts, "platform"), "另一卡盟")
    on_facts.wait(lambda: on_facts.order(2).facts.platform == "另一卡盟")
    number = field(on_facts, "number")
    on_facts.fill(number, "B1")
    on_facts.wait(number._problem.isVisible)
    assert on_facts.order(2).facts.number == "A1"


def test_a_refresh_leaves_what_is_being_typed_and_its_cursor_alone(on_facts: Sitting) -> None:
    platform = field(on_facts, "platform")
    on_facts.click(platform.entry)
    on_facts.key(Qt.Key.Key_Home)
    on_facts.type("新")
    on_facts.wait(lambda: on_facts.order(2).facts.platform == "新星卡网")  # saved, and a new platform is known
    on_facts.idle()
    on_facts.wait(lambda: platform.entry.findText("新星卡网") >= 0)
    on_facts.type("的")
    assert platform.text == "新的星卡网"
    amount = field(on_facts, "amount")
    on_facts.fill(amount, "1,50")
    on_facts.wait(amount._problem.isVisible)
    on_facts.type("0")
    on_facts.wait(lambda: str(on_facts.order(2).facts.amount) == "1500.00")
    on_facts.idle()
    assert amount.text == "1,500"  # not yet written anew under the user's hands
    on_facts.key(Qt.Key.Key_Tab)
    on_facts.window.desk.refresh()
    on_facts.wait(lambda: amount.text == "1500.00")


@pytest.mark.parametrize("name", ["status", "pay_method", "platform", "merchant"])
def test_the_wheel_over_a_choice_changes_nothing(on_facts: Sitting, name: str) -> None:
    """Scrolling the page with the pointer over a box must not record a status that nobody saw."""
    entry = field(on_facts, name).entry
    before = entry.currentText()
    entry.setFocus()
    for down in (-120, 120):
        wheel = QWheelEvent(
            QPointF(10, 10), entry.mapToGlobal(QPointF(10, 10)), QPoint(), QPoint(0, down),
            Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(entry, wheel)
        assert entry.currentText() == before
    on_facts.idle()
    assert len(on_facts.order(2).statuses) == 1
    assert on_facts.order(2).facts.platform == "星卡网"


def test_a_choice_is_saved_at_once_and_taken_back_by_itself(on_facts: Sitting) -> None:
    status = field(on_facts, "status")
    status.entry.setFocus()
    on_facts.key(Qt.Key.Key_Down)
    on_facts.wait(lambda: len(on_facts.order(2).statuses) == 2)
    on_facts.key(Qt.Key.Key_Down)
    on_facts.wait(lambda: [seen.status.value for seen in on_facts.order(2).statuses][1:] == ["delivered", "completed"])
    on_facts.idle()
    on_facts.key(Qt.Key.Key_Z, CTRL)
    on_facts.wait(lambda: len(on_facts.order(2).statuses) == 2)
    on_facts.wait(lambda: status.text == "delivered")


@pytest.mark.parametrize("name", ["amount", "note", "platform", "status"])
def test_a_file_dropped_on_a_field_is_evidence_and_not_text(on_facts: Sitting, name: str, picture_file) -> None:  # type: ignore[no-untyped-def]
    page = on_facts.parts.order_page
    entry = field(on_facts, name).entry
    before = field(on_facts, name).text
    place = entry.mapTo(page, entry.rect().center())
    innermost = page.childAt(place)
    assert innermost is entry or entry.isAncestorOf(innermost)
    assert on_facts.drag_over(page, file_urls([picture_file(1)]), at=place).isAccepted()
    assert page.drop._light.isVisible()
    on_facts.release_drag(page, at=place)
    on_facts.wait(lambda: len(on_facts.evidence(2)) == 1)
    assert field(on_facts, name).text == before


@pytest.mark.parametrize("name", ["amount", "note", "platform"])
def test_an_image_is_pasted_as_evidence_even_where_the_cursor_is_in_a_field(on_facts: Sitting, name: str) -> None:
    clipboard = QGuiApplication.clipboard()
    on_facts.click(field(on_facts, name).entry)
    picture = QImage(12, 12, QImage.Format.Format_RGB32)
    picture.fill(0)
    clipboard.setImage(picture)
    on_facts.key(Qt.Key.Key_V, CTRL)
    on_facts.wait(lambda: len(on_facts.evidence(2)) == 1)
    on_facts.show_tab(1)
    on_facts.click(field(on_facts, name).entry)
    on_facts.key(Qt.Key.Key_A, CTRL)
    words = QMimeData()
    words.setText("77")
    clipboard.setMimeData(words)
    on_facts.key(Qt.Key.Key_V, CTRL)
    assert field(on_facts, name).text == "77"
    on_facts.idle()
    assert len(on_facts.evidence(2)) == 1


def test_undo_in_a_field_goes_back_letter_by_letter_then_step_by_step(on_facts: Sitting) -> None:
    merchant, account = field(on_facts, "merchant"), field(on_facts, "account")
    on_facts.fill(merchant, "X")
    on_facts.wait(lambda: on_facts.order(2).facts.merchant == "X")
    on_facts.fill(account, "Y")
    on_facts.wait(lambda: on_facts.order(2).facts.account == "Y")
    on_facts.idle()
    on_facts.key(Qt.Key.Key_Z, CTRL)
    assert account.text == ""
    on_facts.wait(lambda: on_facts.order(2).facts.account is None)
    on_facts.idle()
    # Nothing more was typed here, and typing back to what it was left no step: now the merchant's turn has come.
    on_facts.key(Qt.Key.Key_Z, CTRL)
    on_facts.wait(lambda: on_facts.order(2).facts.merchant == "极速发卡")
    on_facts.wait(lambda: merchant.text == "极速发卡")


def test_space_presses_the_button_that_has_the_focus(on_facts: Sitting) -> None:
    button: QWidget = on_facts.parts.new_order
    button.setFocus()
    on_facts.key(Qt.Key.Key_Space)
    assert on_facts.parts.pages.currentWidget() is on_facts.parts.new_page


def test_delete_on_the_facts_throws_no_evidence_away(on_facts: Sitting, picture_file) -> None:  # type: ignore[no-untyped-def]
    on_facts.drop_files(on_facts.parts.order_page, [picture_file(1)])
    on_facts.wait(lambda: len(on_facts.evidence(2)) == 1)
    on_facts.idle()
    on_facts.show_tab(1)
    for name in ("status", "amount"):
        entry = field(on_facts, name).entry
        assert isinstance(entry, QWidget)
        entry.setFocus()
        if isinstance(entry, QComboBox):
            on_facts.key(Qt.Key.Key_Delete)
    on_facts.window.trash()
    on_facts.idle()
    assert not on_facts.evidence(2)[0].is_trashed
