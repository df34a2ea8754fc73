"""The cover: one page that tells a hurried reader who, what, how much and where to look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.times import shown
from app.dossier import look
from app.dossier.case_parts import Summary
from app.dossier.flow import Flow
from app.dossier.look import CONTENT_WIDTH, LEFT, RIGHT
from app.dossier.outline import Dossier, Fact, OrderSheet
from app.dossier.parts import Part
from app.dossier.plan import Box, Panel
from app.dossier.sections.anchors import ORDERS
from app.dossier.typesetting import one_line

ORDERS_SHOWN = 5
FIGURES_SHOWN = 3
_INDENT = 92.0
_ROW = 26.0
_CONTENT_ROW = look.BODY.leading + 2
_ONE_COLUMN = 6
_CONTENTS_END = look.FOOTER_RULE - 48
_FIGURE_SIZES = (look.FIGURE.size, 18.0, 15.0, 12.0, 9.5)


def contents_of(dossier: Dossier, parts: Sequence[Part]) -> list[tuple[str, str]]:
    """Return what the cover lists: the name and the anchor of every part but the cover itself."""
    special = {
        Part.INDEX: "证据目录（点击可跳到每份证据）",
        Part.INTEGRITY: "完整性说明与核对方法",
    }
    if dossier.exhibits:
        first, last = dossier.exhibits[0].label, dossier.exhibits[-1].label
        special[Part.EXHIBITS] = f"{first}至{last}" if len(dossier.exhibits) > 1 else first
    return [(special.get(part, part.label.zh), part.value) for part in parts if part is not Part.COVER]


def draw_cover(flow: Flow, dossier: Dossier, contents: Sequence[tuple[str, str]]) -> None:
    """Fill the cover, which is always exactly one page: what is too long is cut and stands whole further on."""
    flow.page.is_cover = True
    flow.y = 84.0
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
    flow.skip(16)
    rows_end = _CONTENTS_END - _contents_height(contents)
    if dossier.summary:
        _summary(flow, dossier.summary, len(dossier.exhibits))
    request = dossier.request or "；".join(claim.text for claim in dossier.claims)
    if request:
        _request(flow, request)
    if len(dossier.orders) == 1:
        _one_order(flow, dossier, dossier.orders[0], rows_end)
    else:
        _many_orders(flow, dossier, rows_end)
    flow.skip(18)
    _contents(flow, contents)
    foot = f"由{dossier.program} 生成。用任何 PDF 阅读器与 sha256sum 等系统自带工具即可核对，无需安装本软件。"
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


def _summary(flow: Flow, summary: Summary, exhibits: int) -> None:
    """Draw the case's figures large, and what is missing in colour, for that is what it is about."""
    figures = [
        Fact("实付", summary.paid.shown),
        Fact("已退", summary.refunded.shown),
        Fact("还差", summary.missing.shown),
    ]
    if summary.waiting_days is not None:
        figures.append(Fact("已等待", f"{summary.waiting_days:,} 天"))
    _figures(flow, [*figures, Fact("证据", f"{exhibits} 份")], alarming=2 if summary.missing.fen > 0 else None)
    if summary.waiting_since:
        flow.y -= 8
        flow.label(f"等待天数自 {summary.waiting_since}起算", LEFT, flow.y, look.SMALL, width=CONTENT_WIDTH)
        flow.skip(look.SMALL.leading + 8)


def _one_order(flow: Flow, dossier: Dossier, order: OrderSheet, rows_end: float) -> None:
    on_cover = [fact for fact in order.facts if fact.on_cover]
    figures = [] if dossier.summary else [fact for fact in on_cover if fact.is_figure][:FIGURES_SHOWN]
    if not dossier.summary:
        _figures(flow, [*figures, Fact("证据", f"{len(dossier.exhibits)} 份")])
    for fact in on_cover:
        if fact not in figures and flow.y < rows_end - _ROW:
            _row(flow, fact)


def _row(flow: Flow, fact: Fact) -> None:
    flow.skip(4)
    flow.label(fact.label, LEFT, flow.y, look.BODY_LABEL, width=_INDENT - 8)
    flow.say(fact.value, look.BODY, x=LEFT + _INDENT, at_most=2)
    flow.skip(4)
    flow.rule()


def _figures(flow: Flow, figures: list[Fact], alarming: int | None = None) -> None:
    height, gap = 70.0, 8.0
    width = (CONTENT_WIDTH - gap * (len(figures) - 1)) / len(figures)
    pad = 14 if len(figures) < 5 else 9
    for index, fact in enumerate(figures):
        x, is_alarming = LEFT + index * (width + gap), index == alarming
        fill, colour = (look.BAD_PALE, look.BAD) if is_alarming else (look.PALE, look.INK)
        flow.page.panels.append(Panel(Box(x, flow.y, width, height), fill=fill, radius=5))
        room = width - 2 * pad
        flow.label(fact.label, x + pad, flow.y + 11, replace(look.SMALL, colour=colour), width=room)
        style = replace(_fitting(flow, fact.value, room), colour=colour)
        flow.label(fact.value, x + pad, flow.y + 27, style, width=room)
    flow.skip(height + 14)


def _fitting(flow: Flow, text: str, width: float) -> look.Style:
    """Return the largest style of figures in which the text is not cut, for an amount must not be."""
    styles = [replace(look.FIGURE, size=size) for size in _FIGURE_SIZES]
    fits = (style for style in styles if one_line(text, style, flow.fonts).width <= width)
    return next(fits, styles[-1])


def _many_orders(flow: Flow, dossier: Dossier, rows_end: float) -> None:
    figures = [Fact("订单", f"{len(dossier.orders)} 笔"), Fact("证据", f"{len(dossier.exhibits)} 份")]
    if not dossier.summary:
        _figures(flow, figures)
    shown_orders = 0
    for order in dossier.orders[:ORDERS_SHOWN]:
        if flow.y > rows_end - 2 * _ROW:
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


def _contents_height(contents: Sequence[tuple[str, str]]) -> float:
    return 18 + _contents_rows(contents) * _CONTENT_ROW


def _contents_rows(contents: Sequence[tuple[str, str]]) -> int:
    return len(contents) if len(contents) <= _ONE_COLUMN else (len(contents) + 1) // 2


def _contents(flow: Flow, contents: Sequence[tuple[str, str]]) -> None:
    """List the parts with their pages, in two columns where they are many."""
    flow.label("内容", LEFT, flow.y, look.CELL_LINK)
    flow.skip(18)
    rows, top = _contents_rows(contents), flow.y
    gap = 28.0
    width = CONTENT_WIDTH if rows == len(contents) else (CONTENT_WIDTH - gap) / 2
    for index, (name, anchor) in enumerate(contents):
        x = LEFT + (index // rows) * (width + gap)
        y = top + (index % rows) * _CONTENT_ROW
        flow.label(name, x, y, look.BODY, width=width - 54)
        flow.refer("第{page}页", anchor, x + width, y, look.BODY, align="right")
        flow.link(Box(x, y, width, look.BODY.leading), anchor)
    flow.y = top + rows * _CONTENT_ROW
