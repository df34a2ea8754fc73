"""The rank of what claims a time, and the words for where a picture comes from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.evidence import NO_CAPTURE, Capture, CapturedFrom, CaptureMeaning, EvidenceKind
from app.intake.capture import capture_of, source_of, suggest_kind
from app.intake.exif import read_exif
from app.intake.images import ImageFacts
from tests.intake.pictures import encoded, exif

NOW = datetime(2024, 6, 1, tzinfo=UTC)
SHOT = "Screenshot_20240101-120000_Alipay.jpg"
NAMED = datetime(2024, 1, 1, 4, tzinfo=UTC)
PICTURED = datetime(2024, 1, 1, 5, tzinfo=UTC)
FILED = datetime(2024, 1, 1, 6, tzinfo=UTC)


def claimed(at: datetime, meaning: CaptureMeaning = CaptureMeaning.TAKEN) -> Capture:
    return Capture(at, CapturedFrom.EXIF, meaning)


def test_exif_comes_first() -> None:
    assert capture_of(name=SHOT, exif=claimed(PICTURED), file_time=FILED, now=NOW) == claimed(PICTURED)


def test_then_the_name() -> None:
    assert capture_of(name=SHOT, exif=None, file_time=FILED, now=NOW) == Capture(NAMED, CapturedFrom.FILE_NAME)


def test_then_the_files_own_time() -> None:
    assert capture_of(name="a.png", exif=None, file_time=FILED, now=NOW) == Capture(
        FILED, CapturedFrom.FILE_TIME, CaptureMeaning.MODIFIED
    )


def test_then_nothing() -> None:
    assert capture_of(name="a.png", exif=None, file_time=None, now=NOW) == NO_CAPTURE


def test_saved_by_wechat_is_not_taken() -> None:
    found = capture_of(name="mmexport1704081600000.jpg", exif=None, file_time=FILED, now=NOW)
    assert found == Capture(NAMED, CapturedFrom.FILE_NAME, CaptureMeaning.SAVED)


def test_an_exif_time_of_change_stands_behind_the_name() -> None:
    changed = claimed(PICTURED, CaptureMeaning.MODIFIED)
    assert capture_of(name=SHOT, exif=changed, file_time=FILED, now=NOW).known_from is CapturedFrom.FILE_NAME
    assert capture_of(name="a.png", exif=changed, file_time=FILED, now=NOW) == changed


@pytest.mark.parametrize("at", [datetime(1970, 1, 1, tzinfo=UTC), NOW + timedelta(days=2)])
def test_implausible_times_are_passed_over(at: datetime) -> None:
    assert capture_of(name=SHOT, exif=claimed(at), file_time=FILED, now=NOW).at == NAMED
    assert capture_of(name="a.png", exif=claimed(at), file_time=at, now=NOW) == NO_CAPTURE
    assert capture_of(name="Screenshot_20240605-120000.png", exif=None, file_time=FILED, now=NOW).at == FILED


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"original": "2024:01:01 12:00:00"}, "2024-01-01T04:00:00+00:00"),
        ({"original": "2024:01:01 12:00:00", "offset": "+08:00"}, "2024-01-01T04:00:00+00:00"),
        ({"original": "2024:01:01 12:00:00", "offset": "-05:30"}, "2024-01-01T17:30:00+00:00"),
        ({"original": "2024:01:01 12:00:00", "offset": "Z"}, "2024-01-01T12:00:00+00:00"),
        ({"original": "2024:01:01 12:00:00", "offset": "   "}, "2024-01-01T04:00:00+00:00"),
        ({"original": "2024:01:01 12:00:00", "fraction": "5"}, "2024-01-01T04:00:00.500000+00:00"),
        ({"original": "2024:01:01 12:00:00", "fraction": "123456"}, "2024-01-01T04:00:00.123000+00:00"),
        ({"original": "2024:01:01 12:00:00", "fraction": "x"}, "2024-01-01T04:00:00+00:00"),
        ({"original": "2024-01-01 12:00:00"}, "2024-01-01T04:00:00+00:00"),
        ({"digitized": "2024:01:01 12:00:00"}, "2024-01-01T04:00:00+00:00"),
        ({"original": "0000:00:00 00:00:00", "digitized": "2024:01:01 12:00:00"}, "2024-01-01T04:00:00+00:00"),
        ({"changed": "2024:01:01 12:00:00", "comment": "Screenshot"}, "2024-01-01T04:00:00+00:00"),
    ],
)
def test_exif_times(texts: dict[str, str], expected: str) -> None:
    capture = read_exif(exif(**texts)).capture
    assert capture == Capture(datetime.fromisoformat(expected), CapturedFrom.EXIF, CaptureMeaning.TAKEN)


@pytest.mark.parametrize(
    "original",
    [
        "0000:00:00 00:00:00",
        "    :  :     :  :  ",
        "2024:13:01 12:00:00",
        "2024:01:01 25:00:00",
        "x",
        "0001:01:01 00:00:00",
    ],
)
def test_exif_times_that_are_none(original: str) -> None:
    assert read_exif(exif(original=original)).capture is None


def test_time_of_change_is_marked_as_such() -> None:
    capture = read_exif(exif(changed="2024:01:01 12:00:00")).capture
    assert capture is not None
    assert capture.meaning is CaptureMeaning.MODIFIED


@given(st.binary(max_size=200), st.sampled_from([b"", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08"]))
def test_any_exif_block_is_safe(noise: bytes, head: bytes) -> None:
    found = read_exif(head + noise)
    assert 1 <= found.orientation <= 8


@given(st.integers(0, 400), st.integers(0, 255))
def test_damaged_exif_is_safe(at: int, value: int) -> None:
    block = bytearray(exif(original="2024:01:01 12:00:00", offset="+08:00", comment="Screenshot", model="M"))
    block[at % len(block)] = value
    read_exif(bytes(block))


def test_a_directory_that_points_to_itself_ends() -> None:
    entry = b"\x69\x87\4\0\1\0\0\0\x08\0\0\0"
    assert read_exif(b"II*\0\x08\0\0\0" + b"\xff\xff" + entry * 3_000).capture is None


def facts(**texts: str) -> ImageFacts:
    return ImageFacts("image/jpeg", 1, 1, exif=read_exif(exif(**texts)))


@pytest.mark.parametrize(
    ("name", "image", "source"),
    [
        (SHOT, None, "手机截图（支付宝）"),
        ("Screenshot_2024-01-01-12-00-00-123_com.tencent.mm-edit.jpg", None, "手机截图（微信，编辑过）"),
        ("Screenshot_20240101-120000.png", None, "手机截图"),
        ("mmexport1704081600000.jpg", None, "微信保存的图片"),
        ("屏幕截图 2024-10-01 163742.png", None, "电脑截图"),
        ("IMG_20240101_120000.jpg", facts(model="Xiaomi 14"), "手机照片（Xiaomi 14）"),
        ("IMG_0001.PNG", facts(comment="Screenshot"), "手机截图"),
        ("IMG_0001.JPG", facts(model="iPhone 15"), "手机照片（iPhone 15）"),
        ("订单.png", None, ""),
        ("订单.png", ImageFacts("image/png", 1, 1), ""),
    ],
)
def test_source(name: str, image: ImageFacts | None, source: str) -> None:
    assert source_of(name, image) == source


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (SHOT, EvidenceKind.PAYMENT),
        ("Screenshot_20250731_133916_com.tencent.mobileqq.jpg", EvidenceKind.CHAT),
        ("Screenshot_20250731_133916_com.tencent.mm.jpg", None),
        ("退款到账.png", EvidenceKind.REFUND),
        ("订单详情.png", EvidenceKind.ORDER_PAGE),
        ("与商家聊天2.png", EvidenceKind.CHAT),
        ("支付宝账单.jpg", EvidenceKind.PAYMENT),
        ("平台规则.png", EvidenceKind.RULE),
        ("IMG_0001.PNG", None),
        ("", None),
    ],
)
def test_suggested_kind(name: str, kind: EvidenceKind | None) -> None:
    assert suggest_kind(name) is kind


def test_the_writer_of_these_tests_makes_real_exif() -> None:
    """Guards the tests above: what they build is what Pillow writes into files."""
    assert exif(original="2024:01:01 12:00:00")[6:] in encoded("JPEG", exif=exif(original="2024:01:01 12:00:00"))
