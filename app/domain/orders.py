"""Platforms, merchants and orders: what was bought, where, from whom and for how much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType
from urllib.parse import urlsplit

from app.domain.duration import Duration
from app.domain.errors import InvalidField
from app.domain.money import Money
from app.domain.text import Labelled, Text, clean_line, clean_prose, optional_line
from app.domain.times import parse_time

OrderId = NewType("OrderId", int)
PlatformId = NewType("PlatformId", int)
MerchantId = NewType("MerchantId", int)


class OrderStatus(Labelled):
    """The four states of a card-platform order, and cancelled (field guide, step 1)."""

    PENDING_PAYMENT = "pending_payment", "待付款", "Pending payment"
    PENDING_DELIVERY = "pending_delivery", "待发货", "Pending delivery"
    DELIVERED = "delivered", "已发货", "Delivered"
    COMPLETED = "completed", "已完成", "Completed"
    CANCELLED = "cancelled", "已取消", "Cancelled"


class PayMethod(Labelled):
    """Where the money came from."""

    ALIPAY = "alipay", "支付宝", "Alipay"
    WECHAT = "wechat", "微信支付", "WeChat Pay"
    BALANCE = "balance", "平台余额", "Platform balance"
    BANK = "bank", "银行卡", "Bank card"


@dataclass(frozen=True, slots=True)
class Platform:
    """A trading site."""

    id: PlatformId
    name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Merchant:
    """A seller on one platform."""

    id: MerchantId
    platform: PlatformId
    name: str


@dataclass(frozen=True, slots=True)
class StatusObservation:
    """A status as it was seen at an instant (UTC), with the evidence that shows it where there is one."""

    status: OrderStatus
    at: datetime
    evidence: int | None = None


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What the buyer states about one order; every field has been validated."""

    platform: str
    number: str
    product: str
    amount: Money
    paid_at: datetime | None = None
    merchant: str | None = None
    category: str | None = None
    face_value: Money | None = None
    account: str | None = None
    promise: Duration | None = None
    pay_method: PayMethod | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """An order in the vault with its observed statuses, oldest first."""

    id: OrderId
    facts: OrderFacts
    statuses: tuple[StatusObservation, ...]
    evidence_count: int
    created_at: datetime
    trashed_at: datetime | None = None

    @property
    def status(self) -> OrderStatus | None:
        """The status seen last."""
        return self.statuses[-1].status if self.statuses else None


FIELDS = (
    "platform", "number", "product", "amount", "paid_at", "merchant", "category",
    "face_value", "account", "promise", "pay_method", "note",
)  # fmt: skip
"""The fields of an order that can be typed and edited, by their command-line names."""

REQUIRED = frozenset({"platform", "number", "product", "amount"})

FieldValue = str | Money | Duration | PayMethod | datetime | None


def parse_field(field: str, text: str | None) -> FieldValue:
    """Return the validated value of an order's field from what was typed; None where an optional field is empty.

    Raises:
        InvalidField: no such field, a required one is empty, or its value is wrong.
    """
    field = field.strip().replace("-", "_")
    if field not in FIELDS:
        raise InvalidField(
            field,
            Text("订单没有这个字段", "an order has no such field"),
            Text(f"可用字段：{', '.join(FIELDS)}", f"use one of: {', '.join(FIELDS)}"),
        )
    if field in REQUIRED:
        typed = clean_line(field, text or "")
    elif field == "note":
        return clean_prose(field, text)
    else:
        optional = optional_line(field, text)
        if optional is None:
            return None
        typed = optional
    match field:
        case "amount" | "face_value":
            return Money.parse(typed, field=field)
        case "paid_at":
            return parse_time(typed, field=field)
        case "promise":
            return Duration.parse(typed, field=field)
        case "pay_method":
            return PayMethod.parse(field, typed)
        case _:
            return typed


def order_facts(typed: dict[str, str | None]) -> OrderFacts:
    """Return validated facts from typed fields (keys from `FIELDS`; absent keys are empty).

    Raises:
        InvalidField: as `parse_field`, for the first field that is wrong.
    """
    for field, text in typed.items():
        parse_field(field, text)
    values = {field: parse_field(field, typed.get(field)) for field in FIELDS}
    return OrderFacts(**values)  # type: ignore[arg-type]


def clean_url(field: str, text: str | None) -> str | None:
    """Return a web address, or None where nothing was typed.

    Raises:
        InvalidField: not an http or https address.
    """
    typed = optional_line(field, text, limit=2000)
    if typed is None:
        return None
    try:
        parts = urlsplit(typed if "://" in typed else f"https://{typed}")
        # Reading the port refuses what is none, such as the rest of `javascript:…`.
        has_place = bool(parts.hostname) and parts.port != 0
        valid = parts.scheme in {"http", "https"} and has_place and " " not in typed
    except ValueError:
        valid = False
    if not valid:
        raise InvalidField(
            field,
            Text(f"不是网址：“{typed}”", f"not a web address: “{typed}”"),
            Text("请写成 https://example.com", "write it like https://example.com"),
        )
    return parts.geturl()
