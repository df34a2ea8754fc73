"""JSON read as a stream: wanted values one by one, whatever the size of the file; bombs are refused early.

ijson's token stream is used, and not its `items`: that spells out the path of every value, which for 100,000 nested
brackets fills the memory before anything can be refused.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Collection, Iterator
from contextlib import closing
from itertools import islice
from typing import Final

from app.domain.errors import UnreadableFile
from app.domain.imports import Skipped
from app.domain.words import Text
from app.intake.chats.values import NOT_A_MESSAGE, Unusable, mapping
from app.intake.file_bytes import cannot_read
from app.intake.sources import Source

Path = tuple[str, ...]
"""Where a value stands: the keys from the outermost on, `ITEM` for any place in an array."""
ITEM: Final = "[]"
DEEPEST: Final = 100
"""How deep brackets may be nested; known exports stay under 20."""
VALUE_BYTES: Final = 16 << 20
"""How long a single value or text may be, in bytes: pictures of members are embedded, a message never comes near."""
VALUE_PARTS: Final = 200_000
"""How many parts a single value may have."""

_PIECE: Final = 1 << 16
_DIGITS_RUN: Final = 1_000
_DIGITS: Final = re.compile(rb"[0-9]{1000}")
_OPENING: Final = frozenset({"start_map", "start_array"})
_CLOSING: Final = frozenset({"end_map", "end_array"})
_TOO_DEEP: Final = Text("括号嵌套过深", "is nested too deeply")
_TOO_LARGE: Final = Text("单项内容过大", "is too large")
_NO_JSON: Final = Text("JSON 不完整或有误", "is broken or cut off JSON")
_ORIGINAL: Final = Text("请重新导出，并使用原始文件", "export it again and use the file as it is")


def json_values(source: Source, wanted: Collection[Path]) -> Iterator[tuple[Path, object]]:
    """Yield the values at the wanted places in the file's order, each built whole; nothing else is kept.

    Where a key comes twice in one object, the last counts, as everywhere.

    Raises:
        UnreadableFile: no JSON, cut off, nested too deeply, too large in one value, or no array where one is wanted;
            the message names the message at which it is.
    """
    given = 0
    try:
        for found in _values(source, wanted, is_strict=True):
            given += 1
            yield found
    except _LongDigits:
        yield from islice(_values(source, wanted, is_strict=False), given, None)


def json_facts(
    source: Source, wanted: Collection[Path], *, before: Collection[Path], enough: Collection[Path]
) -> dict[Path, object]:
    """Return the wanted values that stand before the messages, or anywhere if what is `enough` does not.

    Raises:
        UnreadableFile: as `json_values`.
    """
    facts: dict[Path, object] = {}
    for path, value in json_values(source, {*wanted, *before}):
        if path not in before:
            facts[path] = value
        elif all(place in facts for place in enough):
            break
    return facts


def json_rows(source: Source) -> Iterator[tuple[int, dict[str, object]] | Skipped]:
    """Yield the objects of an array with their numbers, counted from 1; what is none is told as left out.

    Raises:
        UnreadableFile: as `json_values`.
    """
    for number, (_, value) in enumerate(json_values(source, {(ITEM,)}), start=1):
        entry = mapping(value)
        yield (number, entry) if entry else Skipped(number, NOT_A_MESSAGE)


def json_line(line: str) -> dict[str, object]:
    """Return the object on one line of a file of JSON lines.

    Raises:
        Unusable: it is no JSON object.
    """
    try:
        value = json.loads(line, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Unusable(_NO_JSON) from None
    if not isinstance(value, dict):
        raise Unusable(Text("不是 JSON 对象", "is no JSON object"))
    return value


def message_refusal(source: Source, number: int, problem: Text) -> UnreadableFile:
    """Return the refusal of a file for something wrong at a message, counted from 1."""
    return UnreadableFile(
        source.name,
        Text(f"第 {number} 条消息处：{problem.zh}", f"at message {number}: {problem.en}"),
        _ORIGINAL,
    )


def _values(source: Source, wanted: Collection[Path], *, is_strict: bool) -> Iterator[tuple[Path, object]]:
    """Yield the values by ijson's parser in C, or by its slow one in Python, which stands numbers of any length.

    ijson 3.6.0 goes on with a NULL after a number of more digits than Python converts (4,300), and crashes.
    """
    import ijson  # 20 ms that only an import of such a file has to pay
    from ijson.backends import python as slow

    items = 0
    lists = {path[:-1] for path in wanted if path[-1] == ITEM}
    # Members and senders are lists too; refusals count messages.
    counted = {path for path in lists if "messages" in path} or lists
    with closing(_Utf8(source, is_strict=is_strict)) as feed:
        events = iter((ijson if is_strict else slow).basic_parse(feed, buf_size=_PIECE))
        places = _places(events, feed, frozenset(wanted), frozenset(lists))
        while True:
            try:
                path, value = next(places)
            except StopIteration:
                return
            except _Refused as refused:
                raise message_refusal(source, items + 1, refused.problem) from None
            except (ijson.JSONError, ValueError, ArithmeticError, RecursionError) as failure:
                raise message_refusal(source, items + 1, _NO_JSON) from failure
            items += path[-1:] == (ITEM,) and path[:-1] in counted
            yield path, value


class _LongDigits(Exception):
    """So many digits in a row come that they must not reach the parser in C."""


class _Refused(Exception):
    def __init__(self, problem: Text) -> None:
        super().__init__(problem.en)
        self.problem = problem


class _Utf8:
    """The file's bytes as UTF-8 without a byte order mark; refuses to go on where the parser swallows too much."""

    def __init__(self, source: Source, *, is_strict: bool) -> None:
        self.swallowed = 0
        self._is_strict = is_strict
        self._tail = b""
        self._name = source.name
        encoding = source.encoding
        is_utf8 = encoding == "utf-8-sig"
        self._decoder = None if is_utf8 else codecs.getincrementaldecoder(encoding)("strict")
        self._file = source.open()
        if is_utf8 and source.head.startswith(codecs.BOM_UTF8):
            self._file.seek(len(codecs.BOM_UTF8))

    def read(self, size: int) -> bytes:
        # ijson asks for 0 bytes first, to see whether bytes come.
        if size == 0:
            return b""
        piece = self._taken(size)
        if self._decoder is not None:
            decoded = self._decoder.decode(piece, final=not piece)
            while piece and not decoded:
                piece = self._taken(size)
                decoded = self._decoder.decode(piece, final=not piece)
            piece = decoded.encode()
        if self._is_strict:
            if _DIGITS.search(self._tail + piece):
                raise _LongDigits
            self._tail = piece[-_DIGITS_RUN:]
        return piece

    def _taken(self, size: int) -> bytes:
        try:
            piece = self._file.read(size)
        except OSError as failure:
            raise cannot_read(self._name, failure) from failure
        self.swallowed += len(piece)
        if self.swallowed > VALUE_BYTES:
            raise _Refused(_TOO_LARGE)
        return piece

    def close(self) -> None:
        self._file.close()


def _places(
    events: Iterator[tuple[str, object]], feed: _Utf8, wanted: frozenset[Path], lists: frozenset[Path]
) -> Iterator[tuple[Path, object]]:
    steps: list[str] = []
    for event, value in events:
        feed.swallowed = 0
        if event == "map_key":
            steps[-1] = str(value)
        elif event in _CLOSING:
            steps.pop()
        else:
            path = tuple(steps)
            if path in wanted:
                yield path, _built(events, event, value, len(steps))
            elif path in lists and event != "start_array":
                raise _Refused(Text(f"“{path[-1] if path else 'JSON'}”不是列表", "has no list of messages"))
            elif event in _OPENING:
                steps.append(ITEM if event == "start_array" else "")
                if len(steps) > DEEPEST:
                    raise _Refused(_TOO_DEEP)


def _built(events: Iterator[tuple[str, object]], event: str, value: object, depth: int) -> object:
    """Return the value that begins at this event, taking from the stream up to its end."""
    if event not in _OPENING:
        return value
    top = _opened(event)
    stack, current, key = [top], top, ""
    for parts, (event, value) in enumerate(events):
        if event == "map_key":
            key = str(value)
            continue
        if event in _CLOSING:
            stack.pop()
            if not stack:
                return top
            current = stack[-1]
            continue
        inner = _opened(event) if event in _OPENING else None
        if isinstance(current, dict):
            current[key] = value if inner is None else inner
        else:
            current.append(value if inner is None else inner)
        if inner is not None:
            stack.append(inner)
            current = inner
            if depth + len(stack) > DEEPEST:
                raise _Refused(_TOO_DEEP)
        if parts > VALUE_PARTS:
            raise _Refused(_TOO_LARGE)
    return top


def _opened(event: str) -> dict[str, object] | list[object]:
    return {} if event == "start_map" else []


def _refuse_constant(name: str) -> object:
    raise ValueError(name)
