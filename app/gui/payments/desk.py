"""The use cases of payments and of reconciling, run in the background."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from app.casework import browsing, orders, payments, reconciling
from app.casework.browsing import PaymentFile, PaymentFilter, PaymentPage
from app.casework.reconciling import Reconciliation
from app.casework.vaults import Vault
from app.domain.matching import Match
from app.domain.orders import OrderId
from app.domain.payment_links import LinkRole, Payment
from app.domain.payments import PaymentId
from app.gui.history import History
from app.gui.payments.changing import ChangingDesk
from app.gui.tasks import Task, TaskRunner


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
    counted = Signal(int)
    payment_loaded = Signal(object)
    orders_loaded = Signal(list)
    reconciled = Signal(object)

    def __init__(self, runner: TaskRunner, history: History) -> None:
        super().__init__(runner, history)
        self._asked = Asked()
        self._counting: Task | None = None
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
        """Load the first page of the payments that match, and how many there are."""
        asked = Asked(query, wanted, self._asked.number + 1)
        self._asked = asked
        if self._counting is not None:
            self._counting.cancel()

        def loaded(page: PaymentPage) -> None:
            if asked == self._asked:
                self.first_page_loaded.emit(page)

        self._runner.with_vault(lambda vault, _steps: browsing.payment_page(vault, query=query, wanted=wanted), loaded)
        self._counting = self._runner.with_vault(
            lambda vault, _steps: browsing.count_payments(vault, query=query, wanted=wanted), self.counted.emit
        )

    def page(self, number: int, after: Payment | None) -> None:
        """Load the page behind a payment, under its number."""
        asked = self._asked

        def loaded(page: PaymentPage) -> None:
            if asked == self._asked:
                self.page_loaded.emit(number, page)

        self._runner.with_vault(
            lambda vault, _steps: browsing.payment_page(vault, query=asked.query, wanted=asked.wanted, after=after),
            loaded,
        )

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
