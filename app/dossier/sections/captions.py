"""The caption over an exhibit: what it is, where it comes from, what it proves, and the hash to know it by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.dossier import look
from app.dossier.displayed import displayed
from app.dossier.flow import Citation, Flow
from app.dossier.fonts import Fonts
from app.dossier.look import Style
from app.dossier.outline import Exhibit
from app.dossier.plan import Box, Panel
from app.dossier.sections.anchors import INTEGRITY
from app.dossier.typesetting import Line, one_line, wrap

HASH_SHOWN: Final = 16
_INDENT: Final = 66.0
_NARROW_INDENT: Final = 50.0
_NARROW: Final = 300.0
_GAP: Final = 24.0
_FINGERPRINT: Final = "文件指纹"
_REST: Final = "完整值见第{page}页"
_CITED: Final = "被引用于"
_MOST_CITED: Final = 4


def chip(flow: Flow, exhibit: Exhibit, x: float) -> float:
    """Draw the exhibit's number in a filled box at `x`; return where the title beside it begins."""
    line = wrap(exhibit.label, look.CHIP, look.CONTENT_WIDTH, flow.fonts)[0]
    width = line.width + 16
    flow.page.panels.append(Panel(Box(x, flow.y, width, look.CHIP.leading), fill=look.ACCENT, radius=4))
    flow.put(line, x + 8, flow.y, look.CHIP)
    return x + width + 10


def fingerprint(exhibit: Exhibit) -> str:
    """Return the beginning of the original's hash, as captions show it."""
    if exhibit.sha256:
        return f"SHA-256 {exhibit.sha256[:HASH_SHOWN]}…"
    return "见所用的证据" if exhibit.made_from else "没有原始文件"


def caption_rows(exhibit: Exhibit) -> list[tuple[str, str]]:
    """Return what a caption says, label and value, the fingerprint aside."""
    rows = [
        ("种类", exhibit.kind_label),
        ("来源", exhibit.source),
        ("取得时间", exhibit.captured),
        ("证明目的", exhibit.purpose or "—"),
        ("原件所在", exhibit.original_place),
        ("制作说明", exhibit.made_from),
    ]
    shown = exhibit.shown
    if shown is not None:
        rows.append(("标注", "；".join(shown.marks)))
        rows.append(("遮盖", "；".join(shown.hidden)))
    return [(label, value) for label, value in rows if value]


def caption_notes(exhibit: Exhibit) -> list[str]:
    """Return what must be said of the way in which the page shows the original."""
    notes, shown = [], displayed(exhibit)
    if exhibit.shown is not None:
        notes.append(f"本页显示副本（SHA-256 {exhibit.shown.sha256[:HASH_SHOWN]}…），原件未改动。")
    if shown is None:
        return notes
    if shown.picture.reduced_to is not None:
        limit = shown.picture.reduced_to
        notes.append(f"本页图片为缩小副本（JPEG，至多 {limit} dpi），原件 SHA-256 {exhibit.sha256}。")
    elif shown.is_converted:
        notes.append("为便于打印已转换显示格式，原件以哈希值为准。")
    if shown.picture.frames > 1:
        notes.append(f"原件为多帧图片（共 {shown.picture.frames} 帧），此处显示第 1 帧。")
    return notes


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    lines: list[Line]
    style: Style


class CompactCaption:
    """A caption for a space beside or above its picture, in one column or two; it breaks over no page."""

    def __init__(
        self, exhibit: Exhibit, width: float, columns: int, fonts: Fonts, citations: Sequence[Citation] = ()
    ) -> None:
        self._exhibit = exhibit
        self._citations = citations[:_MOST_CITED]
        self._width = width
        self._columns = columns
        self._column = (width - (columns - 1) * _GAP) / columns
        self._indent = _NARROW_INDENT if width < _NARROW else _INDENT
        self._fonts = fonts
        label = one_line(exhibit.label, look.CHIP, fonts).width + 26
        self._title = wrap(exhibit.title, replace(look.SUBHEADING, size=11), width - label, fonts)
        self._rows = self._split()

    def _split(self) -> list[list[_Row]]:
        entries = caption_rows(self._exhibit)
        entries += [("说明", note) for note in caption_notes(self._exhibit)]
        entries.append((_FINGERPRINT, fingerprint(self._exhibit)))
        rows = [
            _Row(label, wrap(value, look.SMALL_INK, self._column - self._indent, self._fonts), look.SMALL_INK)
            for label, value in entries
        ]
        columns: list[list[_Row]] = [[] for _ in range(self._columns)]
        total = sum(len(row.lines) for row in rows)
        used = 0
        for row in rows:
            columns[min(self._columns - 1, used * self._columns // max(1, total))].append(row)
            used += len(row.lines)
        return columns

    @property
    def height(self) -> float:
        """The height that the caption takes, with the line below it."""
        rows = max(sum(len(row.lines) for row in column) for column in self._rows)
        rows += 1 + len(self._citations)
        return len(self._title) * look.SUBHEADING.leading + 4 + rows * look.SMALL.leading + 10

    def draw(self, flow: Flow, x: float) -> None:
        """Draw the caption from here down, its left edge at `x`, and move on below it."""
        top = flow.y
        start = chip(flow, self._exhibit, x)
        for line in self._title:
            flow.put(line, start, flow.y, replace(look.SUBHEADING, size=11))
            flow.y += look.SUBHEADING.leading
        flow.y += 4
        below = flow.y
        for place, column in enumerate(self._rows):
            flow.y = below
            for row in column:
                self._row(flow, row, x + place * (self._column + _GAP))
        flow.y = top + self.height

    def _row(self, flow: Flow, row: _Row, x: float) -> None:
        flow.label(row.label, x, flow.y, look.SMALL, width=self._indent - 6)
        for line in row.lines:
            flow.put(line, x + self._indent, flow.y, row.style)
            flow.y += row.style.leading
        if row.label == _FINGERPRINT:
            refer_to_hash(flow, x + self._indent, flow.y)
            flow.y += row.style.leading
            self._cited(flow, x)

    def _cited(self, flow: Flow, x: float) -> None:
        if self._citations:
            flow.label(_CITED, x, flow.y, look.SMALL, width=self._indent - 6)
        for place in self._citations:
            flow.refer(f"{place.words}（第{{page}}页）", place.anchor, x + self._indent, flow.y, look.SMALL_LINK)
            flow.link(Box(x + self._indent, flow.y, self._column - self._indent, look.SMALL.leading), place.anchor)
            flow.y += look.SMALL.leading


def refer_to_hash(flow: Flow, x: float, top: float) -> None:
    """Write where the whole hash stands, and lead there."""
    flow.refer(_REST, INTEGRITY, x, top, look.SMALL_LINK)
    flow.link(Box(x, top, 80, look.SMALL.leading), INTEGRITY)
