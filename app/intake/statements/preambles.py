"""What a statement says of itself above and below its rows: whose, which period, how many rows, which sums."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from app.domain.payments import StatementFacts
from app.intake.sources import Source
from app.intake.statements.cells import BadCell, instant
from app.intake.statements.headers import Layout

_ACCOUNT: Final = re.compile(
    r"(?:(?:支付宝账户|微信昵称|京东账号名|美团用户名|账\s*号|卡\s*号)\s*[:：]|^账号\s)\s*\[?([^\],，]{1,100}?)\]?(?:\s|,|，|$)"
)
_PERIOD: Final = re.compile(
    r"(?:起始(?:时间|日期)|日期(?:区间|范围))\s*[:：]?\s*\[?([\d/: 年月日-]{8,22})\]?"
    r"\s*(?:(?:终止|截止|结束)(?:时间|日期)\s*[:：]|至|-|~)\s*\[?([\d/: 年月日-]{8,22})"
)
_EXPORTED: Final = re.compile(r"(?:导出|申请|下载)(?:时间|日期)\s*[:：]?\s*\[?([\d/: 年月日-]{8,22})")
_COUNT: Final = re.compile(r"共\s*[:：]?\s*(\d{1,9})\s*笔(?:记录)?")
_STATED: Final = re.compile(r"(姓名|收入|支出|不计收支|中性交易|其他|已收入|待收入|已支出|待支出)\s*[:：]\s*(.{1,100})")


def read_facts(layout: Layout, lines: Iterable[str], *, encoding: str) -> StatementFacts:
    """Return what lines around the rows say of the statement; what they do not say stays empty."""
    account, stated = "", []
    period: tuple[datetime | None, datetime | None] = (None, None)
    exported = None
    for line in lines:
        if not account and (match := _ACCOUNT.search(line)):
            account = match[1].strip().removeprefix("'")
        if period == (None, None) and (match := _PERIOD.search(line)):
            period = _instant(match[1]), _instant(match[2], is_end=True)
        if exported is None and (match := _EXPORTED.search(line)):
            exported = _instant(match[1])
        if match := _COUNT.match(line):
            stated.append(("共", f"{match[1]}笔"))
        elif match := _STATED.match(line):
            stated.append((match[1], match[2].strip().rstrip(",")))
    return StatementFacts(
        layout.source,
        layout.reader,
        layout.institution,
        account,
        *period,
        exported,
        tuple(dict.fromkeys(stated)),
        encoding,
    )


def stated_count(facts: StatementFacts) -> int | None:
    """Return how many rows the statement says it has; None where it does not."""
    for name, value in facts.stated:
        if name == "共":
            return int(value.removesuffix("笔"))
    return None


def notes_below(source: Source) -> list[str]:
    """Return the last lines of a text file, where some generations put what others have above."""
    tail = source.tail.decode(source.encoding.removesuffix("-sig"), "replace")
    return tail.splitlines()[-60:]


def _instant(written: str, *, is_end: bool = False) -> datetime | None:
    try:
        found = instant(written.strip(" -"))
    except BadCell:
        return None
    return found.at + timedelta(days=1, seconds=-1) if found.is_day_only and is_end else found.at
