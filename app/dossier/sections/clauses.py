"""Clauses and articles in their own words, with whose text it is and as of when; no comment of ours in between."""

from __future__ import annotations

from app.dossier import look
from app.dossier.case_parts import ClauseQuote, LawQuote
from app.dossier.flow import Flow
from app.dossier.look import BOTTOM, LEFT, RIGHT, TOP, Style
from app.dossier.outline import Dossier
from app.dossier.parts import Part
from app.dossier.plan import Box, Panel
from app.dossier.sections.anchors import row_anchor
from app.dossier.sections.citations import draw_places, exhibit_places
from app.dossier.sections.headings import draw_heading
from app.dossier.typesetting import wrap

_QUOTE = LEFT + 16.0
_PAGE = 0.6 * (BOTTOM - TOP)


def draw_clauses(flow: Flow, dossier: Dossier) -> None:
    """Write the platform's and the merchant's own words, each with source, capture date, exhibit and what broke it."""
    draw_heading(flow, Part.CLAUSES, "引文为平台或商家的原文；来源与取得时间列于其后。")
    for position, clause in enumerate(dossier.clauses):
        _clause(flow, dossier, clause, position)


def draw_laws(flow: Flow, dossier: Dossier) -> None:
    """Write the articles that are relied upon."""
    draw_heading(flow, Part.LAWS, "条文按所列来源与日期摘录，请以现行有效文本为准；本节不构成法律意见。")
    for position, law in enumerate(dossier.laws):
        _law(flow, law, position)


def _clause(flow: Flow, dossier: Dossier, clause: ClauseQuote, position: int) -> None:
    flow.need(look.SUBHEADING.leading + 3 * look.BODY.leading)
    flow.anchor(row_anchor(Part.CLAUSES, position))
    name = f"条款{position + 1}" + (f" · {clause.title}" if clause.title else "")
    flow.say(name, look.SUBHEADING)
    draw_quote(flow, clause.text)
    flow.say(f"来源：{clause.source or '未注明'}　取得时间：{clause.captured or '未注明'}", look.SMALL, x=_QUOTE)
    if clause.exhibit is not None:
        draw_places(flow, exhibit_places(dossier, [clause.exhibit]), _QUOTE, look.SMALL_LINK)
    if clause.breach:
        style = Style(look.BODY.size, look.BODY.leading, look.BAD)
        flow.say(f"违反情况：{clause.breach}", style, x=_QUOTE)
    flow.skip(14)


def _law(flow: Flow, law: LawQuote, position: int) -> None:
    lines = len(wrap(law.text, look.QUOTED_LAW, RIGHT - _QUOTE - 10, flow.fonts))
    # An article stays whole on a page, with its source, wherever a page can hold it.
    whole = look.SUBHEADING.leading + lines * look.QUOTED_LAW.leading + 20 + 2 * look.SMALL.leading
    flow.need(whole if whole < _PAGE else look.SUBHEADING.leading + 3 * look.BODY.leading)
    flow.anchor(row_anchor(Part.LAWS, position))
    flow.say(f"{law.law} {law.article}", look.SUBHEADING)
    draw_quote(flow, law.text, look.QUOTED_LAW)
    flow.say(f"文本来源：{law.source or '未注明'}　文本日期：{law.text_date or '未注明'}", look.SMALL, x=_QUOTE)
    if law.applies_to:
        flow.say(f"用于：{law.applies_to}", look.SMALL_INK, x=_QUOTE)
    flow.skip(14)


def draw_quote(flow: Flow, text: str, style: Style = look.BODY) -> None:
    """Write someone's own words on a pale ground with a bar beside them, over pages if they are long."""
    lines = wrap(text, style, RIGHT - _QUOTE - 10, flow.fonts)
    flow.skip(4)
    while lines:
        flow.need(min(len(lines), 2) * style.leading + 12)
        count = max(1, int((flow.left - 12) // style.leading))
        part, lines = lines[:count], lines[count:]
        height = len(part) * style.leading + 12
        flow.page.panels.append(Panel(Box(LEFT, flow.y, RIGHT - LEFT, height), fill=look.PALE))
        flow.page.panels.append(Panel(Box(LEFT, flow.y, 3, height), fill=look.ACCENT))
        for index, line in enumerate(part):
            flow.put(line, _QUOTE, flow.y + 6 + index * style.leading, style)
        flow.skip(height)
    flow.skip(4)
