"""When an original was captured, by the best of the three things that claim it, and where it seems to come from."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from app.domain.evidence import NO_CAPTURE, Capture, CapturedFrom, CaptureMeaning, EvidenceKind
from app.domain.words import Text
from app.intake import app_names
from app.intake.exif import Exif
from app.intake.file_names import (
    CLOCK_SLACK,
    EARLIEST,
    LATEST,
    PHONE_PHOTO,
    PHONE_SCREENSHOT,
    NamedCapture,
    capture_from_name,
)
from app.intake.images import ImageFacts


def capture_of(*, name: str, exif: Capture | None, file_time: datetime | None, now: datetime) -> Capture:
    """Return the capture time of an original by rank: EXIF, then the file's name, then the file's own time.

    An EXIF time that only tells when the file was last changed stands behind the name. Times before 2000 or in the
    future of `now` are not believed.
    """
    is_exif = exif is not None and _is_plausible(exif.at, now)
    if exif is not None and is_exif and exif.meaning is CaptureMeaning.TAKEN:
        return exif
    named = capture_from_name(name, now=now)
    if named is not None:
        return Capture(named.at, CapturedFrom.FILE_NAME, named.meaning)
    if exif is not None and is_exif:
        return exif
    if file_time is not None and _is_plausible(file_time, now):
        return Capture(file_time.astimezone(UTC), CapturedFrom.FILE_TIME, CaptureMeaning.MODIFIED)
    return NO_CAPTURE


def source_of(name: str, image: ImageFacts | None = None) -> str:
    """Return a short Chinese hint where the picture comes from, such as `手机截图（支付宝）`; empty where unknown."""
    named = capture_from_name(name)
    exif = image.exif if image is not None else Exif()
    maker, notes = _maker(named, exif), []
    if maker is None:
        return ""
    if named is not None and named.app is not None:
        notes.append(named.app.zh)
    elif maker is PHONE_PHOTO and exif.device:
        notes.append(exif.device[: app_names.LABEL_LIMIT])
    if named is not None and named.is_edited:
        notes.append("编辑过")
    return f"{maker.zh}（{'，'.join(notes)}）" if notes else maker.zh


def suggest_kind(name: str, app: Text | None = None) -> EvidenceKind | None:
    """Return the kind of evidence that a file's name or the app it shows speaks for, or None: only a suggestion.

    A screenshot of WeChat is as often a chat as a payment, so it suggests nothing.
    """
    named = capture_from_name(name)
    if named is None:
        for words, kind in _WORDS:
            if words.search(name[:300]):
                return kind
    shown = app or (named.app if named is not None else None)
    return _APPS.get(shown.zh) if shown is not None else None


_WORDS: Final = (
    (re.compile("退款"), EvidenceKind.REFUND),
    (re.compile("聊天|对话|沟通记录"), EvidenceKind.CHAT),
    (re.compile("规则|用户协议|服务协议"), EvidenceKind.RULE),
    (re.compile("充值记录|到账记录|发货记录"), EvidenceKind.DELIVERY),
    (re.compile("付款|支付凭证|支付记录|支付成功|账单|交易记录"), EvidenceKind.PAYMENT),
    (re.compile("商品详情|商品页|宣传"), EvidenceKind.PRODUCT_PAGE),
    (re.compile("订单"), EvidenceKind.ORDER_PAGE),
)
"""Words that people put into names of their own, with what they then mean; the first that is found counts."""

_APPS: Final = {
    app_names.ALIPAY.zh: EvidenceKind.PAYMENT,
    app_names.UNIONPAY.zh: EvidenceKind.PAYMENT,
    app_names.QQ.zh: EvidenceKind.CHAT,
    app_names.TIM.zh: EvidenceKind.CHAT,
    app_names.WECOM.zh: EvidenceKind.CHAT,
    app_names.DINGTALK.zh: EvidenceKind.CHAT,
}


def _maker(named: NamedCapture | None, exif: Exif) -> Text | None:
    if exif.is_screenshot:
        return PHONE_SCREENSHOT
    if named is not None:
        return named.maker
    return PHONE_PHOTO if exif.device else None


def _is_plausible(at: datetime | None, now: datetime) -> bool:
    return at is not None and EARLIEST <= at < LATEST and at <= now + CLOCK_SLACK
