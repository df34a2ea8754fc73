"""From an outline to a plan: each part writes its pages, then numbers, stamps, links and bookmarks are settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from app.dossier import look
from app.dossier.binding import Binding
from app.dossier.flow import Citation, Draft, Flow, PageReference
from app.dossier.fonts import Fonts
from app.dossier.look import FOOTER_RULE, HEADER_RULE, LEFT, LINE, PAGE_HEIGHT, Style
from app.dossier.outline import Dossier
from app.dossier.parts import Part, Stack, exhibit_groups, group_heading, stacks_of
from app.dossier.plan import Bookmark, Box, Description, Link, Page, PlacedText, Plan, Rule
from app.dossier.sections.anchors import EXHIBITS, INDEX, divider_anchor, exhibit_anchor, row_anchor
from app.dossier.sections.citations import citations_of
from app.dossier.sections.claims import draw_claims, draw_statement
from app.dossier.sections.clauses import draw_clauses, draw_laws
from app.dossier.sections.complaint_form import draw_complaint_form, draw_lead_sheet
from app.dossier.sections.cover import contents_of, draw_cover
from app.dossier.sections.deadlines import draw_deadlines
from app.dossier.sections.dividers import draw_divider
from app.dossier.sections.exhibit_index import draw_index
from app.dossier.sections.exhibits import draw_exhibits, exhibit_runs
from app.dossier.sections.integrity import draw_integrity
from app.dossier.sections.letters import draw_letters
from app.dossier.sections.money_table import draw_money
from app.dossier.sections.order_sheets import draw_orders
from app.dossier.sections.redactions import draw_redactions
from app.dossier.sections.timeline import draw_timeline
from app.dossier.typesetting import one_line, plain_line

_DRAWN_BY: Final[Mapping[Part, Callable[[Flow, Dossier], None]]] = {
    Part.FORM: draw_complaint_form,
    Part.LEAD: draw_lead_sheet,
    Part.CLAIMS: draw_claims,
    Part.STATEMENT: draw_statement,
    Part.ORDERS: draw_orders,
    Part.TIMELINE: draw_timeline,
    Part.DEADLINES: draw_deadlines,
    Part.MONEY: draw_money,
    Part.CLAUSES: draw_clauses,
    Part.LAWS: draw_laws,
    Part.INDEX: draw_index,
    Part.REDACTIONS: draw_redactions,
    Part.LETTERS: draw_letters,
    Part.INTEGRITY: draw_integrity,
}
_BOOKMARK_LENGTH = 60


@dataclass(frozen=True, slots=True)
class _Place:
    page: int
    top: float


def plan(dossier: Dossier, fonts: Fonts, binding: Binding | None = None) -> Plan:
    """Return the pages of a dossier with everything in its place; nothing is read and nothing drawn.

    A `binding` puts a cover before each of several parts and makes references name the part.
    """
    stacks = stacks_of(dossier)
    drafts = _drafts(dossier, stacks, fonts)
    if binding is not None:
        drafts = binding.bound(drafts, dossier, fonts)
    places = {
        name: _Place(number, top) for number, draft in enumerate(drafts, start=1) for name, top in draft.anchors.items()
    }
    pages = tuple(
        _settled(draft, number, len(drafts), dossier, places, fonts, binding)
        for number, draft in enumerate(drafts, start=1)
    )
    return Plan(_description(dossier), pages, _bookmarks(dossier, stacks, places), dossier.exhibits)


def _drafts(dossier: Dossier, stacks: Sequence[Stack], fonts: Fonts) -> list[Draft]:
    parts = [part for stack in stacks for part in stack]
    citations = citations_of(dossier, frozenset(parts))
    contents = contents_of(dossier, parts)
    drafts: list[Draft] = []
    for stack in stacks:
        if stack == (Part.COVER,):
            drafts.extend(_drawn(fonts, lambda flow: draw_cover(flow, dossier, contents)))
        elif stack == (Part.EXHIBITS,):
            for draw in _exhibit_parts(dossier, fonts, citations):
                drafts.extend(_drawn(fonts, draw, citations))
        else:
            flow = Flow(fonts, citations)
            for part in stack:
                _DRAWN_BY[part](flow, dossier)
            drafts.extend(flow.pages)
    return drafts


def _drawn(
    fonts: Fonts, draw: Callable[[Flow], None], citations: Mapping[int, Sequence[Citation]] | None = None
) -> list[Draft]:
    flow = Flow(fonts, citations)
    draw(flow)
    return flow.pages


def _exhibit_parts(
    dossier: Dossier, fonts: Fonts, citations: Mapping[int, Sequence[Citation]]
) -> Iterator[Callable[[Flow], None]]:
    """Give what draws the exhibits, with the divider pages in between; two small ones may share a page."""
    groups = exhibit_groups(dossier)
    for number, group in enumerate(groups or (range(len(dossier.exhibits)),), start=1):
        if groups:
            yield partial(draw_divider, dossier=dossier, group=group, number=number)
        for run in exhibit_runs(dossier, group, fonts, citations):
            yield partial(draw_exhibits, dossier=dossier, positions=run)


def _settled(
    draft: Draft,
    number: int,
    count: int,
    dossier: Dossier,
    places: dict[str, _Place],
    fonts: Fonts,
    binding: Binding | None,
) -> Page:
    # In the order in which a person reads, which is the order in which text is copied.
    texts = [] if draft.is_cover else _header(dossier, draft, fonts)
    for text in draft.texts:
        if isinstance(text, PageReference):
            page = places[text.anchor].page
            words = binding.words(text.template, number, page) if binding else text.template.format(page=page)
            texts.extend(_resolved(text, words, fonts))
        else:
            texts.append(text)
    links = [Link(box, places[anchor].page, places[anchor].top) for box, anchor in draft.links]
    footer = draft.height - (PAGE_HEIGHT - FOOTER_RULE)
    rules = [*draft.rules, Rule(LEFT, footer, draft.right, footer, 0.6, LINE)]
    index = places[INDEX]
    if not draft.is_cover:
        rules.append(Rule(LEFT, HEADER_RULE, draft.right, HEADER_RULE, 0.6, LINE))
        if number != index.page:
            texts.extend(_set("返回证据目录", LEFT, footer + 8, look.SMALL_LINK, "left", fonts))
            # From an exhibit the way back leads to its own row.
            row = places.get(row_anchor(Part.INDEX, draft.shows), index) if draft.shows is not None else index
            links.append(Link(Box(LEFT, footer + 4, 60, 20), row.page, row.top))
    of_whole = f"第{number}页/共{count}页"
    stamp = f"{draft.stamp} · {of_whole}" if draft.stamp else of_whole
    texts.extend(_set(stamp, draft.right, footer + 8, look.STAMP, "right", fonts))
    return Page(
        number,
        tuple(draft.panels),
        tuple(draft.pictures),
        tuple(rules),
        tuple(texts),
        tuple(links),
        draft.opens,
        draft.width,
        draft.height,
    )


def _header(dossier: Dossier, draft: Draft, fonts: Fonts) -> list[PlacedText]:
    half = (draft.right - LEFT) / 2 - 8
    return [
        *_set(dossier.title, LEFT, HEADER_RULE - 20, look.SMALL, "left", fonts, half),
        *_set(dossier.case_number, draft.right, HEADER_RULE - 20, look.SMALL, "right", fonts, half),
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


def _resolved(reference: PageReference, words: str, fonts: Fonts) -> list[PlacedText]:
    style = reference.style
    return _set(words, reference.x, reference.y - style.baseline, style, reference.align, fonts)


def _bookmarks(dossier: Dossier, stacks: Sequence[Stack], places: dict[str, _Place]) -> tuple[Bookmark, ...]:
    entries: list[tuple[str, int, str]] = []
    for part in (part for stack in stacks for part in stack):
        entries.extend(_exhibit_entries(dossier) if part is Part.EXHIBITS else [(part.label.zh, 0, part.value)])
    return tuple(
        Bookmark(f"{title} · 第{places[anchor].page}页", level, places[anchor].page, places[anchor].top)
        for title, level, anchor in entries
    )


def _exhibit_entries(dossier: Dossier) -> list[tuple[str, int, str]]:
    groups = {group.start: (group, number) for number, group in enumerate(exhibit_groups(dossier))}
    entries = [] if groups else [(f"证据（{len(dossier.exhibits)} 份）", 0, EXHIBITS)]
    for position, exhibit in enumerate(dossier.exhibits):
        if position in groups:
            group, number = groups[position]
            heading = _short(group_heading(dossier, position))
            entries.append((f"证据 · {heading}（{len(group)} 份）", 0, divider_anchor(number)))
        entries.append((f"{exhibit.label} {_short(exhibit.title)}", 1, exhibit_anchor(position)))
    return entries


def _short(words: str) -> str:
    title = plain_line(words)
    return title if len(title) <= _BOOKMARK_LENGTH else title[: _BOOKMARK_LENGTH - 1] + "…"


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
