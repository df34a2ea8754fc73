"""The terms of a clause and their values in the words that people use."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.domain.duration import Duration
from app.domain.errors import InvalidField
from app.domain.money import Money
from app.gui.words import say


def term_label(term: str) -> str:
    """Return the name of a term; one that this version does not know is its own name."""
    labels = {
        "self_cancel_window": QCoreApplication.translate("terms", "自助取消"),
        "late_delivery": QCoreApplication.translate("terms", "延迟发货"),
        "refund_time.alipay": QCoreApplication.translate("terms", "退款到支付宝"),
        "refund_time.wechat": QCoreApplication.translate("terms", "退款到微信支付"),
        "refund_time.bank": QCoreApplication.translate("terms", "退款到银行卡"),
        "refund_time.balance": QCoreApplication.translate("terms", "退款到平台余额"),
        "support_reply": QCoreApplication.translate("terms", "客服处理时限"),
        "merchant_reply": QCoreApplication.translate("terms", "商家答复时限"),
        "fee": QCoreApplication.translate("terms", "手续费"),
        "complaint_url": QCoreApplication.translate("terms", "投诉入口"),
    }
    return labels.get(term, term)


def value_hint(term: str) -> str:
    """Return how the value of a term is written."""
    match term:
        case "self_cancel_window":
            return QCoreApplication.translate("terms", "如 10分钟；发货前都可以就写“发货前”")
        case "fee":
            return QCoreApplication.translate("terms", "如 5% 或 2.00；不收就写“不收”")
        case "complaint_url":
            return QCoreApplication.translate("terms", "如 https://example.com/complain")
        case _:
            return QCoreApplication.translate("terms", "如 30分钟、24小时、3个工作日")


def value_words(term: str, value: str) -> str:
    """Return what a clause's value means."""
    if term == "complaint_url":
        return value
    if term == "fee":
        return _fee_words(value)
    if value == "until:delivered":
        return QCoreApplication.translate("terms", "发货前都可以自己取消")
    try:
        length = Duration.parse(value)
    except InvalidField:
        return value
    pattern = _pattern(term, is_at_once=length.count == 0)
    return pattern.format(say(length.shown))


def _fee_words(value: str) -> str:
    if value == "none":
        return QCoreApplication.translate("terms", "退款不得扣手续费")
    if value.endswith("%"):
        return QCoreApplication.translate("terms", "退款可以扣 {}").format(value)
    try:
        return QCoreApplication.translate("terms", "每次退款可以扣 {}").format(Money.parse(value).shown)
    except InvalidField:
        return value


def _pattern(term: str, *, is_at_once: bool) -> str:
    match term:
        case "self_cancel_window":
            return QCoreApplication.translate("terms", "付款后 {}内可以自己取消")
        case "late_delivery":
            return QCoreApplication.translate("terms", "超过承诺时间 {}算延迟发货")
        case "support_reply":
            return QCoreApplication.translate("terms", "平台客服 {}内处理")
        case "merchant_reply":
            return QCoreApplication.translate("terms", "商家 {}内答复")
        case _ if is_at_once:
            return QCoreApplication.translate("terms", "即时到账")
        case _:
            return QCoreApplication.translate("terms", "{}内到账")


def typed_value(term: str, typed: str) -> str:
    """Return a value as the rules know it from what people type: `发货前` for until delivery, `不收` for no fee."""
    words = typed.strip().casefold()
    if term == "self_cancel_window" and words in {"发货前", _before_delivery().casefold()}:
        return "until:delivered"
    if term == "fee" and words in {"不收", "无", "没有", _no_fee().casefold()}:
        return "none"
    return typed


def editable_value(term: str, value: str) -> str:
    """Return a value as people type it; `typed_value` gives it back."""
    if term == "fee":
        return _no_fee() if value == "none" else value
    if term == "complaint_url":
        return value
    if value == "until:delivered":
        return _before_delivery()
    try:
        return say(Duration.parse(value).shown)
    except InvalidField:
        return value


def _before_delivery() -> str:
    return QCoreApplication.translate("terms", "发货前")


def _no_fee() -> str:
    return QCoreApplication.translate("terms", "不收")
