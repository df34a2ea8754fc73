"""The pages of an invented card-trading platform: an order, a good for sale, an order's progress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PIL import Image

from app.casework.demo.drawing import icons
from app.casework.demo.drawing.canvas import GREY, INK, PALE, WHITE, Canvas
from app.casework.demo.drawing.fonts import Fonts
from app.casework.demo.drawing.parts import (
    BODY,
    ROW,
    SMALL,
    Brand,
    Rows,
    button,
    card,
    draw_rows,
    goods_picture,
    rule,
    tags,
    yuan,
)  # fmt: skip
from app.casework.demo.drawing.phone import (
    MARGIN,
    TOP,
    Phone,
    blank,
    bottom_bar,
    status_bar,
    title_bar,
)  # fmt: skip
from app.casework.demo.screens_sections import (
    LEFT,
    RED,
    TIP,
    Step,
    banner,
    buttons,
    facts_card,
    prose_card,
    timeline,
    tip_card,
)
from app.domain.money import Money
from app.domain.times import shown


@dataclass(frozen=True, slots=True)
class Goods:
    """What is sold: its name, the words on its picture, its price, and what is promised in a few words."""

    name: str
    face: str
    price: Money
    promises: Sequence[str] = ()
    spec: str = ""


@dataclass(frozen=True, slots=True)
class OrderPage:
    """An order's page: its status with a sentence about it, the good, and rows of facts below."""

    phone: Phone
    brand: Brand
    status: str
    note: str
    goods: Goods
    merchant: str
    number: str
    paid: Money
    ordered_at: datetime
    paid_at: datetime | None = None
    pay_method: str = "支付宝"
    account: str = ""
    quantity: int = 1
    more: Rows = ()
    tip: str = TIP
    buttons: Sequence[str] = ("联系客服", "申请取消")


def order_page(page: OrderPage, fonts: Fonts) -> Image.Image:
    """Draw the order's page."""
    canvas = blank(page.phone, fonts)
    banner(canvas, page.phone, page.brand, "订单详情", page.status, page.note)
    top = TOP + 236
    bottom = _goods_card(canvas, top, page)
    rows = [("订单编号", page.number), ("下单时间", shown(page.ordered_at))]
    if page.paid_at is not None:
        rows.append(("付款时间", shown(page.paid_at)))
    rows.append(("支付方式", page.pay_method))
    if page.account:
        rows.append(("充值账号", page.account))
    bottom = facts_card(canvas, bottom + 28, "订单信息", [*rows, *page.more], page.brand)
    tip_card(canvas, bottom + 28, page.tip, page.brand)
    buttons(canvas, page.buttons, page.brand)
    return canvas.image


@dataclass(frozen=True, slots=True)
class ProductPage:
    """A good's sales page: picture, price, promises, parameters, and the merchant's own description."""

    phone: Phone
    brand: Brand
    goods: Goods
    merchant: str
    sold: str = "已售 2.3万+"
    list_price: Money | None = None
    parameters: Rows = ()
    description: Sequence[str] = ()
    rating: str = "4.9"


def product_page(page: ProductPage, fonts: Fonts) -> Image.Image:
    """Draw the good's sales page."""
    canvas = blank(page.phone, fonts)
    goods, height = page.goods, 760
    canvas.shade((0, 0, canvas.width, height), "#DCE7FF", "#F1F5FF")
    status_bar(canvas, page.phone)
    title_bar(canvas, "商品详情")
    goods_picture(canvas, (canvas.width / 2 - 230, TOP + 20), 460, goods.face, page.brand)
    names = fonts.wrapped(goods.name, 48, canvas.width - 2 * LEFT, bold=True, lines=2)
    size = 172 + len(names) * 66 + (76 if goods.promises else 0)
    card(canvas, height - 40, size)
    y: float = height + 40
    x = LEFT + canvas.text((LEFT, y), yuan(goods.price), 72, RED, bold=True)
    if page.list_price is not None:
        wide = canvas.text((x + 24, y + 12), yuan(page.list_price), SMALL, PALE)
        canvas.rectangle((x + 24, y + 11, x + 24 + wide, y + 14), PALE)
    canvas.text((canvas.width - LEFT, y + 8), page.sold, SMALL, GREY, align="right", room=280)
    y = canvas.lines((LEFT, y + 58), names, 48, 66, bold=True)
    if goods.promises:
        tags(canvas, (LEFT, y + 44), goods.promises, page.brand.deep, "#E8EFFF")
    y = _shop_strip(canvas, height - 40 + size + 28, page)
    if page.parameters:
        y = facts_card(canvas, y, "商品参数", page.parameters, page.brand) + 28
    if page.description:
        prose_card(canvas, y, "商品说明", page.description, page.brand)
    top = bottom_bar(canvas, 140)
    button(canvas, canvas.width - MARGIN, top + 70, "立即购买", page.brand.colour, width=400)
    for place, (icon, word) in enumerate(((icons.shop, "店铺"), (icons.headset, "客服"))):
        middle = 110 + place * 150
        icon(canvas, (middle, top + 50), 46, "#4A5058")
        canvas.text((middle, top + 106), word, 28, "#4A5058", align="centre")
    return canvas.image


@dataclass(frozen=True, slots=True)
class StatusPage:
    """An order's progress: the status now, how long it has lasted, and the steps, newest first."""

    phone: Phone
    brand: Brand
    status: str
    note: str
    number: str
    product: str
    steps: Sequence[Step]
    warning: str = ""
    tip: str = TIP
    buttons: Sequence[str] = ("联系客服", "申请取消")


def status_page(page: StatusPage, fonts: Fonts) -> Image.Image:
    """Draw the order's progress."""
    canvas = blank(page.phone, fonts)
    banner(canvas, page.phone, page.brand, "订单进度", page.status, page.note)
    y = facts_card(canvas, TOP + 236, "订单", [("订单编号", page.number), ("商品", page.product)], page.brand) + 28
    if page.warning:
        lines = fonts.wrapped(page.warning, SMALL, canvas.width - 2 * LEFT - 60, lines=3)
        height = 52 + 50 * len(lines)
        canvas.rounded((MARGIN, y, canvas.width - MARGIN, y + height), 28, "#FFF4E5")
        icons.clock(canvas, (LEFT + 14, y + 51), 44, "#C26A00")
        canvas.lines((LEFT + 60, y + 26), lines, SMALL, 50, "#8A4B00")
        y += height + 28
    y = timeline(canvas, y, page.steps, page.brand, "进度")
    tip_card(canvas, y + 28, page.tip, page.brand)
    buttons(canvas, page.buttons, page.brand)
    return canvas.image


def _goods_card(canvas: Canvas, top: float, page: OrderPage) -> float:
    goods, side = page.goods, 228
    left = LEFT + side + 32
    room = canvas.width - LEFT - left
    total = Money(goods.price.fen * page.quantity)
    saved = total.fen - page.paid.fen
    height = 590 + (ROW if saved > 0 else 0)
    card(canvas, top, height)
    icons.shop(canvas, (LEFT + 22, top + 62), 40, page.brand.colour)
    wide = canvas.text((LEFT + 62, top + 62), page.merchant, 42, bold=True, room=700)
    icons.forward(canvas, (LEFT + 92 + wide, top + 64), 26, PALE)
    y = top + 118
    goods_picture(canvas, (LEFT, y), side, goods.face, page.brand)
    price = canvas.text((canvas.width - LEFT, y + 28), yuan(goods.price), 42, bold=True, align="right")
    canvas.text((canvas.width - LEFT, y + 84), f"×{page.quantity}", SMALL, GREY, align="right")
    canvas.lines((left, y), canvas.fonts.wrapped(goods.name, 42, room - price - 30, lines=2), 42, 58)
    canvas.text((left, y + 142), goods.spec, 32, GREY, room=room - 120)
    tags(canvas, (left, y + 202), goods.promises, RED, "#FFECE9")
    rule(canvas, y + 268)
    sums = [("商品总额", yuan(total))] + ([("优惠", "-" + yuan(Money(saved)))] if saved > 0 else [])
    draw_rows(canvas, y + 286, sums)
    y = top + height - 64
    paid = canvas.text((canvas.width - LEFT, y), yuan(page.paid), 56, RED, bold=True, align="right")
    canvas.text((canvas.width - LEFT - paid - 18, y + 4), "实付", BODY, INK, align="right")
    return top + height


def _shop_strip(canvas: Canvas, top: float, page: ProductPage) -> float:
    card(canvas, top, 168)
    canvas.circle((LEFT + 48, top + 84), 48, page.brand.colour)
    icons.shop(canvas, (LEFT + 48, top + 84), 46, WHITE)
    canvas.text((LEFT + 124, top + 60), page.merchant, 42, bold=True, room=520)
    canvas.text((LEFT + 124, top + 114), f"店铺评分 {page.rating}　发货方式 自动发货", 32, GREY, room=560)
    button(canvas, canvas.width - LEFT, top + 84, "进店")
    return top + 168 + 28
