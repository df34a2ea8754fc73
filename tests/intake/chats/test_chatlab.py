"""The ChatLab standard, as JSON and as JSON lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind as Kind
from app.domain.errors import UnreadableFile
from tests.intake.chats.reading import fixture, read_chat, written

HEADER = '{"_type":"header","chatlab":{"version":"0.0.2"},"meta":{"name":"x","platform":"wechat","type":"private"}}\n'


def test_every_type_of_the_standard() -> None:
    chat = fixture("chatlab_types.jsonl")
    assert [(item.key, item.title, item.channel, item.is_group) for item in chat.conversations] == [
        ("4455", "维权群", Channel.QQ, True)
    ]
    assert [message.kind for message in chat.messages] == [
        Kind.TEXT,
        Kind.IMAGE,
        Kind.VOICE,
        Kind.VIDEO,
        Kind.FILE,
        Kind.STICKER,
        Kind.LINK,
        Kind.LOCATION,
        Kind.RED_PACKET,
        Kind.TRANSFER,
        Kind.SYSTEM,
        Kind.CALL,
        Kind.LINK,
        Kind.TEXT,
        Kind.LINK,
        Kind.CARD,
        Kind.SYSTEM,
        Kind.RECALLED,
        Kind.OTHER,
        Kind.OTHER,
    ]
    assert chat.messages[1].text == "[图片]"
    assert {message.sender for message in chat.messages} == {"群主阿丽", ""}
    assert chat.messages[13].reply_to == "群主阿丽：内容0"
    assert all(message.is_mine is None for message in chat.messages)


def test_comments_and_broken_lines_are_left_out() -> None:
    chat = fixture("chatlab_types.jsonl")
    # Lines 1, 6 and 7 are comments and blank; 8 is no JSON, 9 has no time.
    assert [item.line for item in chat.skipped] == [8, 9]
    assert chat.messages[2].line == 10


def test_members_give_their_names_also_to_json(tmp_path: Path) -> None:
    export = {
        "chatlab": {"version": "0.0.2"},
        "meta": {"name": "群", "platform": "weixin", "type": "group", "ownerId": "a"},
        "members": [{"platformId": "a", "accountName": "甲"}, {"platformId": "b", "groupNickname": "乙"}],
        "messages": [
            {"sender": "a", "timestamp": 1770791762, "type": 0, "content": "1"},
            {"sender": "b", "timestamp": 1770791763, "type": 0, "content": "2"},
            {"sender": "c", "timestamp": 1770791764, "content": "3"},
            7,
        ],
    }
    chat = read_chat(written(tmp_path, export))
    assert [(message.sender, message.is_mine) for message in chat.messages] == [
        ("甲", True),
        ("乙", False),
        ("c", False),
    ]
    assert [item.line for item in chat.skipped] == [4]
    assert chat.conversations[0].channel is Channel.WECHAT


def test_lines_without_header_are_refused(tmp_path: Path) -> None:
    first = json.dumps({"_type": "message", "sender": "a", "timestamp": 1, "type": 0})
    with pytest.raises(UnreadableFile, match="line 1: has no header"):
        read_chat(written(tmp_path, first + "\n" + HEADER))


def test_a_line_without_end_is_refused_with_its_number(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="line 2: is too long"):
        read_chat(written(tmp_path, HEADER + '{"_type":"message","content":"' + "x" * (2 << 20)))


def test_order_is_the_files(tmp_path: Path) -> None:
    lines = "".join(
        json.dumps({"_type": "message", "sender": "a", "timestamp": stamp, "type": 0, "content": str(stamp)}) + "\r\n"
        for stamp in (1770791769, 1770791762)
    )
    chat = read_chat(written(tmp_path, HEADER + lines))
    assert [message.text for message in chat.messages] == ["1770791769", "1770791762"]
