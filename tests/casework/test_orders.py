"""Orders, platforms and statuses, recorded and edited through the use cases that the window and the terminal call."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.casework import evidence, orders, platforms, statuses, vaults
from app.domain.errors import InputError, InvalidField, NotFound, UnreadableFile
from app.domain.evidence import EvidenceKind
from app.domain.orders import Order, OrderId, OrderStatus
from app.vault.vault import Vault
from tests.fixtures.cases import START, facts_of, order_fields, picture, put, state

PACK = """
[[clause]]
term = "self_cancel_window"
value = "10m"
text = "付款后10分钟内可自助取消"
source = "https://example.com/rules"

[[clause]]
term = "fee"
value = "5%"
text = "取消收取5%手续费"
"""


def actions_on(vault: Vault, table: str, key: int) -> list[str]:
    rows = vault.db.execute("SELECT action FROM custody WHERE subject = ? ORDER BY seq", [f"{table}:{key}"])
    return [row[0] for row in rows]


class TestRecording:
    def test_an_order_brings_its_platform_and_merchant(self, vault: Vault) -> None:
        done = orders.record_order(vault, order_fields(merchant="速充小店"), status="待付款")
        assert done.value.facts.platform == "星卡网"
        assert done.value.facts.merchant == "速充小店"
        assert done.value.status is OrderStatus.PENDING_PAYMENT
        assert {row.table for row in done.change.rows} == {"platforms", "merchants", "orders", "order_statuses"}
        assert orders.show_order(vault, done.value.id) == done.value
        again = orders.record_order(vault, order_fields("A101", merchant="速充小店"))
        assert {row.table for row in again.change.rows} == {"orders"}
        assert [record.merchants for record in platforms.list_platforms(vault)] == [("速充小店",)]
        assert vaults.verify(vault).is_sound

    @pytest.mark.parametrize(
        ("typed", "status", "field"),
        [
            (order_fields(amount="1.234"), None, "amount"),
            (order_fields(number=""), None, "number"),
            (order_fields(), "sent", "status"),
            (order_fields() | {"colour": "red"}, None, "colour"),
        ],
    )
    def test_a_wrong_field_is_named_and_nothing_is_written(
        self, vault: Vault, typed: dict[str, str | None], status: str | None, field: str
    ) -> None:
        with pytest.raises(InvalidField) as refused:
            orders.record_order(vault, typed, status=status)
        assert refused.value.field == field
        assert vaults.verify(vault).rows == 0

    def test_a_payment_in_the_future_is_refused(self, vault: Vault, order: Order) -> None:
        before = state(vault)
        with pytest.raises(InvalidField, match="paid_at: is in the future"):
            orders.record_order(vault, order_fields("B1", paid_at="2024-01-01 13:00"))
        with pytest.raises(InvalidField, match="paid_at: is in the future"):
            orders.edit_order(vault, order.id, {"paid_at": "2024-01-01 13:00"})
        assert state(vault) == before

    def test_a_platform_has_each_number_once(self, vault: Vault, order: Order) -> None:
        before = facts_of(vault)
        with pytest.raises(InvalidField, match=f"as order {order.id}") as refused:
            orders.record_order(vault, order_fields(merchant="新商家"))
        assert refused.value.field == "number"
        assert facts_of(vault) == before, "not even the new merchant"
        elsewhere = orders.record_order(vault, order_fields(platform="卡盟乙")).value
        with pytest.raises(InvalidField, match="number: "):
            orders.edit_order(vault, elsewhere.id, {"platform": "星卡网"})
        other = orders.record_order(vault, order_fields("A101")).value
        with pytest.raises(InvalidField, match="number: "):
            orders.edit_order(vault, other.id, {"number": "A100"})
        assert vaults.verify(vault).is_sound


class TestEditing:
    def test_fields_change_one_by_one(self, vault: Vault, order: Order) -> None:
        done = orders.edit_order(
            vault, order.id, {"amount": "¥98.5", "pay-method": "微信支付", "merchant": "速充小店", "note": "a\nb"}
        )
        assert str(done.value.facts.amount) == "98.50"
        assert done.value.facts.pay_method == "wechat"
        assert (done.value.facts.merchant, done.value.facts.note) == ("速充小店", "a\nb")
        assert done.value.facts.product == order.facts.product
        cleared = orders.edit_order(vault, order.id, {"pay_method": "", "merchant": None})
        assert (cleared.value.facts.pay_method, cleared.value.facts.merchant) == (None, None)
        assert actions_on(vault, "orders", order.id) == ["order.recorded", "order.edited", "order.edited"]

    def test_a_merchant_moves_with_its_order_to_another_platform(self, vault: Vault, order: Order) -> None:
        orders.edit_order(vault, order.id, {"merchant": "速充小店"})
        moved = orders.edit_order(vault, order.id, {"platform": "卡盟乙"}).value
        assert (moved.facts.platform, moved.facts.merchant) == ("卡盟乙", "速充小店")
        by_name = {record.platform.name: record.merchants for record in platforms.list_platforms(vault)}
        assert by_name == {"卡盟乙": ("速充小店",), "星卡网": ("速充小店",)}

    def test_typing_the_same_again_is_no_change(self, vault: Vault, order: Order) -> None:
        head = vault.head()
        assert orders.edit_order(vault, order.id, {"amount": "100", "product": order.facts.product}).change.rows == ()
        assert vault.head() == head

    def test_a_wrong_value_changes_nothing(self, vault: Vault, order: Order) -> None:
        with pytest.raises(InvalidField, match="amount: "):
            orders.edit_order(vault, order.id, {"product": "other", "amount": "abc"})
        assert orders.show_order(vault, order.id) == order

    @pytest.mark.parametrize("key", [99, 0, -1, 2**63, 10**30])
    def test_an_order_that_is_not_there_is_not_found(self, vault: Vault, order: Order, key: int) -> None:
        for attempt in (
            lambda: orders.show_order(vault, OrderId(key)),
            lambda: orders.edit_order(vault, OrderId(key), {}),
            lambda: orders.trash_order(vault, OrderId(key)),
            lambda: orders.restore_order(vault, OrderId(key)),
            lambda: orders.observe_status(vault, OrderId(key), "delivered"),
            lambda: evidence.list_evidence(vault, OrderId(key)),
        ):
            with pytest.raises(NotFound, match=r"order .* does not exist"):
                attempt()


class TestStatus:
    def test_an_order_is_as_it_was_seen_last_not_as_it_was_typed_last(self, vault: Vault, order: Order) -> None:
        orders.observe_status(vault, order.id, "delivered", at="2024-01-01 13:00")
        late = orders.observe_status(vault, order.id, "pending_delivery", at="2024-01-01 12:30").value
        assert late.status is OrderStatus.DELIVERED
        assert [seen.at for seen in late.statuses] == [START + timedelta(minutes=30), START + timedelta(hours=1)]

    def test_a_status_seen_now_has_the_clocks_time(self, vault: Vault, order: Order) -> None:
        seen = orders.observe_status(vault, order.id, "delivered").value.statuses[0]
        assert START < seen.at < START + timedelta(minutes=1)

    @pytest.mark.parametrize(("status", "at", "field"), [("sent", None, "status"), ("delivered", "soon", "at")])
    def test_a_wrong_status_or_time_is_named(
        self, vault: Vault, order: Order, status: str, at: str | None, field: str
    ) -> None:
        for attempt in (orders.observe_status, statuses.see_status):
            with pytest.raises(InvalidField, match=f"{field}: "):
                attempt(vault, order.id, status, at=at)

    def test_a_status_of_the_future_is_refused_and_nothing_is_taken(
        self, vault: Vault, order: Order, tmp_path: Path
    ) -> None:
        before = state(vault)
        with pytest.raises(InvalidField, match="at: is in the future"):
            statuses.see_status(
                vault, order.id, "delivered", at="2024-01-01 12:30", proof=put(tmp_path, "a.png", picture(1))
            )
        assert state(vault) == before

    def test_a_screenshot_is_taken_in_as_the_proof(self, vault: Vault, order: Order, picture_file: object) -> None:
        assert callable(picture_file)
        done = statuses.see_status(vault, order.id, "delivered", proof=picture_file(1))
        item = evidence.list_evidence(vault, order.id)[0]
        assert item.kind is EvidenceKind.STATUS
        assert [seen.evidence for seen in done.value.statuses] == [item.id]
        vaults.undo(vault, done.change)
        assert orders.show_order(vault, order.id).statuses == ()
        assert evidence.list_evidence(vault, order.id, with_trash=False) == []
        assert vaults.verify(vault).is_sound

    def test_a_screenshot_that_cannot_be_taken_leaves_no_status(
        self, vault: Vault, order: Order, tmp_path: Path
    ) -> None:
        with pytest.raises(UnreadableFile):
            statuses.see_status(vault, order.id, "delivered", proof=put(tmp_path, "a.png", b"text"))
        with pytest.raises(InvalidField, match="at: "):
            statuses.see_status(vault, order.id, "delivered", at="soon", proof=put(tmp_path, "a.png", b"text"))
        assert orders.show_order(vault, order.id) == order

    def test_evidence_of_another_order_is_no_proof(self, vault: Vault, order: Order, picture_file: object) -> None:
        assert callable(picture_file)
        other = orders.record_order(vault, order_fields("A101")).value
        item = evidence.add_evidence(vault, other.id, [picture_file()]).value.added[0].evidence
        with pytest.raises(InvalidField, match="evidence: "):
            orders.observe_status(vault, order.id, "delivered", proof=item.id)


class TestTrash:
    def test_a_trashed_order_is_out_of_the_list_and_comes_back_whole(self, vault: Vault, order: Order) -> None:
        orders.trash_order(vault, order.id)
        assert orders.list_orders(vault) == []
        assert [found.id for found in orders.list_orders(vault, is_trashed=True)] == [order.id]
        for attempt in (
            lambda: orders.edit_order(vault, order.id, {"note": "x"}),
            lambda: orders.observe_status(vault, order.id, "delivered"),
            lambda: evidence.add_evidence(vault, order.id, []),
        ):
            with pytest.raises(InputError, match="lies in the trash"):
                attempt()
        orders.restore_order(vault, order.id)
        assert orders.list_orders(vault) == [order]

    def test_the_number_of_a_trashed_order_is_free(self, vault: Vault, order: Order) -> None:
        trashed = orders.trash_order(vault, order.id)
        second = orders.record_order(vault, order_fields()).value
        with pytest.raises(InvalidField, match=f"as order {second.id}"):
            orders.restore_order(vault, order.id)
        with pytest.raises(InputError, match="changed again since"):
            vaults.undo(vault, trashed.change)
        orders.trash_order(vault, second.id)
        assert orders.restore_order(vault, order.id).value == order
        assert vaults.verify(vault).is_sound


class TestFinding:
    @pytest.fixture(autouse=True)
    def _orders(self, vault: Vault) -> None:
        orders.record_order(
            vault,
            order_fields("A100", paid_at="2023-12-28 10:00", merchant="速充小店", account="User_1", note="50%折扣"),
            status="delivered",
        )
        orders.record_order(vault, order_fields("B200", platform="卡盟乙", paid_at="2023-12-30 10:00"))
        orders.record_order(vault, order_fields("C300", paid_at="2023-12-29 10:00", category="话费"))

    @pytest.mark.parametrize(
        ("query", "numbers"),
        [
            ("", ["B200", "C300", "A100"]),
            ("a1", ["A100"]),
            ("腾讯", ["B200", "C300", "A100"]),
            ("卡盟", ["B200"]),
            ("速充", ["A100"]),
            ("话费 c3", ["C300"]),
            ("话费 a1", []),
            ("user_1", ["A100"]),
            ("user%1", []),
            ("userx1", []),
            ("50%", ["A100"]),
            ("\\", []),
            ("'; DROP TABLE orders; --", []),
            ("\0", ["B200", "C300", "A100"]),
            ("a1\0zzz", []),
            ("\udcff", []),
        ],
    )
    def test_every_word_must_be_somewhere_in_the_order(self, vault: Vault, query: str, numbers: list[str]) -> None:
        assert [order.facts.number for order in orders.list_orders(vault, query=query)] == numbers

    def test_a_page_pasted_into_the_search_box_is_no_error(self, vault: Vault) -> None:
        assert orders.list_orders(vault, query="词 " * 20_000) == []
        assert orders.list_orders(vault, query="字" * 60_000) == []

    def test_orders_are_found_by_the_status_they_were_seen_in(self, vault: Vault) -> None:
        assert [order.facts.number for order in orders.list_orders(vault, status="已发货")] == ["A100"]
        assert orders.list_orders(vault, status="completed") == []
        with pytest.raises(InvalidField, match="status: "):
            orders.list_orders(vault, status="sent")


class TestPlatforms:
    def test_a_platform_is_recorded_once_and_its_address_added(self, vault: Vault) -> None:
        first = platforms.add_platform(vault, " 星卡网 ").value
        assert (first.platform.name, first.platform.url) == ("星卡网", None)
        second = platforms.add_platform(vault, "星卡网", url="example.com").value
        assert (second.platform.id, second.platform.url) == (first.platform.id, "https://example.com")
        assert platforms.add_platform(vault, "星卡网").value == second
        assert len(platforms.list_platforms(vault)) == 1

    @pytest.mark.parametrize(("name", "url", "field"), [("", None, "name"), ("星卡网", "ftp://x", "url")])
    def test_a_wrong_name_or_address_is_named(self, vault: Vault, name: str, url: str | None, field: str) -> None:
        with pytest.raises(InvalidField, match=f"{field}: "):
            platforms.add_platform(vault, name, url=url)
        assert platforms.list_platforms(vault) == []

    def test_a_pack_of_clauses_is_taken_in_once(self, vault: Vault, tmp_path: Path) -> None:
        pack = put(tmp_path, "pack.toml", PACK.encode())
        done = platforms.add_platform(vault, "星卡网", pack=pack)
        assert [rule.clause.value for rule in done.value.rules] == ["10m", "5%"]
        assert done.value.rules[0].captured_at.tzinfo is UTC or done.value.rules[0].captured_at.utcoffset() is not None
        assert platforms.add_platform(vault, "星卡网", pack=pack).change.rows == ()
        assert len(platforms.list_platforms(vault)[0].rules) == 2
        vaults.undo(vault, done.change)
        assert platforms.list_platforms(vault)[0].rules == ()
        assert vaults.verify(vault).is_sound

    def test_a_wrong_pack_writes_nothing(self, vault: Vault, tmp_path: Path) -> None:
        wrong = put(tmp_path, "pack.toml", (PACK + '[[clause]]\nterm = "fee"\nvalue = "soon"\ntext = "x"').encode())
        with pytest.raises(InputError):
            platforms.add_platform(vault, "星卡网", pack=wrong)
        assert platforms.list_platforms(vault) == []


def test_drafts_are_kept_as_typed_until_dropped(vault: Vault) -> None:
    typed = {"number": " A1\n", "note": "👍 \ud83d 半", "amount": "1."}
    vaults.save_draft(vault, "order", typed)
    vaults.save_draft(vault, "evidence:1", {"purpose": "x"})
    assert vaults.load_draft(vault, "order") == typed
    vaults.save_draft(vault, "order", {"number": "A2"})
    assert vaults.load_draft(vault, "order") == {"number": "A2"}
    vaults.drop_draft(vault, "order")
    assert vaults.load_draft(vault, "order") == {}
    assert vaults.load_draft(vault, "evidence:1") == {"purpose": "x"}
    found = vaults.verify(vault)
    assert (found.is_sound, found.chain) == (True, 0), "a draft is no fact"


def test_drafts_outlive_the_program(vault: Vault) -> None:
    vaults.save_draft(vault, "order", {"number": "A1"})
    vault.close()
    with vaults.open_for_writing(vault.folder, clock=vault.clock, actor="t") as again:
        assert vaults.load_draft(again, "order") == {"number": "A1"}


def test_every_entry_of_the_chain_says_who_did_what_and_when(vault: Vault, order: Order) -> None:
    orders.edit_order(vault, order.id, {"note": "x"})
    entry = next(iter(vault.db.query("SELECT * FROM custody ORDER BY seq DESC LIMIT 1")))
    assert (entry["actor"], entry["action"], entry["subject"]) == ("tester", "order.edited", f"orders:{order.id}")
    assert START < datetime.fromisoformat(entry["at"]) < START + timedelta(minutes=1)
