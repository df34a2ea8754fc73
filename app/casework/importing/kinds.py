"""Telling what a file is, by its content and never by its name: from the specific to the general."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import UnreadableFile
from app.domain.imports import ImportKind
from app.domain.words import Text
from app.intake.readers import ChatReader, StatementReader
from app.intake.sources import Source

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_PICTURE_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1", b"avif", b"avis")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is, with the reader whose kind it is, and the source to read, unpacked if it was packed."""

    kind: ImportKind
    source: Source
    media_type: str
    statement: StatementReader | None = None
    chat: ChatReader | None = None

    @property
    def reader(self) -> str:
        """The reader's name, or what stands for it."""
        named = self.statement or self.chat
        return named.name if named else self.media_type


def _of_no_header(_source: Source) -> None:
    return None


@contextlib.contextmanager
def recognised(
    source: Source,
    *,
    folder: Path,
    password: str | None = None,
    mapped: Callable[[Source], StatementReader | None] = _of_no_header,
) -> Iterator[Recognised]:
    """Tell what a file is; a mailed ZIP is unpacked in `folder` for as long as the context lasts.

    `mapped` gives the reader of a table that no reader knows by itself, where there is one.

    Raises:
        PasswordNeeded, WrongPassword: the archive is encrypted.
        UnreadableFile: the file is of no kind that is known, or broken.
    """
    from app.intake import archives, workbooks

    if archives.is_archive(source) and workbooks.kind_of(source) is None:
        with archives.open_archive(source) as archive, contextlib.ExitStack() as unpacked:
            found: Recognised | None = None
            for entry in archive.tables:
                inner = unpacked.enter_context(archive.extract(entry, folder=folder, password=password))
                told = _statement(inner)
                if told is None and found is None:
                    told = _chat(inner) or _mapped(inner, mapped)
                if told is None:
                    continue
                if found is not None and found.statement is not None:
                    raise _several(source)
                if found is None:
                    found = Recognised(told.kind, inner, "application/zip", told.statement, told.chat)
            if found is not None:
                yield found
                return
        raise _unknown(source)
    yield _plain(source, mapped)


def is_picture(head: bytes) -> bool:
    """Whether a file begins like a picture."""
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return True
    return head[4:8] == b"ftyp" and head[8:12] in _PICTURE_BRANDS


def _plain(source: Source, mapped: Callable[[Source], StatementReader | None]) -> Recognised:
    from app.intake import recordings

    head = source.head
    if is_picture(head):
        return Recognised(ImportKind.IMAGE, source, "image/*")
    if head.lstrip()[:5] == b"%PDF-":
        return Recognised(ImportKind.DOCUMENT, source, "application/pdf")
    recording = recordings.media_type_of(head)
    if recording is not None:
        return Recognised(ImportKind.RECORDING, source, recording)
    return _statement(source) or _chat(source) or _page(source) or _mapped(source, mapped) or _refused(source)


def _statement(source: Source) -> Recognised | None:
    from app.intake.statements import find_statement_reader

    reader = find_statement_reader(source)
    return Recognised(ImportKind.STATEMENT, source, _table_type(source), statement=reader) if reader else None


def _chat(source: Source) -> Recognised | None:
    from app.intake.chats import find_chat_reader

    reader = find_chat_reader(source)
    if reader is None:
        return None
    is_mail = reader.name.startswith("mail.")
    kind = ImportKind.MAIL if is_mail else ImportKind.CHAT
    return Recognised(kind, source, "message/rfc822" if is_mail else "text/plain", chat=reader)


def _page(source: Source) -> Recognised | None:
    from app.intake.web_pages import is_page

    return Recognised(ImportKind.PAGE, source, "text/html") if is_page(source) else None


def _mapped(source: Source, mapped: Callable[[Source], StatementReader | None]) -> Recognised | None:
    reader = mapped(source)
    return Recognised(ImportKind.STATEMENT, source, _table_type(source), statement=reader) if reader else None


def _table_type(source: Source) -> str:
    if source.head.startswith(b"PK"):
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return "application/vnd.ms-excel" if source.head.startswith(b"\xd0\xcf\x11\xe0") else "text/csv"


def _refused(source: Source) -> Recognised:
    raise _unknown(source)


def _several(source: Source) -> UnreadableFile:
    return UnreadableFile(
        source.name,
        Text("压缩包里有不止一份账单", "holds more than one statement"),
        Text("请解压后逐个导入，以免遗漏", "unpack it and import them one by one, so that none is left out"),
    )


def _unknown(source: Source) -> UnreadableFile:
    return UnreadableFile(
        source.name,
        Text("认不出这是什么文件", "is of no kind that is known"),
        Text(
            "请使用支付宝、微信等导出的原始文件；其他表格请在窗口里用“对应列”导入",
            "use the file as it was exported; map the columns of other tables in the window",
        ),
    )
