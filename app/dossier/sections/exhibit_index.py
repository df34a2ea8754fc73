"""证据目录: what article 19 of the evidence rules asks of a list of evidence, each row a link.

Source: 最高人民法院《关于民事诉讼证据的若干规定》第十九条: number and classify each item, note its source, what it
proves and its content, sign, and state the date of submission.
"""

from __future__ import annotations

from app.dossier import look
from app.dossier.flow import Flow
from app.dossier.look import CONTENT_WIDTH, LEFT, RIGHT
from app.dossier.outline import Comparison, Dossier, Exhibit
from app.dossier.parts import Part
from app.dossier.plan import Box, Panel
from app.dossier.sections.anchors import exhibit_anchor, row_anchor
from app.dossier.sections.headings import draw_heading
from app.dossier.sections.signature import draw_signature
from app.dossier.typesetting import Line, wrap

_COLUMNS = (
    ("序号", 42.0),
    ("证据名称", 92.0),
    ("证据种类", 68.0),
    ("来源", 92.0),
    ("证明目的", 151.0),
    ("页码", 38.0),
)
_DETAIL = LEFT + 48.0
_DETAIL_WIDTH = RIGHT - 52.0 - _DETAIL
"""Small print under a row; it leaves the column of pages free."""
_GAP = 9.0
_LINES = 8
_HEAD = 24.0


def draw_index(flow: Flow, dossier: Dossier) -> None:
    """Write the table of exhibits over as many pages as it takes, then the line to sign."""
    draw_heading(flow, Part.INDEX, f"共 {len(dossier.exhibits)} 份。点击任一行可跳到该证据；页码即 PDF 页码。")
    if dossier.exhibits:
        _head(flow)
        flow.on_new_page = lambda: _head(flow)
        _rows(flow, dossier)
        flow.on_new_page = None
    else:
        flow.say("尚无证据。", look.BODY)
    draw_signature(flow, dossier)
    _copies(flow, dossier)


def _rows(flow: Flow, dossier: Dossier) -> None:
    group = ""
    for position, exhibit in enumerate(dossier.exhibits):
        if len(dossier.orders) > 1 and exhibit.order_heading != group:
            group = exhibit.order_heading
            _group(flow, group)
        _row(flow, exhibit, position)


def _head(flow: Flow) -> None:
    flow.page.panels.append(Panel(Box(LEFT, flow.y, CONTENT_WIDTH, _HEAD), fill=look.PALE, radius=3))
    x = LEFT
    for name, width in _COLUMNS:
        last = name == _COLUMNS[-1][0]
        flow.label(name, RIGHT - 6 if last else x + 6, flow.y + 5, look.CELL_MUTED, align="right" if last else "left")
        x += width
    flow.skip(_HEAD)


def _group(flow: Flow, heading: str) -> None:
    flow.need(90)
    flow.skip(8)
    flow.label(heading, LEFT + 6, flow.y, look.CELL_BOLD, width=CONTENT_WIDTH - 12)
    flow.skip(20)
    flow.rule()


def _cell(flow: Flow, text: str, column: int) -> list[Line]:
    return wrap(text, look.CELL, _COLUMNS[column][1] - _GAP, flow.fonts, at_most=_LINES)


def _row(flow: Flow, exhibit: Exhibit, position: int) -> None:
    cells = [
        wrap(exhibit.title, look.CELL_BOLD, _COLUMNS[1][1] - _GAP, flow.fonts, at_most=_LINES),
        _cell(flow, evidence_class(exhibit), 2),
        _cell(flow, exhibit.source, 3),
        _cell(flow, exhibit.purpose or "—", 4),
    ]
    details = wrap(_article_19(exhibit), look.FINE, _DETAIL_WIDTH, flow.fonts, at_most=3 * _LINES)
    table = max(len(cell) for cell in cells) * look.CELL.leading
    height = table + len(details) * look.FINE.leading + 14
    flow.need(height)
    anchor, top = exhibit_anchor(position), flow.y + 7
    flow.anchor(row_anchor(Part.INDEX, position))
    flow.label(exhibit.label, LEFT + 6, top, look.CELL_LINK, width=_COLUMNS[0][1] - 6)
    x = LEFT + 6
    for column, cell in enumerate(cells, start=1):
        x += _COLUMNS[column - 1][1]
        style = look.CELL_BOLD if column == 1 else look.CELL
        for index, line in enumerate(cell):
            flow.put(line, x, top + index * style.leading, style)
    for index, line in enumerate(details):
        flow.put(line, _DETAIL, top + table + 2 + index * look.FINE.leading, look.FINE)
    flow.refer("{page}", anchor, RIGHT - 6, top, look.CELL_LINK, align="right")
    flow.link(Box(LEFT, flow.y, CONTENT_WIDTH, height), anchor)
    flow.skip(height)
    flow.rule()


def evidence_class(exhibit: Exhibit) -> str:
    """Return the legal kind of an exhibit: 民事诉讼法 (2023), article 66."""
    if isinstance(exhibit.body, Comparison) or not exhibit.bytes:
        return "当事人的陈述"
    return "视听资料" if exhibit.media_type.startswith(("audio/", "video/")) else "电子数据"


def _article_19(exhibit: Exhibit) -> str:
    """Return what the rules ask of each item beyond the columns: its content, and the original's state and place."""
    state = exhibit.original_state or f"电子数据，原文件 {exhibit.file_name}（{exhibit.bytes:,} 字节）"
    place = f"，存于{exhibit.original_place}" if exhibit.original_place else ""
    said = [f"内容：{exhibit.content}"] if exhibit.content else []
    said += [f"取得：{exhibit.captured}", f"原件：{state}{place}"]
    said += [f"制作：{exhibit.made_from}"] if exhibit.made_from else []
    return "　".join(said)


def _copies(flow: Flow, dossier: Dossier) -> None:
    if dossier.copies is None:
        return
    flow.skip(10)
    flow.label(f"份数：一式 {dossier.copies} 份", LEFT, flow.y, look.BODY)
    flow.skip(look.BODY.leading)
