"""QQ Chat Exporter, versions 4 and 5, one file or chunks."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind as Kind
from app.domain.errors import UnreadableFile
from tests.fixtures.chats.make_chats import qce, qce_messages
from tests.intake.chats.reading import FIXTURES, fixture, read_chat, written


@pytest.mark.parametrize("name", ["qce_kinds.json", "qce_chunked/manifest.json"])
def test_one_file_and_chunks_read_the_same(name: str) -> None:
    chat = fixture(name)
    assert [(item.key, item.channel, item.is_group) for item in chat.conversations] == [("u_seller", Channel.QQ, False)]
    # In the order of their times, with their places in the file as numbers.
    assert [message.line for message in chat.messages] == [2, 3, 1, 4, 5, 6, 7, 8]
    times = [message.at for message in chat.messages if message.at]
    assert times == sorted(times)
    assert [item.line for item in chat.skipped] == [9]


def test_kinds_senders_and_replies() -> None:
    messages = {message.line: message for message in fixture("qce_kinds.json").messages}
    assert messages[2].is_mine is True
    assert messages[1].is_mine is False
    assert (messages[3].kind, messages[3].text) == (Kind.IMAGE, "[图片: a.jpg]")
    assert [(part.name, part.part) for part in messages[3].attachments] == [("a.jpg", "")]
    assert messages[4].reply_to == "我：退款呢"
    assert (messages[5].kind, messages[5].text) == (Kind.RECALLED, "[已撤回] 第5条")
    assert (messages[6].kind, messages[6].sender, messages[6].is_mine) == (Kind.SYSTEM, "", None)
    assert messages[1].sender_key == "10001"


def test_version_4_and_lost_times() -> None:
    messages = {message.line: message for message in fixture("qce_kinds.json").messages}
    assert (messages[8].kind, messages[8].sender, messages[8].message_no) == (Kind.RECALLED, "群名片", "8")
    assert messages[8].at == datetime(2026, 2, 11, 6, 50, tzinfo=UTC)
    assert messages[7].at == datetime(2026, 2, 11, 6, 40, tzinfo=UTC)  # its number was 0, its words remained


def test_statistics_may_push_the_messages_far_back(tmp_path: Path) -> None:
    export = qce(statistics={"senders": ["x" * 1000] * 100}, messages=qce_messages()[:2])
    assert len(read_chat(written(tmp_path, export)).messages) == 2


def _chunked(folder: Path, **entry: str) -> Path:
    return written(folder, qce(chunked={"chunks": [entry]}), "manifest.json")


@pytest.mark.parametrize(
    "path",
    [
        "../secret.jsonl",
        "/etc/secret.jsonl",
        "chunks/../secret.jsonl",
        "chunks\\secret.jsonl",
        "other/secret.jsonl",
        "",
    ],
)
def test_chunks_are_never_followed_elsewhere(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    (tmp_path / "secret.jsonl").write_text(json.dumps(qce_messages()[0]))
    with pytest.raises(UnreadableFile, match="unusable chunk"):
        read_chat(_chunked(folder, relativePath=path))


def test_a_chunk_that_is_a_link_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    target = tmp_path / "secret.jsonl"
    target.write_text(json.dumps(qce_messages()[0]))
    (folder / "c1.jsonl").symlink_to(target)
    (folder / "chunks").symlink_to(tmp_path)
    for name in ("c1.jsonl", "secret.jsonl"):
        with pytest.raises(UnreadableFile, match="lacks its chunk"):
            read_chat(_chunked(folder, relativePath=name))


def test_a_missing_chunk_is_refused_before_any_message(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    shutil.copytree(FIXTURES / "qce_chunked", folder)
    (folder / "chunks" / "c000002.jsonl").unlink()
    with pytest.raises(UnreadableFile, match=r"c000002\.jsonl"):
        read_chat(folder / "manifest.json")


def test_a_broken_line_of_a_chunk_is_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    shutil.copytree(FIXTURES / "qce_chunked", folder)
    chunk = folder / "chunks" / "c000001.jsonl"
    chunk.write_text(chunk.read_text(encoding="utf-8")[:-20] + "\n", encoding="utf-8")
    chat = read_chat(folder / "manifest.json")
    assert [item.line for item in chat.skipped] == [4, 9]
    assert len(chat.messages) == 7


def test_chunks_of_version_5_0_name_their_file_otherwise(tmp_path: Path) -> None:
    folder = tmp_path / "chunks"
    folder.mkdir()
    line = {"id": "1", "timestamp": 1770791762000, "sender": {"uid": "u_1", "name": "甲"}, "content": {"text": "好"}}
    (folder / "c000001.jsonl").write_text(json.dumps(line), encoding="utf-8")
    manifest = {
        "metadata": {"name": "QQChatExporter V5", "version": "5.0.0", "format": "chunked-jsonl"},
        "chatInfo": {"name": "群", "type": "group", "selfUid": "u_1"},
        "chunked": {"format": "chunked-jsonl", "chunks": [{"file": "chunks/c000001.jsonl", "messages": 1}]},
    }
    chat = read_chat(written(tmp_path, manifest, "manifest.json"))
    assert [(message.sender, message.text, message.is_mine) for message in chat.messages] == [("甲", "好", True)]


def test_version_4_keeps_answers_and_stickers_beside_the_text(tmp_path: Path) -> None:
    said = {"sender": {"uin": "1", "name": "甲"}, "timestamp": "2026-02-11T06:36:02.000Z", "messageType": 2}
    answer = {"text": "好", "resources": [], "emojis": [], "reply": {"senderName": "乙", "content": "在吗"}}
    export = {
        "metadata": {"name": "QQChatExporter V4", "version": "4.0.0"},
        "chatInfo": {"name": "群", "type": "group"},
        "messages": [{**said, "content": answer}, {**said, "content": {"text": "", "emojis": [{"type": "face"}]}}],
    }
    chat = read_chat(written(tmp_path, export, "a.json"))
    assert chat.messages[0].reply_to == "乙：在吗"
    assert chat.messages[1].kind is Kind.STICKER
