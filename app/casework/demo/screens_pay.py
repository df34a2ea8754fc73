"""Bills of two invented payment programs, laid out like the two that everybody knows, and a platform's refund page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from PIL import Image

from app.casework.demo.drawing import icons
from app.casework.demo.drawing.canvas import GREY, INK, PALE, WHITE, Canvas
from app.casework.demo.drawing.fonts import Fonts
from app.casework.demo.drawing.parts import BODY, Brand, Rows, avatar, card, draw_rows, heading, rows_height, rule, yuan
from app.casework.demo.drawing.phone import (
    TOP,
    Phone,
    blank,
    gesture_bar,
    status_bar,
    title_bar,
)
from app.casework.demo.screens_sections import LEFT, RED, Step, banner, buttons, timeline
from app.domain.money import Money
from app.domain.times import shown

BLUE: Final = "#1677FF"
GREEN: Final = "#07A35A"


class PayStyle(Enum):
    """Which of the two layouts: blue with a card, or white with a green mark."""

    BLUE = "blue"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """A bill's detail: who was paid (or paid back), how much, how it stands, and the facts; numbers stay text."""

    phone: Phone
    payee: str
    amount: Money
    product: str
    paid_at: datetime
    method: str
    transaction_no: str
    merchant_no: str
    style: PayStyle = PayStyle.BLUE
    state: str = "交易成功"
    is_income: bool = False
    more: Rows = ()


def payment_page(page: PaymentPage, fonts: Fonts) -> Image.Image:
    """Draw the bill's detail."""
    is_blue = page.style is PayStyle.BLUE
    canvas = blank(page.phone, fonts, "#F5F6F8" if is_blue else WHITE)
    status_bar(canvas, page.phone)
    title_bar(canvas, "账单详情", paper=None)
    colour = BLUE if is_blue else GREEN
    top: float = TOP + 90
    if is_blue:
        card(canvas, TOP + 90, 440)
    avatar(canvas, (canvas.width / 2 - 56, top - 56), 112, colour, "shop" if not page.is_income else "退")
    canvas.text((canvas.width / 2, top + 116), page.payee, 44, align="centre", room=canvas.width - 2 * LEFT)
    amount = yuan(page.amount, "+" if page.is_income else "-")
    canvas.text((canvas.width / 2, top + 232), amount, 104, bold=True, align="centre", room=960)
    canvas.text((canvas.width / 2, top + 350), page.state, 38, GREY, align="centre", room=canvas.width - 2 * LEFT)
    rows = _blue_rows(page) if is_blue else _green_rows(page)
    y: float = top + 470 if is_blue else top + 430
    if is_blue:
        card(canvas, y, rows_height(canvas, rows) + 56)
        y = draw_rows(canvas, y + 28, rows) + 56
        _services(canvas, y, BLUE)
    else:
        rule(canvas, y)
        y = draw_rows(canvas, y + 30, rows) + 40
        rule(canvas, y)
        _services(canvas, y + 30, GREEN)
    gesture_bar(canvas, "#F5F6F8" if is_blue else WHITE)
    return canvas.image


def _blue_rows(page: PaymentPage) -> list[tuple[str, str]]:
    return [
        ("退款方式" if page.is_income else "付款方式", page.method),
        ("商品说明", page.product),
        ("收款方全称" if not page.is_income else "退款方全称", page.payee),
        ("创建时间", shown(page.paid_at)),
        ("订单号", page.transaction_no),
        ("商家订单号", page.merchant_no),
        *page.more,
    ]


def _green_rows(page: PaymentPage) -> list[tuple[str, str]]:
    return [
        ("当前状态", page.state),
        ("商品", page.product),
        ("商户全称", page.payee),
        ("退款时间" if page.is_income else "支付时间", shown(page.paid_at)),
        ("退款方式" if page.is_income else "支付方式", page.method),
        ("交易单号", page.transaction_no),
        ("商户单号", page.merchant_no),
        *page.more,
    ]


def _services(canvas: Canvas, top: float, colour: str) -> None:
    words = ("对此订单有疑问", "申请电子回单", "查看往来记录")
    height = 104.0 * len(words) + 20
    if top + height > canvas.height - 80:
        return
    card(canvas, top, height)
    for place, word in enumerate(words):
        middle = top + 10 + 104 * place + 52
        if place:
            rule(canvas, middle - 52)
        canvas.text((LEFT, middle), word, BODY, INK if place else colour)
        icons.forward(canvas, (canvas.width - LEFT - 10, middle), 26, PALE)


@dataclass(frozen=True, slots=True)
class RefundPage:
    """A platform's refund page: what was asked for, what came, a fee if one was kept back, and the steps."""

    phone: Phone
    brand: Brand
    status: str
    note: str
    number: str
    asked: Money
    refunded: Money
    destination: str
    reason: str
    fee_name: str = "手续费"
    steps: Sequence[Step] = ()
    more: Rows = ()
    buttons: Sequence[str] = ("联系客服", "我有异议")


def refund_page(page: RefundPage, fonts: Fonts) -> Image.Image:
    """Draw the refund page."""
    canvas = blank(page.phone, fonts)
    banner(canvas, page.phone, page.brand, "退款详情", page.status, page.note)
    rows = [("订单编号", page.number), ("取消原因", page.reason), ("退款去向", page.destination), *page.more]
    sums = [("申请退款金额", yuan(page.asked))]
    kept = page.asked.fen - page.refunded.fen
    if kept > 0:
        sums.append((page.fee_name, "-" + yuan(Money(kept))))
    top = TOP + 236
    height = 90 + 76 + rows_height(canvas, sums) + 130 + rows_height(canvas, rows) + 20
    card(canvas, top, height)
    heading(canvas, top + 66, "退款金额", page.brand.colour)
    y = draw_rows(canvas, top + 116, sums)
    wide = canvas.text((canvas.width - LEFT, y + 50), yuan(page.refunded), 64, RED, bold=True, align="right")
    canvas.text((canvas.width - LEFT - wide - 18, y + 54), "实际退款", BODY, INK, align="right")
    rule(canvas, y + 118)
    draw_rows(canvas, y + 140, rows)
    if page.steps:
        timeline(canvas, top + height + 28, page.steps, page.brand, "退款进度")
    buttons(canvas, page.buttons, page.brand)
    return canvas.image
