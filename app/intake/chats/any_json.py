"""Chats as JSON of any other program, read by the names of three fields: when, who, what.

A list of objects, or one under a name such as `messages`; so write wechat-decrypt, wxecho, chatlog-keeper,
DiscordChatExporter and many scripts. What a known program wrote is for its own reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import MessageKind, ReadConversation, ReadMessage
from app.domain.errors import UnreadableFile
from app.domain.imports import Noticed, Skipped
from app.domain.words import Text
from app.intake.chats.json_stream import ITEM, Path, json_facts, json_values
from app.intake.chats.kinds import WECHAT, bracketed_kind, named_kind, worded
from app.intake.chats.line_messages import file_title
from app.intake.chats.memotrace_csv import ME, OTHER_SIDE
from app.intake.chats.values import NOT_A_MESSAGE, Unusable, body, flag, mapping, moment, one_line, whole
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "time": ("timestamp", "createtime", "ts", "time", "datetime", "date", "sendtime", "timestr", "时间", "发送时间"),
    "who": (
        "senderdisplayname",
        "sendername",
        "displayname",
        "nickname",
        "sender",
        "author",
        "from",
        "speaker",
        "talker",
        "name",
        "user",
        "发送者",
        "发送人",
        "昵称",
    ),
    "what": ("content", "text", "msg", "message", "strcontent", "body", "内容", "消息", "消息内容"),
    "kind": ("typename", "messagetype", "msgtype", "type", "消息类型", "类型"),
    "key": ("senderusername", "senderwxid", "senderid", "wxid", "userid", "fromid", "uin"),
    "mine": ("issender", "issend", "isself", "ismine", "isme", "fromme"),
    "number": ("messageid", "msgsvrid", "serverid", "localid", "msgid", "id"),
}
_NEEDED: Final = frozenset({"time", "who", "what"})
_LISTS: Final = ("messages", "message_list", "messageList", "msgs", "records", "chat", "chats", "data", "list")
_HELD: Final = re.compile(rf'"(?:{"|".join(_LISTS)})"\s*:\s*\[\s*\{{')
_PATHS: Final = frozenset((name, ITEM) for name in _LISTS)
_TITLES: Final = ("display_name", "displayName", "chat_name", "chatName", "title", "name")
_FOREIGN: Final = frozenset({"amount", "price", "金额", "balance", "role"})
"""Names of money, and the one by which talks with language models are told."""
_KNOWN: Final = ("chatlab", "chatInfo", "session", "MsgSvrID", "isChatRoom", "date_unixtime", "from_id")
"""Keys of programs that have readers of their own."""
_PERSON: Final = ("nickname", "displayName", "display_name", "name", "username")
_ASIDE: Final = Text(
    "按字段名读取，请核对发言人和时间", "read by the names of its fields; please check speakers and times"
)


class AnyJsonReader(WithoutAttachments):
    """A list of objects that say when, who and what."""

    name = "chat.json"

    def detect(self, source: Source) -> bool:
        """Whether the first object of the list has the three fields, and none of money."""
        head = source.head_text.lstrip("\ufeff \t\r\n")
        if not (re.match(r"\[\s*\{", head) or (head.startswith("{") and _HELD.search(head))):
            return False
        if any(f'"{key}"' in head for key in _KNOWN):
            return False
        try:
            first = next((mapping(value) for _, value in json_values(source, _paths(source))), {})
        except UnreadableFile:
            return False
        if any(_folded(name) in _FOREIGN for name in first):
            return False
        fields = _fields(first)
        if not fields.keys() >= _NEEDED:
            return False
        try:
            return moment(first[fields["time"]])[0] is not None
        except Unusable:
            return False

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield the conversation and its messages.

        Raises:
            UnreadableFile: broken JSON.
        """
        del written_at
        title = _title(source)
        yield ReadConversation(title, title, "聊天", Channel.OTHER)
        yield Noticed(_ASIDE, 1)
        for number, (_, value) in enumerate(json_values(source, _paths(source)), start=1):
            entry = mapping(value)
            try:
                yield _message(number, entry, _fields(entry))
            except Unusable as unusable:
                yield Skipped(number, unusable.reason)


def _is_bare(source: Source) -> bool:
    return source.head_text.lstrip("\ufeff \t\r\n").startswith("[")


def _paths(source: Source) -> frozenset[Path]:
    return frozenset({(ITEM,)}) if _is_bare(source) else _PATHS


def _title(source: Source) -> str:
    if _is_bare(source):
        return file_title(source)
    paths = [*((name,) for name in _TITLES), ("channel", "name")]
    facts = json_facts(source, set(paths), before=_PATHS, enough=())
    return next(filter(None, (one_line(facts.get(path)) for path in paths)), "") or file_title(source)


def _folded(name: str) -> str:
    return name.replace("_", "").replace("-", "").casefold()


def _fields(entry: dict[str, object]) -> dict[str, str]:
    """Return which field means what; of several names, the one that stands first in `_NAMES`."""
    by_name = {_folded(name): name for name in entry}
    found = {part: next((by_name[name] for name in names if name in by_name), "") for part, names in _NAMES.items()}
    if not found["who"]:
        found["who"] = found["key"] or found["mine"]
    return {part: name for part, name in found.items() if name}


def _message(number: int, entry: dict[str, object], fields: dict[str, str]) -> ReadMessage:
    if not fields.keys() >= _NEEDED:
        raise Unusable(NOT_A_MESSAGE)
    at, time_known = moment(entry[fields["time"]])
    text = body(entry[fields["what"]])
    kind = _kind(entry.get(fields.get("kind", "")), text)
    is_mine = flag(entry.get(fields.get("mine", "")))
    sender = "" if fields["who"] == fields.get("mine") else _person(entry[fields["who"]])
    sender = sender or (ME if is_mine else OTHER_SIDE)
    is_system = kind is MessageKind.SYSTEM
    return ReadMessage(
        number,
        at,
        time_known,
        "" if is_system else sender,
        worded(kind, text),
        sender_key="" if is_system else one_line(entry.get(fields.get("key", ""))),
        is_mine=None if is_system else is_mine if is_mine is not None else True if sender == ME else None,
        kind=kind,
        message_no=one_line(entry.get(fields.get("number", ""))),
    )


def _person(value: object) -> str:
    held = mapping(value)
    return next(filter(None, (one_line(held.get(name)) for name in _PERSON)), "") if held else one_line(value)


def _kind(value: object, text: str) -> MessageKind:
    code = whole(value)
    kind = WECHAT.get(code, MessageKind.OTHER) if code is not None else named_kind(one_line(value))
    return bracketed_kind(text) if kind is MessageKind.OTHER else kind


READER: Final = AnyJsonReader()
