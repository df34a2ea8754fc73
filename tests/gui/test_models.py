"""The lists as Qt sees them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from pytestqt.modeltest import ModelTester

from app.casework import evidence, orders
from app.casework.vaults import Vault
from app.domain.orders import Order
from app.gui.evidence.model import EVIDENCE_ROLE, EvidenceModel
from app.gui.orders.model import ORDER_ROLE, OrderListModel
from tests.fixtures.cases import order_fields

PictureFile = Callable[..., Path]


def test_orders(qtmodeltester: ModelTester, vault: Vault) -> None:
    for number in range(4):
        orders.record_order(vault, order_fields(f"A{number}", merchant="极速发卡"), status="delivered")
    model = OrderListModel()
    qtmodeltester.check(model)
    model.set_orders(orders.list_orders(vault))
    qtmodeltester.check(model)
    first = model.index(0)
    assert first.data() == "腾讯 Q币 100元"
    assert first.data(ORDER_ROLE).facts.number == "A3"
    spoken = first.data(Qt.ItemDataRole.AccessibleTextRole)
    for part in ("腾讯 Q币 100元", "¥100.00", "极速发卡", "已发货"):
        assert part in spoken
    model.set_orders([])
    qtmodeltester.check(model)
    assert model.rowCount() == 0


def test_the_same_orders_again_are_a_change_and_no_reset(qtbot: object, vault: Vault, order: Order) -> None:
    model = OrderListModel()
    model.set_orders(orders.list_orders(vault))
    resets: list[None] = []
    changes: list[int] = []
    model.modelReset.connect(lambda: resets.append(None))
    model.dataChanged.connect(lambda first, last: changes.append(last.row() - first.row() + 1))
    orders.edit_order(vault, order.id, {"product": "话费"})
    model.set_orders(orders.list_orders(vault))
    assert (resets, changes) == ([], [1])
    assert model.index(0).data() == "话费"
    assert model.row_of(order.id).row() == 0
    assert not model.row_of(orders.OrderId(99)).isValid()


def test_evidence(
    qtmodeltester: ModelTester, qapp: object, vault: Vault, order: Order, picture_file: PictureFile
) -> None:
    evidence.add_evidence(vault, order.id, [picture_file(number) for number in range(3)], kind="chat")
    wanted: list[str] = []
    model = EvidenceModel(wanted.append)
    qtmodeltester.check(model)
    items = evidence.list_evidence(vault, order.id)
    model.set_items(items)
    qtmodeltester.check(model)
    for _ in range(2):  # a view looks more than once; each is asked for once
        assert [model.index(row).data(Qt.ItemDataRole.DecorationRole) for row in range(3)] == [None] * 3
    assert sorted(wanted) == sorted(item.original.sha256 for item in items)
    picture = QPixmap(4, 4)
    model.set_thumbnail(items[1].original.sha256, picture)
    assert model.index(1).data(Qt.ItemDataRole.DecorationRole).cacheKey() == picture.cacheKey()
    assert model.index(0).data(Qt.ItemDataRole.DecorationRole) is None
    assert model.index(2).data(EVIDENCE_ROLE) == items[2]
    assert "聊天记录" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    model.set_items([])
    qtmodeltester.check(model)
