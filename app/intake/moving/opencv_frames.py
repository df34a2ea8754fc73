"""Frames of MP4, MOV and WebM through the FFmpeg in OpenCV's wheel (extra `ocr`), for where PyAV is missing.

OpenCV seeks by counting frames at the mean rate, which misses in recordings of screens: their frames come when
something moves. So the times of all packets are read first, without decoding, and every seek is checked against them.
"""

from __future__ import annotations

import bisect
import contextlib
import os
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final, cast

# Before the import: FFmpeg shall not write to the terminal, and what a file names beside itself is not opened.
os.environ.setdefault("OPENCV_LOG_LEVEL", "OFF")
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"] = "protocol_whitelist;pipe"

import cv2
from PIL import Image

from app.domain.errors import Cancelled, UnreadableFile
from app.domain.words import Text
from app.intake import recordings
from app.intake.moving import Watch, as_png
from app.intake.recordings import Frame, RecordingFacts

_FAILURES: Final = (
    cv2.error,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
_CODECS: Final = {
    "avc1": "h264", "avc3": "h264", "hvc1": "hevc", "hev1": "hevc", "mp4v": "mpeg4", "fmp4": "mpeg4", "vp80": "vp8",
    "vp90": "vp9", "vp09": "vp9", "av01": "av1",
}  # fmt: skip
"""FFmpeg's names for the four characters that OpenCV tells."""
_ONE_THREAD: Final = [
    cv2.CAP_PROP_N_THREADS, 1, cv2.CAP_PROP_HW_ACCELERATION, cv2.VIDEO_ACCELERATION_NONE,
]  # fmt: skip
_RAW: Final = -1
"""The format in which OpenCV hands out packets as they are."""
_LEAP: Final = 600
"""The most frames that one seek may have to decode: inside it nobody looks at the watch."""
_LEAD: Final = 16
"""How many frames before its goal OpenCV begins to decode."""


class OpenCvFrames:
    """An open video; `times` (milliseconds, ascending) are when its frames are shown, `keys` those that stand alone."""

    def __init__(self, file: BinaryIO, media_type: str, watch: Watch, times: list[int], keys: list[int]) -> None:
        self._file = file
        self._media_type = media_type
        self._watch = watch
        self._times = times
        self._keys = keys
        self._capture = _opened(file, watch)
        self._position = -1
        self._rate = self._capture.get(cv2.CAP_PROP_FPS) or 1.0

    def facts(self) -> RecordingFacts:
        """Return what it is, after its first frame was decoded."""
        with failures(self._watch):
            shown = self._decoded(self._times[0])[1]
            code = (int(self._capture.get(cv2.CAP_PROP_FOURCC)) & 0xFFFFFFFF).to_bytes(4, "little")
        word = code.decode("ascii", "replace").strip("\0 ").lower()
        steps = [after - before for before, after in zip(self._times[-2:], self._times[-1:], strict=False)]
        ends = max(self._times[-1] + (steps[0] if steps else round(1000 / self._rate)), 1)
        if ends > recordings.LIMIT_MILLISECONDS:
            raise self._watch.too_much(Text("录屏过长（最多 12 小时）", "is too long (at most 12 hours)"))
        codec = _CODECS.get(word, word)
        return RecordingFacts(self._media_type, ends, shown.width, shown.height, codec, len(self._times))

    def frame(self, milliseconds: int) -> Frame:
        """Return the frame shown at that time."""
        with failures(self._watch):
            shown_from = self._times[max(bisect.bisect_right(self._times, milliseconds) - 1, 0)]
            when, image = self._decoded(shown_from)
            return Frame(when, as_png(image))

    def release(self) -> None:
        """Let go of the file."""
        self._capture.release()

    def _decoded(self, wanted: int) -> tuple[int, Image.Image]:
        """Decode up to the frame of that time; where the file breaks off before it, the last that can be decoded."""
        self._go_before(wanted)
        reached = self._walk_to(wanted)
        if reached is None:
            self._rewind()
            reached = self._walk_to(wanted)
        if reached is None and self._position >= 0:
            wanted = self._position
            self._rewind()
            reached = self._walk_to(wanted)
        if reached is None:
            raise self._watch.broken(Text("录屏里没有能解码的画面", "holds no frame that can be decoded"))
        return reached

    def _walk_to(self, wanted: int) -> tuple[int, Image.Image] | None:
        """Decode frame by frame; None where the frames end before that time."""
        while self._grab():
            if self._position >= wanted:
                return self._position, self._image()
        return None

    def _grab(self) -> bool:
        self._watch()
        if not self._capture.grab():
            return False
        self._position = max(round(self._capture.get(cv2.CAP_PROP_POS_MSEC)), 0)
        return True

    def _go_before(self, wanted: int) -> None:
        """Stand where the next frame is at most the wanted one, without decoding more than `_LEAP` unseen."""
        if 0 <= self._position < wanted and self._frames_between(self._position, wanted) <= _LEAP:
            return
        # The time of a frame, some frames back, then twice as many, until a seek lands where it should.
        back = 1
        while back <= _LEAP:
            goal = self._times[max(bisect.bisect_left(self._times, wanted) - back, 0)]
            if goal <= self._times[0] or self._frames_between(self._key_before(goal), goal) > _LEAP:
                break
            self._watch()
            if self._capture.set(cv2.CAP_PROP_POS_MSEC, goal) and self._grab() and self._position < wanted:
                return
            back *= 4
        self._rewind()

    def _rewind(self) -> None:
        self._capture.release()
        self._capture = _opened(self._file, self._watch)
        self._position = -1

    def _key_before(self, time: int) -> int:
        """Return the time of the frame from which OpenCV decodes on its way to a time."""
        start = time - int((_LEAD + 1) * 1000 / self._rate) - 1
        index = bisect.bisect_right(self._keys, start) - 1
        return self._keys[index] if index >= 0 else 0

    def _frames_between(self, start: int, end: int) -> int:
        return bisect.bisect_right(self._times, end) - bisect.bisect_left(self._times, start)

    def _image(self) -> Image.Image:
        """Return the frame just decoded as it is displayed: OpenCV turns it as the file says."""
        is_there, pixels = self._capture.retrieve()
        if not is_there or pixels is None or pixels.ndim != 3:
            raise self._watch.broken()
        height, width = pixels.shape[:2]
        _check_size(width, height, self._watch)
        return Image.fromarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB))


@contextlib.contextmanager
def failures(watch: Watch) -> Iterator[None]:
    """Turn whatever OpenCV raises into `UnreadableFile`."""
    try:
        yield
    except (UnreadableFile, Cancelled):
        raise
    except MemoryError:
        raise watch.too_much(Text("内存不足，无法解码", "needs more memory than there is")) from None
    except _FAILURES as failure:
        raise watch.broken() from failure


@contextlib.contextmanager
def open_video(file: BinaryIO, media_type: str, name: str, cancel: Callable[[], bool]) -> Iterator[OpenCvFrames]:
    """Open a video and read when its frames are shown.

    Raises:
        UnreadableFile: damaged, without pictures, or over a limit.
        Cancelled: `cancel` returned true.
    """
    watch = Watch(name, cancel, recordings.SECONDS)
    watch()
    with failures(watch):
        times, keys = _packets(file, watch)
        reader = OpenCvFrames(file, media_type, watch, times, keys)
    try:
        yield reader
    finally:
        reader.release()


def _packets(file: BinaryIO, watch: Watch) -> tuple[list[int], list[int]]:
    """Return the times of all packets and of those with key frames, in milliseconds and ascending, without decoding."""
    capture = _opened(file, watch)
    times: list[int] = []
    keys: list[int] = []
    try:
        capture.set(cv2.CAP_PROP_FORMAT, _RAW)
        while capture.grab():
            watch()
            time = max(round(capture.get(cv2.CAP_PROP_POS_MSEC)), 0)
            times.append(time)
            if len(times) > recordings.LIMIT_FRAMES:
                raise watch.too_much(Text("画面过多", "has too many frames"))
            if capture.get(cv2.CAP_PROP_LRF_HAS_KEY_FRAME):
                keys.append(time)
    finally:
        capture.release()
    if not times:
        raise watch.broken(Text("录屏里没有画面", "holds no frame"))
    return sorted(times), sorted(keys)


def _opened(file: BinaryIO, watch: Watch) -> cv2.VideoCapture:
    # A file object is all that FFmpeg gets: no other file and no address can be reached through it.
    file.seek(0)
    capture = cv2.VideoCapture(cast("Any", file), cv2.CAP_FFMPEG, _ONE_THREAD)
    if not capture.isOpened():
        raise watch.broken()
    width, height = (int(capture.get(each)) for each in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT))
    _check_size(width, height, watch)
    return capture


def _check_size(width: int, height: int, watch: Watch) -> None:
    if width * height > recordings.LIMIT_PIXELS:
        most = recordings.LIMIT_PIXELS // 1_000_000
        raise watch.too_much(
            Text(
                f"画面过大（{width}×{height}，最多 {most} 百万像素）",
                f"is {width}×{height} pixels (at most {most} million)",
            )
        )
