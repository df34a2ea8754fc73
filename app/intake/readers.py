"""What a reader is: it tells whether a file is its own, and reads it as typed rows with their lines.

Adding a format is one file with a reader, one sample and one test, and its name in the list of its family.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, Protocol

from app.domain.chats import ReadConversation, ReadMessage
from app.domain.imports import Noticed, Skipped
from app.domain.payments import StatementFacts, StatementRow
from app.intake.sources import Source

StatementItem = StatementFacts | StatementRow | Skipped | Noticed
"""What a statement's reader yields: facts first and once, then rows in the file's order, with what it left out."""
ChatItem = ReadConversation | ReadMessage | Skipped | Noticed
"""What a chat's reader yields: a conversation, then its messages in the file's order; the next conversation follows.

Where a file mixes conversations, one comes again, with the same key, before its next messages.
"""


class StatementReader(Protocol):
    """Reads one kind of statement."""

    @property
    def name(self) -> str:
        """The stable name (`alipay.app`, `wechat.xlsx`) that goes to `import --json`."""
        ...

    def detect(self, source: Source) -> bool:
        """Whether the file is of this kind, by content and never by its name; never raises for foreign content."""
        ...

    def read(self, source: Source) -> Iterator[StatementItem]:
        """Yield what the file holds, streamed.

        Raises:
            UnreadableFile: the file is broken; the message names the line.
        """
        ...


class ChatReader(Protocol):
    """Reads one kind of chat log. `name` is stable (`wechat.mail`, `qq.txt`) and goes to `import --json`."""

    name: str

    def detect(self, source: Source) -> bool:
        """Whether the file is of this kind, by content and never by its name; never raises for foreign content."""
        ...

    def read(self, source: Source, *, written_at: datetime) -> Iterator[ChatItem]:
        """Yield what the file holds, streamed; times without a year are resolved from `written_at` (aware).

        Raises:
            UnreadableFile: the file is broken; the message names the line.
        """
        ...

    def attachment(self, source: Source, part: str) -> BinaryIO | None:
        """Return the bytes of an attachment by its `part`; None where they did not come along."""
        ...


class WithoutAttachments:
    """For readers of formats that only name their attachments."""

    def attachment(self, source: Source, part: str) -> BinaryIO | None:
        """Return None: no bytes come along."""
        del source, part
        return None
