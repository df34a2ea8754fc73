"""Screen recordings: facts and frames of real ones, and hostile ones refused in bounded time."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.domain.errors import Cancelled, InvalidField, PingjuError, UnreadableFile
from app.intake import recordings
from app.intake.recordings import VideoSupportMissing, frame_at, media_type_of, overview, read_recording
from tests.intake.pictures import SAMPLES, encoded, every_format

ROOT = Path(__file__).parents[2]
COLOURS = [(200, 40, 40), (40, 180, 40), (40, 40, 220), (220, 220, 60), (30, 30, 30)]
KINDS = {"mp4": ("h264", "video/mp4"), "mov": ("mpeg4", "video/quicktime"), "webm": ("vp9", "video/webm")}


def video(kind: str, *, frames: int = 50, size: tuple[int, int] = (96, 160)) -> bytes:
    """Return a recording of ten frames a second whose colour changes each second."""
    av = pytest.importorskip("av", reason="the extra video is not installed")
    codec = {"h264": "libx264", "vp9": "libvpx-vp9"}.get(KINDS[kind][0], KINDS[kind][0])
    out = io.BytesIO()
    with av.open(out, "w", format=kind) as container:
        stream = container.add_stream(codec, rate=10)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = Fraction(1, 10)
        for number in range(frames):
            image = Image.new("RGB", size, COLOURS[number // 10 % len(COLOURS)])
            for packet in stream.encode(av.VideoFrame.from_image(image)):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return out.getvalue()


def gif() -> bytes:
    frames = [Image.new("RGB", (60, 90), colour) for colour in COLOURS]
    return encoded("GIF", frames[0], save_all=True, append_images=frames[1:], duration=1000)


def written(folder: Path, data: bytes) -> Path:
    path = folder / "录屏.bin"
    path.write_bytes(data)
    return path


def colour_of(png: bytes) -> tuple[int, int, int]:
    with Image.open(io.BytesIO(png)) as image:
        assert image.format == "PNG"
        assert not image.info
        red, green, blue = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).tobytes()
        return red, green, blue


def near(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) <= 12 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_videos_are_told_by_their_content(kind: str, tmp_path: Path) -> None:
    path = written(tmp_path, video(kind))
    facts = read_recording(path)
    assert (facts.media_type, facts.codec) == (KINDS[kind][1], KINDS[kind][0])
    assert (facts.width, facts.height, facts.frames) == (96, 160, 50)
    assert abs(facts.milliseconds - 5000) <= 110
    for second, colour in enumerate(COLOURS):
        assert near(colour_of(frame_at(path, second * 1000 + 450)), colour)
    assert near(colour_of(frame_at(path, 10**9)), COLOURS[4])
    shown = overview(path, 5)
    assert [near(colour_of(frame.png), colour) for frame, colour in zip(shown, COLOURS, strict=True)] == [True] * 5
    assert [frame.milliseconds for frame in shown] == sorted({frame.milliseconds for frame in shown})


def test_gifs_need_no_extra(tmp_path: Path) -> None:
    path = written(tmp_path, gif())
    facts = read_recording(path)
    assert (facts.media_type, facts.milliseconds, facts.width, facts.height, facts.codec, facts.frames) == (
        "image/gif", 5000, 60, 90, "gif", 5,
    )  # fmt: skip
    for second, colour in enumerate(COLOURS):
        assert near(colour_of(frame_at(path, second * 1000 + 999)), colour)
    assert len(overview(path, 60)) == 5
    script = (
        "import sys; from pathlib import Path; from app.intake.recordings import *;"
        "sys.modules['av'] = sys.modules['cv2'] = None; print(read_recording(Path(sys.argv[1])).frames);"
        "path = Path(sys.argv[2])\n"
        "try: read_recording(path)\nexcept VideoSupportMissing as missing: print(missing.remedy.en)"
    )
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"\0\0\0\x18ftypisom" + bytes(40))
    run = subprocess.run(
        [sys.executable, "-c", script, str(path), str(clip)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines() == ["5", "install the extra (pip install pingju[video])"]
    assert issubclass(VideoSupportMissing, PingjuError)


def test_a_recording_held_sideways_is_shown_upright(tmp_path: Path) -> None:
    data = bytearray(video("mp4"))
    at = data.index(b"tkhd") + 4 + 40
    # The matrix of ISO/IEC 14496-12, 6.2.2, for a quarter turn to the right.
    turn = [0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000]
    data[at : at + 36] = b"".join(value.to_bytes(4, "big", signed=True) for value in turn)
    path = written(tmp_path, bytes(data))
    assert (read_recording(path).width, read_recording(path).height) == (160, 96)


def test_pictures_and_other_files_are_no_recordings(tmp_path: Path) -> None:
    for media_type, data in every_format().items():
        assert media_type_of(data[:64]) == ("image/gif" if media_type == "image/gif" else None)
    assert media_type_of((SAMPLES / "turned.heic").read_bytes()[:64]) is None
    for data in (b"", b"text", b"%PDF-1.7", encoded("PNG")):
        with pytest.raises(UnreadableFile, match="no recording"):
            read_recording(written(tmp_path, data), name="录屏.mp4")


@pytest.mark.parametrize("make", [lambda: video("mp4"), lambda: video("webm"), gif])
def test_cut_files_times_and_counts_are_refused_or_read_short(make: Callable[[], bytes], tmp_path: Path) -> None:
    data = make()
    for share in (0.02, 0.3, 0.7, 0.95):
        path = written(tmp_path, data[: int(len(data) * share)])
        for use in (read_recording, lambda path: frame_at(path, 4000), lambda path: overview(path, 3)):
            try:
                assert use(path)
            except UnreadableFile as refused:
                assert "录屏.bin" in refused.sentence.zh  # noqa: PT017
    path = written(tmp_path, data)
    with pytest.raises(InvalidField):
        frame_at(path, -1)
    for count in (0, 61):
        with pytest.raises(InvalidField):
            overview(path, count)
    for after in (0, 1, 3):
        calls = iter(range(10_000))
        with pytest.raises(Cancelled):
            overview(path, 5, cancel=lambda c=calls, n=after: next(c) >= n)


def test_no_frames_huge_frames_and_endless_ones_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableFile):
        read_recording(written(tmp_path, b"\0\0\0\x18ftypisom\0\0\0\0isommp42\0\0\0\x08moov"))
    data = bytearray(video("mp4"))
    huge = bytes(data).replace((96).to_bytes(2, "big") + (160).to_bytes(2, "big"), b"\xff\xff\xff\xff")
    assert huge != data
    # What the container claims is overruled by the pictures themselves.
    assert read_recording(written(tmp_path, huge)).width == 96
    monkeypatch.setattr(recordings, "LIMIT_MILLISECONDS", 4800)
    for long in (video("mp4"), video("webm"), gif()):
        with pytest.raises(UnreadableFile, match="too long"):
            read_recording(written(tmp_path, long))
    monkeypatch.undo()
    path = written(tmp_path, video("mp4"))
    monkeypatch.setattr(recordings, "LIMIT_PIXELS", 96 * 160 - 1)
    with pytest.raises(UnreadableFile, match="96×160"):
        frame_at(path, 0)
    monkeypatch.undo()
    monkeypatch.setattr(recordings, "SECONDS", -1.0)
    for data in (video("mp4"), gif()):
        with pytest.raises(UnreadableFile, match="decode"):
            read_recording(written(tmp_path, bytes(data)))


SOUND: dict[str, bytes] = {}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["mp4", "mov", "webm", "gif", "noise"]), st.integers(0, 2**32), st.integers(1, 40))
def test_damage_raises_nothing_but_refusals(tmp_path: Path, kind: str, seed: int, hits: int) -> None:
    chance = random.Random(seed)
    if kind == "noise":
        data = bytearray(
            chance.choice([b"\0\0\0\x18ftypisom", b"\x1a\x45\xdf\xa3webm", b"GIF89a", b"\0\0\0\x14ftypqt  "])
        )
        data += chance.randbytes(seed % 900)
    else:
        if kind not in SOUND:
            SOUND[kind] = gif() if kind == "gif" else video(kind, frames=12)
        data = bytearray(SOUND[kind])
        for _ in range(hits):
            data[chance.randrange(len(data))] = chance.randrange(256)
    path = written(tmp_path, bytes(data))
    start = time.monotonic()
    for use in (read_recording, lambda path: frame_at(path, 700)):
        try:
            use(path)
        except PingjuError as refused:
            assert refused.line("zh")  # noqa: PT017
    assert time.monotonic() - start < 20
