"""The use cases of payments and of reconciling, run in the background."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal

from app.casework import browsing, orders, payments, reconciling
from app.casework.browsing import PaymentFile, PaymentFilter, PaymentOutline, PaymentPage, Place
from app.casework.reconciling import Reconciliation
from app.casework.steps import Steps
from app.casework.vaults import Vault
from app.domain.matching import Match
from app.domain.orders import OrderId
from app.domain.payment_links import LinkRole
from app.domain.payments import PaymentId
from app.gui.history import History
from app.gui.payments.changing import ChangingDesk
from app.gui.tasks import Task, TaskRunner

_WANTED: Final = 4
"""So many pages are loaded of those that were asked for while others were loaded: a screen shows two at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list asked for; the answer to an earlier question is no answer to this one."""

    query: str = ""
    wanted: PaymentFilter = PaymentFilter.ALL
    number: int = 0


class PaymentsDesk(ChangingDesk):
    """The payment pages' only way to the use cases; it loads one page of payments at a time."""

    first_page_loaded = Signal(object)
    page_loaded = Signal(int, object)
    outlined = Signal(object)
    payment_loaded = Signal(object)
    orders_loaded = Signal(list)
    reconciled = Signal(object)

    def __init__(self, runner: TaskRunner, history: History) -> None:
        super().__init__(runner, history)
        self._asked = Asked()
        self._outlining: Task | None = None
        self._wanted: deque[int] = deque(maxlen=_WANTED)
        self.payment: PaymentId | None = None

    def refresh(self) -> None:
        """Load the list from its beginning, the shown payment and the orders that can be chosen."""
        self.ask(self._asked.query, self._asked.wanted)
        self.renew()

    def renew(self) -> None:
        """Load the shown payment and the orders again; the list renews itself."""
        self._runner.with_vault(lambda vault, _steps: orders.list_orders(vault), self.orders_loaded.emit)
        if self.payment is not None:
            self.open(self.payment)

    def ask(self, query: str, wanted: PaymentFilter) -> None:
        """Load the first page of the payments that match, and then how long their list is."""
        asked = Asked(query, wanted, self._asked.number + 1)
        self._asked = asked
        if self._outlining is not None:
            self._outlining.cancel()

        def first(vault: Vault, _steps: Steps) -> PaymentPage | None:
            return browsing.payment_page(vault, query=query, wanted=wanted) if asked == self._asked else None

        def loaded(page: PaymentPage | None) -> None:
            if page is not None and asked == self._asked:
                self.first_page_loaded.emit(page)

        def whole(vault: Vault, steps: Steps) -> PaymentOutline | None:
            if asked != self._asked:
                return None
            return browsing.payment_outline(vault, query=query, wanted=wanted, steps=steps)

        def outlined(outline: PaymentOutline | None) -> None:
            if outline is not None and asked == self._asked:
                self.outlined.emit(outline)

        self._runner.with_vault(first, loaded)
        self._outlining = self._runner.with_vault(whole, outlined)

    def page(self, number: int, after: Place | None) -> None:
        """Load the page behind a place, under its number; what was passed by in a hurry is not loaded."""
        asked = self._asked
        self._wanted.append(number)

        def work(vault: Vault, _steps: Steps) -> PaymentPage | None:
            if asked != self._asked or number not in self._wanted:
                return None
            return browsing.payment_page(vault, query=asked.query, wanted=asked.wanted, after=after)

        def loaded(page: PaymentPage | None) -> None:
            if asked == self._asked:
                self.page_loaded.emit(number, page)

        self._runner.with_vault(work, loaded)

    def open(self, key: PaymentId) -> None:
        """Load all that is known of a payment; one that was chosen meanwhile wins."""
        self.payment = key

        def loaded(found: PaymentFile) -> None:
            if self.payment == key:
                self.payment_loaded.emit(found)

        self._runner.with_vault(lambda vault, _steps: browsing.payment_file(vault, key), loaded)

    def join(self, payment: PaymentId, order: OrderId, role: str) -> None:
        """Join a payment to an order."""
        kind = LinkRole(role)
        self._change(lambda vault, _steps: payments.join(vault, payment, order, kind), self.tr("已关联到订单"))

    def part(self, link: int) -> None:
        """Take a link away."""
        self._change(lambda vault, _steps: payments.part(vault, link), self.tr("已取消关联"))

    def reconcile(self) -> None:
        """Load every order's money and what may belong together."""

        def work(vault: Vault, _steps: object) -> Reconciliation:
            return reconciling.reconcile(vault)

        self._runner.with_vault(work, self.reconciled.emit)

    def accept(self, match: Match) -> None:
        """Take a proposal."""
        self._change(lambda vault, _steps: payments.accept(vault, match), self.tr("已关联"))

    def accept_certain(self) -> None:
        """Take all proposals that are certain."""
        self._change(lambda vault, _steps: payments.match_payments(vault, apply=True), self.tr("确定的都已关联"))

    def record_refund(self, match: Match) -> None:
        """Put a refund into the history of the case that waits for it."""
        self._change(lambda vault, _steps: reconciling.record_refund(vault, match), self.tr("已记入案件：收到退款"))
