"""What the chain says of a case: its newest entry, what came after one, and by what the rows are known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.casework import card_codes, complainants, orders, vaults
from app.domain.orders import Order
from app.vault import custody
from app.vault.tables import EVENT_EVIDENCE, EXPORTS, FACTS, ORIGINALS, SEALS
from app.vault.vault import Vault
from tests.fixtures.cases import TickingClock, facts_of, order_fields
from tests.fixtures.vaults import make

UNTOLD = {ORIGINALS, EVENT_EVIDENCE, EXPORTS, SEALS}
"""An original and a proof are written with what they serve; exports and seals are no part of a case."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    folder = tmp_path_factory.mktemp("kept")
    with vaults.open_for_writing(folder / "v", clock=TickingClock(), actor="tester") as vault:
        make.populate(vault, folder)
        yield vault


def test_each_row_of_each_fact_table_is_named_by_a_query_of_its_own(kept: Vault) -> None:
    held = facts_of(kept)
    subjects = {
        custody.subject(table, str(row[FACTS[table]]))
        for table, rows in held.items()
        if table not in UNTOLD
        for row in rows
    }
    assert {about.partition(":")[0] for about in subjects} == FACTS.keys() - UNTOLD, "the fixture lacks a table"
    found = custody.named_rows(kept.db, [*subjects, "orders:999", "originals:" + "0" * 64, "nothing:1", "orders:x"])
    assert found.keys() == subjects
    assert set(custody.named_rows(kept.db, ["messages:1", "payments:1"])) == {"messages:1", "payments:1"}
    for row in found.values():
        assert not row.keys() & {"identity", "code", "salt", "note", "account", "body"}


def test_entries_after_one_are_those_that_are_counted(kept: Vault) -> None:
    everything = [int(row[0]) for row in kept.db.execute("SELECT id FROM orders")]
    last, sealed = custody.head_of_case(kept.db, everything)
    for after in (0, last // 2, last - 1, last):
        entries = custody.entries_of_case_after(kept.db, everything, after, limit=10_000)
        assert len(entries) == custody.count_of_case_after(kept.db, everything, after)
        assert [one.seq for one in entries] == sorted((one.seq for one in entries), reverse=True)
        assert all(one.seq > after for one in entries)
        assert custody.entries_of_case_after(kept.db, everything, after, limit=2) == entries[:2]
    (newest,) = custody.entries_of_case_after(kept.db, everything, last - 1, limit=10)
    assert (newest.seq, newest.hash) == (last, sealed)


def test_the_head_of_a_case_moves_with_all_that_a_dossier_states(vault: Vault, order: Order) -> None:
    def head() -> int:
        return custody.head_of_case(vault.db, [order.id])[0]

    seen = [head()]
    card_codes.keep_code(vault, order.id, "QWER-8842-ZXCV-1234")
    seen.append(head())
    complainants.change_platform_identity(vault, order.facts.platform, {"phone": "13800001111"})
    seen.append(head())
    assert seen == sorted(set(seen))
    assert seen[-1] == vault.head()[0]
    orders.record_order(vault, order_fields("B200", platform="别处"))
    assert head() == seen[-1], "what others do leaves it be"
    assert custody.head_of_case(vault.db, [999]) == (0, custody.GENESIS)


@pytest.mark.parametrize("detail", ["0" * 64, "{", "[1]", '{"order": 2}', '{"order": null}'])
def test_what_is_gone_counts_only_where_it_names_the_order(vault: Vault, order: Order, detail: str) -> None:
    kept = [card_codes.keep_code(vault, order.id, code).value.id for code in ("AAAA-1111", "BBBB-2222")]
    after = vault.head()[0]
    with vault.write("card_code.dropped") as facts:
        facts.delete("card_codes", kept[0], detail=detail)
    assert custody.count_of_case_after(vault.db, [order.id], after) == 0
    with vault.write("card_code.dropped") as facts:
        facts.delete("card_codes", kept[1], detail='{"order": 1}')
    (entry,) = custody.entries_of_case_after(vault.db, [order.id], after, limit=9)
    assert (entry.subject, entry.digest) == (f"card_codes:{kept[1]}", None)
    assert custody.head_of_case(vault.db, [order.id])[0] == entry.seq


def test_messages_are_counted_by_import_and_chat_of_the_order(tmp_path: Path, vault: Vault, order: Order) -> None:
    made = "2024-01-01T00:00:00.000Z"
    with vault.write("chat.joined") as facts:
        for number in (1, 2, 3):
            facts.insert(
                "conversations",
                {"key": f"k{number}", "title": f"聊天{number}", "app": "qq", "channel": "qq", "created_at": made},
            )
        for number in (1, 2):
            facts.insert("conversation_orders", {"conversation_id": number, "order_id": order.id})
        blank = {"sender": "", "sender_key": "", "kind": "text", "text": "在", "attachments": "", "reply_to": ""}
        for line, place in enumerate((1, 2, 2, 3), start=1):
            vault.db.table("messages").insert(
                {"import_id": 1, "conversation_id": place, "line": line, "row_key": f"r{line}", "time_known": "none"}
                | blank
                | {"message_no": ""}
            )
        whole = {"name": "x.json", "kind": "chat", "reader": "chatlab", "facts": "{}", "row_count": 4}
        facts.insert("imports", whole | {"rows_digest": "0" * 64, "imported_at": made})
    assert custody.messages_brought(vault.db, [order.id], [1, 7]) == {1: [("聊天2", 2), ("聊天1", 1)]}
    assert custody.messages_brought(vault.db, [999], [1]) == {}
    subjects = [one.subject for one in custody.entries_of_case_after(vault.db, [order.id], 0, limit=99)]
    assert subjects[:3] == ["imports:1", "conversation_orders:2", "conversation_orders:1"]
