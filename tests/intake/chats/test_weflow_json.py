"""WeFlow, echotrace and the "arkme" variant."""

from __future__ import annotations

import json
from pathlib import Path

from app.domain.chats import MessageKind as Kind
from tests.intake.chats.reading import FIXTURES, fixture, read_chat, written


def test_the_arkme_variant_names_its_senders_apart() -> None:
    chat = fixture("weflow_arkme.json")
    assert [(item.key, item.title, item.is_group) for item in chat.conversations] == [
        ("123@chatroom", "买家维权群", True)
    ]
    assert [(message.sender, message.sender_key, message.is_mine) for message in chat.messages] == [
        ("我", "wxid_me", True),
        ("阿丽备注", "wxid_a", False),
        ("群名片-B", "wxid_b", False),
        ("", "", None),
        ("群名片-B", "wxid_b", False),
        ("群名片-B", "wxid_b", False),
    ]
    assert [message.kind for message in chat.messages] == [
        Kind.TEXT,
        Kind.TEXT,
        Kind.IMAGE,
        Kind.RECALLED,
        Kind.TRANSFER,
        Kind.OTHER,
    ]
    assert chat.messages[1].reply_to == "大家好"
    assert chat.messages[2].attachments[0].name == "3_a.jpg"
    assert chat.messages[4].text == "微信转账 ￥12.00 （发起转账） 卡密款"


def test_an_embedded_picture_pushes_the_messages_beyond_the_head() -> None:
    data = (FIXTURES / "weflow_arkme.json").read_bytes()
    assert data.index(b'"messages"') > 1 << 16


def test_echotrace_is_the_same_without_its_head(tmp_path: Path) -> None:
    export = json.loads((FIXTURES / "weflow.json").read_text(encoding="utf-8"))
    del export["weflow"]
    chat = read_chat(written(tmp_path, export))
    assert chat.reader.name == "wechat.weflow.json"
    assert chat.messages == fixture("weflow.json").messages


def test_a_session_after_the_messages_is_found(tmp_path: Path) -> None:
    export = json.loads((FIXTURES / "weflow.json").read_text(encoding="utf-8"))
    turned = {key: export[key] for key in ("weflow", "messages", "session")}
    assert read_chat(written(tmp_path, turned)).conversations == fixture("weflow.json").conversations
