"""What the buyer states about an order: its facts, its status as it was seen, and a note."""

from __future__ import annotations

from typing import Final

from app.casework.composing.gathered import Gathered, heading_of
from app.domain.card_codes import CardCode
from app.domain.orders import Order
from app.domain.times import shown
from app.dossier.outline import Fact, OrderSheet, StatusLine
from app.vault import card_codes
from app.vault.vault import Vault

CARD_CODE: Final = "卡密"
"""The label of a kept card code, which is masked already."""


def order_sheet(vault: Vault, order: Order, gathered: Gathered) -> OrderSheet:
    """Return an order as a dossier states it."""
    facts = order.facts
    rows = [
        Fact("平台", facts.platform, on_cover=True),
        Fact("商家", facts.merchant or "未填写", on_cover=True),
        Fact("订单号", facts.number, on_cover=True),
        Fact("商品", facts.product, on_cover=True),
        Fact("实付金额", facts.amount.shown, on_cover=True, is_figure=True),
    ]
    optional = (
        ("商品类别", facts.category),
        ("面值", facts.face_value and facts.face_value.shown),
        ("充值账号", facts.account),
        ("支付方式", facts.pay_method and facts.pay_method.label.zh),
        ("付款时间", facts.paid_at and shown(facts.paid_at)),
        ("承诺到账", facts.promise and f"付款后 {facts.promise.shown.zh}内"),
    )
    rows += [Fact(label, str(value)) for label, value in optional if value]
    if order.status:
        rows.append(Fact("订单状态", order.status.label.zh, on_cover=True))
    rows += [_code(code) for code in card_codes.of_order(vault, order.id)]
    return OrderSheet(heading_of(order), tuple(rows), _statuses(order, gathered), facts.note)


def _code(code: CardCode) -> Fact:
    # A code that was not redeemed is money: the paper shows its end, and the hash by which its owner can prove it.
    return Fact(CARD_CODE, f"{code.masked}（盐 {code.salt} 加卡密的 SHA-256：{code.fingerprint}）")


def _statuses(order: Order, gathered: Gathered) -> tuple[StatusLine, ...]:
    return tuple(
        StatusLine(shown(one.at), one.status.label.zh, gathered.positions.get(one.evidence) if one.evidence else None)
        for one in order.statuses
    )
