"""When a picture was taken or saved, from the name that phones, chat programs and capture tools give it.

The forms are those collected in the project's field report on import formats, section 3.3, seen in public
repositories; what is marked [K] there is from its authors' own knowledge. Names are claims: anybody can rename a file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from app.domain.evidence import CaptureMeaning
from app.domain.times import SHANGHAI
from app.domain.words import Text
from app.intake.app_names import app_name

EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
EARLIEST_COUNTED: Final = datetime(2009, 1, 1, tzinfo=UTC)
"""A run of digits is a time in milliseconds only from here on: no phone that writes such names is older."""

LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)
CLOCK_SLACK: Final = timedelta(days=1)
"""How far ahead of now a claimed time may lie: clocks run ahead, and a name does not say its time zone."""

NAME_LIMIT: Final = 255

PHONE_SCREENSHOT: Final = Text("手机截图", "phone screenshot")
COMPUTER_SCREENSHOT: Final = Text("电脑截图", "computer screenshot")
WECHAT_SAVED: Final = Text("微信保存的图片", "picture saved from WeChat")
WECHAT_CAMERA: Final = Text("微信拍摄的照片", "photo taken in WeChat")
QQ_SAVED: Final = Text("QQ 保存的图片", "picture saved from QQ")
PHONE_PHOTO: Final = Text("手机照片", "phone photo")
SAVED_BY_APP: Final = Text("应用保存的图片", "picture saved by an app")


@dataclass(frozen=True, slots=True)
class NamedCapture:
    """What a file name tells: the instant (UTC), what it is the time of, what made the file, and of which app."""

    at: datetime
    meaning: CaptureMeaning
    maker: Text
    app: Text | None = None
    is_edited: bool = False


Instant = Callable[[re.Match[str]], datetime]


@dataclass(frozen=True, slots=True)
class _Form:
    pattern: re.Pattern[str]
    instant: Instant
    maker: Text
    meaning: CaptureMeaning = CaptureMeaning.TAKEN


def capture_from_name(name: str, *, now: datetime | None = None) -> NamedCapture | None:
    """Return what a file's name tells of its picture, or None where it tells no plausible time.

    Times in names are China time, except Pixel's `PXL_`, which is UTC. With `now`, a time in the future is none.
    """
    stem = _stem(name)
    for form in FORMS:
        match = form.pattern.fullmatch(stem)
        if match is None:
            continue
        try:
            at = form.instant(match).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
        if EARLIEST <= at < LATEST and (now is None or at <= now + CLOCK_SLACK):
            named = match.groupdict()
            return NamedCapture(at, form.meaning, form.maker, app_name(named.get("app")), bool(named.get("edit")))
    return None


_COPIED = re.compile(r"(?: ?\([0-9]{1,3}\)| ?[-_]? ?(?:的?副本|拷贝|copy|复制)(?: ?\(?[0-9]{1,3}\)?)?)$", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:png|jpe?g?|jfif|webp|hei[cf]|avif|gif|bmp|dib|tiff?)$", re.IGNORECASE)


def _stem(name: str) -> str:
    """Return the name without folders, ending and the marks of copies, in plain digits, signs and blanks."""
    last = re.split(r"[/\\]", name[-4 * NAME_LIMIT :])[-1]
    # macOS writes a narrow no-break space before AM, and full-width digits mean the same as ours.
    stem = unicodedata.normalize("NFKC", last)[:NAME_LIMIT].strip()
    for _ in range(4):
        shorter = _COPIED.sub("", _ENDING.sub("", stem)).rstrip()
        if shorter == stem:
            break
        stem = shorter
    return stem


def _local(match: re.Match[str], zone: tzinfo = SHANGHAI) -> datetime:
    """Read the groups y mo d h mi s, with an optional fraction in milliseconds and an optional half of the day."""
    named = match.groupdict()
    hour = int(named["h"])
    half = (named.get("half") or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half in {"下午", "pm"} else 0)
    year, month, day, minute, second = (int(named[part]) for part in ("y", "mo", "d", "mi", "s"))
    fine = int(named.get("ms") or 0) * 1000
    return datetime(year, month, day, hour, minute, second, fine, tzinfo=zone)


def _pixel(match: re.Match[str]) -> datetime:
    return _local(match, UTC)


def _counted(match: re.Match[str]) -> datetime:
    """Read the group `unix`: milliseconds since 1970 (13 digits), or seconds and four more digits (14)."""
    digits = match["unix"]
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(digits[:13]))
    if at < EARLIEST_COUNTED:
        raise ValueError(digits)
    return at


_D = "(?P<y>[0-9]{4})(?P<mo>[0-9]{2})(?P<d>[0-9]{2})"
_T = "(?P<h>[0-9]{2})(?P<mi>[0-9]{2})(?P<s>[0-9]{2})"
_D_DASH = "(?P<y>[0-9]{4})-(?P<mo>[0-9]{2})-(?P<d>[0-9]{2})"
_T_SIGN = "(?P<h>[0-9]{1,2})[.:-](?P<mi>[0-9]{2})[.:-](?P<s>[0-9]{2})"
# SimpleDateFormat's SS writes 5 ms as 05: two digits are milliseconds as well, not hundredths.
_MS = "(?:[-_.](?P<ms>[0-9]{2,3}))?"
_APP = r"(?:[_-](?!edit$)(?P<app>[^_-].{0,79}?))?"
_EDIT = r"(?P<edit>[-_~ ]edit(?:ed)?)?"
_UNIX = "(?P<unix>[1-4][0-9]{12})"
_SHOT = r"(?:Screen[-_ ]?shots?|截屏|截图|屏幕截图|Capture)"
_TAIL = r"(?:[-_~.][0-9A-Za-z~.]{1,16}){0,4}"


def _form(pattern: str, instant: Instant, maker: Text, meaning: CaptureMeaning = CaptureMeaning.TAKEN) -> _Form:
    return _Form(re.compile(pattern, re.IGNORECASE), instant, maker, meaning)


_SAVED: Final = CaptureMeaning.SAVED

FORMS: Final = (
    # Phones: AOSP, Samsung, Huawei, Honor, vivo, OPPO (32 hex digits for the app [K]), MIUI and HyperOS.
    _form(rf"{_SHOT}_{_D_DASH}[-_](?P<h>[0-9]{{2}})-(?P<mi>[0-9]{{2}})-(?P<s>[0-9]{{2}}){_MS}{_APP}{_EDIT}",
          _local, PHONE_SCREENSHOT),
    _form(rf"{_SHOT}[_-]{_D}[-_]?{_T}{_MS}{_APP}{_EDIT}", _local, PHONE_SCREENSHOT),
    # OnePlus: the app's label first.
    _form(rf"{_SHOT}_(?P<app>[^_].{{0,79}}?)_{_D}[-_]{_T}{_EDIT}", _local, PHONE_SCREENSHOT),
    # WeChat on Android: the time of saving, then perhaps the time of editing.
    _form(rf"mmexport(?:[0-9a-f]{{32}}_)?{_UNIX}(?P<edit>_[1-4][0-9]{{12}}edit)?{_EDIT.replace('edit>', 'edit2>')}",
          _counted, WECHAT_SAVED, _SAVED),
    _form(rf"wx_camera_{_UNIX}(?![0-9]).{{0,80}}", _counted, WECHAT_CAMERA),
    _form(rf"microMsg\.{_UNIX}", _counted, WECHAT_SAVED, _SAVED),
    # WeChat, its company edition and QQ on computers.
    _form(rf"(?:微信图片|微信图片编辑|(?:WeChat|Weixin)[ _]?Image)_?{_D}{_T}(?:_[0-9]{{1,9}}){{0,3}}",
          _local, WECHAT_SAVED, _SAVED),
    _form(rf"(?:微信截图|企业微信截图|(?:WeChat|Weixin|WeCom)[ _]?Screenshot)_?{_D}{_T}(?:_[0-9]{{1,9}}){{0,2}}",
          _local, COMPUTER_SCREENSHOT),
    # Seconds since 1970 and four more digits [K].
    _form(r"企业微信截图_(?P<unix>1[0-9]{13})", _counted, COMPUTER_SCREENSHOT),
    _form(rf"QQ图片{_D}{_T}", _local, QQ_SAVED, _SAVED),
    _form(rf"(?:QQ|TIM|QQ浏览器|360|钉钉)截图_?{_D}{_T}", _local, COMPUTER_SCREENSHOT),
    _form(rf"(?:Snipaste|PixPin)_{_D_DASH}_{_T_SIGN}", _local, COMPUTER_SCREENSHOT),
    # Windows 11, then macOS in both languages and both clocks, then GNOME.
    _form(rf"(?:屏幕截图|螢幕擷取畫面|Screenshot) {_D_DASH} {_T}", _local, COMPUTER_SCREENSHOT),
    _form(rf"(?:截屏|屏幕快照|截图) ?{_D_DASH} (?P<half>上午|下午)?{_T_SIGN}", _local, COMPUTER_SCREENSHOT),
    _form(rf"(?:Screen ?Shot) (?:from )?{_D_DASH}(?: at)? {_T_SIGN}(?: (?P<half>AM|PM))?",
          _local, COMPUTER_SCREENSHOT),
    # Cameras.
    _form(rf"PXL_{_D}_{_T}(?P<ms>[0-9]{{3}}){_TAIL}", _pixel, PHONE_PHOTO),
    _form(rf"IMG[_-]?{_D}_?{_T}(?P<ms>[0-9]{{3}})?{_TAIL}", _local, PHONE_PHOTO),
    _form(rf"{_D}_{_T}(?:\([0-9]{{1,3}}\)|_[0-9]{{1,3}}|_HDR)?", _local, PHONE_PHOTO),
    # Apps that name a picture by the clock alone: when they saved it.
    _form(_UNIX, _counted, SAVED_BY_APP, _SAVED),
)  # fmt: skip
"""How names are built, each with what its time is; the first that matches and is plausible counts."""
