"""What chatlog writes: JSON and CSV."""

from __future__ import annotations

from pathlib import Path

from app.domain.chats import MessageKind as Kind
from tests.intake.chats.reading import fixture, read_chat, written


def test_several_talkers_in_one_array() -> None:
    chat = fixture("chatlog_kinds.json")
    assert [(item.key, item.title, item.is_group) for item in chat.conversations] == [
        ("g@chatroom", "维权群", True),
        ("wxid_s", "卡商", False),
        ("g@chatroom", "维权群", True),
    ]


def test_kinds_replies_and_words() -> None:
    messages = fixture("chatlog_kinds.json").messages
    assert [(message.kind, message.text) for message in messages] == [
        (Kind.TEXT, "退了吗"),
        (Kind.RECALLED, "阿丽 撤回了一条消息"),
        (Kind.TRANSFER, "[转账|发送 ￥12.00](备注)"),
        (Kind.LINK, "[链接] 规则\nhttps://example.com"),
        (Kind.FILE, "[文件] 账单.pdf"),
    ]
    assert messages[0].reply_to == "我：申请了"
    assert (messages[1].sender, messages[1].is_mine) == ("", None)
    assert messages[3].is_mine is True
    assert messages[4].attachments[0].name == "账单.pdf"


def test_the_table_tells_me_in_private_chats_only(tmp_path: Path) -> None:
    rows = (
        "Time,SenderName,Sender,TalkerName,Talker,Content\n"
        "2026-02-11 14:36:02,我,wxid_me,卡商,wxid_s,[转账|发送 ￥12.00](备注)\n"
        "2026-02-11 14:36:03,,系统消息,卡商,wxid_s,卡商 撤回了一条消息\n"
        "2026-02-11 14:36:04,阿丽,wxid_a,群,1@chatroom,![图片](http://127.0.0.1:5030/image/x)\n"
        '2026-02-11 14:36:05,卡商,wxid_s,卡商,wxid_s,"> 我(wxid_me) 02-11 14:36:02\n> 钱呢\n明天退"\n'
    )
    chat = read_chat(written(tmp_path, rows))
    assert [message.is_mine for message in chat.messages] == [True, None, None, False]
    assert [message.kind for message in chat.messages] == [Kind.TRANSFER, Kind.RECALLED, Kind.IMAGE, Kind.TEXT]
    assert chat.messages[3].text == "明天退"
    assert chat.messages[3].reply_to == "我(wxid_me) 02-11 14:36:02 钱呢"
    assert len(chat.conversations) == 3
