"""Screen recordings: what they are by their content, and single frames of them as pictures.

MP4, MOV and WebM are read by PyAV (the extra `video`) or else by OpenCV (which comes with the extra `ocr`), imported
on first use; GIF by Pillow. What a file claims is never believed: sizes, lengths and the time spent are held to
limits, and no list of other files or addresses is ever followed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Protocol, TypeVar

from app.domain.errors import InputError, InvalidField, UnreadableFile
from app.domain.words import Text
from app.intake.file_bytes import open_file, shown_name

LIMIT_BYTES: Final = 2 << 30
"""The largest recording taken, in bytes."""
LIMIT_PIXELS: Final = 34_000_000
"""The most pixels of a frame: 8K."""
LIMIT_MILLISECONDS: Final = 12 * 3600 * 1000
"""The longest recording taken."""
LIMIT_FRAMES: Final = 2_000_000
"""The most frames counted: twelve hours at 46 a second."""
LIMIT_OVERVIEW: Final = 60
"""The most frames of an overview."""
SECONDS: Final = 30.0
"""The longest time spent on one question about a file."""

_BRANDS_OF_STILLS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"})

_T = TypeVar("_T")


class VideoSupportMissing(InputError):
    """The library that decodes video is not installed."""

    def __init__(self) -> None:
        super().__init__(
            Text("没有安装视频解码组件", "the component that decodes video is not installed"),
            Text("请安装可选组件 video（pip install pingju[video]）", "install the extra (pip install pingju[video])"),
        )


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """What a recording is: length in milliseconds, pixels as displayed, FFmpeg's (or Pillow's) name of its coding."""

    media_type: str
    milliseconds: int
    width: int
    height: int
    codec: str
    frames: int


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame as PNG, and when it is shown (milliseconds from the start)."""

    milliseconds: int
    png: bytes


class Reader(Protocol):
    """An open recording; each call may raise `UnreadableFile` or `Cancelled`."""

    def facts(self) -> RecordingFacts:
        """Return what it is."""
        ...

    def frame(self, milliseconds: int) -> Frame:
        """Return the frame that is shown at that time; after the end, the last one."""
        ...


def _never() -> bool:
    return False


def media_type_of(head: bytes) -> str | None:
    """Return the media type that a file's first bytes show (64 are enough), or None where it is no recording."""
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head[4:8] == b"ftyp" and len(head) >= 12:
        if head[8:12] in _BRANDS_OF_STILLS:
            return None
        return "video/quicktime" if head[8:12] == b"qt  " else "video/mp4"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    return None


def read_recording(path: Path, *, name: str | None = None, cancel: Callable[[], bool] = _never) -> RecordingFacts:
    """Return what a recording is, after decoding its first frame and counting the rest.

    Raises:
        UnreadableFile: no recording of a known kind, damaged, without frames, over a limit, or it takes too long.
        VideoSupportMissing: it is no GIF and neither extra is installed.
        Cancelled: `cancel` returned true.
    """
    return _with_reader(path, name, cancel, lambda reader: reader.facts())


def frame_at(path: Path, milliseconds: int, *, name: str | None = None, cancel: Callable[[], bool] = _never) -> bytes:
    """Return the frame shown at that time as PNG, without metadata; after the end, the last one.

    Raises:
        InvalidField: a time before the start.
        UnreadableFile, VideoSupportMissing, Cancelled: as `read_recording`.
    """
    if milliseconds < 0:
        raise InvalidField("time", Text("时间不能为负", "must not be negative"))
    return _with_reader(path, name, cancel, lambda reader: reader.frame(milliseconds).png)


def overview(
    path: Path, count: int, *, name: str | None = None, cancel: Callable[[], bool] = _never
) -> tuple[Frame, ...]:
    """Return up to `count` frames spread evenly over the recording, in order, none twice.

    Raises:
        InvalidField: fewer than 1 or more than `LIMIT_OVERVIEW`.
        UnreadableFile, VideoSupportMissing, Cancelled: as `read_recording`.
    """
    if not 1 <= count <= LIMIT_OVERVIEW:
        raise InvalidField("count", Text(f"请输入 1 到 {LIMIT_OVERVIEW}", f"is 1 to {LIMIT_OVERVIEW}"))

    def pick(reader: Reader) -> tuple[Frame, ...]:
        length = reader.facts().milliseconds
        # Each in the middle of its share: the first and the last moment of a recording are often a menu.
        frames = [reader.frame(length * (2 * number + 1) // (2 * count)) for number in range(count)]
        return tuple({frame.milliseconds: frame for frame in frames}.values())

    return _with_reader(path, name, cancel, pick)


def _with_reader(path: Path, name: str | None, cancel: Callable[[], bool], use: Callable[[Reader], _T]) -> _T:
    shown = shown_name(name or path.name)
    with open_file(path, limit=LIMIT_BYTES) as file:
        media_type = media_type_of(file.read(64))
        file.seek(0)
        if media_type is None:
            raise UnreadableFile(
                shown,
                Text("内容不是支持的录屏格式（MP4、MOV、WebM、GIF）", "is no recording (MP4, MOV, WebM, GIF)"),
                Text("请把录屏另存为 MP4 后再添加", "save the recording as MP4 first"),
            )
        if media_type == "image/gif":
            from app.intake.moving.gif_frames import open_gif

            return use(open_gif(file, shown, cancel))
        with _opener()(file, media_type, shown, cancel) as reader:
            return use(reader)


def _opener() -> Callable[[BinaryIO, str, str, Callable[[], bool]], AbstractContextManager[Reader]]:
    with contextlib.suppress(ImportError):
        from app.intake.moving import video_frames

        return video_frames.open_video
    try:
        from app.intake.moving import opencv_frames
    except ImportError as missing:
        raise VideoSupportMissing from missing
    return opencv_frames.open_video
