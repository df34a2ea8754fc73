"""Mails as chats: an `.eml` is one message, an `.mbox` one conversation a thread.

A mail that WeChat's phone sent holds a chat: it is read as that chat, its pictures found among the attachments by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email.message import Message
from typing import BinaryIO, Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadAttachment, ReadConversation, ReadMessage, TimeKnown
from app.domain.errors import UnreadableFile
from app.domain.imports import Noticed, Skipped
from app.domain.words import Text
from app.intake.chats.line_messages import chat_items, no_messages
from app.intake.chats.wechat_mail import is_wechat_mail, mailed_conversation, mailed_messages
from app.intake.mail import Mail, attachment_of, is_mail, mail_of, open_attachment, parse_mail, read_mail
from app.intake.mailboxes import Boxed, index_mailbox, mail_bytes
from app.intake.readers import ChatItem
from app.intake.sources import Source

_APP: Final = "邮件"
_ANSWERED: Final = re.compile(r"^(?:(?:re|fw|fwd|aw|回复|答复|转发)\s*[:：]\s*)+", re.IGNORECASE)
_NO_SUBJECT: Final = "（无主题）"


class EmlReader:
    """One mail."""

    name = "mail.eml"

    def detect(self, source: Source) -> bool:
        """Whether it begins with a mail's head."""
        return not source.head.startswith(b"From ") and is_mail(source.head)

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the mail as a conversation of one message, or the chat that WeChat put into it."""
        mail = read_mail(source)
        if is_wechat_mail(mail.text):
            yield from _chat_inside(mail, source, written_at)
            return
        yield _conversation(mail, mail.message_id or _subject(mail))
        yield mail_message(mail, line=1)

    def attachment(self, source: Source, part: str) -> BinaryIO | None:
        """Return the bytes of an attachment."""
        return open_attachment(source, part)


class MboxReader:
    """A mailbox: threads after one another, each in the order of its mails' times. `part` is `offset:part`."""

    name = "mail.mbox"

    def detect(self, source: Source) -> bool:
        """Whether it begins with the line that starts a mail in a mailbox, and a mail's head."""
        first, _, rest = source.head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
        return first.startswith(b"From ") and is_mail(rest)

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield each thread and its mails; a mail that cannot be read is skipped."""
        del written_at
        thread = ""
        count = 0
        for boxed in index_mailbox(source):
            try:
                mail = mail_of(_parsed(source, boxed), source.name)
            except UnreadableFile as refused:
                yield Skipped(boxed.line, refused.problem)
                continue
            if boxed.thread != thread or not count:
                thread = boxed.thread
                yield _conversation(mail, thread)
            count += 1
            yield mail_message(mail, line=boxed.line, prefix=f"{boxed.start}:")
        if not count:
            raise no_messages(source.name)

    def attachment(self, source: Source, part: str) -> BinaryIO | None:
        """Return the bytes of an attachment."""
        offset, _, key = part.partition(":")
        boxed = next((one for one in index_mailbox(source) if str(one.start) == offset), None)
        return attachment_of(_parsed(source, boxed), key, source.name) if boxed is not None else None


def mail_message(mail: Mail, *, line: int, prefix: str = "") -> ReadMessage:
    """Return a mail as a message; its subject stands above its text only where it is not the conversation's title."""
    attachments = tuple(
        ReadAttachment(one.name, one.media_type, prefix + one.part) for one in mail.attachments if one.size
    )
    return ReadMessage(
        line,
        mail.sent_at,
        TimeKnown.WRITTEN if mail.sent_at else TimeKnown.NONE,
        mail.sender.shown,
        mail.text or ("[附件]" if attachments else "[空邮件]"),
        sender_key=mail.sender.address.lower(),
        kind=MessageKind.FILE if attachments and not mail.text else MessageKind.TEXT,
        attachments=attachments,
        reply_to=mail.in_reply_to,
        message_no=mail.message_id,
    )


def _conversation(mail: Mail, key: str) -> ReadConversation:
    people = {one.address.lower() for one in (mail.sender, *mail.to, *mail.cc) if one.address}
    return ReadConversation(key, _subject(mail), _APP, Channel.OTHER, len(people) > 2)


def _subject(mail: Mail) -> str:
    return _ANSWERED.sub("", mail.subject).strip() or _NO_SUBJECT


def _parsed(source: Source, boxed: Boxed) -> Message:
    return parse_mail(mail_bytes(source, boxed), source.name)


def _chat_inside(mail: Mail, source: Source, written_at: datetime) -> Iterator[ChatItem]:
    conversation = mailed_conversation(mail.text, fallback=_subject(mail))
    yield conversation
    sender = mail.sender.shown
    yield Noticed(
        Text(
            f"聊天记录来自“{sender}”发送的邮件，邮件本身也应作为证据保存",
            f"the chat came inside a mail from “{sender}”; keep that mail as evidence, too",
        )
    )
    lines = enumerate(mail.text.split("\n"), start=1)
    messages = mailed_messages(lines, conversation, written_at=mail.sent_at or written_at, name=source.name)
    for item in chat_items(source, messages, written_at=mail.sent_at or written_at):
        yield replace(item, attachments=_found(item, mail)) if isinstance(item, ReadMessage) else item


def _found(message: ReadMessage, mail: Mail) -> tuple[ReadAttachment, ...]:
    """Return a message's attachments with their parts, found by name or, shortened by a mail program, by its hash."""
    by_name = {one.name: one for one in mail.attachments}
    by_stem = {one.name.partition(".")[0]: one for one in mail.attachments}
    found = []
    for wanted in message.attachments:
        one = by_name.get(wanted.name) or by_stem.get(wanted.name.partition(".")[0])
        found.append(ReadAttachment(wanted.name, one.media_type, one.part) if one else wanted)
    return tuple(found)


EML_READER: Final = EmlReader()
MBOX_READER: Final = MboxReader()
