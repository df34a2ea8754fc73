"""Undo and redo: whatever was done in whatever order is taken back and brought back, and the chain keeps it all."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.casework import evidence, orders, platforms, statuses, vaults
from app.domain.changes import Change
from app.domain.errors import ChangedSince, InputError
from app.domain.evidence import EvidenceId
from app.domain.orders import Order, OrderId
from app.vault.vault import Vault
from tests.fixtures.cases import TickingClock, facts_of, order_fields, picture, put

Act = Callable[[Vault, Path, int, int], Change]

ACTS: dict[str, Act] = {
    "record": lambda vault, _, a, b: (
        orders.record_order(
            vault,
            order_fields(f"N{a}", platform=f"平台{b}", merchant="商家" if a else None),
            status="delivered" if b else None,
        ).change
    ),
    "edit order": lambda vault, _, a, b: orders.edit_order(vault, OrderId(a + 1), {"note": f"{b}"}).change,
    "move order": lambda vault, _, a, b: (
        orders.edit_order(
            vault, OrderId(a + 1), {"platform": f"平台{b}", "number": f"N{b}", "merchant": f"商家{b}"}
        ).change
    ),
    "see status": lambda vault, _, a, b: (
        orders.observe_status(vault, OrderId(a + 1), ("delivered", "completed", "cancelled")[b]).change
    ),
    "see with proof": lambda vault, folder, a, b: (
        statuses.see_status(vault, OrderId(a + 1), "delivered", proof=folder / f"{b}.png").change
    ),
    "trash order": lambda vault, _, a, __: orders.trash_order(vault, OrderId(a + 1)).change,
    "restore order": lambda vault, _, a, __: orders.restore_order(vault, OrderId(a + 1)).change,
    "add evidence": lambda vault, folder, a, b: (
        evidence.add_evidence(vault, OrderId(a + 1), [folder / f"{b}.png", folder / f"{a}.png"]).change
    ),
    "edit evidence": lambda vault, _, a, b: (
        evidence.edit_evidence(vault, EvidenceId(a + 1), {"purpose": f"{b}", "kind": ("chat", "payment", "")[b]}).change
    ),
    "trash evidence": lambda vault, _, a, b: (
        evidence.trash_evidence(vault, [EvidenceId(a + 1), EvidenceId(b + 1)]).change
    ),
    "restore evidence": lambda vault, _, a, __: evidence.restore_evidence(vault, [EvidenceId(a + 1)]).change,
    "platform": lambda vault, _, a, b: platforms.add_platform(vault, f"平台{a}", url=f"https://example.com/{b}").change,
}
few = st.integers(0, 2)
sessions = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), few, few), min_size=1, max_size=14)


def shown_facts(vault: Vault) -> dict[str, list[dict[str, object]]]:
    """What the user sees: what was added and undone lies in the trash, names that nothing uses any more stay."""
    facts = facts_of(vault)
    living = [row for row in facts["orders"] if row["trashed_at"] is None]
    ids = {row["id"] for row in living}
    return {
        "orders": living,
        "order_statuses": [row for row in facts["order_statuses"] if row["order_id"] in ids],
        "evidence": [row for row in facts["evidence"] if row["order_id"] in ids and row["trashed_at"] is None],
        "platforms": [row for row in facts["platforms"] if row["url"] is not None],
    }


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    for number in range(3):
        put(folder, f"{number}.png", picture(number))
    return folder


def new_vault(place: str) -> Vault:
    return vaults.open_for_writing(Path(place) / "v", clock=TickingClock(), actor="tester")


@settings(max_examples=80)
@given(session=sessions)
def test_a_whole_session_is_taken_back_and_brought_back(pictures: Path, session: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as place, new_vault(place) as vault:
        for number in range(2):
            started = orders.record_order(vault, order_fields(f"N{number}", platform="平台0")).value
            evidence.add_evidence(vault, started.id, [pictures / f"{number}.png"])
        done: list[Change] = []
        seen = [shown_facts(vault)]
        for name, a, b in session:
            before = facts_of(vault)
            try:
                change = ACTS[name](vault, pictures, a, b)
            except InputError:
                assert facts_of(vault) == before, "a refusal changes nothing"
                continue
            done.append(change)
            seen.append(shown_facts(vault))
        everything = facts_of(vault)
        undone = []
        for change, expected in zip(reversed(done), reversed(seen[:-1]), strict=True):
            undone.append(vaults.undo(vault, change))
            assert shown_facts(vault) == expected
        assert vaults.verify(vault).is_sound
        for change, expected in zip(reversed(undone), seen[1:], strict=True):
            vaults.undo(vault, change)
            assert shown_facts(vault) == expected
        assert facts_of(vault) == everything, "the very rows, the trash included"
        found = vaults.verify(vault)
        assert found.is_sound, found.findings
        assert vaults.unreferenced(vault) == []


def changes_to_order(vault: Vault, order: Order) -> Iterator[Change]:
    yield orders.edit_order(vault, order.id, {"note": "a"}).change
    yield orders.edit_order(vault, order.id, {"note": "b"}).change


def test_an_undo_never_overwrites_what_came_after(vault: Vault, order: Order) -> None:
    first, second = changes_to_order(vault, order)
    before = facts_of(vault), vault.head()
    with pytest.raises(ChangedSince) as refused:
        vaults.undo(vault, first)
    assert refused.value.remedy.zh
    assert (facts_of(vault), vault.head()) == before
    vaults.undo(vault, second)
    vaults.undo(vault, first)
    assert orders.show_order(vault, order.id) == order


def test_an_undo_is_done_once(vault: Vault, order: Order) -> None:
    change = orders.observe_status(vault, order.id, "delivered").change
    vaults.undo(vault, change)
    with pytest.raises(ChangedSince):
        vaults.undo(vault, change)


def test_an_undo_of_several_rows_is_whole_or_not_at_all(vault: Vault, order: Order, pictures: Path) -> None:
    change = evidence.add_evidence(vault, order.id, [pictures / "0.png", pictures / "1.png"]).change
    first, second = evidence.list_evidence(vault, order.id)
    evidence.edit_evidence(vault, first.id, {"purpose": "x"})
    with pytest.raises(ChangedSince):
        vaults.undo(vault, change)
    assert not evidence.list_evidence(vault, order.id)[1].is_trashed
    evidence.edit_evidence(vault, first.id, {"purpose": ""})
    vaults.undo(vault, change)
    assert [item.id for item in evidence.list_trash(vault)] == [first.id, second.id]


def test_an_order_is_undone_though_its_new_platform_was_described_since(vault: Vault) -> None:
    change = orders.record_order(vault, order_fields()).change
    platforms.add_platform(vault, "星卡网", url="https://example.com")
    vaults.undo(vault, change)
    assert orders.list_orders(vault) == []
    assert platforms.list_platforms(vault)[0].platform.url == "https://example.com"


def test_what_leans_on_a_status_keeps_nothing_from_being_undone(vault: Vault, order: Order, pictures: Path) -> None:
    added = evidence.add_evidence(vault, order.id, [pictures / "0.png"])
    item = added.value.added[0].evidence
    orders.observe_status(vault, order.id, "delivered", proof=item.id)
    vaults.undo(vault, added.change)
    assert evidence.list_trash(vault)[0].id == item.id
    assert orders.show_order(vault, order.id).statuses[0].evidence == item.id
    assert vaults.verify(vault).is_sound


def test_the_chain_keeps_both_the_act_and_its_undo(vault: Vault, order: Order) -> None:
    (first, _) = changes_to_order(vault, order)
    vaults.undo(vault, orders.edit_order(vault, order.id, {"note": "c"}).change)
    actions = vault.db.execute("SELECT action FROM custody WHERE subject = ? ORDER BY seq", [f"orders:{order.id}"])
    assert [row[0] for row in actions] == ["order.recorded", *["order.edited"] * 3, "undo"]
    assert first.label.zh == "编辑订单"
    assert first.touches("orders")
    assert not first.touches("evidence")
