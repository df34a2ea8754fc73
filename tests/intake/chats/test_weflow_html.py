"""WeFlow's page."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.chats import MessageKind
from app.domain.errors import UnreadableFile
from tests.intake.chats.reading import FIXTURES, fixture, read_chat, written


def test_a_private_chat() -> None:
    chat = fixture("weflow.html")
    assert chat.conversations[0].title == "卡商小王 & Co"
    assert not chat.conversations[0].is_group
    assert [(message.sender, message.is_mine) for message in chat.messages] == [
        ("我", True),
        ("卡商小王 & Co", False),
        ("我", True),
        ("卡商小王 & Co", False),
        ("卡商小王 & Co", False),
    ]
    assert [message.kind for message in chat.messages] == [
        MessageKind.TEXT,
        MessageKind.TEXT,
        MessageKind.IMAGE,
        MessageKind.LINK,
        MessageKind.TRANSFER,
    ]
    assert chat.messages[0].text.endswith("卡密呢 <急>")
    assert chat.messages[1].text == "系统维护\n晚点补发[微笑]"
    assert chat.messages[1].reply_to == "我：付款了"
    assert chat.messages[2].attachments[0].name == "图1.jpg"
    assert chat.messages[3].text == "[链接] 售后须知\nhttps://example.com/faq?a=1&b=2"
    assert [message.at.timestamp() for message in chat.messages if message.at][::4] == [1770791762, 1770792200]


def test_groups_name_who_speaks(tmp_path: Path) -> None:
    text = (FIXTURES / "weflow.html").read_text(encoding="utf-8").replace("<span>私聊</span>", "<span>群聊</span>")
    name = '<div class=\\"sender-name\\">乙</div><div class=\\"message-content\\"><div class=\\"message-text\\">订单'
    text = text.replace('<div class=\\"message-content\\"><div class=\\"message-text\\">订单', name)
    chat = read_chat(written(tmp_path, text))
    assert chat.conversations[0].is_group
    assert chat.messages[0].sender == "乙"


def test_a_page_that_is_cut_off_names_the_message(tmp_path: Path) -> None:
    text = (FIXTURES / "weflow.html").read_text(encoding="utf-8")
    with pytest.raises(UnreadableFile, match="at message 3"):
        read_chat(written(tmp_path, text[: text.index("data-full")]))
