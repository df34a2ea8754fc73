"""Inputs that fuzzing found: each of them once broke a reader, or was kept for ever."""

from __future__ import annotations

import gc
import weakref
from datetime import UTC, datetime
from pathlib import Path

from app.domain.chats import ReadMessage
from app.intake.chats import qq_txt, wechat_mail
from app.intake.chats.mails import EML_READER
from app.intake.readers import ChatReader
from app.intake.sources import Source
from app.intake.statements.mapping_guess import preview
from app.intake.statements.tables import tables

WRITTEN = datetime(2026, 2, 12, tzinfo=UTC)

HEAD = b"From: a@b.c\r\nTo: c@d.e\r\nSubject: x\r\nDate: Wed, 11 Feb 2026 14:36:02 +0800\r\n"


def read(reader: ChatReader, folder: Path, raw: bytes) -> list[ReadMessage]:
    path = folder / "聊天"
    path.write_bytes(raw)
    return [item for item in reader.read(Source(path), written_at=WRITTEN) if isinstance(item, ReadMessage)]


def test_a_mail_s_charset_holds_nul(tmp_path: Path) -> None:
    raw = HEAD + b'MIME-Version: 1.0\r\nContent-Type: text/plain; charset="utf\0-8"\r\n\r\n\xe9\x80\x80\r\n'
    assert [message.text for message in read(EML_READER, tmp_path, raw)] == ["退"]


def test_a_message_id_holds_nul(tmp_path: Path) -> None:
    raw = HEAD + b"Message-ID: <1@ex\0ample.com>\r\n\r\nx\r\n"
    assert [message.message_no for message in read(EML_READER, tmp_path, raw)] == ["<1@example.com>"]


def test_a_sender_s_mail_address_holds_nul(tmp_path: Path) -> None:
    text = "\ufeff消息记录（此消息记录为文本格式）\n\n================\n消息分组:我的好友\n================\n"
    text += "消息对象:卡商\n================\n\n2026-02-11 14:36:02 我<me@ex\0ample.com>\n付款了\n"
    assert [message.sender_key for message in read(qq_txt.READER, tmp_path, text.encode())] == ["me@example.com"]


def test_a_picture_is_named_with_folders(tmp_path: Path) -> None:
    text = "我 和 卡商 在微信上的聊天记录如下，请查收。\n\n—————  2026-02-11  —————\n\n\n"
    text += "我  14:41\n\n[图片: ../../a/b.jpg(请在附件中查看)]\n"
    messages = read(wechat_mail.READER, tmp_path, text.encode())
    assert [attached.name for message in messages for attached in message.attachments] == ["b.jpg"]


def test_a_month_is_a_superscript(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("日期,金额,商户\n1/0²/2026,5.00,a\n", encoding="utf-8")
    assert preview(Source(path)).rows


def test_what_was_found_out_of_a_file_goes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    source = Source(path)
    assert tables(source) is tables(source)
    held = weakref.ref(source)
    del source
    gc.collect()
    assert held() is None
