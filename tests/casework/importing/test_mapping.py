"""Any other table: tried by a mapping, taken in whole or not at all, and the mapping remembered by its header."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.casework import payments
from app.casework.evidence import list_evidence
from app.casework.importing.mapping import import_mapped, is_table, preview_table, try_mapping
from app.domain.column_mapping import AmountSign, ColumnMapping
from app.domain.errors import InvalidField, UnreadableFile
from app.domain.orders import Order
from app.domain.payments import Direction
from app.vault.vault import Vault
from tests.fixtures.cases import state
from tests.fixtures.statements_by_hand import bank_table


def by_hand(header: tuple[str, ...]) -> ColumnMapping:
    return ColumnMapping(header=header, at="日子", amount="多少钱", counterparty="交给谁", category="说明")


def test_a_table_shows_its_beginning_and_what_it_would_mean(vault: Vault, tmp_path: Path) -> None:
    path = bank_table(tmp_path / "b.csv")
    assert is_table(path)
    shown = preview_table(vault, path)
    assert shown.header == ("日子", "交给谁", "多少钱", "说明")
    assert shown.rows[0] == ("2023-12-02", "极速发卡", "-100.00", "消费")
    assert not shown.is_remembered
    tried = try_mapping(path, by_hand(shown.header))
    assert tried.problem is None
    assert [(row.direction, row.amount.fen, row.counterparty) for row in tried.rows] == [
        (Direction.OUT, 10000, "极速发卡"),
        (Direction.IN, 9500, "极速发卡"),
    ]


def test_the_sign_can_be_turned_round_and_a_wrong_column_is_told(vault: Vault, tmp_path: Path) -> None:
    path = bank_table(tmp_path / "b.csv")
    wanted = by_hand(preview_table(vault, path).header)
    turned = try_mapping(path, replace(wanted, sign=AmountSign.OUT_POSITIVE))
    assert [row.direction for row in turned.rows] == [Direction.IN, Direction.OUT]
    wrong = try_mapping(path, replace(wanted, at="说明"))
    assert isinstance(wrong.problem, UnreadableFile)
    assert isinstance(try_mapping(path, replace(wanted, at="")).problem, InvalidField)


def test_it_is_taken_in_once_and_the_mapping_is_remembered(vault: Vault, order: Order, tmp_path: Path) -> None:
    path = bank_table(tmp_path / "b.csv")
    wanted = by_hand(preview_table(vault, path).header)
    report = import_mapped(vault, path, wanted, order=order.id).value
    assert (report.new, report.known, report.left_out) == (2, 0, 0)
    assert (report.sum_out and report.sum_out.fen, report.sum_in and report.sum_in.fen) == (10000, 9500)
    assert [item.name for item in list_evidence(vault, order.id)] == ["b.csv"]
    again = bank_table(tmp_path / "other-name.csv")
    shown = preview_table(vault, again)
    assert shown.is_remembered
    assert shown.mapping == wanted
    assert import_mapped(vault, again, shown.mapping).value.known == 2
    assert len(list(payments.list_payments(vault))) == 2


def test_a_broken_table_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    path = bank_table(tmp_path / "b.csv")
    header = preview_table(vault, path).header
    path.write_text(path.read_text(encoding="utf-8") + "2023-12-04,x,很多,消费\n", encoding="utf-8")
    before = state(vault)
    with pytest.raises(UnreadableFile, match="4"):
        import_mapped(vault, path, by_hand(header))
    assert state(vault) == before
    assert not preview_table(vault, path).is_remembered


def test_what_is_no_table_cannot_be_mapped(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("你好\n再见\n", encoding="utf-8")
    assert not is_table(tmp_path / "x.txt")
