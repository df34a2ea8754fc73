"""The fields of an order, for a new one and for one on record."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.orders import REQUIRED, Order, OrderStatus, PayMethod
from app.domain.times import shown
from app.gui import theme
from app.gui.fields import ChoiceField, Choices, Field, LineField, ProseField, SuggestField
from app.gui.words import say

_TWO_COLUMNS_FROM = 480


def field_label(name: str) -> str:
    """Return the label of an order's field."""
    labels = {
        "platform": QCoreApplication.translate("OrderFields", "平台"),
        "number": QCoreApplication.translate("OrderFields", "订单号"),
        "product": QCoreApplication.translate("OrderFields", "商品"),
        "amount": QCoreApplication.translate("OrderFields", "实付金额（元）"),
        "merchant": QCoreApplication.translate("OrderFields", "商家"),
        "paid_at": QCoreApplication.translate("OrderFields", "付款时间"),
        "pay_method": QCoreApplication.translate("OrderFields", "支付方式"),
        "status": QCoreApplication.translate("OrderFields", "订单状态"),
        "promise": QCoreApplication.translate("OrderFields", "承诺多久到账"),
        "face_value": QCoreApplication.translate("OrderFields", "面值（元）"),
        "account": QCoreApplication.translate("OrderFields", "充值账号"),
        "category": QCoreApplication.translate("OrderFields", "商品类别"),
        "note": QCoreApplication.translate("OrderFields", "备注"),
    }
    return labels[name]


class OrderFields(QWidget):
    """All fields of an order in one or two columns; `edited` carries a field's name and text."""

    edited = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {field.name: field for field in self._make()}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4 * theme.UNIT)
        self._grid.setVerticalSpacing(2 * theme.UNIT)
        self._columns = 0
        self._arrange(2)
        for field in self.fields.values():
            field.edited.connect(self.edited)

    def show_order(self, order: Order, *, is_same: bool) -> None:
        """Show stored values; a field of the same order that is being typed in is left alone."""
        for name, text in typed_values(order).items():
            field = self.fields[name]
            if not (is_same and field.is_busy):
                field.set_problem("")
                field.set_text(text)

    def set_texts(self, texts: dict[str, str]) -> None:
        """Fill in what was typed before; fields without a text are emptied."""
        for name, field in self.fields.items():
            field.set_problem("")
            field.set_text(texts.get(name, ""))

    def texts(self) -> dict[str, str]:
        """Return what stands in the fields."""
        return {name: field.text for name, field in self.fields.items()}

    def set_problem(self, name: str, problem: str) -> None:
        """Say beneath a field what is wrong with it."""
        if name in self.fields:
            self.fields[name].set_problem(problem)

    def suggest(self, name: str, values: list[str]) -> None:
        """Offer known values for the platform or the merchant."""
        field = self.fields[name]
        if isinstance(field, SuggestField):
            field.suggest(values)

    def flush(self) -> None:
        """Save what is typed and not saved yet."""
        for field in self.fields.values():
            field.flush()

    def resizeEvent(self, event: object) -> None:
        """Take one column where there is no room for two."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._arrange(2 if self.width() >= _TWO_COLUMNS_FROM else 1)

    def _make(self) -> Iterable[Field]:
        def line(name: str, hint: str = "") -> LineField:
            return LineField(name, field_label(name), hint=hint, required=name in REQUIRED)

        yield SuggestField("platform", field_label("platform"), hint=self.tr("例如：某某卡盟"), required=True)
        yield line("number")
        yield line("product", self.tr("例如：腾讯游戏点券 100元"))
        yield line("amount", "100.00")
        yield SuggestField("merchant", field_label("merchant"))
        yield line("paid_at", "2026-01-01 12:00")
        yield ChoiceField("pay_method", field_label("pay_method"), _choices(PayMethod))
        yield ChoiceField("status", field_label("status"), _choices(OrderStatus))
        yield line("promise", self.tr("例如：10分钟、24小时、3个工作日"))
        yield line("face_value")
        yield line("account", self.tr("充值到的账号、区服"))
        yield line("category", self.tr("游戏点券、话费、激活码…"))
        yield ProseField("note", field_label("note"))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, (name, field) in enumerate(self.fields.items()):
            self._grid.removeWidget(field)
            if name == "note":
                self._grid.addWidget(field, place, 0, 1, columns)
            else:
                top = Qt.AlignmentFlag.AlignTop
                self._grid.addWidget(field, place // columns, place % columns, top)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


def typed_values(order: Order) -> dict[str, str]:
    """Return an order's values as they would be typed."""
    facts = order.facts
    return {
        "platform": facts.platform,
        "number": facts.number,
        "product": facts.product,
        "amount": str(facts.amount),
        "merchant": facts.merchant or "",
        "paid_at": shown(facts.paid_at) if facts.paid_at else "",
        "pay_method": facts.pay_method.value if facts.pay_method else "",
        "status": order.status.value if order.status else "",
        "promise": say(facts.promise.shown) if facts.promise else "",
        "face_value": str(facts.face_value) if facts.face_value else "",
        "account": facts.account or "",
        "category": facts.category or "",
        "note": facts.note,
    }


def _choices(labels: type[OrderStatus | PayMethod]) -> Choices:
    return tuple((member.value, say(member.label)) for member in labels)
