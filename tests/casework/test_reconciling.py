"""Reconciling: proposals with what they join, and a refund put into its case in one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.casework import cancellations, orders, payments, vaults
from app.casework.cancellations import TypedEvent
from app.casework.importing.run import import_files
from app.casework.reconciling import reconcile, record_refund
from app.domain.cancellation import CancelEvent, CancelState
from app.domain.errors import InputError
from app.domain.payment_links import LinkRole
from app.vault.vault import Vault
from tests.fixtures.cases import state
from tests.fixtures.statements_by_hand import HEADER

NUMBER = "2023120122001411111111111117"
ROWS = (
    "2023-12-01 12:00:00,数码,极速发卡,m***@x.com,Q币100元,支出,100.00,余额,交易成功," + NUMBER + "\t,A100\t,,",
    "2023-12-02 12:00:00,退款,极速发卡,m***@x.com,退款-Q币100元,不计收支,95.00,余额,退款成功,"
    + NUMBER
    + "_A100\t,A100\t,,",
)


@pytest.fixture
def waiting(vault: Vault, tmp_path: Path) -> Vault:
    """An order of 100 yuan whose case waits, and a statement with its payment and a refund of 95."""
    order = orders.record_order(
        vault,
        {
            "platform": "星卡网",
            "number": "A100",
            "product": "Q币100元",
            "amount": "100",
            "paid_at": "2023-12-01 12:00",
            "pay_method": "alipay",
        },
    ).value
    case = cancellations.open_case(vault, order.id, reason="late_delivery").value
    for event, at in (("submit", "2023-12-01 13:00"), ("agree", "2023-12-01 14:00")):
        cancellations.record_event(vault, case.id, TypedEvent(event, at=at))
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join([HEADER, *ROWS, ""]).encode("gb18030"))
    import_files(vault, [path])
    return vault


def test_a_refund_that_a_case_waits_for_enters_its_history(waiting: Vault) -> None:
    found = reconcile(waiting)
    assert found.total["missing"].fen == 10000
    refund = next(one for one in found.proposals if one.match.role is LinkRole.REFUND)
    assert refund.waits
    assert refund.payment.row.amount.fen == 9500
    assert refund.order.facts.number == "A100"
    done = record_refund(waiting, refund.match)
    last = done.value.events[-1]
    assert (last.event, last.at, last.payment) == (
        CancelEvent.REFUND_RECEIVED,
        refund.payment.row.at,
        refund.payment.id,
    )
    assert last.amount is not None
    assert last.amount.fen == 9500
    assert done.value.standing.state is CancelState.REFUND_SHORT
    after = reconcile(waiting)
    assert (after.total["refunded"].fen, after.total["missing"].fen) == (9500, 500)
    assert all(one.match.role is not LinkRole.REFUND for one in after.proposals)
    vaults.undo(waiting, done.change)
    assert reconcile(waiting).total["refunded"].fen == 0


def test_what_no_case_waits_for_is_refused(waiting: Vault) -> None:
    payment = next(one for one in reconcile(waiting).proposals if one.match.role is LinkRole.PAYMENT)
    with pytest.raises(InputError):
        record_refund(waiting, payment.match)


def test_a_refund_that_was_joined_meanwhile_enters_no_history(waiting: Vault) -> None:
    refund = next(one for one in reconcile(waiting).proposals if one.waits)
    payments.join(waiting, refund.payment.id, refund.order.id, LinkRole.REFUND)
    before = state(waiting)
    with pytest.raises(InputError):
        record_refund(waiting, refund.match)
    assert state(waiting) == before
