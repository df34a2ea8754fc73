"""Conversations and their messages, as readers find them in exports, mails and pasted text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from app.domain.cancellation import Channel
from app.domain.text import Labelled

ConversationId = NewType("ConversationId", int)
MessageId = NewType("MessageId", int)


class Role(Labelled):
    """Who somebody in a conversation is; the values are those of `chat list --json`."""

    ME = "me", "我", "Me"
    MERCHANT = "merchant", "商家", "Merchant"
    PLATFORM = "platform", "平台客服", "Platform"
    OTHER = "other", "其他", "Other"


class MessageKind(Labelled):
    """What a message is; what is no text shows a word in brackets, such as `[图片]`, as its text."""

    TEXT = "text", "文字", "Text"
    IMAGE = "image", "图片", "Image"
    VOICE = "voice", "语音", "Voice"
    VIDEO = "video", "视频", "Video"
    FILE = "file", "文件", "File"
    STICKER = "sticker", "表情", "Sticker"
    LINK = "link", "链接", "Link"
    TRANSFER = "transfer", "转账", "Transfer"
    RED_PACKET = "red_packet", "红包", "Red packet"
    CALL = "call", "通话", "Call"
    LOCATION = "location", "位置", "Location"
    CARD = "card", "名片", "Contact card"
    SYSTEM = "system", "系统消息", "System"
    RECALLED = "recalled", "已撤回", "Recalled"
    OTHER = "other", "其他", "Other"


class TimeKnown(Labelled):
    """How a message's time is known: written whole in the file, resolved from the file's date, or not at all."""

    WRITTEN = "written", "原文时间", "As written"
    RESOLVED = "resolved", "推定时间", "Resolved"
    NONE = "none", "时间不详", "Unknown"


@dataclass(frozen=True, slots=True)
class ReadAttachment:
    """Something a message carries: its name as the file has it, and where its bytes are, if they came along.

    `part` is a key by which the reader of the same source gives the bytes (`Reader.attachment(source, part)`).
    """

    name: str
    media_type: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """One message in the order of its file.

    `line` counts lines from 1 for text and table files, and messages from 1 for JSON, HTML and mail. `at` is aware UTC
    or None. `sender` is the name shown; `sender_key` a lasting id (wxid, QQ number, mail address) or "". `is_mine` is
    None where the file does not tell who exported it. System messages have sender "".
    """

    line: int
    at: datetime | None
    time_known: TimeKnown
    sender: str
    text: str
    sender_key: str = ""
    is_mine: bool | None = None
    kind: MessageKind = MessageKind.TEXT
    attachments: tuple[ReadAttachment, ...] = ()
    reply_to: str = ""
    message_no: str = ""


@dataclass(frozen=True, slots=True)
class ReadConversation:
    """The conversation that messages belong to; one file may hold several.

    `key` is lasting within exports of the same tool (wxid, group id, title); `app` names where it was held
    (微信, QQ, WhatsApp, Telegram, 邮件, 平台, …).
    """

    key: str
    title: str
    app: str
    channel: Channel
    is_group: bool = False
