"""What real windows give when their text is copied: whole pastes, and the lines in them that only look like heads."""

from __future__ import annotations

import random
import time

import pytest

from app.domain.chats import TimeKnown
from app.domain.errors import UnreadableFile
from app.domain.times import SHANGHAI
from app.intake.chats.pasted import LAYOUTS, Pasted, parse_pasted
from tests.intake.chats.test_text_mutations import mutated
from tests.intake.chats.text_chats import WRITTEN

Said = list[tuple[str, str, str]]

WINDOWS: dict[str, tuple[str, Said]] = {
    "wechat on a mac, multi-selected": (
        (
            "女朋友 2023/09/16 2:51 PM\n天气有点凉\n\n男朋友 2023/09/16 2:51 PM\n珍簟凉风著，瑶琴寄恨生。\n\n"
            "女朋友 2023/09/16 3:06 PM\n忙什么呢\n\n男朋友 2023/09/16 3:06 PM\n今天只干成了一件像样的事\n那就是想你"
        ),
        [
            ("女朋友", "2023-09-16 14:51:00", "天气有点凉"),
            ("男朋友", "2023-09-16 14:51:00", "珍簟凉风著，瑶琴寄恨生。"),
            ("女朋友", "2023-09-16 15:06:00", "忙什么呢"),
            ("男朋友", "2023-09-16 15:06:00", "今天只干成了一件像样的事\n那就是想你"),
        ],
    ),
    "qq's window": (
        (
            "【八哥反馈处】木落 23:24:53\n来点纯文本\n\n【潜水】云陌 23:25:08\n这是同一个log嘛\n\n"
            "【潜水】格莱德 23:25:13\n文本我现在不方便提供\n\n【八哥反馈处】木落 23:25:36\n我试试"
        ),
        [
            ("【八哥反馈处】木落", "2026-02-28 23:24:53", "来点纯文本"),
            ("【潜水】云陌", "2026-02-28 23:25:08", "这是同一个log嘛"),
            ("【潜水】格莱德", "2026-02-28 23:25:13", "文本我现在不方便提供"),
            ("【八哥反馈处】木落", "2026-02-28 23:25:36", "我试试"),
        ],
    ),
    "qq's window where Windows is in English": (
        (
            "【冒泡】无情的围观熊 2/14/2020 9:16:13 PM\n（1\n\n【骰子】守善锤 2/14/2020 9:16:17 PM\n2\n3\n\n"
            "你和abc有12个共同好友，点击添加好友。\n\n【PL】克里斯托夫·韦恩 2/14/2020 9:17:10 PM\n3"
        ),
        [
            ("【冒泡】无情的围观熊", "2020-02-14 21:16:13", "（1"),
            ("【骰子】守善锤", "2020-02-14 21:16:17", "2\n3\n\n你和abc有12个共同好友，点击添加好友。"),
            ("【PL】克里斯托夫·韦恩", "2020-02-14 21:17:10", "3"),
        ],
    ),
    "qq's window with the twelve-hour clock alone": (
        "丧 丧 熊 9:59:54 PM\n1\n\nPaul~K（写不完了...） 10:00:04 PM\n2\n3",
        [
            ("丧 丧 熊", "2026-02-28 21:59:54", "1"),
            ("Paul~K（写不完了...）", "2026-02-28 22:00:04", "2\n3"),
        ],
    ),
    "telegram on windows": (
        "昵称1, [2022-11-22 5:05]\n内容1\n\n昵称2, [2022-11-22 5:21]\n内容2\n",
        [("昵称1", "2022-11-22 05:05:00", "内容1"), ("昵称2", "2022-11-22 05:21:00", "内容2")],
    ),
    "qianniu, with and without a blank": (
        (
            "tb88_2011 2024-1-3 9:05:06\r\n亲，卡密不对\r\n已读\r\n极速旗舰店:小美2024-1-3 9:06:01\r\n稍等，帮您查\r\n"
            "tb88_2011 2024-1-3 9:15:00\r\n好了吗\r\n未读\r\n极速旗舰店:小美2024-1-3 9:16:00\r\n已退款"
        ),
        [
            ("tb88_2011", "2024-01-03 09:05:06", "亲，卡密不对\n已读"),
            ("极速旗舰店:小美", "2024-01-03 09:06:01", "稍等，帮您查"),
            ("tb88_2011", "2024-01-03 09:15:00", "好了吗\n未读"),
            ("极速旗舰店:小美", "2024-01-03 09:16:00", "已退款"),
        ],
    ),
    "taobao": (
        "tb88 (2024-01-03 09:05:06):\n卡密不对\n极速旗舰店:小美 (2024-01-03 09:06:01):\n付款时间 2024-01-02 08:00？",
        [
            ("tb88", "2024-01-03 09:05:06", "卡密不对"),
            ("极速旗舰店:小美", "2024-01-03 09:06:01", "付款时间 2024-01-02 08:00？"),
        ],
    ),
    "feishu, the time now and then below the name": (
        (
            "Bud 2025年9月23日 15:23\n尽快哈\n可大力\n2025年9月23日 15:41\n有时间吗？\n"
            "Bud 2025年9月23日 15:45\n@可大力\n可以\n"
            "可大力\n2025年9月23日 15:45\n[视频会议邀请]Tokyo产品部的视频会议\nBud 2025年9月23日 16:06\n好的"
        ),
        [
            ("Bud", "2025-09-23 15:23:00", "尽快哈"),
            ("可大力", "2025-09-23 15:41:00", "有时间吗？"),
            ("Bud", "2025-09-23 15:45:00", "@可大力\n可以"),
            ("可大力", "2025-09-23 15:45:00", "[视频会议邀请]Tokyo产品部的视频会议"),
            ("Bud", "2025-09-23 16:06:00", "好的"),
        ],
    ),
    "a ticket": (
        (
            "工单详情\n用户 回复于 2024-01-01 12:00\n退款为什么少5元？\n客服 回复于 2024-01-01 13:30\n手续费：5元\n"
            "2024-01-02 前处理\n用户 回复于 2024-01-02 09:00\n不同意"
        ),
        [
            ("用户", "2024-01-01 12:00:00", "退款为什么少5元？"),
            ("客服", "2024-01-01 13:30:00", "手续费：5元\n2024-01-02 前处理"),
            ("用户", "2024-01-02 09:00:00", "不同意"),
        ],
    ),
    "a forum, the time below the name": (
        "李老师\n回复于 2023-10-27 10:30\n家长您好\n王女士\n回复于 2023-10-27 11:02\n谢谢",
        [("李老师", "2023-10-27 10:30:00", "家长您好"), ("王女士", "2023-10-27 11:02:00", "谢谢")],
    ),
    "names in brackets": (
        "【极速发卡】2024-01-01 12:00\n您好\n【我】2024-01-01 12:01\n退款\n【极速发卡】2024-01-01 12:02\n好",
        [
            ("极速发卡", "2024-01-01 12:00:00", "您好"),
            ("我", "2024-01-01 12:01:00", "退款"),
            ("极速发卡", "2024-01-01 12:02:00", "好"),
        ],
    ),
    "a day above, times below names": (
        "昨天\n\n极速发卡\n12:30\n您好\n\n我\n12:31\n退款\n\n今天\n极速发卡\n9:05\n好",
        [
            ("极速发卡", "2026-02-28 12:30:00", "您好"),
            ("我", "2026-02-28 12:31:00", "退款"),
            ("极速发卡", "2026-03-01 09:05:00", "好"),
        ],
    ),
    "times above groups of names": (
        "星期三 12:30\n极速发卡:\n您好\n我:\n什么时候退？\n下午3:05\n极速发卡:\n明天\n我:\n好",
        [
            ("极速发卡", "2026-02-25 12:30:00", "您好"),
            ("我", "2026-02-25 12:30:00", "什么时候退？"),
            ("极速发卡", "2026-02-28 15:05:00", "明天"),
            ("我", "2026-02-28 15:05:00", "好"),
        ],
    ),
    "a day without a year": (
        "阿强 1月3日 12:30\n您好\n我 1月3日 12:31\n退款\n阿强 昨天 09:00\n好的\n阿强 上午10:05\n已退",
        [
            ("阿强", "2026-01-03 12:30:00", "您好"),
            ("我", "2026-01-03 12:31:00", "退款"),
            ("阿强", "2026-02-28 09:00:00", "好的"),
            ("阿强", "2026-03-01 10:05:00", "已退"),
        ],
    ),
}


def said(pasted: Pasted) -> Said:
    return [
        (one.sender, one.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S") if one.at else "", one.text)
        for one in pasted.messages
    ]


@pytest.mark.parametrize("window", WINDOWS)
def test_a_window(window: str) -> None:
    text, expected = WINDOWS[window]
    pasted = parse_pasted(text, written_at=WRITTEN)
    assert said(pasted) == expected
    assert pasted.is_sure
    assert pasted.unparsed == (((1, "工单详情"),) if window == "a ticket" else ())


HEADS = (
    "{name} {time}\n{text}",
    "{name}\n{time}\n{text}",
    "{time} {name}\n{text}",
    "{name}({time})：{text}",
    "[{time}] {name}：{text}",
    "{time} {name}：{text}",
    "{name} {time} {text}",
    "{name}，{time}\n{text}",
)
LOOK_LIKE_HEADS = (
    "明天 12:00 到账",
    "明天 12:00",
    "订单号 2024-01-01 12:00:00 已发货",
    "订单号 2024-01-01 12:00:00",
    "时间：12:30",
    "下单时间：2024-01-01 12:00:00",
    "下单时间\n2024-01-01 12:00:00",
    "2024-01-01 12:00:00 付款时间",
    "2024-01-01 12:00:00 订单：已付款",
    "12:00 订单号：123",
    "预计 13:00",
    "您的订单 2024-01-01 12:00:00",
    "订单已于 2023-12-31 12:00:00 发货",
    "截图(2023-12-31 12:00:00)：卡密错误",
    "小张 2023-12-31 08:00:00",
    "小李说：明天 13:00",
    "备注：急",
    "几点？\n12:30",
)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("line", LOOK_LIKE_HEADS)
def test_a_line_of_a_message_that_looks_like_a_head_stays_in_it(head: str, line: str) -> None:
    """On lines of their own, within a message: what is not sure to be a head belongs to the one before."""
    texts = ["您好", f"看这个\n{line}\n是吗", "好的", "谢谢", "客气"]
    lines = [
        head.format(name=("客服", "我")[number % 2], time=f"2024-01-01 12:0{number}:00", text=text)
        for number, text in enumerate(texts)
    ]
    pasted = parse_pasted("\n".join(lines), written_at=WRITTEN)
    assert [(who, text) for who, _, text in said(pasted)] == [
        (("客服", "我")[number % 2], text) for number, text in enumerate(texts)
    ]


@pytest.mark.parametrize("line", [line for line in LOOK_LIKE_HEADS if not line.startswith("小张")])
def test_such_a_line_alone_is_no_chat(line: str) -> None:
    assert not parse_pasted(f"记一下\n{line}\n别忘了", written_at=WRITTEN).is_sure


def test_somebody_who_speaks_once_is_heard() -> None:
    speakers = ["商家", "我", "平台客服小美", "商家"]
    text = "\n".join(f"{who} 2024-01-01 12:0{number}\n好" for number, who in enumerate(speakers))
    assert [who for who, _, _ in said(parse_pasted(text, written_at=WRITTEN))] == speakers


def test_a_chat_copied_newest_first_is_in_order() -> None:
    speakers = ["商家", "小张", "我", "商家", "我"]
    text = "\n".join(f"{who} 2024-01-0{9 - number} 12:00\n好" for number, who in enumerate(speakers))
    assert [who for who, _, _ in said(parse_pasted(text, written_at=WRITTEN))] == speakers


def test_a_name_with_a_colon_before_a_colon() -> None:
    text = "2024-01-01 12:00 小店:小美: 您好\n2024-01-01 12:01 我: 在\n2024-01-01 12:02 小店:小美: 订单: 1"
    pasted = parse_pasted(text, written_at=WRITTEN)
    assert [(who, words) for who, _, words in said(pasted)] == [
        ("小店:小美", "您好"),
        ("我", "在"),
        ("小店:小美", "订单: 1"),
    ]


def test_what_may_be_seconds_is_text_where_no_time_has_them() -> None:
    text = "客服 12:00:50元\n我 12:01：好\n客服 12:02:30元\n我 12:03：谢谢"
    assert [words for _, _, words in said(parse_pasted(text, written_at=WRITTEN))] == ["50元", "好", "30元", "谢谢"]


@pytest.mark.parametrize(("days", "known"), [(("2/14", "2/15"), "written"), (("2/3", "2/4"), "resolved")])
def test_days_with_the_year_last_are_told_apart_where_they_can_be(days: tuple[str, str], known: str) -> None:
    text = f"阿强 {days[0]}/2020 9:16:13 PM\n1\n我 {days[1]}/2020 9:16:17 PM\n2\n阿强 {days[1]}/2020 9:17:17 PM\n3"
    pasted = parse_pasted(text, written_at=WRITTEN)
    assert [at[:10] for _, at, _ in said(pasted)] == [
        f"2020-02-{int(day.split('/')[1]):02d}" for day in (days[0], days[1], days[1])
    ]
    assert {one.time_known for one in pasted.messages} == {TimeKnown(known)}


def test_damaged_pastes_are_read_or_refused() -> None:
    chance = random.Random(20240101)
    taken = 0
    for text, _ in WINDOWS.values():
        for _ in range(60):
            damaged = mutated(text.encode(), chance).decode(errors="replace")
            for layout in (None, chance.choice(LAYOUTS).name):
                try:
                    pasted = parse_pasted(damaged, written_at=WRITTEN, layout=layout)
                except UnreadableFile:
                    continue
                taken += bool(pasted.messages)
                assert all("\n" not in one.sender and one.text.encode() is not None for one in pasted.messages)
    assert taken > 500


def test_a_long_paste_takes_no_longer_than_it_is_long() -> None:
    lines = [
        f"小{number % 7} 2024-01-01 {number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}\n好{number}"
        for number in range(40_000)
    ]
    started = time.thread_time()
    pasted = parse_pasted("\n".join(lines), written_at=WRITTEN)
    assert len(pasted.messages) == 40_000
    assert time.thread_time() - started < 15
