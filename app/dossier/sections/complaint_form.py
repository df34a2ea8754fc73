"""投诉登记表 and 举报线索: the fields in the form's own order, empty where the case does not say.

Source: the form of 市场监督管理投诉举报处理办法 (总局令第121号, in force since 2026-04-15), articles 9, 10. A lead is
handled apart from a complaint, so it stands on a sheet of its own.
"""

from __future__ import annotations

from app.dossier import look
from app.dossier.case_parts import Complainant, Respondent
from app.dossier.flow import Flow
from app.dossier.look import LEFT, RIGHT
from app.dossier.outline import Dossier
from app.dossier.parts import Part, stacks_of, tells_facts_in_form
from app.dossier.sections.anchors import row_anchor
from app.dossier.sections.citations import labels
from app.dossier.sections.form_grid import FormGrid, tick
from app.dossier.sections.signature import draw_signature
from app.dossier.sections.tables import Reference, Words, exhibit_references

_FACTS_NOTE = "写明时间、地点、内容、涉及金额、争议情况，并附证明材料。"
_CLAIMS_NOTE = "写明修理、重作、更换、退货、补足数量、退还货款和服务费用、赔偿损失等。"
_SIGNED = 70.0
"""The height of the line below the form and the place to sign."""
_LINES = 12
"""The exhibits of a lead stand each in a line of its own, up to so many."""
_LINKED = 2
"""A claim's exhibits stand each in a line of its own, up to so many."""
_TRUE = "投诉人对所提供材料的内容负责（总局令第121号第十条）。空白处请手写填写。"
_APART = (
    "举报与投诉分别处理（总局令第121号第九条）；本表仅反映线索，不含投诉请求。举报人对举报内容负责。空白处请手写填写。"
)


def draw_complaint_form(flow: Flow, dossier: Dossier) -> None:
    """Draw the complaint form; what is asked comes from the dossier's claims, and only from there."""
    form = dossier.complaint
    if form is None:
        return
    _title(flow, Part.FORM, "投诉登记表")
    grid = FormGrid(flow)
    grid.fields(("登记单位", form.office), ("编号", form.number))
    grid.band("投诉人")
    _complainant(grid, form.complainant)
    grid.band("被投诉人")
    _respondent(grid, form.respondent)
    if tells_facts_in_form(dossier):
        grid.cells("消费者权益争议事实依据", _FACTS_NOTE, _statement(dossier))
    else:
        grid.prose("消费者权益争议事实依据", _FACTS_NOTE, form.facts.splitlines())
    _claims(grid, dossier)
    flow.skip(8)
    flow.say(_TRUE, look.SMALL)
    draw_signature(flow, dossier, "投诉人")


def draw_lead_sheet(flow: Flow, dossier: Dossier) -> None:
    """Draw the sheet of a lead."""
    lead = dossier.lead
    if lead is None:
        return
    _title(flow, Part.LEAD, "举报线索")
    grid = FormGrid(flow)
    grid.band("被举报人")
    _respondent(grid, lead.reported)
    grid.prose("涉嫌违法行为", "", [lead.suspected_breach])
    grid.prose("具体线索与事实依据", "", lead.text.splitlines())
    proofs: list[Words | Reference] = [*exhibit_references(labels(dossier), lead.exhibits)]
    if len(lead.exhibits) > _LINES:
        named = "、".join(labels(dossier)[at] for at in lead.exhibits)
        proofs = [Words(f"{named}（页码见证据目录）", look.SMALL_INK)]
    grid.cells("证据", "", proofs, blank_lines=2)
    flow.skip(8)
    flow.say(_APART, look.SMALL)
    draw_signature(flow, dossier, "举报人")


def _title(flow: Flow, part: Part, words: str) -> None:
    flow.anchor(part.value)
    flow.label(words, (LEFT + RIGHT) / 2, flow.y, look.FORM_TITLE, align="centre")
    flow.skip(look.FORM_TITLE.leading + 10)


def _complainant(grid: FormGrid, person: Complainant) -> None:
    grid.fields(("姓名", person.name), ("联系电话", person.phone))
    grid.fields(("证件类型", person.id_kind), ("证件号码", person.id_number))
    grid.fields(("联系地址", person.address))
    grid.fields(
        ("是否同意公示投诉信息", tick(person.agrees_to_publish)),
        ("是否同意委托调解", tick(person.agrees_to_mediation)),
    )


def _respondent(grid: FormGrid, other: Respondent) -> None:
    grid.fields(("名称（姓名）", other.name), ("联系人", other.contact))
    grid.fields(("地址", other.address))
    grid.fields(("联系电话", other.phone))


def _statement(dossier: Dossier) -> list[Words | Reference]:
    content: list[Words | Reference] = []
    for position, paragraph in enumerate(dossier.statement):
        named = "、".join(labels(dossier)[at] for at in paragraph.exhibits)
        words = f"{position + 1}. {paragraph.text}" + (f"（{named}）" if named else "")
        content.append(Words(words, look.FORM_BODY, row_anchor(Part.STATEMENT, position)))
    return content


def _claims(grid: FormGrid, dossier: Dossier) -> None:
    has_own_table = any(Part.CLAIMS in stack for stack in stacks_of(dossier))
    content: list[Words | Reference] = []
    for number, claim in enumerate(dossier.claims, start=1):
        anchor = None if has_own_table else row_anchor(Part.FORM, number - 1)
        amount = f"　{claim.amount.shown}" if claim.amount else ""
        content.append(Words(f"{number}. {claim.text}{amount}", look.BODY_BOLD, anchor))
        if claim.basis:
            content.append(Words(f"依据：{claim.basis}", look.SMALL_INK))
        if len(claim.exhibits) <= _LINKED:
            content.extend(exhibit_references(labels(dossier), claim.exhibits))
        else:
            named = "、".join(labels(dossier)[at] for at in claim.exhibits)
            content.append(Words(f"证据：{named}（页码见证据目录）", look.SMALL_INK))
    # The signature stands below what is asked, never alone on a page.
    grid.cells("投诉请求", _CLAIMS_NOTE, content, below=_SIGNED)
