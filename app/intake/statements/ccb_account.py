"""CCB's statement of an account (个人活期账户全部交易明细), the workbook that its app mails and its web site gives out.

Source: github.com/dhr2333/Beancount-Trans-Backend (project/apps/translate) and further public importers, whose tests
agree on title, header and rows: one signed column of amounts, days without a time, and the counterparty's account and
name in one cell. Older files give `***` for the place.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from app.domain.column_mapping import ColumnMapping
from app.domain.imports import Skipped
from app.domain.payments import StatementRow, StatementSource
from app.intake.statements.layout_reader import Picked
from app.intake.statements.mapped import MappedReader

_ACCOUNT: Final = re.compile(r"[A-Z]?[\d*]+")
"""An account without a name: digits, most of them often masked (`Z******0010`)."""


class CcbAccountReader(MappedReader):
    """Reads the account's statement; its `对方账号与户名` holds `6222****4321/某某`."""

    def __init__(self) -> None:
        super().__init__(
            ColumnMapping(
                at="交易日期",
                amount="交易金额",
                currency="币别",
                category="摘要",
                product="交易地点/附言",
                counterparty="对方账号与户名",
                source=StatementSource.BANK,
                institution="建设银行",
            ),
            name="bank.ccb.account",
            telling=frozenset({"at", "amount", "category", "counterparty"}),
        )

    def row(self, picked: Picked) -> StatementRow | Skipped:
        """Return what a row means."""
        found = super().row(picked)
        if isinstance(found, Skipped):
            return found
        account, name = account_and_name(found.counterparty)
        return replace(found, counterparty=name, counterparty_account=account)


def account_and_name(written: str) -> tuple[str, str]:
    """Return the account and the name of a cell that holds both, either, or none."""
    account, mark, name = written.partition("/")
    if mark:
        return account.strip(), name.strip()
    return (written, "") if _ACCOUNT.fullmatch(written) else ("", written)
