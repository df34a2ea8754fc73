"""Screens of one scrolling chat are joined to the pixel, and whatever is not certain is refused by the pair's names."""

from __future__ import annotations

import hashlib
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from app.domain.errors import Cancelled, OutputError, UnreadableFile
from app.intake import stitching
from app.intake.stitch.overlaps import overlaps
from app.intake.stitching import StitchRefused, join, propose_order, stitch
from tests.intake.long_chat import bars, chat, kept, screens

WIDTH, HEIGHT = 270, 600


def joined(paths: list[Path], folder: Path) -> Image.Image:
    done = join(stitch(paths), folder / "长图.png")
    data = (folder / "长图.png").read_bytes()
    assert (done.bytes, done.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    with Image.open(folder / "长图.png") as image:
        image.load()
        assert image.size == (done.width, done.height)
        return image.convert("RGB")


def test_screens_join_to_the_pixel_with_both_bars_once(tmp_path: Path) -> None:
    made, whole = screens(chat(1, WIDTH, 4000), [0, 300, 520, 900, 1210], HEIGHT)
    plan = stitch(kept(tmp_path, made))
    header, footer = bars(WIDTH, HEIGHT)
    assert plan.header >= header
    assert plan.footer >= footer
    assert plan.is_exact
    assert [piece.index for piece in plan.pieces] == [0, 1, 2, 3, 4]
    assert joined(kept(tmp_path, made), tmp_path).tobytes() == whole.tobytes()
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".png"] * 6


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 1000), st.lists(st.integers(1, 320), min_size=1, max_size=4), st.booleans())
def test_any_cuts_join_to_the_pixel(seed: int, steps: list[int], clocks: bool) -> None:
    starts = [0]
    for step in steps:
        starts.append(starts[-1] + step)
    made, whole = screens(chat(seed, WIDTH, 2200), starts, HEIGHT, clocks=clocks)
    with tempfile.TemporaryDirectory() as folder:
        try:
            result = joined(kept(Path(folder), made), Path(folder))
        except StitchRefused as refused:
            # Only what is too bare to be sure of may be refused.
            assert max(steps) > 250, refused.sentence.en  # noqa: PT017
        else:
            assert result.tobytes() == whole.tobytes()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 1000), st.integers(504, 900))
def test_screens_without_an_overlap_never_join(seed: int, step: int) -> None:
    made, _ = screens(chat(seed, WIDTH, 2200), [100, 100 + step], HEIGHT)
    with tempfile.TemporaryDirectory() as folder, pytest.raises(StitchRefused) as refused:
        stitch(kept(Path(folder), made))
    assert refused.value.pair == (1, 2)


@given(st.lists(st.sampled_from([b"a", b"b"]), max_size=12), st.lists(st.sampled_from([b"a", b"b"]), max_size=12))
def test_all_overlaps_are_found(above: list[bytes], below: list[bytes]) -> None:
    expected = [n for n in range(min(len(above), len(below)), 0, -1) if above[-n:] == below[:n]]
    assert overlaps(above, below) == expected


def test_a_blank_overlap_is_refused(tmp_path: Path) -> None:
    page = chat(1, WIDTH, 2200)
    page.paste("#EDEDED", (0, 380, WIDTH, 560))
    made, _ = screens(page, [0, 390], HEIGHT)
    with pytest.raises(StitchRefused) as refused:
        stitch(kept(tmp_path, made))
    assert refused.value.pair == (1, 2)
    assert "第 1 张和第 2 张" in refused.value.sentence.zh


def test_repeated_bubbles_are_refused_as_ambiguous(tmp_path: Path) -> None:
    page = chat(1, WIDTH, 2200)
    bubbles = page.crop((0, 200, WIDTH, 370))
    for number in range(8):
        page.paste(bubbles, (0, 300 + number * 170))
    made, _ = screens(page, [310, 350], HEIGHT)
    with pytest.raises(StitchRefused, match="several places"):
        stitch(kept(tmp_path, made))


def test_different_chats_widths_twins_and_wrong_orders_are_refused(tmp_path: Path) -> None:
    made, _ = screens(chat(1, WIDTH, 2200), [0, 250], HEIGHT)
    others, _ = screens(chat(2, WIDTH, 2200), [0, 250], HEIGHT)
    with pytest.raises(StitchRefused) as refused:
        stitch(kept(tmp_path, [made[0], made[1], others[1]]))
    assert refused.value.pair == (2, 3)
    with pytest.raises(StitchRefused, match="widths differ"):
        stitch(kept(tmp_path, [made[0], made[1].resize((WIDTH + 2, HEIGHT))]))
    with pytest.raises(StitchRefused, match="show the same"):
        stitch(kept(tmp_path, [made[0], made[0]]))
    with pytest.raises(StitchRefused):
        stitch(kept(tmp_path, [made[1], made[0]]))
    with pytest.raises(StitchRefused, match="2 to 60"):
        stitch(kept(tmp_path, [made[0]]))


def test_a_changed_word_in_the_overlap_is_refused(tmp_path: Path) -> None:
    made, _ = screens(chat(1, WIDTH, 2200), [0, 200], HEIGHT)
    made[1].paste("black", (100, 150, 108, 160))
    with pytest.raises(StitchRefused):
        stitch(kept(tmp_path, made))
    with pytest.raises(StitchRefused):
        stitch(kept(tmp_path, made, "jpg", quality=90))


@pytest.mark.parametrize("quality", [75, 92])
def test_jpeg_screens_join_where_differences_are_tiny(quality: int, tmp_path: Path) -> None:
    made, whole = screens(chat(3, WIDTH, 2200), [0, 203, 450], HEIGHT)
    plan = stitch(kept(tmp_path, made, "jpg", quality=quality))
    assert not plan.is_exact
    assert (plan.width, plan.height) == whole.size
    shown = joined(kept(tmp_path, made, "jpg", quality=quality), tmp_path)
    from PIL import ImageChops, ImageStat

    assert max(ImageStat.Stat(ImageChops.difference(shown, whole)).mean) < 5


def test_the_order_is_proposed_where_there_is_just_one(tmp_path: Path) -> None:
    made, _ = screens(chat(5, WIDTH, 3000), [0, 150, 400, 560], HEIGHT)
    paths = kept(tmp_path, made)
    mixed = [paths[2], paths[0], paths[3], paths[1]]
    assert [mixed[index] for index in propose_order(mixed)] == paths
    far, _ = screens(chat(5, WIDTH, 3000), [0, 1500], HEIGHT)
    with pytest.raises(StitchRefused):
        propose_order(kept(tmp_path, far))


def test_the_colour_profile_that_all_share_is_kept(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made, _ = screens(chat(1, WIDTH, 2200), [0, 200], HEIGHT)
    join(stitch(kept(tmp_path, made, icc_profile=profile)), tmp_path / "长图.png")
    with Image.open(tmp_path / "长图.png") as image:
        assert image.info["icc_profile"] == profile


def test_a_result_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, whole = screens(chat(1, WIDTH, 2200), [0, 200], HEIGHT)
    monkeypatch.setattr(stitching, "LIMIT_PIXELS", whole.width * whole.height - 1)
    with pytest.raises(StitchRefused, match="outcome is"):
        stitch(kept(tmp_path, made))


def test_broken_pictures_cancelling_and_bad_folders_leave_nothing(tmp_path: Path) -> None:
    made, _ = screens(chat(1, WIDTH, 2200), [0, 200], HEIGHT)
    paths = kept(tmp_path, made)
    plan = stitch(paths)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        stitch(paths, cancel=lambda: True)
    with pytest.raises(Cancelled):
        join(plan, tmp_path / "长图.png", cancel=lambda: True)
    with pytest.raises(OutputError):
        join(plan, tmp_path / "none" / "长图.png")
    paths[1].write_bytes(paths[1].read_bytes()[:900])
    with pytest.raises(UnreadableFile):
        join(plan, tmp_path / "长图.png")
    with pytest.raises(UnreadableFile, match="第二张"):
        stitch(paths, names=["第一张", "第二张"])
    made[1].crop((0, 0, WIDTH, 300)).save(paths[1])
    with pytest.raises(StitchRefused, match="changed meanwhile"):
        join(plan, tmp_path / "长图.png")
    assert sorted(tmp_path.iterdir()) == before


def test_twenty_phone_screens_join_in_seconds(tmp_path: Path) -> None:
    starts = [900 * number for number in range(20)]
    made, whole = screens(chat(9, 1170, 20_000), starts, 2532)
    paths = kept(tmp_path, made, compress_level=1)
    start = time.monotonic()
    plan = stitch(paths)
    planned = time.monotonic() - start
    join(plan, tmp_path / "长图.png")
    took = time.monotonic() - start
    print(f"plan {planned:.1f} s, all {took:.1f} s, {(tmp_path / '长图.png').stat().st_size} bytes")
    assert (plan.width, plan.height) == whole.size
    assert took < 30
