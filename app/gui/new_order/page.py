"""The form for a new order; what is typed is kept as a draft until it is recorded."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.casework.merchants import MerchantRecord
from app.casework.screen_reading import NOTED, SeenField, noted
from app.domain.readings import ReadFieldName
from app.domain.times import Clock
from app.gui import theme
from app.gui.evidence.drop import DropTarget
from app.gui.evidence.incoming import Bring
from app.gui.merchants.hint import ConductHint
from app.gui.new_order.reading import ReadingCard
from app.gui.order_page.facts import OrderFields, field_label
from app.gui.scrolling import scrolled


class NewOrderPage(QWidget):
    """Asks for an order's facts; screenshots dropped meanwhile wait and go on the order once it is recorded."""

    record_asked = Signal(dict, list)
    draft_changed = Signal(dict)
    dismissed = Signal()
    merchant_named = Signal(str, str)
    attached = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.waiting: list[Bring] = []
        self.fields = OrderFields()
        self.fields.setContentsMargins(4 * theme.UNIT, 0, 4 * theme.UNIT, 4 * theme.UNIT)
        self.heading = QLabel(self.tr("记录一笔订单"))
        self.heading.setObjectName("title")
        self.hint = QLabel(self.tr("带 * 的必填，其余可以以后再补。"))
        self.hint.setObjectName("muted")
        self.pending = QLabel()
        self.pending.setObjectName("chip")
        self.pending.hide()
        self.conduct = ConductHint()
        self.reading = ReadingCard()
        self.problem = QLabel()
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.record = QPushButton(self.tr("记录订单"))
        self.record.setProperty("primary", True)
        self.discard = QPushButton(self.tr("放弃"))
        self.drop = DropTarget(self, clock, lambda n: self.tr("松开鼠标，把 {} 张截图附到这笔新订单").format(n))
        self._lay_out()
        self.drop.dropped.connect(self.attach)
        self.reading.accepted.connect(self._on_accepted)
        self.fields.edited.connect(self._on_edited)
        self.record.clicked.connect(self._on_record)
        self.discard.clicked.connect(self.dismissed)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_record)

    def start(self, draft: dict[str, str]) -> None:
        """Show the form with what was typed before."""
        self.fields.set_texts(draft)
        self.problem.clear()

    def focus_first(self) -> None:
        """Put the cursor where typing begins: the first required field that is empty."""
        for name in ("platform", "number", "product", "amount"):
            if not self.fields.fields[name].text:
                self.fields.fields[name].entry.setFocus()
                return
        self.fields.fields["merchant"].entry.setFocus()

    def attach(self, bring: Bring) -> None:
        """Let a drop wait until the order is recorded."""
        self.waiting.append(bring)
        self.pending.setText(self.tr("已附上 {} 组截图，记录后自动加入证据").format(len(self.waiting)))
        self.pending.show()
        self.attached.emit(bring)

    def show_read(self, fields: list[SeenField]) -> None:
        """Offer what was read off the screenshots."""
        self.reading.show_fields(fields, self.fields.texts())

    def clear(self) -> None:
        """Empty the form."""
        self.record.setEnabled(True)
        self.fields.set_texts({})
        self.problem.clear()
        self.waiting = []
        self.pending.hide()
        self.reading.clear()

    def show_problem(self, field: str | None, problem: str) -> None:
        """Say what is wrong: beneath the field where it is one of the form's."""
        self.record.setEnabled(True)
        if field in self.fields.fields:
            self.fields.set_problem(field, problem)
            self.fields.fields[field].entry.setFocus()
            self.problem.setText(self.tr("请看“{}”").format(field_label(field)))
        else:
            self.problem.setText(problem)

    def show_conduct(self, record: MerchantRecord | None) -> None:
        """Show how the named merchant behaved in earlier cases; an answer about another one is dropped."""
        texts = self.fields.texts()
        if record is not None and (record.platform, record.name) != (texts["platform"], texts["merchant"]):
            record = None
        self.conduct.show_conduct(record)

    def flush(self) -> None:
        """Keep what is typed as a draft."""
        self.draft_changed.emit({name: text for name, text in self.fields.texts().items() if text.strip()})

    def _on_edited(self, name: str, _text: str) -> None:
        self.fields.set_problem(name, "")
        self.problem.clear()
        self.flush()
        if name in {"platform", "merchant"}:
            texts = self.fields.texts()
            self.merchant_named.emit(texts["platform"].strip(), texts["merchant"].strip())

    def _on_accepted(self, name: str, value: str) -> None:
        if name in NOTED:
            name, value = "note", noted(self.fields.texts()["note"], ReadFieldName(name), value)
        self.fields.set_texts(self.fields.texts() | {name: value})
        self._on_edited(name, value)

    def _on_record(self) -> None:
        if not self.record.isEnabled():
            return
        # Saved as a draft before, not after, the recording drops the draft.
        self.fields.flush()
        for field in self.fields.fields.values():
            field.set_problem("")
        self.record.setEnabled(False)
        self.record_asked.emit(self.fields.texts(), list(self.waiting))

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT, 2 * theme.UNIT)
        for part in (self.heading, self.hint):
            head.addWidget(part)
        head.addWidget(self.conduct)
        head.addWidget(self.reading)
        head.addWidget(self.pending, alignment=Qt.AlignmentFlag.AlignLeft)
        foot = QHBoxLayout()
        foot.setContentsMargins(4 * theme.UNIT, 2 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT)
        foot.setSpacing(2 * theme.UNIT)
        foot.addWidget(self.record)
        foot.addWidget(self.discard)
        foot.addWidget(self.problem, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(scrolled(self.fields), 1)
        layout.addLayout(foot)
