"""Which app a phone's screenshot shows, from the package or label in the file's name."""

from __future__ import annotations

import re
from typing import Final

from app.domain.words import Text

ALIPAY: Final = Text("支付宝", "Alipay")
WECHAT: Final = Text("微信", "WeChat")
QQ: Final = Text("QQ", "QQ")
UNIONPAY: Final = Text("云闪付", "UnionPay")
WECOM: Final = Text("企业微信", "WeCom")
DINGTALK: Final = Text("钉钉", "DingTalk")
TIM: Final = Text("TIM", "TIM")
_TAOBAO: Final = Text("淘宝", "Taobao")
_JD: Final = Text("京东", "JD")
_BROWSER: Final = Text("浏览器", "Browser")

PACKAGES: Final = {
    "com.eg.android.alipaygphone": ALIPAY,
    "com.tencent.mm": WECHAT,
    "com.tencent.mobileqq": QQ,
    "com.tencent.tim": TIM,
    "com.tencent.wework": WECOM,
    "com.alibaba.android.rimet": DINGTALK,
    "com.unionpay": UNIONPAY,
    "com.jingdong.app.mall": _JD,
    "com.taobao.taobao": _TAOBAO,
    "com.taobao.idlefish": Text("闲鱼", "Xianyu"),
    "com.tmall.wireless": Text("天猫", "Tmall"),
    "com.xunmeng.pinduoduo": Text("拼多多", "Pinduoduo"),
    "com.sankuai.meituan": Text("美团", "Meituan"),
    "com.ss.android.ugc.aweme": Text("抖音", "Douyin"),
    "com.android.browser": _BROWSER,
    "com.android.chrome": Text("Chrome 浏览器", "Chrome"),
    "com.tencent.mtt": Text("QQ 浏览器", "QQ Browser"),
    "com.ucmobile": Text("UC 浏览器", "UC Browser"),
}
"""Android packages, lower case, with the name that people know the app by."""

_LABELS: Final = {text: app for app in PACKAGES.values() for text in (app.zh.casefold(), app.en.casefold())} | {
    "weixin": WECHAT,
    "手机qq": QQ,
    "浏览器": _BROWSER,
    "手机淘宝": _TAOBAO,
}

_HASH = re.compile(r"[0-9a-f]{32}", re.IGNORECASE)
LABEL_LIMIT: Final = 40


def app_name(mark: str | None) -> Text | None:
    """Return the app's name from its package or label; an unknown one as it is written, a hash as None."""
    if mark is None or _HASH.fullmatch(mark):
        return None
    mark = "".join(character for character in mark if character.isprintable()).strip(" _-")[:LABEL_LIMIT]
    known = PACKAGES.get(mark.casefold()) or _LABELS.get(mark.casefold())
    return known or (Text(mark, mark) if mark else None)
