"""Sections that several pages of the invented platform share: the coloured head, cards, the timeline, buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.casework.demo.drawing import icons
from app.casework.demo.drawing.canvas import GREY, INK, WHITE, Canvas
from app.casework.demo.drawing.parts import (
    BODY,
    INSET,
    SMALL,
    STEP,
    Brand,
    Rows,
    button,
    card,
    draw_rows,
    heading,
    rows_height,
)
from app.casework.demo.drawing.phone import MARGIN, TOP, Phone, bottom_bar, status_bar, title_bar
from app.domain.times import shown

RED: Final = "#E8442F"
LEFT: Final = MARGIN + INSET
TIP: Final = "请通过订单页“联系客服”与商家沟通，沟通记录由平台留存；请勿在平台外转账或私下交易。"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an order's progress: what, when (None: not yet), and a sentence."""

    title: str
    at: datetime | None
    note: str = ""


def banner(canvas: Canvas, phone: Phone, brand: Brand, title: str, status: str, note: str) -> None:
    """Draw the coloured head of an order's page: title, status with its mark, and a sentence about it."""
    canvas.shade((0, 0, canvas.width, TOP + 300), brand.deep, brand.colour)
    canvas.shade((0, TOP + 180, canvas.width, TOP + 300), brand.colour, "#F4F5F7")
    status_bar(canvas, phone, WHITE)
    title_bar(canvas, title, fill=WHITE)
    x, y = LEFT + 24, TOP + 66
    canvas.circle((x, y), 34, WHITE)
    is_closed = any(word in status for word in ("取消", "关闭", "驳回", "失败"))
    is_done = any(word in status for word in ("完成", "成功", "到账"))
    draw = icons.cross if is_closed else icons.check if is_done else icons.clock
    draw(canvas, (x, y), 46, brand.deep)
    canvas.text((x + 60, y), status, 60, WHITE, bold=True, room=canvas.width - x - 140)
    canvas.text((LEFT - 10, y + 86), note, 36, "#F0F4FF", room=canvas.width - 2 * LEFT + 20)


def facts_card(canvas: Canvas, top: float, title: str, rows: Rows, brand: Brand) -> float:
    """Draw a card of a heading and rows; return its lower edge."""
    height = 116 + rows_height(canvas, rows) + 24
    card(canvas, top, height)
    heading(canvas, top + 66, title, brand.colour)
    draw_rows(canvas, top + 116, rows)
    return top + height


def prose_card(canvas: Canvas, top: float, title: str, paragraphs: Sequence[str], brand: Brand) -> None:
    """Draw a card of running text that runs on behind the buttons."""
    room = canvas.width - 2 * LEFT
    lines = [line for text in paragraphs for line in canvas.fonts.wrapped(text, BODY, room)]
    left = int((canvas.height - top - 116 - 240) // STEP)
    card(canvas, top, max(116 + STEP * len(lines) + 40, canvas.height - top))
    heading(canvas, top + 66, title, brand.colour)
    canvas.lines((LEFT, top + 116), lines[: max(left, 0)], BODY, STEP, "#33383F")


def tip_card(canvas: Canvas, top: float, tip: str, brand: Brand) -> None:
    """Draw the platform's advice, where there is room for it."""
    lines = canvas.fonts.wrapped(tip, SMALL, canvas.width - 2 * LEFT)
    height = 116 + 52 * len(lines) + 34
    if not tip or top + height > canvas.height - 230:
        return
    card(canvas, top, height)
    heading(canvas, top + 66, "温馨提示", brand.colour)
    canvas.lines((LEFT, top + 116), lines, SMALL, 52, GREY)


def timeline(canvas: Canvas, top: float, steps: Sequence[Step], brand: Brand, title: str) -> float:
    """Draw steps below one another, newest first; return the lower edge."""
    inset = LEFT + 66
    room = canvas.width - LEFT - inset
    notes = [canvas.fonts.wrapped(step.note, SMALL, room, lines=3) if step.note else [] for step in steps]
    heights = [112 + 50 * len(lines) for lines in notes]
    card(canvas, top, 130 + sum(heights))
    heading(canvas, top + 66, title, brand.colour)
    y = top + 130
    for place, (step, lines, height) in enumerate(zip(steps, notes, heights, strict=True)):
        middle = y + 26
        if place + 1 < len(steps):
            canvas.rectangle((LEFT + 17, middle + 24, LEFT + 20, middle + height - 22), "#DDE1E7")
        canvas.circle((LEFT + 18, middle), 16 if place else 20, "#DDE1E7" if place else brand.colour)
        if not place:
            canvas.circle((LEFT + 18, middle), 9, WHITE)
        when = shown(step.at) if step.at else "—"
        wide = canvas.text((canvas.width - LEFT, middle), when, 32, GREY, align="right")
        fill = INK if place else brand.deep
        canvas.text((inset, middle), step.title, 42, fill, bold=not place, room=room - wide - 30)
        canvas.lines((inset, y + 56), lines, SMALL, 50, GREY)
        y += height
    return y


def buttons(canvas: Canvas, words: Sequence[str], brand: Brand) -> None:
    """Draw the buttons at the foot of a page; the last word is the one that is filled."""
    top = bottom_bar(canvas, 140)
    x: float = canvas.width - MARGIN
    for place, word in enumerate(reversed(words)):
        x = button(canvas, x, top + 70, word, "" if place else brand.colour) - 24
