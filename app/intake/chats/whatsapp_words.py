"""What WhatsApp itself writes into an export, in the languages of phones: media left out, deletions, calls, notices.

Words as they stand in exports from phones; an iPhone puts U+200E before each of them, and never before what somebody
typed.
"""

from __future__ import annotations

import re
from typing import Final

from app.domain.chats import MessageKind

GENERATED: Final = "\u200e"
"""What an iPhone puts before words that nobody typed."""

_OMITTED: Final = re.compile(
    r"<?[ ]?(?P<what>[\w \u4e00-\u9fff-]{0,30}?)[ ]?"
    r"(?:omitted|weggelassen|ausgeschlossen|omitido|omitida|omis|omise|omesso|omessa|omessi|ocult[oa]s?|oculta"
    r"|dahil edilmedi|tidak disertakan|weggelaten|已省略|已忽略|已略去|略過|省略(?:影音内容|多媒體檔案)?)[ ]?>?"
    r"|<(?:已省略多媒體檔案|Без медиафайлов|미디어 파일을 제외했습니다|メディアなし)>"
)
_WHAT: Final = (
    (("image", "图像", "图片", "圖片", "bild", "imagen", "imagem", "photo", "foto"), MessageKind.IMAGE),
    (("video", "视频", "影片", "vídeo", "gif"), MessageKind.VIDEO),
    (("audio", "áudio", "音频", "音訊", "語音", "语音", "voice"), MessageKind.VOICE),
    (("sticker", "贴图", "表情", "貼圖", "figurinha"), MessageKind.STICKER),
    (("document", "文档", "文件", "dokument", "documento"), MessageKind.FILE),
    (("contact", "联系人", "聯絡人", "名片"), MessageKind.CARD),
)
_DELETED: Final = frozenset(
    {
        "this message was deleted",
        "you deleted this message",
        "此消息已被删除",
        "这条消息已删除",
        "此消息已删除",
        "您已删除此消息",
        "你已删除此消息",
        "您删除了这条消息",
        "你删除了这条消息",
        "此訊息已刪除",
        "這則訊息已刪除",
        "你已刪除此訊息",
        "您已刪除此訊息",
        "你已刪除這則訊息",
        "diese nachricht wurde gelöscht",
        "du hast diese nachricht gelöscht",
        "mensagem apagada",
        "você apagou esta mensagem",
        "eliminaste este mensaje",
        "se eliminó este mensaje",
        "ce message a été supprimé",
        "vous avez supprimé ce message",
        "данное сообщение удалено",
        "bu mesaj silindi",
    }
)
_ENCRYPTED: Final = re.compile(
    r"端到端加密|端對端加密|end-to-end encrypt|Ende-zu-Ende-verschlüsselt|de extremo a extremo|de ponta a ponta"
    r"|de bout en bout|end-to-end-versleuteld|uçtan uca şifreli|crittografati end-to-end|сквозным шифрованием"
)
_OWN_WORDS: Final = (
    "Messages and calls are end-to-end encrypted",
    "Messages you send to this ",
    "消息和通话已进行端到端加密",
    "訊息和通話已受到端對端加密",
)
_CALL: Final = re.compile(
    r"(?:missed )?(?:group )?(?:voice|video) call\b|call failed\b|[未已]?接?(?:语音|視訊|视频|語音)通[话話]"
    r"|(?:未接|错过的|未接來電)[^\n]{0,12}|sprachanruf\b|videoanruf\b|verpasster \w+anruf\b",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(
    r"(?:live )?location: ?https?://|位置[:：] ?https?://|standort: ?https?://|ubicación: ?https?://"
    r"|localização: ?https?://",
    re.IGNORECASE,
)
_POLL: Final = re.compile(r"(?:poll|投票|umfrage|encuesta|enquete|sondage)[:：]", re.IGNORECASE)
_TO_ME: Final = re.compile(r"(?:You|Your|Du|你|您)\b|[你您]")


def left_out(text: str) -> MessageKind | None:
    """Return the kind of a medium that the export only mentions (`image omitted`, `圖片已略去`), else None."""
    found = _OMITTED.fullmatch(text) if len(text) <= 60 else None
    if found is None:
        return None
    what = (found["what"] or "").lower()
    return next((kind for words, kind in _WHAT if any(word in what for word in words)), MessageKind.OTHER)


def is_deletion(text: str) -> bool:
    """Whether a text says that the message which stood here was deleted."""
    return text.lower().rstrip(".。") in _DELETED


def is_encryption_notice(text: str) -> bool:
    """Whether a text is the notice at the top of each chat; that the phone wrote it tells more than its words."""
    if text.startswith(GENERATED):
        return _ENCRYPTED.search(text[:400]) is not None
    return text.startswith(_OWN_WORDS)


def generated_kind(text: str, sender: str) -> MessageKind | None:
    """Return the kind of a text that WhatsApp wrote in somebody's name, None where that is not sure.

    What happened in a group stands with the name of who did it, before it and in it: `Leon: Leon hat …`.
    """
    if _PLACE.match(text):
        return MessageKind.LOCATION
    if _CALL.match(text):
        return MessageKind.CALL
    if _POLL.match(text):
        return MessageKind.OTHER
    return MessageKind.SYSTEM if _TO_ME.match(text) or (sender and text.startswith(sender)) else None
