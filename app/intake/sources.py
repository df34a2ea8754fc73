"""A file that is being read: its name, its first bytes, and its lines or table rows from the beginning, streamed."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Final

from app.domain.errors import UnreadableFile
from app.domain.words import Text
from app.intake.file_bytes import CHUNK, cannot_read, open_file, shown_name

HEAD_BYTES: Final = 1 << 16
"""How much of a file is looked at to tell what it is."""
LIMIT_BYTES: Final = 2 << 30
"""The largest text or table file taken, in bytes."""
LINE_CHARACTERS: Final = 1 << 20
"""The longest line taken, in characters: a message or a row is far shorter, and a longer one would fill the memory."""
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
_SURE: Final = 8
"""So many characters of UTF-8 in a row are none by chance: of GB18030's, one in seven looks like one."""
TAIL_BYTES: Final = 1 << 14
"""How much of a file's end is looked at for what it says of itself."""


class Source:
    """One file, opened again for each pass; `name` is fit for messages."""

    def __init__(self, path: Path, *, name: str | None = None) -> None:
        self.path = path
        self.name = shown_name(name if name is not None else str(path))
        self.findings: dict[object, object] = {}
        """What a reader found out and would find again, by whatever it chooses; it is forgotten with the source."""

    def open(self) -> BinaryIO:
        """Return a new stream at the first byte; the caller closes it.

        Raises:
            UnreadableFile: it cannot be read or is too large.
        """
        return self._reading()

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB."""
        with self._reading() as file:
            return file.read(HEAD_BYTES)

    @cached_property
    def tail(self) -> bytes:
        """The last 16 KiB."""
        with self._reading() as file:
            file.seek(max(0, self.size - TAIL_BYTES))
            return file.read(TAIL_BYTES)

    @cached_property
    def size(self) -> int:
        """The size in bytes."""
        try:
            return self.path.stat().st_size
        except OSError as failure:
            raise cannot_read(self.name, failure) from failure

    @cached_property
    def file_time(self) -> datetime | None:
        """When the file was last written (UTC); a copy's time says little."""
        try:
            return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
        except (OSError, ValueError, OverflowError):
            return None

    @cached_property
    def encoding(self) -> str:
        """The encoding: a byte order mark decides, else strict UTF-8, else strict GB18030 (never GBK, a part of it).

        A head with many characters beyond ASCII decides for the whole file, so damage further on is told by the line
        it is in when that is read, and not taken for another encoding.

        Raises:
            UnreadableFile: it is none of these; the message names the line.
        """
        if self.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if self.head.startswith(codecs.BOM_UTF8) or self._wide_as_utf8() >= _SURE:
            return _ENCODINGS[0]
        for encoding in _ENCODINGS:
            if self._damaged_line(encoding) is None:
                return encoding
        line = self._damaged_line(_ENCODINGS[-1]) or 1
        raise self.refusal(
            line, Text("不是 UTF-8 或 GB18030 文本，或文件已损坏", "is neither UTF-8 nor GB18030 text, or is damaged")
        )

    @cached_property
    def head_text(self) -> str:
        """The first 64 KiB as text, whatever cannot be decoded replaced; for telling formats apart."""
        if self.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return self.head.decode("utf-16", "replace")
        if self.head.startswith(codecs.BOM_UTF8) or self._wide_as_utf8() >= _SURE:
            # As `encoding` decides: a line in another encoding further on must not hide what the file is.
            return self.head.decode(_ENCODINGS[0], "replace")
        for encoding in _ENCODINGS:
            decoder = codecs.getincrementaldecoder(encoding)("strict")
            try:
                return decoder.decode(self.head)
            except UnicodeDecodeError:
                continue
        return self.head.decode("gb18030", "replace")

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield line numbers from 1 and lines without their ends (LF, CRLF, CR; nothing else ends a line).

        Raises:
            UnreadableFile: it is no text, or a line is longer than `LINE_CHARACTERS`.
        """
        encoding = self.encoding  # worked out before the file is opened, for it may refuse it
        with io.TextIOWrapper(self._reading(), encoding=encoding, newline=None) as text:
            number = 0
            while True:
                number += 1
                try:
                    line = text.readline(LINE_CHARACTERS + 1)
                except UnicodeError as failure:
                    raise self._damage(number) from failure
                except OSError as failure:
                    raise cannot_read(self.name, failure) from failure
                if not line:
                    return
                if len(line) > LINE_CHARACTERS:
                    raise self.refusal(number, Text("这一行过长", "is too long"))
                yield number, line.removesuffix("\n")

    def rows(self, *, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
        """Yield the rows of a CSV file with the number of the line at which each begins; cells are as they stand.

        Raises:
            UnreadableFile: as `lines`, or a quoted cell that never ends.
        """
        lines = _Counted(self.lines())
        reader = csv.reader(lines, delimiter=delimiter)
        while True:
            start = lines.begin()
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as failure:
                raise self.refusal(start, Text("表格格式有误", "is no table row")) from failure
            if lines.is_cut:
                raise self.refusal(start, Text("引号没有结束", "opens a quotation mark that never closes"))
            yield start, row

    def refusal(self, line: int, problem: Text) -> UnreadableFile:
        """Return the refusal of this file for something wrong at a line."""
        return UnreadableFile(
            self.name,
            Text(f"第 {line} 行：{problem.zh}", f"line {line}: {problem.en}"),
            Text("请使用原始导出的文件", "use the file as it was exported"),
        )

    def _reading(self) -> io.BufferedReader:
        with open_file(self.path, limit=LIMIT_BYTES):
            pass
        try:
            return self.path.open("rb")
        except OSError as failure:
            raise cannot_read(self.name, failure) from failure

    def _wide_as_utf8(self) -> int:
        """How many characters beyond ASCII the head holds in UTF-8 before anything else; GB18030 holds hardly any."""
        try:
            text = codecs.getincrementaldecoder("utf-8")("strict").decode(self.head)
        except UnicodeDecodeError as failure:
            text = self.head[: failure.start].decode("utf-8")
        return len(text) - len(text.encode("ascii", "ignore"))

    def _damage(self, line: int) -> UnreadableFile:
        damaged = self._damaged_line(self.encoding) or line
        return self.refusal(
            damaged,
            Text(
                f"有无法识别的字节（文件编码为 {self.encoding}），文件可能已损坏或被截断",
                f"holds bytes that are not {self.encoding}; the file is damaged or cut off",
            ),
        )

    def _damaged_line(self, encoding: str) -> int | None:
        """The number of the first line that is not in an encoding; None where all are."""
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        line = 1
        with self._reading() as file:
            while True:
                piece = file.read(CHUNK)
                try:
                    line += decoder.decode(piece, final=not piece).count("\n")
                except UnicodeDecodeError as failure:
                    return line + failure.object[: failure.start].count(b"\n")
                if not piece:
                    return None


class _Counted:
    """Lines with their ends, counted as the CSV reader takes them; `is_cut`: the file ended inside a row."""

    def __init__(self, lines: Iterator[tuple[int, str]]) -> None:
        self._lines = lines
        self.number = 0
        self._taken = 0
        self.is_cut = False

    def begin(self) -> int:
        """Return the number of the line at which the next row begins."""
        self._taken = 0
        return self.number + 1

    def __iter__(self) -> _Counted:
        return self

    def __next__(self) -> str:
        try:
            self.number, line = next(self._lines)
        except StopIteration:
            self.is_cut = self._taken > 0
            raise
        self._taken += 1
        return line + "\n"
