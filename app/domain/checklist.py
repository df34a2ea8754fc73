"""Which proof each reason and each step needs, and why; what is there but too weak is named as well.

Source: field guide, step 3 (the reasons ①–③), challenges 1–3, and “核对退款金额”; the respondent's identity is what
总局令第121号 articles 10 and 13 ask for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.domain.cancel_window import Due, late_since, promised_at, status_at
from app.domain.cancellation import CancelEvent, Cancellation, CancelReason, CancelState, DeadlineKind
from app.domain.evidence import Capture, CapturedFrom, CaptureMeaning, Evidence, EvidenceId, EvidenceKind
from app.domain.orders import Order, OrderStatus
from app.domain.rules import PlatformRule
from app.domain.times import shown
from app.domain.words import Text


@dataclass(frozen=True, slots=True)
class Need:
    """A proof to get: its kind and why; `weak` is the exhibit that is there but does not prove it."""

    kind: EvidenceKind
    why: Text
    weak: EvidenceId | None = None


@dataclass(frozen=True, slots=True)
class IdentityItem:
    """One thing to know of the respondent: where to look, and the words by which an exhibit's purpose shows it."""

    code: str
    label: Text
    hint: Text
    words: tuple[str, ...]


_K = EvidenceKind

ORDER_PAGE: Final = Need(
    _K.ORDER_PAGE,
    Text("订单截图：要看得到订单号、商品和金额", "the order's page: number, product and amount must be legible"),
)
PAYMENT: Final = Need(_K.PAYMENT, Text("付款记录：证明钱是你付的、付了多少", "the payment: who paid, and how much"))

BY_REASON: Final[dict[CancelReason, tuple[Need, ...]]] = {
    CancelReason.WRONG_PURCHASE: (
        Need(
            _K.ORDER_PAGE,
            Text("下单截图：要看得到你选错了什么", "the order's page must show the choice that was made by mistake"),
        ),
    ),
    CancelReason.NOT_AS_DESCRIBED: (
        Need(
            _K.PRODUCT_PAGE,
            Text(
                "商家宣传页：规格、价格、有效期是怎么写的",
                "the promotion page: what it says on specification, price and validity",
            ),
        ),
        Need(
            _K.DELIVERY,
            Text("实际商品详情：和宣传页放在一起对比", "what really came, to be laid beside the promotion page"),
        ),
    ),
    CancelReason.LATE_DELIVERY: (
        Need(
            _K.STATUS,
            Text("订单状态截图：过了承诺时间仍是“待发货”", "the order's status, still undelivered past the promise"),
        ),
        Need(_K.PRODUCT_PAGE, Text("商家宣传页：写着多久到账", "the page on which the merchant promises the time")),
    ),
    CancelReason.WRONG_DELIVERY: (
        Need(_K.DELIVERY, Text("账号充值记录：实际到账的是什么", "the account's top-up record: what really came")),
    ),
    CancelReason.NOT_RECEIVED: (
        Need(_K.DELIVERY, Text("账号充值记录：这笔没有到账", "the account's top-up record: this one never came")),
    ),
    CancelReason.PERSONAL: (),
}
"""What each reason needs beside the order and the payment."""

UNUSED: Final = Need(
    _K.DELIVERY, Text("账号充值记录：还有多少没用", "the account's top-up record: how much is still unused")
)
CLAUSE: Final = Need(
    _K.RULE,
    Text("平台规则截图：未发货可以取消的那一条", "the platform's clause on cancelling before delivery"),
)
PRODUCT_PAGE: Final = Need(
    _K.PRODUCT_PAGE,
    Text("商品宣传页：下单时看到的规格、价格和说明", "the product's page as it was when you bought"),
)
BASE: Final = (ORDER_PAGE, PAYMENT, PRODUCT_PAGE)
"""What every order needs before anything went wrong (field guide, “保留订单凭证”)."""
REFUSAL: Final = Need(_K.CHAT, Text("商家拒绝的聊天记录", "the chat in which the merchant refuses"))
SUPPORT_SILENT: Final = Need(
    _K.CHAT,
    Text(
        "客服超时的证明：申请介入的时间，和过了时限仍没有答复的页面",
        "proof of the silence: when support was asked, and its page after the time ran out",
    ),
)
REFUND: Final = Need(_K.REFUND, Text("退款到账记录：到了多少、到哪里", "the refund's record: how much came, and where"))
FEE_RULE: Final = Need(
    _K.RULE,
    Text("平台关于手续费的规则，或下单页没有提示手续费", "the platform's clause on fees, or the page that names none"),
)

IDENTITY: Final = (
    IdentityItem(
        "licence",
        Text("公示的营业执照", "the displayed licence"),
        Text("店铺页或平台首页下方的“营业执照”", "the shop's page, or the foot of the platform's home page"),
        ("执照", "licence", "license"),
    ),
    IdentityItem(
        "registration",
        Text("登记名称和地址", "registered name and address"),
        Text("执照上的名称、统一社会信用代码和住所", "name, credit code and address as the licence has them"),
        ("登记", "信用代码", "住所", "registration", "registered"),
    ),
    IdentityItem(
        "payee",
        Text("付款记录上的收款方", "the payee of the payment"),
        Text("支付宝或微信账单详情里的收款方全称", "the full payee in the details of the Alipay or WeChat bill"),
        ("收款", "payee"),
    ),
    IdentityItem(
        "contact",
        Text("联系电话或客服", "a telephone number or other contact"),
        Text("店铺页、订单页或平台“联系我们”", "the shop's or order's page, or the platform's “contact us”"),
        ("电话", "联系", "客服", "contact", "phone"),
    ),
)
"""What to find out about the respondent; buyers on card platforms lack it most."""

_REFUSED_BY_SUPPORT: Final = {CancelEvent.PLATFORM_AGAINST, CancelEvent.PLATFORM_SILENT}


def missing(
    case: Cancellation,
    order: Order,
    evidence: Sequence[Evidence],
    at: datetime,
    *,
    rules: Sequence[PlatformRule] = (),
    deadlines: Sequence[Due] = (),
) -> tuple[Need, ...]:
    """Return what the case's reason and its present step still need, each once; what is in the trash does not count."""
    present = [item for item in evidence if not item.is_trashed]
    found = [need for need in needed(case, order, at) if not proving(need, present)]
    found += weak_status(case, order, present, rules, deadlines)
    found += weak_silence(case, present, deadlines)
    if needs_identity(case):
        found += [_identity_need(item) for item in missing_identity(present)]
    return tuple(dict.fromkeys(found))


def missing_identity(evidence: Sequence[Evidence]) -> tuple[IdentityItem, ...]:
    """Return what no exhibit shows of the respondent, judged by the purpose or name that the user gave it."""
    shown_words = " ".join(
        f"{item.purpose} {item.name}".casefold()
        for item in evidence
        if item.kind is EvidenceKind.IDENTITY and not item.is_trashed
    )
    return tuple(item for item in IDENTITY if not any(word in shown_words for word in item.words))


def needed(case: Cancellation, order: Order, at: datetime) -> tuple[Need, ...]:
    """Return all that the case's reason and its present step need, whether it is there or not, each once."""
    return tuple(dict.fromkeys([*_by_reason(case, order, at), *_by_step(case, order, at)]))


def proving(need: Need, present: Sequence[Evidence]) -> list[Evidence]:
    """Return the exhibits that may prove a need, by their kind."""
    found = [item for item in present if item.kind is need.kind]
    if not found and need is BY_REASON[CancelReason.NOT_AS_DESCRIBED][1]:
        # The actual detail may as well be a second picture of the product's page.
        return [item for item in present if item.kind is EvidenceKind.PRODUCT_PAGE][1:]
    return found


def _by_reason(case: Cancellation, order: Order, at: datetime) -> Iterator[Need]:
    reasons = BY_REASON[case.reason]
    if all(need.kind is not EvidenceKind.ORDER_PAGE for need in reasons):
        yield ORDER_PAGE
    yield from reasons
    if status_at(order, at) is not OrderStatus.PENDING_PAYMENT:
        yield PAYMENT


def _by_step(case: Cancellation, order: Order, at: datetime) -> Iterator[Need]:
    state, last = case.standing.state, case.standing.last
    status = status_at(order, at)
    if case.reason is CancelReason.WRONG_PURCHASE and status in {OrderStatus.DELIVERED, OrderStatus.COMPLETED}:
        yield UNUSED
    if state is CancelState.REFUSED and last is not None:
        yield from (SUPPORT_SILENT,) if last.event is CancelEvent.PLATFORM_SILENT else (REFUSAL,)
        if status is OrderStatus.PENDING_DELIVERY:
            yield CLAUSE
    if state in {CancelState.REFUND_SHORT, CancelState.SETTLED}:
        yield REFUND
    if state is CancelState.REFUND_SHORT:
        yield FEE_RULE


def weak_status(
    case: Cancellation,
    order: Order,
    present: Sequence[Evidence],
    rules: Sequence[PlatformRule],
    deadlines: Sequence[Due],
) -> Iterator[Need]:
    """Yield the status screenshots, where none of them proves the lateness."""
    shots = [item for item in present if item.kind is EvidenceKind.STATUS]
    promised = promised_at(order)
    if case.reason is not CancelReason.LATE_DELIVERY or promised is None:
        return
    late = late_since(order, rules, deadlines) or promised
    if any(is_certain(item.capture) and item.capture.at and item.capture.at > late for item in shots):
        return
    for item in shots:
        yield Need(EvidenceKind.STATUS, _why_weak(item, promised, late), item.id)


def _why_weak(item: Evidence, promised: datetime, late: datetime) -> Text:
    taken = item.capture.at
    if taken is not None and taken <= promised:
        return Text(
            f"“{item.name}”截于 {shown(taken)}，承诺时间 {shown(promised)} 还没到，不能证明延迟",
            f"“{item.name}” dates from {shown(taken)}, before the promise ran out at {shown(promised)}: "
            "it does not prove lateness",
        )
    if taken is None or not is_certain(item.capture):
        return Text(
            f"“{item.name}”的截取时间不确定，请再截一张带时间的",
            f"when “{item.name}” was captured is uncertain: take another that shows the time",
        )
    return Text(
        f"“{item.name}”截于 {shown(taken)}，还没过可以取消的时间 {shown(late)}，请之后再截一张",
        f"“{item.name}” dates from {shown(taken)}, before {shown(late)}, when late delivery counts: take another",
    )


def is_certain(capture: Capture) -> bool:
    """Whether the instant is that of the picture; when a file was saved or changed comes after it."""
    if capture.at is None or capture.known_from in {CapturedFrom.NONE, CapturedFrom.FILE_TIME}:
        return False
    return capture.meaning is CaptureMeaning.TAKEN


def weak_silence(case: Cancellation, present: Sequence[Evidence], deadlines: Sequence[Due]) -> Iterator[Need]:
    """Yield the need for proof of support's silence where every chat was captured before its time ran out."""
    last = case.standing.last
    ends = [due.due_at for due in deadlines if due.kind is DeadlineKind.SUPPORT_REPLY]
    chats = [item for item in present if item.kind is EvidenceKind.CHAT]
    if last is None or last.event is not CancelEvent.PLATFORM_SILENT or not ends or not chats:
        return
    if not any(is_certain(item.capture) and item.capture.at and item.capture.at >= max(ends) for item in chats):
        yield Need(EvidenceKind.CHAT, SUPPORT_SILENT.why, max(chats, key=lambda item: item.number).id)


def needs_identity(case: Cancellation) -> bool:
    """Whether the next lever lies outside the platform, where the respondent must be named."""
    standing = case.standing
    if standing.state is CancelState.COMPLAINT:
        return True
    return any(entry.event in _REFUSED_BY_SUPPORT for entry in case.events if not entry.is_undone) and (
        standing.state is CancelState.REFUSED
    )


def _identity_need(item: IdentityItem) -> Need:
    return Need(
        EvidenceKind.IDENTITY,
        Text(f"{item.label.zh}（{item.hint.zh}）", f"{item.label.en} ({item.hint.en})"),
    )
