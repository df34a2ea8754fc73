"""MemoTrace's two tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.chats import MessageKind as Kind
from app.domain.errors import UnreadableFile
from app.intake.chats.memotrace_csv import MemoTraceReader
from app.intake.sources import Source
from tests.intake.chats.reading import WRITTEN_AT, fixture, read_chat, written

OLD = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\r\n"
SESSION = "消息ID,类型,发送人,时间,内容,备注,昵称,更多信息\r\n"


def test_rows_of_nine_cells_and_every_type() -> None:
    chat = fixture("memotrace_kinds.csv")
    assert not chat.skipped
    assert [message.kind for message in chat.messages] == [
        Kind.TEXT,
        Kind.IMAGE,
        Kind.VOICE,
        Kind.VIDEO,
        Kind.STICKER,
        Kind.LINK,
        Kind.FILE,
        Kind.TEXT,
        Kind.TEXT,
        Kind.TRANSFER,
        Kind.RED_PACKET,
        Kind.SYSTEM,
        Kind.RECALLED,
        Kind.LOCATION,
        Kind.CARD,
        Kind.CALL,
        Kind.LINK,
        Kind.LINK,
        Kind.OTHER,
        Kind.TEXT,
    ]
    texts = [message.text for message in chat.messages]
    assert texts[5] == "[链接] 退款说明\n七天无理由\nhttps://example.com/r"
    assert texts[9] == "微信转账 ￥12.00 （发起转账） 卡密款"
    assert texts[13] == "[位置] 工行 北京路1号"
    assert chat.messages[6].attachments[0].name == "卡密.txt"
    assert {message.sender for message in chat.messages} == {"我", "对方", ""}


def test_a_table_of_all_chats_names_each(tmp_path: Path) -> None:
    rows = (
        "1,3,1,0,0,1770791762,,甲一,,,甲,wxid_a\r\n"
        "2,4,1,0,0,1770791763,,乙一,,乙备注,乙,wxid_b\r\n"
        "3,4,1,0,0,1770791764,,丙一,,,丙,wxid_c\r\n"
        "4,3,1,0,1,1770791765,,甲二,,,我,wxid_me\r\n"
    )
    chat = read_chat(written(tmp_path, "\ufeff" + OLD + rows))
    assert [(item.key, item.title, item.is_group) for item in chat.conversations] == [
        ("memotrace:3", "甲", False),
        ("memotrace:4", "乙备注", True),
        ("memotrace:3", "甲", False),
    ]
    assert [message.sender for message in chat.messages] == ["甲", "乙备注", "丙", "我"]


def test_bad_rows_are_left_out_with_their_lines(tmp_path: Path) -> None:
    rows = "1,3,1,0,0,1770791762,,好,\r\n\r\n2,3,1\r\n3,3,1,0,0,x,,坏时间,\r\n"
    chat = read_chat(written(tmp_path, OLD + rows))
    assert [message.text for message in chat.messages] == ["好"]
    assert [item.line for item in chat.skipped] == [4, 5]


def test_a_renamed_header_is_refused(tmp_path: Path) -> None:
    source = Source(written(tmp_path, OLD.replace("StrContent", "Text") + "1,3,1,0,0,1,,x,\r\n"))
    assert MemoTraceReader().detect(source)
    with pytest.raises(UnreadableFile, match="line 1: lacks columns: StrContent"):
        list(MemoTraceReader().read(source, written_at=WRITTEN_AT))


def test_the_session_table_knows_kinds_by_name(tmp_path: Path) -> None:
    rows = (
        "1,转账,小王,2026-02-11 14:36:02,￥12.00,,,\r\n2,系统消息,,2026-02-11 14:36:03,你撤回了,,,\r\n"
        "3,未知,小王,2026-02-11 14:36:04,[语音],,,\r\n"
    )
    chat = read_chat(written(tmp_path, SESSION + rows))
    assert [(message.kind, message.sender) for message in chat.messages] == [
        (Kind.TRANSFER, "小王"),
        (Kind.SYSTEM, ""),
        (Kind.VOICE, "小王"),
    ]
    assert all(message.is_mine is None for message in chat.messages)
