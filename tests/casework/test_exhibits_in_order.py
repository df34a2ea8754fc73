"""Exhibits stand with what they belong to, each with its content, and a comparison claims no file as its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.casework import dossiers
from app.casework.evidence_order import reorder
from app.dossier.outline import Comparison, Dossier
from app.dossier.parts import exhibit_groups, group_heading
from app.vault.vault import Vault
from tests.casework.whole_case import AT, RESOURCES, WholeCase, whole_case


@pytest.fixture
def case(vault: Vault, tmp_path: Path) -> WholeCase:
    return whole_case(vault, tmp_path)


def composed(vault: Vault, case: WholeCase, recipient: str = "association") -> Dossier:
    return dossiers.compose(vault, [case.order], recipient=recipient, at=AT, resources=RESOURCES)


def titles(dossier: Dossier) -> list[str]:
    return [exhibit.title.split("：")[0] for exhibit in dossier.exhibits]


def test_dialogues_follow_chats_and_rows_follow_payments(vault: Vault, case: WholeCase) -> None:
    made = composed(vault, case)
    assert titles(made) == [
        "商品宣传页", "订单截图", "付款记录", "账单记录（摘录）", "聊天记录", "聊天记录（文字）", "承诺与实际对比",
    ]  # fmt: skip
    groups = [(group_heading(made, run.start), len(run)) for run in exhibit_groups(made)]
    assert groups == [("商品与订单", 2), ("付款与退款", 2), ("沟通记录", 2), ("规则与说明", 1)]
    assert exhibit_groups(composed(vault, case, "platform")) == ()


def test_the_users_own_order_is_kept(vault: Vault, case: WholeCase) -> None:
    reorder(vault, case.order, [item.id for item in reversed(case.items)])
    assert titles(composed(vault, case)) == [
        "付款记录", "聊天记录", "订单截图", "商品宣传页", "账单记录（摘录）", "聊天记录（文字）", "承诺与实际对比",
    ]  # fmt: skip


def test_each_exhibit_says_what_it_holds(vault: Vault, case: WholeCase) -> None:
    held = {exhibit.title.split("：")[0]: exhibit for exhibit in composed(vault, case).exhibits}
    assert held["商品宣传页"].content == "画面文字“宣传页 10 分钟内到账”（自动识别）"
    assert held["账单记录（摘录）"].content == "摘录 2 行交易记录"
    assert "条消息" in held["聊天记录（文字）"].content
    assert "为本案依据" in held["聊天记录（文字）"].content
    assert held["聊天记录（文字）"].captured.startswith("导入于 ")
    assert all(exhibit.content and exhibit.captured for exhibit in held.values())


def test_no_files_hash_stands_for_a_comparison(vault: Vault, case: WholeCase) -> None:
    (compared,) = [one for one in composed(vault, case).exhibits if isinstance(one.body, Comparison)]
    assert (compared.sha256, compared.bytes) == ("", 0)
    assert compared.made_from == "由证据1与证据2制作，未改动其内容"
