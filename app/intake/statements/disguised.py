"""Files that pose as a table, web pages saved as .csv or .xls, locked and broken workbooks, refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from app.domain.errors import UnreadableFile
from app.domain.words import Text
from app.intake.readers import StatementItem
from app.intake.sources import Source
from app.intake.statements.tables import tables
from app.intake.workbooks import WorkbookKind, kind_of, open_sheets

_TABLE_NAMES: Final = (".csv", ".xls", ".xlsx", ".tsv")
_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_TABLE: Final = re.compile(r"<Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet")
"""The spreadsheets of 2003 in XML, which some banks name `.xls`."""
_NAMED: Final = 3
"""So many names of columns make a page one that a bank gives out as `.xls`."""
_NAMES: Final = ("交易时间", "交易对方", "交易单号", "交易订单号", "收/支", "交易日期", "交易金额", "商户单号")


class DisguisedReader:
    """Refuses what is no table although it is named or filled like one."""

    name = "refused"

    def detect(self, source: Source) -> bool:
        """Whether the file is a web page in a table's place, or a workbook that is locked or broken.

        A page that is called a page is no statement and nothing to refuse here; the name only decides whether its
        user took it for a table.
        """
        kind = kind_of(source)
        if kind is WorkbookKind.ENCRYPTED or (kind is not None and _is_broken(source)):
            return True
        if _XML_TABLE.search(source.head_text[:4096]) or (kind is None and _has_blank_bytes(source)):
            return True
        return _is_page(source) and (source.name.lower().endswith(_TABLE_NAMES) or _names_in(source) >= _NAMED)

    def read(self, source: Source) -> Iterator[StatementItem]:
        """Refuse.

        Raises:
            UnreadableFile: always; the message says what the file is.
        """
        if _XML_TABLE.search(source.head_text[:4096]) or (_is_page(source) and _names_in(source) >= _NAMED):
            raise UnreadableFile(
                source.name,
                Text(
                    "第 1 行：这是用网页（HTML）或 XML 写成的表格",
                    "line 1: this is a table written as a web page (HTML) or XML",
                ),
                Text(
                    "请用表格软件打开，另存为 .xlsx 后再导入",
                    "open it in a spreadsheet program, save it as .xlsx and import that",
                ),
            )
        if kind_of(source) is None and _has_blank_bytes(source):
            raise source.refusal(
                source.head.count(b"\n", 0, source.head.index(b"\0")) + 1,
                Text("有空字节，文件可能没有下载完整", "holds null bytes; it may not have been downloaded whole"),
            )
        if _is_page(source):
            raise source.refusal(
                1,
                Text(
                    "这是网页（HTML），不是表格，可能是登录页或出错页被存成了账单",
                    "this is a web page (HTML) and no table; a page to log in or an error may have been saved instead",
                ),
            )
        open_sheets(source)
        tables(source)
        raise UnreadableFile(
            source.name,
            Text("不是账单", "is no statement"),
            Text("请使用原始导出的文件", "use the file as it was exported"),
        )


def _names_in(source: Source) -> int:
    return sum(name in source.head_text for name in _NAMES)


def _has_blank_bytes(source: Source) -> bool:
    """Whether a statement's text holds bytes of 0, which downloads that broke off leave behind."""
    is_wide = source.head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return b"\0" in source.head and not is_wide and _names_in(source) >= _NAMED


def _is_broken(source: Source) -> bool:
    """Whether a workbook cannot be opened, or its first rows not read: else no reader would know it, nor say why."""
    try:
        tables(source)
    except UnreadableFile:
        return True
    return False


def _is_page(source: Source) -> bool:
    return _HTML.match(source.head_text.lstrip("\ufeff")[:4096]) is not None
