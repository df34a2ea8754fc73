"""Pages of payments and places in chats: nothing twice, nothing left out, in the list's order."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.casework import chats, orders, payments
from app.casework.browsing import (
    PaymentFilter,
    Place,
    order_fields,
    payment_file,
    payment_outline,
    payment_page,
    place_at,
    search_chat,
)
from app.casework.importing.run import import_files
from app.casework.steps import Steps
from app.domain.errors import Cancelled
from app.domain.payment_links import LinkRole
from app.domain.payments import PaymentId
from app.vault.vault import Vault
from tests.fixtures.statements_by_hand import alipay, chat


def every(vault: Vault, *, limit: int, query: str = "", wanted: PaymentFilter = PaymentFilter.ALL) -> list[PaymentId]:
    found: list[PaymentId] = []
    after: Place | None = None
    while True:
        page = payment_page(vault, query=query, wanted=wanted, after=after, limit=limit)
        found += [listed.payment.id for listed in page.rows]
        if page.is_last:
            return found
        after = page.end


@pytest.fixture
def filled(vault: Vault, tmp_path: Path) -> Vault:
    """Thirty payments, many at the same instant, one in ten a refund."""
    import_files(vault, [alipay(tmp_path / "a.csv", 30)])
    return vault


@pytest.mark.parametrize("limit", [1, 7, 30, 31, 500])
def test_pages_together_are_the_whole_list(filled: Vault, limit: int) -> None:
    whole = [listed.payment.id for listed in payments.list_payments(filled)]
    assert len(whole) == 30
    assert every(filled, limit=limit) == whole


@pytest.mark.parametrize("wanted", PaymentFilter)
@pytest.mark.parametrize("query", ["", "商家", "商家3"])
@pytest.mark.parametrize("size", [1, 7, 10, 31])
def test_any_page_is_reached_through_the_outline(
    filled: Vault, size: int, query: str, wanted: PaymentFilter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.vault.browsing.FEW", 20)
    whole = every(filled, limit=500, query=query, wanted=wanted)
    outline = payment_outline(filled, query=query, wanted=wanted, size=size)
    assert outline.total == len(whole)
    found = []
    for after in (None, *outline.ends):
        page = payment_page(filled, query=query, wanted=wanted, after=after, limit=size)
        found.append([listed.payment.id for listed in page.rows])
    assert found == [*(whole[start : start + size] for start in range(0, len(whole), size)), []]


def test_an_outline_that_nobody_waits_for_is_given_up(filled: Vault) -> None:
    with pytest.raises(Cancelled):
        payment_outline(filled, steps=Steps(is_cancelled=lambda: True))


def test_a_search_finds_what_the_list_shows_and_counts_it(filled: Vault) -> None:
    found = every(filled, limit=2, query="商家3")
    shown = {
        listed.payment.id for listed in payments.list_payments(filled) if listed.payment.row.counterparty == "商家3"
    }
    assert set(found) == shown
    assert len(found) == len(shown) == payment_outline(filled, query="商家3").total
    assert every(filled, limit=5, query="没有这个") == []
    assert every(filled, limit=5, query="！！") == []


def test_refunds_and_what_is_not_linked_are_lists_of_their_own(filled: Vault) -> None:
    refunds = every(filled, limit=2, wanted=PaymentFilter.REFUNDS)
    assert len(refunds) == 3 == payment_outline(filled, wanted=PaymentFilter.REFUNDS).total
    first = every(filled, limit=500)[0]
    order = orders.record_order(filled, order_fields(payment_file(filled, first).listed.payment) | {"platform": "x"})
    payments.join(filled, first, order.value.id, LinkRole.PAYMENT)
    left = every(filled, limit=4, wanted=PaymentFilter.UNMATCHED)
    assert first not in left
    assert len(left) == 29 == payment_outline(filled, wanted=PaymentFilter.UNMATCHED).total
    assert payment_page(filled).rows[0].links[0].order == order.value.id


def test_a_newer_state_takes_the_place_and_keeps_the_link(vault: Vault, tmp_path: Path) -> None:
    import_files(vault, [alipay(tmp_path / "a.csv", 1, status="等待确认收货")])
    (old,) = every(vault, limit=5)
    made = orders.record_order(vault, order_fields(payment_file(vault, old).listed.payment) | {"platform": "x"})
    payments.join(vault, old, made.value.id, LinkRole.PAYMENT)
    import_files(vault, [alipay(tmp_path / "b.csv", 1, status="交易关闭")])
    (new,) = every(vault, limit=5)
    assert new != old
    file = payment_file(vault, old)
    assert [version.row.status for version, _ in file.versions] == ["交易关闭", "等待确认收货"]
    assert [source.name for _, source in file.versions] == ["b.csv", "a.csv"]
    assert [order.id for order in file.orders] == [made.value.id]
    assert every(vault, limit=5, wanted=PaymentFilter.UNMATCHED) == []


def test_an_order_made_of_a_payment_takes_its_facts(filled: Vault) -> None:
    payment = payment_page(filled).rows[0].payment
    made = orders.record_order(filled, order_fields(payment) | {"platform": "x"}).value.facts
    assert (made.amount, made.paid_at, made.number) == (payment.row.amount, payment.row.at, payment.row.merchant_no)
    assert made.pay_method is payment.source.pay_method


def test_hits_and_days_are_found_within_one_conversation(vault: Vault, tmp_path: Path) -> None:
    import_files(vault, [chat(tmp_path / "c.txt", 50, title="卡商小王"), chat(tmp_path / "d.txt", 50, title="别人")])
    one, _other = sorted(chats.list_chats(vault), key=lambda found: found.id)
    messages = chats.read_chat(vault, one)
    wanted = [message.id for message in messages if "退款" in message.read.text]
    assert search_chat(vault, one.id, "退款") == wanted
    assert len(wanted) == 10
    assert search_chat(vault, one.id, "不存在的词") == search_chat(vault, one.id, "  ") == []
    at = messages[20].read.at
    assert at is not None
    assert place_at(vault, one.id, at) == 20
    assert place_at(vault, one.id, datetime(2000, 1, 1, tzinfo=UTC)) == 0
    assert chats.place_of(vault, messages[20].id)[1] == 20
