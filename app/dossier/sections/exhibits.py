"""The exhibits: each under its caption; a tall picture goes on over the next pages, two phone screenshots share one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.dossier import look
from app.dossier.displayed import displayed
from app.dossier.flow import Citation, Draft, Flow
from app.dossier.fonts import Fonts
from app.dossier.look import BOTTOM, CONTENT_WIDTH, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, TOP
from app.dossier.outline import Dossier, Exhibit, Picture
from app.dossier.plan import Box, Panel, PictureSlice, PlacedText
from app.dossier.sections.anchors import exhibit_anchor
from app.dossier.sections.bodies import draw_body
from app.dossier.sections.captions import (
    CompactCaption,
    caption_notes,
    caption_rows,
    chip,
    fingerprint,
    refer_to_hash,
)
from app.dossier.sections.citations import draw_citations
from app.dossier.sections.exhibit_pages import (
    COLUMN,
    NOTE,
    Cutting,
    Slice,
    cut,
    fits,
    may_share,
    reads_better_lying,
    shares,
    whole,
    whole_width,
)
from app.dossier.typesetting import one_line

Citations = Mapping[int, Sequence[Citation]]

_INDENT = 66.0
_LEAST_HEIGHT = 250.0
_RUNNING_HEAD = look.CHIP.leading + 8
_LYING_WIDTH = PAGE_HEIGHT - 2 * LEFT
_LYING_BOTTOM = PAGE_WIDTH - (PAGE_HEIGHT - BOTTOM)
_HASH_ON_STAMP = 12


def exhibit_runs(
    dossier: Dossier, positions: Sequence[int], fonts: Fonts, citations: Citations
) -> tuple[tuple[int, ...], ...]:
    """Return which of these exhibits, in their order, share a page: two phone screenshots where both stay readable."""
    runs: list[tuple[int, ...]] = []
    waiting = list(positions)
    while waiting:
        pair = tuple(waiting[:2])
        taken = pair if len(pair) == 2 and _may_pair(dossier, pair, fonts, citations) else pair[:1]
        runs.append(taken)
        del waiting[: len(taken)]
    return tuple(runs)


def draw_exhibits(flow: Flow, dossier: Dossier, positions: Sequence[int]) -> None:
    """Write the exhibits of one run: one over as many pages as it takes, or two side by side on one page."""
    if len(positions) == 1:
        draw_exhibit(flow, dossier, positions[0])
    else:
        _pair(flow, dossier, positions)


def draw_exhibit(flow: Flow, dossier: Dossier, position: int) -> None:
    """Write the exhibit at a position of the outline: caption, then its picture or the name of its file."""
    exhibit = dossier.exhibits[position]
    first = len(flow.pages) - 1
    flow.page.opens = (position,)
    flow.anchor(exhibit_anchor(position), above=TOP)
    shown = displayed(exhibit)
    if shown is None or not _lying(flow, exhibit, shown.picture, position):
        flow.on_new_page = lambda: _running_head(flow, exhibit)
        _caption(flow, exhibit, position)
        if shown is not None:
            _picture(flow, shown.picture, position)
            flow.skip(14)
        if exhibit.body is not None:
            draw_body(flow, dossier, position)
        elif shown is None:
            _file_card(flow, exhibit)
        flow.on_new_page = None
    _stamp(flow, flow.pages[first:], [exhibit], position)


def _stamp(flow: Flow, pages: list[Draft], exhibits: Sequence[Exhibit], position: int) -> None:
    labels = "、".join(exhibit.label for exhibit in exhibits)
    digests = " · ".join(exhibit.sha256[: _HASH_ON_STAMP // len(exhibits)] for exhibit in exhibits)
    for index, page in enumerate(pages, start=1):
        page.shows = position
        page.stamp = labels if len(pages) == 1 else f"{labels}（{index}/{len(pages)}）"
        top = page.height - (PAGE_HEIGHT - look.FOOTER_RULE) + 8
        line = one_line(f"SHA-256 {digests}" if digests else "", look.SMALL, flow.fonts)
        start = LEFT + 84.0
        for run in line.runs:
            baseline = top + look.SMALL.baseline
            page.texts.append(PlacedText(start, baseline, run.face, look.SMALL.size, look.SMALL.colour, run.text))
            start += run.width


def _caption(flow: Flow, exhibit: Exhibit, position: int) -> None:
    flow.say(exhibit.title, look.SUBHEADING, x=chip(flow, exhibit, LEFT))
    flow.skip(6)
    for label, value in caption_rows(exhibit):
        flow.pair(label, value, look.SMALL, look.SMALL_INK, _INDENT)
    flow.need(look.SMALL.leading)
    after = LEFT + _INDENT + one_line(fingerprint(exhibit), look.SMALL_INK, flow.fonts).width + 8
    refer_to_hash(flow, after, flow.y)
    flow.pair("文件指纹", fingerprint(exhibit), look.SMALL, look.SMALL_INK, _INDENT)
    for note in caption_notes(exhibit):
        flow.pair("说明", note, look.SMALL, look.SMALL_INK, _INDENT)
    draw_citations(flow, position)
    flow.skip(8)
    flow.rule()
    flow.skip(14)


def _running_head(flow: Flow, exhibit: Exhibit) -> None:
    start = chip(flow, exhibit, LEFT)
    flow.label(exhibit.title, start, flow.y + 2, look.SMALL, width=LEFT + CONTENT_WIDTH - start)
    flow.skip(_RUNNING_HEAD)


def _picture(flow: Flow, picture: Picture, position: int) -> None:
    page = BOTTOM - TOP - _RUNNING_HEAD
    if flow.left < _LEAST_HEIGHT or (fits(picture, page) and not fits(picture, flow.left)):
        flow.new_page()
    cutting = cut(picture, flow.left, page)
    for index, part in enumerate(cutting.slices):
        if index:
            flow.new_page()
            flow.label("↑ 接上页", LEFT + CONTENT_WIDTH / 2, flow.y, look.SMALL, align="centre")
            flow.skip(NOTE)
        _slice(flow, cutting, part, position, LEFT + CONTENT_WIDTH / 2)
        if index + 1 < len(cutting.slices):
            flow.label("↓ 续下页", LEFT + CONTENT_WIDTH / 2, flow.y + 1, look.SMALL, align="centre")


def _slice(flow: Flow, cutting: Cutting, part: Slice, position: int, middle: float) -> None:
    x = middle - cutting.width / 2
    window = Box(x, flow.y, cutting.width, part.end - part.start)
    frame = Box(x, flow.y - part.start, cutting.width, cutting.height)
    flow.page.pictures.append(PictureSlice(position, window, frame, part.repeated))
    flow.page.panels.append(Panel(window, outline=look.LINE))
    flow.y += window.height


def _lying(flow: Flow, exhibit: Exhibit, picture: Picture, position: int) -> bool:
    """Write a wide picture on a page that lies, where that reads better; return whether it was."""
    caption = CompactCaption(exhibit, _LYING_WIDTH, 2, flow.fonts, flow.citations.get(position, ()))
    height = _LYING_BOTTOM - TOP - caption.height
    if exhibit.body is not None or height <= 0:
        return False
    lying = whole(picture, height, _LYING_WIDTH)
    if not reads_better_lying(picture, exhibit.reading, whole_width(picture, _LEAST_HEIGHT), lying.width):
        return False
    flow.page.width, flow.page.height = PAGE_HEIGHT, PAGE_WIDTH
    caption.draw(flow, LEFT)
    _slice(flow, lying, lying.slices[0], position, PAGE_HEIGHT / 2)
    return True


def _may_pair(dossier: Dossier, pair: Sequence[int], fonts: Fonts, citations: Citations) -> bool:
    exhibits = [dossier.exhibits[position] for position in pair]
    if exhibits[0].order_heading != exhibits[1].order_heading or any(exhibit.body for exhibit in exhibits):
        return False
    pictures = [shown.picture for exhibit in exhibits if (shown := displayed(exhibit)) is not None]
    if len(pictures) < 2 or not all(may_share(picture) for picture in pictures):
        return False
    height = _pair_height(_pair_captions(exhibits, pair, fonts, citations))
    return all(shares(picture, exhibit.reading, height) for picture, exhibit in zip(pictures, exhibits, strict=True))


def _pair_captions(
    exhibits: Sequence[Exhibit], pair: Sequence[int], fonts: Fonts, citations: Citations
) -> list[CompactCaption]:
    return [
        CompactCaption(exhibit, COLUMN, 1, fonts, citations.get(position, ()))
        for exhibit, position in zip(exhibits, pair, strict=True)
    ]


def _pair_height(captions: Sequence[CompactCaption]) -> float:
    return BOTTOM - TOP - max(caption.height for caption in captions)


def _pair(flow: Flow, dossier: Dossier, pair: Sequence[int]) -> None:
    exhibits = [dossier.exhibits[position] for position in pair]
    captions = _pair_captions(exhibits, pair, flow.fonts, flow.citations)
    below = BOTTOM - _pair_height(captions)
    flow.page.opens = tuple(pair)
    for place, (exhibit, position, caption) in enumerate(zip(exhibits, pair, captions, strict=True)):
        shown = displayed(exhibit)
        if shown is None:
            continue
        flow.y = TOP
        flow.anchor(exhibit_anchor(position), above=TOP)
        x = LEFT if place == 0 else RIGHT - COLUMN
        caption.draw(flow, x)
        flow.y = below
        cutting = whole(shown.picture, BOTTOM - below, COLUMN)
        _slice(flow, cutting, cutting.slices[0], position, x + COLUMN / 2)
    _stamp(flow, [flow.page], exhibits, pair[0])


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
