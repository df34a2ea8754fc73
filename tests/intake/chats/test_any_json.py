"""Chats as JSON of programs that nobody named."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.chats import MessageKind
from app.intake.chats import find_chat_reader
from app.intake.sources import Source
from tests.intake.chats.reading import read_chat, written


@pytest.mark.parametrize(
    ("content", "sender", "is_mine"),
    [
        (
            [{"ts": 1770791762, "sender_wxid": "wxid_a", "is_self": True, "content": "好"}],
            "wxid_a",
            True,
        ),
        ([{"time": "2026-02-11 14:36:02", "sender": "甲", "type_name": "文本", "content": "好"}], "甲", None),
        ([{"createTime": 1770791762, "isSend": 0, "content": "好"}], "对方", False),
        (
            {
                "guild": {"id": "1", "name": "G"},
                "channel": {"id": "2", "name": "卡商"},
                "messages": [
                    {
                        "id": "9",
                        "type": "Default",
                        "timestamp": "2026-02-11T06:36:02+00:00",
                        "content": "好",
                        "author": {"id": "7", "name": "bob", "nickname": "Bobby"},
                    }
                ],
            },
            "Bobby",
            None,
        ),
    ],
)
def test_names_of_fields(tmp_path: Path, content: object, sender: str, is_mine: bool | None) -> None:
    chat = read_chat(written(tmp_path, content, "chat.json"))
    assert chat.reader.name == "chat.json"
    (message,) = chat.messages
    assert (message.sender, message.text, message.is_mine) == (sender, "好", is_mine)
    assert message.kind is MessageKind.TEXT
    assert message.at is not None
    assert message.at.timestamp() == 1770791762
    assert len(chat.noticed) == 1


@pytest.mark.parametrize(
    "content",
    [
        [{"role": "user", "content": "x", "name": "a", "timestamp": 1770791762}],
        [{"time": "2026-02-11", "name": "甲", "content": "x", "amount": "5.00"}],
        [{"date": "soon", "name": "甲", "content": "x"}],
        [{"name": "甲", "content": "x"}],
        {"messages": [1, 2]},
        {"list": [{"name": "a"}]},
    ],
)
def test_what_is_no_chat(tmp_path: Path, content: object) -> None:
    assert find_chat_reader(Source(written(tmp_path, content, "a.json"))) is None


def test_what_lacks_a_field_is_left_out(tmp_path: Path) -> None:
    good = {"time": 1770791762, "sender": "甲", "content": "好"}
    chat = read_chat(written(tmp_path, [good, {"time": 1770791763}, 5, good]))
    assert len(chat.messages) == 2
    assert [skipped.line for skipped in chat.skipped] == [2, 3]
