"""What the tests of the text readers share."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.chats import ReadConversation, ReadMessage
from app.domain.imports import Noticed, Skipped
from app.domain.times import SHANGHAI
from app.intake.readers import ChatItem, ChatReader
from app.intake.sources import Source

FIXTURES = Path(__file__).parents[2] / "fixtures" / "chats_text"
WRITTEN = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)


class Read:
    """All that a reader yielded, by kind."""

    def __init__(self, items: list[ChatItem]) -> None:
        self.conversations = [item for item in items if isinstance(item, ReadConversation)]
        self.messages = [item for item in items if isinstance(item, ReadMessage)]
        self.skipped = [item for item in items if isinstance(item, Skipped)]
        self.noticed = [item for item in items if isinstance(item, Noticed)]

    @property
    def said(self) -> list[tuple[str, str]]:
        return [(message.sender, message.text) for message in self.messages]

    @property
    def times(self) -> list[str]:
        return [clock(message) for message in self.messages]


def clock(message: ReadMessage) -> str:
    assert message.at is not None
    assert message.at.tzinfo is UTC
    return message.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


def read_file(reader: ChatReader, path: Path, *, written_at: datetime = WRITTEN) -> Read:
    source = Source(path)
    assert reader.detect(source), path.name
    return Read(list(reader.read(source, written_at=written_at)))


def fixture(reader: ChatReader, name: str) -> Read:
    return read_file(reader, FIXTURES / name)


def read_text(reader: ChatReader, folder: Path, text: str, *, written_at: datetime = WRITTEN) -> Read:
    path = folder / "聊天.txt"
    path.write_bytes(text.encode())
    return read_file(reader, path, written_at=written_at)


def samples(*parts: str) -> Path:
    root = os.environ.get("PINGJU_SAMPLES")
    if not root:
        pytest.skip("PINGJU_SAMPLES is not set")
    return Path(root).joinpath(*parts)
