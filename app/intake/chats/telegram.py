"""`result.json` of Telegram Desktop: one chat, or a full export with a list of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadAttachment, ReadConversation, ReadMessage
from app.domain.imports import Skipped
from app.intake.chats.json_stream import ITEM, Path, json_facts, json_values
from app.intake.chats.kinds import TELEGRAM_MEDIA, WORDS
from app.intake.chats.values import (
    NOT_A_MESSAGE,
    RecentMessages,
    Unusable,
    body,
    figure,
    last_part,
    listing,
    mapping,
    moment,
    one_line,
)
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

_LISTS: Final[tuple[Path, ...]] = ((), ("chats", "list", ITEM), ("left_chats", "list", ITEM))
_MESSAGES: Final = frozenset((*place, "messages", ITEM) for place in _LISTS)
_FACTS: Final = frozenset((*place, fact) for place in _LISTS for fact in ("name", "type", "id"))
_OWNER: Final = ("personal_information", "user_id")
_FILE_KEYS: Final = ("photo", "file")
_NOT_INCLUDED: Final = "("
"""A path begins so where the file was left out: `(File not included. Change data exporting settings to download.)`."""

_ACTIONS: Final = {
    "phone_call": "通话",
    "group_call": "群通话",
    "pin_message": "置顶了一条消息",
    "create_group": "创建了群组",
    "create_channel": "创建了频道",
    "invite_members": "邀请了成员",
    "join_group_by_link": "通过链接加入了群组",
    "remove_members": "移除了成员",
    "edit_group_title": "修改了群名",
    "edit_group_photo": "修改了群头像",
    "send_payment": "付款",
    "clear_history": "清空了聊天记录",
}
_TOP_TYPE: Final = re.compile(
    r'"type"\s*:\s*"(?:personal_chat|bot_chat|saved_messages|(?:private|public)_(?:group|supergroup|channel))"'
)


class TelegramReader(WithoutAttachments):
    """Telegram Desktop's export; times by `date_unixtime`, which is absolute."""

    name = "telegram.json"

    def detect(self, source: Source) -> bool:
        """Whether it has Telegram's own keys; the head of a full export may not reach the first message."""
        head = source.head_text.lstrip("\ufeff \t\r\n")
        if not head.startswith("{"):
            return False
        if '"messages"' in head and ('"date_unixtime"' in head or '"from_id"' in head or _TOP_TYPE.search(head)):
            return True
        return '"personal_information"' in head and ('"chats"' in head or "Telegram" in head)

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield each chat and its messages.

        Raises:
            UnreadableFile: broken JSON.
        """
        del written_at
        # A full export names its owner before its chats, and no chat at the top.
        enough = () if '"chats"' in source.head_text else (("name",),)
        facts = json_facts(source, {_OWNER, *_FACTS}, before=_MESSAGES, enough=enough)
        owner = one_line(facts.get(_OWNER))
        own = {path[0]: facts[path] for path in facts if len(path) == 1}
        chat: _Chat | None = None
        number = 0
        for path, value in json_values(source, {*_MESSAGES, *_FACTS}):
            if path not in _MESSAGES:
                # A name, type or id after messages, or for the second time, begins the next chat of the list.
                if len(path) > 1:
                    if chat is not None or path[-1] in own:
                        chat, own = None, {}
                    own[path[-1]] = value
                continue
            number += 1
            if chat is None:
                chat = _Chat(own, owner, source.name.removesuffix(".json"))
                yield chat.conversation
            if not isinstance(value, dict):
                yield Skipped(number, NOT_A_MESSAGE)
                continue
            try:
                yield chat.message(number, value)
            except Unusable as unusable:
                yield Skipped(number, unusable.reason)
        if number == 0 and own:
            yield _Chat(own, owner, source.name.removesuffix(".json")).conversation


class _Chat:
    def __init__(self, facts: dict[str, object], owner: str, fallback: str) -> None:
        kind = one_line(facts.get("type"))
        number = one_line(facts.get("id"))
        title = one_line(facts.get("name")) or ("收藏夹" if kind == "saved_messages" else fallback)
        self._owner = f"user{owner}" if owner else ""
        # The chat with a person has that person's id.
        self._other = f"user{number}" if kind == "personal_chat" and number else ""
        self._recent = RecentMessages()
        is_group = "group" in kind or "channel" in kind
        self.conversation = ReadConversation(number or title, title, "Telegram", Channel.OTHER, is_group)

    def message(self, number: int, entry: dict[str, object]) -> ReadMessage:
        at, time_known = moment(entry.get("date_unixtime") or entry.get("date"))
        is_service = entry.get("type") == "service"
        if is_service:
            sender, key = one_line(entry.get("actor")), one_line(entry.get("actor_id"))
            kind, text = _service(entry)
        else:
            key = one_line(entry.get("from_id"))
            sender = one_line(entry.get("from")) or key or "已注销的账号"
            kind, text = _content(entry)
        message_no = one_line(entry.get("id"))
        reply_to = self._recent.quote(one_line(entry.get("reply_to_message_id")))
        self._recent.note(message_no, sender, text)
        is_system = kind is MessageKind.SYSTEM
        return ReadMessage(
            number,
            at,
            time_known,
            "" if is_system else sender,
            f"{sender} {text}".strip() if is_system else text,
            sender_key="" if is_system else key,
            is_mine=None if is_system else self._is_mine(key),
            kind=kind,
            attachments=_attachments(entry),
            reply_to=reply_to,
            message_no=message_no,
        )

    def _is_mine(self, key: str) -> bool | None:
        if self._owner and key:
            return key == self._owner
        return False if key and key == self._other else None


def _service(entry: dict[str, object]) -> tuple[MessageKind, str]:
    action = one_line(entry.get("action"))
    kind = MessageKind.CALL if action.endswith("_call") else MessageKind.SYSTEM
    words = [f"[{_ACTIONS.get(action, action or '系统消息')}]", one_line(entry.get("title"))]
    words += [one_line(member) for member in listing(entry.get("members"))[:20]]
    if entry.get("duration_seconds") is not None:
        words.append(f"{one_line(entry.get('duration_seconds'))} 秒")
    if entry.get("amount") is not None:
        words.append(f"{figure(entry['amount'])} {one_line(entry.get('currency'))}")
    words.append(_joined(entry.get("text")))
    return kind, body(" ".join(word for word in words if word))


def _content(entry: dict[str, object]) -> tuple[MessageKind, str]:
    """Return kind and words; a medium with a caption shows its word and the caption."""
    kind, word = _medium(entry)
    text = body(_joined(entry.get("text")))
    if forwarded := one_line(entry.get("forwarded_from")):
        text = f"[转发自 {forwarded}] {text}".rstrip()
    return kind, " ".join(part for part in (word, text) if part) if kind is not MessageKind.TEXT else text


def _medium(entry: dict[str, object]) -> tuple[MessageKind, str]:
    media = one_line(entry.get("media_type"))
    if media in TELEGRAM_MEDIA:
        kind = TELEGRAM_MEDIA[media]
        emoji = one_line(entry.get("sticker_emoji"))
        return kind, f"{WORDS[kind]} {emoji}".rstrip()
    if entry.get("photo") is not None:
        return MessageKind.IMAGE, WORDS[MessageKind.IMAGE]
    if place := mapping(entry.get("location_information")):
        name = one_line(entry.get("place_name"))
        where = f"{figure(place.get('latitude'))}, {figure(place.get('longitude'))}"
        return MessageKind.LOCATION, f"{WORDS[MessageKind.LOCATION]} {name or where}"
    if card := mapping(entry.get("contact_information")):
        shown = [one_line(card.get(part)) for part in ("last_name", "first_name", "phone_number")]
        return MessageKind.CARD, " ".join([WORDS[MessageKind.CARD], *filter(None, shown)])
    if poll := mapping(entry.get("poll")):
        return MessageKind.OTHER, f"[投票] {one_line(poll.get('question'))}".rstrip()
    if entry.get("file") is not None:
        name = one_line(entry.get("file_name")) or next((part.name for part in _attachments(entry)), "")
        return MessageKind.FILE, f"{WORDS[MessageKind.FILE]} {name}".rstrip()
    return MessageKind.TEXT, ""


def _joined(text: object) -> str:
    """Return Telegram's text: a string, or strings and entities (`{"type": "link", "text": …}`) in a row."""
    if isinstance(text, str):
        return text
    parts = (part.get("text") if isinstance(part, dict) else part for part in listing(text))
    return "".join(part for part in parts if isinstance(part, str))


def _attachments(entry: dict[str, object]) -> tuple[ReadAttachment, ...]:
    found = []
    for key in _FILE_KEYS:
        path = one_line(entry.get(key))
        if path and not path.startswith(_NOT_INCLUDED) and (name := last_part(path)):
            found.append(ReadAttachment(name, one_line(entry.get("mime_type")) if key == "file" else ""))
    return tuple(found)
