"""What file names tell of a picture's time: every form of the field report, and nothing from any other text."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.evidence import CaptureMeaning
from app.intake.file_names import CLOCK_SLACK, capture_from_name

CHINA = timezone(timedelta(hours=8))
TAKEN, SAVED = CaptureMeaning.TAKEN, CaptureMeaning.SAVED
HASH = "0123456789abcdef" * 2

# name, China time, meaning, app
KNOWN = [
    ("Screenshot_20240101-120000_Alipay.jpg", "2024-01-01 12:00:00", TAKEN, "支付宝"),
    ("Screenshot_2024-01-01-12-00-00-123_com.eg.android.AlipayGphone.jpg", "2024-01-01 12:00:00.123", TAKEN, "支付宝"),
    ("Screenshot_2019-10-04-09-58-50-314_com.eg.android.AlipayGphone.jpg", "2019-10-04 09:58:50.314", TAKEN, "支付宝"),
    ("Screenshot_20250731_133916_com.eg.android.AlipayGphone.jpg", "2025-07-31 13:39:16", TAKEN, "支付宝"),
    ("Screenshot_20250731_133916_com.tencent.mm.jpg", "2025-07-31 13:39:16", TAKEN, "微信"),
    ("Screenshot_20250731_133916_com.tencent.mobileqq.jpg", "2025-07-31 13:39:16", TAKEN, "QQ"),
    ("Screenshot_20250731_133916_com.example.shop.jpg", "2025-07-31 13:39:16", TAKEN, "com.example.shop"),
    ("Screenshot_20240508_221724_Grader.png", "2024-05-08 22:17:24", TAKEN, "Grader"),
    ("Screenshot_20240508_221724_支付宝.png", "2024-05-08 22:17:24", TAKEN, "支付宝"),
    ("Screenshot_20170210-231830.png", "2017-02-10 23:18:30", TAKEN, None),
    ("Screenshot_联璧金融_20180628-152938.png", "2018-06-28 15:29:38", TAKEN, "联璧金融"),
    (f"Screenshot_2024-01-01-12-00-00-12_{HASH}.jpg", "2024-01-01 12:00:00.012", TAKEN, None),
    ("Screenshot_2014-04-01-12-42-54.png", "2014-04-01 12:42:54", TAKEN, None),
    ("mmexport1704081600000.jpg", "2024-01-01 12:00:00", SAVED, None),
    ("mmexport1405777757319.jpg", "2014-07-19 21:49:17.319", SAVED, None),
    ("mmexport1785140345418_1785140430976edit.jpg", "2026-07-27 16:19:05.418", SAVED, None),
    ("wx_camera_1544502602122.jpg", "2018-12-11 12:30:02.122", TAKEN, None),
    ("wx_camera_1544502602122_edit_1.jpg", "2018-12-11 12:30:02.122", TAKEN, None),
    ("microMsg.1424679768887.jpg", "2015-02-23 16:22:48.887", SAVED, None),
    ("微信图片_20240101120000.png", "2024-01-01 12:00:00", SAVED, None),
    ("微信图片_20230730195644.jpg", "2023-07-30 19:56:44", SAVED, None),
    ("微信图片_20260319120931_921_3.jpg", "2026-03-19 12:09:31", SAVED, None),
    ("微信截图_20200204082417.png", "2020-02-04 08:24:17", TAKEN, None),
    ("企业微信截图_20200204082417.png", "2020-02-04 08:24:17", TAKEN, None),
    ("企业微信截图_17040816001234.png", "2024-01-01 12:00:00.123", TAKEN, None),
    ("QQ截图20210805174955.png", "2021-08-05 17:49:55", TAKEN, None),
    ("QQ图片20210805174955.jpg", "2021-08-05 17:49:55", SAVED, None),
    ("屏幕截图 2024-10-01 163742.png", "2024-10-01 16:37:42", TAKEN, None),
    ("Screenshot 2024-10-01 163742.png", "2024-10-01 16:37:42", TAKEN, None),
    ("截屏2021-10-21 22.16.18.png", "2021-10-21 22:16:18", TAKEN, None),
    ("截屏2024-04-03 上午11.45.58.png", "2024-04-03 11:45:58", TAKEN, None),
    ("截屏2024-04-03 上午12.00.01.png", "2024-04-03 00:00:01", TAKEN, None),
    ("截屏2024-04-03 下午12.00.01.png", "2024-04-03 12:00:01", TAKEN, None),
    ("截屏2024-04-03 下午1.45.58.png", "2024-04-03 13:45:58", TAKEN, None),
    ("屏幕快照 2018-01-01 下午1.02.03.png", "2018-01-01 13:02:03", TAKEN, None),
    ("Screen Shot 2024-01-01 at 12.00.00.png", "2024-01-01 12:00:00", TAKEN, None),
    ("Screenshot 2024-01-01 at 12.00.00\u202fPM.png", "2024-01-01 12:00:00", TAKEN, None),
    ("Screenshot 2024-01-01 at 1.00.00 PM.png", "2024-01-01 13:00:00", TAKEN, None),
    ("Screenshot from 2024-01-01 12-00-00.png", "2024-01-01 12:00:00", TAKEN, None),
    ("截图 2024-01-01 12-00-00.png", "2024-01-01 12:00:00", TAKEN, None),
    ("Snipaste_2024-01-01_12-00-00.png", "2024-01-01 12:00:00", TAKEN, None),
    ("IMG_20240101_120000.jpg", "2024-01-01 12:00:00", TAKEN, None),
    ("IMG_20240101_120000_HDR.jpg", "2024-01-01 12:00:00", TAKEN, None),
    ("IMG_20240101_120000123.jpg", "2024-01-01 12:00:00.123", TAKEN, None),
    ("IMG20240101120000.jpg", "2024-01-01 12:00:00", TAKEN, None),
    ("20240101_120000.jpg", "2024-01-01 12:00:00", TAKEN, None),
    ("PXL_20240101_120000123.jpg", "2024-01-01 20:00:00.123", TAKEN, None),  # UTC
    ("PXL_20240101_120000123.PORTRAIT-01.COVER.jpg", "2024-01-01 20:00:00.123", TAKEN, None),
    ("1490353778329.jpg", "2017-03-24 19:09:38.329", SAVED, None),
]


@pytest.mark.parametrize(("name", "moment", "meaning", "app"), KNOWN, ids=[row[0] for row in KNOWN])
def test_known_names(name: str, moment: str, meaning: CaptureMeaning, app: str | None) -> None:
    found = capture_from_name(name)
    assert found is not None
    assert found.at == datetime.fromisoformat(moment).replace(tzinfo=CHINA)
    assert found.at.tzinfo is UTC
    assert found.meaning is meaning
    assert (found.app.zh if found.app else None) == app


@pytest.mark.parametrize(
    "mark",
    [" (1)", "(2)", " - 副本", " - 副本 (2)", " - Copy", " - Copy (2)", " copy", " copy 2", "_副本", "的副本", " 拷贝"],
)
@pytest.mark.parametrize("name", [row[0] for row in KNOWN[::4]])
def test_marks_of_copies_do_not_matter(name: str, mark: str) -> None:
    stem, dot, ending = name.rpartition(".")
    plain, copied = capture_from_name(name), capture_from_name(f"{stem}{mark}{dot}{ending}")
    assert plain is not None
    assert copied == plain
    assert capture_from_name(f"C:\\图\\{stem}{mark}{mark}{dot}{ending.upper()}") == plain


@pytest.mark.parametrize(
    ("name", "is_edited"),
    [
        ("Screenshot_2024-01-01-12-00-00-123_com.tencent.mm-edit.jpg", True),
        ("Screenshot_20240101-120000-edit.png", True),
        ("Screenshot_20240101_120000_com.tencent.mm_edit.jpg", True),
        ("mmexport1785140345418_1785140430976edit.jpg", True),
        ("Screenshot_20240101-120000_Credit.png", False),
        ("Screenshot_20240101-120000_Edit.png", True),
    ],
)
def test_edited_pictures_say_so(name: str, is_edited: bool) -> None:
    found = capture_from_name(name)
    assert found is not None
    assert found.is_edited is is_edited


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".png",
        "IMG_0001.PNG",
        "Screenshot (12).png",
        "订单截图.png",
        "IMG-20240101-WA0001.jpg",  # a date is no time
        "Screenshot_20241301-120000_Alipay.jpg",
        "Screenshot_20240230-120000.png",
        "Screenshot_20240101-250000.png",
        "Screenshot_20240101-126000.png",
        "Screenshot_19991231-235959.png",
        "截屏2024-04-03 下午13.45.58.png",
        "截屏2024-04-03 上午0.45.58.png",
        "KM1490353778329.jpg",  # an order number
        "订单1490353778329.png",
        "14903537783290.jpg",
        "149035377832.jpg",
        "0490353778329.jpg",
        "1000000000000.jpg",  # 2001
        "mmexport1000000000000.jpg",
        "mmexport١٤٠٥٧٧٧٧٥٧٣١٩.jpg",
        "Screenshot_٢٠٢٤٠١٠١-١٢٠٠٠٠.png",
        "Screenshot_00000000-000000.png",
        "20240101120000.jpg",
        "\0\0\0",
    ],
)
def test_names_that_tell_nothing(name: str) -> None:
    assert capture_from_name(name) is None


def test_full_width_digits_are_digits() -> None:
    assert capture_from_name("Screenshot_２０２４０１０１-１２００００.png") == capture_from_name(
        "Screenshot_20240101-120000.png"
    )


def test_the_future_is_not_believed() -> None:
    at = datetime(2024, 1, 1, 12, tzinfo=CHINA)
    name = "Screenshot_20240101-120000.png"
    assert capture_from_name(name, now=at - CLOCK_SLACK) is not None
    assert capture_from_name(name, now=at - CLOCK_SLACK - timedelta(seconds=1)) is None
    assert capture_from_name(name) is not None


# Whole seconds of 2009 to 2033, as a wall clock shows them.
SECONDS = st.integers(1_230_900_000, 2_000_000_000).map(
    lambda unix: datetime.fromtimestamp(unix, UTC).replace(tzinfo=None)
)
FORMS = [
    "Screenshot_%Y%m%d-%H%M%S_Alipay.jpg",
    "Screenshot_%Y%m%d_%H%M%S_com.tencent.mm.jpg",
    "Screenshot_%Y-%m-%d-%H-%M-%S.png",
    "Screenshot_某应用_%Y%m%d-%H%M%S.png",
    "微信图片_%Y%m%d%H%M%S.jpg",
    "微信截图_%Y%m%d%H%M%S.png",
    "企业微信截图_%Y%m%d%H%M%S.png",
    "QQ截图%Y%m%d%H%M%S.png",
    "屏幕截图 %Y-%m-%d %H%M%S.png",
    "截屏%Y-%m-%d %H.%M.%S.png",
    "Screen Shot %Y-%m-%d at %H.%M.%S.png",
    "Screenshot %Y-%m-%d at %I.%M.%S\u202f%p (2).png",
    "IMG_%Y%m%d_%H%M%S.jpg",
    "IMG%Y%m%d%H%M%S.jpg",
    "Snipaste_%Y-%m-%d_%H-%M-%S.png",
]


@pytest.mark.parametrize("form", FORMS)
@given(at=SECONDS)
def test_a_written_time_is_read_back(form: str, at: datetime) -> None:
    # strftime does not pad years on every system, but these have four digits.
    found = capture_from_name(at.strftime(form.replace("%p", "AM" if at.hour < 12 else "PM")))
    assert found is not None
    assert found.at == at.replace(tzinfo=CHINA)


@given(at=SECONDS, milliseconds=st.integers(0, 999))
def test_milliseconds_are_read_back(at: datetime, milliseconds: int) -> None:
    exact = at.replace(microsecond=milliseconds * 1000)
    local, universal = exact.replace(tzinfo=CHINA), exact.replace(tzinfo=UTC)
    unix = round(universal.timestamp() * 1000)
    names = {
        f"{at:Screenshot_%Y-%m-%d-%H-%M-%S}-{milliseconds:03}_com.tencent.mm.jpg": local,
        f"{at:Screenshot_%Y-%m-%d-%H-%M-%S}-{milliseconds:02}_{HASH}.jpg": local,
        f"{at:PXL_%Y%m%d_%H%M%S}{milliseconds:03}.jpg": universal,
        f"mmexport{unix}.jpg": universal,
        f"wx_camera_{unix}.jpg": universal,
        f"microMsg.{unix}.jpg": universal,
        f"{unix}.jpg": universal,
    }
    for name, expected in names.items():
        found = capture_from_name(name)
        assert found is not None, name
        assert found.at == expected, name


@given(st.text(max_size=400))
def test_any_text_is_safe(name: str) -> None:
    capture_from_name(name)


@given(st.text(alphabet="0123456789-_. ():年月APMampcopy副本SscreenhotIMGmexport微信图片截屏edit", max_size=120))
def test_nearly_right_names_are_safe(name: str) -> None:
    found = capture_from_name(f"Screenshot_{name}")
    assert found is None or found.at.tzinfo is UTC


@pytest.mark.parametrize(
    "name",
    ["Screenshot_" + "_" * 5_000, "Screenshot_" + " (1)" * 5_000, "IMG_20240101_120000" + "-a" * 5_000, " 副本" * 5_000,
     ".png" * 5_000, " " * 100_000 + ".png", "Screenshot_a_" + "20240101-" * 3_000, "ﷺ" * 50_000],
    ids=["line", "copies", "tails", "副本", "endings", "blanks", "dates", "expanding"],
)  # fmt: skip
def test_hostile_names_take_no_time(name: str) -> None:
    started = time.thread_time()
    assert capture_from_name(name) is None
    assert time.thread_time() - started < 1
