"""Divider pages: before each kind of exhibit, a page that names it and lists what follows."""

from __future__ import annotations

from app.dossier import look
from app.dossier.flow import Flow
from app.dossier.look import CONTENT_WIDTH, LEFT, RIGHT, TOP
from app.dossier.outline import Dossier
from app.dossier.parts import group_heading
from app.dossier.plan import Box, Panel
from app.dossier.sections.anchors import divider_anchor, exhibit_anchor

_DOWN = 150.0
_NUMERALS = "一二三四五六七八九十"


def group_name(number: int) -> str:
    """Return the name of a group of exhibits by its number from 1: `第一组`."""
    tens, ones = divmod(number, 10)
    if number > 99:
        return f"第{number}组"
    numeral = ("" if tens < 2 else _NUMERALS[tens - 1]) + ("十" if tens else "") + (_NUMERALS[ones - 1] if ones else "")
    return f"第{numeral}组"


def draw_divider(flow: Flow, dossier: Dossier, group: range, number: int) -> None:
    """Write the group's name, how many exhibits it has, and each with its page."""
    flow.anchor(divider_anchor(number - 1), above=TOP)
    flow.skip(_DOWN)
    flow.page.panels.append(Panel(Box(LEFT, flow.y, 44, 4), fill=look.ACCENT))
    flow.skip(16)
    flow.say(f"证据 · {group_name(number)}", look.BODY_LABEL)
    order = dossier.exhibits[group.start].order_heading
    if len(dossier.orders) > 1:
        flow.say(order, look.LEAD)
    flow.say(group_heading(dossier, group.start).removeprefix(f"{order} · "), look.DIVIDER)
    flow.skip(4)
    flow.say(f"共 {len(group)} 份", look.LEAD)
    flow.skip(24)
    for position in group:
        exhibit, anchor = dossier.exhibits[position], exhibit_anchor(position)
        flow.need(look.BODY.leading + 10)
        top = flow.y + 5
        flow.label(exhibit.label, LEFT, top, look.BODY_LINK, width=62)
        flow.label(exhibit.title, LEFT + 66, top, look.BODY, width=CONTENT_WIDTH - 66 - 64)
        flow.refer("第{page}页", anchor, RIGHT, top, look.BODY_LINK, align="right")
        flow.link(Box(LEFT, flow.y, CONTENT_WIDTH, look.BODY.leading + 10), anchor)
        flow.skip(look.BODY.leading + 10)
        flow.rule()
