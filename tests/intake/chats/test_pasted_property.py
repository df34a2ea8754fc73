"""Conversations written in every form that windows give them, with texts that look like heads, read back exactly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.chats import ReadMessage
from app.domain.times import SHANGHAI
from app.intake.chats.pasted import parse_pasted
from tests.intake.chats.text_chats import WRITTEN


@dataclass(frozen=True)
class Form:
    """How a window writes a message: the line of its head, its time, and what is between two messages."""

    head: str
    time: str = "{0:%Y-%m-%d %H:%M:%S}"
    gap: str = "\n"
    above: str = ""

    def forbids(self, name: str) -> bool:
        """Whether a name cannot be told from what is around it: brackets in brackets, a second time before a colon."""
        return ("【{name}" in self.head and "【" in name) or (
            ": {text}" in self.head.replace("：", ": ") and "20:00" in name
        )

    def write(self, said: list[tuple[str, datetime, str]]) -> str:
        blocks = []
        for name, at, text in said:
            head = self.head.format(name=name, time=self.time.format(at), text=text)
            blocks.append(head if "{text}" in self.head else f"{head}\n{text}")
        above = self.above.format(said[0][1])
        return above + self.gap.join(blocks)


CHINESE = "{0:%Y}年{0.month}月{0.day}日 {0:%H:%M}"
AM_PM = "{0:%Y/%m/%d %I:%M %p}"
FORMS = {
    "the brief's own": Form("{name} {time}"),
    "wechat on a mac": Form("{name} {time}", "{0:%Y/%m/%d %H:%M}", "\n\n"),
    "wechat on a mac, in English": Form("{name} {time}", AM_PM, "\n\n"),
    "wechat on windows": Form("{name}\n{time}", CHINESE, "\n\n"),
    "feishu": Form("{name} {time}", CHINESE),
    "qq's window": Form("{name} {time}", "{0:%H:%M:%S}", "\n\n", "{0:%Y-%m-%d}\n\n"),
    "qq's window with Windows in English": Form("{name} {time}", "{0.month}/{0.day}/{0:%Y %I:%M:%S %p}", "\n\n"),
    "qq's window with a number": Form("{name}(12345) {time}", gap="\n\n"),
    "telegram": Form("{name}, [{time}]", "{0:%Y-%m-%d %H:%M}", "\n\n"),
    "a wide comma": Form("{name}，{time}"),
    "qianniu": Form("{name} ({time}):"),
    "qianniu, text behind": Form("{name} ({time}):{text}"),
    "qianniu, nothing between": Form("{name}{time}", "{0:%Y-%m-%d %H:%M:%S}"),
    "tickets": Form("{name} 回复于 {time}", "{0:%Y-%m-%d %H:%M}"),
    "tickets on two lines": Form("{name}\n回复于 {time}", "{0:%Y-%m-%d %H:%M}"),
    "names in brackets": Form("【{name}】{time}", "{0:%Y-%m-%d %H:%M}"),
    "time in brackets": Form("[{time}] {name}：{text}", "{0:%Y-%m-%d %H:%M}"),
    "both in brackets": Form("[{name} {time}]: {text}", "{0:%Y-%m-%d %H:%M}"),
    "time first": Form("{time} {name}"),
    "time first, text behind": Form("{time} {name}：{text}"),
    "text behind": Form("{name} {time} {text}"),
    "cells": Form("{name}\t{time}\t{text}"),
    "cells, time first": Form("{time}\t{name}\t{text}"),
    "time under the name": Form("{name}\n{time}", "{0:%H:%M}", above="{0:%Y-%m-%d}\n"),
}
NAMES = (
    "客服小王", "我", "tb88_2011", "小王 2", "Mr Wang Li", "13800138000", "店铺:小美", "旗舰店：售后01", "【官方】客服",
    "客服11:00-20:00", "李四(花名)", "阿-强", "\u3164", "😀老板", "a.b.c", "极速发卡·小店",
)  # fmt: skip
TEXTS = (
    "您好", "退款：95元", "明天 12:00 到账", "时间：12:30", "订单号 2024-01-01 12:00:00 已发货",
    "下单时间: 2023-12-01 12:00:00", "付款时间 2023-12-01 12:00:00", "在吗\n\n在吗？",
    "第一行\n第二行：有冒号\n第三行", "我：不是我说的",
    "http://a.b/c?d=1:2",
    "12:30", "昨天", "50元", "[图片]", "【重要】看这里", "价格 50, 数量 1", "a\tb", "今天 18:00 前到", "我们约好 13:00",
    "预计 2024-02-01 10:00 前退款", "24小时内到账", "小李说：明天 13:00", "已于 2023-12-31 08:00:00 退款", "😀",
)  # fmt: skip

conversations = st.lists(
    st.tuples(st.integers(0, 2), st.integers(20, 3000), st.sampled_from(TEXTS) | st.text("好a1 ：:,，。", min_size=1)),
    min_size=6,
    max_size=30,
)


def said_of(drawn: list[tuple[int, int, str]], names: list[str], form: Form) -> list[tuple[str, datetime, str]]:
    at = datetime(2024, 1, 3, 0, 5, tzinfo=SHANGHAI)
    said = []
    # Everybody speaks three times at first: a name that comes once and looks like something else is not believed.
    turns = [(who, 30, "好的") for who in (0, 1, 2) * 3] + drawn
    for who, seconds, text in turns:
        at += timedelta(seconds=seconds)
        if "%d" not in form.time and "{0.day}" not in form.time:
            at = min(at, datetime(2024, 1, 3, 23, 59, 59, tzinfo=SHANGHAI))
        shown = text.strip(" \t\n") or "嗯"
        said.append((names[who % len(names)], at, "嗯" if shown[0] in "：:,，" else shown))
    return said


def written(at: datetime, form: Form) -> datetime:
    return at if "%S" in form.time else at.replace(second=0)


def read(messages: tuple[ReadMessage, ...]) -> list[tuple[str, datetime, str]]:
    return [(one.sender, one.at.astimezone(SHANGHAI), one.text) for one in messages if one.at is not None]


def expected(said: list[tuple[str, datetime, str]], form: Form) -> list[tuple[str, datetime, str]]:
    mark = "(12345)" if "(12345)" in form.head else ""
    return [(name + mark, written(at, form), text) for name, at, text in said]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@settings(max_examples=60)
@given(drawn=conversations, names=st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True))
@example(drawn=[(n % 3, 60, text) for n, text in enumerate(TEXTS)], names=["店铺:小美", "我", "小王 2"])
def test_a_conversation_is_read_back_as_it_was_written(
    form: Form, drawn: list[tuple[int, int, str]], names: list[str]
) -> None:
    said = said_of(drawn, [name for name in names if not form.forbids(name)] or ["客服小王", "我"], form)
    pasted = parse_pasted(form.write(said), written_at=WRITTEN)
    assert read(pasted.messages) == expected(said, form)
    assert pasted.unparsed == ()
