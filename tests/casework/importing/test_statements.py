"""Statements in the vault: each payment once, in its newest state, whatever is imported when."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.casework import payments as reconciled
from app.casework import vaults
from app.casework.importing.run import import_files, list_imports, trash_import
from app.domain.errors import ChangedSince, UnreadableFile
from app.domain.money import Money
from app.domain.orders import Order
from app.domain.payment_links import LinkRole
from app.domain.payments import ImportId, PaymentState
from app.vault import payments
from app.vault.vault import Vault
from tests.casework.importing.statement_files import (
    FIXTURES,
    alipay,
    alipay_row,
    check,
    counts,
    kept,
    taken,
    wechat,
    wechat_row,
    whole_state,
)

PAID, PARTLY, FULLY = "支付成功", "已退款(￥5.00)", "已全额退款"


def states(vault: Vault) -> list[PaymentState]:
    return [payment.row.state for payment in kept(vault)]


def test_a_statement_is_new_once_and_then_known(vault: Vault, tmp_path: Path) -> None:
    first = wechat(tmp_path / "1.csv", wechat_row(1), wechat_row(2))
    (report,) = taken(vault, first)
    assert (report.kind.value, report.new, report.known, report.updated) == ("statement", 2, 0, 0)
    assert report.sum_out == Money(25700)
    assert counts(taken(vault, first)) == [(0, 2, 0)]
    assert len(kept(vault)) == 2
    assert [payment.row.line for payment in kept(vault)] == [2, 3]
    assert len({one.sha256 for one in list_imports(vault)}) == 1


def test_an_overlapping_statement_adds_only_what_is_new(vault: Vault, tmp_path: Path) -> None:
    taken(vault, wechat(tmp_path / "1.csv", wechat_row(1), wechat_row(2)))
    assert counts(taken(vault, wechat(tmp_path / "2.csv", wechat_row(2), wechat_row(3)))) == [(1, 1, 0)]
    both = [wechat(tmp_path / "3.csv", wechat_row(3), wechat_row(4)), wechat(tmp_path / "4.csv", wechat_row(4))]
    assert counts(taken(vault, *both)) == [(1, 1, 0), (0, 1, 0)]
    assert len(kept(vault)) == 4


def test_a_status_moves_on_and_its_history_is_kept(vault: Vault, tmp_path: Path) -> None:
    for number, (status, expected) in enumerate(
        [
            (PAID, (1, 0, 0)),
            (PARTLY, (0, 0, 1)),
            ("已退款(￥15.00)", (0, 0, 1)),
            (FULLY, (0, 0, 1)),
            (PAID, (0, 1, 0)),
            (PARTLY, (0, 1, 0)),
            (FULLY, (0, 1, 0)),
        ]
    ):
        path = wechat(tmp_path / f"{number}.csv", wechat_row(1, status=status))
        assert counts(taken(vault, path)) == [expected], status
    (newest,) = kept(vault)
    assert newest.row.state is PaymentState.REFUNDED
    told = [version.row.status for version in payments.versions(vault, newest.id)]
    assert told == [FULLY, "已退款(￥15.00)", PARTLY, PAID]
    first = payments.versions(vault, newest.id)[-1]
    assert payments.newest(vault, first.id) == newest


def test_a_newer_state_first_is_not_taken_back_by_an_older_export(vault: Vault, tmp_path: Path) -> None:
    taken(vault, wechat(tmp_path / "1.csv", wechat_row(1, status=FULLY)))
    assert counts(taken(vault, wechat(tmp_path / "2.csv", wechat_row(1, status=PAID)))) == [(0, 1, 0)]
    assert states(vault) == [PaymentState.REFUNDED]


def test_a_link_stays_when_the_payment_moves_on(vault: Vault, order: Order, tmp_path: Path) -> None:
    taken(vault, wechat(tmp_path / "1.csv", wechat_row(1)))
    reconciled.join(vault, kept(vault)[0].id, order.id, LinkRole.PAYMENT)
    taken(vault, wechat(tmp_path / "2.csv", wechat_row(1, status=PARTLY)))
    (listed,) = reconciled.list_payments(vault)
    assert listed.payment.row.state is PaymentState.PARTLY_REFUNDED
    assert [link.order for link in listed.links] == [order.id]
    assert list(reconciled.list_payments(vault, unmatched=True)) == []


def test_one_number_more_than_a_day_apart_is_two_payments(vault: Vault, tmp_path: Path) -> None:
    taken(vault, wechat(tmp_path / "1.csv", wechat_row(1, at="2023-02-11 14:35:20")))
    later = wechat(tmp_path / "2.csv", wechat_row(1, at="2023-02-12 14:35:21"))
    assert counts(taken(vault, later)) == [(1, 0, 0)]
    within = wechat(tmp_path / "3.csv", wechat_row(1, at="2023-02-11 20:00:00"))
    assert counts(taken(vault, within)) == [(0, 1, 0)]
    assert len(kept(vault)) == 2
    both = wechat(tmp_path / "4.csv", *(wechat_row(1, at=f"2023-02-{day} 14:35:20") for day in (12, 11)))
    assert counts(taken(vault, both)) == [(0, 2, 0)]


def test_rows_without_a_number_count_as_often_as_a_file_has_them(vault: Vault, tmp_path: Path) -> None:
    bank = FIXTURES / "statements" / "bank_cmb_debit.csv"
    lines = bank.read_bytes().splitlines(keepends=True)
    (first,) = taken(vault, bank)
    body = [place for place, line in enumerate(lines) if line[:1].isdigit() or line[:2] == b'"2']
    assert body, "the fixture has rows"
    doubled = tmp_path / "doubled.csv"
    doubled.write_bytes(b"".join(line * 2 if place == body[0] else line for place, line in enumerate(lines)))
    assert counts(taken(vault, doubled)) == [(1, first.new, 0)]
    assert counts(taken(vault, doubled)) == [(0, first.new + 1, 0)]
    assert counts(taken(vault, bank)) == [(0, first.new, 0)]


def test_the_trash_hides_an_import_and_importing_it_again_brings_it_back(vault: Vault, tmp_path: Path) -> None:
    path = wechat(tmp_path / "1.csv", wechat_row(1), wechat_row(2))
    taken(vault, path)
    before = kept(vault)
    trashed = trash_import(vault, ImportId(1))
    assert kept(vault) == []
    assert list_imports(vault) == []
    vaults.undo(vault, vaults.undo(vault, trashed.change))
    assert kept(vault) == []
    assert counts(taken(vault, path)) == [(2, 0, 0)]
    assert kept(vault) == before, "the very rows, so that their links hold"
    with pytest.raises(ChangedSince):
        vaults.undo(vault, trashed.change)
    check(vault)


def test_an_import_is_undone_and_redone(vault: Vault, order: Order, tmp_path: Path) -> None:
    path = wechat(tmp_path / "1.csv", wechat_row(1))
    before = kept(vault)
    done = import_files(vault, [path])
    after = kept(vault)
    undone = vaults.undo(vault, done.change)
    assert kept(vault) == before
    redone = vaults.undo(vault, undone)
    assert kept(vault) == after
    check(vault)
    vaults.undo(vault, redone)
    assert kept(vault) == before
    assert reconciled.match_payments(vault).value == []
    assert order.id == 1
    check(vault)


def test_the_middle_of_three_states_in_the_trash_shows_the_payment_once(vault: Vault, tmp_path: Path) -> None:
    for number, status in enumerate((PAID, PARTLY, FULLY), start=1):
        taken(vault, wechat(tmp_path / f"{number}.csv", wechat_row(1, status=status)))
    trash_import(vault, ImportId(2))
    assert states(vault) == [PaymentState.REFUNDED]
    trash_import(vault, ImportId(3))
    assert states(vault) == [PaymentState.PAID]
    assert payments.newest(vault, kept(vault)[0].id).row.state is PaymentState.PAID
    check(vault)


def test_a_payment_from_the_trash_proves_nothing(vault: Vault, order: Order, tmp_path: Path) -> None:
    taken(vault, wechat(tmp_path / "1.csv", wechat_row(1, yuan="100.00")))
    reconciled.join(vault, kept(vault)[0].id, order.id, LinkRole.PAYMENT)
    assert reconciled.reckon(vault, order=order.id)[0].is_proven
    trashed = trash_import(vault, ImportId(1))
    assert not reconciled.reckon(vault, order=order.id)[0].is_proven
    vaults.undo(vault, trashed.change)
    assert reconciled.reckon(vault, order=order.id)[0].is_proven


def test_the_newest_of_two_exports_in_one_go_wins(vault: Vault, tmp_path: Path) -> None:
    old = alipay(tmp_path / "old.csv", alipay_row(1, status="等待付款"))
    new = alipay(tmp_path / "new.csv", alipay_row(1))
    assert counts(taken(vault, old, new)) == [(1, 0, 0), (0, 0, 1)]
    assert states(vault) == [PaymentState.PAID]


SAMPLES = sorted(
    path.name
    for path in (FIXTURES / "statements").iterdir()
    if path.suffix in {".csv", ".xlsx"} and path.name != "cashbook.csv"
)


def test_a_cash_book_is_no_statement(vault: Vault) -> None:
    before = whole_state(vault)
    with pytest.raises(UnreadableFile) as refused:
        import_files(vault, [FIXTURES / "statements" / "cashbook.csv"])
    assert refused.value.remedy.zh
    assert whole_state(vault) == before


@pytest.mark.parametrize("name", SAMPLES)
def test_every_statement_is_kept_as_read_and_known_the_second_time(vault: Vault, name: str) -> None:
    path = FIXTURES / "statements" / name
    (first,) = taken(vault, path)
    assert first.new + first.updated > 0
    assert sum(payment.row.amount.fen for payment in kept(vault)) > 0
    (second,) = taken(vault, path)
    assert (second.new, second.updated) == (0, 0)
    assert second.known == first.new + first.known + first.updated
    assert (second.sum_out, second.sum_in, second.sum_refund) == (first.sum_out, first.sum_in, first.sum_refund)
