"""Filling a letter: what is known goes in as it is, what is missing shows as a gap to fill.

A template is plain text with `{name}` in it. A line that begins with `{?name}` stands only where the name has a value,
one with `{!name}` only where it has none. What the user typed is never looked at for braces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.errors import InputError
from app.domain.text import Labelled
from app.domain.words import Text


class LetterName(Labelled):
    """The letters there are; each is a file `<name>.zh.txt` and `<name>.en.txt`."""

    FIRST_WRONG_PURCHASE = "first_request_wrong_purchase", "首次申请：误操作", "First request: wrong purchase"
    FIRST_NOT_AS_DESCRIBED = "first_request_not_as_described", "首次申请：描述不符", "First request: not as described"
    FIRST_WRONG_DELIVERY = "first_request_wrong_delivery", "首次申请：发错商品", "First request: wrong goods"
    FIRST_NOT_RECEIVED = "first_request_not_received", "首次申请：未到账", "First request: not received"
    FIRST_PERSONAL = "first_request_personal", "首次申请：资金/个人原因", "First request: personal reasons"
    LATE_DELIVERY = "late_delivery", "延迟发货，申请取消", "Late delivery"
    REMINDER = "reminder", "催商家答复", "Reminder"
    STOCK_LOCKED_ANSWER = "stock_locked_answer", "回应“库存已锁定”", "Answer to “stock is locked”"
    PARTIAL_REFUND_UNUSED = "partial_refund_unused", "退还未使用部分", "Refund of the unused part"
    FEE_WRONGLY_KEPT = "fee_wrongly_kept", "少退申诉", "Money wrongly kept"
    REFUND_OVERDUE = "refund_overdue", "催退款", "Refund overdue"
    ASK_PLATFORM = "ask_platform", "申请客服介入", "Ask the platform"
    ESCALATE_AFTER_48H = "escalate_after_48h", "客服超时，向平台投诉", "Support silent: complain"
    ASSOCIATION_COMPLAINT = "association_complaint", "消协/12315 投诉书", "Complaint to the association or 12315"
    THANKS_CLOSE = "thanks_close", "确认收到，了结", "Thanks and close"


PLACEHOLDERS: Final[Mapping[str, Text]] = {
    "order_number": Text("订单号", "order number"),
    "platform": Text("平台名称", "platform"),
    "merchant": Text("商家名称", "merchant"),
    "product": Text("商品名称", "product"),
    "amount": Text("实付金额", "amount paid"),
    "account": Text("充值账号", "topped-up account"),
    "paid_at": Text("付款时间", "time of payment"),
    "status": Text("订单状态", "order status"),
    "promise": Text("承诺到账时间", "promised delivery time"),
    "waited": Text("已等待时间", "time waited"),
    "demand": Text("你的要求", "what you ask for"),
    "why": Text("争议原因", "what the dispute is about"),
    "own_words": Text("你的原因", "your reason"),
    "use": Text("买来做什么用", "what you use it for"),
    "mistake": Text("本来想买什么", "what you meant to buy"),
    "described": Text("宣传页怎么写的", "what the page says"),
    "actual": Text("实际是什么", "what it really is"),
    "total_units": Text("到账总数量", "units delivered"),
    "unused_units": Text("未使用数量", "units unused"),
    "unused_amount": Text("未使用部分的金额", "price of the unused part"),
    "cancel_clause": Text("可以取消的规则原文", "clause on cancelling"),
    "late_clause": Text("延迟发货的规则原文", "clause on late delivery"),
    "fee_clause": Text("手续费的规则原文", "clause on fees"),
    "support_clause": Text("客服时限的规则原文", "clause on support's time"),
    "requested_at": Text("第一次提出的时间", "time of the first request"),
    "refusal": Text("商家拒绝的原话", "the merchant's words of refusal"),
    "platform_asked_at": Text("申请客服介入的时间", "time support was asked"),
    "support_due": Text("客服答复的期限", "when support had to answer"),
    "support_waited": Text("等客服的时间", "time waited for support"),
    "agreed_at": Text("同意退款的时间", "time the refund was agreed"),
    "refund_due": Text("退款应到账时间", "when the refund was due"),
    "expected": Text("应退金额", "refund due"),
    "received": Text("已退金额", "refund received"),
    "shortfall": Text("少退金额", "amount missing"),
    "percent": Text("少退比例", "percentage missing"),
    "history": Text("协商经过", "what was tried"),
    "complainant_name": Text("你的姓名", "your name"),
    "complainant_phone": Text("你的电话", "your telephone number"),
    "complainant_address": Text("你的通讯地址", "your postal address"),
    "respondent_name": Text("被投诉人名称", "respondent's name"),
    "respondent_address": Text("被投诉人地址", "respondent's address"),
    "respondent_phone": Text("被投诉人电话", "respondent's telephone number"),
    "taken_by": Text("此前投诉过的部门", "who had the complaint before"),
    "exhibits": Text("证据清单", "list of exhibits"),
    "date": Text("日期", "date"),
}
"""Every name that a template may hold, with the words that its gap shows."""

_NAME: Final = re.compile(r"\{([?!]?)([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to send, and the names (keys of `PLACEHOLDERS`) that are still to be filled in."""

    text: str
    gaps: tuple[str, ...] = ()


def letter_label(name: str) -> Text:
    """Return what a letter is called; the name itself for one that this version does not know."""
    return LetterName(name).label if name in set(LetterName) else Text(name, name)


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter as it was sent: which one (a `LetterName`'s value), its words, where, and when (UTC).

    `id` is None until it is kept.
    """

    name: str
    text: str
    channel: Channel
    sent_at: datetime
    id: int | None = None


class UnknownPlaceholder(InputError):
    """A template holds a name that no letter knows."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(f"信函模板里有不认识的占位符 {{{name}}}", f"the letter's template holds the unknown name {{{name}}}"),
            Text("请改正模板或重新安装", "correct the template or install again"),
        )


def names_in(template: str) -> tuple[str, ...]:
    """Return the names that a template holds, conditions included, each once."""
    return tuple(dict.fromkeys(found[2] for found in _NAME.finditer(template)))


def fill(template: str, values: Mapping[str, str | None], language: str = "zh") -> Letter:
    """Return a template with its names replaced; a name without a value (or a blank one) becomes a gap.

    Raises:
        UnknownPlaceholder: the template holds a name that is not in `PLACEHOLDERS`.
    """
    for name in names_in(template):
        if name not in PLACEHOLDERS:
            raise UnknownPlaceholder(name)
    known = {name: value for name, value in values.items() if value is not None and value.strip()}
    gaps: dict[str, None] = {}

    def replaced(found: re.Match[str]) -> str:
        name = found[2]
        if name in known:
            return known[name]
        gaps[name] = None
        return _gap(name, language)

    kept = (line for line in template.strip().splitlines() if _stands(line, known))
    lines = [_NAME.sub(replaced, _CONDITIONS.sub("", line)) for line in kept]
    return Letter("\n".join(lines), tuple(gaps))


_CONDITIONS: Final = re.compile(r"^(?:\{[?!][a-z][a-z0-9_]*\})+")


def _stands(line: str, known: Mapping[str, str]) -> bool:
    head = _CONDITIONS.match(line)
    conditions = _NAME.finditer(head[0]) if head else ()
    return all((found[2] in known) is (found[1] == "?") for found in conditions)


def _gap(name: str, language: str) -> str:
    label = PLACEHOLDERS[name]
    return f"【请填写：{label.zh}】" if language.lower().startswith("zh") else f"[fill in: {label.en}]"
