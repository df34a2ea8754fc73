"""Any other table: what is guessed of it, and what a mapping reads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.column_mapping import AmountSign, ColumnMapping, DateOrder, distinct_names, header_fingerprint
from app.domain.errors import InvalidField, UnreadableFile
from app.domain.imports import Skipped
from app.domain.money import Money
from app.domain.payments import Direction, StatementRow
from app.domain.times import shown
from app.intake.sources import Source
from app.intake.statements.mapped import is_mapped_by, read_mapped
from app.intake.statements.mapping_guess import preview
from app.intake.statements.registry import find_statement_reader
from tests.intake.statements.building import source_of

TEXT = (
    "某银行流水\n\n日期,摘要,借方金额,贷方金额,对方名称,流水号\n2026-02-11,消费,128.50,,某某数卡,S1\n2026-02-12,退款,,28.50,某某数卡,S2\n"
    "合计,,128.50,28.50,,\n"
)


def _read(source: Source, mapping: ColumnMapping) -> list[StatementRow]:
    return [item for item in read_mapped(source, mapping) if isinstance(item, StatementRow)]


def test_a_table_that_nobody_knows_is_guessed_and_read(tmp_path: Path) -> None:
    source = source_of(tmp_path, TEXT.encode("gb18030"))
    assert find_statement_reader(source) is None
    shown_first = preview(source, 1)
    assert (shown_first.header_line, shown_first.header[0], len(shown_first.rows)) == (3, "日期", 1)
    items = list(read_mapped(source, shown_first.guess))
    out, came = [item for item in items if isinstance(item, StatementRow)]
    assert (out.direction, out.amount, out.counterparty, out.transaction_no, out.line) == (
        Direction.OUT, Money(12850), "某某数卡", "S1", 4)  # fmt: skip
    assert (came.direction, came.refunded) == (Direction.IN, Money(2850))
    assert [item.line for item in items if isinstance(item, Skipped)] == [6]


def test_names_that_tell_nothing_are_guessed_by_their_cells(tmp_path: Path) -> None:
    guess = preview(source_of(tmp_path, "甲,乙,丙\n03/24/2026 10:00:00,x,-5.00\n03/25/2026 10:00:00,y,7.00\n")).guess
    assert (guess.at, guess.amount, guess.sign, guess.date_order) == (
        "甲", "丙", AmountSign.OUT_NEGATIVE, DateOrder.MONTH_FIRST)  # fmt: skip
    rows = _read(source_of(tmp_path, "甲,乙,丙\n03/24/2026 10:00:00,x,-5.00\n"), guess)
    assert (shown(rows[0].at), rows[0].direction) == ("2026-03-24 10:00:00", Direction.OUT)


def test_a_mapping_is_remembered_by_the_header(tmp_path: Path) -> None:
    source = source_of(tmp_path, TEXT)
    mapping = preview(source).guess
    assert ColumnMapping.from_json(mapping.to_json()) == mapping
    assert is_mapped_by(source, mapping)
    other = source_of(tmp_path, TEXT.replace("摘要", "说明"), "other")
    assert not is_mapped_by(other, mapping)
    with pytest.raises(UnreadableFile, match="another header"):
        list(read_mapped(other, mapping))
    assert header_fingerprint(["金额（元）", " Date "]) == header_fingerprint(["金额(元)", "date"])


@pytest.mark.parametrize("text", ["", "[]", "{", '{"at": 1}', '{"sign": "x"}', '{"header": [1]}'])
def test_a_broken_mapping_is_refused(text: str) -> None:
    with pytest.raises(InvalidField):
        ColumnMapping.from_json(text)


def test_a_mapping_needs_a_time_and_an_amount(tmp_path: Path) -> None:
    source = source_of(tmp_path, TEXT)
    mapping = preview(source).guess
    for wrong in (replace(mapping, at=""), replace(mapping, income="", expense=""), replace(mapping, note="没有")):
        with pytest.raises(InvalidField):
            list(read_mapped(source, wrong))


def test_directions_by_words_and_by_sign(tmp_path: Path) -> None:
    text = (
        "date,amount,type\n2026-01-01,5,Debit\n2026-01-02,6,Credit\n2026-01-03,-7,other\n"
        "2026-01-04,8,other\n2026-01-05,0,\n"
    )
    source = source_of(tmp_path, text)
    rows = _read(source, replace(preview(source).guess, sign=AmountSign.OUT_NEGATIVE))
    assert [row.direction for row in rows] == [
        Direction.OUT, Direction.IN, Direction.OUT, Direction.NEUTRAL, Direction.NEUTRAL]  # fmt: skip


@pytest.mark.parametrize(
    ("expenses", "directions"),
    [
        (("-128.50", "-9.00"), [Direction.OUT, Direction.OUT]),
        (("128.50", "-9.00"), [Direction.OUT, Direction.IN]),
    ],
    ids=["a minus marks every expense", "a minus takes one back"],
)
def test_a_minus_among_expenses(tmp_path: Path, expenses: tuple[str, str], directions: list[Direction]) -> None:
    text = "日期,收入,支出,对方名称\n" + "".join(f"2026-02-11,,{yuan},某某数卡\n" for yuan in expenses)
    source = source_of(tmp_path, text)
    rows = _read(source, preview(source).guess)
    assert [row.direction for row in rows] == directions
    assert all(row.amount.fen > 0 for row in rows)


def test_a_wrong_amount_names_line_and_column(tmp_path: Path) -> None:
    source = source_of(tmp_path, TEXT.replace("128.50,,某", "abc,,某"))
    with pytest.raises(UnreadableFile, match="line 4: column 借方金额"):
        list(read_mapped(source, preview(source).guess))


def test_columns_with_one_name_are_told_apart() -> None:
    assert distinct_names(["金额", "", "金额"]) == ("金额", "#2", "金额 (2)")
