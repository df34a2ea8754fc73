"""Words for one entry of the custody chain, one line each, from the row that it is about.

What a person is called, where they live or how they are reached is never said: that it changed must do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from app.domain.cancellation import CancelEvent, CancelReason
from app.domain.chats import MessageKind, Role
from app.domain.custody import CustodyEntry
from app.domain.evidence import EvidenceKind
from app.domain.imports import ImportKind
from app.domain.letters import letter_label
from app.domain.money import Money
from app.domain.orders import OrderStatus
from app.domain.payment_links import LinkRole
from app.domain.payments import StatementSource
from app.domain.times import from_stored, shown
from app.domain.words import Text
from app.vault.tables import (
    CANCELLATION_EVENTS,
    CANCELLATIONS,
    CARD_CODES,
    COMPARISONS,
    CONVERSATION_ORDERS,
    CONVERSATIONS,
    DOSSIER_TEXTS,
    EVIDENCE,
    EVIDENCE_MARKS,
    IMPORTS,
    MERCHANTS,
    MESSAGE_MARKS,
    ORDER_STATUSES,
    ORDERS,
    OWN_DEADLINES,
    PARTICIPANTS,
    PAYMENT_LINKS,
    PLATFORM_RULES,
    PLATFORMS,
    SENT_LETTERS,
)

Row = Mapping[str, Any]
"""A row as `custody.named_rows` returns it."""
_QUOTED: Final = 30
"""How much of a text is quoted, in characters."""
CHANGED: Final = Text("有变动", "Changed")
"""What is said where nothing more is known."""


def told(entry: CustodyEntry, table: str, row: Row, brought: Sequence[tuple[str, int]] = ()) -> Text:
    """Return the words for an entry about a row that is there; `brought` says what an import brought to which chats."""
    if table == IMPORTS:
        return _import(entry, row, brought)
    tell = _TOLD.get(table)
    return tell(entry, row) if tell is not None else CHANGED


def removed(table: str, detail: Row, meant: Row | None) -> Text:
    """Return the words for an entry about a row that is gone; `meant` is the message, payment or chat it joined."""
    if table == EVIDENCE:
        return Text(f"彻底删除：证据 {detail.get('number')}", f"Purged: evidence {detail.get('number')}")
    done = _GONE.get(table, Text("删除了一项", "Something was removed"))
    if meant is None:
        return done
    if table == MESSAGE_MARKS:
        return _quoting(meant, done)
    if table == PAYMENT_LINKS:
        return _payment(meant, done)
    return _talk(meant, Text("不再属于这笔订单", "no longer belongs to the order"))


_GONE: Final = {
    ORDER_STATUSES: Text("撤回一个订单状态", "An order status was taken back"),
    MESSAGE_MARKS: Text("一条消息不再作为依据", "A message is relied upon no more"),
    PAYMENT_LINKS: Text("取消关联一笔付款", "A payment was parted from the order"),
    CONVERSATION_ORDERS: Text("一个聊天不再属于这笔订单", "A chat no longer belongs to the order"),
    DOSSIER_TEXTS: Text("卷宗文字恢复为自动生成", "A text of the dossier is written from the case again"),
    CARD_CODES: Text("删除一条卡密", "A card code was deleted"),
    SENT_LETTERS: Text("撤回一封已发送的信", "A sent letter was taken back"),
    OWN_DEADLINES: Text("撤回一个自设期限", "An own deadline was taken back"),
    CANCELLATIONS: Text("撤回一个取消案件", "A cancellation was taken back"),
}


# --- rows that are written once ---------------------------------------------------------------------------------


def _status(_entry: CustodyEntry, row: Row) -> Text:
    label, at = OrderStatus(row["status"]).label, _when(row["at"])
    return Text(f"新状态：{label.zh}（{at}）", f"New status: {label.en} ({at})")


def _event(_entry: CustodyEntry, row: Row) -> Text:
    label, at = CancelEvent(row["event"]).label, _when(row["at"])
    zh, en = "", ""
    if row["amount"] is not None:
        amount = _amount(row["amount"], row["currency"])
        zh, en = f" {amount.zh}", f" {amount.en}"
    if row["undoes"] is not None:
        return Text(f"撤回进展：{label.zh}{zh}（{at}）", f"Taken back: {label.en}{en} ({at})")
    return Text(f"新进展：{label.zh}{zh}（{at}）", f"New event: {label.en}{en} ({at})")


def _opened(_entry: CustodyEntry, row: Row) -> Text:
    reason = CancelReason(row["reason"]).label
    return Text(f"开始取消：{reason.zh}", f"Cancellation opened: {reason.en}")


def _letter(_entry: CustodyEntry, row: Row) -> Text:
    label, at = letter_label(row["letter"]), _when(row["sent_at"])
    return Text(f"已发送：{label.zh}（{at}）", f"Sent: {label.en} ({at})")


def _link(_entry: CustodyEntry, row: Row) -> Text:
    role = LinkRole(row["role"]).label
    return _payment(row, Text(f"{role.zh}已关联", f"{role.en} joined"))


def _payment(row: Row, done: Text) -> Text:
    source, amount = StatementSource(row["source"]).label, _amount(row["amount"], row["currency"])
    return Text(f"{done.zh}：{source.zh} {amount.zh}", f"{done.en}: {source.en} {amount.en}")


def _relied(_entry: CustodyEntry, row: Row) -> Text:
    return _quoting(row, Text("一条消息标为依据", "A message is relied upon"))


def _quoting(row: Row, done: Text) -> Text:
    if said := _quoted(row["text"]):
        return Text(f"{done.zh}：“{said}”", f"{done.en}: “{said}”")
    kind = MessageKind(row["kind"]).label
    return Text(f"{done.zh}：{kind.zh}", f"{done.en}: {kind.en}")


def _joined(_entry: CustodyEntry, row: Row) -> Text:
    return _talk(row, Text("归到这笔订单", "now belongs to the order"))


def _talk(row: Row, done: Text) -> Text:
    title = _quoted(row["title"])
    return Text(f"聊天“{title}”{done.zh}", f"Chat “{title}” {done.en}")


def _code(_entry: CustodyEntry, _row: Row) -> Text:
    return Text("新增一条卡密", "A card code was added")


def _rule(_entry: CustodyEntry, row: Row) -> Text:
    said = _quoted(row["text"])
    return Text(f"新增平台规则：“{said}”", f"Platform rule added: “{said}”")


# --- rows that are changed --------------------------------------------------------------------------------------


def _order(entry: CustodyEntry, row: Row) -> Text:
    number = _quoted(row["number"])
    return _done(entry, Text(f"订单 {number}", f"order {number}"))


def _evidence(entry: CustodyEntry, row: Row) -> Text:
    name, kind = _quoted(row["name"]), EvidenceKind(row["kind"]).label if row["kind"] else None
    zh, en = (f"（{kind.zh}）", f" ({kind.en})") if kind else ("", "")
    return _done(entry, Text(f"证据 {row['number']}“{name}”{zh}", f"evidence {row['number']} “{name}”{en}"))


def _marks(entry: CustodyEntry, row: Row) -> Text:
    name = _quoted(row["name"])
    about = Text(f"证据 {row['number']}“{name}”上的标注", f"marks on evidence {row['number']} “{name}”")
    return _done(entry, about)


def _comparison(entry: CustodyEntry, row: Row) -> Text:
    title = _quoted(row["title"])
    return _done(entry, Text(f"对比“{title}”", f"comparison “{title}”"))


def _deadline(entry: CustodyEntry, row: Row) -> Text:
    said, due = _quoted(row["text"]), _when(row["due_at"])
    return _done(entry, Text(f"自设期限“{said}”（{due}）", f"own deadline “{said}” ({due})"))


def _conversation(entry: CustodyEntry, row: Row) -> Text:
    title = _quoted(row["title"])
    return _done(entry, Text(f"聊天“{title}”的标题或渠道", f"title or channel of chat “{title}”"))


def _participant(entry: CustodyEntry, row: Row) -> Text:
    title, name, role = _quoted(row["title"]), _quoted(row["name"]), Role(row["role"]).label
    return _done(entry, Text(f"聊天“{title}”里“{name}”是{role.zh}", f"in chat “{title}” “{name}” is {role.en}"))


def _text(entry: CustodyEntry, row: Row) -> Text:
    part = _PARTS.get(row["part"], Text(row["part"], row["part"]))
    return _done(entry, Text(f"卷宗的{part.zh}", f"the dossier's {part.en}"))


_PARTS: Final = {
    "request": Text("请求", "request"),
    "statement": Text("事实经过", "statement"),
    "lead": Text("举报线索", "report to the authority"),
}


def _merchant(entry: CustodyEntry, row: Row) -> Text:
    name = _quoted(row["name"])
    return _identity(entry, Text(f"商家“{name}”的身份资料", f"identity of merchant “{name}”"))


def _platform(entry: CustodyEntry, row: Row) -> Text:
    name = _quoted(row["name"])
    return _identity(entry, Text(f"平台“{name}”的身份资料", f"identity of platform “{name}”"))


def _identity(entry: CustodyEntry, about: Text) -> Text:
    """Say which fields of an identity changed, where the chain kept their names; an older entry did not."""
    names = json.loads(entry.detail).get("fields", []) if entry.detail else []
    labels = [_FIELDS[name] for name in names if name in _FIELDS]
    done = _done(entry, about)
    if not labels:
        return done
    zh, en = "、".join(label.zh for label in labels), ", ".join(label.en for label in labels)
    return Text(f"{done.zh}（{zh}）", f"{done.en} ({en})")


def sender_field(name: str) -> Text:
    """Return the words for a field of the complainant that was typed anew."""
    label = _FIELDS.get(name, Text(name, name))
    return Text(f"修改：投诉人的{label.zh}", f"Edited: the complainant's {label.en}")


_FIELDS: Final = {
    "name": Text("姓名或名称", "name"),
    "contact": Text("联系人", "contact"),
    "phone": Text("电话", "telephone"),
    "address": Text("地址", "address"),
    "licence": Text("统一社会信用代码", "licence number"),
    "id_kind": Text("证件类型", "kind of identity document"),
    "id_number": Text("证件号码", "identity number"),
    "agrees_to_publish": Text("是否同意公开投诉信息", "consent to publication"),
    "agrees_to_mediation": Text("是否接受调解", "consent to mediation"),
}


def _import(entry: CustodyEntry, row: Row, brought: Sequence[tuple[str, int]]) -> Text:
    """Say what an import brought to the case's chats; one that only shows a payment is told by its name."""
    if brought and entry.action not in {"import.trashed", "undo"} and row["trashed_at"] is None:
        zh = "，".join(f"聊天“{_quoted(title)}”新增 {count} 条消息" for title, count in brought[:2])
        en = ", ".join(
            f"{count} new {'message' if count == 1 else 'messages'} in chat “{_quoted(title)}”"
            for title, count in brought[:2]
        )
        more = len(brought) - 2
        return Text(f"{zh}，另有 {more} 个聊天", f"{en}, and in {more} more") if more > 0 else Text(zh, en)
    kind, name = ImportKind(row["kind"]).label, _quoted(row["name"])
    return _done(entry, Text(f"{kind.zh}“{name}”", f"{kind.en.lower()} “{name}”"))


def _done(entry: CustodyEntry, about: Text) -> Text:
    done = _DEEDS.get(entry.action, CHANGED)
    return Text(f"{done.zh}：{about.zh}", f"{done.en}: {about.en}")


_ADDED: Final = Text("新增", "Added")
_EDITED: Final = Text("修改", "Edited")
_TRASHED: Final = Text("移到回收站", "Moved to the trash")
_RESTORED: Final = Text("从回收站恢复", "Restored")
_DEEDS: Final = {
    "order.edited": _EDITED,
    "order.listed": _EDITED,
    "order.trashed": _TRASHED,
    "order.restored": _RESTORED,
    "evidence.added": _ADDED,
    "evidence.made": _ADDED,
    "evidence.shared": _ADDED,
    "evidence.redacted": _ADDED,
    "chat.pasted": _ADDED,
    "call.recorded": _ADDED,
    "import.recorded": _ADDED,
    "import.trashed": _TRASHED,
    "evidence.edited": Text("修改说明", "Description edited"),
    "evidence.trashed": _TRASHED,
    "evidence.restored": _RESTORED,
    "evidence.reordered": Text("调整顺序", "Reordered"),
    "evidence.marked": _EDITED,
    "comparison.saved": Text("保存", "Saved"),
    "comparison.trashed": _TRASHED,
    "deadline.set": _ADDED,
    "deadline.closed": Text("了结", "Closed"),
    "chat.described": _EDITED,
    "chat.roles_told": Text("说明身份", "Who is who"),
    "dossier.text_edited": Text("改写", "Rewritten"),
    "identity.recorded": _EDITED,
    "undo": Text("撤销一步", "A step undone"),
}
_TOLD: Final[Mapping[str, Callable[[CustodyEntry, Row], Text]]] = {
    ORDERS: _order,
    ORDER_STATUSES: _status,
    EVIDENCE: _evidence,
    EVIDENCE_MARKS: _marks,
    COMPARISONS: _comparison,
    CANCELLATIONS: _opened,
    CANCELLATION_EVENTS: _event,
    SENT_LETTERS: _letter,
    OWN_DEADLINES: _deadline,
    CARD_CODES: _code,
    PAYMENT_LINKS: _link,
    MESSAGE_MARKS: _relied,
    CONVERSATIONS: _conversation,
    CONVERSATION_ORDERS: _joined,
    PARTICIPANTS: _participant,
    DOSSIER_TEXTS: _text,
    PLATFORM_RULES: _rule,
    PLATFORMS: _platform,
    MERCHANTS: _merchant,
}


def _quoted(text: str) -> str:
    """Return the beginning of a text as one line, without characters that nobody sees or that turn the line round."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text[: 10 * _QUOTED]).split())
    return line if len(line) <= _QUOTED else f"{line[:_QUOTED]}…"


def _amount(fen: int, currency: str) -> Text:
    money = Money(fen, currency)
    return Text(f"{money} 元", money.shown) if currency == "CNY" else Text(money.shown, money.shown)


def _when(stored: str) -> str:
    return shown(from_stored(stored), seconds=False)
