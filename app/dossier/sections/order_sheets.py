"""What the buyer states about each order: its facts, its status as it was seen, a note."""

from __future__ import annotations

from collections.abc import Sequence

from app.dossier import look
from app.dossier.flow import Flow
from app.dossier.look import CONTENT_WIDTH, LEFT, RIGHT
from app.dossier.outline import Dossier, Fact, OrderSheet, Recipient
from app.dossier.parts import Part
from app.dossier.plan import Box
from app.dossier.sections.anchors import exhibit_anchor, order_anchor
from app.dossier.sections.headings import draw_heading
from app.dossier.typesetting import wrap

_INDENT = 76.0
_HALF = CONTENT_WIDTH / 2
_TIME_WIDTH = 150.0


def draw_orders(flow: Flow, dossier: Dossier) -> None:
    """Write every order of the dossier, each under its heading."""
    draw_heading(flow, Part.ORDERS, "以下由提交人陈述，时间均为北京时间。")
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
    waiting = list(order.facts)
    while waiting:
        beside = waiting[:2]
        taken = beside if len(beside) == 2 and all(_is_short(flow, fact) for fact in beside) else beside[:1]
        del waiting[: len(taken)]
        flow.need(look.BODY.leading + 10)
        flow.skip(5)
        if len(taken) == 2:
            _side_by_side(flow, taken)
        else:
            flow.pair(taken[0].label, taken[0].value, look.BODY_LABEL, _style(taken[0]), _INDENT)
        flow.skip(5)
        flow.rule()
    if lists_statuses(dossier) and order.statuses:
        _statuses(flow, dossier, order)
    if order.note:
        flow.skip(18)
        flow.need(look.SUBHEADING.leading + 2 * look.BODY.leading)
        flow.say("说明", look.SUBHEADING)
        flow.skip(2)
        flow.say(order.note, look.BODY)


def lists_statuses(dossier: Dossier) -> bool:
    """Return whether the statuses are listed here: a platform's support reads them in the timeline."""
    return dossier.recipient is not Recipient.PLATFORM or not dossier.timeline


def _style(fact: Fact) -> look.Style:
    return look.BODY_BOLD if fact.is_figure else look.BODY


def _is_short(flow: Flow, fact: Fact) -> bool:
    """Return whether a fact takes one line in half the width of the page."""
    value = wrap(fact.value, _style(fact), _HALF - _INDENT - 12, flow.fonts)
    label = wrap(fact.label, look.BODY_LABEL, _INDENT - 10, flow.fonts)
    return len(value) < 2 and len(label) < 2


def _side_by_side(flow: Flow, facts: Sequence[Fact]) -> None:
    for place, fact in enumerate(facts):
        x = LEFT + place * _HALF
        flow.label(fact.label, x, flow.y, look.BODY_LABEL, width=_INDENT - 10)
        flow.label(fact.value, x + _INDENT, flow.y, _style(fact), width=_HALF - _INDENT - 12)
    flow.skip(look.BODY.leading)


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
