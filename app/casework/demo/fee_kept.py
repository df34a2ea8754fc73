"""A hundred yuan paid, ninety-five back: a fee that nobody had mentioned (field guide, part 3)."""

from __future__ import annotations

from functools import partial

from app.casework.demo import papers as p
from app.casework.demo import screens as s
from app.casework.demo.cases import Beside, Case, Filed, Hidden, Paper, Relied, Shot, Step, at
from app.domain.evidence import EvidenceKind
from app.domain.marks import HiddenKind, Region
from app.domain.money import Money
from app.domain.orders import OrderStatus

_BRAND = s.Brand("蜂鸟卡券", "#F2711C", "#D95B0A")
_NUMBER = "FN26091200417785"
_PRICE, _BACK = Money(10000), Money(9500)
_PHONE = "13800138000"  # the carrier's own service number, which is nobody's
_GOODS = s.Goods("全国通用话费充值 100元", "话费\n100元", _PRICE, ("快充", "1-30分钟"), "面值 100 元")
_MERCHANT = "话费快充小店"
_PAYEE = "蜂鸟卡券（示例）商行"
_PAID_AT, _REFUNDED_AT = at("2026-09-12 20:05:12"), at("2026-09-13 09:52:30")
_PAYMENT_NUMBER = "4200009999202609120000000001"
_GOODS_SHOT, _ORDER_SHOT = "Screenshot_20260912_200501_蜂鸟卡券.png", "Screenshot_20260912_201802_蜂鸟卡券.png"
_AGREED = "已为您取消，退款将在24小时内到账"
_FEE = "取消订单要扣 5% 手续费的"
_TALK = "Screenshot_20260913_104212_蜂鸟卡券.png"
_REFUND = "Screenshot_20260913_101002_蜂鸟卡券.webp"


def _shown(day: str, time: str, battery: int) -> s.Phone:
    return s.Phone(at(f"2026-09-{day} {time}"), battery, "4G")


_CHAT = (
    s.Said(s.From.ME, "充值号码填错了，还没发货，请取消订单退款。", at("2026-09-12 20:20")),
    s.Said(s.From.OTHER, _AGREED, at("2026-09-12 20:26"), _MERCHANT),
    s.Said(s.From.ME, "只退了 95 元，少了 5 元？", at("2026-09-13 10:15")),
    s.Said(s.From.OTHER, _FEE, at("2026-09-13 10:31"), _MERCHANT),
    s.Said(s.From.ME, "下单页面和规则里都没有写手续费，请补退 5 元。", at("2026-09-13 10:33")),
    s.Said(s.From.OTHER, "[已读]", at("2026-09-13 10:40"), _MERCHANT),
)

_STATEMENT = (
    p.Paid(
        _PAID_AT,
        "商户消费",
        _PAYEE,
        "话费充值 100元",
        p.OUT,
        _PRICE,
        "零钱",
        f"已退款(¥{_BACK})",
        _PAYMENT_NUMBER,
        _NUMBER,
    ),
    p.Paid(
        _REFUNDED_AT,
        f"{_PAYEE}-退款",
        _PAYEE,
        _PAYEE,
        p.IN,
        _BACK,
        "零钱",
        f"已退款¥{_BACK}",
        "50300009992026091300000000001",
    ),
    p.Paid(
        at("2026-09-12 12:31:40"),
        "扫二维码付款",
        "面馆（示例）",
        "收款方备注:二维码收款",
        p.OUT,
        Money(1800),
        "零钱",
        "已转账",
        "10001073202609120000000000101",
        "1000107320260912000000101",
    ),
    p.Paid(
        at("2026-09-13 15:06:09"),
        "转账",
        "示例好友",
        "转账备注:微信转账",
        p.IN,
        Money(5200),
        "/",
        "已存入零钱",
        "10000500202609130000000000102",
        "1000050020260913000000102",
    ),
    p.Paid(
        at("2026-09-13 19:22:55"),
        "商户消费",
        "影城（示例）",
        "电影票 1 张",
        p.OUT,
        Money(3990),
        "零钱",
        "支付成功",
        "4200009999202609130000000103",
        "YC20260913192255",
    ),
)

CASE = Case(
    platform_url="https://fengniao.example",
    order={
        "platform": _BRAND.name,
        "merchant": _MERCHANT,
        "number": _NUMBER,
        "product": "话费充值 100元",
        "category": "话费",
        "face_value": "100.00",
        "amount": "100.00",
        "account": "138****8000",
        "pay_method": "wechat",
        "paid_at": "2026-09-12 20:05:12",
        "promise": "30m",
        "note": "商家同意取消，只退回 95.00 元，称扣 5% 手续费。下单前没有任何提示。",
    },
    reason="wrong_purchase",
    steps=(
        Step("submit", "2026-09-12 20:20", shot=_TALK),
        Step("agree", "2026-09-12 20:26", due="2026-09-13 20:26", note="退款将在24小时内到账", shot=_TALK),
        Step("refund_received", "2026-09-13 09:52:30", amount="95.00", channel=None, shot=_REFUND),
    ),
    statuses=((OrderStatus.PENDING_DELIVERY, at("2026-09-12 20:06:00")),),
    papers=(
        Paper(
            "微信支付账单(20260912-20260913).csv",
            at("2026-09-14 10:05:22"),
            partial(p.wechat, _STATEMENT, exported_at=at("2026-09-14 10:05:22")),
        ),
        Paper(f"{_MERCHANT}.txt", at("2026-09-13 10:46:10"), partial(p.copied_talk, _CHAT)),
    ),
    relied=(
        Relied(_AGREED, "商家同意取消，未提手续费"),
        Relied(_FEE, "退款之后才提出手续费"),
    ),
    beside=(
        Beside(
            _GOODS_SHOT,
            _REFUND,
            (
                "手续费：下单页没有任何手续费提示；实际退款少 5.00 元",
                "退款：页面写明“未到账全额退款”；实际 100.00 元只退 95.00 元",
            ),
            "下单前没有告知手续费，退款时被扣 5.00 元",
        ),
    ),
    hidden=(Hidden(_ORDER_SHOT, Region(746, 1554, 268, 62), HiddenKind.PHONE),),
    filed=(
        Filed(_GOODS_SHOT, "下单页 手续费", "手机相册 / 截屏"),
        Filed(_REFUND, "退款 少退5元", "手机相册 / 截屏"),
    ),
    shots=(
        Shot(
            _GOODS_SHOT,
            EvidenceKind.PRODUCT_PAGE,
            "下单前的商品页：没有任何手续费提示",
            partial(
                s.product_page,
                s.ProductPage(
                    _shown("12", "20:05", 47),
                    _BRAND,
                    _GOODS,
                    _MERCHANT,
                    sold="已售 8600+",
                    parameters=(("运营商", "三网通用"), ("到账时间", "1-30 分钟"), ("售后", "未到账全额退款")),
                    description=("填写号码后付款，系统自动充值。", "未到账全额退款。"),
                ),
            ),
        ),
        Shot(
            "Screenshot_20260912_200540_com.tencent.mm.jpg",
            EvidenceKind.PAYMENT,
            "2026-09-12 20:05:12 实付 100.00 元",
            partial(
                s.payment_page,
                s.PaymentPage(
                    _shown("12", "20:05", 47),
                    _PAYEE,
                    _PRICE,
                    "话费充值 100元",
                    _PAID_AT,
                    "零钱",
                    _PAYMENT_NUMBER,
                    _NUMBER,
                    s.PayStyle.GREEN,
                    "支付成功",
                ),
            ),
        ),
        Shot(
            _ORDER_SHOT,
            EvidenceKind.ORDER_PAGE,
            "订单号、商品、实付金额；取消前状态为待发货",
            partial(
                s.order_page,
                s.OrderPage(
                    _shown("12", "20:18", 45),
                    _BRAND,
                    "待发货",
                    "商家正在处理",
                    _GOODS,
                    _MERCHANT,
                    _NUMBER,
                    _PRICE,
                    at("2026-09-12 20:04:50"),
                    at("2026-09-12 20:05:12"),
                    "微信支付",
                    account=_PHONE,
                ),
            ),
            OrderStatus.PENDING_DELIVERY,
            at("2026-09-12 20:18:02"),
        ),
        Shot(
            _REFUND,
            EvidenceKind.REFUND,
            "实际只退回 95.00 元，少退 5.00 元",
            partial(
                s.refund_page,
                s.RefundPage(
                    _shown("13", "10:10", 88),
                    _BRAND,
                    "退款成功",
                    "款项已退回微信支付",
                    _NUMBER,
                    _PRICE,
                    _BACK,
                    "微信支付（零钱）",
                    "充值号码填错",
                    steps=(
                        s.Step("退款到账", at("2026-09-13 09:52:30"), "¥95.00 已退回"),
                        s.Step("商家同意取消", at("2026-09-12 20:26:10")),
                        s.Step("申请取消", at("2026-09-12 20:20:44")),
                    ),
                ),
            ),
            OrderStatus.CANCELLED,
            at("2026-09-13 10:10:02"),
        ),
        Shot(
            _TALK,
            EvidenceKind.CHAT,
            "商家同意取消、承诺 24 小时内到账；事后称扣 5% 手续费",
            partial(
                s.chat_page,
                s.ChatPage(_shown("13", "10:42", 86), _MERCHANT, _CHAT, _BRAND, "平台内沟通", is_long=True),
            ),
        ),
    ),
)
