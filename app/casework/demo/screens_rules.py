"""The text of a platform's rules, and a game account's top-up record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PIL import Image

from app.casework.demo.drawing.canvas import GREY, PALE, WHITE, Canvas
from app.casework.demo.drawing.fonts import Fonts
from app.casework.demo.drawing.parts import BODY, SMALL, Brand, card, heading, rule
from app.casework.demo.drawing.phone import TALLEST, TOP, Phone, blank, gesture_bar, status_bar, title_bar
from app.casework.demo.screens_sections import LEFT
from app.domain.times import shown


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The text of a platform's rules; sections are a heading and paragraphs, `marked` words get a yellow ground."""

    phone: Phone
    brand: Brand
    title: str
    edition: str
    sections: Sequence[tuple[str, Sequence[str]]]
    marked: Sequence[str] = ()


def rules_page(page: RulesPage, fonts: Fonts) -> Image.Image:
    """Draw the rules; as a long screenshot where they are longer than the screen."""
    probe = blank(page.phone, fonts, WHITE, height=1)
    needed = _rules_text(probe, page) + 140
    canvas = blank(page.phone, fonts, WHITE, height=max(page.phone.height, min(round(needed), TALLEST)))
    title_bar(canvas, "规则中心", paper=WHITE)
    status_bar(canvas, page.phone)
    _rules_text(canvas, page)
    gesture_bar(canvas, WHITE)
    return canvas.image


def _rules_text(canvas: Canvas, page: RulesPage) -> float:
    inset = 60
    room = canvas.width - 2 * inset
    y: float = TOP + 40
    y = canvas.lines((inset, y), canvas.fonts.wrapped(page.title, 60, room, bold=True), 60, 84, bold=True)
    canvas.text((inset, y + 40), f"{page.brand.name} · {page.edition}", SMALL, GREY, room=room)
    y += 100
    canvas.rectangle((inset, y, canvas.width - inset, y + 2), "#E6E8EC")
    y += 30
    for title, paragraphs in page.sections:
        y = canvas.lines((inset, y + 26), canvas.fonts.wrapped(title, 46, room, bold=True), 46, 68, bold=True) + 12
        for paragraph in paragraphs:
            is_marked = any(words in paragraph for words in page.marked)
            lines = canvas.fonts.wrapped(paragraph, 40, room)
            if is_marked:
                canvas.rounded((inset - 18, y - 2, canvas.width - inset + 18, y + 66 * len(lines) + 4), 12, "#FFF3C4")
            y = canvas.lines((inset, y), lines, 40, 66, "#33383F") + 18
    return y


@dataclass(frozen=True, slots=True)
class TopUp:
    """One line of a game account's record: what came in, when, and the balance after it."""

    title: str
    at: datetime
    amount: str
    balance: str


@dataclass(frozen=True, slots=True)
class TopUpRecord:
    """A game account's top-up record: whose it is, the balance, and the entries, newest first."""

    phone: Phone
    brand: Brand
    account: str
    region: str
    balance: str
    entries: Sequence[TopUp]
    note: str = "仅展示近 30 天记录"


def top_up_record(page: TopUpRecord, fonts: Fonts) -> Image.Image:
    """Draw the record."""
    canvas = blank(page.phone, fonts)
    canvas.shade((0, 0, canvas.width, 620), page.brand.deep, page.brand.colour)
    status_bar(canvas, page.phone, WHITE)
    title_bar(canvas, "充值记录", fill=WHITE)
    canvas.text((LEFT, TOP + 60), "当前余额", SMALL, "#E3EBFF")
    canvas.text((LEFT, TOP + 150), page.balance, 88, WHITE, bold=True, room=canvas.width - 2 * LEFT)
    whose = f"账号 {page.account}　{page.region}"
    canvas.text((LEFT, TOP + 246), whose, SMALL, "#E3EBFF", room=canvas.width - 2 * LEFT)
    top = TOP + 320
    fit = max(int((canvas.height - top - 260) // 150), 1)
    entries = list(page.entries)[:fit]
    card(canvas, top, 110 + 150 * max(len(entries), 2))
    heading(canvas, top + 62, "充值明细", page.brand.colour)
    y = top + 110
    for place, entry in enumerate(entries):
        if place:
            rule(canvas, y)
        wide = canvas.text(
            (canvas.width - LEFT, y + 50), entry.amount, 44, page.brand.deep, bold=True, align="right", room=400
        )
        canvas.text((LEFT, y + 50), entry.title, BODY, room=canvas.width - 2 * LEFT - wide - 40)
        wide = canvas.text((canvas.width - LEFT, y + 106), f"余额 {entry.balance}", 32, GREY, align="right", room=400)
        canvas.text((LEFT, y + 106), shown(entry.at), 32, GREY, room=canvas.width - 2 * LEFT - wide - 40)
        y += 150
    if not entries:
        canvas.text((canvas.width / 2, top + 250), "暂无充值记录", BODY, GREY, align="centre")
        y = top + 410
    canvas.text((canvas.width / 2, y + 60), page.note, 32, PALE, align="centre", room=canvas.width - 2 * LEFT)
    gesture_bar(canvas)
    return canvas.image
