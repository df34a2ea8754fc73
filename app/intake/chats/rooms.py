"""Files whose rows belong to several conversations, one after the other or mixed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from app.domain.chats import ReadConversation, ReadMessage
from app.domain.imports import Skipped
from app.intake.chats.values import Unusable
from app.intake.readers import ChatItem

R = TypeVar("R")


def by_room(
    rows: Iterable[tuple[int, R] | Skipped],
    *,
    room: Callable[[R], str],
    opened: Callable[[str, R], ReadConversation],
    said: Callable[[int, R], ReadMessage],
) -> Iterator[ChatItem]:
    """Yield each conversation as its messages come, by `room`; one may come again, its key tells.

    `said` raises `Unusable` for a row that is no message; it is told as left out.
    """
    current = None
    for item in rows:
        if isinstance(item, Skipped):
            yield item
            continue
        number, row = item
        name = room(row)
        if name != current:
            current = name
            yield opened(name, row)
        try:
            yield said(number, row)
        except Unusable as unusable:
            yield Skipped(number, unusable.reason)
