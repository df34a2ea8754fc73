"""Damaged files: whatever happens to one, a reader refuses with `UnreadableFile` or reads on; nothing else escapes."""

from __future__ import annotations

import contextlib
import random
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.chats import ReadMessage
from app.domain.errors import UnreadableFile
from app.intake.chats import (
    chatlog_txt,
    line_txt,
    memotrace_txt,
    pasted,
    qce_txt,
    qq_mht,
    qq_txt,
    qqnt_copy,
    wechat_desktop,
    wechat_exporter_txt,
    wechat_mail,
    weflow_txt,
    whatsapp,
)
from app.intake.chats.mails import EML_READER, MBOX_READER
from app.intake.readers import ChatReader
from app.intake.sources import Source
from app.intake.web_pages import read_page
from tests.intake.chats.test_wechat_text import EXPORTED
from tests.intake.chats.text_chats import FIXTURES, WRITTEN

MAIL = (FIXTURES / "seller_mail_gb18030.eml").read_bytes()
PAGE = (
    b"<!DOCTYPE html><html><head><title>a</title></head>"
    b"<body><p>x<img src='data:image/png;base64,AA'></p></body></html>"
)
CASES: list[tuple[ChatReader, bytes]] = [
    *(
        (reader, (FIXTURES / name).read_bytes())
        for reader, name in (
            (wechat_mail.READER, "wechat_phone_mail_export.txt"),
            (wechat_desktop.READER, "wechat_desktop_multiselect_copy.txt"),
            (qqnt_copy.READER, "qqnt_multiselect_copy.txt"),
            (qq_txt.READER, "qq_msgmgr_12h.txt"),
            (qq_mht.READER, "qq_msgmgr.mht"),
            (qce_txt.READER, "qce_v5.txt"),
            (whatsapp.READER, "whatsapp_ios_zh.txt"),
            (weflow_txt.READER, "weflow.txt"),
            (memotrace_txt.READER, "memotrace.txt"),
            (chatlog_txt.READER, "chatlog.txt"),
            (line_txt.READER, "line_zh_tw.txt"),
            (pasted.READER, "memotrace.txt"),
        )
    ),
    (wechat_exporter_txt.READER, EXPORTED.encode()),
    (EML_READER, MAIL),
    (MBOX_READER, b"From x\r\n" + MAIL + b"\r\n\r\nFrom y\r\n" + MAIL),
]
PIECES = [b"\0", b"\xff\xfe", b"\r", b"\n\n", b"9" * 30, b"-", b": ", b"\xe2\x80\xaf", b"=" * 64, b"(", b"<"]
PIECES.append("２０２６".encode())


def mutated(raw: bytes, chance: random.Random) -> bytes:
    out = bytearray(raw)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(out) + 1)
        match chance.randrange(5):
            case 0:
                out[at : at + chance.randint(1, 40)] = b""
            case 1:
                out[at:at] = chance.choice(PIECES)
            case 2 if at < len(out):
                out[at] = chance.randrange(256)
            case 3:
                out[at:at] = out[chance.randrange(len(out) + 1) :][: chance.randint(1, 200)]
            case _:
                del out[max(at, 1) : None if chance.random() < 0.2 else at + 2]
    return bytes(out)


def each_mutation(name: str, raw: bytes, path: Path, look: Callable[[Source], int]) -> int:
    chance = random.Random(zlib.crc32(name.encode()))
    taken = 0
    said: list[str] = []
    for _ in range(300):
        path.write_bytes(mutated(raw, chance))
        try:
            taken += look(Source(path))
        except UnreadableFile as refused:
            said.append(refused.line("zh") + refused.line("en"))
    assert all("：" in one for one in said)
    return taken


@pytest.mark.parametrize(("reader", "raw"), CASES, ids=[reader.name for reader, _ in CASES])
def test_damaged_chats(reader: ChatReader, raw: bytes, tmp_path: Path) -> None:
    def look(source: Source) -> int:
        reader.detect(source)
        messages = [item for item in reader.read(source, written_at=WRITTEN) if isinstance(item, ReadMessage)]
        for message in messages:
            message.text.encode()
            assert "\n" not in message.sender
            for attachment in message.attachments[:2]:
                stream = reader.attachment(source, attachment.part)
                if stream is not None:
                    stream.close()
        return bool(messages)

    assert each_mutation(reader.name, raw, tmp_path / "a.txt", look) > 20


def test_damaged_pages(tmp_path: Path) -> None:
    assert each_mutation("page", PAGE, tmp_path / "a.html", lambda source: bool(read_page(source).safe_html)) > 30


CRAFTED = [
    "<",
    "<div ",
    "<img ",
    "[图片: ",
    "「」",
    "\n资源: 1 个文件",
    "\n    ",
    ">消息分组:",
    "(请在附件中查看)",
    "：",
    " ",
    "\t",
    "1:00 ",
]


@pytest.mark.parametrize(("reader", "raw"), CASES, ids=[reader.name for reader, _ in CASES])
def test_crafted_texts_take_no_time(reader: ChatReader, raw: bytes, tmp_path: Path) -> None:
    started = time.thread_time()
    for piece in CRAFTED:
        long = (piece * (90_000 // len(piece.encode()))).encode()
        for at in (raw.find("付款".encode()), len(raw)):
            (tmp_path / "a.txt").write_bytes(raw[:at] + long + raw[at:])
            with contextlib.suppress(UnreadableFile):
                for _ in reader.read(Source(tmp_path / "a.txt"), written_at=WRITTEN):
                    pass
    assert time.thread_time() - started < 15
