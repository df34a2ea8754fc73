"""The search box: everything that is kept is found by what it says, and only while it is there to be seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.casework import cancellations as cases
from app.casework import chats, comparisons, evidence, marks, orders, platforms, readings, sent_letters, vaults
from app.casework.importing.run import trash_import
from app.casework.search import CasePlace, Hit, HitKind, find, place_in_case, regions
from app.domain.cancellation import CancelEvent
from app.domain.comparisons import ComparisonSide
from app.domain.errors import NotFound
from app.domain.evidence import Evidence
from app.domain.letters import LetterName
from app.domain.marks import Mark, MarkKind, Markup, Region
from app.domain.orders import Order
from app.domain.payments import ImportId
from app.domain.readings import Reading, TextLine
from app.domain.words import Text
from app.vault import search as index
from app.vault.vault import Vault
from tests.casework.importing.statement_files import taken, wechat, wechat_row
from tests.casework.importing.test_chats import chatlab
from tests.fixtures.cases import TickingClock, add, order_fields, picture, put
from tests.fixtures.vaults import make


def kinds(vault: Vault, query: str) -> list[str]:
    return sorted(hit.kind.value for hit in find(vault, query))


def the(vault: Vault, query: str) -> Hit:
    (hit,) = find(vault, query)
    return hit


def marked(hit: Hit) -> list[str]:
    return [hit.snippet[start:end] for start, end in hit.marks]


@pytest.fixture
def item(vault: Vault, order: Order, tmp_path: Path) -> Evidence:
    return add(vault, order, put(tmp_path, "下单页.png", picture(1)))[0]


def read(vault: Vault, item: Evidence, *said: str) -> None:
    lines = tuple(TextLine(text, Region(1, 1 + 8 * row, 20, 6), 0.99) for row, text in enumerate(said))
    readings.keep_reading(vault, item.original.sha256, Reading("test", lines))


def test_an_order_by_all_that_it_says(vault: Vault) -> None:
    typed = order_fields(
        "KM20260901001", merchant="极速发卡", account="10001", note="说好十分钟", category="点卡", amount="123.40"
    )
    order = orders.record_order(vault, typed).value
    for query in (
        "币",
        "Ｑ币",
        "q币100",
        "KM2026",
        "km20260901001",
        "极速",
        "星卡",
        "10001",
        "十分钟",
        "点卡 极速",
        "123.40",
        "￥123",
    ):
        hit = the(vault, query)
        assert (hit.kind, hit.id, hit.order) == (HitKind.ORDER, order.id, order.id), query
        assert marked(hit), query
    for query in ("jsfk", "sfk", "txqb", "xk", "JSFK"):
        assert the(vault, query).id == order.id, query
    assert find(vault, "jsfx") == []


def test_an_order_follows_its_edits_and_the_trash(vault: Vault) -> None:
    first = orders.record_order(vault, order_fields(merchant="甲店")).value
    renamed = orders.edit_order(vault, first.id, {"merchant": "乙店", "product": "话费"})
    assert kinds(vault, "甲店") == []
    assert kinds(vault, "乙店 话费") == ["order"]
    vaults.undo(vault, renamed.change)
    assert kinds(vault, "甲店") == ["order"]
    gone = orders.trash_order(vault, first.id)
    assert kinds(vault, "甲店") == []
    vaults.undo(vault, gone.change)
    assert kinds(vault, "甲店") == ["order"]
    orders.trash_order(vault, first.id)
    orders.restore_order(vault, first.id)
    assert kinds(vault, "甲店") == ["order"]


def test_evidence_by_name_purpose_tags_and_what_it_shows(vault: Vault, order: Order, item: Evidence) -> None:
    evidence.edit_evidence(vault, item.id, {"purpose": "证明实付", "tags": "关键", "original_place": "小米手机"})
    read(vault, item, "实付款 ￥88.50", "商家手机 13800138000")
    for query in ("下单页", "证明", "关键", "小米", "实付款", "￥88.50", "138 0013", "实付 关键"):
        hit = the(vault, query)
        assert (hit.kind, hit.id, hit.order) == (HitKind.EVIDENCE, item.id, order.id), query
    assert marked(the(vault, "13800138000")) == ["13800138000"]
    evidence.edit_evidence(vault, item.id, {"name": "付款页.png"})
    assert kinds(vault, "下单页") == []
    assert kinds(vault, "付款页") == ["evidence"]


def test_what_is_hidden_in_a_picture_is_not_found(vault: Vault, item: Evidence) -> None:
    read(vault, item, "实付款 100 元", "手机 13800138000")
    assert kinds(vault, "13800138000") == ["evidence"]
    bar = Markup((Mark(MarkKind.BAR, Region(2, 10, 4, 3)),))
    saved = marks.save_marks(vault, item.id, bar)
    assert kinds(vault, "13800138000") == []
    assert "138" not in the(vault, "实付款").snippet
    vaults.undo(vault, saved.change)
    assert kinds(vault, "13800138000") == ["evidence"]
    marks.save_marks(vault, item.id, bar)
    read(vault, item, "实付款 100 元", "手机 13800138000")
    assert kinds(vault, "13800138000") == [], "nor when it is read again"
    arrow = Markup((Mark(MarkKind.BOX, Region(2, 10, 4, 3)),))
    marks.save_marks(vault, item.id, arrow)
    assert kinds(vault, "13800138000") == ["evidence"]


def test_words_are_found_at_their_place_on_the_picture(vault: Vault, item: Evidence) -> None:
    assert regions(vault, item.id, "点券") == ()
    read(vault, item, "点券 100 元", "卡密 ABCD", "券面 100")
    assert regions(vault, item.id, "100") == (Region(1, 1, 20, 6), Region(1, 17, 20, 6))
    assert regions(vault, item.id, "没有") == ()
    hidden = Mark(MarkKind.BAR, Region(0, 0, 10, 4))
    marks.save_marks(vault, item.id, Markup((hidden,)))
    assert regions(vault, item.id, "100") == (Region(1, 17, 20, 6),)
    marks.save_marks(vault, item.id, Markup((hidden, Mark(MarkKind.CROP, Region(1, 8, 30, 30)))))
    assert regions(vault, item.id, "券") == (Region(1, 17, 20, 6),), "counted from the whole picture"


def test_evidence_in_the_trash_is_not_found(vault: Vault, order: Order, item: Evidence) -> None:
    read(vault, item, "卡密已失效")
    gone = evidence.trash_evidence(vault, [item.id])
    assert kinds(vault, "卡密") == kinds(vault, "下单页") == []
    vaults.undo(vault, gone.change)
    assert kinds(vault, "卡密") == ["evidence"]
    evidence.trash_evidence(vault, [item.id])
    evidence.restore_evidence(vault, [item.id])
    assert kinds(vault, "卡密") == ["evidence"]
    trashed = orders.trash_order(vault, order.id)
    assert kinds(vault, "卡密") == [], "with its order"
    vaults.undo(vault, trashed.change)
    assert kinds(vault, "卡密") == ["evidence"]
    evidence.trash_evidence(vault, [item.id])
    evidence.purge_evidence(vault, [item.id])
    assert kinds(vault, "卡密") == []


def test_one_picture_on_two_orders_is_found_for_each(vault: Vault, order: Order, tmp_path: Path) -> None:
    other = orders.record_order(vault, order_fields("B200")).value
    path = put(tmp_path, "同一张.png", picture(1))
    (first,), (second,) = add(vault, order, path), add(vault, other, path)
    read(vault, first, "卡密已失效")
    marks.save_marks(vault, first.id, Markup((Mark(MarkKind.BAR, Region(1, 1, 4, 4)),)))
    assert [hit.id for hit in find(vault, "卡密")] == [second.id], "it is hidden in one of them only"


def test_messages_and_payments(vault: Vault, order: Order, tmp_path: Path) -> None:
    log = chatlab(tmp_path / "1.json", ("wxid_me", 0, "卡密呢"), ("wxid_s", 1, "系统维护，24小时内到账 订单 6222 0212"))
    taken(vault, log, order=order.id)
    taken(vault, wechat(tmp_path / "1.csv", wechat_row(7, yuan="1234.50", shop="云卡商城")))
    evidence.trash_evidence(vault, [one.id for one in evidence.list_evidence(vault, order.id)])
    said = the(vault, "24小时内")
    assert (said.kind, said.order, said.title.zh) == (HitKind.MESSAGE, order.id, "卡商小王")
    assert marked(said) == ["24小时内"]
    assert marked(the(vault, "62220212")) == ["6222 0212"]
    assert kinds(vault, "wxid") == ["message", "message"]
    paid = the(vault, "4200002659202602114772000007")
    assert (paid.kind, paid.title.zh, paid.order) == (HitKind.PAYMENT, "云卡商城", None)
    for query in ("1234.50", "￥1,234.50", "云卡", "CARD00007", "42000026592", "支付成功"):
        assert the(vault, query).id == paid.id, query
        assert marked(the(vault, query)), query
    for number in (1, 2):
        trash_import(vault, ImportId(number))
    assert kinds(vault, "24小时内") == kinds(vault, "云卡") == []
    taken(vault, log)
    assert kinds(vault, "24小时内") == ["message"]


def test_a_payment_is_found_once_in_its_newest_state(vault: Vault, tmp_path: Path) -> None:
    taken(vault, wechat(tmp_path / "1.csv", wechat_row(1)))
    taken(vault, wechat(tmp_path / "2.csv", wechat_row(1, status="已全额退款")))
    assert "已全额退款" in the(vault, "CARD00001").snippet
    assert kinds(vault, "支付成功") == []
    trash_import(vault, ImportId(2))
    assert "支付成功" in the(vault, "CARD00001").snippet


def test_a_word_of_every_message_leaves_room_for_payments(vault: Vault, tmp_path: Path) -> None:
    taken(vault, chatlab(tmp_path / "1.json", *(("wxid_s", number, f"点卡 {number}") for number in range(40))))
    taken(vault, wechat(tmp_path / "1.csv", *(wechat_row(number) for number in range(3))))
    found = find(vault, "点卡", limit=20)
    assert len(found) == 20
    assert [hit.kind for hit in found].count(HitKind.PAYMENT) == 3
    assert "39" in found[0].snippet, "the newest first"
    assert len(find(vault, "点卡", limit=1)) == 1
    assert len(find(vault, "点卡")) == 43


def test_cases_letters_clauses_and_comparisons(vault: Vault, order: Order, item: Evidence) -> None:
    case = cases.open_case(vault, order.id, reason="late_delivery").value
    cases.record_event(vault, case.id, cases.TypedEvent("submit", at="2023-12-31 11:00", note="商家说库存锁定"))
    sent_letters.record_letter(vault, case.id, letter="reminder", text="请尽快处理退款事宜", channel="platform_chat")
    platforms.add_rule(vault, "星卡网", term="self_cancel_window", value="10m", text="付款后十分钟内可自助取消")
    sides = (ComparisonSide(item.id), ComparisonSide(text="承诺秒到账"))
    comparisons.save(vault, order.id, *sides, ["至今未到账"])
    assert [the(vault, query).kind.value for query in ("库存锁定", "尽快处理", "自助取消", "秒到")] == [
        "event",
        "letter",
        "clause",
        "comparison",
    ]
    assert the(vault, "库存锁定").title == CancelEvent.SUBMIT.label
    assert the(vault, "尽快处理").title == LetterName.REMINDER.label
    trashed = orders.trash_order(vault, order.id)
    assert [find(vault, query) for query in ("库存锁定", "尽快处理", "秒到")] == [[], [], []]
    assert kinds(vault, "自助取消") == ["clause"]
    vaults.undo(vault, trashed.change)
    assert kinds(vault, "库存锁定") == ["event"]


def test_entries_and_letters_are_found_at_their_place_in_a_case(vault: Vault, order: Order) -> None:
    first = cases.open_case(vault, order.id, reason="late_delivery").value
    cases.record_event(vault, first.id, cases.TypedEvent("submit", at="2023-12-31 11:00", note="商家说库存锁定"))
    sent_letters.record_letter(vault, first.id, letter="reminder", text="请尽快处理退款事宜", channel="platform_chat")
    cases.undo_event(vault, first.id, note="记错了")
    cases.record_event(vault, first.id, cases.TypedEvent("withdraw", at="2023-12-31 12:00"))
    second = cases.open_case(vault, order.id, reason="late_delivery").value
    cases.record_event(vault, second.id, cases.TypedEvent("submit", at="2024-01-01 11:00", note="再次提出"))

    def place(query: str) -> CasePlace:
        hit = the(vault, query)
        return place_in_case(vault, hit.kind, hit.id)

    submitted = cases.show_case(vault, first.id).events[0]
    assert submitted.is_undone
    assert place("库存锁定") == CasePlace(first.id, entry=submitted.id)
    assert the(vault, "记错了").title == Text("撤销记录", "Entry taken back")
    assert place("记错了") == place("库存锁定"), "told with the entry that was taken back"
    (letter,) = sent_letters.list_letters(vault, first.id)
    assert place("尽快处理") == CasePlace(first.id, letter=letter.id)
    assert place("再次提出") == CasePlace(second.id, entry=cases.show_case(vault, second.id).events[0].id)
    for kind in (HitKind.EVENT, HitKind.LETTER):
        with pytest.raises(NotFound):
            place_in_case(vault, kind, 99)


@pytest.mark.parametrize(
    "query", ['"', "*", "-", "(", ")", "^", ":", "NEAR", "OR", "AND", "NOT", "a:b", "'", "\x00", ""]
)
def test_signs_of_the_query_language_are_only_signs(vault: Vault, order: Order, query: str) -> None:
    assert find(vault, query) == []
    assert kinds(vault, f"{query} Q币") == ([] if query.strip("\x00'\"*-()^:") else ["order"])
    assert order.id == 1


def test_the_index_is_made_anew_from_the_facts(vault: Vault, tmp_path: Path) -> None:
    make.populate(vault, tmp_path)
    everything = (
        "星卡",
        "速充",
        "订单页",
        "证明",
        "尽快",
        "库存",
        "取消",
        "至今",
        "退款",
        "2024010122001",
        "jsfk",
        "scxd",
    )
    before = {query: find(vault, query) for query in everything}
    assert sum(bool(found) for found in before.values()) >= 9
    with vault.transaction() as db:
        db.execute("DELETE FROM search_entries")
        db.execute("DELETE FROM search_index")
        db.execute("INSERT INTO batch_index (batch_index) VALUES ('delete-all')")
    assert not any(find(vault, query) for query in everything)
    with vault.transaction() as db:
        index.rebuild(db)
    assert {query: find(vault, query) for query in everything} == before


@pytest.mark.parametrize("version", [1, 2])
def test_a_vault_from_before_the_search_is_indexed_when_it_is_opened(tmp_path: Path, version: int) -> None:
    make.restore(version, tmp_path / "old")
    with vaults.open_for_writing(tmp_path / "old", clock=TickingClock(), actor="tester") as vault:
        assert {"order", "evidence"} <= {hit.kind.value for query in ("星卡", "订单页") for hit in find(vault, query)}
        assert [hit.kind.value for hit in find(vault, "scxd")] == ["order"]
        assert vaults.verify(vault).is_sound
        assert chats.list_chats(vault) == []
