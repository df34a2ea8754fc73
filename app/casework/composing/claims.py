"""What is asked and on which ground: the money to the fen, clauses, law, letters, and the complaint form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from app.casework import complainants
from app.casework.cases import CaseView
from app.casework.composing.gathered import Gathered
from app.casework.composing.story import exhibits_of_event, exhibits_of_payment
from app.casework.composing.wishes import Wishes
from app.domain.cancel_window import ordered_at, status_at
from app.domain.cancellation import CancelEvent, CancelReason, CancelState, Remedy
from app.domain.complaint import Identity
from app.domain.deadline import DeadlineState
from app.domain.law import Article, SpeaksWhen, articles_for
from app.domain.letters import letter_label
from app.domain.money import Money
from app.domain.orders import Order, OrderStatus
from app.domain.refunds import fee_of
from app.domain.rules import PlatformRule, standing_at
from app.domain.times import shown
from app.dossier.case_parts import (
    Claim,
    ClauseQuote,
    Complainant,
    ComplaintForm,
    LawQuote,
    LeadSheet,
    RefundRow,
    Respondent,
    SentLetter,
    Summary,
)
from app.intake.law_packs import read_law_pack
from app.vault import evidence, platforms
from app.vault.vault import Vault

_TERMS: Final = {
    "self_cancel_window": "自助取消",
    "late_delivery": "延迟发货",
    "refund_time.alipay": "退款到账时限（支付宝）",
    "refund_time.wechat": "退款到账时限（微信支付）",
    "refund_time.bank": "退款到账时限（银行卡）",
    "refund_time.balance": "退款到账时限（平台余额）",
    "support_reply": "客服处理时限",
    "merchant_reply": "商家答复时限",
    "fee": "手续费",
    "complaint_url": "投诉渠道",
}
"""What a clause is about, by its term."""
_CLAIMED: Final = {
    Remedy.FULL: "取消订单，退还货款",
    Remedy.PARTIAL: "退还部分货款",
    Remedy.COMPENSATION: "赔偿损失（等值补偿）",
    Remedy.REDELIVERY: "按约定重新发货（更换）",
}
"""The remedies in the words of the 投诉登记表, whose note lists them."""
_UNTIL_DELIVERED: Final = "until:delivered"


def summary(order_views: Sequence[tuple[Order, Sequence[CaseView]]], at: datetime) -> Summary | None:
    """Return the case at one look, over all orders; None where no case is open or settled."""
    views = [view for _, several in order_views for view in several]
    if not views:
        return None
    paid = Money(sum(order.facts.amount.fen for order, _ in order_views))
    refunded = Money(sum(view.case.standing.received.fen for view in views))
    missing = Money(sum(view.case.standing.shortfall.fen for view in views))
    asked = [
        one.at for view in views for one in view.case.events if one.event is CancelEvent.SUBMIT and not one.is_undone
    ]
    since = min(asked, default=None)
    if since is None or since > at or not missing.fen:
        return Summary(paid, refunded, missing)
    return Summary(
        paid, refunded, missing, (at - since) // timedelta(days=1), f"{shown(since, seconds=False)} 提出取消"
    )


def requests(order: Order, views: Sequence[CaseView], *, is_alone: bool) -> list[str]:
    """Return in one sentence what the newest case of an order asks for; nothing where it asks for nothing."""
    said = []
    for view in views[-1:]:
        case, standing = view.case, view.case.standing
        name = "" if is_alone else f"订单 {order.facts.number}："
        if standing.state is CancelState.SETTLED:
            said.append(f"{name}案件已了结：应退 {standing.expected.shown}，已退 {standing.received.shown}")
        elif standing.received.fen and standing.shortfall.fen:
            sums = f"应退 {standing.expected.shown}，已退 {standing.received.shown}"
            said.append(f"{name}请补退少退的 {standing.shortfall.shown}（{sums}）")
        else:
            said.append(f"{name}请{_asked(case.want, standing.shortfall)}（原因：{case.reason.label.zh}）")
    return said


def claims(
    vault: Vault,
    order: Order,
    views: Sequence[CaseView],
    gathered: Gathered,
    clauses: Sequence[ClauseQuote],
    articles: Sequence[Article],
    *,
    is_alone: bool,
) -> list[Claim]:
    """Return what is asked for in an order's cases, with the ground for it.

    `clauses` are all that the dossier quotes, in their order.
    """
    found = []
    grounds = _grounds(order, clauses, articles)
    name = "" if is_alone else f"订单 {order.facts.number}："
    for view in views:
        standing = view.case.standing
        if standing.state in {CancelState.SETTLED, CancelState.WITHDRAWN}:
            continue
        shown_by = [key for one in view.case.events if not one.is_undone for key in one.evidence]
        proofs = tuple(sorted({*exhibits_of_payment(vault, order, gathered), *gathered.of_evidence(shown_by)}))
        amount: Money | None = standing.shortfall
        if standing.received.fen and standing.shortfall.fen:
            words, why = "补退少退的货款", _shortfall(vault, view)
        else:
            words, why = _CLAIMED[view.case.want], view.case.reason.label.zh
            amount = None if view.case.want is Remedy.REDELIVERY else amount
        found.append(Claim(f"{name}{words}", amount, f"{why}；{grounds}".rstrip("；"), proofs))
    return found


def refund_rows(
    vault: Vault, order: Order, views: Sequence[CaseView], gathered: Gathered, *, is_alone: bool
) -> list[RefundRow]:
    """Return the money of an order's cases to the fen: what should come back and each amount that came."""
    rows = []
    paid_by = exhibits_of_payment(vault, order, gathered)
    label = "应退货款" if is_alone else f"订单 {order.facts.number}"
    for view in views:
        standing = view.case.standing
        came = [one for one in view.case.events if one.event is CancelEvent.REFUND_RECEIVED and not one.is_undone]
        if not came:
            rows.append(RefundRow(label, standing.expected, Money(0), None, None, "", "尚未退款", paid_by))
        for number, entry in enumerate(came):
            shows = exhibits_of_event(entry, gathered)
            rows.append(
                RefundRow(
                    label if number == 0 else f"{label}（第 {number + 1} 笔退款）",
                    standing.expected if number == 0 else None,
                    entry.amount or Money(0),
                    None,
                    entry.at,
                    entry.destination.label.zh if entry.destination else "",
                    entry.note,
                    tuple(sorted({*paid_by, *shows} if number == 0 else set(shows))),
                )
            )
    return rows


def clause_quotes(vault: Vault, order: Order, views: Sequence[CaseView], gathered: Gathered) -> list[ClauseQuote]:
    """Return the clauses that held when the order was made, in their own words, those that were broken first.

    Common practice is no clause.
    """
    at = ordered_at(order) or order.created_at
    proofs = {one.original.sha256: one.id for one in evidence.of_order(vault, order.id)}
    found = []
    for rule in standing_at([one for one in rules_of(vault, order) if not one.clause.is_common_practice], at):
        shows = gathered.of_evidence([proofs.get(rule.proof)] if rule.proof else [])
        found.append(
            ClauseQuote(
                text=rule.clause.text,
                source=rule.clause.source or f"{order.facts.platform} 平台规则",
                captured=shown(rule.captured_at, seconds=False),
                title=_TERMS.get(rule.clause.term, rule.clause.term),
                exhibit=shows[0] if shows else None,
                breach=_breach(rule, views),
            )
        )
    return sorted(found, key=lambda clause: not clause.breach)


def articles_of(vault: Vault, order: Order, views: Sequence[CaseView], wishes: Wishes) -> list[Article]:
    """Return the articles that speak to an order's newest case."""
    if not views:
        return []
    pack = read_law_pack(wishes.resources / "law" / "consumer.toml")
    has_identity = complainants.merchant_identity(vault, order).is_reachable
    return articles_for(pack, views[-1].case, has_identity=has_identity)


def law_quotes(articles: Sequence[Article]) -> list[LawQuote]:
    """Return articles as a dossier quotes them."""
    return [
        LawQuote(f"《{one.law}》", one.article, one.text, one.source, one.text_date, one.applies_to) for one in articles
    ]


def _asked(want: Remedy, amount: Money) -> str:
    match want:
        case Remedy.FULL:
            return f"取消订单并全额退还 {amount.shown}"
        case Remedy.PARTIAL:
            return f"退还部分货款 {amount.shown}"
        case Remedy.COMPENSATION:
            return f"给予等值补偿 {amount.shown}"
        case _:
            return "按约定重新发货"


def _shortfall(vault: Vault, view: CaseView) -> str:
    """Return what was kept back, and whether a clause on record speaks of a fee."""
    standing = view.case.standing
    finding = fee_of(standing.expected, standing.received, view.order, rules_of(vault, view.order))
    words = f"应退 {standing.expected.shown}，实退 {standing.received.shown}"
    return f"{words}；平台规则中未见手续费条款" if finding.rule is None else words


def _grounds(order: Order, clauses: Sequence[ClauseQuote], articles: Sequence[Article]) -> str:
    """Return what a claim rests on: broken clauses by their number in the dossier, articles on the matter."""
    broken = [f"条款{place}" for place, clause in enumerate(clauses, start=1) if clause.breach]
    by_law: dict[str, list[str]] = {}
    for one in articles:
        # What speaks to every reason is about the procedure, and no ground for money.
        if one.when is SpeaksWhen.REFUND_SHORT or (
            one.when is SpeaksWhen.ALWAYS and len(one.reasons) < len(CancelReason)
        ):
            by_law.setdefault(one.law.removeprefix("中华人民共和国"), []).append(one.article)
    laws = [f"《{law}》{'、'.join(several)}" for law, several in by_law.items()]
    rules = [f"{order.facts.platform}规则（{'、'.join(broken)}）"] if broken else []
    return "；".join([*rules, *laws])


def _breach(rule: PlatformRule, views: Sequence[CaseView]) -> str:
    """Return in words how a clause was broken, by the deadlines that rest on it and by what was kept back."""
    said = []
    for view in views:
        for deadline in view.deadlines:
            if rule.clause.text in deadline.clause.zh and deadline.state(view.at) is DeadlineState.MISSED:
                is_done = deadline.closed_at is not None and deadline.closed_at <= view.at
                until = f"{shown(deadline.closed_at)} 才完成" if is_done and deadline.closed_at else "至今没有完成"
                said.append(f"{deadline.kind.label.zh}：{shown(deadline.due_at)} 到期，{until}。")
        standing = view.case.standing
        if rule.clause.term == "fee" and standing.received.fen and standing.shortfall.fen:
            finding = fee_of(standing.expected, standing.received, view.order, [rule])
            if finding.is_contestable and not finding.is_allowed:
                said.append(f"只允许扣 {finding.allowed.shown}，实际少退 {finding.shortfall.shown}。")
        if rule.clause.term == "self_cancel_window" and rule.clause.value == _UNTIL_DELIVERED:
            said += _refused_before_delivery(view)
    return "".join(dict.fromkeys(said))


def _refused_before_delivery(view: CaseView) -> list[str]:
    refused = [one for one in view.case.events if one.event is CancelEvent.REFUSE and not one.is_undone]
    if not refused or status_at(view.order, refused[0].at) is not OrderStatus.PENDING_DELIVERY:
        return []
    return [f"{shown(refused[0].at)} 订单尚未发货，商家拒绝取消。"]


def sent_letters(views: Sequence[CaseView]) -> list[SentLetter]:
    """Return the letters that were sent, as they were kept."""
    return [
        SentLetter(
            letter_label(letter.name).zh,
            letter.text,
            "",
            letter.channel.label.zh,
            letter.sent_at,
        )
        for view in views
        for letter in view.letters
    ]


def complaint_form(vault: Vault, order: Order) -> ComplaintForm:
    """Return the fields of the complaint form; what is not known stays empty and is filled in by hand.

    Its facts are the dossier's statement, so none are given here.
    """
    person = complainants.load_person(vault)
    return ComplaintForm(
        Complainant(
            person.name,
            person.phone,
            person.id_kind,
            person.id_number,
            person.address,
            person.agrees_to_publish,
            person.agrees_to_mediation,
        ),
        respondent(vault, order),
        "",
    )


def lead_sheet(vault: Vault, order: Order, text: str, asked: Sequence[Claim]) -> LeadSheet | None:
    """Return the sheet that reports a breach, apart from the complaint; None where the user wrote none.

    It names the exhibits that the claims rest on. Which law is broken is for the authority to say, and left blank.
    """
    proofs = tuple(sorted({position for claim in asked for position in claim.exhibits}))
    return LeadSheet(respondent(vault, order), text, exhibits=proofs) if text.strip() else None


def respondent(vault: Vault, order: Order) -> Respondent:
    """Return who is complained of: the merchant, or the platform where the merchant cannot be found."""
    merchant = complainants.merchant_identity(vault, order)
    platform = complainants.platform_identity(vault, order)
    known: Identity = merchant if merchant.is_reachable or not platform.is_reachable else platform
    shop = (
        f"{order.facts.merchant}（平台店铺名，{order.facts.platform}）"
        if order.facts.merchant
        else order.facts.platform
    )
    return Respondent(known.name or shop, known.contact, known.address, known.phone)


def rules_of(vault: Vault, order: Order) -> list[PlatformRule]:
    """Return all clauses on record for an order's platform."""
    found = platforms.find_platform(vault, order.facts.platform)
    return platforms.rules(vault, found.id) if found is not None else []
