"""Chats: with a platform's own support or a merchant on the platform, and private ones; also as long screenshots."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from PIL import Image

from app.casework.demo.drawing import icons
from app.casework.demo.drawing.canvas import GREY, INK, WHITE, Canvas
from app.casework.demo.drawing.fonts import Fonts
from app.casework.demo.drawing.parts import Brand, avatar, goods_picture, yuan
from app.casework.demo.drawing.phone import (
    MARGIN,
    TALLEST,
    TOP,
    Phone,
    blank,
    bottom_bar,
    status_bar,
    title_bar,
)
from app.casework.demo.screens_sections import RED
from app.domain.money import Money
from app.domain.times import SHANGHAI

SIZE: Final = 42
LINE: Final = 62
FACE: Final = 112
GAP: Final = 44
INPUT: Final = 150
CARD: Final = 300
WIDEST: Final = 690
"""The widest bubble's text, in pixels."""

PAUSE: Final = timedelta(minutes=5)
"""After so long a silence the time is shown again."""


class From(Enum):
    """Who a message is from."""

    ME = "me"
    OTHER = "other"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Said:
    """One message; `name` is shown over those of others, a `picture` is a small drawn screenshot above the text."""

    by: From
    text: str
    at: datetime
    name: str = ""
    is_support: bool = False
    has_picture: bool = False


@dataclass(frozen=True, slots=True)
class OrderCard:
    """The order that a chat on the platform is about."""

    product: str
    face: str
    paid: Money
    number: str
    status: str


@dataclass(frozen=True, slots=True)
class ChatPage:
    """A chat: on the platform (with its colours and perhaps the order's card), or private (green and white)."""

    phone: Phone
    title: str
    messages: Sequence[Said]
    brand: Brand = field(default_factory=lambda: Brand("平台"))
    note: str = ""
    is_private: bool = False
    order: OrderCard | None = None
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class _Colours:
    paper: str
    bar: str
    mine: str
    mine_text: str
    my_face: str
    their_face: str


_PRIVATE: Final = _Colours("#EDEDED", "#EDEDED", "#95EC69", INK, "#7C93B8", "#C08A5B")


def chat_page(page: ChatPage, fonts: Fonts) -> Image.Image:
    """Draw the chat; with `is_long` as tall as its messages need, else the last ones that have room."""
    colours = _PRIVATE if page.is_private else _official(page.brand)
    probe = blank(page.phone, fonts, colours.paper, height=1)
    first = TOP + (CARD if page.order else 0) + 34
    height = page.phone.height
    if page.is_long:
        needed = first + sum(_height(probe, page, at) for at in range(len(page.messages))) + INPUT + 120
        height = max(height, min(math.ceil(needed), TALLEST))
    shown = _last_that_fit(probe, page, height - first - INPUT - 100)
    canvas = blank(page.phone, fonts, colours.paper, height=height)
    _messages(canvas, page, shown, colours, first)
    canvas.rectangle((0, 0, canvas.width, TOP), colours.bar)
    canvas.rectangle((0, TOP - 2, canvas.width, TOP), "#DADCE0")
    title_bar(canvas, page.title, note=page.note)
    status_bar(canvas, page.phone)
    if page.order is not None:
        _order_card(canvas, page.order, page.brand)
    _input(canvas, colours)
    return canvas.image


def _official(brand: Brand) -> _Colours:
    return _Colours("#F3F5F9", WHITE, brand.colour, WHITE, "#8BA3D9", brand.deep)


def _last_that_fit(canvas: Canvas, page: ChatPage, room: float) -> list[Said]:
    total, start = 0.0, len(page.messages)
    while start > 0:
        total += _height(canvas, page, start - 1)
        if total > room:
            break
        start -= 1
    return list(page.messages[start:])


def _shows_time(page: ChatPage, at: int) -> bool:
    return at == 0 or page.messages[at].at - page.messages[at - 1].at >= PAUSE


def _height(canvas: Canvas, page: ChatPage, at: int) -> float:
    """Return how much room a message needs, with the time over it."""
    said = page.messages[at]
    above = 96 if _shows_time(page, at) else 0
    if said.by is From.SYSTEM:
        return above + 48 * len(_system_lines(canvas, said)) + GAP
    name = 50 if said.name and said.by is From.OTHER else 0
    picture = 380 if said.has_picture else 0
    text = LINE * len(_lines(canvas, said)) + 52 if said.text else 0
    return above + max(name + picture + text, FACE) + GAP


def _lines(canvas: Canvas, said: Said) -> list[str]:
    return canvas.fonts.wrapped(said.text, SIZE, WIDEST)


def _system_lines(canvas: Canvas, said: Said) -> list[str]:
    return canvas.fonts.wrapped(said.text, 32, 800)


def _messages(canvas: Canvas, page: ChatPage, shown: Sequence[Said], colours: _Colours, top: float) -> None:
    offset = len(page.messages) - len(shown)
    y = top
    for place, said in enumerate(shown):
        at = offset + place
        height = _height(canvas, page, at)
        below = y
        if _shows_time(page, at):
            canvas.text((canvas.width / 2, y + 50), _when(said.at, page.phone.at), 32, GREY, align="centre")
            below += 96
        if said.by is From.SYSTEM:
            for line in _system_lines(canvas, said):
                canvas.text((canvas.width / 2, below + 24), line, 32, GREY, align="centre")
                below += 48
        else:
            _message(canvas, said, colours, below, is_private=page.is_private)
        y += height


def _when(at: datetime, now: datetime) -> str:
    local, today = at.astimezone(SHANGHAI), now.astimezone(SHANGHAI).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    if local.date() == today - timedelta(days=1):
        return f"昨天 {local:%H:%M}"
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def _message(canvas: Canvas, said: Said, colours: _Colours, y: float, *, is_private: bool) -> None:
    is_mine = said.by is From.ME
    face_x = canvas.width - MARGIN - FACE if is_mine else MARGIN
    kind = "person" if is_mine or (is_private and not said.is_support) else "support" if said.is_support else "shop"
    avatar(canvas, (face_x, y), FACE, colours.my_face if is_mine else colours.their_face, kind)
    edge = face_x - 26 if is_mine else face_x + FACE + 26
    if said.name and not is_mine:
        canvas.text((edge, y + 18), said.name, 30, GREY, room=600)
        y += 50
    if said.has_picture:
        _picture(canvas, edge - 220 if is_mine else edge, y)
        y += 380
    if said.text:
        fill, ink = (colours.mine, colours.mine_text) if is_mine else (WHITE, INK)
        _bubble(canvas, said, edge, y, fill, ink)


def _bubble(canvas: Canvas, said: Said, edge: float, y: float, fill: str, ink: str) -> None:
    lines = _lines(canvas, said)
    width = max(canvas.fonts.width(line, SIZE) for line in lines) + 68
    height = LINE * len(lines) + 52
    is_mine = said.by is From.ME
    left = edge - width if is_mine else edge
    canvas.rounded((left, y, left + width, y + height), 18, fill)
    tip = edge + 14 if is_mine else edge - 14
    inner = edge - 2 if is_mine else edge + 2
    canvas.polygon([(inner, y + 38), (tip, y + 56), (inner, y + 74)], fill)
    canvas.lines((left + 34, y + 26), lines, SIZE, LINE, ink)


def _picture(canvas: Canvas, x: float, y: float) -> None:
    """Draw a small screenshot that was sent as a picture."""
    canvas.rounded((x, y, x + 220, y + 352), 14, "#DDE3EE")
    canvas.rounded((x + 6, y + 6, x + 214, y + 346), 10, WHITE)
    canvas.rounded((x + 6, y + 6, x + 214, y + 84), 10, "#2F6BFF")
    canvas.rounded((x + 26, y + 34, x + 120, y + 52), 6, "#DCE7FF")
    for row in range(5):
        canvas.rounded((x + 26, y + 112 + row * 44, x + 90, y + 126 + row * 44), 5, "#D5DAE2")
        canvas.rounded((x + 118, y + 112 + row * 44, x + 194, y + 126 + row * 44), 5, "#E9ECF1")


def _order_card(canvas: Canvas, order: OrderCard, brand: Brand) -> None:
    box = (MARGIN, TOP + 26, canvas.width - MARGIN, TOP + CARD - 20)
    canvas.rounded(box, 24, WHITE)
    left, right = box[0] + 32, box[2] - 32
    canvas.text((left, box[1] + 46), f"订单号 {order.number}", 30, GREY, room=640)
    canvas.text((right, box[1] + 46), order.status, 34, brand.colour, bold=True, align="right", room=260)
    goods_picture(canvas, (left, box[1] + 84), 140, order.face, brand)
    paid = canvas.text((right, box[1] + 196), yuan(order.paid), 44, RED, bold=True, align="right")
    lines = canvas.fonts.wrapped(order.product, 38, right - left - 180, lines=1)
    canvas.text((left + 170, box[1] + 116), lines[0], 38)
    canvas.text((left + 170, box[1] + 196), "正在咨询该订单", 32, GREY, room=right - left - 190 - paid)


def _input(canvas: Canvas, colours: _Colours) -> None:
    paper = "#F7F7F7" if colours is _PRIVATE else WHITE
    top = bottom_bar(canvas, INPUT, paper)
    middle = top + INPUT / 2
    icons.voice(canvas, (76, middle), 66, INK)
    canvas.rounded((136, middle - 50, canvas.width - 236, middle + 50), 14, WHITE if paper != WHITE else "#F3F5F9")
    icons.smile(canvas, (canvas.width - 176, middle), 66, INK)
    icons.plus(canvas, (canvas.width - 76, middle), 66, INK)
