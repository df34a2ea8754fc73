"""Reading a chat export in a test, whole."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from app.domain.chats import ReadConversation, ReadMessage
from app.domain.imports import Noticed, Skipped
from app.intake.chats import find_chat_reader
from app.intake.readers import ChatItem, ChatReader
from app.intake.sources import Source

FIXTURES = Path(__file__).parents[2] / "fixtures" / "chats"
WRITTEN_AT = datetime(2026, 2, 12, tzinfo=UTC)


class Chat:
    """What a file gave, sorted by what it is, in the file's order."""

    def __init__(self, reader: ChatReader, items: list[ChatItem]) -> None:
        self.reader = reader
        self.items = items
        self.conversations = [item for item in items if isinstance(item, ReadConversation)]
        self.messages = [item for item in items if isinstance(item, ReadMessage)]
        self.skipped = [item for item in items if isinstance(item, Skipped)]
        self.noticed = [item for item in items if isinstance(item, Noticed)]


def read_chat(path: Path) -> Chat:
    source = Source(path)
    reader = find_chat_reader(source)
    assert reader is not None, f"no reader for {path.name}"
    return Chat(reader, list(reader.read(source, written_at=WRITTEN_AT)))


def fixture(name: str) -> Chat:
    return read_chat(FIXTURES / name)


def written(folder: Path, content: object, name: str = "input") -> Path:
    """Write text, bytes, or anything else as JSON, and return the path."""
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        path.write_text(text, encoding="utf-8", newline="")
    return path
