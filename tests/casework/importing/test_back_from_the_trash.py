"""What comes back from the trash after another import held some of the same: nothing counts twice, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.casework import browsing, chats, search, vaults
from app.casework import payments as reconciled
from app.casework.importing.run import trash_import
from app.domain.conversations import Message
from app.domain.money import Money
from app.domain.orders import Order
from app.domain.payment_links import LinkRole
from app.domain.payments import ImportId
from app.vault import conversations, payments
from app.vault.vault import Vault
from tests.casework.importing.statement_files import FIXTURES, check, counts, kept, taken, wechat, wechat_row
from tests.casework.importing.test_chats import chatlab

PAID, PARTLY, FULLY = "支付成功", "已退款(￥5.00)", "已全额退款"
BringBack = Callable[[], object]


def trash(vault: Vault, number: int) -> BringBack:
    """Put an import into the trash and return what takes it out again, as the user's undo does."""
    done = trash_import(vault, ImportId(number))
    return lambda: vaults.undo(vault, done.change)


def said(vault: Vault) -> list[Message]:
    (chat,) = chats.list_chats(vault)
    messages = chats.read_chat(vault, chat)
    assert chat.messages == len(messages)
    assert [chats.place_of(vault, one.id)[1] for one in messages] == list(range(len(messages)))
    return messages


def test_a_payment_that_another_import_holds_by_now_counts_once(vault: Vault, order: Order, tmp_path: Path) -> None:
    taken(vault, wechat(tmp_path / "1.csv", wechat_row(1), wechat_row(2)))
    bring_back = trash(vault, 1)
    second = wechat(tmp_path / "2.csv", wechat_row(2), wechat_row(3))
    assert counts(taken(vault, second)) == [(2, 0, 0)], "what is in the trash is not here"
    shared = kept(vault)[0]
    assert shared.row.line == 2
    reconciled.join(vault, shared.id, order.id, LinkRole.PAYMENT)
    bring_back()
    assert len(kept(vault)) == 3
    assert browsing.payment_outline(vault).total == 3
    assert len(browsing.payment_page(vault).rows) == 3
    assert len(search.find(vault, "CARD00002")) == 1
    (listed,) = [one for one in reconciled.list_payments(vault) if one.links]
    assert payments.living(vault, shared.id) == listed.payment
    check(vault)


def test_whichever_of_the_two_is_taken_away_the_payment_and_its_link_stay(
    vault: Vault, order: Order, tmp_path: Path
) -> None:
    taken(vault, wechat(tmp_path / "1.csv", wechat_row(1)))
    reconciled.join(vault, kept(vault)[0].id, order.id, LinkRole.PAYMENT)
    bring_back = trash(vault, 1)
    taken(vault, wechat(tmp_path / "2.csv", wechat_row(1), wechat_row(2)))
    (linked,) = [one for one in browsing.payment_page(vault).rows if one.links]
    assert linked.payment.imported == ImportId(2)
    assert reconciled.reckon(vault, order=order.id)[0].paid == Money(12850)
    bring_back()
    trash(vault, 2)
    (left,) = browsing.payment_page(vault).rows
    assert (left.payment.imported, len(left.links)) == (ImportId(1), 1)


def test_importing_the_same_file_again_brings_back_only_what_is_nowhere_else(vault: Vault, tmp_path: Path) -> None:
    first = wechat(tmp_path / "1.csv", wechat_row(1), wechat_row(2))
    taken(vault, first)
    trash(vault, 1)
    taken(vault, wechat(tmp_path / "2.csv", wechat_row(2), wechat_row(3)))
    assert counts(taken(vault, first)) == [(1, 1, 0)]
    assert len(kept(vault)) == 3
    assert counts(taken(vault, first)) == [(0, 2, 0)]


def test_what_came_back_and_tells_more_counts(vault: Vault, tmp_path: Path) -> None:
    later = wechat(tmp_path / "later.csv", wechat_row(1, status=FULLY))
    taken(vault, later)
    bring_back = trash(vault, 1)
    assert counts(taken(vault, wechat(tmp_path / "earlier.csv", wechat_row(1, status=PAID)))) == [(1, 0, 0)]
    assert [one.row.status for one in kept(vault)] == [PAID]
    bring_back()
    (now,) = kept(vault)
    assert now.row.status == FULLY
    assert [one.row.status for one in payments.versions(vault, now.id)] == [FULLY, PAID]
    assert payments.newest(vault, ImportId(2)) == now  # type: ignore[arg-type]
    trash(vault, 1)
    assert counts(taken(vault, later)) == [(0, 0, 1)], "an import again that tells more is an update"
    assert [one.row.status for one in kept(vault)] == [FULLY]
    check(vault)


def test_two_newer_states_of_one_payment_that_did_not_know_each_other(vault: Vault, tmp_path: Path) -> None:
    taken(vault, wechat(tmp_path / "1.csv", wechat_row(1, status=PAID)))
    taken(vault, wechat(tmp_path / "2.csv", wechat_row(1, status=PARTLY)))
    bring_back = trash(vault, 2)
    assert counts(taken(vault, wechat(tmp_path / "3.csv", wechat_row(1, status=PARTLY), wechat_row(2)))) == [(1, 0, 1)]
    bring_back()
    assert sorted(one.row.status for one in kept(vault)) == [PARTLY, PAID]
    check(vault)


def test_rows_that_look_alike_stay_as_many_as_a_file_has(vault: Vault, tmp_path: Path) -> None:
    bank = FIXTURES / "statements" / "bank_cmb_debit.csv"
    (first,) = taken(vault, bank)
    lines = bank.read_bytes().splitlines(keepends=True)
    body = next(place for place, line in enumerate(lines) if line[:1].isdigit() or line[:2] == b'"2')
    doubled = tmp_path / "doubled.csv"
    doubled.write_bytes(b"".join(line * 2 if place == body else line for place, line in enumerate(lines)))
    bring_back = trash(vault, 1)
    assert counts(taken(vault, doubled)) == [(first.new + 1, 0, 0)]
    bring_back()
    assert len(kept(vault)) == first.new + 1
    assert counts(taken(vault, bank, doubled)) == [(0, first.new, 0), (0, first.new + 1, 0)]


def test_a_message_that_another_log_holds_by_now_is_shown_once(vault: Vault, tmp_path: Path) -> None:
    taken(vault, chatlab(tmp_path / "1.json", ("wxid_me", 0, "在吗"), ("wxid_s", 5, "24小时内退款")))
    bring_back = trash(vault, 1)
    second = chatlab(tmp_path / "2.json", ("wxid_s", 5, "24小时内退款"), ("wxid_me", 9, "谢谢"))
    assert counts(taken(vault, second)) == [(2, 0, 0)]
    assert [one.read.text for one in said(vault)] == ["24小时内退款", "谢谢"]
    bring_back()
    assert [one.read.text for one in said(vault)] == ["在吗", "24小时内退款", "谢谢"]
    (chat,) = chats.list_chats(vault)
    assert len(browsing.search_chat(vault, chat.id, "退款")) == len(search.find(vault, "退款")) == 1
    at = said(vault)[1].read.at
    assert at is not None
    assert browsing.place_at(vault, chat.id, at) == 1
    check(vault)


def test_a_log_again_brings_back_only_what_is_nowhere_else(vault: Vault, tmp_path: Path) -> None:
    first = chatlab(tmp_path / "1.json", ("wxid_s", 0, "在"), ("wxid_s", 0, "在"), ("wxid_s", 5, "退款"))
    taken(vault, first)
    trash(vault, 1)
    assert counts(taken(vault, chatlab(tmp_path / "2.json", ("wxid_s", 0, "在")))) == [(1, 0, 0)]
    assert counts(taken(vault, first)) == [(2, 1, 0)]
    assert [one.read.text for one in said(vault)] == ["在", "在", "退款"]


@pytest.mark.parametrize("is_marked_first", [True, False])
def test_a_mark_stays_on_its_message_whichever_row_shows_it(
    vault: Vault, order: Order, tmp_path: Path, is_marked_first: bool
) -> None:
    def mark() -> None:
        chats.rely_upon(vault, [said(vault)[0].id], order.id, note="承诺")

    taken(vault, chatlab(tmp_path / "1.json", ("wxid_s", 5, "24小时内退款")))
    if is_marked_first:
        mark()
    bring_back = trash(vault, 1)
    taken(vault, chatlab(tmp_path / "2.json", ("wxid_s", 5, "24小时内退款"), ("wxid_me", 9, "谢谢")))
    if not is_marked_first:
        mark()
    for change in (bring_back, mark):
        assert [one.relied_upon for one in said(vault)] == [((order.id, "承诺"),), ()]
        assert [one.id for one in conversations.relied_upon(vault, order.id)] == [said(vault)[0].id]
        change()
    chats.rely_upon(vault, [said(vault)[0].id], order.id, is_on=False)
    assert conversations.relied_upon(vault, order.id) == []
    check(vault)
