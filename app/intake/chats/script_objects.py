"""Objects of an array in a page's script, read as a stream: `const name = [ {…}, {…} ];`, as JSON or as JavaScript.

Only literals are read (strings, numbers, true, false, null, arrays, objects); nothing is ever run.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from contextlib import closing
from typing import Final

from app.domain.words import Text
from app.intake.chats.json_stream import message_refusal
from app.intake.chats.values import NOT_A_MESSAGE, Unusable
from app.intake.file_bytes import cannot_read
from app.intake.sources import Source

OBJECT_CHARACTERS: Final = 4 << 20
"""The longest single object, in characters: pictures may be embedded in it."""
DEEPEST: Final = 20
"""How deep brackets may be nested in one object."""

_PIECE: Final = 1 << 16
_TURN: Final = re.compile("[\"'`{}\\[\\]]")
_STRING_TURN: Final = {quote: re.compile(rf"[\\{quote}]") for quote in "\"'`"}
_BLANK: Final = re.compile(r"[\s,]*")
_WORD: Final = re.compile(r"[A-Za-z_$][\w$]*")
_NUMBER: Final = re.compile(r"-?\d{1,30}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?")
_STRING: Final = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`", re.DOTALL)
_COLON: Final = re.compile(r"\s*:\s*")
_ESCAPE: Final = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_PAIR: Final = re.compile("([\ud800-\udbff])([\udc00-\udfff])")
_SINGLE: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": ""}
_KNOWN: Final = {"true": True, "True": True, "false": False, "False": False}
_CUT: Final = Text("在中途断开，文件可能被截断", "is cut off in the middle")
_TOO_LARGE: Final = Text("单条内容过大或嵌套过深", "is too large or nested too deeply")
_DAMAGED: Final = Text("有无法识别的字节", "holds bytes that are no text")


def script_objects(source: Source, opening: re.Pattern[str]) -> Iterator[str]:
    """Yield the objects of the array that begins where `opening` ends, each as it is written.

    Raises:
        UnreadableFile: no such array, it has no end, or one object is too large; the message names the object.
    """
    given = 0
    with closing(_Text(source)) as text:
        if not text.find(opening):
            raise message_refusal(source, 1, Text("没有找到消息列表", "has no list of messages"))
        while True:
            sign = text.next_turn()
            if sign == "]":
                return
            if sign != "{":
                raise message_refusal(source, given + 1, _CUT if not sign else NOT_A_MESSAGE)
            found = text.to_end()
            if found is None:
                raise message_refusal(source, given + 1, _CUT if text.is_over else _TOO_LARGE)
            given += 1
            yield found


def script_object(written: str) -> tuple[dict[str, object], bool]:
    """Return the object that a text is, and whether it is JSON.

    Raises:
        Unusable: it is no object literal.
    """
    try:
        value = json.loads(written, strict=False)
    except (ValueError, RecursionError):
        return _Literal(written).value(), False
    if not isinstance(value, dict):
        raise Unusable(NOT_A_MESSAGE)
    return value, True


class _Text:
    """The file's text around a place, read on as needed."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder(source.encoding)("strict")
        self._file = source.open()
        self._held = ""
        self._at = 0
        self.is_over = False

    def close(self) -> None:
        self._file.close()

    def find(self, opening: re.Pattern[str]) -> bool:
        while not (found := opening.search(self._held)):
            # An opening may be torn by the end of a piece.
            self._held = self._held[-400:]
            if not self._more():
                return False
        self._at = found.end()
        return True

    def next_turn(self) -> str:
        """Return the next bracket and go behind it; "" where there is none, another sign where one comes before it."""
        while True:
            self._at = _BLANK.match(self._held, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._held):
                self._at += 1
                return self._held[self._at - 1]
            if not self._more():
                return ""

    def to_end(self) -> str | None:
        """Return the object whose brace was just passed, whole; None where it has no end within the limits."""
        start = self._at - 1
        depth, quote = 1, ""
        while depth:
            found = (_STRING_TURN[quote] if quote else _TURN).search(self._held, self._at)
            if found is None or (found[0] == "\\" and found.end() >= len(self._held)):
                self._at = found.start() if found else len(self._held)
                if len(self._held) - start > OBJECT_CHARACTERS:
                    return None
                self._held, self._at, start = self._held[start:], self._at - start, 0
                if not self._more():
                    return None
                continue
            sign = found[0]
            self._at = found.end() + (sign == "\\")
            if quote:
                quote = "" if sign == quote else quote
            elif sign in "\"'`":
                quote = sign
            else:
                depth += 1 if sign in "{[" else -1
                if depth > DEEPEST:
                    return None
        written = self._held[start : self._at]
        if self._at > _PIECE:
            self._held, self._at = self._held[self._at :], 0
        return written

    def _more(self) -> bool:
        try:
            piece = self._file.read(_PIECE)
            self._held += self._decoder.decode(piece, final=not piece)
        except OSError as failure:
            raise cannot_read(self._source.name, failure) from failure
        except UnicodeDecodeError:
            raise message_refusal(self._source, 1, _DAMAGED) from None
        self.is_over = not piece
        return bool(piece)


class _Literal:
    """One object literal of JavaScript."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def value(self) -> dict[str, object]:
        found = self._value(0)
        if not isinstance(found, dict):
            raise Unusable(NOT_A_MESSAGE)
        return found

    def _value(self, depth: int) -> object:
        sign = self._text[self._at : self._at + 1]
        if depth > DEEPEST or not sign:
            raise Unusable(NOT_A_MESSAGE)
        if sign == "{":
            return self._members(depth)
        if sign == "[":
            return self._items(depth)
        if found := self._take(_STRING):
            return _unescaped(next((part for part in found.groups() if part is not None), ""))
        if found := self._take(_NUMBER):
            return _number(found[0])
        if found := self._take(_WORD):
            return _KNOWN.get(found[0])
        raise Unusable(NOT_A_MESSAGE)

    def _members(self, depth: int) -> dict[str, object]:
        self._at += 1
        members: dict[str, object] = {}
        while not self._ends("}"):
            key = self._take(_STRING) or self._take(_WORD)
            if key is None or self._take(_COLON) is None:
                raise Unusable(NOT_A_MESSAGE)
            members[key[0].strip("\"'`")] = self._value(depth + 1)
        return members

    def _items(self, depth: int) -> list[object]:
        self._at += 1
        items = []
        while not self._ends("]"):
            items.append(self._value(depth + 1))
        return items

    def _ends(self, sign: str) -> bool:
        self._take(_BLANK)
        if not self._text.startswith(sign, self._at):
            return False
        self._at += 1
        return True

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self._text, self._at)
        if found:
            self._at = found.end()
        return found


def _number(text: str) -> object:
    """Return a number; one of more digits than JavaScript counts is an id and stays as it is written."""
    if text.lstrip("-").isdigit():
        return int(text) if len(text) < 16 else text
    return float(text)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    whole = _ESCAPE.sub(_sign, text)
    return _PAIR.sub(lambda pair: f"{pair[1]}{pair[2]}".encode("utf-16", "surrogatepass").decode("utf-16"), whole)


def _sign(found: re.Match[str]) -> str:
    coded = found[1] or found[2] or found[3]
    if coded:
        number = int(coded, 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    return _SINGLE.get(found[4], found[4])
