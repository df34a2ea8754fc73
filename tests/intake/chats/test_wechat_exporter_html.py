"""WechatExporter's pages."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.chats import MessageKind as Kind
from app.domain.chats import TimeKnown
from app.domain.errors import UnreadableFile
from app.intake.sources import Source
from tests.intake.chats.reading import FIXTURES, fixture, read_chat, written


def test_every_message_of_the_page() -> None:
    chat = fixture("wechat_exporter.html")
    assert [item.title for item in chat.conversations] == ["卡商小王"]
    assert not chat.skipped
    assert not chat.noticed
    assert [(message.kind, message.text) for message in chat.messages] == [
        (Kind.SYSTEM, "以上是打招呼的内容"),
        (Kind.TEXT, "订单 CARD1 付款了\n卡密呢 <急>"),
        (Kind.TEXT, "系统维护\n晚点补发"),
        (Kind.IMAGE, "[图片]"),
        (Kind.IMAGE, "[图片]"),
        (Kind.TEXT, "24小时内"),
        (Kind.LINK, "[链接] 退款规则\n七天\nhttps://example.com/r"),
        (Kind.TRANSFER, "微信转账 ￥12.00"),
        (Kind.VOICE, "[语音]"),
        (Kind.RECALLED, '"卡商小王" 撤回了一条消息'),
    ]
    assert [message.is_mine for message in chat.messages] == [None, True, *[False] * 5, True, False, None]
    assert chat.messages[1].sender_key == "wxid_me"
    assert chat.messages[1].at == datetime(2026, 2, 11, 6, 41, tzinfo=UTC)
    assert chat.messages[0].time_known is TimeKnown.NONE
    assert chat.messages[5].reply_to == "我：什么时候退"


def test_only_embedded_pictures_come_along() -> None:
    chat = fixture("wechat_exporter.html")
    source = Source(FIXTURES / "wechat_exporter.html")
    embedded, named = chat.messages[3].attachments[0], chat.messages[4].attachments[0]
    data = chat.reader.attachment(source, embedded.part)
    assert data is not None
    assert data.read().startswith(b"\x89PNG")
    assert (named.name, named.part) == ("4.jpg", "")
    assert chat.reader.attachment(source, "5") is None
    assert chat.reader.attachment(source, "../x") is None


def _page(folder: Path, more: str) -> Path:
    text = (FIXTURES / "wechat_exporter.html").read_text(encoding="utf-8")
    return written(folder, text.replace("</body>", f"</body>{more}"), "page.html")


def test_pages_beside_the_file_are_told_and_not_followed(tmp_path: Path) -> None:
    chat = read_chat(_page(tmp_path, '\n<script src="Files/Data/msg-1.js"></script>\n'))
    assert len(chat.noticed) == 1
    assert len(chat.messages) == 10


def test_pages_inside_the_file_are_read(tmp_path: Path) -> None:
    more = '<div class="msg chat right" msgid="11" msgtype="1"><div class="nt-box">'
    more += '<span class="dspname right">我</span> 2026-02-11 15:00:00</div>'
    more += '<div class="content-box"><span class="msg-text">再见</span></div></div>'
    chat = read_chat(_page(tmp_path, f"\n<script>\nvar msgArray = {json.dumps([more, 7])};\n</script>\n"))
    assert [message.text for message in chat.messages[-1:]] == ["再见"]
    assert [message.line for message in chat.messages] == list(range(1, 12))
    assert not chat.noticed


def test_older_templates(tmp_path: Path) -> None:
    page = (
        "<html><head><title>A - 微信聊天记录</title></head><body>"
        '<div class="msg chat-right" msgid="1" msgtype="1"><div class="nt-box"><span class="name-right">我</span>'
        ' 2020-01-02 03:04:05</div><div class="content-box msg"><span class="dont-break-out">旧</span></div></div>'
        '<div class="msg chat-left" msgid="2" msgtype="1"><div class="nt-box"><span class="name-left">A</span>'
        ' 2020-01-02 03:04:06</div><div class="content-box msg"><span class="dont-break-out">新</span></div></div>'
        "</body></html>"
    )
    chat = read_chat(written(tmp_path, page))
    assert [(message.sender, message.text, message.is_mine) for message in chat.messages] == [
        ("我", "旧", True),
        ("A", "新", False),
    ]


def test_a_message_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="message 11"):
        read_chat(_page(tmp_path, '<div class="msg chat left">\n' + ("x" * 1000 + "\n") * 9000))
