"""Channels that take pictures and words but no PDF: what each accepts, as presets that are data and can be edited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app.domain.errors import InvalidField
from app.domain.text import LINE_LIMIT, PROSE_LIMIT, Labelled, clean_line, clean_prose, optional_line
from app.domain.words import Text

SIDE: Final = 8_000
"""The longest side of a sheet in pixels where the channel states none; JPEG takes 65,500, WebP 16,383."""
PIXELS: Final = 24_000_000
"""The most pixels of a sheet where the channel states none: what a phone decodes without trouble."""
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)
_NO_WORDS: Final = Text("", "")
_MB: Final = 1_000_000
"""Channels rarely say whether an MB is 10⁶ or 2²⁰ bytes; the smaller holds either way."""


class PictureFormat(Labelled):
    """The formats in which pictures can be written."""

    PNG = "png", "PNG", "PNG"
    JPG = "jpg", "JPG", "JPG"
    WEBP = "webp", "WebP", "WebP"

    @property
    def media_type(self) -> str:
        """Its media type."""
        return "image/jpeg" if self is PictureFormat.JPG else f"image/{self.value}"


@dataclass(frozen=True, slots=True)
class Preset:
    """What a channel takes; None means that no limit is known.

    `opening` pictures go in a message of their own before the others, `pictures` in each message after it, and there
    are at most `messages` of these (None: as many as it takes). Sizes in bytes; `total_bytes` holds for one message.
    `characters` counts Unicode characters of the body, `text_bytes` its UTF-8 bytes. `verified` says whether the
    limits were read at `source`, and `as_of` when.
    """

    name: str
    title: Text
    formats: tuple[PictureFormat, ...]
    pictures: int
    picture_bytes: int
    opening: int = 0
    messages: int | None = 1
    total_bytes: int | None = None
    side: int | None = None
    pixels: int | None = None
    characters: int | None = None
    text_bytes: int | None = None
    title_characters: tuple[int, int] | None = None
    source: str = ""
    verified: bool = False
    as_of: date | None = None
    note: Text = _NO_WORDS
    is_own: bool = False

    @property
    def most_pictures(self) -> int | None:
        """The most pictures of all messages together."""
        return None if self.messages is None else self.opening + self.pictures * self.messages

    @property
    def longest_side(self) -> int:
        """The longest side of a picture in pixels."""
        return min(self.side or SIDE, SIDE)

    @property
    def most_pixels(self) -> int:
        """The most pixels of a picture."""
        return min(self.pixels or PIXELS, PIXELS)

    def batch_of(self, place: int) -> int:
        """Return in which message (from 1) the picture at a place (from 0) goes."""
        if place < self.opening:
            return 1
        return (place - self.opening) // self.pictures + (2 if self.opening else 1)

    def batches(self, pictures: int) -> int:
        """Return how many messages that many pictures take."""
        return self.batch_of(pictures - 1) if pictures else 0

    def to_data(self) -> dict[str, object]:
        """Return the preset as a table of the presets' file, and as the vault's settings keep it."""
        limits: dict[str, object] = {
            "pictures": self.pictures,
            "opening": self.opening,
            "messages": self.messages,
            "picture_mb": self.picture_bytes / _MB,
            "total_mb": None if self.total_bytes is None else self.total_bytes / _MB,
            "side": self.side,
            "pixels": self.pixels,
            "characters": self.characters,
            "text_bytes": self.text_bytes,
        }
        if self.title_characters is not None:
            limits["title_min"], limits["title_max"] = self.title_characters
        said: dict[str, object] = {
            "title": self.title.zh,
            "title_en": self.title.en,
            "formats": [form.value for form in self.formats],
            "source": self.source,
            "verified": self.verified,
            "as_of": None if self.as_of is None else self.as_of.isoformat(),
            "note": self.note.zh,
            "note_en": self.note.en,
        }
        # No limit on messages must be said, because one message is what a preset has that says nothing.
        kept = {key: value for key, value in limits.items() if value is not None}
        return said | kept | {"messages": "any" if self.messages is None else self.messages}


def clean_name(text: str) -> str:
    """Return a preset's name as typed.

    Raises:
        InvalidField: it is not made of small letters, digits and hyphens.
    """
    name = text.strip().casefold()
    if not _NAME.fullmatch(name):
        raise InvalidField(
            "channel",
            Text(f"预设名“{text}”不合规则", f"“{text}” is no name of a preset"),
            Text("请用小写字母、数字和连字符，最多 40 字", "use small letters, digits and hyphens, at most 40"),
        )
    return name


def preset(name: str, data: Mapping[str, Any], *, is_own: bool = False) -> Preset:
    """Return the preset that a table of limits describes (keys: as `Preset.to_data` gives them).

    Raises:
        InvalidField: a limit is missing or makes no sense; the message names the preset and the field.
    """
    read = _Reader(clean_name(name), data)
    title = read.words("title") or read.name
    return Preset(
        name=read.name,
        title=Text(title, read.words("title_en") or title),
        formats=read.formats(),
        pictures=read.count("pictures", least=1, most=500),
        picture_bytes=read.megabytes("picture_mb"),
        opening=read.count("opening", least=0, most=500, missing=0),
        messages=None if data.get("messages") == "any" else read.count("messages", least=1, most=500, missing=1),
        total_bytes=read.megabytes("total_mb") if data.get("total_mb") is not None else None,
        side=read.limit("side", least=320, most=65_500),
        pixels=read.limit("pixels", least=100_000, most=500_000_000),
        characters=read.limit("characters", least=20, most=1_000_000),
        text_bytes=read.limit("text_bytes", least=60, most=4_000_000),
        title_characters=read.title_length(),
        source=read.words("source") or "",
        verified=data.get("verified") is True,
        as_of=read.day("as_of"),
        note=Text(read.prose("note"), read.prose("note_en") or read.prose("note")),
        is_own=is_own,
    )


class _Reader:
    """Reads fields of one preset's table and refuses by name."""

    def __init__(self, name: str, data: Mapping[str, Any]) -> None:
        self.name = name
        self._data = data

    def _refuse(self, field: str, problem: Text) -> InvalidField:
        return InvalidField(f"{self.name}.{field}", problem)

    def count(self, field: str, *, least: int, most: int, missing: int | None = None) -> int:
        value = self._data.get(field, missing)
        if type(value) is not int or not least <= value <= most:
            raise self._refuse(field, Text(f"应为 {least} 到 {most} 的整数", f"is a whole number, {least} to {most}"))
        return value

    def limit(self, field: str, *, least: int, most: int) -> int | None:
        return None if self._data.get(field) is None else self.count(field, least=least, most=most)

    def megabytes(self, field: str) -> int:
        value = self._data.get(field)
        if type(value) not in {int, float} or not 0.1 <= float(value) <= 1_000:  # type: ignore[arg-type]
            raise self._refuse(field, Text("应为 0.1 到 1000（MB）", "is 0.1 to 1000 (MB)"))
        return int(float(value) * _MB)  # type: ignore[arg-type]

    def words(self, field: str) -> str | None:
        value = self._data.get(field)
        if value is not None and not isinstance(value, str):
            raise self._refuse(field, Text("应为文字", "is text"))
        return optional_line(f"{self.name}.{field}", value, limit=LINE_LIMIT)

    def prose(self, field: str) -> str:
        value = self._data.get(field, "")
        if not isinstance(value, str):
            raise self._refuse(field, Text("应为文字", "is text"))
        return clean_prose(f"{self.name}.{field}", value, limit=PROSE_LIMIT)

    def formats(self) -> tuple[PictureFormat, ...]:
        value = self._data.get("formats")
        if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
            raise self._refuse("formats", Text("应列出图片格式", "lists the picture formats"))
        found = (PictureFormat.parse(f"{self.name}.formats", clean_line("formats", one)) for one in value)
        return tuple(dict.fromkeys(found))

    def title_length(self) -> tuple[int, int] | None:
        most = self.limit("title_max", least=10, most=1_000)
        if most is None:
            return None
        return self.count("title_min", least=0, most=most, missing=1), most

    def day(self, field: str) -> date | None:
        value = self._data.get(field)
        if value is None or type(value) is date:
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise self._refuse(field, Text("应为日期，如 2026-01-31", "is a date like 2026-01-31")) from None
