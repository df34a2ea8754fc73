"""Mails and mailboxes: heads, texts, attachments, threads; malformed and hostile ones."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from app.domain.chats import MessageKind, TimeKnown
from app.domain.errors import UnreadableFile
from app.intake.chats.mails import EML_READER, MBOX_READER
from app.intake.mail import HEADER_BYTES, is_mail, open_attachment, read_mail
from app.intake.sources import Source
from tests.intake.chats.text_chats import FIXTURES, read_file

PNG = b"\x89PNG\r\n\x1a\n picture"


def saved(folder: Path, raw: bytes, name: str = "a.eml") -> Source:
    (folder / name).write_bytes(raw)
    return Source(folder / name)


def message(subject: str = "退款", text: str = "您好", **fields: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "客服 <kf@example.com>"
    mail["To"] = "me@example.com"
    mail["Subject"] = subject
    mail["Date"] = "Sun, 15 Feb 2026 10:05:00 +0800"
    for name, value in fields.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def test_gb18030_inside_gb2312_words() -> None:
    mail = read_mail(Source(FIXTURES / "seller_mail_gb18030.eml"))
    assert mail.subject == "关于订单 CARD20260214180000123 的退款"
    assert (mail.sender.name, mail.sender.address) == ("云卡商城客服", "kf@example.com")
    assert mail.sent_at == datetime(2026, 2, 15, 2, 5, tzinfo=UTC)
    assert mail.message_id == "<1@example.com>"
    assert mail.text == "您好，您的订单已部分退款50.00元，1-7个工作日到账。"
    assert not mail.has_dkim_signature


def test_characters_that_gb2312_lacks(tmp_path: Path) -> None:
    body = "退款￥50，喆先生".encode("gb18030")
    raw = b"From: a@b.cn\nTo: c@d.cn\nSubject: " + "退款".encode("gbk") + b"\nDate: x\n"
    raw += b"Content-Type: text/plain; charset=gb2312\n\n" + body
    mail = read_mail(saved(tmp_path, raw))
    assert mail.text == "退款￥50，喆先生"
    assert mail.subject == "退款"
    assert mail.sent_at is None


def test_the_head_is_kept_and_not_verified(tmp_path: Path) -> None:
    mail = message(
        DKIM_Signature="v=1; a=rsa-sha256; d=example.com; b=abc",
        Received="from mx by b; Sun, 15 Feb 2026 10:05:01 +0800",
        Message_ID="<2@x>",
        In_Reply_To="<1@x>",
        References="<0@x> <1@x>",
    )
    read = read_mail(saved(tmp_path, mail.as_bytes()))
    assert read.has_dkim_signature
    assert read.received == ("from mx by b; Sun, 15 Feb 2026 10:05:01 +0800",)
    assert (read.in_reply_to, read.references) == ("<1@x>", ("<0@x>", "<1@x>"))


def test_attachments_names_hashes_and_bytes(tmp_path: Path) -> None:
    mail = message()
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="../../回单\x07.pdf")
    mail.add_attachment(PNG, maintype="image", subtype="png", filename="图.png", cid="<p1>", disposition="inline")
    mail.add_attachment(message("附带", "原文"))
    source = saved(tmp_path, mail.as_bytes())
    read = read_mail(source)
    assert read.text == "您好"
    assert [one.name for one in read.attachments][1:] == ["图.png", "附件4.eml"]
    assert "/" not in read.attachments[0].name
    assert read.attachments[0].name.endswith(".pdf")
    assert "\x07" not in read.attachments[0].name
    assert read.attachments[1].is_inline
    assert read.attachments[1].sha256 == hashlib.sha256(PNG).hexdigest()
    stream = open_attachment(source, read.attachments[1].part)
    assert stream is not None
    assert stream.read() == PNG
    attached = open_attachment(source, read.attachments[2].part)
    assert attached is not None
    assert b"Subject" in attached.read()
    assert open_attachment(source, "9.9") is None
    assert open_attachment(source, "1") is None


def test_plain_is_preferred_to_html(tmp_path: Path) -> None:
    mail = message(text="纯文本")
    mail.add_alternative("<p>网页<script>x()</script></p>", subtype="html")
    assert read_mail(saved(tmp_path, mail.as_bytes())).text == "纯文本"
    page = EmailMessage()
    page["From"], page["To"], page["Subject"] = "a@b.cn", "c@d.cn", "x"
    page.set_content("<div>退款<b>50</b>元</div><style>p{}</style><script>x()</script><div>到账</div>", subtype="html")
    assert read_mail(saved(tmp_path, page.as_bytes(), "b.eml")).text == "退款50元\n\n到账"


def test_as_a_chat(tmp_path: Path) -> None:
    mail = message("Re: 回复：退款", "好的", Message_ID="<2@x>")
    mail.add_attachment(PNG, maintype="image", subtype="png", filename="图.png")
    source = saved(tmp_path, mail.as_bytes())
    read = read_file(EML_READER, source.path)
    assert read.conversations[0].title == "退款"
    assert (read.messages[0].sender, read.messages[0].sender_key) == ("客服", "kf@example.com")
    assert read.times == ["2026-02-15 10:05:00"]
    stream = EML_READER.attachment(source, read.messages[0].attachments[0].part)
    assert stream is not None
    assert stream.read() == PNG


def test_a_chat_that_wechat_mailed(tmp_path: Path) -> None:
    chat = (FIXTURES / "wechat_phone_mail_export.txt").read_text(encoding="utf-8")
    mail = message("微信聊天记录", chat)
    mail.add_attachment(PNG, maintype="image", subtype="png", filename="8b0abeb1ccf49ed225b85b4c96a35d98.png")
    source = saved(tmp_path, mail.as_bytes())
    read = read_file(EML_READER, source.path)
    assert read.conversations[0].app == "微信"
    assert [one.is_mine for one in read.messages] == [True, False, True, False]
    attachment = read.messages[2].attachments[0]
    assert attachment.media_type == "image/png"
    stream = EML_READER.attachment(source, attachment.part)
    assert stream is not None
    assert stream.read() == PNG
    assert "客服" in read.noticed[0].text.zh


def box(*mails: EmailMessage) -> bytes:
    return b"".join(
        b"From kf@example.com Sun Feb 15 10:05:00 2026\n" + mail.as_bytes().replace(b"\nFrom ", b"\n>From ") + b"\n"
        for mail in mails
    )


def test_threads_of_a_mailbox(tmp_path: Path) -> None:
    first = message("退款", "一", Message_ID="<1@x>")
    other = message("别的", "From here on\n二", Message_ID="<2@x>")
    second = message("Re: 退款", "三", Message_ID="<3@x>", In_Reply_To="<1@x>")
    third = message("Re: 退款", "四", Message_ID="<4@x>", References="<1@x> <3@x>")
    third.add_attachment(PNG, maintype="image", subtype="png", filename="图.png")
    source = saved(tmp_path, box(first, other, second, third), "a.mbox")
    read = read_file(MBOX_READER, source.path)
    assert [(one.key, one.title) for one in read.conversations] == [("<1@x>", "退款"), ("<2@x>", "别的")]
    assert [one.text for one in read.messages] == ["一", "三", "四", "From here on\n二"]
    assert read.messages[0].line == 1
    stream = MBOX_READER.attachment(source, read.messages[2].attachments[0].part)
    assert stream is not None
    assert stream.read() == PNG
    assert not EML_READER.detect(source)


def test_a_broken_mail_in_a_mailbox_is_skipped(tmp_path: Path) -> None:
    raw = box(message("一", "一")) + b"From x\nno mail at all\n\n" + box(message("二", "二"))
    read = read_file(MBOX_READER, saved(tmp_path, raw, "a.mbox").path)
    assert [one.text for one in read.messages] == ["一", "二"]
    assert len(read.skipped) == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"hello",
        b"From: a@b.c\n\nx",
        b"Subject: x\nTo: y\nDate: z\n\nx",
        b"From: a@b.c\nTo: d\nnot a field\nDate: z\n\n",
        (FIXTURES / "qq_msgmgr.mht").read_bytes(),
    ],
)
def test_what_is_no_mail(tmp_path: Path, raw: bytes) -> None:
    assert not is_mail(raw)
    with pytest.raises(UnreadableFile, match="no mail"):
        read_mail(saved(tmp_path, raw))


HEAD = b"From: a@b.cn\nTo: c@d.cn\nSubject: x\n"


def test_nested_bombs(tmp_path: Path) -> None:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(300))
    with pytest.raises(UnreadableFile, match="nested"):
        read_mail(saved(tmp_path, HEAD + deep + b"\nx"))
    wide = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: text/plain\n\nx\n" * 5000
    with pytest.raises(UnreadableFile, match="parts"):
        read_mail(saved(tmp_path, wide, "b.eml"))
    wide = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 5000
    with pytest.raises(UnreadableFile, match="parts"):
        read_mail(saved(tmp_path, wide, "c.eml"))


def test_huge_heads(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="head"):
        read_mail(saved(tmp_path, HEAD + b"X: " + b"y" * (HEADER_BYTES + 100) + b"\n\nx"))
    crafted = HEAD + b'Content-Type: text/plain; a="' + b";" * 60_000 + b"\n\nx"
    with pytest.raises(UnreadableFile, match="head"):
        read_mail(saved(tmp_path, crafted, "c.eml"))
    long = read_mail(saved(tmp_path, HEAD + b"Cc: " + b"a@b.cn, " * 20_000 + b"\n\nx", "b.eml"))
    assert len(long.cc) <= 50


@pytest.mark.parametrize(
    "part",
    [
        b"Content-Type: text/plain; charset=nonsense\n\n\xff\xfe\xfd",
        b"Content-Type: text/plain; charset=utf-16\n\nabc",
        b"Content-Transfer-Encoding: base64\n\n!!!not base64",
        b"Content-Type: =?utf-8?b?broken\n\nx",
        b"Content-Disposition: attachment; filename*=bad''%zz\n\nx",
        b"Content-Type: message/rfc822\n\n",
        b"Content-Type: multipart/mixed\n\nno boundary",
        b"Date: Sun, 99 Feb 2026 99:99:99 +9999\n\nx",
        b"Message-ID: <<<[[>>\nReferences: \xff\xff\n\nx",
    ],
)
def test_malformed_mails_are_read_as_far_as_they_go(tmp_path: Path, part: bytes) -> None:
    read = read_file(EML_READER, saved(tmp_path, HEAD + part).path)
    assert len(read.messages) == 1
    assert read.messages[0].kind in {MessageKind.TEXT, MessageKind.FILE}
    assert read.messages[0].time_known is TimeKnown.NONE
