"""Messages put in the order of their times without holding them in memory."""

from __future__ import annotations

import json
import tempfile
from array import array
from collections.abc import Callable, Iterator
from datetime import datetime

from app.intake.chats.values import NOT_A_MESSAGE, Unusable

Numbered = tuple[int, dict[str, object] | Unusable]
"""A message with its place in the file from 1, or why it is none."""


def in_order_of_time(
    entries: Callable[[], Iterator[Numbered]], time_of: Callable[[dict[str, object]], datetime | None]
) -> Iterator[Numbered]:
    """Yield the entries by their times; those of one time, and those without, stay behind their predecessors.

    The entries are gone through twice. Only where they are not in order are they written to a temporary file, which has
    no name and vanishes with its handle; the memory then takes some 60 bytes an entry.
    """
    times = array("d")
    is_ordered = True
    last = float("-inf")
    for _, entry in entries():
        time = _seconds(entry, time_of)
        if time is not None:
            is_ordered = is_ordered and time >= last
            last = time
        times.append(last)
    if is_ordered:
        yield from entries()
        return
    yield from _sorted(entries(), times)


def _sorted(entries: Iterator[Numbered], times: array[float]) -> Iterator[Numbered]:
    with tempfile.TemporaryFile() as spill:
        starts = array("q")
        broken: dict[int, Unusable] = {}
        for number, entry in entries:
            starts.append(spill.tell())
            if isinstance(entry, Unusable):
                broken[number] = entry
                continue
            try:
                spill.write(json.dumps(entry, default=str).encode() + b"\n")
            except (ValueError, RecursionError):
                broken[number] = Unusable(NOT_A_MESSAGE)
        for index in sorted(range(len(starts)), key=times.__getitem__):
            number = index + 1
            if number in broken:
                yield number, broken[number]
                continue
            spill.seek(starts[index])
            yield number, json.loads(spill.readline())


def _seconds(
    entry: dict[str, object] | Unusable, time_of: Callable[[dict[str, object]], datetime | None]
) -> float | None:
    if isinstance(entry, Unusable):
        return None
    try:
        time = time_of(entry)
    except Unusable:
        return None
    return None if time is None else time.timestamp()
