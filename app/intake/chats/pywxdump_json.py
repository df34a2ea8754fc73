"""JSON of PyWxDump: an array with the same fields as its table (`pywxdump/db/export/exportJSON.py`), and `extra`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from app.domain.chats import ReadMessage
from app.intake.chats.json_stream import json_rows
from app.intake.chats.pywxdump_csv import room_conversation, row_message
from app.intake.chats.rooms import by_room
from app.intake.chats.values import body, one_line
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
        yield from by_room(
            json_rows(source),
            room=lambda entry: one_line(entry.get("room_name")),
            opened=lambda room, _entry: room_conversation(room),
            said=_message,
        )


def _message(number: int, entry: dict[str, object]) -> ReadMessage:
    return row_message(number, {key: _cell(held) for key, held in entry.items()}, has_rooms=True)


def _cell(value: object) -> str:
    """Return a value as the table has it."""
    return str(int(value)) if isinstance(value, bool) else body(value)
