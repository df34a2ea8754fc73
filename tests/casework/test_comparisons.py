"""Comparisons are changed rather than made twice, keep what was not stated again, and go and come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.casework import comparisons, orders, vaults
from app.domain.comparisons import ComparisonSide
from app.domain.errors import InvalidField, NotFound
from app.domain.evidence import Evidence
from app.domain.orders import Order
from app.vault.vault import Vault
from tests.fixtures.cases import add, order_fields, picture, put


@pytest.fixture
def items(vault: Vault, order: Order, tmp_path: Path) -> list[Evidence]:
    return add(vault, order, put(tmp_path, "一.png", picture(1)), put(tmp_path, "二.png", picture(2)))


def sides(items: list[Evidence]) -> tuple[ComparisonSide, ComparisonSide]:
    return ComparisonSide(items[0].id), ComparisonSide(items[1].id)


def test_a_change_keeps_the_title_and_the_purpose(vault: Vault, order: Order, items: list[Evidence]) -> None:
    first = comparisons.save(
        vault, order.id, *sides(items), ["十分钟，一天"], title="到账时间", purpose="承诺没有兑现"
    ).value
    changed = comparisons.save(vault, order.id, *sides(items), ["十分钟，一天", "多收 5%"], key=first.id).value
    assert (changed.id, changed.title, changed.purpose) == (first.id, "到账时间", "承诺没有兑现")
    assert comparisons.list_comparisons(vault, order.id) == [changed]
    assert comparisons.show_comparison(vault, first.id).differences == ("十分钟，一天", "多收 5%")
    renamed = comparisons.save(vault, order.id, *sides(items), ["多收 5%"], title="手续费", purpose="", key=first.id)
    assert (renamed.value.title, renamed.value.purpose) == ("手续费", "")
    assert comparisons.save(vault, order.id, *sides(items), ["x"]).value.title == comparisons.DEFAULT_TITLE


def test_a_comparison_goes_to_the_trash_and_comes_back(vault: Vault, order: Order, items: list[Evidence]) -> None:
    kept = comparisons.save(vault, order.id, *sides(items), ["x"]).value
    trashed = comparisons.trash(vault, kept.id)
    assert comparisons.list_comparisons(vault, order.id) == []
    vaults.undo(vault, trashed.change)
    assert comparisons.list_comparisons(vault, order.id) == [kept]
    assert vaults.verify(vault, deep=True).is_sound


def test_what_is_not_there_or_of_another_order_changes_nothing(
    vault: Vault, order: Order, items: list[Evidence]
) -> None:
    other = orders.record_order(vault, order_fields("B200")).value
    kept = comparisons.save(vault, order.id, *sides(items), ["x"]).value
    text = ComparisonSide(text="承诺")
    for key in (kept.id, type(kept.id)(99)):
        with pytest.raises(NotFound):
            comparisons.save(vault, other.id, text, text, ["y"], key=key)
    with pytest.raises(InvalidField, match="left"):
        comparisons.save(vault, other.id, *sides(items), ["y"])
    assert comparisons.list_comparisons(vault, order.id) == [kept]
    assert comparisons.list_comparisons(vault, other.id) == []
