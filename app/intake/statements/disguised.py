"""Files that pose as a table, web pages saved as .csv or .xls and locked workbooks, refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from app.domain.errors import UnreadableFile
from app.domain.words import Text
from app.intake.readers import StatementItem
from app.intake.sources import Source
from app.intake.workbooks import WorkbookKind, kind_of, open_sheets

_TABLE_NAMES: Final = (".csv", ".xls", ".xlsx", ".tsv")
_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_NAMES: Final = ("交易时间", "交易对方", "交易单号", "交易订单号", "收/支", "交易日期", "交易金额", "商户单号")


class DisguisedReader:
    """Refuses what is no table although it is named or filled like one."""

    name = "refused"

    def detect(self, source: Source) -> bool:
        """Whether the file is a web page in a table's place, or a locked workbook.

        A page that is called a page is no statement and nothing to refuse here; the name only decides whether its
        user took it for a table.
        """
        if kind_of(source) is WorkbookKind.ENCRYPTED:
            return True
        return _is_page(source) and (
            source.name.lower().endswith(_TABLE_NAMES) or sum(name in source.head_text for name in _NAMES) >= 3
        )

    def read(self, source: Source) -> Iterator[StatementItem]:
        """Refuse.

        Raises:
            UnreadableFile: always; the message says what the file is.
        """
        if _is_page(source):
            raise source.refusal(
                1,
                Text(
                    "这是网页（HTML），不是表格，可能是登录页或出错页被存成了账单",
                    "this is a web page (HTML) and no table; a page to log in or an error may have been saved instead",
                ),
            )
        open_sheets(source)
        raise UnreadableFile(
            source.name,
            Text("不是账单", "is no statement"),
            Text("请使用原始导出的文件", "use the file as it was exported"),
        )


def _is_page(source: Source) -> bool:
    return _HTML.match(source.head_text.lstrip("\ufeff")[:4096]) is not None
