"""The right pane of an order: head, tabs, and a drop target over all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from app.domain.cancellation import CancellationId
from app.domain.chats import ConversationId
from app.domain.evidence import Evidence, EvidenceId
from app.domain.gaps import Gap
from app.domain.orders import Order
from app.domain.payments import PaymentId
from app.domain.times import Clock, shown
from app.gui import theme
from app.gui.case_page.page import CasePage
from app.gui.dossier.tab import DossierTab
from app.gui.evidence.drop import DropTarget
from app.gui.evidence.tab import EvidenceTab
from app.gui.order_page.facts import OrderFields
from app.gui.order_page.records import RecordsPanel
from app.gui.scrolling import ElidedLabel, scrolled
from app.gui.words import ago, say

_PLACES: Final = {"no_status": "status", "no_request": "case", "too_early": "deadline"}
"""Where a gap is mended that names no place."""


class OrderPage(QWidget):
    """Shows one order; every wish of the user leaves as a signal."""

    dropped = Signal(object)
    field_edited = Signal(str, str)
    chat_asked = Signal(object)
    payment_asked = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self.order: Order | None = None
        self.product = ElidedLabel()
        self.product.setObjectName("title")
        self.status = QLabel()
        self.status.setObjectName("chip")
        self.amount = QLabel()
        self.amount.setObjectName("amount")
        self.meta = ElidedLabel()
        self.meta.setObjectName("meta")
        self.facts = OrderFields()
        self.evidence = EvidenceTab()
        self.dossier = DossierTab()
        self.case = CasePage(clock)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.evidence, self.tr("证据"))
        self.records = RecordsPanel()
        self.facts_tab = self._scrolled(_below(self.facts, self.records))
        self.tabs.addTab(self.facts_tab, self.tr("订单信息"))
        self.tabs.addTab(self.dossier, self.tr("卷宗"))
        self.tabs.addTab(self.case, self.tr("取消与退款"))
        self.drop = DropTarget(self, clock, lambda n: self.tr("松开鼠标，把 {} 个文件加为这笔订单的证据").format(n))
        self.drop.dropped.connect(self.dropped)
        self.facts.edited.connect(self.field_edited)
        self.dossier.gap_chosen.connect(self.go_to)
        self._lay_out()

    def show_order(self, order: Order, evidence: list[Evidence], gaps: list[Gap]) -> None:
        """Show an order with its evidence that is not in the trash."""
        is_same = self.order is not None and self.order.id == order.id
        if not is_same:
            self.flush()
        self.order = order
        facts = order.facts
        self.product.set_full_text(facts.product)
        self.amount.setText(facts.amount.shown)
        self.status.setText(say(order.status.label) if order.status else self.tr("状态未记录"))
        parts = [facts.platform, facts.merchant, facts.number]
        if facts.paid_at:
            parts.append(self.tr("付款于 {}").format(ago(facts.paid_at, self._clock.now())))
            self.meta.setToolTip(shown(facts.paid_at))
        self.meta.set_full_text(" · ".join(part for part in parts if part))
        self.facts.show_order(order, is_same=is_same)
        self.evidence.show_items(evidence)
        self.tabs.setTabText(
            self.tabs.indexOf(self.evidence), self.tr("证据 {}").format(len(evidence)) if evidence else self.tr("证据")
        )
        if not is_same:
            # The dossier's own room looks again, for its recipient, each time somebody looks.
            self.dossier.show_gaps(gaps)

    def go_to(self, gap: Gap) -> None:
        """Show the place where a gap can be filled."""
        place, _, key = (gap.place or _PLACES.get(gap.code, "")).partition(":")
        if place in self.facts.fields:
            self.tabs.setCurrentWidget(self.facts_tab)
            self.facts.fields[place].entry.setFocus()
        elif place == "respondent" or place.startswith("complainant."):
            self.tabs.setCurrentWidget(self.dossier)
            self.dossier.open_people(place)
        elif place == "chat":
            self.chat_asked.emit(ConversationId(int(key)))
        elif place == "payment":
            self.payment_asked.emit(PaymentId(int(key)))
        elif place in {"case", "deadline"}:
            self.tabs.setCurrentWidget(self.case)
            if key:
                self.case.case_chosen.emit(CancellationId(int(key)))
        else:
            self.show_evidence([gap.evidence] if gap.evidence is not None else ())
            if gap.kind is not None:
                self.evidence.checklist.unfold(True)

    def show_evidence(self, items: Sequence[EvidenceId] = ()) -> None:
        """Show the evidence, with some of it chosen."""
        self.tabs.setCurrentWidget(self.evidence)
        if items:
            self.evidence.choose(items)

    def flush(self) -> None:
        """Save what is typed and not saved yet."""
        self.facts.flush()
        self.evidence.describe.flush()
        self.dossier.flush()

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes."""
        self.facts.setEnabled(editable)
        self.records.setEnabled(editable)
        self.evidence.set_editable(editable)
        self.dossier.set_editable(editable)
        self.case.set_editable(editable)
        self.drop.is_enabled = editable

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(3 * theme.UNIT)
        first.addWidget(self.product, 1)
        first.addWidget(self.status)
        first.addWidget(self.amount)
        head = QVBoxLayout()
        head.setContentsMargins(4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT, 2 * theme.UNIT)
        head.setSpacing(theme.UNIT)
        head.addLayout(first)
        head.addWidget(self.meta)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.tabs, 1)

    def _scrolled(self, widget: QWidget) -> QScrollArea:
        widget.setContentsMargins(4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT)
        return scrolled(widget)


def _below(*parts: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    for part in parts:
        column.addWidget(part)
    return holder
