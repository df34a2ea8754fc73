"""Alipay's cashbook (记账本): told apart and refused, because it proves nothing.

Source: formats.md, section 1.1.d: no transaction numbers, and its user may edit every row.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.errors import UnreadableFile
from app.domain.payments import StatementSource
from app.domain.words import Text
from app.intake.readers import StatementItem
from app.intake.sources import Source
from app.intake.statements.headers import Column, Layout, find_header
from app.intake.statements.tables import tables_or_none


class CashbookReader:
    """Refuses `cashbook_record_….csv` with the way to the right file."""

    name = "alipay.cashbook"
    _layout = Layout(
        reader=name,
        source=StatementSource.ALIPAY,
        institution="支付宝",
        columns=(
            Column("at", ("记录时间",)),
            Column("category", ("分类",)),
            Column("direction", ("收支类型",)),
            Column("amount", ("金额",)),
            Column("account", ("账户",)),
            Column("origin", ("来源",)),
        ),
        telling=frozenset({"at", "direction", "amount"}),
        markers=("本记账单",),
    )

    def detect(self, source: Source) -> bool:
        """Whether the file is a cashbook."""
        return any(find_header(table, self._layout) for table in tables_or_none(source))

    def read(self, source: Source) -> Iterator[StatementItem]:
        """Refuse.

        Raises:
            UnreadableFile: always.
        """
        raise UnreadableFile(
            source.name,
            Text(
                "这是支付宝“记账本”，内容可以自行修改，也没有交易号，不能证明付款",
                "is Alipay's cashbook: anyone may edit it and it has no transaction numbers, so it proves no payment",
            ),
            Text(
                "请在支付宝“我的→账单→开具交易流水证明→用于个人对账”中导出账单",
                "export the bill in Alipay: Me, Bills, Certificate of transactions, for personal accounts",
            ),
        )
