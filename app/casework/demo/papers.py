"""The sample cases' statements and chats, written as the payment services and the apps export them.

Layouts: formats.md, sections 1.1.a (Alipay), 1.2 (WeChat Pay) and 2.0.a (chat mailed by WeChat). Sums and counts in a
statement's head are counted from its rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from app.casework.demo.screens import From, Said
from app.domain.money import Money
from app.domain.times import SHANGHAI

OUT, IN, NEUTRAL = "支出", "收入", ""
_PLATFORM_NOTICE = "平台通知"


@dataclass(frozen=True, slots=True)
class Paid:
    """One row of a statement; `direction` is OUT, IN or NEUTRAL, `category` the service's own word."""

    at: datetime
    category: str
    counterparty: str
    product: str
    direction: str
    amount: Money
    method: str
    status: str
    number: str
    merchant_number: str = ""
    account: str = "/"


def alipay(rows: Sequence[Paid], *, exported_at: datetime) -> bytes:
    """Return a statement as the Alipay app mails it: CSV in GB18030, newest row first."""
    newest = sorted(rows, key=lambda row: row.at, reverse=True)
    first, last = _days(newest)
    lines = [
        "-" * 84,
        "导出信息：",
        "姓名：示例用户",
        "支付宝账户：sha***@example.com",
        f"起始时间：[{first}]    终止时间：[{last}]",
        "导出交易类型：[全部]",
        f"导出时间：[{_second(exported_at)}]",
        f"共{len(newest)}笔记录",
        f"收入：{_summed(newest, IN)}",
        f"支出：{_summed(newest, OUT)}",
        f"不计收支：{_summed(newest, NEUTRAL)}",
        "",
        "特别提示：",
        "1.本明细仅展示当前账单中的交易，不包括已删除的记录；",
        "2.本明细仅供个人对账使用。",
        "",
        "------------------------支付宝（中国）网络技术有限公司  电子客户回单------------------------",
        "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,",
    ]
    for row in newest:
        direction = row.direction or "不计收支"
        said = f"{row.category},{row.counterparty},{row.account},{row.product},{direction},{row.amount},{row.method}"
        lines.append(f"{_second(row.at)},{said},{row.status},{row.number}\t,{row.merchant_number}\t,,")
    return "".join(f"{line}\r\n" for line in lines).encode("gb18030")


def wechat(rows: Sequence[Paid], *, exported_at: datetime) -> bytes:
    """Return a statement as WeChat Pay mails it: CSV in UTF-8 with a byte order mark, newest row first."""
    newest = sorted(rows, key=lambda row: row.at, reverse=True)
    first, last = _days(newest)
    head = [
        "微信支付账单明细",
        "微信昵称：[示例用户]",
        f"起始时间：[{first}] 终止时间：[{last}]",
        "导出类型：[全部]",
        f"导出时间：[{_second(exported_at)}]",
        "",
        f"共{len(newest)}笔记录",
        f"收入：{_summed(newest, IN)}",
        f"支出：{_summed(newest, OUT)}",
        f"中性交易：{_summed(newest, NEUTRAL)}",
        "注：",
        "1. 充值/提现/理财通购买/零钱通存取/信用卡还款等交易，将计入中性交易",
        "2. 本明细仅展示当前账单中的交易，不包括已删除的记录",
        "3. 本明细仅供个人对账使用",
        "",
        "----------------------微信支付账单明细列表--------------------",
    ]
    lines = [line + "," * 10 for line in head]
    lines.append("交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注")
    for row in newest:
        said = f'{row.category},{row.counterparty},"{row.product}",{row.direction or "/"},¥{row.amount},{row.method}'
        lines.append(f'{_second(row.at)},{said},{row.status},{row.number}\t,{row.merchant_number or "/"}\t,"/"')
    return "\ufeff".encode() + "".join(f"{line}\r\n" for line in lines).encode()


def copied_talk(said: Sequence[Said]) -> bytes:
    """Return a chat as it is copied out of a platform's window: who and when on a line, the words below it."""
    blocks = [f"{_speaker(one)} {_minute(one.at)}\n{_words(one)}\n" for one in said]
    return "\n".join(blocks).encode()


def mailed_talk(said: Sequence[Said], *, other: str) -> bytes:
    """Return a chat of two as WeChat on the phone mails it."""
    lines = [f"我 和 {other} 在微信上的聊天记录如下，请查收。", ""]
    for day, messages in groupby(said, key=lambda one: one.at.astimezone(SHANGHAI).date()):
        lines += [f"—————  {day.isoformat()}  —————", "", ""]
        for one in messages:
            speaker = "我" if one.by is From.ME else other
            lines += [f"{speaker}  {one.at.astimezone(SHANGHAI):%H:%M}", "", _words(one), ""]
    return "\n".join(lines).encode()


def _speaker(one: Said) -> str:
    return {From.ME: "我", From.SYSTEM: _PLATFORM_NOTICE}.get(one.by, one.name)


def _words(one: Said) -> str:
    return f"[图片] {one.text}" if one.has_picture else one.text


def _summed(rows: Sequence[Paid], direction: str) -> str:
    alike = [row for row in rows if row.direction == direction]
    return f"{len(alike)}笔 {Money(sum(row.amount.fen for row in alike))}元"


def _days(newest: Sequence[Paid]) -> tuple[str, str]:
    first, last = (row.at.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0) for row in (newest[-1], newest[0]))
    return _second(first), _second(last + timedelta(days=1, seconds=-1))


def _second(instant: datetime) -> str:
    return f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def _minute(instant: datetime) -> str:
    return f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
