"""Joins the pages of payments and of reconciling to their desk."""

from __future__ import annotations

from app.casework.browsing import PaymentFilter
from app.gui import errors
from app.gui.payments.desk import PaymentsDesk
from app.gui.payments.page import PaymentsPage


def connect(page: PaymentsPage, desk: PaymentsDesk) -> None:
    """Let the pages' wishes reach the desk, and what the desk tells reach the pages."""
    page.query_changed.connect(desk.ask)
    page.payment_chosen.connect(desk.open)
    page.model.page_wanted.connect(desk.page)
    page.detail.join_asked.connect(desk.join)
    page.detail.part_asked.connect(desk.part)
    desk.first_page_loaded.connect(page.show_first)
    desk.page_loaded.connect(page.model.take)
    desk.outlined.connect(page.show_outline)
    desk.payment_loaded.connect(page.show_payment)
    desk.orders_loaded.connect(page.detail.set_orders)
    reckoning = page.reckoning
    reckoning.accept_asked.connect(desk.accept)
    reckoning.certain_asked.connect(desk.accept_certain)
    reckoning.refund_asked.connect(desk.record_refund)
    desk.reconciled.connect(reckoning.show_reconciliation)

    def shown(_tab: int = 0) -> None:
        if page.tabs.currentWidget() is reckoning:
            desk.reconcile()

    def refused(error: BaseException) -> None:
        (reckoning if page.tabs.currentWidget() is reckoning else page).show_problem(errors.sentence(error))

    def changed() -> None:
        if page.wanted is PaymentFilter.ALL:
            # Every row keeps its place, and so does who looks at it.
            page.show_problem("")
            page.model.renew()
            desk.renew()
        else:
            desk.refresh()
        shown()

    page.tabs.currentChanged.connect(shown)
    desk.refused.connect(refused)
    desk.changed.connect(changed)
