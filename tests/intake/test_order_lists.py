"""Orders from tables: the template, a platform's export, what is wrong with a row."""

# Spreadsheets know no time zone.
# ruff: noqa: DTZ001, E501

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from app.domain.errors import UnreadableFile
from app.domain.imports import Noticed, Skipped
from app.domain.orders import FIELDS, order_facts
from app.intake.order_lists import ListedOrder, is_order_list, read_order_list, template
from app.intake.sources import Source
from tests.intake.statements.building import FIXTURES, source_of


def _orders(source: Source, platform: str | None = None) -> list[ListedOrder]:
    return [item for item in read_order_list(source, platform=platform) if isinstance(item, ListedOrder)]


def test_the_template_is_an_order_list_without_orders(tmp_path: Path) -> None:
    source = source_of(tmp_path, template())
    assert is_order_list(source)
    assert _orders(source) == []


@pytest.mark.parametrize("row", [0, 1])
def test_either_language_of_the_template_is_taken(tmp_path: Path, row: int) -> None:
    header = template().decode("utf-8-sig").splitlines()[row]
    values = "某平台,A1,会员月卡,25.00,2026-02-11 14:35:20,某某数卡,会员,30,138****,24小时,微信,备注"
    (order,) = _orders(source_of(tmp_path, f"{header}\n{values}\n"))
    assert tuple(order.typed) == FIELDS
    facts = order_facts(order.typed)
    assert (facts.number, str(facts.amount), facts.pay_method, order.line) == ("A1", "25.00", "wechat", 2)
    assert order.problems == ()


def test_a_platforms_own_export_by_its_names(tmp_path: Path) -> None:
    text = "某平台订单导出\n\n订单编号,商品名称,数量,实付金额,支付时间,店铺名称\n20260211000000000001,点卡,2,￥128.5,2026/2/11 14:35,某店\n"
    items = list(read_order_list(source_of(tmp_path, text.encode("gb18030")), platform="某平台"))
    notice, order = items
    assert isinstance(notice, Noticed)
    assert "数量" in notice.text.zh
    assert isinstance(order, ListedOrder)
    assert order.typed == {
        "platform": "某平台", "number": "20260211000000000001", "product": "点卡", "amount": "128.50",
        "paid_at": "2026/2/11 14:35", "merchant": "某店",
    }  # fmt: skip
    assert order.problems == ()


def test_what_is_wrong_is_told_row_by_row(tmp_path: Path) -> None:
    text = "平台,订单号,商品,金额,付款时间\nP,1,a,x,2026-01-01\nP,2,,5,昨天\nP,4.2E+27,a,5,\n,5,a,5,\nP,6,a,-5,\nP,7,a,5,\n"
    orders = _orders(source_of(tmp_path, text))
    assert [(order.line, [problem.field for problem in order.problems]) for order in orders] == [
        (2, ["amount"]), (3, ["product", "paid_at"]), (4, ["number"]), (5, ["platform"]), (6, ["amount"]), (7, []),
    ]  # fmt: skip


def test_the_same_order_twice_is_skipped(tmp_path: Path) -> None:
    items = list(read_order_list(source_of(tmp_path, "平台,订单号,商品,金额\nP,1,a,5\nP,1,a,5\n")))
    assert [type(item) for item in items] == [ListedOrder, Skipped]
    assert isinstance(items[1], Skipped)
    assert items[1].line == 3


def test_workbooks_with_dates_numbers_and_formulas(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["平台", "订单号", "商品", "金额", "付款时间"])
    book.active.append(["P", 12345, "a", 12.5, datetime(2026, 2, 11, 14, 35, 20)])
    book.active.append(["P", 2, "a", "=1+1", None])
    book.save(tmp_path / "b")
    first, second = _orders(Source(tmp_path / "b"))
    assert (first.typed["number"], first.typed["amount"], first.typed["paid_at"]) == (
        "12345",
        "12.50",
        "2026-02-11 14:35:20",
    )
    assert [problem.field for problem in second.problems] == ["amount"]


def test_other_tables_are_refused_with_the_columns_needed(tmp_path: Path) -> None:
    source = source_of(tmp_path, "甲,乙\n1,2\n")
    assert not is_order_list(source)
    with pytest.raises(UnreadableFile, match="number, product and amount"):
        list(read_order_list(source))
    assert not is_order_list(Source(FIXTURES / "wechat_2024.csv"))
