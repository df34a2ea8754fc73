"""Writing the letter that a case's next step calls for: the template from disk, the figures from the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from app.domain.cancel_window import CancelBy, Due, late_since, ordered_at, standing_rule, status_at, window
from app.domain.cancellation import CancelEvent, Cancellation, CancelReason, CaseEvent, Channel, DeadlineKind, Remedy
from app.domain.errors import InvalidField, UnreadableFile
from app.domain.evidence import Evidence
from app.domain.letters import Letter, LetterName, fill
from app.domain.money import Money
from app.domain.orders import Order, OrderStatus
from app.domain.refunds import fee_of, unused_share
from app.domain.rules import PlatformRule
from app.domain.times import SHANGHAI, shown
from app.domain.words import Text

LIMIT_BYTES: Final = 1 << 16
_REMEDY: Final = Text("请重新安装程序，或恢复这个文件", "install again, or put the file back")

_WHY: Final = {
    CancelReason.WRONG_PURCHASE: Text("下单时选错了商品", "I chose the wrong item when ordering"),
    CancelReason.NOT_AS_DESCRIBED: Text("商品和宣传页不一样", "the goods differ from the promotion page"),
    CancelReason.LATE_DELIVERY: Text("超过承诺时间没有发货", "the goods did not come in the promised time"),
    CancelReason.WRONG_DELIVERY: Text("商家发错了商品", "the merchant delivered the wrong goods"),
    CancelReason.NOT_RECEIVED: Text("商品没有到账", "the goods never arrived"),
    CancelReason.PERSONAL: Text("个人原因需要退款", "I need the money back for personal reasons"),
}
_OUTSIDE: Final = (Channel.ASSOCIATION, Channel.AUTHORITY)


def letter_for(
    name: str,
    case: Cancellation,
    order: Order,
    *,
    at: datetime,
    language: str,
    folder: Path,
    rules: Sequence[PlatformRule] = (),
    deadlines: Sequence[Due] = (),
    evidence: Sequence[Evidence] = (),
    more: Mapping[str, str | None] | None = None,
) -> Letter:
    """Return a letter filled from the case; what is not on record shows as a gap.

    `name` is a `LetterName`'s value, `folder` holds the templates, and `more` (keys: `PLACEHOLDERS`) is what the
    user stated for this letter; it goes before what the case says.

    Raises:
        InvalidField: no such letter, or `more` states units that are no numbers or do not add up.
        UnreadableFile: the template is missing, too large or not UTF-8.
        UnknownPlaceholder: the template holds an unknown name.
    """
    letter = LetterName.parse("letter", name)
    template = read_template(letter, language, folder)
    values = letter_values(
        case, order, at=at, language=language, rules=rules, deadlines=deadlines, evidence=evidence, more=more or {}
    )
    return fill(template, values, language)


def read_template(letter: LetterName, language: str, folder: Path) -> str:
    """Return a letter's template in Chinese or, for any other language, in English.

    Raises:
        UnreadableFile: it is missing, too large or not UTF-8.
    """
    path = folder / f"{letter.value}.{'zh' if _is_chinese(language) else 'en'}.txt"
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT_BYTES + 1)
    except OSError as error:
        problem = Text(f"信函模板无法读取（{error.strerror}）", f"the letter cannot be read ({error.strerror})")
        raise UnreadableFile(path.name, problem, _REMEDY) from error
    if len(data) > LIMIT_BYTES:
        raise UnreadableFile(path.name, Text("信函模板过大", "the letter is too large"), _REMEDY)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UnreadableFile(path.name, Text("信函模板不是 UTF-8", "the letter is not UTF-8"), _REMEDY) from error


def letter_values(
    case: Cancellation,
    order: Order,
    *,
    at: datetime,
    language: str,
    rules: Sequence[PlatformRule],
    deadlines: Sequence[Due],
    evidence: Sequence[Evidence],
    more: Mapping[str, str | None],
) -> dict[str, str | None]:
    """Return what the case says under each placeholder's name, None where it says nothing.

    Raises:
        InvalidField: as `letter_for`.
    """
    values = (
        _order_values(order, at, language)
        | _clause_values(case, order, rules, deadlines, at)
        | _history_values(case, deadlines, at, language)
        | _money_values(case, order, rules, more)
    )
    values["demand"] = _demand(case, order, at).in_(language)
    values["exhibits"] = _exhibits(evidence, language)
    return values | {name: value for name, value in more.items() if value is not None and value.strip()}


def _order_values(order: Order, at: datetime, language: str) -> dict[str, str | None]:
    facts = order.facts
    status = status_at(order, at)
    return {
        "order_number": facts.number,
        "platform": facts.platform,
        "merchant": facts.merchant,
        "product": facts.product,
        "amount": facts.amount.shown,
        "account": facts.account,
        "paid_at": shown(facts.paid_at, seconds=False) if facts.paid_at else None,
        "status": status.label.in_(language) if status else None,
        "promise": facts.promise.shown.in_(language) if facts.promise else None,
        "waited": _waited(facts.paid_at, at, language),
        "date": at.astimezone(SHANGHAI).strftime("%Y-%m-%d"),
    }


def _clause_values(
    case: Cancellation, order: Order, rules: Sequence[PlatformRule], deadlines: Sequence[Due], at: datetime
) -> dict[str, str | None]:
    """Quote the platform's own clauses that speak for the buyer; common practice is nobody's text to quote."""
    own = [rule for rule in rules if not rule.clause.is_common_practice]

    def clause(term: str) -> str | None:
        rule = standing_rule(own, term, ordered_at(order))
        return rule.clause.text if rule else None

    submitted = _last(case, CancelEvent.SUBMIT)
    by = window(order, own, submitted.at if submitted else at).by
    late = late_since(order, rules, deadlines)
    return {
        "cancel_clause": clause("self_cancel_window") if by is CancelBy.ALONE else None,
        "late_clause": clause("late_delivery") if late is not None and at > late else None,
        "fee_clause": clause("fee"),
        "support_clause": clause("support_reply"),
    }


def _history_values(case: Cancellation, deadlines: Sequence[Due], at: datetime, language: str) -> dict[str, str | None]:
    submitted = _first(case, CancelEvent.SUBMIT)
    refused = _last(case, CancelEvent.REFUSE)
    asked = _last(case, CancelEvent.ASK_PLATFORM, CancelEvent.CONTEST_SHORT)
    agreed = _last(case, CancelEvent.AGREE, CancelEvent.ACCEPT_OFFER, CancelEvent.PLATFORM_FOR, CancelEvent.MEDIATED)
    own_words = submitted.note.strip() if submitted else ""
    return {
        "why": own_words or _WHY[case.reason].in_(language),
        "own_words": own_words or None,
        "requested_at": _when(submitted),
        "refusal": refused.note.strip() if refused else None,
        "platform_asked_at": _when(asked),
        "support_due": _newest(deadlines, DeadlineKind.SUPPORT_REPLY),
        "support_waited": _waited(asked.at if asked else None, at, language),
        "agreed_at": _when(agreed),
        "refund_due": _newest(deadlines, DeadlineKind.REFUND_ARRIVAL),
        "history": _history(case, language),
        "taken_by": _taken_by(case, language),
    }


def _money_values(
    case: Cancellation, order: Order, rules: Sequence[PlatformRule], more: Mapping[str, str | None]
) -> dict[str, str | None]:
    standing = case.standing
    fee = fee_of(standing.expected, standing.received, order, rules)
    return {
        "expected": standing.expected.shown,
        "received": standing.received.shown if standing.received.fen else None,
        "shortfall": fee.shortfall.shown,
        "percent": f"{fee.percent.normalize():f}%",
        "unused_amount": _unused(case.paid, more),
    }


def _unused(paid: Money, more: Mapping[str, str | None]) -> str | None:
    total, unused = (_units(name, more.get(name)) for name in ("total_units", "unused_units"))
    if total is None or unused is None:
        return None
    return unused_share(paid, total, unused).shown


def _units(name: str, typed: str | None) -> int | None:
    if typed is None or not typed.strip():
        return None
    digits = typed.strip().replace(",", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
        raise InvalidField(name, Text(f"不是整数：“{typed}”", f"not a whole number: “{typed}”"))
    return int(digits)


def _demand(case: Cancellation, order: Order, at: datetime) -> Text:
    standing = case.standing
    claimed, missing = standing.expected.shown, standing.shortfall
    if standing.received.fen and missing.fen:
        return Text(f"补退 {missing.shown}", f"refund the missing {missing.shown}")
    match case.want:
        case Remedy.FULL if status_at(order, at) in {OrderStatus.DELIVERED, OrderStatus.COMPLETED}:
            return Text(f"全额退款 {claimed}", f"refund {claimed} in full")
        case Remedy.FULL:
            return Text(f"取消订单并全额退款 {claimed}", f"cancel the order and refund {claimed} in full")
        case Remedy.PARTIAL:
            return Text(f"退还 {claimed}", f"refund {claimed}")
        case Remedy.COMPENSATION:
            return Text(f"补偿等值的商品券（{claimed}）", f"compensate me with a voucher worth {claimed}")
        case _:
            return Text("按订单重新发货", "deliver again as ordered")


def _exhibits(evidence: Sequence[Evidence], language: str) -> str | None:
    present = [item for item in evidence if not item.is_trashed]
    lines = []
    for number, item in enumerate(present, start=1):
        kind = item.kind.label.in_(language) if item.kind else item.name
        mark = "：" if _is_chinese(language) else ": "
        lines.append(f"{number}. {kind}{mark}{item.purpose}" if item.purpose else f"{number}. {kind}")
    return "\n".join(lines) or None


def _history(case: Cancellation, language: str) -> str | None:
    lines = []
    for entry in case.events:
        if entry.is_undone:
            continue
        parts = [shown(entry.at, seconds=False), entry.event.label.in_(language)]
        parts += [entry.channel.label.in_(language)] if entry.channel else []
        parts += [entry.amount.shown] if entry.amount else []
        parts += [f"“{entry.note.strip()}”"] if entry.note.strip() else []
        lines.append(" ".join(parts))
    return "\n".join(lines) or None


def _taken_by(case: Cancellation, language: str) -> str | None:
    channels = dict.fromkeys(
        entry.channel
        for entry in case.events
        if entry.event is CancelEvent.COMPLAIN and entry.channel in _OUTSIDE and not entry.is_undone
    )
    mark = "、" if _is_chinese(language) else ", "
    return mark.join(channel.label.in_(language) for channel in channels if channel) or None


def _first(case: Cancellation, event: CancelEvent) -> CaseEvent | None:
    return next((entry for entry in case.events if entry.event is event and not entry.is_undone), None)


def _last(case: Cancellation, *events: CancelEvent) -> CaseEvent | None:
    return next((entry for entry in reversed(case.events) if entry.event in events and not entry.is_undone), None)


def _when(entry: CaseEvent | None) -> str | None:
    return shown(entry.at, seconds=False) if entry else None


def _newest(deadlines: Sequence[Due], kind: DeadlineKind) -> str | None:
    ends = [due.due_at for due in deadlines if due.kind is kind]
    return shown(max(ends), seconds=False) if ends else None


def _waited(since: datetime | None, at: datetime, language: str) -> str | None:
    if since is None or at < since:
        return None
    return length_in_words(at - since).in_(language)


def length_in_words(length: timedelta) -> Text:
    """Return a length of time in its two largest units, rounded down: `2 小时`, `1 天 3 小时`."""
    minutes = int(length.total_seconds()) // 60
    counted = (
        (minutes // 1440, "天", "day"),
        (minutes // 60 % 24, "小时", "hour"),
        (minutes % 60, "分钟", "minute"),
    )
    first = next((place for place, (count, _, _) in enumerate(counted) if count), 2)
    told = [unit for place, unit in enumerate(counted[first : first + 2]) if unit[0] or place == 0]
    zh = " ".join(f"{count} {word}" for count, word, _ in told)
    return Text(zh, " ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, _, word in told))


def _is_chinese(language: str) -> bool:
    return language.lower().startswith("zh")
