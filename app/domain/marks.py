"""Marks on a picture: what the user drew over an original, kept as data beside it and never in it.

Lengths are whole pixels of the picture as displayed (EXIF orientation applied), counted from its upper left corner.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from app.domain.errors import InvalidField
from app.domain.text import LINE_LIMIT, Labelled, clean_prose
from app.domain.words import Text

VERSION: Final = 1
"""The version of the JSON that `Markup.to_json` writes."""
LIMIT: Final = 500
"""The most marks that one picture takes."""
FARTHEST: Final = 1_000_000
"""The farthest that an arrow may reach from the picture's corner, in pixels."""
HIGHEST: Final = 9_999
"""The highest number of a callout."""


class MarkKind(Labelled):
    """What a mark is; bar, mosaic and crop hide, the others only point."""

    BOX = "box", "方框", "Box"
    ARROW = "arrow", "箭头", "Arrow"
    CALLOUT = "callout", "编号", "Number"
    HIGHLIGHT = "highlight", "高亮", "Highlight"
    TEXT = "text", "文字", "Text"
    BAR = "bar", "黑条遮盖", "Black bar"
    MOSAIC = "mosaic", "马赛克", "Mosaic"
    CROP = "crop", "裁剪", "Crop"

    @property
    def hides(self) -> bool:
        """Whether pixels of the original must not reach a copy that carries this mark."""
        return self in {MarkKind.BAR, MarkKind.MOSAIC, MarkKind.CROP}


class HiddenKind(Labelled):
    """What kind of thing was hidden; the dossier's redaction list names it and never what it was."""

    PHONE = "phone", "手机号码", "Phone number"
    ID_NUMBER = "id_number", "身份证号码", "ID number"
    BANK_CARD = "bank_card", "银行卡号", "Bank card number"
    CARD_CODE = "card_code", "卡密", "Card code"
    EMAIL = "email", "电子邮箱", "E-mail address"
    OTHER = "other", "其他内容", "Other"


class MarkColour(Labelled):
    """The colours a mark may have; red is the default."""

    RED = "red", "红", "Red"
    AMBER = "amber", "黄", "Amber"
    BLUE = "blue", "蓝", "Blue"
    GREEN = "green", "绿", "Green"


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of pixels by its upper left corner and size."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column to the right of it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.y + self.height

    def within(self, width: int, height: int) -> Region | None:
        """Return the part of it that lies in a picture of that size; None where there is none."""
        x, y = max(self.x, 0), max(self.y, 0)
        right, bottom = min(self.right, width), min(self.bottom, height)
        return Region(x, y, right - x, bottom - y) if right > x and bottom > y else None

    def overlaps(self, other: Region) -> bool:
        """Whether the two share a pixel."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark; an arrow goes from the region's (x, y) to (x + width, y + height), which may be smaller.

    `text` belongs to text marks and callouts, `number` to callouts, `hidden` to bars and mosaics.
    """

    kind: MarkKind
    region: Region
    colour: MarkColour = MarkColour.RED
    text: str = ""
    number: int | None = None
    hidden: HiddenKind | None = None


@dataclass(frozen=True, slots=True)
class Markup:
    """All marks of one picture, in the order in which they were drawn."""

    marks: tuple[Mark, ...] = ()

    @property
    def crop(self) -> Region | None:
        """The part of the picture that copies show; the last crop counts."""
        crops = [mark.region for mark in self.marks if mark.kind is MarkKind.CROP]
        return crops[-1] if crops else None

    @property
    def hiding(self) -> tuple[Mark, ...]:
        """The marks under which nothing may be left."""
        return tuple(mark for mark in self.marks if mark.kind.hides)

    @property
    def is_redacted(self) -> bool:
        """Whether a copy hides anything."""
        return bool(self.hiding)

    def next_number(self) -> int:
        """Return the number of the next callout."""
        return max((mark.number or 0 for mark in self.marks), default=0) + 1

    def to_json(self) -> str:
        """Return the marks as the vault keeps them."""
        return json.dumps({"version": VERSION, "marks": [_as_data(mark) for mark in self.marks]}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Markup:
        """Return the marks that `to_json` wrote.

        Raises:
            ValueError: it is no such JSON, or of a later version.
        """
        try:
            data = json.loads(text)
            if not isinstance(data, dict) or data.get("version") != VERSION:
                raise ValueError("marks of an unknown version")
            return cls(tuple(_from_data(entry) for entry in data["marks"]))
        except (LookupError, TypeError, AttributeError, OverflowError, RecursionError) as problem:
            raise ValueError(f"no marks: {problem!r}") from problem

    def checked(self, width: int, height: int) -> Markup:
        """Return the marks cut to a picture of that size, after proving that each can be drawn on it.

        Raises:
            InvalidField: a mark has no area, lies outside the picture, says too much, or there are too many.
        """
        if len(self.marks) > LIMIT:
            raise InvalidField("marks", Text(f"标注过多（最多 {LIMIT} 个）", f"too many marks (at most {LIMIT})"))
        return Markup(tuple(_checked(mark, width, height) for mark in self.marks))


def parse_region(field: str, text: str) -> Region:
    """Read `x,y,width,height` in whole pixels.

    Raises:
        InvalidField: not four whole numbers, or no area.
    """
    parts = text.replace("，", ",").split(",")
    try:
        x, y, width, height = (int(part) for part in parts)
    except ValueError:
        raise InvalidField(
            field,
            Text(f"不是区域：“{text}”", f"not a region: “{text}”"),
            Text("请写成 x,y,宽,高（像素）", "write it as x,y,width,height in pixels"),
        ) from None
    if width < 1 or height < 1:
        raise InvalidField(
            field,
            Text(f"区域没有面积：“{text}”", f"a region without area: “{text}”"),
            Text("宽和高至少 1 像素", "width and height are at least 1 pixel"),
        )
    return Region(x, y, width, height)


def _checked(mark: Mark, width: int, height: int) -> Mark:
    clean_prose("text", mark.text, limit=LINE_LIMIT)
    if mark.number is not None and not 0 <= mark.number <= HIGHEST:
        raise InvalidField("number", Text(f"编号为 0 到 {HIGHEST}", f"is 0 to {HIGHEST}"))
    if mark.kind is MarkKind.ARROW:
        if mark.region.width == 0 and mark.region.height == 0:
            raise _no_area()
        ends = Region(
            min(mark.region.x, mark.region.right),
            min(mark.region.y, mark.region.bottom),
            abs(mark.region.width) + 1,
            abs(mark.region.height) + 1,
        )
        is_far = max(map(abs, (ends.x, ends.y, ends.right, ends.bottom))) > FARTHEST
        if is_far or ends.within(width, height) is None:
            raise _outside()
        return mark
    if mark.region.width < 1 or mark.region.height < 1:
        raise _no_area()
    inside = mark.region.within(width, height)
    if inside is None:
        raise _outside()
    return replace(mark, region=inside)


def _no_area() -> InvalidField:
    return InvalidField(
        "marks",
        Text("标注没有面积", "the mark has no area"),
        Text("请拖出一个区域", "drag over a region"),
    )


def _outside() -> InvalidField:
    return InvalidField(
        "marks",
        Text("标注在图片之外", "the mark lies outside the picture"),
        Text("请画在图片上", "draw it on the picture"),
    )


def _as_data(mark: Mark) -> dict[str, object]:
    region = mark.region
    return dict(_held(mark), kind=mark.kind.value, at=[region.x, region.y, region.width, region.height])


def _held(mark: Mark) -> Iterator[tuple[str, object]]:
    yield "colour", mark.colour.value
    if mark.text:
        yield "text", mark.text
    if mark.number is not None:
        yield "number", mark.number
    if mark.hidden is not None:
        yield "hidden", mark.hidden.value


def _from_data(entry: Mapping[str, Any]) -> Mark:
    return Mark(
        MarkKind(entry["kind"]),
        Region(*(int(part) for part in entry["at"])),
        MarkColour(entry.get("colour", "red")),
        str(entry.get("text", "")),
        None if entry.get("number") is None else int(entry["number"]),
        HiddenKind(entry["hidden"]) if entry.get("hidden") else None,
    )
