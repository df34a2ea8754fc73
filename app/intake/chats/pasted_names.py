"""What can be the name of somebody who speaks in a pasted text, and what is a word before a time or a colon."""

from __future__ import annotations

import re
from typing import Final

from app.intake.chats.pasted_layouts import AROUND
from app.intake.chats.times import DAY, PERIODS

ME: Final = frozenset({"我", "Me", "me", "我（买家）", "我(买家)"})
"""The names by which windows call the one who copies."""

_DATED: Final = re.compile(
    rf"(?:^|[\s(（\[【]){DAY}(?:[ \tT]*\d{{1,2}})?[\])）】]?$|[(（\[【]\d{{0,2}}$|^(?:[AaPp]\.?[Mm]\.?|{PERIODS})$"
    r"|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$|(?:^|\s)\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$"
)
"""Half of a time is no name: another layout takes the time whole."""
_NO_NAME: Final = re.compile(r"[,，;；\t\"|{}<>]")
_ADDRESS: Final = re.compile(r"<[^<>\s]{1,80}@[^<>\s]{1,80}>$")
_LABEL: Final = re.compile(
    r"(?:.{0,12}(?:时间|日期|单号|编号|订单号|流水号|号码|金额|时刻|截止|期限)"
    r"|订单|订单信息|时间|日期|金额|价格|单价|总价|数量|面值|备注|地址|链接|网址|电话|手机|手机号|邮箱|账号|密码|卡号|卡密|附件"
    r"|收货人|收件人|联系人|商品|商品名|名称|商品名称|规格|状态|进度|原因|说明|注意|注意事项|提示|温馨提示|问题|结果|方案|标题|内容|来源"
    r"|预计|预约|大概|大约|最晚|最迟|最早|不超过|截至|到账|到帐|付款|支付|下单|发货|退款|充值|创建|更新|完成|关闭|签收|提交|有效期|更新于"
    r"|创建于|今天|明天|后天|昨天|前天|今晚|明晚|昨晚|今早|明早|昨早|今晨|上周.?|下周.?|本周.?|周末|上午|下午|早上|中午|晚上|凌晨"
    r"|https?|ftp|order|date|time|note|amount|price|status|total|tel|phone|tomorrow|today|yesterday)",
    re.IGNORECASE,
)
_DOUBTFUL: Final = re.compile(
    r"[。！？!?…；;、]|(?:于|在|至|到|从|是|为|了|约|前|后|等|说|回复|如下|截图|左右)$"
    r"|您|你的|我的|我们|他们|已经|已于|已在|将于|将在|预计|大概|大约|请在|请于|希望|^(?:请|在|从|到|于|和|跟|等)"
)


def is_no_name(name: str) -> bool:
    """Whether a word cannot be somebody's name: half of a time, cells of a table, the label of a figure."""
    bare = _ADDRESS.sub("", name)
    if not bare or _DATED.search(name) or _NO_NAME.search(bare):
        return True
    return bare.strip(AROUND) == "" or any(is_label(part) for part in re.split("[:：]", bare))


def is_label(word: str) -> bool:
    """Whether a word names a figure or a time that follows it."""
    return _LABEL.fullmatch(word.strip(AROUND)) is not None


def is_doubtful(name: str) -> bool:
    """Whether a name reads like part of a sentence, so that it is believed only where it comes again."""
    return _DOUBTFUL.search(name) is not None
