"""The two worked stories of the field guide with every part: goods that never came, and five yuan kept back."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from PIL import ImageDraw

from app.domain.deadline import DeadlineState
from app.domain.marks import Region
from app.domain.money import Money
from app.domain.times import SHANGHAI
from app.dossier.case_parts import (
    Actor,
    Claim,
    ClauseQuote,
    Complainant,
    ComplaintForm,
    DeadlineRow,
    LawQuote,
    LeadSheet,
    Paragraph,
    Redaction,
    RefundRow,
    Respondent,
    SentLetter,
    Summary,
    TimelineEvent,
)
from app.dossier.outline import (
    Comparison,
    Dossier,
    Exhibit,
    Integrity,
    Picture,
    Recipient,
    Said,
    ShownCopy,
    Side,
    StatementRows,
    Transcript,
)
from tests.dossier.samples import (
    ORDER,
    Bytes,
    chat,
    desktop,
    document,
    dossier,
    encoded,
    exhibit,
    order_page,
    order_sheet,
    payment,
)

HEAD = hashlib.sha256(b"head of the chain").hexdigest()
PERSON = Complainant("张三", "138 0000 5678", "居民身份证", "", "浙江省杭州市西湖区某路 1 号", True, None)
SELLER = Respondent("极速发卡", "", "浙江省杭州市某区某街 8 号（平台公示地址）", "")
CLAUSE = "虚拟商品订单在商家未确认发货前，用户可自行取消；商家确认发货后，需双方协商一致方可取消。"
LATE_CLAUSE = "商家延迟发货 30 分钟以上的，用户可申请取消订单并全额退款。"
LAWS = (
    LawQuote(
        "《中华人民共和国消费者权益保护法》",
        "第五十三条",
        "经营者以预收款方式提供商品或者服务的，应当按照约定提供。未按照约定提供的，应当按照消费者的要求履行约定或者退回"
        "预付款；并应当承担预付款的利息、消费者必须支付的合理费用。",
        "LawRefBook/Laws 2f4c5c2",
        "2025-04-19",
        "请求第1项",
    ),
    LawQuote(
        "《中华人民共和国电子商务法》",
        "第二十条",
        "电子商务经营者应当按照承诺或者与消费者约定的方式、时限向消费者交付商品或者服务，并承担商品运输中的风险和责任。"
        "但是，消费者另行选择快递物流服务提供者的除外。",
        "LawRefBook/Laws 2f4c5c2",
        "2025-04-19",
        "延迟发货",
    ),
)


def at(day: int, hour: int, minute: int, second: int = 0) -> datetime:
    """Return an instant of September 2026 in China time."""
    return datetime(2026, 9, day, hour, minute, second, tzinfo=SHANGHAI)


def transcript(count: int = 0) -> Transcript:
    """Return the story's dialogue, or `count` messages of it over and over."""
    words = (
        Said("2026-09-01 14:05:20", "张三", "你好，订单 KM20260901001 还没到账", is_mine=True),
        Said("2026-09-01 14:06:02", "极速发卡", "亲，系统排队中，请耐心等待哦😊"),
        Said(
            "2026-09-01 14:07:11",
            "张三",
            "页面写的是付款后 10 分钟内到账，现在已经过去两个多小时了。因家中急事需要退款，订单号 KM20260901001，"
            "商品为腾讯游戏点券，尚未发货，希望取消订单并退款。",
            is_mine=True,
            is_relied_upon=True,
        ),
        Said("2026-09-01 14:10:40", "极速发卡", "虚拟商品已锁定库存，不能取消", is_relied_upon=True),
        Said("2026-09-01 14:12:00", "张三", "订单还是待发货", is_mine=True, is_resolved=True),
        Said("2026-09-02 09:30:00", "平台客服", "已收到您的介入申请，48 小时内反馈处理结果。", is_relied_upon=True),
        Said("2026-09-02 09:31:15", "张三", "好的", is_mine=True, note="附图见证据1"),
    )
    said = tuple(words[index % len(words)] for index in range(count)) if count else words
    return Transcript("平台订单沟通窗口", True, ("张三（买家）", "极速发卡（商家）", "平台客服"), said)


def redacted(number: int) -> Exhibit:
    """Return an order page of which a copy with a black bar is shown."""
    original, picture = order_page(), order_page()
    ImageDraw.Draw(picture).rectangle((600, 910, 1000, 980), fill="#000000")
    data, copy = encoded(original), encoded(picture)
    shown = ShownCopy(
        Bytes(copy),
        "image/png",
        len(copy),
        hashlib.sha256(copy).hexdigest(),
        Picture(1080, 2400),
        hidden=("手机号码（充值账号）",),
    )
    return exhibit(
        number,
        data,
        title="订单详情页（待发货）",
        shown=shown,
        original_state="手机截屏原文件",
        original_place="张三的手机（小米 13），相册",
        content="订单号 KM20260901001，实付 100.00 元，状态待发货。",
    )


@cache
def _exhibits() -> tuple[Exhibit, ...]:
    log = "2026-09-01 14:05:20 张三 你好".encode()
    rows = StatementRows(
        ("交易时间", "交易对方", "商品说明", "收/支", "金额", "交易单号"),
        (
            ("2026-09-01 12:00:05", "极速发卡", "腾讯游戏点券 100元", "支出", "100.00", "2026090122001412341000123456"),
            ("2026-09-05 10:12:44", "极速发卡", "退款", "收入", "95.00", "2026090522001412341000654321"),
        ),
        frozenset({4}),
    )
    comparison = Comparison(
        Side("商品宣传页", exhibit=4),
        Side("订单详情页", exhibit=0),
        (
            "宣传页承诺“付款后 10 分钟内到账，超时可取消”；订单在 2 小时后仍为待发货。",
            "宣传页价格与实付金额相同，均为 100.00 元。",
        ),
    )
    return (
        redacted(1),
        exhibit(
            2,
            encoded(order_page()),
            title="订单详情页（两小时后）",
            captured="2026-09-01 14:03:10（截取时间，据文件名）",
            purpose="证明付款两小时后仍未发货。",
        ),
        exhibit(
            3,
            encoded(payment()),
            title="支付宝付款成功页",
            kind_label="付款记录",
            purpose="证明已付款 100.00 元。",
        ),
        document(
            4,
            b"statement",
            title="支付宝交易明细（两行）",
            kind_label="付款记录",
            body=rows,
            purpose="证明 100.00 元付出、95.00 元退回。",
        ),
        exhibit(
            5, encoded(desktop(), "JPEG", quality=88), title="商品宣传页", kind_label="商品宣传页", source="电脑浏览器",
            purpose="证明商家承诺 10 分钟内到账、超时可取消。",
        ),
        exhibit(
            6,
            encoded(chat(12)),
            title="与商家的聊天截图",
            kind_label="聊天记录",
            source="平台内聊天窗口",
            purpose="证明商家拒绝取消。",
        ),
        document(
            7,
            log,
            title="与商家的聊天记录（文字）",
            kind_label="聊天记录",
            body=transcript(),
            source="平台导出",
            file_name="chat.txt",
            media_type="text/plain",
            purpose="证明买家在平台内提出取消，商家以库存锁定为由拒绝。",
        ),
        document(
            8, b"comparison", title="宣传与订单对比", kind_label="对比说明", body=comparison, file_name="compare.json",
            media_type="application/json", purpose="证明实际与宣传不符。", made_from="由证据5与证据1制作，未改动其内容",
        ),
    )  # fmt: skip


def _events() -> tuple[TimelineEvent, ...]:
    return (
        TimelineEvent(at(1, 12, 0, 5), "下单并付款 100.00 元，商家承诺 10 分钟内到账", "支付宝", (0, 2), Actor.MONEY),
        TimelineEvent(at(1, 14, 3, 10), "订单仍为待发货", "订单页", (1,), Actor.OTHER),
        TimelineEvent(at(1, 14, 7, 11), "要求取消订单并全额退款", "平台订单沟通", (5, 6), Actor.BUYER),
        TimelineEvent(at(1, 14, 10, 40), "以“虚拟商品已锁定库存”为由拒绝取消", "平台订单沟通", (5, 6), Actor.MERCHANT),
        TimelineEvent(
            at(2, 9, 30), "受理介入申请，承诺 48 小时内反馈", "平台客服", (6,), Actor.PLATFORM, is_resolved=True
        ),
    )


def _late_deadlines() -> tuple[DeadlineRow, ...]:
    return (
        DeadlineRow(
            "充值到账", at(1, 12, 0, 5), at(1, 12, 10, 5), DeadlineState.MISSED, "商品宣传页：付款后 10 分钟内到账",
            exhibits=(4,),
        ),
        DeadlineRow(
            "平台反馈处理结果", at(2, 9, 30), at(4, 9, 30), DeadlineState.MISSED, "平台规则：客服介入 48 小时内反馈",
            at(4, 15, 0), exhibits=(6,),
        ),
        DeadlineRow(
            "商家首次答复", at(1, 14, 5, 20), at(1, 14, 35, 20), DeadlineState.MET, "平台规则：商家 30 分钟内答复",
            at(1, 14, 6, 2),
        ),
        DeadlineRow(
            "市场监督管理部门受理", at(5, 0, 0), at(14, 23, 59, 59), DeadlineState.RUNNING, "总局令第121号第十五条",
            is_estimated=True, warning="以提交之日为收到之日",
        ),
    )  # fmt: skip


def late_delivery(recipient: Recipient) -> Dossier:
    """Return the first story: points that never came, refused with “the stock is locked”; nothing was paid back."""
    return replace(
        _common(recipient),
        stated_at=at(5, 10, 30),
        request="请平台介入：取消订单 KM20260901001，并将实付 100.00 元全额原路退回支付宝。",
        summary=Summary(Money(100_00), Money(0), Money(100_00), 4, "承诺到账时间 2026-09-01 12:10"),
        claims=(
            Claim(
                "取消订单，退还货款",
                Money(100_00),
                "平台规则：未发货前可自行取消；消费者权益保护法第五十三条",
                (0, 1, 2),
            ),
            Claim("书面说明未按期处理的原因", None, "平台规则：48 小时内反馈", (6,)),
        ),
        timeline=_events(),
        deadlines=_late_deadlines(),
        refunds=(RefundRow("订单 KM20260901001", Money(100_00), Money(0), None, None, "", "尚未退款", (2,)),),
    )


def kept_fee(recipient: Recipient) -> Dossier:
    """Return the second story: 100 paid, 95 back, five kept as a fee that nobody had announced."""
    story = late_delivery(recipient)
    return replace(
        story,
        stated_at=at(6, 9, 0),
        request="请平台介入：商家扣下的 5.00 元“手续费”下单前未告知，请全额补退。",
        summary=Summary(Money(100_00), Money(95_00), Money(5_00), 1, "退款到账 2026-09-05 10:12"),
        claims=(Claim("补退被扣的手续费", Money(5_00), "平台规则没有手续费条款；下单前未告知", (3,)),),
        timeline=(
            *story.timeline,
            TimelineEvent(at(5, 10, 12, 44), "退回 95.00 元，称扣除 5% 手续费", "支付宝", (3,), Actor.MONEY),
        ),
        refunds=(
            RefundRow(
                "订单 KM20260901001", Money(100_00), Money(95_00), Money(5_00), at(5, 10, 12, 44), "支付宝",
                "商家称“手续费 5%”", (3,),
            ),
        ),
    )  # fmt: skip


def _common(recipient: Recipient) -> Dossier:
    facts = (
        "2026年9月1日12时00分，本人在测试卡盟网站向极速发卡购买腾讯游戏点券（100元），"
        "支付宝实付 100.00 元，订单号 KM20260901001。\n"
        "商品页承诺付款后 10 分钟内到账。至 14 时 03 分订单仍为“待发货”。"
        "本人在平台内要求取消并退款，商家以库存锁定为由拒绝。\n"
        "平台客服 9 月 2 日受理介入，承诺 48 小时内反馈，超期未反馈。争议金额 100.00 元。证明材料见证据目录。"
    )
    return dossier(
        *_exhibits(),
        recipient=recipient,
        orders=(order_sheet(heading=ORDER),),
        prepared_by="张三（买家）",
        integrity=Integrity(128, HEAD, "全部 128 条记录连续无缺；自导入之日起未改变。", has_code=True),
        statement=tuple(
            Paragraph(words, cited)
            for words, cited in zip(facts.splitlines(), ((0, 2), (1, 4, 5), (6,)), strict=True)
        ),
        clauses=(
            ClauseQuote(
                CLAUSE,
                "测试卡盟用户协议 第 5.2 条",
                "2026-08-30 21:04",
                "取消订单",
                None,
                "订单未发货，商家仍拒绝取消。",
            ),
            ClauseQuote(LATE_CLAUSE, "商品宣传页", "2026-09-01 12:01", "延迟发货", 4),
        ),
        laws=LAWS,
        complaint=ComplaintForm(PERSON, SELLER, facts),
        lead=LeadSheet(SELLER, "商品页标示“10 分钟内到账”，实际长期无法到账。", "涉嫌虚假宣传", (4,)),
        redactions=(Redaction(0, "手机号码", Region(600, 910, 400, 70)),),
        letters=(
            SentLetter(
                "取消订单申请",
                "您好：\n"
                "订单 KM20260901001 承诺 10 分钟到账，已超过 2 小时，申请取消并全额退款。\n张三",
                "极速发卡", "平台订单沟通", at(1, 14, 7), (6,),
            ),
        ),
        submitted_on=date(2026, 9, 5),
        copies=2,
    )  # fmt: skip
