"""The check before buying: what is wanted beside what the order page says, compared as it is typed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.casework.merchants import MerchantRecord
from app.domain.purchase_check import FIELDS, FieldCheck, check
from app.gui import theme
from app.gui.fields import SAVE_AFTER_MS, LineField, SuggestField
from app.gui.merchants.desk import MerchantsView
from app.gui.merchants.hint import ConductHint
from app.gui.platforms.marks import MarkedText, Side, spans
from app.gui.scrolling import scrolled
from app.gui.words import say

INTENDED: Final = "intended."
SHOWN: Final = "shown."
_LIMIT: Final = 300
_WIDEST: Final = 860
_ORDER_FIELDS: Final = ("product", "face_value", "amount", "account")


def check_label(field: str) -> str:
    """Return the label of a field that is checked."""
    labels = {
        "product": QCoreApplication.translate("PurchaseCheck", "商品名称"),
        "face_value": QCoreApplication.translate("PurchaseCheck", "面值"),
        "amount": QCoreApplication.translate("PurchaseCheck", "价格"),
        "account": QCoreApplication.translate("PurchaseCheck", "充值账号"),
        "region": QCoreApplication.translate("PurchaseCheck", "区服"),
    }
    return labels[field]


class CheckRow:
    """One field on both sides, with what the comparison found beneath."""

    def __init__(self, field: str) -> None:
        label = check_label(field)
        self.intended = LineField(INTENDED + field, label)
        self.shown = LineField(SHOWN + field, label)
        self.intended.entry.setAccessibleName(QCoreApplication.translate("PurchaseCheck", "想买的{}").format(label))
        self.shown.entry.setAccessibleName(QCoreApplication.translate("PurchaseCheck", "页面上的{}").format(label))
        self.marks = (MarkedText(), MarkedText())
        self.verdict = QLabel(wordWrap=True)
        for side in (self.intended, self.shown):
            side.entry.setMaxLength(_LIMIT)
        self.show_result(None)

    def show_result(self, found: FieldCheck | None) -> None:
        """Mark what differs and say what it may mean; None where there is nothing to compare."""
        differs = found is not None and bool(found.differences)
        for mark, text, side in zip(
            self.marks, (self.intended.text, self.shown.text), (Side.FIRST, Side.SECOND), strict=True
        ):
            # The domain compares what is typed without the blanks around it.
            places = spans(found.differences, side) if found is not None else ()
            mark.show_text(text.strip(), places)
            mark.setVisible(differs)
        words, name = "", "meta"
        if found is not None and found.warning is not None:
            words, name = say(found.warning), "problem"
        elif found is not None and found.same:
            words = QCoreApplication.translate("PurchaseCheck", "✓ 一致")
        self.verdict.setObjectName(name)
        self.verdict.setText(words)
        self.verdict.setVisible(bool(words))
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)


class PurchaseCheckPage(QWidget):
    """Compares two columns live; it asks what is known of the merchant and to record the order afterwards."""

    conduct_asked = Signal(str, str)
    draft_changed = Signal(dict)
    order_asked = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self._is_editable = True
        self.platform = SuggestField("platform", self.tr("平台"))
        self.merchant = SuggestField("merchant", self.tr("商家"))
        self.conduct = ConductHint()
        self.rows = {field: CheckRow(field) for field in FIELDS}
        self.summary = QLabel(wordWrap=True)
        self.record = QPushButton(self.tr("已经下单，记录订单"))
        self.clear = QPushButton(self.tr("清空"))
        self._fields = {field.name: field for field in (self.platform, self.merchant)} | {
            side.name: side for row in self.rows.values() for side in (row.intended, row.shown)
        }
        self._asking = QTimer(self, interval=SAVE_AFTER_MS, singleShot=True)
        self._asking.timeout.connect(self._ask_conduct)
        self._lay_out()
        self._connect()
        self._compare()

    def start(self, draft: dict[str, str]) -> None:
        """Show what was typed before; fields without a text are emptied."""
        for name, field in self._fields.items():
            field.set_text(draft.get(name, ""))
        self._compare()
        self._ask_conduct()

    def suggest(self, view: MerchantsView) -> None:
        """Offer known names."""
        self.platform.suggest(view.platform_names)
        self.merchant.suggest(view.merchant_names)

    def show_conduct(self, record: MerchantRecord | None) -> None:
        """Show what is known of the merchant that is typed."""
        # The answer may come after more was typed.
        wanted = (self.platform.text.strip(), self.merchant.text.strip())
        self.conduct.show_conduct(record if record and (record.platform, record.name) == wanted else None)

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse to record the order and to keep a draft; comparing changes nothing."""
        self._is_editable = editable
        self.record.setEnabled(editable)

    def flush(self) -> None:
        """Keep what is typed and not kept yet."""
        for field in self._fields.values():
            field.flush()

    def _texts(self, prefix: str) -> dict[str, str]:
        return {field: self._fields[prefix + field].text for field in FIELDS}

    def _compare(self) -> None:
        found = {each.field: each for each in check(self._texts(INTENDED), self._texts(SHOWN))}
        for field, row in self.rows.items():
            row.show_result(found.get(field))
        done = [each for each in found.values() if not each.is_open]
        wrong = [check_label(each.field) for each in done if not each.same]
        missing = [check_label(each.field) for each in found.values() if each.is_open]
        if wrong:
            words = self.tr("先别付款：{}和你想买的不一样").format(self.tr("、").join(wrong))
        elif missing and done:
            words = self.tr("到目前为止一致，还差：{}").format(self.tr("、").join(missing))
        elif done:
            words = self.tr("填写的 {} 项全部一致").format(len(done))
        else:
            words = self.tr("两边都填上，不同的字会标出来。")
        self.summary.setObjectName("section" if done else "muted")
        self.summary.setText(words)
        self.summary.style().unpolish(self.summary)
        self.summary.style().polish(self.summary)

    def _on_typed(self) -> None:
        self._compare()

    def _on_names(self) -> None:
        self.conduct.show_conduct(None)
        self._asking.start()

    def _ask_conduct(self) -> None:
        self._asking.stop()
        if self.merchant.text.strip():
            self.conduct_asked.emit(self.platform.text, self.merchant.text)
        else:
            self.conduct.show_conduct(None)

    def _keep(self) -> None:
        if not self._is_editable:
            return
        self.draft_changed.emit({name: field.text for name, field in self._fields.items() if field.text.strip()})

    def _on_record(self) -> None:
        typed = {"platform": self.platform.text, "merchant": self.merchant.text}
        # What was ordered is what the page said.
        typed |= {field: self._fields[SHOWN + field].text for field in _ORDER_FIELDS}
        self.order_asked.emit({name: text for name, text in typed.items() if text.strip()})

    def _on_clear(self) -> None:
        self.start({})
        self._keep()

    def _connect(self) -> None:
        for row in self.rows.values():
            for side in (row.intended, row.shown):
                side.entry.textEdited.connect(lambda _text: self._on_typed())
        for names in (self.platform, self.merchant):
            names.entry.currentTextChanged.connect(lambda _text: self._on_names())
        for field in self._fields.values():
            field.edited.connect(lambda _name, _text: self._keep())
        self.record.clicked.connect(self._on_record)
        self.clear.clicked.connect(self._on_clear)

    def _lay_out(self) -> None:
        heading = QLabel(self.tr("下单前核对"))
        heading.setObjectName("title")
        names = QHBoxLayout()
        names.setSpacing(4 * theme.UNIT)
        names.addWidget(self.platform, 1)
        names.addWidget(self.merchant, 1)
        foot = QHBoxLayout()
        foot.setSpacing(2 * theme.UNIT)
        foot.addWidget(self.record)
        foot.addWidget(self.clear)
        foot.addStretch()
        body = QWidget()
        body.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(body)
        column.setContentsMargins(4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT)
        column.setSpacing(2 * theme.UNIT)
        column.addWidget(heading)
        column.addWidget(self.summary)
        column.addSpacing(theme.UNIT)
        column.addLayout(names)
        column.addWidget(self.conduct)
        column.addSpacing(2 * theme.UNIT)
        column.addLayout(self._grid())
        column.addSpacing(2 * theme.UNIT)
        column.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(body))

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * theme.UNIT)
        grid.setVerticalSpacing(theme.UNIT)
        for column, words in enumerate((self.tr("我想买的"), self.tr("页面上写的"))):
            head = QLabel(words)
            head.setObjectName("section")
            grid.addWidget(head, 0, column)
            grid.setColumnStretch(column, 1)
        for number, row in enumerate(self.rows.values()):
            top = 1 + 4 * number
            grid.addWidget(row.intended, top, 0)
            grid.addWidget(row.shown, top, 1)
            for column, mark in enumerate(row.marks):
                grid.addWidget(mark, top + 1, column)
            grid.addWidget(row.verdict, top + 2, 0, 1, 2)
            grid.setRowMinimumHeight(top + 3, theme.UNIT)
        return grid
