"""Small statements written for one test each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.domain.imports import Noticed, Skipped
from app.domain.payments import StatementFacts, StatementRow
from app.intake.sources import Source
from app.intake.statements.registry import find_statement_reader

FIXTURES = Path(__file__).parents[2] / "fixtures" / "statements"

ALIPAY_HEADER = (
    "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,"
)
ALIPAY_ROW = (
    "2026-02-11 14:29:08,文化休闲,某某数卡,/,会员,支出,128.50,余额宝,交易成功,2026021122001418961434480001\t,T1\t,,"
)
WECHAT_HEADER = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
WECHAT_ROW = (
    '2026-02-11 14:35:20,商户消费,某某数卡,"点卡",支出,¥128.50,零钱,支付成功,4200002659202602114772023401\t,CARD1\t,"/"'
)


def source_of(folder: Path, data: str | bytes, name: str = "statement") -> Source:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return Source(path)


def alipay(*rows: str, header: str = ALIPAY_HEADER) -> bytes:
    return "\n".join([header, *(rows or (ALIPAY_ROW,)), ""]).encode("gb18030")


def wechat(*rows: str, header: str = WECHAT_HEADER) -> bytes:
    return "\n".join([header, *(rows or (WECHAT_ROW,)), ""]).encode()


def wechat_book(
    path: Path, *rows: list[Any], header: str = WECHAT_HEADER, other: list[list[Any]] | None = None
) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    if other is not None:
        for row in other:
            sheet.append(row)
        sheet = book.create_sheet("Sheet1")
    sheet.append(["微信支付账单明细"])
    sheet.append(header.split(","))
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def read(source: Source) -> tuple[StatementFacts, list[StatementRow], list[Skipped | Noticed]]:
    reader = find_statement_reader(source)
    assert reader is not None
    facts, *items = reader.read(source)
    assert isinstance(facts, StatementFacts)
    rows = [item for item in items if isinstance(item, StatementRow)]
    return facts, rows, [item for item in items if isinstance(item, Skipped | Noticed)]


def rows_of(source: Source) -> list[StatementRow]:
    return read(source)[1]
