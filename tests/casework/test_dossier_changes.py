"""What changed since something was sent is told in words, one line each, and nothing is left out of the count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.casework import (
    cancellations,
    card_codes,
    chats,
    comparisons,
    complainants,
    dossiers,
    evidence,
    evidence_order,
    orders,
    own_deadlines,
    payments,
    platforms,
    sent_letters,
    vaults,
)
from app.casework.cancellations import TypedEvent
from app.casework.dossier_changes import MOST, Changed, Changes, changes_since
from app.casework.importing.run import trash_import
from app.casework.vaults import Vault
from app.domain.chats import Role
from app.domain.comparisons import ComparisonSide
from app.domain.errors import VaultDamaged
from app.domain.exports import Export
from app.domain.orders import OrderId
from app.domain.payment_links import LinkRole
from app.domain.payments import ImportId
from app.shell import paths
from app.vault import custody
from tests.casework.importing.statement_files import alipay, alipay_row, taken, wechat, wechat_row
from tests.casework.importing.test_chats import chatlab
from tests.fixtures.cases import TickingClock, order_fields
from tests.journeys.cases import record_with_evidence

RESOURCES = paths.resources()
ORDER = OrderId(1)
SAID = "您好，这笔订单超过二十四小时还没有到账，请尽快给我退款，谢谢您的理解和支持"
assert len(SAID) > 30


@pytest.fixture
def vault(tmp_path: Path, clock: TickingClock, picture_file: Callable[..., Path]) -> Iterator[Vault]:
    record_with_evidence(tmp_path, [picture_file(1), picture_file(2)])
    with vaults.open_for_writing(tmp_path / "my.pingju", clock=clock, actor="tester") as opened:
        yield opened


def exported(vault: Vault, tmp_path: Path, *chosen: OrderId, recipient: str = "platform") -> Export:
    count = len(dossiers.list_exports(vault, ORDER))
    target = tmp_path / f"{count}.pdf"
    dossiers.export_dossier(
        vault, list(chosen or [ORDER]), recipient=recipient, target=target, fonts=RESOURCES / "fonts"
    )
    made = dossiers.list_exports(vault, ORDER)[0]
    assert changes_since(vault, made) == Changes((), 0), "what was there before the export is no change"
    return made


def chinese(vault: Vault, made: Export) -> list[str]:
    """The lines, oldest first; the list is newest first, and holds all that is counted."""
    found = changes_since(vault, made)
    assert [one.at for one in found.told] == sorted((one.at for one in found.told), reverse=True)
    assert sum(one.entries for one in found.told) + found.others == dossiers.changed_since(vault, made)
    for one in found.told:
        own_words = re.sub("“[^”]*”", "", one.words.en)
        assert not re.search("[\u3000-\u9fff]", own_words), "the English line holds Chinese of ours"
        assert "\n" not in one.words.zh + one.words.en
    return [one.words.zh for one in reversed(found.told)]


def test_changes_are_told_newest_first_with_what_they_are_about(vault: Vault, tmp_path: Path) -> None:
    made = exported(vault, tmp_path)
    item = evidence.list_evidence(vault, ORDER)[0]
    evidence.edit_evidence(vault, item.id, {"purpose": "付款 100 元"})
    orders.edit_order(vault, ORDER, {"merchant": "点券小店"})
    cancellations.open_case(vault, ORDER, reason="late_delivery")
    assert chinese(vault, made) == [
        f"修改说明：证据 1“{item.name}”",
        "修改：订单 A100",
        "开始取消：延迟发货",
    ]
    newest = changes_since(vault, made).told[0]
    assert newest.words.en == "Cancellation opened: Late delivery"
    again = exported(vault, tmp_path)
    assert chinese(vault, again) == []
    assert len(chinese(vault, made)) == 3


def test_a_status_is_named_with_when_it_was_seen_and_a_refund_with_its_amount(vault: Vault, tmp_path: Path) -> None:
    case = cancellations.open_case(vault, ORDER, reason="not_received").value
    made = exported(vault, tmp_path)
    orders.observe_status(vault, ORDER, "completed", at="2023-12-20 10:00")
    cancellations.record_event(vault, case.id, TypedEvent("submit", at="2023-12-21 09:00"))
    cancellations.record_event(vault, case.id, TypedEvent("agree", at="2023-12-21 10:00"))
    cancellations.record_event(
        vault, case.id, TypedEvent("refund_received", at="2023-12-22 10:00", amount="5", destination="alipay")
    )
    cancellations.undo_event(vault, case.id)
    assert chinese(vault, made) == [
        "新状态：已完成（2023-12-20 10:00）",
        "新进展：提出取消（2023-12-21 09:00）",
        "新进展：商家同意（2023-12-21 10:00）",
        "新进展：收到退款 5.00 元（2023-12-22 10:00）",
        "撤回进展：收到退款 5.00 元（2023-12-22 10:00）",
    ]
    assert changes_since(vault, made).told[1].words.en == "New event: Refund received ¥5.00 (2023-12-22 10:00)"


def test_messages_that_came_in_and_those_relied_upon_are_told(vault: Vault, tmp_path: Path) -> None:
    first = chatlab(tmp_path / "1.json", ("wxid_s", 0, "在的"))
    taken(vault, first, order=ORDER)
    (chat,) = chats.list_chats(vault)
    made = exported(vault, tmp_path)
    more = chatlab(tmp_path / "2.json", ("wxid_s", 0, "在的"), ("wxid_me", 60, SAID), ("wxid_s", 90, "\u202e好\n的"))
    taken(vault, more)
    said = chats.read_chat(vault, chat)
    chats.rely_upon(vault, [one.id for one in said[1:]], ORDER)
    chats.describe(vault, chat.id, title="某店", channel="wechat")
    chats.tell_roles(vault, chat.id, {chat.participants[0].id: Role.MERCHANT})
    assert chinese(vault, made) == [
        "聊天“某店”新增 2 条消息",
        f"一条消息标为依据：“{SAID[:30]}…”",
        "一条消息标为依据：“好 的”",
        "修改：聊天“某店”的标题或渠道",
        f"说明身份：聊天“某店”里“{chat.participants[0].name}”是商家",
    ]
    trash_import(vault, ImportId(2))
    assert chinese(vault, made)[-1] == "移到回收站：聊天记录“2.json”"


def test_a_chat_of_another_order_is_no_change(vault: Vault, tmp_path: Path) -> None:
    made = exported(vault, tmp_path)
    other = orders.record_order(vault, order_fields("B200")).value.id
    log = chatlab(tmp_path / "1.json", ("wxid_s", 0, "在的"))
    taken(vault, log, order=other)
    orders.observe_status(vault, other, "completed", at="2023-12-20 10:00")
    assert chinese(vault, made) == []
    (chat,) = chats.list_chats(vault)
    chats.put_on_order(vault, chat.id, ORDER)
    assert chinese(vault, made) == ["聊天“卡商小王”新增 1 条消息", "聊天“卡商小王”归到这笔订单"]


def test_a_payment_that_was_joined_is_told(vault: Vault, tmp_path: Path) -> None:
    made = exported(vault, tmp_path)
    taken(vault, alipay(tmp_path / "1.csv", alipay_row(1, yuan="50.00")))
    (paid,) = payments.list_payments(vault)
    payments.join(vault, paid.payment.id, ORDER, LinkRole.PAYMENT)
    lines = chinese(vault, made)
    assert lines == ["新增：账单“1.csv”", "付款已关联：支付宝 50.00 元"]
    assert changes_since(vault, made).told[0].words.en == "Payment joined: Alipay ¥50.00"
    again = exported(vault, tmp_path)
    taken(vault, wechat(tmp_path / "2.csv", wechat_row(1, yuan="50.00")))
    assert chinese(vault, again) == [], "a payment of another order is no change"


def test_a_statement_that_tells_more_of_a_payment_is_a_change(vault: Vault, tmp_path: Path) -> None:
    taken(vault, wechat(tmp_path / "1.csv", wechat_row(1)))
    (paid,) = payments.list_payments(vault)
    payments.join(vault, paid.payment.id, ORDER, LinkRole.PAYMENT)
    made = exported(vault, tmp_path)
    for number, status in ((2, "已退款(￥50.00)"), (3, "已全额退款")):
        taken(vault, wechat(tmp_path / f"{number}.csv", wechat_row(1, status=status)))
    assert chinese(vault, made) == ["新增：账单“2.csv”", "新增：账单“3.csv”"]


def test_identities_are_told_without_what_is_known_of_them(vault: Vault, tmp_path: Path) -> None:
    orders.edit_order(vault, ORDER, {"merchant": "点券小店"})
    order = orders.show_order(vault, ORDER)
    complainants.change_merchant_identity(vault, order, {"name": "张三"})
    made = exported(vault, tmp_path, recipient="association")
    silent = exported(vault, tmp_path)
    secret = {"name": "李四", "phone": "13800001111", "licence": "91310000MA1FL0000X"}
    complainants.change_merchant_identity(vault, order, secret)
    complainants.change_platform_identity(vault, order.facts.platform, secret)
    complainants.change_platform_identity(vault, order.facts.platform, {"phone": None})
    assert chinese(vault, made) == [
        "修改：商家“点券小店”的身份资料（姓名或名称、电话、统一社会信用代码）",
        "修改：平台“星卡网”的身份资料（姓名或名称、电话、统一社会信用代码）",
        "修改：平台“星卡网”的身份资料（电话）",
    ]
    chain = repr(list(custody.entries(vault.db)))
    told = repr(changes_since(vault, made))
    assert not any(value in told + chain for value in secret.values())
    assert chinese(vault, silent) == [], "the platform is not sent the complaint form"


def test_an_identity_recorded_by_an_older_version_is_told_without_its_fields(vault: Vault, tmp_path: Path) -> None:
    made = exported(vault, tmp_path, recipient="association")
    with vault.write("identity.recorded") as facts:
        facts.update("platforms", 1, {"identity": '{"name": "某公司"}'})
    assert chinese(vault, made) == ["修改：平台“星卡网”的身份资料"]


def test_fields_of_the_complainant_are_told_and_never_what_they_hold(vault: Vault, tmp_path: Path) -> None:
    complainants.change_person(vault, {"name": "张三", "phone": "13800001111"})
    made = exported(vault, tmp_path, recipient="association")
    silent = exported(vault, tmp_path)
    complainants.change_person(vault, {"name": "张三", "phone": "13900002222", "id_number": "310101200001011234"})
    orders.observe_status(vault, ORDER, "completed", at="2023-12-20 10:00")
    complainants.change_person(vault, {"agrees_to_mediation": "yes"})
    assert chinese(vault, made) == [
        "修改：投诉人的证件号码",
        "修改：投诉人的电话",
        "新状态：已完成（2023-12-20 10:00）",
        "修改：投诉人的是否接受调解",
    ]
    told = repr(changes_since(vault, made))
    assert not any(value in told for value in ("张三", "13900002222", "310101200001011234"))
    assert chinese(vault, silent) == ["新状态：已完成（2023-12-20 10:00）"]
    again = exported(vault, tmp_path, recipient="association")
    assert chinese(vault, again) == []


def test_what_was_taken_away_is_told_by_its_name(vault: Vault, tmp_path: Path) -> None:
    taken(vault, chatlab(tmp_path / "1.json", ("wxid_s", 0, "在的")), alipay(tmp_path / "1.csv", alipay_row(1)))
    (chat,) = chats.list_chats(vault)
    said = [one.id for one in chats.read_chat(vault, chat)]
    chats.rely_upon(vault, said, ORDER)
    (paid,) = payments.list_payments(vault)
    payments.join(vault, paid.payment.id, ORDER, LinkRole.PAYMENT)
    seen = orders.observe_status(vault, ORDER, "completed", at="2023-12-20 10:00")
    dossiers.edit_text(vault, ORDER, "platform", "request", "请退款")
    made = exported(vault, tmp_path)
    chats.rely_upon(vault, said, ORDER, is_on=False)
    chats.put_on_order(vault, chat.id, ORDER, is_on=False)
    (link,) = next(iter(payments.list_payments(vault))).links
    payments.part(vault, link.id)
    vaults.undo(vault, seen.change)
    dossiers.edit_text(vault, ORDER, "platform", "request", None)
    assert chinese(vault, made) == [
        "一条消息不再作为依据：“在的”",
        "聊天“卡商小王”不再属于这笔订单",
        "取消关联一笔付款：支付宝 100.00 元",
        "撤回一个订单状态",
        "卷宗文字恢复为自动生成",
    ]
    assert vaults.verify(vault).is_sound
    exported(vault, tmp_path)


def test_all_else_that_a_dossier_states_is_told(
    vault: Vault, tmp_path: Path, picture_file: Callable[..., Path], clock: TickingClock
) -> None:
    case = cancellations.open_case(vault, ORDER, reason="personal").value
    made = exported(vault, tmp_path)
    first, second = (item.id for item in evidence.list_evidence(vault, ORDER))
    sides = (ComparisonSide(first, ""), ComparisonSide(second, ""))
    comparisons.save(vault, ORDER, *sides, differences=["面值"], title="宣传与实际")
    sent_letters.record_letter(vault, case.id, letter="reminder", text="请处理", channel="qq", at="2023-12-20 10:00")
    own = own_deadlines.set_deadline(vault, ORDER, text="再问一次", due="2024-02-01 10:00").value
    own_deadlines.close_deadline(vault, own.id)
    card_codes.keep_code(vault, ORDER, "QWER-8842-ZXCV-1234")
    dossiers.edit_text(vault, ORDER, "platform", "request", "请退款")
    platforms.add_rule(vault, "星卡网", term="late_delivery", value="24h", text="超过 24 小时可取消")
    added = evidence.add_evidence(vault, ORDER, [picture_file(3)]).value.added[0].evidence
    trashed = evidence.trash_evidence(vault, [added.id])
    vaults.undo(vault, trashed.change)
    assert chinese(vault, made) == [
        "保存：对比“宣传与实际”",
        "已发送：催商家答复（2023-12-20 10:00）",
        "新增：自设期限“再问一次”（2024-02-01 10:00）",
        "了结：自设期限“再问一次”（2024-02-01 10:00）",
        "新增一条卡密",
        "改写：卷宗的请求",
        "新增平台规则：“超过 24 小时可取消”",
        "新增：证据 3“picture-3.png”",
        "移到回收站：证据 3“picture-3.png”",
        "撤销一步：证据 3“picture-3.png”",
    ]
    assert "QWER" not in repr(changes_since(vault, made))
    exported(vault, tmp_path)


def test_a_purge_stays_told_though_the_row_is_gone(vault: Vault, tmp_path: Path) -> None:
    made = exported(vault, tmp_path)
    item = evidence.list_evidence(vault, ORDER)[1]
    evidence.trash_evidence(vault, [item.id])
    evidence.purge_evidence(vault, [item.id])
    assert chinese(vault, made) == ["彻底删除：证据 2"]
    exported(vault, tmp_path)


def test_a_row_that_is_gone_is_told_by_what_its_entry_keeps(vault: Vault, tmp_path: Path) -> None:
    taken(vault, chatlab(tmp_path / "1.json", ("wxid_s", 0, "在的")), order=ORDER)
    (chat,) = chats.list_chats(vault)
    chats.rely_upon(vault, [chats.read_chat(vault, chat)[0].id], ORDER)
    made = exported(vault, tmp_path)
    other = '{"order": 2, "message": 1}'
    with vault.write("message.relied_no_more") as facts:
        facts.delete("message_marks", 1, detail='{"order": 1, "message": 1}')
    with vault.write("chat.parted") as facts:
        facts.delete("conversation_orders", 1, detail='{"order": 1, "conversation": 1}')
    with vault.write("card_code.kept") as facts:
        facts.insert("message_marks", {"message_id": 1, "order_id": 1, "marked_at": "2024-01-01T00:00:00.000Z"})
        facts.delete("message_marks", 2, detail=other)
    assert chinese(vault, made) == ["一条消息不再作为依据：“在的”", "聊天“卡商小王”不再属于这笔订单"]


def test_a_new_order_of_exhibits_is_one_change(vault: Vault, tmp_path: Path) -> None:
    made = exported(vault, tmp_path)
    items = [item.id for item in evidence.list_evidence(vault, ORDER)]
    evidence_order.reorder(vault, ORDER, list(reversed(items)))
    assert chinese(vault, made) == ["调整证据顺序（2 份）"]


def test_the_list_is_limited_and_costs_the_same_however_much_changed(vault: Vault, tmp_path: Path) -> None:
    made = exported(vault, tmp_path)
    asked: list[str] = []

    def queries() -> int:
        asked.clear()
        vault.db.conn.set_trace_callback(asked.append)
        changes_since(vault, made)
        vault.db.conn.set_trace_callback(None)
        return sum(one.lstrip().startswith(("SELECT", "WITH")) for one in asked)

    orders.observe_status(vault, ORDER, "delivered", at="2023-12-20 10:00")
    few = queries()
    with vault.write("order.status_seen") as facts:
        for _ in range(MOST + 6):
            values = {"order_id": 1, "status": "completed", "at": "2023-12-20T02:00:00.000Z"}
            facts.insert("order_statuses", values | {"created_at": "2023-12-20T02:00:00.000Z"})
    found = changes_since(vault, made)
    assert (len(found.told), found.others) == (MOST, 7)
    assert {one.words.zh for one in found.told} == {"新状态：已完成（2023-12-20 10:00）"}
    assert queries() == few == 3


def test_a_row_that_was_tampered_with_is_named(vault: Vault, tmp_path: Path) -> None:
    made = exported(vault, tmp_path)
    cancellations.open_case(vault, ORDER, reason="personal")
    vault.db.execute("UPDATE cancellations SET reason = 'boredom'")
    with pytest.raises(VaultDamaged, match="cancellations:1"):
        changes_since(vault, made)


def test_several_orders_are_told_apart(vault: Vault, tmp_path: Path) -> None:
    other = orders.record_order(vault, order_fields("B200")).value.id
    made = exported(vault, tmp_path, ORDER, other)
    orders.edit_order(vault, other, {"note": "二"})
    orders.edit_order(vault, ORDER, {"note": "一"})
    assert chinese(vault, made) == ["修改：订单 B200", "修改：订单 A100"]
    assert isinstance(changes_since(vault, made).told[0], Changed)
