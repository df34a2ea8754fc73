"""Frames of MP4, MOV and WebM through PyAV, which brings FFmpeg; imported only where a video is opened."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

import av
import av.error
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from app.domain.errors import Cancelled, UnreadableFile
from app.domain.words import Text
from app.intake import recordings
from app.intake.moving import Watch, as_png
from app.intake.recordings import Frame, RecordingFacts

_DEMUXERS: Final = {
    "video/mp4": "mov",
    "video/quicktime": "mov",
    "video/webm": "matroska",
    "video/x-matroska": "matroska",
}
# What PyAV and FFmpeg raise on damaged files; FFmpegError itself is an Exception of its own.
_FAILURES: Final = (
    av.error.FFmpegError, ArithmeticError, AttributeError, EOFError, LookupError, MemoryError, OSError, RuntimeError,
    TypeError, ValueError,
)  # fmt: skip
_TURNS: Final = {
    90: Image.Transpose.ROTATE_90,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_270,
}


class VideoFrames:
    """An open video of one picture stream."""

    def __init__(self, container: InputContainer, stream: VideoStream, media_type: str, watch: Watch) -> None:
        self._container = container
        self._stream = stream
        self._media_type = media_type
        self._watch = watch
        self._start = stream.start_time or 0

    def facts(self) -> RecordingFacts:
        """Return what it is, after its first frame was decoded and its packets were counted."""
        with self._failures():
            first = next(self._from(0), None)
            if first is None:
                raise self._watch.broken(Text("录屏里没有画面", "holds no frame"))
            shown = _upright(first)
            frames, ends = self._count()
        if ends > recordings.LIMIT_MILLISECONDS:
            raise self._watch.too_much(Text("录屏过长（最多 12 小时）", "is too long (at most 12 hours)"))
        return RecordingFacts(
            self._media_type, ends, shown.width, shown.height, self._stream.codec_context.name, frames
        )

    def frame(self, milliseconds: int) -> Frame:
        """Return the frame shown at that time."""
        with self._failures():
            start, back = milliseconds, 1000
            while (shown := self._last_until(milliseconds, start)) is None and start:
                # FFmpeg seeks by when a frame is decoded, which is before it is shown: it may land after the time.
                start, back = max(start - back, 0), back * 4
            if shown is None:
                raise self._watch.broken(Text("录屏里没有画面", "holds no frame"))
            return Frame(self._time(shown), as_png(_upright(shown)))

    def _last_until(self, milliseconds: int, start: int) -> VideoFrame | None:
        """Decode from before `start` up to a time; return the last frame, from the very start at least one."""
        last: VideoFrame | None = None
        for frame in self._from(start):
            if self._time(frame) > milliseconds and (last is not None or start):
                break
            last = frame
        return last

    def _from(self, milliseconds: int) -> Iterator[VideoFrame]:
        """Decode from the last key frame at or before a time."""
        base = self._stream.time_base
        offset = self._start + (int(milliseconds / 1000 / base) if base else 0)
        try:
            self._container.seek(offset, stream=self._stream, backward=True)
        except _FAILURES:
            self._container.seek(0)
        for frame in self._container.decode(self._stream):
            self._watch()
            if frame.width * frame.height > recordings.LIMIT_PIXELS:
                raise self._watch.too_much(_too_large(frame.width, frame.height))
            yield frame

    def _count(self) -> tuple[int, int]:
        """Return the number of packets with a picture, and when the last one ends (milliseconds)."""
        self._container.seek(0)
        base = float(self._stream.time_base or 0)
        count, last, step = 0, 0, 0
        for packet in self._container.demux(self._stream):
            self._watch()
            if not packet.size:
                continue
            count += 1
            if count > recordings.LIMIT_FRAMES:
                raise self._watch.too_much(Text("画面过多", "has too many frames"))
            if packet.pts is not None and packet.pts >= last:
                step = packet.duration or (packet.pts - last) or step
                last = packet.pts
        return count, max(round((last + step - self._start) * base * 1000), 1)

    def _time(self, frame: VideoFrame) -> int:
        base = self._stream.time_base
        if frame.pts is None or base is None:
            return 0
        return max(round((frame.pts - self._start) * float(base) * 1000), 0)

    @contextlib.contextmanager
    def _failures(self) -> Iterator[None]:
        with failures(self._watch):
            yield


@contextlib.contextmanager
def failures(watch: Watch) -> Iterator[None]:
    """Turn whatever the decoder raises into `UnreadableFile`."""
    try:
        yield
    except (UnreadableFile, Cancelled):
        raise
    except MemoryError:
        raise watch.too_much(Text("内存不足，无法解码", "needs more memory than there is")) from None
    except _FAILURES as failure:
        raise watch.broken() from failure


@contextlib.contextmanager
def open_video(file: BinaryIO, media_type: str, name: str, cancel: Callable[[], bool]) -> Iterator[VideoFrames]:
    """Open a video as the one container that its first bytes show.

    Raises:
        UnreadableFile: damaged, without pictures, or over a limit.
    """
    watch = Watch(name, cancel, recordings.SECONDS)
    watch()
    with contextlib.ExitStack() as opened:
        with failures(watch):
            # A file object is all that FFmpeg gets: no other file and no address can be reached through it.
            container = opened.enter_context(
                av.open(file, mode="r", format=_DEMUXERS[media_type], metadata_errors="replace")
            )
            if not container.streams.video:
                raise watch.broken(Text("录屏里没有画面", "holds no frame"))
            stream = container.streams.video[0]
            _prepare(stream, watch)
        yield VideoFrames(container, stream, media_type, watch)


def _prepare(stream: VideoStream, watch: Watch) -> None:
    codec = stream.codec_context
    if codec is None:
        raise watch.broken(Text("无法识别的视频编码", "is coded in a way that is not known"))
    if codec.width * codec.height > recordings.LIMIT_PIXELS:
        raise watch.too_much(_too_large(codec.width, codec.height))
    # FFmpeg itself then refuses larger frames before it makes room for them; one thread bounds the memory.
    codec.options = {"max_pixels": str(recordings.LIMIT_PIXELS)}
    codec.thread_type = "NONE"
    length = stream.duration
    if length and stream.time_base and length * stream.time_base * 1000 > recordings.LIMIT_MILLISECONDS:
        raise watch.too_much(Text("录屏过长（最多 12 小时）", "is too long (at most 12 hours)"))


def _too_large(width: int, height: int) -> Text:
    most = recordings.LIMIT_PIXELS // 1_000_000
    return Text(
        f"画面过大（{width}×{height}，最多 {most} 百万像素）", f"is {width}×{height} pixels (at most {most} million)"
    )


def _upright(frame: VideoFrame) -> Image.Image:
    """Return a frame as it is displayed: phones store what way up they were held beside the pictures."""
    image: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
    turn = _TURNS.get(round(frame.rotation) % 360)
    return image if turn is None else image.transpose(turn)
