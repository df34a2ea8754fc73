"""What the words and numbers of exports say about a message's kind; tables as data, unknown ones are `OTHER`."""

from __future__ import annotations

import re
from typing import Final

from app.domain.chats import MessageKind as Kind

WORDS: Final = {
    Kind.IMAGE: "[图片]",
    Kind.VOICE: "[语音]",
    Kind.VIDEO: "[视频]",
    Kind.FILE: "[文件]",
    Kind.STICKER: "[表情]",
    Kind.LINK: "[链接]",
    Kind.TRANSFER: "[微信转账]",
    Kind.RED_PACKET: "[红包]",
    Kind.CALL: "[通话]",
    Kind.LOCATION: "[位置]",
    Kind.CARD: "[名片]",
    Kind.SYSTEM: "[系统消息]",
    Kind.RECALLED: "[已撤回]",
    Kind.OTHER: "[其他]",
}
"""What stands for a message that has no text."""

CHATLAB: Final = {
    0: Kind.TEXT,
    1: Kind.IMAGE,
    2: Kind.VOICE,
    3: Kind.VIDEO,
    4: Kind.FILE,
    5: Kind.STICKER,
    7: Kind.LINK,
    8: Kind.LOCATION,
    20: Kind.RED_PACKET,
    21: Kind.TRANSFER,
    22: Kind.SYSTEM,
    23: Kind.CALL,
    24: Kind.LINK,
    25: Kind.TEXT,
    26: Kind.LINK,
    27: Kind.CARD,
    80: Kind.SYSTEM,
    81: Kind.RECALLED,
    99: Kind.OTHER,
}
"""Message types of the ChatLab standard 0.0.2."""

WECHAT: Final = {
    1: Kind.TEXT,
    3: Kind.IMAGE,
    34: Kind.VOICE,
    42: Kind.CARD,
    43: Kind.VIDEO,
    44: Kind.VIDEO,
    47: Kind.STICKER,
    48: Kind.LOCATION,
    50: Kind.CALL,
    62: Kind.VIDEO,
    66: Kind.CARD,
    10000: Kind.SYSTEM,
    10002: Kind.SYSTEM,
}
"""WeChat's own message types; 49 is told by its subtype."""

WECHAT_APP: Final = {
    1: Kind.TEXT,
    2: Kind.IMAGE,
    3: Kind.LINK,
    4: Kind.LINK,
    5: Kind.LINK,
    6: Kind.FILE,
    8: Kind.STICKER,
    17: Kind.LOCATION,
    19: Kind.LINK,
    33: Kind.LINK,
    36: Kind.LINK,
    51: Kind.LINK,
    53: Kind.TEXT,
    57: Kind.TEXT,
    62: Kind.SYSTEM,
    63: Kind.LINK,
    74: Kind.FILE,
    87: Kind.SYSTEM,
    2000: Kind.TRANSFER,
    2001: Kind.RED_PACKET,
    2003: Kind.RED_PACKET,
}
"""Subtypes of WeChat's message type 49: 57 quotes, 2000 transfers money, 2001 is a red packet."""

QQ_ELEMENTS: Final = {
    "image": Kind.IMAGE,
    "pic": Kind.IMAGE,
    "audio": Kind.VOICE,
    "voice": Kind.VOICE,
    "ptt": Kind.VOICE,
    "video": Kind.VIDEO,
    "file": Kind.FILE,
    "face": Kind.STICKER,
    "market_face": Kind.STICKER,
    "location": Kind.LOCATION,
    "forward": Kind.LINK,
    "multi_forward": Kind.LINK,
    "json": Kind.LINK,
    "json_card": Kind.LINK,
    "ark": Kind.LINK,
    "xml": Kind.LINK,
    "markdown": Kind.TEXT,
    "wallet": Kind.RED_PACKET,
    "red_packet": Kind.RED_PACKET,
    "transfer": Kind.TRANSFER,
    "call": Kind.CALL,
    "av_record": Kind.CALL,
    "system": Kind.SYSTEM,
    "gray_tip": Kind.SYSTEM,
}
"""Elements and resources of QQ Chat Exporter."""

TELEGRAM_MEDIA: Final = {
    "sticker": Kind.STICKER,
    "animation": Kind.STICKER,
    "voice_message": Kind.VOICE,
    "audio_file": Kind.VOICE,
    "video_message": Kind.VIDEO,
    "video_file": Kind.VIDEO,
}
"""`media_type` of Telegram Desktop."""

_NAMED: Final = {
    "text": Kind.TEXT,
    "image": Kind.IMAGE,
    "photo": Kind.IMAGE,
    "voice": Kind.VOICE,
    "audio": Kind.VOICE,
    "video": Kind.VIDEO,
    "file": Kind.FILE,
    "sticker": Kind.STICKER,
    "emoji": Kind.STICKER,
    "link": Kind.LINK,
    "card": Kind.LINK,
    "location": Kind.LOCATION,
    "contact": Kind.CARD,
    "transfer": Kind.TRANSFER,
    "red_packet": Kind.RED_PACKET,
    "call": Kind.CALL,
    "voip": Kind.CALL,
    "system": Kind.SYSTEM,
    "recall": Kind.RECALLED,
    "quote": Kind.TEXT,
    "reply": Kind.TEXT,
    "合并转发": Kind.LINK,
    "聊天记录合并转发": Kind.LINK,
}

# Looked for in this order: "语音通话" is a call, "带有引用的文本消息" a text, "图文消息" no picture.
_CONTAINED: Final = (
    ("撤回", Kind.RECALLED),
    ("系统", Kind.SYSTEM),
    ("拍一拍", Kind.SYSTEM),
    ("转账", Kind.TRANSFER),
    ("红包", Kind.RED_PACKET),
    ("通话", Kind.CALL),
    ("引用", Kind.TEXT),
    ("文本", Kind.TEXT),
    ("文字", Kind.TEXT),
    ("图文", Kind.LINK),
    ("链接", Kind.LINK),
    ("小程序", Kind.LINK),
    ("视频号", Kind.LINK),
    ("分享", Kind.LINK),
    ("聊天记录", Kind.LINK),
    ("表情", Kind.STICKER),
    ("图片", Kind.IMAGE),
    ("语音", Kind.VOICE),
    ("视频", Kind.VIDEO),
    ("文件", Kind.FILE),
    ("名片", Kind.CARD),
    ("位置", Kind.LOCATION),
)

_BRACKETED: Final = re.compile(r"!?\[([^\]|\[\n]{1,12})(?:\|[^\]\n]*)?\](?:\([^\n]*\))?")
_SAME_WORDS: Final = frozenset(word for word, _ in _CONTAINED if word not in {"引用", "文本", "文字", "系统"})


def named_kind(name: str) -> Kind:
    """Return the kind that an export names in Chinese (`文本消息`, `(分享)卡片式链接`) or English (`image`)."""
    name = name.strip()
    if found := _NAMED.get(name.lower()):
        return found
    return next((kind for word, kind in _CONTAINED if word in name), Kind.OTHER)


def bracketed_kind(text: str) -> Kind:
    """Return the kind of a text that is only a word in brackets (`[图片]`, `[转账|发送 ￥12.00](备注)`); else TEXT."""
    match = _BRACKETED.fullmatch(text.strip()) if text[:2].startswith(("[", "![")) else None
    if match is None or not any(word in match[1] for word in _SAME_WORDS):
        return Kind.TEXT
    return named_kind(match[1])


def worded(kind: Kind, text: str) -> str:
    """Return the text, or the word that stands for one where there is none."""
    return text if text.strip() else WORDS.get(kind, "")
