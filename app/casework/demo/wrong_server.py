"""Points that went to the wrong game server: part of them unused (field guide, challenge 2)."""

from __future__ import annotations

from functools import partial

from app.casework.demo import papers as p
from app.casework.demo import screens as s
from app.casework.demo.cases import Beside, Case, Filed, Paper, Relied, Shot, Step, at
from app.domain.evidence import EvidenceKind
from app.domain.money import Money
from app.domain.orders import OrderStatus

_BRAND = s.Brand("星河点卡网", "#7A4DF0", "#5B33C7")
_NUMBER = "XH-260918-0093412"
_PRICE = Money(49800)
_GOODS = s.Goods("网游元宝 5000 代充（指定区服）", "元宝\n5000", _PRICE, ("人工代充", "30分钟"), "区服：青云阁")
_MERCHANT = "阿星代充工作室"
_PAYEE, _PAID_FOR = "星河网络（示例）有限公司", "星河点卡网-网游元宝 5000"
_PAID_AT = at("2026-09-18 20:31:07")
_PAYMENT_NUMBER = "2026091822001418961400000002"
_ORDER_SHOT, _TOP_UP_SHOT = "Screenshot_2026-09-18-20-30-11.png", "Screenshot_2026-09-18-21-05-52.png"
_FRIEND = "阿星代充"
_LATEST = "亲，您账号在流云渡也有角色的，系统默认充最近登录的"
_OFFER = "老板说最多补偿一张 20 元商品券"
_CLAIM = "不同意。4200 元宝按单价折合 418.32 元，请退 418.32 元。"
_ADMITTED = "兄弟 区服确实是我们这边选错了"
_TALK = "Screenshot_2026-09-18-21-50-07.png"


def _shown(time: str, battery: int) -> s.Phone:
    return s.Phone(at(f"2026-09-18 {time}"), battery)


def _long_talk() -> tuple[s.Said, ...]:
    lines = (
        ("me", "老板，我下单选的是“青云阁”区，元宝充到“流云渡”去了。"),
        ("other", "我看看哈"),
        ("other", _LATEST),
        ("me", "订单里写的区服是青云阁，截图发你了。"),
        ("picture", "下单时的订单页，区服写着青云阁"),
        ("other", "已经到账的没法撤回呀，这个是游戏那边的规则"),
        ("me", "流云渡我基本不玩，到账 5000，误点用掉了 800，还剩 4200 没动。"),
        ("picture", "充值记录：到账 5000，余 4200"),
        ("other", "那您用掉的肯定退不了"),
        ("me", "用掉的 800 我认，剩下 4200 请按比例退款，或者在青云阁补 4200。"),
        ("other", "我请示下老板"),
        ("other", _OFFER),
        ("me", _CLAIM),
        ("other", "这个真没办法😅"),
        ("me", "那我申请平台客服介入，请平台按未使用部分处理。"),
        ("system", "您已申请客服介入"),
        ("support", "您好，这里是平台客服，已收到您的申请，请提供下单截图和到账记录。"),
        ("me", "已上传：订单页（区服青云阁）、到账记录（流云渡 5000，余 4200）。"),
        ("support", "收到，我们会联系商家核实，48 小时内答复您。"),
    )
    said = []
    for number, (who, text) in enumerate(lines):
        moment = at(f"2026-09-18 21:{10 + number * 2:02d}")
        match who:
            case "me":
                said.append(s.Said(s.From.ME, text, moment))
            case "picture":
                said.append(s.Said(s.From.ME, text, moment, has_picture=True))
            case "system":
                said.append(s.Said(s.From.SYSTEM, text, moment))
            case "support":
                said.append(s.Said(s.From.OTHER, text, moment, "平台客服 07", is_support=True))
            case _:
                said.append(s.Said(s.From.OTHER, text, moment, _MERCHANT))
    return tuple(said)


_PRIVATE = (
    s.Said(s.From.OTHER, _ADMITTED, at("2026-09-18 22:01")),
    s.Said(s.From.ME, "那请在平台里回复退款，私下说不算数。", at("2026-09-18 22:03")),
)

_STATEMENT = (
    p.Paid(
        _PAID_AT,
        "文化休闲",
        _PAYEE,
        _PAID_FOR,
        p.OUT,
        _PRICE,
        "示例银行储蓄卡(0000)",
        "交易成功",
        _PAYMENT_NUMBER,
        _NUMBER,
        "xin***@xinghe.example",
    ),
    p.Paid(
        at("2026-09-18 12:04:51"),
        "餐饮美食",
        "食堂（示例）",
        "午餐",
        p.OUT,
        Money(1650),
        "余额宝",
        "交易成功",
        "2026091822001418961400000201",
        "ST20260918120451",
    ),
    p.Paid(
        at("2026-09-18 23:10:02"),
        "转账红包",
        "示例同事",
        "收到转账",
        p.IN,
        Money(3000),
        "余额",
        "交易成功",
        "2026091822001418961400000202",
    ),
)

CASE = Case(
    platform_url="https://xinghe.example",
    order={
        "platform": _BRAND.name,
        "merchant": _MERCHANT,
        "number": _NUMBER,
        "product": "网游元宝 5000（青云阁区）",
        "category": "游戏点券",
        "face_value": "500.00",
        "amount": "498.00",
        "account": "青云阁 · 角色 <云中鹤>",
        "pay_method": "alipay",
        "paid_at": "2026-09-18 20:31:07",
        "promise": "30m",
        "note": "充到了错误的区服“流云渡”。到账 5000，误用 800，未使用 4200，折合 418.32 元。",
    },
    reason="wrong_delivery",
    want="partial",
    claimed="418.32",
    steps=(
        Step("submit", "2026-09-18 21:10", shot=_TALK),
        Step("offer", "2026-09-18 21:32", amount="20.00", note="最多补偿一张 20 元商品券", shot=_TALK),
        Step("ask_platform", "2026-09-18 21:40", channel="platform_support"),
    ),
    statuses=((OrderStatus.PENDING_DELIVERY, at("2026-09-18 20:32:00")),),
    papers=(
        Paper(
            "支付宝交易明细(20260918-20260918).csv",
            at("2026-09-19 08:30:17"),
            partial(p.alipay, _STATEMENT, exported_at=at("2026-09-19 08:30:17")),
        ),
        Paper(f"{_MERCHANT}.txt", at("2026-09-18 21:52:40"), partial(p.copied_talk, _long_talk())),
        Paper(
            f"我 和 {_FRIEND} 在微信上的聊天记录.txt",
            at("2026-09-18 22:06:12"),
            partial(p.mailed_talk, _PRIVATE, other=_FRIEND),
        ),
    ),
    relied=(
        Relied(_LATEST, "商家承认充到了流云渡"),
        Relied(_OFFER, "商家的补偿方案"),
        Relied(_CLAIM, "退款金额的算法"),
        Relied(_ADMITTED, "商家承认选错区服"),
    ),
    beside=(
        Beside(
            _ORDER_SHOT,
            _TOP_UP_SHOT,
            (
                "区服：订单写明“青云阁”；实际充到“流云渡”",
                "可用数量：应得 5000；在青云阁可用 0，流云渡余 4200 未使用",
            ),
            "到账区服与订单不符",
        ),
    ),
    filed=(
        Filed(_ORDER_SHOT, "区服 下单页", "手机相册 / 截屏"),
        Filed(_TOP_UP_SHOT, "区服 到账", "手机相册 / 截屏"),
    ),
    shots=(
        Shot(
            _ORDER_SHOT,
            EvidenceKind.ORDER_PAGE,
            "下单时选择的区服是“青云阁”，实付 498.00 元",
            partial(
                s.order_page,
                s.OrderPage(
                    _shown("20:33", 58),
                    _BRAND,
                    "待发货",
                    "人工代充，预计 30 分钟内完成",
                    _GOODS,
                    _MERCHANT,
                    _NUMBER,
                    _PRICE,
                    at("2026-09-18 20:30:44"),
                    at("2026-09-18 20:31:07"),
                    account="青云阁 · 云中鹤",
                    more=(("充值区服", "青云阁"),),
                ),
            ),
            OrderStatus.PENDING_DELIVERY,
            at("2026-09-18 20:33:11"),
        ),
        Shot(
            "Screenshot_2026-09-18-20-31-40-118_com.eg.android.AlipayGphone.jpg",
            EvidenceKind.PAYMENT,
            "2026-09-18 20:31:07 实付 498.00 元",
            partial(
                s.payment_page,
                s.PaymentPage(
                    _shown("20:31", 58),
                    _PAYEE,
                    _PRICE,
                    _PAID_FOR,
                    _PAID_AT,
                    "储蓄卡（尾号 0000）",
                    _PAYMENT_NUMBER,
                    _NUMBER,
                ),
            ),
        ),
        Shot(
            _TOP_UP_SHOT,
            EvidenceKind.DELIVERY,
            "到账区服是“流云渡”：到账 5000，已用 800，未使用 4200",
            partial(
                s.top_up_record,
                s.TopUpRecord(
                    _shown("21:05", 49),
                    s.Brand("云游互娱", "#14927B", "#0E7462"),
                    "云中鹤",
                    "流云渡",
                    "4200",
                    (
                        s.TopUp("购买外观", at("2026-09-18 20:58:31"), "-800", "4200"),
                        s.TopUp("元宝到账（代充）", at("2026-09-18 20:52:09"), "+5000", "5000"),
                    ),
                ),
            ),
            OrderStatus.DELIVERED,
            at("2026-09-18 21:05:52"),
        ),
        Shot(
            _TALK,
            EvidenceKind.CHAT,
            "要求按未使用的 4200 退款，商家只同意 20 元商品券；已申请客服介入",
            partial(
                s.chat_page,
                s.ChatPage(
                    _shown("21:50", 40),
                    _MERCHANT,
                    _long_talk(),
                    _BRAND,
                    "平台内沟通",
                    order=s.OrderCard("网游元宝 5000", "元宝", _PRICE, _NUMBER, "已发货"),
                    is_long=True,
                ),
            ),
        ),
        Shot(
            "mmexport1789740300000.jpg",
            EvidenceKind.CHAT,
            "商家在微信上再次确认充错区服",
            partial(
                s.chat_page,
                s.ChatPage(
                    _shown("22:04", 36),
                    _FRIEND,
                    _PRIVATE,
                    is_private=True,
                ),
            ),
        ),
    ),
)
