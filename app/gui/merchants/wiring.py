"""Joins the pages of merchants and of the check before buying to their desk."""

from __future__ import annotations

from app.gui.merchants.desk import MerchantsDesk
from app.gui.merchants.page import MerchantsPage
from app.gui.merchants.purchase import PurchaseCheckPage


def connect(page: MerchantsPage, purchase: PurchaseCheckPage, desk: MerchantsDesk) -> None:
    """Let the pages' wishes reach the desk, and what the desk tells reach the pages."""
    purchase.conduct_asked.connect(desk.ask_conduct)
    purchase.draft_changed.connect(desk.keep_draft)
    desk.loaded.connect(page.show_merchants)
    desk.loaded.connect(purchase.suggest)
    desk.conduct_loaded.connect(purchase.show_conduct)
    desk.draft_loaded.connect(purchase.start)
