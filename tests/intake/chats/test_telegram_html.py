"""Telegram's page, as it is written unless JSON is asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from app.domain.chats import MessageKind
from tests.intake.chats.reading import FIXTURES, fixture, read_chat, written


def test_a_page() -> None:
    chat = fixture("telegram.html")
    assert chat.conversations[0].title == "卡商小王 & Co"
    assert [message.sender for message in chat.messages] == ["我", "卡商小王", "卡商小王", "我", "", "卡商小王"]
    assert [message.text for message in chat.messages] == [
        "订单 CARD20260211143500001 付款了，卡密呢\n急",
        "系统维护 <晚点>",
        "[图片] 看图",
        "[转发自 客服] 24小时内到账",
        "卡商小王 pinned this message",
        "[语音] Voice message 00:05",
    ]
    assert chat.messages[1].reply_to.startswith("我：订单")
    assert chat.messages[2].attachments[0].name == "photo_1@11-02-2026_14-41-00.jpg"
    assert [message.message_no for message in chat.messages][:3] == ["101", "102", "103"]


def test_times_have_a_zone_in_newer_versions_only(tmp_path: Path) -> None:
    at = [message.at for message in fixture("telegram.html").messages]
    assert at[0] == datetime(2026, 2, 11, 6, 36, 2, tzinfo=UTC)
    assert at[3] == datetime(2026, 2, 11, 6, 42, 42, tzinfo=UTC)
    older = (FIXTURES / "telegram.html").read_text(encoding="utf-8").replace(" UTC+08:00", "")
    assert read_chat(written(tmp_path, older)).messages[0].at == at[0]


def test_further_pages_are_asked_for() -> None:
    assert [str(notice.text.en) for notice in fixture("telegram.html").noticed] == [
        "the export goes on in further pages (messages2.html and so on); import those, too"
    ]


def test_days_between_messages_are_none() -> None:
    kinds = [message.kind for message in fixture("telegram.html").messages]
    assert kinds.count(MessageKind.SYSTEM) == 1
