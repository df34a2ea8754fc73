"""From an outline to a plan: each part writes its pages, then numbers, stamps, links and bookmarks are settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.dossier import look
from app.dossier.flow import Draft, Flow, PageReference
from app.dossier.fonts import Fonts
from app.dossier.look import FOOTER_RULE, HEADER_RULE, LEFT, LINE, RIGHT, Style
from app.dossier.outline import Dossier
from app.dossier.plan import Bookmark, Box, Description, Link, Page, PlacedText, Plan, Rule
from app.dossier.sections.anchors import COVER, EXHIBITS, INDEX, INTEGRITY, ORDERS, exhibit_anchor
from app.dossier.sections.cover import draw_cover
from app.dossier.sections.exhibit_index import draw_index
from app.dossier.sections.exhibits import draw_exhibit
from app.dossier.sections.integrity import draw_integrity
from app.dossier.sections.order_sheets import draw_orders
from app.dossier.typesetting import one_line, plain_line

_BOOKMARK_LENGTH = 60


@dataclass(frozen=True, slots=True)
class _Place:
    page: int
    top: float


def plan(dossier: Dossier, fonts: Fonts) -> Plan:
    """Return the pages of a dossier with everything in its place; nothing is read and nothing drawn."""
    drafts = _drafts(dossier, fonts)
    places = {
        name: _Place(number, top) for number, draft in enumerate(drafts, start=1) for name, top in draft.anchors.items()
    }
    pages = tuple(
        _settled(draft, number, len(drafts), dossier, places, fonts) for number, draft in enumerate(drafts, start=1)
    )
    return Plan(_description(dossier), pages, _bookmarks(dossier, places), dossier.exhibits)


def _drafts(dossier: Dossier, fonts: Fonts) -> list[Draft]:
    parts: list[Callable[[Flow], None]] = [
        lambda flow: draw_cover(flow, dossier),
        lambda flow: draw_orders(flow, dossier),
        lambda flow: draw_index(flow, dossier),
        *[_exhibit_part(dossier, position) for position in range(len(dossier.exhibits))],
        lambda flow: draw_integrity(flow, dossier),
    ]
    drafts: list[Draft] = []
    for part in parts:
        flow = Flow(fonts)
        part(flow)
        drafts.extend(flow.pages)
    return drafts


def _exhibit_part(dossier: Dossier, position: int) -> Callable[[Flow], None]:
    return lambda flow: draw_exhibit(flow, dossier, position)


def _settled(draft: Draft, number: int, count: int, dossier: Dossier, places: dict[str, _Place], fonts: Fonts) -> Page:
    # In the order in which a person reads, which is the order in which text is copied.
    texts = [] if draft.is_cover else _header(dossier, fonts)
    for text in draft.texts:
        texts.extend(_resolved(text, places[text.anchor].page, fonts) if isinstance(text, PageReference) else [text])
    links = [Link(box, places[anchor].page, places[anchor].top) for box, anchor in draft.links]
    rules = [*draft.rules, Rule(LEFT, FOOTER_RULE, RIGHT, FOOTER_RULE, 0.6, LINE)]
    index = places[INDEX]
    if not draft.is_cover:
        rules.append(Rule(LEFT, HEADER_RULE, RIGHT, HEADER_RULE, 0.6, LINE))
        if number != index.page:
            texts.extend(_set("返回证据目录", LEFT, FOOTER_RULE + 8, look.SMALL_LINK, "left", fonts))
            links.append(Link(Box(LEFT, FOOTER_RULE + 4, 60, 20), index.page, index.top))
    of_whole = f"第{number}页/共{count}页"
    stamp = f"{draft.stamp} · {of_whole}" if draft.stamp else of_whole
    texts.extend(_set(stamp, RIGHT, FOOTER_RULE + 8, look.STAMP, "right", fonts))
    return Page(
        number, tuple(draft.panels), tuple(draft.pictures), tuple(rules), tuple(texts), tuple(links), draft.opens
    )


def _header(dossier: Dossier, fonts: Fonts) -> list[PlacedText]:
    half = look.CONTENT_WIDTH / 2 - 8
    return [
        *_set(dossier.title, LEFT, HEADER_RULE - 20, look.SMALL, "left", fonts, half),
        *_set(dossier.case_number, RIGHT, HEADER_RULE - 20, look.SMALL, "right", fonts, half),
    ]


def _set(
    text: str, x: float, top: float, style: Style, align: str, fonts: Fonts, width: float | None = None
) -> list[PlacedText]:
    line = one_line(text, style, fonts, width)
    start = x - line.width if align == "right" else x
    placed = []
    for run in line.runs:
        placed.append(PlacedText(start, top + style.baseline, run.face, style.size, style.colour, run.text))
        start += run.width
    return placed


def _resolved(reference: PageReference, page: int, fonts: Fonts) -> list[PlacedText]:
    style = reference.style
    words = reference.template.format(page=page)
    return _set(words, reference.x, reference.y - style.baseline, style, reference.align, fonts)


def _bookmarks(dossier: Dossier, places: dict[str, _Place]) -> tuple[Bookmark, ...]:
    entries = [("封面", 0, COVER), ("订单事实", 0, ORDERS), ("证据目录", 0, INDEX)]
    if dossier.exhibits:
        entries.append((f"证据（{len(dossier.exhibits)} 份）", 0, EXHIBITS))
    for position, exhibit in enumerate(dossier.exhibits):
        title = plain_line(exhibit.title)
        if len(title) > _BOOKMARK_LENGTH:
            title = title[: _BOOKMARK_LENGTH - 1] + "…"
        entries.append((f"{exhibit.label} {title}", 1, exhibit_anchor(position)))
    entries.append(("完整性说明", 0, INTEGRITY))
    return tuple(
        Bookmark(f"{title} · 第{places[anchor].page}页", level, places[anchor].page, places[anchor].top)
        for title, level, anchor in entries
    )


def _description(dossier: Dossier) -> Description:
    orders = [plain_line(order.heading) for order in dossier.orders]
    return Description(
        title=plain_line(f"{dossier.title} {dossier.case_number}"),
        subject=f"提交对象：{dossier.recipient.label.zh}",
        author=plain_line(dossier.prepared_by or dossier.program),
        keywords=", ".join(["证据卷宗", "虚拟商品", plain_line(dossier.case_number), *orders[:20]]),
        creator=plain_line(dossier.program),
        stated_at=dossier.stated_at,
    )
