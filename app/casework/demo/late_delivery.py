"""Ten minutes promised, two hours waited, and “stock is locked” (field guide, step 3 and challenge 1)."""

from __future__ import annotations

from functools import partial

from app.casework.demo import papers as p
from app.casework.demo import screens as s
from app.casework.demo.cases import Beside, Case, Filed, Paper, Relied, Shot, Step, at
from app.domain.evidence import EvidenceKind
from app.domain.money import Money
from app.domain.orders import OrderStatus
from app.domain.rules import clause

_BRAND = s.Brand("云点卡盟", "#2F6BFF", "#1E4FD8")
_NUMBER = "YD202609011158207731"
_PRICE = Money(10000)
_GOODS = s.Goods(
    "腾讯游戏点券 100元 官方直充", "点券\n100元", _PRICE, ("10分钟内到账", "自动发货"), "面值 100 元 · QQ 区"
)
_MERCHANT = "极速发卡旗舰店"
_PAID_AT = at("2026-09-01 11:58:41")
_PAYMENT_NUMBER = "2026090122001418961400000001"
_PAYEE, _PAID_FOR = "云点科技（示例）有限公司", "云点卡盟-腾讯游戏点券 100元"
_GOODS_SHOT, _STATUS_SHOT = "Screenshot_20260901-115702.png", "Screenshot_20260901-140136.png"
_TALK = "Screenshot_20260901-141320.png"
_REFUSED = "虚拟商品下单后库存已锁定，不支持取消。"
_ASKED = "不等了，请取消订单并全额退款 100 元。"


def _shown(time: str, battery: int) -> s.Phone:
    return s.Phone(at(f"2026-09-01 {time}"), battery)


_CHAT = (
    s.Said(
        s.From.ME,
        "你好，订单 YD202609011158207731，页面写 10 分钟内到账，现在 1 个小时了还是待发货。",
        at("2026-09-01 13:02"),
    ),
    s.Said(s.From.OTHER, "亲，正在排队处理，请耐心等待哦", at("2026-09-01 13:06"), _MERCHANT),
    s.Said(s.From.ME, _ASKED, at("2026-09-01 13:41")),
    s.Said(s.From.OTHER, _REFUSED, at("2026-09-01 13:44"), _MERCHANT),
    s.Said(
        s.From.ME,
        "商家承诺 10 分钟到账，当前已超 2 小时。根据平台规则“延迟发货 30 分钟以上可取消”，申请取消订单并退款。",
        at("2026-09-01 14:05"),
    ),
    s.Said(s.From.OTHER, "说了不能取消，你找平台吧", at("2026-09-01 14:09"), _MERCHANT),
    s.Said(s.From.SYSTEM, "您已申请客服介入，客服将在 48 小时内处理", at("2026-09-01 14:12")),
)

_STATEMENT = (
    p.Paid(
        _PAID_AT,
        "充值缴费",
        _PAYEE,
        _PAID_FOR,
        p.OUT,
        _PRICE,
        "余额宝",
        "交易成功",
        _PAYMENT_NUMBER,
        _NUMBER,
        "yun***@yundian.example",
    ),
    p.Paid(
        at("2026-09-01 08:12:06"),
        "交通出行",
        "城市轨道（示例）",
        "地铁单程 3 站",
        p.OUT,
        Money(400),
        "余额宝",
        "交易成功",
        "2026090122001418961400000101",
        "DT2026090108120601",
    ),
    p.Paid(
        at("2026-09-01 18:40:33"),
        "日用百货",
        "便利店（示例）三店",
        "便利店购物",
        p.OUT,
        Money(2350),
        "余额宝",
        "交易成功",
        "2026090122001418961400000102",
        "BL2026090118403302",
    ),
    p.Paid(
        at("2026-09-02 07:00:12"),
        "投资理财",
        "余额宝（示例）基金",
        "余额宝-2026.09.01-收益发放",
        p.NEUTRAL,
        Money(31),
        "余额宝",
        "交易成功",
        "2026090222001418961400000103",
    ),
)

CASE = Case(
    platform_url="https://yundian.example",
    order={
        "platform": _BRAND.name,
        "merchant": _MERCHANT,
        "number": _NUMBER,
        "product": "腾讯游戏点券 100元",
        "category": "游戏点券",
        "face_value": "100.00",
        "amount": "100.00",
        "account": "QQ 2333****07",
        "pay_method": "alipay",
        "paid_at": "2026-09-01 11:58:41",
        "promise": "10m",
        "note": "下单后一直待发货。13:41 要求取消，商家以“库存已锁定”为由拒绝。",
    },
    reason="late_delivery",
    steps=(
        Step("submit", "2026-09-01 13:41", shot=_TALK),
        Step("refuse", "2026-09-01 13:44", note="虚拟商品下单后库存已锁定，不支持取消", shot=_TALK),
        Step("ask_platform", "2026-09-01 14:12", channel="platform_support"),
    ),
    clauses=(
        clause(
            term="late_delivery",
            value="30m",
            text="3.2 商家未按承诺时间发货，延迟 30 分钟以上的，用户可以取消订单，款项原路退回。",
            source="https://yundian.example/rules",
        ),
        clause(
            term="self_cancel_window",
            value="until:delivered",
            text="3.1 商家未确认发货前，用户可自行取消；商家确认发货后，需双方协商一致方可取消。",
            source="https://yundian.example/rules",
        ),
        clause(term="support_reply", value="48h", text="5.1 用户申请客服介入后，平台在 48 小时内反馈处理结果。"),
        clause(term="fee", value="none", text="4.2 下单前未明确告知的手续费、服务费，不得从退款中扣除。"),
    ),
    statuses=((OrderStatus.PENDING_DELIVERY, at("2026-09-01 12:00:00")),),
    papers=(
        Paper(
            "支付宝交易明细(20260901-20260902).csv",
            at("2026-09-03 09:12:52"),
            partial(p.alipay, _STATEMENT, exported_at=at("2026-09-03 09:12:52")),
        ),
        Paper(f"{_MERCHANT}.txt", at("2026-09-01 14:16:30"), partial(p.copied_talk, _CHAT)),
    ),
    relied=(
        Relied(_ASKED, "发货前提出取消并要求全额退款"),
        Relied(_REFUSED, "商家拒绝取消的唯一理由"),
    ),
    beside=(
        Beside(
            _GOODS_SHOT,
            _STATUS_SHOT,
            (
                "到账时间：承诺付款后 10 分钟内；实际等待 2 小时 02 分仍未到账",
                "发货方式：宣传“24 小时自动发货”；实际“等待商家发货”",
            ),
            "商家的承诺与实际不符，已超过 10 分钟的承诺 1 小时 52 分",
        ),
    ),
    filed=(
        Filed(_GOODS_SHOT, "承诺 商品页", "手机相册 / 截屏"),
        Filed(_STATUS_SHOT, "逾期", "手机相册 / 截屏"),
    ),
    shots=(
        Shot(
            _GOODS_SHOT,
            EvidenceKind.PRODUCT_PAGE,
            "商家宣传“10分钟内到账”，商品、面值与价格",
            partial(
                s.product_page,
                s.ProductPage(
                    _shown("11:57", 82),
                    _BRAND,
                    _GOODS,
                    _MERCHANT,
                    parameters=(
                        ("商品类型", "官方直充"),
                        ("适用范围", "QQ 区全部游戏"),
                        ("到账时间", "付款后 10 分钟内"),
                    ),
                    description=("24 小时自动发货，付款后 10 分钟内到账。", "超时未到账可联系客服处理。"),
                ),
            ),
        ),
        Shot(
            "Screenshot_2026-09-01-11-59-12-204_com.eg.android.AlipayGphone.jpg",
            EvidenceKind.PAYMENT,
            "2026-09-01 11:58:41 已向平台支付 100.00 元",
            partial(
                s.payment_page,
                s.PaymentPage(
                    _shown("11:59", 82),
                    _PAYEE,
                    _PRICE,
                    _PAID_FOR,
                    _PAID_AT,
                    "余额宝",
                    _PAYMENT_NUMBER,
                    _NUMBER,
                ),
            ),
        ),
        Shot(
            "Screenshot_20260901-120030.png",
            EvidenceKind.ORDER_PAGE,
            "订单号、商品、实付金额；下单时状态为待发货",
            partial(
                s.order_page,
                s.OrderPage(
                    _shown("12:00", 81),
                    _BRAND,
                    "待发货",
                    "商家承诺 10 分钟内到账，请耐心等待",
                    _GOODS,
                    _MERCHANT,
                    _NUMBER,
                    _PRICE,
                    at("2026-09-01 11:58:20"),
                    at("2026-09-01 11:58:41"),
                    account="QQ 2333****07",
                ),
            ),
            OrderStatus.PENDING_DELIVERY,
            at("2026-09-01 12:00:30"),
        ),
        Shot(
            _STATUS_SHOT,
            EvidenceKind.STATUS,
            "付款 2 小时后仍是“待发货”，已超承诺 1 小时 52 分",
            partial(
                s.status_page,
                s.StatusPage(
                    _shown("14:01", 64),
                    _BRAND,
                    "待发货",
                    "已等待 2 小时 02 分",
                    _NUMBER,
                    "腾讯游戏点券 100元",
                    (
                        s.Step("商家发货", None, "等待商家发货"),
                        s.Step("商家已接单", at("2026-09-01 11:59:05"), "商家正在处理您的订单"),
                        s.Step("付款成功", at("2026-09-01 11:58:41"), "实付 ¥100.00"),
                        s.Step("提交订单", at("2026-09-01 11:58:20")),
                    ),
                    warning="已超过商家承诺的 10 分钟",
                ),
            ),
            OrderStatus.PENDING_DELIVERY,
            at("2026-09-01 14:01:36"),
        ),
        Shot(
            _TALK,
            EvidenceKind.CHAT,
            "在平台内要求取消并退款，商家以“库存已锁定”为由拒绝；已申请客服介入",
            partial(
                s.chat_page,
                s.ChatPage(
                    _shown("14:13", 61),
                    _MERCHANT,
                    _CHAT,
                    _BRAND,
                    "平台内沟通 · 聊天记录由平台保存",
                    order=s.OrderCard("腾讯游戏点券 100元", "点券", _PRICE, _NUMBER, "待发货"),
                    is_long=True,
                ),
            ),
        ),
        Shot(
            "Screenshot_20260901-142008.png",
            EvidenceKind.RULE,
            "平台规则：延迟发货 30 分钟以上可取消；未发货前用户可自行取消",
            partial(
                s.rules_page,
                s.RulesPage(
                    _shown("14:20", 60),
                    _BRAND,
                    "虚拟商品交易规则",
                    "2026 年 6 月版",
                    (
                        (
                            "第三条　订单取消",
                            (
                                "3.1 商家未确认发货前，用户可自行取消订单；商家确认发货后，需双方协商一致方可取消。",
                                "3.2 商家未按承诺时间发货，延迟 30 分钟以上的，用户可以取消订单，款项原路退回。",
                                "3.3 商家不得以库存锁定为由拒绝未发货订单的取消申请。",
                            ),
                        ),
                        (
                            "第四条　退款",
                            (
                                "4.1 退回平台余额即时到账；退回支付宝、微信支付 1–3 个工作日到账。",
                                "4.2 下单前未明确告知的手续费、服务费，不得从退款中扣除。",
                            ),
                        ),
                        ("第五条　客服介入", ("5.1 用户申请客服介入后，平台在 48 小时内反馈处理结果。",)),
                    ),
                    ("3.2",),
                ),
            ),
        ),
    ),
)
