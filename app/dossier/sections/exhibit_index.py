"""证据目录: what article 19 of the evidence rules asks of a list of evidence, each row a link.

Source: 最高人民法院《关于民事诉讼证据的若干规定》第十九条: number and classify each item, note its source, what it
proves and its content, sign, and state the date of submission.
"""

from __future__ import annotations

from app.dossier import look
from app.dossier.flow import Flow
from app.dossier.look import CONTENT_WIDTH, LEFT, RIGHT
from app.dossier.outline import Dossier, Exhibit
from app.dossier.plan import Box, Panel, Rule
from app.dossier.sections.anchors import INDEX, exhibit_anchor
from app.dossier.typesetting import Line, wrap

_COLUMNS = (
    ("序号", 42.0),
    ("证据名称", 112.0),
    ("种类", 62.0),
    ("来源与取得时间", 122.0),
    ("证明目的", 107.0),
    ("页码", 38.0),
)
_GAP = 9.0
_LINES = 8
_HEAD = 24.0


def draw_index(flow: Flow, dossier: Dossier) -> None:
    """Write the table of exhibits over as many pages as it takes, then the line to sign."""
    flow.anchor(INDEX)
    flow.say("证据目录", look.HEADING)
    flow.skip(2)
    flow.say(f"共 {len(dossier.exhibits)} 份。点击任一行可跳到该证据；页码即 PDF 页码。", look.SMALL)
    flow.skip(10)
    if dossier.exhibits:
        _head(flow)
        flow.on_new_page = lambda: _head(flow)
        _rows(flow, dossier)
        flow.on_new_page = None
    else:
        flow.say("尚无证据。", look.BODY)
    _signature(flow)


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
    source = [*_cell(flow, exhibit.source, 3), *_cell(flow, exhibit.captured, 3)]
    cells = [
        wrap(exhibit.title, look.CELL_BOLD, _COLUMNS[1][1] - _GAP, flow.fonts, at_most=_LINES),
        _cell(flow, exhibit.kind_label, 2),
        source,
        _cell(flow, exhibit.purpose or "—", 4),
    ]
    height = max(len(cell) for cell in cells) * look.CELL.leading + 14
    flow.need(height)
    anchor, top = exhibit_anchor(position), flow.y + 7
    flow.label(exhibit.label, LEFT + 6, top, look.CELL_LINK, width=_COLUMNS[0][1] - 6)
    x = LEFT + 6
    for column, cell in enumerate(cells, start=1):
        x += _COLUMNS[column - 1][1]
        style = look.CELL_BOLD if column == 1 else look.CELL
        for index, line in enumerate(cell):
            flow.put(line, x, top + index * style.leading, style)
    flow.refer("{page}", anchor, RIGHT - 6, top, look.CELL_LINK, align="right")
    flow.link(Box(LEFT, flow.y, CONTENT_WIDTH, height), anchor)
    flow.skip(height)
    flow.rule()


def _signature(flow: Flow) -> None:
    flow.need(70)
    flow.skip(34)
    middle = LEFT + CONTENT_WIDTH / 2
    flow.label("提交人（签名）：", LEFT, flow.y, look.BODY)
    flow.label("提交日期：", middle + 30, flow.y, look.BODY)
    flow.skip(look.BODY.leading)
    for start, end in ((LEFT + 86, middle), (middle + 86, RIGHT)):
        flow.page.rules.append(Rule(start, flow.y, end, flow.y, 0.6, look.MUTED))
