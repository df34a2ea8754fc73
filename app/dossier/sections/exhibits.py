"""The exhibits: each begins a page with its caption; a picture too tall for a page goes on over the next ones."""

from __future__ import annotations

from dataclasses import dataclass

from app.dossier import look
from app.dossier.flow import Draft, Flow
from app.dossier.look import BOTTOM, CONTENT_WIDTH, LEFT, TOP
from app.dossier.outline import Dossier, Exhibit, Picture
from app.dossier.plan import Box, Panel, PictureSlice
from app.dossier.sections.anchors import INTEGRITY, exhibit_anchor
from app.dossier.typesetting import one_line, wrap

LARGEST_SCALE = 1.0
"""Points per pixel: a small picture is shown at most a third larger than on a 96-dpi screen."""
PHONE_WIDTH = 200.0
"""The narrowest, in points, that a picture is made to fit one page: about the width of a phone."""
CUT_WIDTH = 320.0
"""The width, in points, of a phone's tall picture that is cut over pages."""
PHONE_PIXELS = 1300
OVERLAP = 0.03
"""The part of each slice that is repeated on the next page, so that no line of text is lost at a cut."""
MOST_PAGES = 60
"""A picture that would take more pages than this is made narrower instead."""

_INDENT = 66.0
_NOTE = 15.0
_LEAST_HEIGHT = 250.0


@dataclass(frozen=True, slots=True)
class Slice:
    """The rows of a scaled picture that one page shows, in points from the picture's top."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Cutting:
    """How a picture is laid out: its width and height in points and the slices it is shown in."""

    width: float
    height: float
    slices: tuple[Slice, ...]


def cut(picture: Picture, first: float, page: float) -> Cutting:
    """Return how a picture is shown in `first` points of height on this page and `page` points on each further one.

    A picture that stays readable is shown whole; one that does not is cut at a readable width.
    """
    natural = picture.width * LARGEST_SCALE
    whole = min(CONTENT_WIDTH, natural, first * picture.width / picture.height)
    if whole >= min(PHONE_WIDTH, natural):
        height = whole * picture.height / picture.width
        return Cutting(whole, height, (Slice(0.0, height),))
    step = page * (1 - OVERLAP) - 2 * _NOTE
    wanted = CUT_WIDTH if picture.width <= PHONE_PIXELS else CONTENT_WIDTH
    width = min(wanted, natural, MOST_PAGES * step * picture.width / picture.height)
    height = width * picture.height / picture.width
    slices, start, room = [], 0.0, first - _NOTE
    while True:
        end = min(height, start + room)
        slices.append(Slice(start, end))
        if end >= height:
            return Cutting(width, height, tuple(slices))
        room = page - 2 * _NOTE
        start = end - OVERLAP * page


def draw_exhibit(flow: Flow, dossier: Dossier, position: int) -> None:
    """Write the exhibit at a position of the outline: caption, then its picture or the name of its file."""
    exhibit = dossier.exhibits[position]
    first = len(flow.pages) - 1
    flow.page.opens = position
    flow.anchor(exhibit_anchor(position), above=TOP)
    flow.on_new_page = lambda: _running_head(flow, exhibit)
    _caption(flow, exhibit)
    if exhibit.picture is None:
        _file_card(flow, exhibit)
    else:
        _picture(flow, exhibit.picture, position)
    flow.on_new_page = None
    _stamp(flow.pages[first:], exhibit)


def _stamp(pages: list[Draft], exhibit: Exhibit) -> None:
    for index, page in enumerate(pages, start=1):
        page.stamp = exhibit.label if len(pages) == 1 else f"{exhibit.label}（{index}/{len(pages)}）"


def _chip(flow: Flow, exhibit: Exhibit) -> float:
    """Draw the exhibit's number in a filled box; return where the title beside it begins."""
    line = wrap(exhibit.label, look.CHIP, CONTENT_WIDTH, flow.fonts)[0]
    width = line.width + 16
    flow.page.panels.append(Panel(Box(LEFT, flow.y, width, look.CHIP.leading), fill=look.ACCENT, radius=4))
    flow.put(line, LEFT + 8, flow.y, look.CHIP)
    return LEFT + width + 10


def _caption(flow: Flow, exhibit: Exhibit) -> None:
    start = _chip(flow, exhibit)
    flow.say(exhibit.title, look.SUBHEADING, x=start)
    flow.skip(6)
    rows = [
        ("种类", exhibit.kind_label),
        ("来源", exhibit.source),
        ("取得时间", exhibit.captured),
        ("证明目的", exhibit.purpose or "—"),
    ]
    for label, value in rows:
        flow.pair(label, value, look.SMALL, look.SMALL_INK, _INDENT)
    flow.need(look.SMALL.leading)
    top = flow.y
    fingerprint = f"SHA-256 {exhibit.sha256[:16]}…"
    after = LEFT + _INDENT + one_line(fingerprint, look.SMALL_INK, flow.fonts).width + 8
    flow.pair("文件指纹", fingerprint, look.SMALL, look.SMALL_INK, _INDENT)
    flow.refer("完整值见第{page}页", INTEGRITY, after, top, look.SMALL_LINK)
    flow.link(Box(after, top, 80, look.SMALL.leading), INTEGRITY)
    for note in _notes(exhibit):
        flow.pair("说明", note, look.SMALL, look.SMALL_INK, _INDENT)
    flow.skip(8)
    flow.rule()
    flow.skip(14)


def _notes(exhibit: Exhibit) -> list[str]:
    notes = []
    if exhibit.is_converted:
        notes.append("为便于打印已转换显示格式，原件以哈希值为准。")
    if exhibit.picture is not None and exhibit.picture.frames > 1:
        notes.append(f"原件为多帧图片（共 {exhibit.picture.frames} 帧），此处显示第 1 帧。")
    return notes


def _running_head(flow: Flow, exhibit: Exhibit) -> None:
    start = _chip(flow, exhibit)
    flow.label(exhibit.title, start, flow.y + 2, look.SMALL, width=LEFT + CONTENT_WIDTH - start)
    flow.skip(look.CHIP.leading + 8)


def _picture(flow: Flow, picture: Picture, position: int) -> None:
    page = BOTTOM - TOP - look.CHIP.leading - 8
    if flow.left < _LEAST_HEIGHT:
        flow.new_page()
    cutting = cut(picture, flow.left, page)
    for index, part in enumerate(cutting.slices):
        if index:
            flow.new_page()
            flow.label("↑ 接上页", LEFT + CONTENT_WIDTH / 2, flow.y, look.SMALL, align="centre")
            flow.skip(_NOTE)
        _slice(flow, cutting, part, position)
        if index + 1 < len(cutting.slices):
            flow.label("↓ 续下页", LEFT + CONTENT_WIDTH / 2, flow.y + 1, look.SMALL, align="centre")


def _slice(flow: Flow, cutting: Cutting, part: Slice, position: int) -> None:
    x = LEFT + (CONTENT_WIDTH - cutting.width) / 2
    window = Box(x, flow.y, cutting.width, part.end - part.start)
    frame = Box(x, flow.y - part.start, cutting.width, cutting.height)
    flow.page.pictures.append(PictureSlice(position, window, frame))
    flow.page.panels.append(Panel(window, outline=look.LINE))
    flow.y += window.height


def _file_card(flow: Flow, exhibit: Exhibit) -> None:
    words = "此证据是文件，不以画面显示；请对照原始文件查看，并按“完整性说明”核对指纹。"
    rows = [("文件名", exhibit.file_name), ("类型", exhibit.media_type), ("大小", f"{exhibit.bytes:,} 字节")]
    flow.say(words, look.BODY)
    flow.skip(10)
    for label, value in rows:
        flow.skip(4)
        flow.pair(label, value, look.BODY_LABEL, look.BODY, _INDENT)
        flow.skip(4)
        flow.rule()
