"""JSON of PyWxDump: an array with the same fields as its table (`pywxdump/db/export/exportJSON.py`), and `extra`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from app.domain.cancellation import Channel
from app.domain.chats import ReadConversation
from app.domain.imports import Skipped
from app.intake.chats.json_stream import ITEM, json_values
from app.intake.chats.memotrace_csv import OTHER_SIDE
from app.intake.chats.pywxdump_csv import row_message
from app.intake.chats.values import NOT_A_MESSAGE, Unusable, body, mapping, one_line
from app.intake.readers import ChatItem, WithoutAttachments
from app.intake.sources import Source

_KEYS: Final = ("MsgSvrID", "type_name", "is_sender", "talker", "CreateTime")


class PyWxDumpJsonReader(WithoutAttachments):
    """Messages of one or several rooms."""

    name = "wechat.pywxdump.json"

    def detect(self, source: Source) -> bool:
        """Whether it is an array of objects with the tool's own keys."""
        head = source.head_text.lstrip("\ufeff \t\r\n")
        return head.startswith("[") and all(f'"{key}"' in head for key in _KEYS)

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield each room as its messages come; one may come again, its key tells.

        Raises:
            UnreadableFile: broken JSON.
        """
        del written_at
        current = None
        for number, (_, value) in enumerate(json_values(source, {(ITEM,)}), start=1):
            entry = mapping(value)
            if not entry:
                yield Skipped(number, NOT_A_MESSAGE)
                continue
            room = one_line(entry.get("room_name"))
            if room != current:
                current = room
                yield ReadConversation(
                    room, room or OTHER_SIDE, "微信", Channel.WECHAT, is_group=room.endswith("@chatroom")
                )
            try:
                yield row_message(number, {key: _cell(held) for key, held in entry.items()}, has_rooms=True)
            except Unusable as unusable:
                yield Skipped(number, unusable.reason)


def _cell(value: object) -> str:
    """Return a value as the table has it."""
    return str(int(value)) if isinstance(value, bool) else body(value)
