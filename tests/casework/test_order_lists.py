"""Orders from a table: the dry run says of each row what becomes of it, and only then is anything written."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.casework import orders, vaults
from app.casework.order_lists import dry_run, is_order_list, record_listed, write_template
from app.domain.errors import InputError, OutputError
from app.domain.orders import FIELDS
from app.vault.vault import Vault
from tests.fixtures.cases import order_fields, state
from tests.fixtures.statements_by_hand import bank_table, order_table


def test_a_dry_run_tells_each_row_and_writes_nothing(vault: Vault, tmp_path: Path) -> None:
    path = order_table(tmp_path / "o.csv")
    assert is_order_list(path)
    assert not is_order_list(bank_table(tmp_path / "b.csv"))
    before = state(vault)
    run = dry_run(vault, path)
    assert [(row.line, row.can_be_taken) for row in run.rows] == [(2, True), (3, False), (4, False), (5, False)]
    assert "五十" in run.rows[1].problems[0].zh
    assert "第 2 行" in run.rows[2].problems[0].zh
    assert run.rows[3].problems[0].zh.startswith("平台")
    assert state(vault) == before


def test_rows_are_recorded_together_and_taken_back_together(vault: Vault, tmp_path: Path) -> None:
    run = dry_run(vault, order_table(tmp_path / "o.csv"))
    outcome = record_listed(vault, run)
    assert [order.facts.number for order in outcome.value] == ["B1"]
    assert outcome.value[0].facts.amount.fen == 10000
    again = dry_run(vault, run.path)
    assert [row.can_be_taken for row in again.rows] == [False] * 4
    assert "已经记录过" in again.rows[0].problems[0].zh
    with pytest.raises(InputError):
        record_listed(vault, again)
    vaults.undo(vault, outcome.change)
    assert orders.list_orders(vault) == []


def test_a_table_without_platforms_asks_for_one(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "o.csv"
    path.write_text("订单号,商品,金额\nC1,话费,50\n", encoding="utf-8")
    assert dry_run(vault, path).needs_platform
    run = dry_run(vault, path, platform="星卡网")
    assert not run.needs_platform
    assert [order.facts.platform for order in record_listed(vault, run).value] == ["星卡网"]


def test_an_order_in_the_future_is_refused(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "o.csv"
    path.write_text("平台,订单号,商品,金额,付款时间\nx,C1,话费,50,2090-01-01 10:00\n", encoding="utf-8")
    (row,) = dry_run(vault, path).rows
    assert not row.can_be_taken


def test_a_number_that_was_taken_meanwhile_refuses_all(vault: Vault, tmp_path: Path) -> None:
    run = dry_run(vault, order_table(tmp_path / "o.csv"))
    orders.record_order(vault, order_fields("B1"))
    before = state(vault)
    with pytest.raises(InputError):
        record_listed(vault, run)
    assert state(vault) == before


def test_the_template_is_read_back_as_a_list_of_orders(vault: Vault, tmp_path: Path) -> None:
    path = write_template(tmp_path / "template.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert is_order_list(path)
    assert dry_run(vault, path).rows == ()
    assert all(field in path.read_text(encoding="utf-8-sig") for field in FIELDS)
    with pytest.raises(OutputError):
        write_template(tmp_path)
