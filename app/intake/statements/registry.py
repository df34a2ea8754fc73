"""All readers of statements, and which one a file is for. A new reader is one file and its name here."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.domain.errors import UnreadableFile
from app.domain.words import Text
from app.intake.archives import is_archive, open_archive
from app.intake.readers import StatementReader
from app.intake.sources import Source
from app.intake.statements.alipay_app import AlipayAppReader
from app.intake.statements.alipay_ledger import AlipayLedgerReader
from app.intake.statements.alipay_web import AlipayWebReader
from app.intake.statements.banks import BANK_READERS
from app.intake.statements.cashbook import CashbookReader
from app.intake.statements.disguised import DisguisedReader
from app.intake.statements.jd import JdReader
from app.intake.statements.meituan import MeituanReader
from app.intake.statements.wechat import WechatCsvReader, WechatXlsxReader
from app.intake.workbooks import kind_of

STATEMENT_READERS: Final[tuple[StatementReader, ...]] = (
    DisguisedReader(),
    CashbookReader(),
    AlipayAppReader(),
    AlipayWebReader(),
    AlipayLedgerReader(),
    WechatCsvReader(),
    WechatXlsxReader(),
    JdReader(),
    MeituanReader(),
    *BANK_READERS,
)


def find_statement_reader(source: Source) -> StatementReader | None:
    """Return the reader that a file is for, by its content; None where none knows it. Archives: `open_statement`."""
    return next((reader for reader in STATEMENT_READERS if reader.detect(source)), None)


@contextlib.contextmanager
def open_statement(
    source: Source, *, folder: Path, password: str | None = None
) -> Iterator[tuple[Source, StatementReader | None]]:
    """Give the statement of a file and its reader, out of the archive where it came in one.

    What is unpacked goes into `folder` and vanishes with the context.

    Raises:
        PasswordNeeded, WrongPassword: the archive is encrypted.
        UnreadableFile: the archive is damaged, against a limit, or holds no statement.
    """
    if not is_archive(source) or kind_of(source) is not None:
        yield source, find_statement_reader(source)
        return
    with open_archive(source) as archive, contextlib.ExitStack() as kept:
        for entry in archive.tables or archive.entries[:20]:
            inner = kept.enter_context(archive.extract(entry, folder=folder, password=password))
            reader = find_statement_reader(inner)
            if reader is not None:
                yield inner, reader
                return
            kept.pop_all().close()
        raise UnreadableFile(
            source.name,
            Text("压缩包里没有认识的账单", "holds no statement that is known"),
            Text("请解压后逐个导入", "unpack it and import its files one by one"),
        )
