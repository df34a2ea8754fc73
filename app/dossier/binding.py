"""A dossier bound in several parts: where each begins, its cover, and how a page in another part is named.

Page numbers run through all parts, part covers included, so that a page's printed number is the same in every file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from app.dossier import look
from app.dossier.flow import Draft, Flow
from app.dossier.fonts import Fonts
from app.dossier.look import CONTENT_WIDTH, LEFT, RIGHT
from app.dossier.outline import Dossier
from app.dossier.plan import Box, PartFile

_WHOLE = "第{page}页"
_FILE_X = LEFT + 62
_MOST_ROWS = 24


@dataclass(frozen=True, slots=True)
class Binding:
    """Which pages of a dossier (counted from 0, part covers left out) begin a part, and the name of its files."""

    starts: tuple[int, ...]
    pages: int
    stem: str
    suffix: str

    @property
    def parts(self) -> tuple[PartFile, ...]:
        """The files, with the first and last page of each."""
        count = len(self.starts)
        ends = [*self.starts[1:], self.pages]
        return tuple(
            PartFile(f"{self.stem}-{place + 1}of{count}{self.suffix}", start + place + 1, end + place + 1)
            for place, (start, end) in enumerate(zip(self.starts, ends, strict=True))
        )

    def part_of(self, page: int) -> int:
        """Return the number (from 1) of the part that a page (from 1) is in."""
        return bisect_right([part.first for part in self.parts], page)

    def words(self, template: str, here: int, page: int) -> str:
        """Return a reference's words on page `here`; they name the part too where `page` is in another."""
        part = self.part_of(page)
        if part == self.part_of(here):
            return template.format(page=page)
        if _WHOLE in template:
            return template.replace(_WHOLE, f"第{part}册" + _WHOLE).format(page=page)
        return template.format(page=f"{part}册{page}")

    def bound(self, drafts: Sequence[Draft], dossier: Dossier, fonts: Fonts) -> list[Draft]:
        """Return the pages with a cover before each part."""
        ends = [*self.starts[1:], len(drafts)]
        bound: list[Draft] = []
        for place, (start, end) in enumerate(zip(self.starts, ends, strict=True)):
            pages = drafts[start:end]
            bound.append(self._cover(place, pages, dossier, fonts))
            bound.extend(pages)
        return bound

    def _cover(self, place: int, pages: Sequence[Draft], dossier: Dossier, fonts: Fonts) -> Draft:
        parts = self.parts
        flow = Flow(fonts)
        flow.page.is_cover = True
        flow.y = 150.0
        flow.anchor(part_anchor(place))
        flow.say(dossier.title, look.HEADING, at_most=3)
        flow.skip(4)
        flow.label(f"案件编号 {dossier.case_number}", LEFT, flow.y, look.LEAD, width=CONTENT_WIDTH)
        flow.skip(44)
        flow.say(f"第{place + 1}册（共{len(parts)}册）", look.TITLE)
        flow.skip(6)
        flow.say(f"第{parts[place].first}页至第{parts[place].last}页", look.SUBHEADING)
        flow.say(_held(pages), look.BODY, at_most=4)
        flow.skip(6)
        flow.say("页码各册连续；证据目录在第1册。请把各册文件放在同一文件夹，目录与链接才能互相打开。", look.SMALL)
        flow.skip(20)
        self._list(flow, place)
        return flow.page

    def _list(self, flow: Flow, place: int) -> None:
        first = max(0, min(place - _MOST_ROWS // 2, len(self.parts) - _MOST_ROWS))
        for number, part in list(enumerate(self.parts))[first : first + _MOST_ROWS]:
            flow.rule()
            flow.skip(3)
            style = look.CELL_BOLD if number == place else look.CELL
            flow.label(f"第{number + 1}册", LEFT, flow.y, style)
            flow.label(part.name, _FILE_X, flow.y, style, width=CONTENT_WIDTH - 62 - 110)
            flow.label(f"第{part.first}–{part.last}页", RIGHT, flow.y, style, align="right")
            if number != place:
                flow.link(Box(LEFT, flow.y, CONTENT_WIDTH, style.leading), part_anchor(number))
            flow.skip(style.leading + 3)


def part_anchor(place: int) -> str:
    """Return the anchor of the cover of the part at a place (from 0)."""
    return f"part {place}"


def _held(pages: Sequence[Draft]) -> str:
    """Return which exhibits these pages show."""
    labels = list(dict.fromkeys(page.stamp.partition("（")[0] for page in pages if page.stamp.startswith("证据")))
    if not labels:
        return "本册没有证据页。"
    names = labels[0].split("、")[0], labels[-1].split("、")[-1]
    begins = next(bool(page.opens) for page in pages if page.stamp.startswith("证据"))
    first = names[0] if begins else f"{names[0]}（接上册）"
    return f"本册含：{first}" if names[0] == names[1] else f"本册含：{first}至{names[1]}"
