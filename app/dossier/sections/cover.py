"""The cover: one page that tells a hurried reader who, what, how much and where to look."""

from __future__ import annotations

from dataclasses import replace

from app.domain.times import shown
from app.dossier import look
from app.dossier.flow import Flow
from app.dossier.look import CONTENT_WIDTH, LEFT, RIGHT
from app.dossier.outline import Dossier, Fact, OrderSheet
from app.dossier.plan import Box, Panel
from app.dossier.sections.anchors import EXHIBITS, INDEX, INTEGRITY, ORDERS
from app.dossier.typesetting import one_line

ORDERS_SHOWN = 5
FIGURES_SHOWN = 3
_INDENT = 92.0
_ROWS_END = 580.0
_FIGURE_SIZES = (look.FIGURE.size, 18.0, 15.0, 12.0)


def draw_cover(flow: Flow, dossier: Dossier) -> None:
    """Fill the cover, which is always exactly one page: what is too long is cut and stands whole further on."""
    flow.page.is_cover = True
    flow.y = 92.0
    flow.anchor("cover")
    flow.page.panels.append(Panel(Box(LEFT, flow.y, 44, 4), fill=look.ACCENT))
    flow.skip(20)
    flow.say(dossier.title, look.TITLE, at_most=2)
    flow.skip(8)
    _heading_line(flow, "提交对象", dossier.recipient.label.zh)
    _heading_line(flow, "案件编号", dossier.case_number)
    if dossier.prepared_by:
        _heading_line(flow, "提交人", dossier.prepared_by)
    _heading_line(flow, "陈述时间", f"{shown(dossier.stated_at)}（北京时间）")
    flow.skip(18)
    if dossier.request:
        _request(flow, dossier.request)
    if len(dossier.orders) == 1:
        _one_order(flow, dossier, dossier.orders[0])
    else:
        _many_orders(flow, dossier)
    flow.skip(20)
    _contents(flow, dossier)
    foot = f"由 {dossier.program} 生成。用任何 PDF 阅读器与 sha256sum 等系统自带工具即可核对，无需安装本软件。"
    flow.label(foot, LEFT, look.FOOTER_RULE - 22, look.SMALL, width=CONTENT_WIDTH)


def _heading_line(flow: Flow, label: str, value: str) -> None:
    flow.label(label, LEFT, flow.y, look.BODY_LABEL, width=_INDENT - 8)
    flow.label(value, LEFT + 72, flow.y, look.LEAD, width=CONTENT_WIDTH - 72)
    flow.skip(look.LEAD.leading + 1)


def _request(flow: Flow, request: str) -> None:
    flow.label("请求", LEFT, flow.y, look.CELL_LINK)
    flow.skip(18)
    flow.say(request, look.SUBHEADING, at_most=4)
    flow.skip(14)


def _one_order(flow: Flow, dossier: Dossier, order: OrderSheet) -> None:
    on_cover = [fact for fact in order.facts if fact.on_cover]
    figures = [fact for fact in on_cover if fact.is_figure][:FIGURES_SHOWN]
    _figures(flow, [*figures, Fact("证据", f"{len(dossier.exhibits)} 份")])
    for fact in on_cover:
        if fact not in figures and flow.y < _ROWS_END:
            _row(flow, fact)


def _row(flow: Flow, fact: Fact) -> None:
    flow.skip(4)
    flow.label(fact.label, LEFT, flow.y, look.BODY_LABEL, width=_INDENT - 8)
    flow.say(fact.value, look.BODY, x=LEFT + _INDENT, at_most=2)
    flow.skip(4)
    flow.rule()


def _figures(flow: Flow, figures: list[Fact]) -> None:
    height, gap = 70.0, 10.0
    width = (CONTENT_WIDTH - gap * (len(figures) - 1)) / len(figures)
    for index, fact in enumerate(figures):
        x = LEFT + index * (width + gap)
        flow.page.panels.append(Panel(Box(x, flow.y, width, height), fill=look.PALE, radius=5))
        flow.label(fact.label, x + 14, flow.y + 11, look.SMALL, width=width - 28)
        flow.label(fact.value, x + 14, flow.y + 27, _fitting(flow, fact.value, width - 28), width=width - 28)
    flow.skip(height + 14)


def _fitting(flow: Flow, text: str, width: float) -> look.Style:
    """Return the largest style of figures in which the text is not cut, for an amount must not be."""
    styles = [replace(look.FIGURE, size=size) for size in _FIGURE_SIZES]
    fits = (style for style in styles if one_line(text, style, flow.fonts).width <= width)
    return next(fits, styles[-1])


def _many_orders(flow: Flow, dossier: Dossier) -> None:
    _figures(flow, [Fact("订单", f"{len(dossier.orders)} 笔"), Fact("证据", f"{len(dossier.exhibits)} 份")])
    shown_orders = 0
    for order in dossier.orders[:ORDERS_SHOWN]:
        if flow.y > _ROWS_END:
            break
        shown_orders += 1
        flow.skip(4)
        flow.label(order.heading, LEFT, flow.y, look.BODY_BOLD, width=CONTENT_WIDTH)
        flow.skip(look.BODY.leading)
        words = "　".join(f"{fact.label} {fact.value}" for fact in order.facts if fact.on_cover)
        flow.label(words, LEFT, flow.y, look.SMALL_INK, width=CONTENT_WIDTH)
        flow.skip(look.SMALL.leading + 5)
        flow.rule()
    rest = len(dossier.orders) - shown_orders
    if rest > 0:
        flow.skip(4)
        flow.label(f"另有 {rest} 笔订单", LEFT, flow.y, look.SMALL)
        flow.refer("见第{page}页", ORDERS, RIGHT, flow.y, look.SMALL_LINK, align="right")
        flow.skip(look.SMALL.leading)


def _contents(flow: Flow, dossier: Dossier) -> None:
    flow.label("内容", LEFT, flow.y, look.CELL_LINK)
    flow.skip(18)
    parts = [("订单事实", ORDERS), ("证据目录（点击可跳到每份证据）", INDEX)]
    if dossier.exhibits:
        first, last = dossier.exhibits[0].label, dossier.exhibits[-1].label
        parts.append((f"{first}至{last}" if len(dossier.exhibits) > 1 else first, EXHIBITS))
    for name, anchor in [*parts, ("完整性说明与核对方法", INTEGRITY)]:
        flow.label(name, LEFT, flow.y, look.BODY)
        flow.refer("第{page}页", anchor, RIGHT, flow.y, look.BODY, align="right")
        flow.link(Box(LEFT, flow.y, CONTENT_WIDTH, look.BODY.leading), anchor)
        flow.skip(look.BODY.leading + 2)
