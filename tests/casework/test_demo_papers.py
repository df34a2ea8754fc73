"""The sample cases' statements, chats and what is done with them: real files, through the real readers."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import ImageChops

from app.casework import chats, comparisons, complainants, demo, payments, vaults
from app.casework.demo import fee_kept, late_delivery, papers, wrong_server
from app.casework.demo.cases import Case
from app.casework.demo.screens import Fonts, From, Said
from app.casework.evidence import list_evidence
from app.casework.importing.run import import_files
from app.casework.marks import load_marks
from app.casework.orders import record_order
from app.domain.chats import Role
from app.domain.complaint import Person
from app.domain.evidence import EvidenceKind
from app.domain.imports import ImportKind
from app.domain.marks import HiddenKind
from app.domain.money import Money
from app.domain.orders import Order
from app.domain.payment_links import LinkRole
from app.domain.times import parse_time
from app.shell import paths
from app.vault.vault import Vault
from tests.fixtures.cases import TickingClock, order_fields, put

CASES = (late_delivery.CASE, fee_kept.CASE, wrong_server.CASE)
FONTS = paths.resources() / "fonts"
AFTER = datetime(2026, 9, 21, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Vault, list[Order]]]:
    folder = tmp_path_factory.mktemp("demo") / "demo.pingju"
    with vaults.open_for_writing(folder, clock=TickingClock(AFTER), actor="tester") as vault:
        # Somebody's own order, with a payment that is certain, is none of the samples' business.
        own = record_order(vault, order_fields("4200011112026090100000000999", paid_at="2026-09-02 09:00:00")).value
        row = papers.Paid(
            parse_time("2026-09-02 09:00:00"), "商户消费", "星卡网", "腾讯 Q币 100元", papers.OUT, Money(10000), "零钱",
            "支付成功", "4200011112026090100000000999", "",
        )  # fmt: skip
        statement = put(tmp_path_factory.mktemp("own"), "own.csv", papers.wechat([row], exported_at=AFTER))
        import_files(vault, [statement])
        assert any(
            done.match.is_certain and done.match.order == own.id for done in payments.match_payments(vault).value
        )
        yield vault, demo.load(vault, fonts=FONTS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.reason)
def test_papers_are_read_to_the_last_row_with_their_stated_sums(case: Case, vault: Vault, tmp_path: Path) -> None:
    # The fixture's clock stands before the stories; a statement's rows are what they are.
    for paper in case.papers:
        (report,) = import_files(vault, [put(tmp_path, paper.file_name, paper.content())]).value
        assert (report.known, report.left_out, report.skipped) == (0, 0, [])
        assert [one.text.en for one in report.noticed if "layout" not in one.text.en] == []
        if report.kind is ImportKind.STATEMENT:
            text = paper.content().decode("utf-8-sig" if report.reader == "wechat.csv" else "gb18030")
            assert f"共{report.new}笔记录" in text
            assert f"支出：{text.count(',支出,')}笔 {report.sum_out}元" in text
            assert f"收入：{text.count(',收入,')}笔 " in text
        else:
            assert report.kind is ImportKind.CHAT
            assert report.new == {"late_delivery": 7, "wrong_purchase": 6}.get(case.reason, report.new) > 1


def test_the_order_s_rows_are_joined_and_no_others(loaded: tuple[Vault, list[Order]]) -> None:
    vault, (late, fee, wrong) = loaded
    joined = {
        order.id: [(link.role, str(link.amount)) for listed in payments.reckon(vault, order=order.id)[0].payments
                   for link in listed.links]
        for order in (late, fee, wrong)
    }  # fmt: skip
    assert joined == {
        late.id: [(LinkRole.PAYMENT, "100.00")],
        fee.id: [(LinkRole.PAYMENT, "100.00"), (LinkRole.REFUND, "95.00")],
        wrong.id: [(LinkRole.PAYMENT, "498.00")],
    }
    (own,) = [done for done in payments.match_payments(vault).value if done.match.is_certain]
    assert own.match.order not in joined
    assert [str(one.missing) for one in payments.reckon(vault, order=fee.id)] == ["5.00"]


def test_chats_know_who_is_who_and_what_the_case_rests_on(loaded: tuple[Vault, list[Order]]) -> None:
    vault, orders = loaded
    for case, order in zip(CASES, orders, strict=True):
        found = chats.list_chats(vault, order.id)
        roles = {person.name: person.role for one in found for person in one.participants}
        assert roles["我"] is Role.ME
        assert roles[case.order["merchant"]] is Role.MERCHANT
        assert Role.OTHER not in roles.values()
        assert any(one.is_official for one in found)
        said = [message for one in found for message in chats.read_chat(vault, one)]
        relied = {message.read.text: message.relied_upon for message in said if message.relied_upon}
        assert relied == {one.words: ((order.id, one.note),) for one in case.relied}
    private = [one for one in chats.list_chats(vault, orders[2].id) if not one.is_official]
    assert [one.messages for one in private] == [2]


def test_each_case_has_a_comparison_tags_and_places_and_nobody_is_named(loaded: tuple[Vault, list[Order]]) -> None:
    vault, orders = loaded
    for case, order in zip(CASES, orders, strict=True):
        items = {item.name: item for item in list_evidence(vault, order.id)}
        (compared,) = comparisons.list_comparisons(vault, order.id)
        (beside,) = case.beside
        assert (compared.left.evidence, compared.right.evidence) == (items[beside.left].id, items[beside.right].id)
        assert compared.differences == beside.differences
        tagged = [item for item in items.values() if item.tags and item.original_place]
        assert len(tagged) == 2
    assert complainants.load_person(vault) == Person()
    assert vaults.verify(vault).is_sound


def test_the_phone_number_and_nothing_else_is_blacked_out(loaded: tuple[Vault, list[Order]]) -> None:
    vault, (_, fee, _) = loaded
    (hidden,) = fee_kept.CASE.hidden
    (shot,) = [shot for shot in fee_kept.CASE.shots if shot.file_name == hidden.shot]
    page = shot.draw.args[0]  # type: ignore[attr-defined]
    fonts = Fonts(FONTS)
    without = shot.draw.func(dataclasses.replace(page, account=" "), fonts)  # type: ignore[attr-defined]
    left, top, right, bottom = ImageChops.difference(shot.draw(fonts), without).getbbox() or (0, 0, 0, 0)
    assert right > left
    box = hidden.region
    assert box.x <= left < right <= box.right
    assert box.y <= top < bottom <= box.bottom
    assert (box.width, box.height) < (right - left + 60, bottom - top + 60)
    (item,) = [item for item in list_evidence(vault, fee.id) if item.name == hidden.shot]
    assert item.kind is EvidenceKind.ORDER_PAGE
    assert [(mark.region, mark.hidden) for mark in load_marks(vault, item.id).marks] == [(box, HiddenKind.PHONE)]


def test_loading_twice_gives_the_same_chain(tmp_path: Path) -> None:
    heads = set()
    for name in ("a", "b"):
        with vaults.open_for_writing(tmp_path / name, clock=TickingClock(AFTER), actor="tester") as vault:
            demo.load(vault, fonts=FONTS)
            before = vaults.verify(vault).head
            demo.load(vault, fonts=FONTS)
            assert vaults.verify(vault).head == before
            heads.add(before)
    assert len(heads) == 1


def test_a_mailed_chat_begins_each_day_anew() -> None:
    said = [
        Said(From.ME, "在吗", parse_time("2026-09-01 23:59")),
        Said(From.OTHER, "在", parse_time("2026-09-02 00:01"), "卡商"),
    ]
    text = papers.mailed_talk(said, other="卡商").decode()
    assert [line for line in text.splitlines() if line.startswith("——")] == [
        "—————  2026-09-01  —————", "—————  2026-09-02  —————",
    ]  # fmt: skip
    assert "卡商  00:01" in text
