"""What the buyer states about each order: its facts, its status as it was seen, a note."""

from __future__ import annotations

from app.dossier import look
from app.dossier.flow import Flow
from app.dossier.look import CONTENT_WIDTH, LEFT, RIGHT
from app.dossier.outline import Dossier, OrderSheet
from app.dossier.plan import Box
from app.dossier.sections.anchors import ORDERS, exhibit_anchor, order_anchor

_INDENT = 104.0
_TIME_WIDTH = 150.0


def draw_orders(flow: Flow, dossier: Dossier) -> None:
    """Write every order of the dossier, each under its heading."""
    flow.anchor(ORDERS)
    flow.say("订单事实", look.HEADING)
    flow.skip(2)
    flow.say("以下由提交人陈述，时间均为北京时间。", look.SMALL)
    flow.skip(12)
    for position, order in enumerate(dossier.orders):
        if position:
            flow.skip(22)
        _order(flow, dossier, order, position)


def _order(flow: Flow, dossier: Dossier, order: OrderSheet, position: int) -> None:
    flow.need(look.SUBHEADING.leading + 4 * look.BODY.leading)
    flow.anchor(order_anchor(position))
    flow.say(order.heading, look.SUBHEADING, at_most=3)
    flow.skip(4)
    flow.rule(colour=look.INK, width=0.8)
    for fact in order.facts:
        flow.skip(5)
        style = look.BODY_BOLD if fact.is_figure else look.BODY
        flow.pair(fact.label, fact.value, look.BODY_LABEL, style, _INDENT)
        flow.skip(5)
        flow.rule()
    if order.statuses:
        _statuses(flow, dossier, order)
    if order.note:
        flow.skip(18)
        flow.need(look.SUBHEADING.leading + 2 * look.BODY.leading)
        flow.say("说明", look.SUBHEADING)
        flow.skip(2)
        flow.say(order.note, look.BODY)


def _statuses(flow: Flow, dossier: Dossier, order: OrderSheet) -> None:
    flow.skip(18)
    flow.need(look.SUBHEADING.leading + 2 * look.BODY.leading)
    flow.say("订单状态记录", look.SUBHEADING)
    flow.skip(2)
    for status in order.statuses:
        flow.need(look.BODY.leading + 6)
        flow.skip(3)
        top = flow.y
        flow.label(status.at, LEFT, top, look.BODY_LABEL, width=_TIME_WIDTH - 10)
        flow.label(status.label, LEFT + _TIME_WIDTH, top, look.BODY, width=CONTENT_WIDTH - _TIME_WIDTH - 130)
        if status.exhibit is not None:
            exhibit = dossier.exhibits[status.exhibit]
            anchor = exhibit_anchor(status.exhibit)
            flow.refer(f"{exhibit.label} · 第{{page}}页", anchor, RIGHT, top, look.BODY_LINK, align="right")
            flow.link(Box(RIGHT - 120, top, 120, look.BODY.leading), anchor)
        flow.skip(look.BODY.leading + 3)
        flow.rule()
