"""What can be done with several exhibits at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.evidence import Evidence
from app.domain.orders import Order, OrderId
from app.gui import theme
from app.gui.evidence.describe import KindButtons, left_out_button

MOST_ORDERS = 200
"""How many other orders are offered; the newest come first."""


class BulkPanel(QScrollArea):
    """Asks for one thing to be done with all chosen items.

    `edited` carries a field and its text, `copy_asked` the order that shall have them too.
    """

    edited = Signal(str, str)
    copy_asked = Signal(object)
    stitch_asked = Signal()
    compare_asked = Signal()
    trash_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._editable = True
        self.heading = QLabel()
        self.heading.setObjectName("section")
        self.note = QLabel(wordWrap=True)
        self.note.setObjectName("meta")
        self.kinds = KindButtons()
        self.tags = _entry(self.tr("例如：手续费 承诺"), self.tr("给选中的加标签"))
        self.purpose = _entry(self.tr("例如：商家承认发错货"), self.tr("选中的都证明什么"))
        self.left_out = left_out_button()
        self.orders = QComboBox()
        self.orders.setAccessibleName(self.tr("另一笔订单"))
        self.orders.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.orders.setMinimumContentsLength(8)
        self.copy = QPushButton(self.tr("复制到这笔订单"))
        self.stitch = QPushButton(self.tr("拼接聊天截图…"))
        self.compare = QPushButton(self.tr("并排对比…"))
        self.trash = QPushButton(self.tr("移到回收站"))
        self._lay_out()
        self._connect()

    def show_items(self, items: Sequence[Evidence]) -> None:
        """Show what the chosen items have in common."""
        self.heading.setText(self.tr("已选 {} 份证据").format(len(items)))
        kinds = {item.kind for item in items}
        self.kinds.show_kind(kinds.pop() if len(kinds) == 1 else None)
        shared = set.intersection(*(set(item.tags) for item in items)) if items else set()
        self.note.setText(self.tr("共同的标签：{}").format(" ".join(f"#{tag}" for tag in sorted(shared))))
        self.note.setVisible(bool(shared))
        purposes = {item.purpose for item in items}
        if not self.purpose.hasFocus():
            self.purpose.setText(purposes.pop().replace("\n", " ") if len(purposes) == 1 else "")
        self.left_out.setChecked(bool(items) and all(item.is_left_out for item in items))
        pictures = [item for item in items if item.is_picture]
        self.stitch.setEnabled(self._editable and len(pictures) == len(items) >= 2)
        self.compare.setEnabled(self._editable and len(pictures) == len(items) == 2)

    def show_orders(self, orders: Sequence[Order], current: OrderId | None) -> None:
        """Offer the other orders."""
        wanted = [
            (f"{order.facts.product} · {order.facts.number}", order.id) for order in orders if order.id != current
        ][:MOST_ORDERS]
        if wanted != [(self.orders.itemText(row), self.orders.itemData(row)) for row in range(self.orders.count())]:
            self.orders.clear()
            for label, key in wanted:
                self.orders.addItem(label, key)
        self.copy.setEnabled(self._editable and bool(wanted))
        self.orders.setEnabled(self._editable and bool(wanted))

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes."""
        self._editable = editable
        for part in (self.kinds, self.tags, self.purpose, self.left_out, self.orders, self.copy, self.trash):
            part.setEnabled(editable)

    def _lay_out(self) -> None:
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(4 * theme.UNIT, 3 * theme.UNIT, 4 * theme.UNIT, 3 * theme.UNIT)
        layout.setSpacing(2 * theme.UNIT)
        layout.addWidget(self.heading)
        for caption, part in (
            (self.tr("都是什么"), self.kinds),
            (self.tr("加标签"), self.tags),
            (self.tr("证明什么"), self.purpose),
        ):
            layout.addWidget(_caption(caption))
            layout.addWidget(part)
            if part is self.tags:
                layout.addWidget(self.note)
        layout.addWidget(self.left_out)
        layout.addWidget(_caption(self.tr("也用于另一笔订单")))
        layout.addWidget(self.orders)
        for button in (self.copy, self.stitch, self.compare, self.trash):
            layout.addWidget(button)
        layout.addStretch(1)
        self.setWidget(body)

    def _connect(self) -> None:
        self.kinds.chosen.connect(lambda kind: self.edited.emit("kind", kind))
        self.tags.returnPressed.connect(self._add_tags)
        self.purpose.returnPressed.connect(lambda: self.edited.emit("purpose", self.purpose.text()))
        self.left_out.clicked.connect(lambda is_on: self.edited.emit("left_out", "yes" if is_on else "no"))
        self.copy.clicked.connect(lambda: self.copy_asked.emit(self.orders.currentData()))
        self.stitch.clicked.connect(self.stitch_asked)
        self.compare.clicked.connect(self.compare_asked)
        self.trash.clicked.connect(self.trash_asked)

    def _add_tags(self) -> None:
        if self.tags.text().strip():
            self.edited.emit("add_tags", self.tags.text())
            self.tags.clear()


def _caption(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("meta")
    return label


def _entry(hint: str, name: str) -> QLineEdit:
    entry = QLineEdit(placeholderText=hint)
    entry.setAccessibleName(name)
    entry.setAcceptDrops(False)
    return entry
