"""Telegram Desktop's export."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from app.domain.chats import MessageKind as Kind
from tests.intake.chats.reading import fixture, read_chat, written


def test_a_full_export_holds_several_chats() -> None:
    chat = fixture("telegram_full.json")
    assert [(item.key, item.title, item.is_group) for item in chat.conversations] == [
        ("9", "收藏夹", False),
        ("7", "小王", False),
        ("11", "买家群", True),
    ]
    where = [chat.items.index(item) for item in chat.conversations]
    assert where == [0, 2, len(chat.items) - 2]


def test_the_owner_is_told_by_the_full_export() -> None:
    chat = fixture("telegram_full.json")
    assert {message.sender_key: message.is_mine for message in chat.messages if message.sender_key} == {
        "user9": True,
        "user7": False,
    }


def test_the_chat_of_one_person_tells_who_is_not_me(tmp_path: Path) -> None:
    entries = [{"id": n, "type": "message", "date_unixtime": "1770791762", "from_id": f"user{n}"} for n in (7, 8)]
    chat = read_chat(written(tmp_path, {"type": "personal_chat", "id": 7, "messages": entries}))
    assert [message.is_mine for message in chat.messages] == [False, None]


def test_text_and_media_and_services() -> None:
    shown = [(message.kind, message.text) for message in fixture("telegram_full.json").messages[1:14]]
    assert shown == [
        (Kind.TEXT, "付款 12.00https://example.com"),
        (Kind.TEXT, "收到"),
        (Kind.IMAGE, "[图片]"),
        (Kind.FILE, "[文件] 说明"),
        (Kind.STICKER, "[表情] 😀"),
        (Kind.VOICE, "[语音]"),
        (Kind.CALL, "[通话] 65 秒"),
        (Kind.SYSTEM, "小王 [置顶了一条消息]"),
        (Kind.TEXT, "[转发自 别人] x"),
        (Kind.LOCATION, "[位置] 1.5, 2.5"),
        (Kind.CARD, "[名片] 小李 123"),
        (Kind.OTHER, "[投票] 退不退？"),
        (Kind.TEXT, "离开了"),
    ]


def test_answers_quote_and_files_are_named() -> None:
    messages = fixture("telegram_full.json").messages
    assert messages[2].reply_to == "小王：付款 12.00https://example.com"
    assert [part.name for part in messages[3].attachments] == ["photo_1.jpg"]
    assert messages[4].attachments == ()  # "(File not included. …)"
    assert messages[6].attachments[0].media_type == "audio/ogg"


def test_the_date_without_zone_is_china_time() -> None:
    messages = fixture("telegram_full.json").messages
    assert messages[8].at == datetime(2026, 2, 11, 6, 40, tzinfo=UTC)
    assert messages[1].at == datetime(2026, 2, 11, 6, 36, 3, tzinfo=UTC)


def test_what_is_no_message_is_left_out() -> None:
    assert [item.line for item in fixture("telegram_full.json").skipped] == [15, 16]
