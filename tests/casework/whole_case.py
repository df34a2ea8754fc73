"""One case with everything that a dossier can hold, taken in by the use cases."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from app.casework import cancellations, chats, comparisons, complainants, evidence, orders, payments, platforms
from app.casework.cancellations import TypedEvent
from app.casework.dossiers import Export, export_dossier
from app.casework.importing.run import import_files
from app.casework.marks import save_marks
from app.casework.readings import keep_reading
from app.domain.comparisons import ComparisonSide
from app.domain.evidence import Evidence, EvidenceKind
from app.domain.marks import HiddenKind, Mark, MarkKind, Markup, Region
from app.domain.orders import Order, OrderId
from app.domain.payment_links import LinkRole
from app.domain.readings import Reading, TextLine
from app.domain.times import parse_time
from app.vault.vault import Vault
from tests.casework.importing.statement_files import alipay, alipay_row

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
AT = parse_time("2023-03-10 10:00")
RECIPIENTS = ("platform", "association", "archive")
PHONE, CARD, ID_NUMBER, MAIL = "13912345678", "6222020200112233446", "11010519491231002X", "zhang.san@example.com"
SECRETS = (PHONE, CARD, ID_NUMBER, MAIL)
"""Whole and well-formed numbers that stand in pictures, messages, notes, file names and rows."""
_FONT = RESOURCES / "fonts" / "NotoSansSC_400Regular.ttf"


@dataclass(frozen=True, slots=True)
class WholeCase:
    """The order, and the pictures on it."""

    order: OrderId
    items: tuple[Evidence, ...]


def screenshot(*lines: str, colour: str = "#FFFFFF") -> bytes:
    """Return a phone's screenshot with lines of text, each 80 pixels below the one before, from 100 down."""
    image = Image.new("RGB", (720, 1440), colour)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(str(_FONT), 36)
    for place, line in enumerate(lines):
        draw.text((40, 100 + 80 * place), line, fill="#101010", font=font)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def reading(*lines: str) -> Reading:
    """Return what a perfect reader reads on a `screenshot`."""
    font = ImageFont.truetype(str(_FONT), 36)
    return Reading(
        "test",
        tuple(
            TextLine(line, Region(40, 104 + 80 * place, max(round(font.getlength(line)), 1), 44), 0.99)
            for place, line in enumerate(lines)
        ),
    )


def chat_log(path: Path, count: int = 0) -> Path:
    """Write a log of the case's dialogue, or of `count` messages."""
    said = [
        ("wxid_me", "订单还没到账"),
        ("wxid_s", f"亲，加我微信同号 {PHONE}，邮箱 {MAIL}"),
        ("wxid_me", f"退到我的卡 {CARD} 就行"),
        ("wxid_s", "虚拟商品库存已锁定，不能取消"),
    ]
    if count:
        said = [said[place % len(said)] for place in range(count)]
    start = int(parse_time("2023-02-11 14:40").timestamp())
    document = {
        "chatlab": {"version": "0.0.2"},
        "meta": {"name": "卡商小王", "platform": "wechat", "type": "private", "ownerId": "wxid_me"},
        "members": [],
        "messages": [
            {"sender": who, "accountName": who, "timestamp": start + 7 * place, "type": 0, "content": text}
            for place, (who, text) in enumerate(said)
        ],
    }
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def whole_case(vault: Vault, folder: Path) -> WholeCase:
    """Record the case: late delivery, refused, five of a hundred yuan kept back; pictures, marks, chat, statement."""
    order = _order(vault)
    items = _pictures(vault, order, folder)
    import_files(vault, [chat_log(folder / f"和商家的聊天{PHONE}.json"), _statement(folder)])
    _chat(vault, order)
    for listed in payments.list_payments(vault):
        role = LinkRole.PAYMENT if listed.payment.row.amount.fen == order.facts.amount.fen else LinkRole.REFUND
        payments.join(vault, listed.payment.id, order.id, role)
    comparisons.save(
        vault, order.id, ComparisonSide(items[0].id), ComparisonSide(items[1].id), [f"宣传十分钟，客服电话 {PHONE}"]
    )
    _history(vault, order)
    return WholeCase(order.id, tuple(items))


def export(vault: Vault, case: OrderId, recipient: str, target: Path, at: datetime = AT, **wishes: object) -> Export:
    """Write a dossier of the case."""
    fonts = RESOURCES / "fonts"
    return export_dossier(vault, [case], recipient=recipient, target=target, fonts=fonts, at=at, **wishes)  # type: ignore[arg-type]


def _order(vault: Vault) -> Order:
    platforms.add_platform(vault, "星卡网")
    platforms.add_rule(vault, "星卡网", term="late_delivery", value="30m", text="延迟发货 30 分钟以上可以取消。")
    platforms.add_rule(vault, "星卡网", term="support_reply", value="48h", text="客服介入后 48 小时内处理。")
    typed = {
        "platform": "星卡网", "merchant": "速充小店", "number": "XK2023021114290801", "product": "腾讯 Q币 100元",
        "amount": "100.00", "paid_at": "2023-02-11 14:29:08", "pay_method": "alipay", "promise": "10m",
        "account": PHONE, "note": f"身份证 {ID_NUMBER} 已实名。",
    }  # fmt: skip
    return orders.record_order(vault, typed, status="pending_delivery").value


def _pictures(vault: Vault, order: Order, folder: Path) -> list[Evidence]:
    shots = (
        ("product_page", ("宣传页", "10 分钟内到账"), "商家宣传 10 分钟到账"),
        ("order_page", ("订单详情", f"充值号码 {PHONE}", "实付 100.00"), f"订单状态，号码 {PHONE}"),
        ("chat", ("商家：库存已锁定", f"邮箱 {MAIL}"), "商家拒绝取消"),
        ("payment", ("账单详情", f"银行卡 {CARD}"), ""),
    )
    items = []
    for number, (kind, lines, purpose) in enumerate(shots, start=1):
        file = folder / f"Screenshot_20230211-14{40 + number}00.png"
        file.write_bytes(screenshot(*lines, colour=f"#FFFFF{number}"))
        taken = evidence.add_evidence(vault, order.id, [file], kind=EvidenceKind(kind), purpose=purpose)
        (added,) = taken.value.added
        keep_reading(vault, added.evidence.original.sha256, reading(*lines))
        items.append(added.evidence)
    boxes = Markup(
        (
            Mark(MarkKind.BOX, Region(30, 90, 400, 70)),
            Mark(MarkKind.BAR, Region(20, 180, 640, 70), hidden=HiddenKind.EMAIL),
        )
    )
    save_marks(vault, items[2].id, boxes)
    return items


def _statement(folder: Path) -> Path:
    rows = (alipay_row(1), alipay_row(2, at="2023-02-13 09:00:00", yuan="95.00", status="退款成功"))
    return alipay(folder / "alipay.csv", *rows)


def _chat(vault: Vault, order: Order) -> None:
    (conversation,) = chats.list_chats(vault)
    chats.put_on_order(vault, conversation.id, order.id)
    for message in chats.read_chat(vault, conversation):
        if "不能取消" in message.read.text:
            chats.rely_upon(vault, [message.id], order.id, note="商家拒绝取消")


def _history(vault: Vault, order: Order) -> None:
    case = cancellations.open_case(vault, order.id, reason="late_delivery").value
    for typed in (
        TypedEvent("submit", at="2023-02-11 15:05", channel="platform_chat"),
        TypedEvent("refuse", at="2023-02-11 15:10", note=f"库存已锁定，找 {PHONE}", channel="platform_chat"),
        TypedEvent("ask_platform", at="2023-02-11 15:20", channel="platform_support"),
        TypedEvent("platform_for", at="2023-02-12 10:00", channel="platform_support"),
        TypedEvent("refund_received", at="2023-02-13 09:00", amount="95.00"),
    ):
        cancellations.record_event(vault, case.id, typed)
    complainants.save_person(vault, {"name": "张三", "address": "杭州市某路 1 号", "phone": "0571-88880000"})
    complainants.save_identity(vault, order, {"name": "某某数卡有限公司", "address": "杭州市某街 2 号"})
