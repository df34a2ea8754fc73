"""Cross-references: which places of a dossier speak of an exhibit, and how a list of places is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from app.dossier import look
from app.dossier.flow import Citation, Flow
from app.dossier.look import LEFT, RIGHT, Style
from app.dossier.outline import Dossier, Recipient
from app.dossier.parts import Part, tells_facts_in_form
from app.dossier.plan import Box
from app.dossier.sections.anchors import exhibit_anchor, order_anchor, row_anchor
from app.dossier.typesetting import one_line

_INDENT = 66.0
_WIDEST_PAGE = "0000"


def citations_of(dossier: Dossier, parts: Collection[Part]) -> Mapping[int, Sequence[Citation]]:
    """Return for each exhibit the places that speak of it, among the parts that this dossier has."""
    found: defaultdict[int, list[Citation]] = defaultdict(list)
    for part, exhibits, citation in _places(dossier, parts):
        if part in parts:
            for position in dict.fromkeys(exhibits):
                found[position].append(citation)
    return found


def _places(dossier: Dossier, parts: Collection[Part]) -> Iterator[tuple[Part, Sequence[int], Citation]]:
    asked = Part.CLAIMS if Part.CLAIMS in parts else Part.FORM
    told = Part.FORM if tells_facts_in_form(dossier) else Part.STATEMENT
    rows: tuple[tuple[Part, str, list[Sequence[int]]], ...] = (
        (asked, "请求第{}项", [item.exhibits for item in dossier.claims]),
        (told, "事实经过第{}段", [item.exhibits for item in dossier.statement]),
        (Part.TIMELINE, "时间线第{}行", [item.exhibits for item in dossier.timeline]),
        (Part.DEADLINES, "期限第{}行", [item.exhibits for item in dossier.deadlines]),
        (Part.MONEY, "款项第{}行", [item.exhibits for item in dossier.refunds]),
        (Part.CLAUSES, "条款{}", [() if item.exhibit is None else (item.exhibit,) for item in dossier.clauses]),
        (Part.LETTERS, "信函{}", [item.exhibits for item in dossier.letters]),
    )
    for part, words, items in rows:
        for position, exhibits in enumerate(items):
            anchor = row_anchor(Part.STATEMENT if words.startswith("事实") else part, position)
            yield part, exhibits, Citation(words.format(position + 1), anchor)
    if dossier.lead:
        yield Part.LEAD, dossier.lead.exhibits, Citation("举报线索", Part.LEAD)
    for position, order in enumerate(dossier.orders):
        listed = order.statuses if dossier.recipient is not Recipient.PLATFORM or not dossier.timeline else ()
        seen = [status.exhibit for status in listed if status.exhibit is not None]
        yield Part.ORDERS, seen, Citation("订单状态记录", order_anchor(position))
    for position, redaction in enumerate(dossier.redactions):
        place = Citation(f"遮盖说明第{position + 1}行", row_anchor(Part.REDACTIONS, position))
        yield Part.REDACTIONS, (redaction.exhibit,), place


def draw_citations(flow: Flow, position: int) -> None:
    """Write under an exhibit's caption which places of the dossier speak of it; nothing where none does."""
    places = flow.citations.get(position)
    if not places:
        return
    flow.need(look.SMALL.leading)
    flow.label("被引用于", LEFT, flow.y, look.SMALL, width=_INDENT - 8)
    draw_places(flow, places, LEFT + _INDENT, look.SMALL_LINK)


def draw_places(flow: Flow, places: Sequence[Citation], x: float, style: Style) -> None:
    """Write places one after another as links with their pages, from `x` to the right margin, over lines and pages."""
    start = x
    for index, place in enumerate(places):
        template = f"{place.words}（第{{page}}页）" + ("；" if index + 1 < len(places) else "")
        width = one_line(template.replace("{page}", _WIDEST_PAGE), style, flow.fonts).width
        if start > x and start + width > RIGHT:
            flow.skip(style.leading)
            start = x
        flow.need(style.leading)
        flow.refer(template, place.anchor, start, flow.y, style)
        flow.link(Box(start, flow.y, min(width, RIGHT - start), style.leading), place.anchor)
        start += width + 2
    flow.skip(style.leading)


def exhibit_places(dossier: Dossier, exhibits: Sequence[int]) -> list[Citation]:
    """Return exhibits as places to link to."""
    return [Citation(dossier.exhibits[position].label, exhibit_anchor(position)) for position in exhibits]


def labels(dossier: Dossier) -> list[str]:
    """Return the labels of all exhibits by position."""
    return [exhibit.label for exhibit in dossier.exhibits]
