"""Recordings where PyAV is not installed: OpenCV must show the same frames at the same times."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image

from app.domain.errors import Cancelled, PingjuError, UnreadableFile
from app.intake import recordings
from app.intake.recordings import frame_at, overview, read_recording
from tests.intake.test_recordings import COLOURS, KINDS, colour_of, near, video, written

ROOT = Path(__file__).parents[2]
pytest.importorskip("cv2", reason="the extra ocr is not installed")


@pytest.fixture
def no_pyav(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Make PyAV's reader impossible to import, as where the extra is not installed."""
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "app.intake.moving.video_frames", None)
        without.delattr("app.intake.moving.video_frames", raising=False)
        yield without


def moving_now_and_then(codec: str, kind: str, *, gop: int) -> bytes:
    """Return a recording as of a screen: bursts of frames, then nothing for seconds; each frame has its own shade."""
    av = pytest.importorskip("av", reason="the extra video writes the recordings of this test")
    chance = random.Random(7)
    out = io.BytesIO()
    with av.open(out, "w", format=kind) as container:
        stream = container.add_stream(codec, rate=30, options={"g": str(gop)})
        stream.width, stream.height = 64, 96
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000)
        when = 0
        for number in range(240):
            frame = av.VideoFrame.from_image(Image.new("RGB", (64, 96), (number, 255 - number, number // 2)))
            frame.pts, frame.time_base = when, Fraction(1, 1000)
            when += chance.choice([33, 33, 33, 34, 2500 if number % 20 == 0 else 33])
            for packet in stream.encode(frame):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_what_pyav_says(kind: str, tmp_path: Path, no_pyav: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, video(kind))
    facts = read_recording(path)
    frames = overview(path, 5)
    assert (facts.media_type, facts.codec) == (KINDS[kind][1], KINDS[kind][0])
    assert (facts.width, facts.height, facts.frames) == (96, 160, 50)
    assert [near(colour_of(each.png), colour) for each, colour in zip(frames, COLOURS, strict=True)] == [True] * 5
    assert near(colour_of(frame_at(path, 10**9)), COLOURS[4])
    assert "app.intake.moving.opencv_frames" in sys.modules
    no_pyav.undo()
    assert abs(read_recording(path).milliseconds - facts.milliseconds) <= 100


@pytest.mark.parametrize(
    ("codec", "kind", "gop"), [("libx264", "mp4", 250), ("libx264", "mp4", 12), ("libvpx-vp9", "webm", 60)]
)
def test_frames_that_come_now_and_then_are_found_at_their_time(
    codec: str, kind: str, gop: int, tmp_path: Path, no_pyav: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, moving_now_and_then(codec, kind, gop=gop))
    asked = [0, 20, 33, 700, 2490, 2600, 5000, 9999, 15_000, 3, 20_000, 40_000]
    here = [(each.milliseconds, colour_of(each.png)) for each in _frames(path, asked)]
    no_pyav.undo()
    there = [(each.milliseconds, colour_of(each.png)) for each in _frames(path, asked)]
    assert [when for when, _ in here] == [when for when, _ in there]
    assert len({when for when, _ in here}) >= 8
    assert all(near(one, other) for (_, one), (_, other) in zip(here, there, strict=True))


def _frames(path: Path, asked: list[int]) -> list[recordings.Frame]:
    return recordings._with_reader(path, None, lambda: False, lambda reader: [reader.frame(each) for each in asked])


def test_sideways_is_shown_upright(tmp_path: Path, no_pyav: pytest.MonkeyPatch) -> None:
    data = bytearray(video("mp4"))
    at = data.index(b"tkhd") + 4 + 40
    turn = [0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000]
    data[at : at + 36] = b"".join(value.to_bytes(4, "big", signed=True) for value in turn)
    path = written(tmp_path, bytes(data))
    assert (read_recording(path).width, read_recording(path).height) == (160, 96)


def test_limits_and_the_users_stop_hold(tmp_path: Path, no_pyav: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, video("mp4"))
    for after in (0, 1, 60):
        calls = iter(range(10_000))
        with pytest.raises(Cancelled):
            overview(path, 5, cancel=lambda c=calls, n=after: next(c) >= n)
    for name, value, words in (
        ("LIMIT_MILLISECONDS", 4800, "too long"),
        ("LIMIT_PIXELS", 96 * 160 - 1, "96×160"),
        ("LIMIT_FRAMES", 49, "too many frames"),
        ("SECONDS", -1.0, "decode"),
    ):
        with no_pyav.context() as limited:
            limited.setattr(recordings, name, value)
            with pytest.raises(UnreadableFile, match=words):
                read_recording(path)


def test_damage_raises_nothing_but_refusals(tmp_path: Path, no_pyav: pytest.MonkeyPatch) -> None:
    sound = {kind: video(kind, frames=12) for kind in KINDS}
    chance = random.Random(11)
    for number in range(60):
        data = bytearray(sound[chance.choice(list(sound))])
        if number % 3 == 0:
            del data[int(len(data) * chance.random()) :]
        for _ in range(chance.randrange(40) if data else 0):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path = written(tmp_path, bytes(data))
        start = time.monotonic()
        for use in (read_recording, lambda path: frame_at(path, 700)):
            try:
                assert use(path)
            except PingjuError as refused:
                assert refused.line("zh")  # noqa: PT017
        assert time.monotonic() - start < 20


def test_nothing_is_printed_and_no_other_file_is_opened(tmp_path: Path) -> None:
    """FFmpeg may follow what a file names only through protocols, and none that reaches a file is left to it."""
    clip = written(tmp_path, video("mp4"))
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(clip.read_bytes()[:900])
    script = (
        "import sys; sys.modules['av'] = None; from pathlib import Path; from app.intake.recordings import *;"
        "print(read_recording(Path(sys.argv[1])).frames)\n"
        "try: read_recording(Path(sys.argv[2]))\nexcept UnreadableFile: print('refused')\n"
        "import cv2; print(cv2.VideoCapture(sys.argv[1], cv2.CAP_FFMPEG).isOpened())"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(clip), str(broken)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert (run.stdout.split(), run.stderr) == (["50", "refused", "False"], "")
