"""Letters as they were kept when they were sent, word for word."""

from __future__ import annotations

from app.domain.times import shown
from app.dossier import look
from app.dossier.case_parts import SentLetter
from app.dossier.flow import Flow
from app.dossier.look import LEFT
from app.dossier.outline import Dossier
from app.dossier.parts import Part
from app.dossier.sections.anchors import row_anchor
from app.dossier.sections.citations import draw_places, exhibit_places
from app.dossier.sections.clauses import draw_quote
from app.dossier.sections.headings import draw_heading


def draw_letters(flow: Flow, dossier: Dossier) -> None:
    """Write each letter with to whom, when and how it went."""
    draw_heading(flow, Part.LETTERS, "以下为发出时保存的文本，未作改动。")
    for position, letter in enumerate(dossier.letters):
        _letter(flow, dossier, letter, position)


def _letter(flow: Flow, dossier: Dossier, letter: SentLetter, position: int) -> None:
    flow.need(look.SUBHEADING.leading + 4 * look.BODY.leading)
    flow.anchor(row_anchor(Part.LETTERS, position))
    flow.say(f"信函{position + 1} · {letter.title}", look.SUBHEADING)
    rows = (
        ("致", letter.to),
        ("渠道", letter.channel),
        ("发出时间", f"{shown(letter.sent_at)}（北京时间）" if letter.sent_at else "未记录"),
    )
    for label, value in rows:
        flow.pair(label, value or "未注明", look.SMALL, look.SMALL_INK, 66)
    draw_quote(flow, letter.body)
    if letter.exhibits:
        draw_places(flow, exhibit_places(dossier, letter.exhibits), LEFT, look.SMALL_LINK)
    flow.skip(16)
