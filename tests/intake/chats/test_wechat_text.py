"""Texts of WeChat: mailed by the phone, copied from the desktop, written by exporters."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, TimeKnown
from app.domain.errors import UnreadableFile
from app.intake.chats import (
    chatlog_txt,
    memotrace_txt,
    qq_txt,
    wechat_desktop,
    wechat_exporter_txt,
    wechat_mail,
    weflow_txt,
)
from app.intake.sources import Source
from tests.intake.chats.text_chats import FIXTURES, fixture, read_text

BODY = "订单 CARD20260211143500001 付款了，卡密呢"


def test_a_mailed_chat() -> None:
    read = fixture(wechat_mail.READER, "wechat_phone_mail_export.txt")
    assert [one.title for one in read.conversations] == ["我 和 卡商小王"]
    assert read.conversations[0].channel is Channel.WECHAT
    assert [(one.sender, one.is_mine, one.line) for one in read.messages] == [
        ("我", True, 6),
        ("卡商小王", False, 10),
        ("我", True, 15),
        ("卡商小王", False, 23),
    ]
    assert read.messages[1].text == "系统维护\n晚点补发"
    assert read.messages[2].kind is MessageKind.IMAGE
    assert read.messages[2].attachments[0].name == "8b0abeb1ccf49ed225b85b4c96a35d98.png.jpg"
    assert read.times[0] == "2026-02-11 14:36:00"
    assert read.times[3] == "2026-02-12 09:05:00"
    assert not read.skipped


def test_a_name_that_ends_in_a_time(tmp_path: Path) -> None:
    read = read_text(
        wechat_mail.READER,
        tmp_path,
        "我 和 客服11:00-20:00 在微信上的聊天记录如下，请查收。\n\n—————  2025-10-7  —————\n\n\n"
        "客服11:00-20:00  17:34\n\n您好\n\n我  17:35\n\n退款",
    )
    assert read.said == [("客服11:00-20:00", "您好"), ("我", "退款")]
    assert read.times[0] == "2025-10-07 17:34:00"
    assert read.messages[0].is_mine is False


def test_mailed_without_blank_lines(tmp_path: Path) -> None:
    read = read_text(
        wechat_mail.READER,
        tmp_path,
        'Dear:\n微信群"售后群"的聊天记录如下:\n—————  2026-02-26  —————\n甲  08:54\n第一行\n乙  08:55\n第二行\n',
    )
    assert read.conversations[0].is_group
    assert read.conversations[0].title == "售后群"
    assert read.said == [("甲", "第一行"), ("乙", "第二行")]
    assert {one.is_mine for one in read.messages} == {None}


def test_a_line_like_a_head_inside_a_mailed_message(tmp_path: Path) -> None:
    head = "我 和 乙 在微信上的聊天记录如下，请查收。\n\n—————  2026-02-26  —————\n\n"
    text = head + "我  08:54\n\n集合：\n地铁口  09:00\n带票\n"
    assert read_text(wechat_mail.READER, tmp_path, text).said == [("我", "集合：\n地铁口  09:00\n带票")]


def test_a_group_mailed_with_its_name_first(tmp_path: Path) -> None:
    read = read_text(
        wechat_mail.READER,
        tmp_path,
        "卡盟售后 微信群上的聊天记录如下，请查收。\n\n—————  2026-02-26  —————\n\n甲  08:54\n\n好",
    )
    assert (read.conversations[0].title, read.conversations[0].is_group) == ("卡盟售后", True)


def test_times_without_a_day_are_resolved(tmp_path: Path) -> None:
    read = read_text(wechat_mail.READER, tmp_path, "我 和 乙 在微信上的聊天记录如下，请查收。\n\n我  11:54\n\n好\n")
    assert read.messages[0].time_known is TimeKnown.RESOLVED
    assert read.times == ["2026-03-01 11:54:00"]
    assert "2026-03-01" in read.noticed[0].text.zh


def test_copied_from_the_desktop() -> None:
    read = fixture(wechat_desktop.READER, "wechat_desktop_multiselect_copy.txt")
    assert read.said[:2] == [("我", BODY), ("卡商小王", "系统维护\n\n晚点补发")]
    # A name of nothing but U+3164 is a name.
    assert read.messages[2].sender == "\u3164\u3164\u3164"
    assert read.messages[2].kind is MessageKind.IMAGE
    assert read.messages[2].attachments[0].name == "微信图片_20260211144100_484.dat"
    assert read.times[2] == "2026-02-11 14:41:00"


def test_text_after_a_blank_line_without_a_date_belongs_to_the_message(tmp_path: Path) -> None:
    text = "甲\n2026年02月11日 14:36\n一\n\n乙说过\n二\n\n乙\n2026年02月11日 14:37\n三\n"
    assert read_text(wechat_desktop.READER, tmp_path, text).said == [("甲", "一\n\n乙说过\n二"), ("乙", "三")]


def test_weflow() -> None:
    read = fixture(weflow_txt.READER, "weflow.txt")
    assert [one.sender for one in read.messages] == ["我", "卡商小王", "我", "卡商小王"]
    assert read.messages[2].kind is MessageKind.IMAGE
    assert read.times[-1] == "2026-02-11 14:42:42"


def test_memotrace_says_that_it_may_be_qq() -> None:
    read = fixture(memotrace_txt.READER, "memotrace.txt")
    assert read.said[1] == ("卡商小王", "系统维护\n晚点补发")
    assert memotrace_txt.AMBIGUOUS_FORMAT in read.noticed


def test_only_the_head_tells_qq_from_memotrace(tmp_path: Path) -> None:
    whole = (FIXTURES / "qq_msgmgr_24h_utf8bom.txt").read_text(encoding="utf-8-sig")
    headless = tmp_path / "无头.txt"
    headless.write_text(whole.split("=" * 64)[3].lstrip("\n"), encoding="utf-8")
    source = Source(headless)
    assert memotrace_txt.READER.detect(source)
    assert not qq_txt.READER.detect(source)
    with_head = Source(FIXTURES / "qq_msgmgr_24h_utf8bom.txt")
    assert qq_txt.READER.detect(with_head)
    assert not memotrace_txt.READER.detect(with_head)


def test_memotrace_system_lines_and_replies(tmp_path: Path) -> None:
    read = read_text(
        memotrace_txt.READER,
        tmp_path,
        '2026-02-11 14:36:02 我\n退款\n\n2026-02-11 14:36:09 "乙" 撤回了一条消息\n\n'
        "2026-02-11 14:37:00 你已添加了乙，现在可以开始聊天了。\n\n2026-02-11 14:38:00 乙\n好的\n引用:我:退款\n\n",
    )
    assert [one.kind for one in read.messages] == [
        MessageKind.TEXT,
        MessageKind.RECALLED,
        MessageKind.SYSTEM,
        MessageKind.TEXT,
    ]
    assert read.messages[2].sender == ""
    assert (read.messages[3].text, read.messages[3].reply_to) == ("好的", "我:退款")


def test_chatlog() -> None:
    read = fixture(chatlog_txt.READER, "chatlog.txt")
    assert [(one.sender, one.sender_key, one.is_mine) for one in read.messages[:2]] == [
        ("我", "", True),
        ("卡商小王", "wxid_seller", False),
    ]
    assert read.messages[2].text == "[图片]"
    assert read.messages[2].attachments[0].name == "0123"


def test_chatlog_without_a_year(tmp_path: Path) -> None:
    read = read_text(
        chatlog_txt.READER,
        tmp_path,
        "客服(夜班)(wxid_a) 12-31 23:59:00\n在\n\n小(wxid_b) 02-01 08:00:00\n[转账|发送 ￥12.00](备注)\n\n",
    )
    assert read.times == ["2025-12-31 23:59:00", "2026-02-01 08:00:00"]
    assert {one.time_known for one in read.messages} == {TimeKnown.RESOLVED}
    assert read.messages[0].sender == "客服(夜班)"
    assert read.messages[1].kind is MessageKind.TRANSFER


EXPORTED = """卡商小王 - 微信聊天记录
我 (2026-02-11 14:36:02):付款了
第二行

卡商小王 (2026-02-11 14:40:15):系统维护
系统消息: 卡商小王撤回了一条消息
卡商小王 (2026-02-11 14:41:00):微信转账 ￥50.00
我 (2026-02-11 14:42:00):「卡商小王：系统维护」
- - - - - - - - - - - - - - -
多久
"""


def test_wechat_exporter(tmp_path: Path) -> None:
    read = read_text(wechat_exporter_txt.READER, tmp_path, EXPORTED)
    assert read.conversations[0].title == "卡商小王"
    assert read.said[0] == ("我", "付款了\n第二行")
    assert [one.kind for one in read.messages[1:4]] == [MessageKind.TEXT, MessageKind.RECALLED, MessageKind.TRANSFER]
    assert read.messages[2].time_known is TimeKnown.NONE
    assert (read.messages[4].reply_to, read.messages[4].text) == ("卡商小王：系统维护", "多久")


def test_a_body_line_like_a_head_needs_a_blank_line_before(tmp_path: Path) -> None:
    text = "2026-02-11 14:36:02 '我'\n他说：\n2026-02-11 14:00:00 '乙'\n不退\n\n2026-02-11 14:37:00 '乙'\n好\n"
    assert [sender for sender, _ in read_text(weflow_txt.READER, tmp_path, text).said] == ["我", "乙"]


def test_a_head_without_messages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no message"):
        read_text(wechat_exporter_txt.READER, tmp_path, "卡商小王 - 微信聊天记录\n")


def test_a_message_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="line 1"):
        read_text(weflow_txt.READER, tmp_path, "2026-02-11 14:36:02 '我'\n" + "x" * 1000 + ("\n" + "y" * 1000) * 200)


def test_chatlog_without_names(tmp_path: Path) -> None:
    read = read_text(
        chatlog_txt.READER,
        tmp_path,
        "我 02-11 14:36:02\n付款了\n\n卡商小王(wxid_seller) 02-11 14:40:15\n系统维护\n\n"
        "系统消息 02-11 14:42:15\n你已添加了卡商小王\n",
    )
    assert read.said == [("我", "付款了"), ("卡商小王", "系统维护"), ("", "你已添加了卡商小王")]
    assert [message.is_mine for message in read.messages] == [True, False, None]
