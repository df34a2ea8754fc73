"""What was read off a picture by text recognition: lines with their boxes, and fields found in them.

A reading is a hint and never a fact: card codes and minus signs are misread (formats.md, section 5), so whatever it
says waits for the user's word.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any, Final

from app.domain.marks import Region
from app.domain.text import Labelled

VERSION: Final = 1
"""The version of the JSON that `reading_to_json` writes."""
LIMIT_LINES: Final = 20_000
"""The most lines that a reading may have; a picture of 65,500 pixels holds fewer."""
LIMIT_TEXT: Final = 2_000
"""The longest line in characters."""


class ScreenKind(Labelled):
    """What kind of page a screenshot shows."""

    ORDER_PAGE = "order_page", "订单页", "Order page"
    ALIPAY_BILL = "alipay_bill", "支付宝账单详情", "Alipay bill"
    WECHAT_BILL = "wechat_bill", "微信账单详情", "WeChat bill"
    CHAT = "chat", "聊天", "Chat"
    PRODUCT_PAGE = "product_page", "商品页", "Product page"
    OTHER = "other", "其他", "Other"


class ReadFieldName(Labelled):
    """A field that a page can state; the first seven are fields of an order by the same name."""

    NUMBER = "number", "订单号", "Order number"
    AMOUNT = "amount", "实付金额", "Amount paid"
    PAID_AT = "paid_at", "付款时间", "Paid at"
    PRODUCT = "product", "商品", "Product"
    MERCHANT = "merchant", "商家", "Merchant"
    STATUS = "status", "订单状态", "Order status"
    PAY_METHOD = "pay_method", "支付方式", "Payment method"
    TRANSACTION_NO = "transaction_no", "交易单号", "Transaction number"
    MERCHANT_NO = "merchant_no", "商家订单号", "Merchant order number"
    SHOWN_AT = "shown_at", "画面上的时间", "Time shown"


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of recognised text, where it stands (pixels as displayed) and how sure the engine is (0 to 1)."""

    text: str
    region: Region
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All lines of one picture in reading order, and the engine that read them."""

    engine: str
    lines: tuple[TextLine, ...]

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class ReadField:
    """A field found on a page: its value as an order's field takes it, how sure (0 to 1), and the box it came from."""

    name: ReadFieldName
    value: str
    score: float
    region: Region


@dataclass(frozen=True, slots=True)
class ScreenFacts:
    """What a page states, and what kind of page it is taken for."""

    kind: ScreenKind
    fields: tuple[ReadField, ...] = ()

    def field(self, name: ReadFieldName) -> ReadField | None:
        """Return the field of that name, if the page states it."""
        return next((found for found in self.fields if found.name is name), None)


def reading_to_json(reading: Reading) -> str:
    """Return a reading as it is kept beside its picture: one list a line, `[text, x, y, width, height, score]`."""
    lines = [
        [line.text, line.region.x, line.region.y, line.region.width, line.region.height, line.score]
        for line in reading.lines
    ]
    return json.dumps({"version": VERSION, "engine": reading.engine, "lines": lines}, ensure_ascii=False)


def reading_from_json(text: str) -> Reading:
    """Return the reading that `reading_to_json` wrote.

    Raises:
        ValueError: it is no such JSON, of another version, or holds more than a picture can.
    """
    data = json.loads(text)
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise ValueError("a reading of an unknown version")
    engine, entries = data.get("engine"), data.get("lines")
    if not isinstance(engine, str) or not isinstance(entries, list) or len(entries) > LIMIT_LINES:
        raise ValueError("not a reading")
    return Reading(engine, tuple(text_line(entry) for entry in entries))


def text_line(entry: Any) -> TextLine:
    """Return the line of `[text, x, y, width, height, score]`, as a reading's JSON and the engine's answers hold it.

    Raises:
        ValueError: it is no such list, or a number in it can be no pixel or no score.
    """
    if not isinstance(entry, list) or len(entry) != 6:
        raise ValueError("not a line of a reading")
    text, *place, score = entry
    if not isinstance(text, str) or len(text) > LIMIT_TEXT:
        raise ValueError("not a line's text")
    if not all(type(part) is int and 0 <= part <= 1_000_000 for part in place):
        raise ValueError("not a line's place")
    if type(score) not in {int, float} or not math.isfinite(score) or not 0 <= score <= 1:
        raise ValueError("not a line's score")
    return TextLine(text, Region(*place), float(score))
