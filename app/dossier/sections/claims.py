"""What is asked for, and the facts it rests on, in the buyer's words."""

from __future__ import annotations

from app.dossier import look
from app.dossier.flow import Flow
from app.dossier.look import CONTENT_WIDTH, LEFT
from app.dossier.outline import Dossier
from app.dossier.parts import Part
from app.dossier.plan import Box, Panel
from app.dossier.sections.anchors import row_anchor
from app.dossier.sections.citations import draw_places, exhibit_places, labels
from app.dossier.sections.headings import draw_heading
from app.dossier.sections.tables import Column, Table, Words, exhibit_references

_COLUMNS = (
    Column("项", 30),
    Column("请求", 140),
    Column("金额", 78, "right"),
    Column("依据", 153),
    Column("证据", CONTENT_WIDTH - 401),
)
_NUMBER = 30.0


def draw_claims(flow: Flow, dossier: Dossier) -> None:
    """Write the request whole, as the cover may have cut it, and each claim with its amount, basis and exhibits."""
    draw_heading(flow, Part.CLAIMS)
    if dossier.request:
        _request(flow, dossier.request)
    if not dossier.claims:
        return
    with Table(flow, _COLUMNS) as table:
        for position, claim in enumerate(dossier.claims):
            table.row(
                (
                    [Words(str(position + 1))],
                    [Words(claim.text, look.CELL_BOLD)],
                    [Words(claim.amount.shown if claim.amount else "—", look.CELL_BOLD)],
                    [Words(claim.basis or "—")],
                    exhibit_references(labels(dossier), claim.exhibits) or [Words("—")],
                ),
                anchor=row_anchor(Part.CLAIMS, position),
            )


def _request(flow: Flow, request: str) -> None:
    """Write the request with a bar of colour beside each line, over pages if it must."""
    for paragraph in request.splitlines() or [request]:
        lines_before = len(flow.pages)
        top = flow.y
        flow.say(paragraph, look.LEAD, x=LEFT + 14)
        if len(flow.pages) == lines_before:
            flow.page.panels.append(Panel(Box(LEFT, top + 2, 3, flow.y - top - 4), fill=look.ACCENT))
    flow.skip(12)


def draw_statement(flow: Flow, dossier: Dossier) -> None:
    """Write the facts as numbered paragraphs, each followed by the exhibits that bear it out."""
    draw_heading(flow, Part.STATEMENT, "以下由提交人陈述，段落编号供引用。")
    for position, paragraph in enumerate(dossier.statement):
        flow.need(2 * look.BODY.leading)
        flow.anchor(row_anchor(Part.STATEMENT, position))
        flow.label(f"{position + 1}.", LEFT, flow.y, look.BODY_LABEL, width=_NUMBER - 6)
        flow.say(paragraph.text, look.BODY, x=LEFT + _NUMBER)
        if paragraph.exhibits:
            draw_places(flow, exhibit_places(dossier, paragraph.exhibits), LEFT + _NUMBER, look.SMALL_LINK)
        flow.skip(8)
