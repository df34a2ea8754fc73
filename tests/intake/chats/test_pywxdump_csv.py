"""Tables of PyWxDump, WeClone and WeFlow."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from app.domain.chats import MessageKind as Kind
from tests.intake.chats.reading import fixture, read_chat, written

HEADER = "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime\n"


def test_weflow_writes_utc() -> None:
    # The sample has 14:36 in China as 06:36 with a Z; without one it would be eight hours earlier.
    assert fixture("weflow.csv").messages[0].at == datetime(2026, 2, 11, 6, 36, 2, tzinfo=UTC)
    assert fixture("weflow.csv").conversations[0].title == "卡商小王"


def test_the_older_table_holds_json(tmp_path: Path) -> None:
    rows = (
        '1,2,文本,0,wxid_a,房,"{""src"":"""",""msg"":""你好""}",1770791762\n'
        '2,3,图片,0,wxid_a,房,"{""src"":""a\\\\b.jpg"",""msg"":""图片""}",1770791763\n'
    )
    chat = read_chat(written(tmp_path, HEADER.replace("msg,src", "content") + rows))
    assert [message.text for message in chat.messages] == ["你好", "[图片]"]
    assert chat.messages[1].attachments[0].name == "b.jpg"
    assert chat.messages[0].at == datetime(2026, 2, 11, 6, 36, 2, tzinfo=UTC)


def test_several_rooms(tmp_path: Path) -> None:
    rows = "".join(f"{n},{n},文本,0,wxid_a,{room},x,,2026-02-11 14:36:02\n" for n, room in enumerate("甲甲乙甲"))
    chat = read_chat(written(tmp_path, HEADER + rows.replace("乙", "1@chatroom")))
    assert [(item.key, item.is_group) for item in chat.conversations] == [
        ("甲", False),
        ("1@chatroom", True),
        ("甲", False),
    ]


def test_a_spreadsheet_saved_it_again(tmp_path: Path) -> None:
    rows = "1,7.43727E+18,文本,1,,房,FALSE,,2024/10/4 11:43\n2,7.43727E+18,文本,1,,房,x,,2024/10/4 11:44\n"
    chat = read_chat(written(tmp_path, HEADER + rows))
    assert [item.line for item in chat.noticed] == [2]
    assert [message.message_no for message in chat.messages] == ["", ""]
    assert chat.messages[0].at == datetime(2024, 10, 4, 3, 43, tzinfo=UTC)
    assert [(message.sender, message.is_mine) for message in chat.messages] == [("我", True)] * 2


def test_types_in_words_and_raw_xml(tmp_path: Path) -> None:
    rows = (
        '1,1,(分享)卡片式链接,0,a,房,"<msg><appmsg><type>5</type><title>规则</title></appmsg></msg>",,'
        "2026-02-11 14:36:02\n"
        "2,2,系统通知,0,a,房,收到红包,,2026-02-11 14:36:03\n"
        "3,3,稀奇的,0,a,房,留着,,2026-02-11 14:36:04\n"
    )
    messages = read_chat(written(tmp_path, HEADER + rows)).messages
    assert [(message.kind, message.text) for message in messages] == [
        (Kind.LINK, "[链接] 规则"),
        (Kind.SYSTEM, "收到红包"),
        (Kind.OTHER, "留着"),
    ]
    assert (messages[1].sender, messages[1].is_mine) == ("", None)
