"""Dossiers of a whole case: the same bytes for the same case and time, sound, linked, and remembered."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest

from app.casework import dossiers, orders, vaults
from app.casework.composing.story import statuses_seen
from app.domain.deadline import DeadlineState
from app.domain.errors import InvalidField, NotFound, VaultDamaged
from app.domain.orders import Order, OrderId
from app.dossier.outline import Dossier
from app.vault.vault import Vault
from tests.casework.whole_case import AT, PHONE, RECIPIENTS, RESOURCES, WholeCase, export, whole_case
from tests.dossier.archival_rules import check_archival
from tests.dossier.bundle_rules import check_bundle, page_texts
from tests.dossier.reading import tool
from tests.fixtures.cases import add


@pytest.fixture
def case(vault: Vault, tmp_path: Path) -> WholeCase:
    return whole_case(vault, tmp_path)


def composed(vault: Vault, case: WholeCase, recipient: str = "association") -> Dossier:
    return dossiers.compose(vault, [case.order], recipient=recipient, at=AT, resources=RESOURCES)


@pytest.mark.parametrize("recipient", RECIPIENTS)
@pytest.mark.parametrize(
    "wishes", [{}, {"attach_originals": True}, {"redact": True, "attach_originals": True}], ids=str
)
def test_the_same_case_and_time_give_the_same_sound_bytes(
    vault: Vault, case: WholeCase, tmp_path: Path, recipient: str, wishes: dict[str, bool]
) -> None:
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    made = export(vault, case.order, recipient, one, **wishes)
    export(vault, case.order, recipient, two, **wishes)
    assert one.read_bytes() == two.read_bytes()
    (file,) = made.files
    assert (file.bytes, file.sha256) == (one.stat().st_size, hashlib.sha256(one.read_bytes()).hexdigest())
    assert made.exhibits == 7
    check_bundle(one)
    check_archival(one, part=3 if wishes.get("attach_originals") else 2)
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", one)


def test_a_later_time_gives_other_bytes(vault: Vault, case: WholeCase, tmp_path: Path) -> None:
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    export(vault, case.order, "platform", one)
    export(vault, case.order, "platform", two, at=AT + timedelta(days=1))
    assert one.read_bytes() != two.read_bytes()


@pytest.mark.parametrize("recipient", RECIPIENTS)
def test_a_tired_clerk_finds_the_request_the_money_and_the_third_exhibit(
    vault: Vault, case: WholeCase, tmp_path: Path, recipient: str
) -> None:
    target = tmp_path / "d.pdf"
    export(vault, case.order, recipient, target)
    texts = page_texts(target)
    for words in ("请补退少退的¥5.00（应退¥100.00，已退¥95.00）", "实付¥100.00已退¥95.00还差¥5.00", "证据1至证据7"):
        assert words in texts[0], texts[0]
    index = next(words for words in texts if "证据目录共7份" in words)
    assert re.search(r"证据3.*?取得：", index)
    assert sum(bool(re.search(r"证据3(、证据4)?·第\d+页/共", words)) for words in texts) == 1


def test_the_form_holds_the_facts_once_and_is_signed_on_the_same_page(
    vault: Vault, case: WholeCase, tmp_path: Path
) -> None:
    target = tmp_path / "d.pdf"
    export(vault, case.order, "association", target)
    texts = page_texts(target)
    form = next(words for words in texts if "投诉登记表登记单位" in words)
    for words in ("姓名张三", "某某数卡有限公司", "补退少退的货款", "投诉人（签名）", "争议金额¥5.00"):
        assert words in form
    assert sum("争议金额¥5.00" in words for words in texts) == 1
    assert not any(words.startswith("事实经过") for words in texts)


def test_facts_are_told_in_sentences(vault: Vault, case: WholeCase) -> None:
    told = [one.text for one in composed(vault, case).statement]
    assert told[0].startswith("2023 年 2 月 11 日 14:29，本人在“星卡网”向商家“速充小店”购买“腾讯 Q币 100元”")
    assert told[0].endswith("商家承诺 10 分钟内到账。")
    asked = next(words for words in told if "提出取消订单（原因：延迟发货），要求全额退款" in words)
    assert f"商家通过平台订单沟通拒绝取消，称“库存已锁定，找 {PHONE}”。" in asked
    assert told[-1] == (
        "截至 2023 年 3 月 10 日 10:00，已退 ¥95.00，比应退的 ¥100.00 少 ¥5.00；争议金额 ¥5.00。"
    ) or told[-1].startswith("截至 2023 年 3 月 10 日 10:00，订单仍为“待发货”，已退 ¥95.00")
    assert not any("  " in words or "，，" in words or "。。" in words for words in told)


def test_clauses_have_chinese_names_and_say_how_they_were_broken(vault: Vault, case: WholeCase) -> None:
    made = composed(vault, case)
    assert [one.title for one in made.clauses] == ["延迟发货", "客服处理时限"]
    late = next(row for row in made.deadlines if row.what == "延迟发货界限")
    assert late.state is DeadlineState.MISSED
    assert "2023-02-11 15:09:08 到期" in made.clauses[0].breach
    (claim,) = made.claims
    assert "星卡网规则（条款1）" in claim.basis
    assert "平台规则中未见手续费条款" in claim.basis
    assert "《电子商务法》第二十条" in claim.basis


def test_a_status_seen_twice_is_told_where_it_is_shown(
    vault: Vault, order: Order, picture_file: Callable[..., Path]
) -> None:
    (item,) = add(vault, order, picture_file(1))
    orders.observe_status(vault, order.id, "pending_delivery", at=AT)
    orders.observe_status(vault, order.id, "pending_delivery", at=AT + timedelta(minutes=1), proof=item.id)
    orders.observe_status(vault, order.id, "pending_delivery", at=AT + timedelta(minutes=2))
    orders.observe_status(vault, order.id, "delivered", at=AT + timedelta(minutes=3))
    seen = statuses_seen(orders.show_order(vault, order.id))
    assert [(str(one.status), one.evidence) for one in seen] == [("pending_delivery", item.id), ("delivered", None)]


def test_each_part_keeps_the_limit(vault: Vault, case: WholeCase, tmp_path: Path) -> None:
    made = export(vault, case.order, "association", tmp_path / "d.pdf", max_bytes=1_000_000)
    assert made.files
    for file in made.files:
        assert file.path.stat().st_size == file.bytes <= 1_000_000
        check_bundle(file.path)


def test_many_parts_each_keep_the_limit(vault: Vault, tmp_path: Path) -> None:
    import numpy as np
    from PIL import Image

    order = orders.record_order(vault, {"platform": "星卡网", "number": "A1", "product": "x", "amount": "1"}).value
    noise = np.random.default_rng(1)
    files = []
    for number in range(6):
        path = tmp_path / f"Screenshot_20230211-14400{number}.png"
        Image.fromarray(noise.integers(0, 255, (400, 400, 3), dtype=np.uint8)).save(path)
        files.append(path)
    add(vault, order, *files)
    made = export(vault, order.id, "association", tmp_path / "d.pdf", max_bytes=1_300_000)
    assert len(made.files) > 2
    assert all(file.path.stat().st_size <= 1_300_000 for file in made.files)
    (tmp_path / "again").mkdir()
    again = export(vault, order.id, "association", tmp_path / "again" / "d.pdf", max_bytes=1_300_000)
    assert [file.sha256 for file in made.files] == [file.sha256 for file in again.files]


def test_an_export_is_remembered_with_its_hash_and_words(vault: Vault, case: WholeCase, tmp_path: Path) -> None:
    target = tmp_path / "d.pdf"
    before = vault.head()
    made = export(vault, case.order, "platform", target)
    (kept,) = dossiers.list_exports(vault, case.order)
    assert (kept.recipient, kept.orders, kept.stated_at) == ("platform", (case.order,), AT)
    assert [(file.name, file.sha256) for file in kept.files] == [("d.pdf", made.files[0].sha256)]
    assert kept.texts["request"].startswith("请补退少退的 ¥5.00")
    assert "本人在“星卡网”" in kept.texts["statement"]
    assert vault.head() != before
    assert dossiers.changed_since(vault, kept) == 0
    orders.edit_order(vault, case.order, {"note": "又补充了一句"})
    assert dossiers.changed_since(vault, kept) == 1
    assert vaults.verify(vault).is_sound


def test_a_reading_vault_exports_and_remembers_nothing(vault: Vault, case: WholeCase, tmp_path: Path) -> None:
    with vaults.open_for_reading(vault.folder, clock=vault.clock) as beside:
        made = export(beside, case.order, "platform", tmp_path / "d.pdf")
    assert made.files[0].path.exists()
    assert dossiers.list_exports(vault, case.order) == []


def test_words_written_anew_are_printed_and_given_back(vault: Vault, case: WholeCase, tmp_path: Path) -> None:
    shown = dossiers.texts_of(vault, case.order, "association", at=AT, resources=RESOURCES)
    assert [edited for _, edited in shown.values()] == [False, False]
    dossiers.edit_text(vault, case.order, "association", "request", "只求退回 5 元")
    dossiers.edit_text(vault, case.order, "association", "statement", "第一段。\n\n第二段。")
    made = composed(vault, case)
    assert made.request == "只求退回 5 元"
    assert [one.text for one in made.statement] == ["第一段。", "第二段。"]
    assert composed(vault, case, "platform").request == shown["request"][0]
    export(vault, case.order, "association", tmp_path / "d.pdf")
    (kept,) = dossiers.list_exports(vault, case.order)
    assert kept.texts == {"request": "只求退回 5 元", "statement": "第一段。\n第二段。"}
    dossiers.edit_text(vault, case.order, "association", "statement", None)
    assert composed(vault, case).statement[0].text.startswith("2023 年")


@pytest.mark.parametrize(("part", "recipient", "order"), [("cover", "platform", 1), ("request", "court", 1)])
def test_what_cannot_be_written_anew_is_refused(
    vault: Vault, case: WholeCase, part: str, recipient: str, order: int
) -> None:
    with pytest.raises(InvalidField):
        dossiers.edit_text(vault, OrderId(order), recipient, part, "x")
    with pytest.raises(NotFound):
        dossiers.edit_text(vault, OrderId(99), "platform", "request", "x")


def test_a_changed_original_gives_no_dossier(vault: Vault, case: WholeCase, tmp_path: Path) -> None:
    path = vault.originals.path(case.items[0].original.sha256)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(VaultDamaged):
        export(vault, case.order, "platform", tmp_path / "d.pdf")
    assert not (tmp_path / "d.pdf").exists()


def test_hostile_words_come_out_as_text(vault: Vault, tmp_path: Path) -> None:
    hostile = "<b>&amp;</b> \u202eevil\u202c \U0001f4b3 \U00020bb7 (x) \\ %PDF"
    typed = {"platform": "星卡网", "number": "A1", "product": hostile, "amount": "1", "note": "长" * 10_000}
    order = orders.record_order(vault, typed).value
    for recipient in RECIPIENTS:
        target = tmp_path / f"{recipient}.pdf"
        export(vault, order.id, recipient, target)
        check_bundle(target)
        words = "".join(page_texts(target))
        assert "<b>&amp;</b>" in words
        assert "[U+20BB7]" in words
        assert words.count("长") >= 10_000


def test_two_orders_share_a_dossier_and_sums_are_theirs(vault: Vault, case: WholeCase, tmp_path: Path) -> None:
    typed = {"platform": "星卡网", "number": "B200", "product": "话费", "amount": "50.00"}
    other = orders.record_order(vault, typed).value
    made = dossiers.compose(vault, [case.order, other.id], recipient="archive", at=AT, resources=RESOURCES)
    assert made.summary is not None
    assert made.summary.paid.fen == 150_00
    assert made.request.startswith("订单 XK2023021114290801：请补退")
    assert [one.number for one in made.exhibits] == list(range(1, 8))
    assert replace(made, orders=()).exhibits == made.exhibits


def test_metadata_is_that_of_the_case(vault: Vault, case: WholeCase, tmp_path: Path) -> None:
    export(vault, case.order, "association", tmp_path / "d.pdf")
    reader = pypdf.PdfReader(tmp_path / "d.pdf")
    assert reader.metadata is not None
    assert "PJ-" in str(reader.metadata.title)
    assert "消费者协会" in str(reader.metadata.subject)
    assert str(reader.trailer["/Root"]["/Lang"]) == "zh-CN"
