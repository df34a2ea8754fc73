"""Each of the field guide's six stories, told in the terminal, goes out as a dossier for each recipient."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import Terminal
from tests.dossier.archival_rules import check_archival
from tests.dossier.bundle_rules import check_bundle, page_texts
from tests.dossier.reading import tool

PictureFile = Callable[..., Path]
PACK = Path(__file__).resolve().parents[2] / "resources" / "rules" / "generic.toml"
RECIPIENTS = ("platform", "association", "archive")
PERSON = ("name=王小明", "phone=13800001234", "id_kind=居民身份证", "address=上海市徐汇区漕溪路 1 号")
SHOTS = (
    ("product_page", "商家承诺 10 分钟到账"),
    ("order_page", "订单号、商品、实付金额"),
    ("payment", "付款 100.00 元"),
    ("chat", "要求取消与商家的答复"),
)


class Telling:
    """One order with its case and four screenshots, from the terminal."""

    def __init__(self, terminal: Terminal, picture_file: PictureFile, reason: str, *opened: str, **order: str) -> None:
        self.terminal = terminal
        terminal.json("platform", "add", "测试卡盟", "--rules", PACK)
        words = [part for name, value in order.items() for part in (f"--{name}", value)]
        self.order = terminal.order(
            "KM001", "--paid-at", "2026-09-01 12:00", "--pay-method", "alipay", "--merchant", "点券小店", *words
        )
        for number, (kind, purpose) in enumerate(SHOTS, start=1):
            shot = picture_file(number, name=f"Screenshot_20260901-12{number:02d}00.png")
            terminal.json("evidence", "add", self.order, shot, "--kind", kind, "--purpose", purpose)
        self.id = terminal.json("cancel", "open", self.order, "--reason", reason, *opened)["id"]

    def tell(self, event: str, at: str, *more: object) -> None:
        self.terminal.json("cancel", "event", self.id, event, "--at", at, *more)

    def refund(self, amount: str, at: str, to: str = "alipay") -> None:
        self.terminal.json("refund", "add", self.id, "--amount", amount, "--at", at, "--to", to)


Make = Callable[..., Telling]


def cancelled_alone(make: Make) -> None:
    case = make("wrong_purchase", status="pending_delivery")
    case.tell("submit", "2026-09-01 12:03")
    case.terminal.json("order", "status", case.order, "cancelled", "--at", "2026-09-01 12:03:30")
    case.refund("100", "2026-09-01 12:04", to="balance")


def two_hours_waited(make: Make) -> None:
    case = make("late_delivery", promise="10m", status="pending_delivery")
    case.tell("submit", "2026-09-01 14:05", "--channel", "platform_chat")
    case.tell("agree", "2026-09-01 14:20", "--due", "2026-09-02 14:20")


def stock_is_locked(make: Make) -> None:
    case = make("late_delivery", promise="10m", status="pending_delivery")
    case.tell("submit", "2026-09-01 12:50")
    case.tell("refuse", "2026-09-01 13:00", "--note", "库存已锁定")
    case.tell("ask_platform", "2026-09-01 13:15")


def wrong_server(make: Make) -> None:
    case = make("wrong_delivery", "--want", "partial", "--amount", "84", status="delivered")
    case.tell("submit", "2026-09-01 13:05")
    case.tell("offer", "2026-09-01 13:30", "--amount", "20", "--note", "最多补偿 20 元")


def ninety_five(make: Make) -> None:
    case = make("late_delivery", promise="10m", status="pending_delivery")
    case.tell("submit", "2026-09-01 12:50")
    case.tell("agree", "2026-09-01 13:00")
    case.refund("95", "2026-09-02 10:00")


def support_is_silent(make: Make) -> None:
    case = make("late_delivery", promise="10m", status="pending_delivery")
    case.tell("submit", "2026-09-01 12:50")
    case.tell("ask_platform", "2026-09-01 13:00")
    case.tell("platform_silent", "2026-09-03 13:05")
    case.tell("complain", "2026-09-03 14:00", "--channel", "authority")


STORIES: dict[str, tuple[Callable[[Make], None], str, tuple[str, ...]]] = {
    "cancelled alone in time": (cancelled_alone, "实付¥100.00已退¥100.00还差¥0.00", ("案件已了结",)),
    "ten minutes promised": (two_hours_waited, "实付¥100.00已退¥0.00还差¥100.00", ("承诺到账", "超期", "商家同意")),
    "stock is locked": (stock_is_locked, "实付¥100.00已退¥0.00还差¥100.00", ("库存已锁定", "客服答复")),
    "wrong server": (wrong_server, "实付¥100.00已退¥0.00还差¥84.00", ("最多补偿20元", "发错商品")),
    "ninety-five of a hundred": (ninety_five, "实付¥100.00已退¥95.00还差¥5.00", ("请补退少退的¥5.00",)),
    "support is silent": (support_is_silent, "实付¥100.00已退¥0.00还差¥100.00", ("客服", "12315")),
}


@pytest.mark.parametrize("name", STORIES)
def test_a_story_of_the_guide_goes_to_each_recipient(
    name: str, terminal: Terminal, picture_file: PictureFile, tmp_path: Path
) -> None:
    told: list[Telling] = []

    def make(*words: str, **order: str) -> Telling:
        told.append(Telling(terminal, picture_file, *words, **order))
        return told[0]

    tell, cover, said = STORIES[name]
    tell(make)
    terminal.json("complainant", "set", *PERSON)
    order = told[0].order
    pictures = sum(item["bytes"] for item in terminal.json("evidence", "list", order))
    for recipient in RECIPIENTS:
        target = tmp_path / f"{recipient}.pdf"
        made = terminal.json("dossier", order, "--for", recipient, "-o", target, "--at", "2026-09-06 10:00")
        assert made["exhibits"] == len(SHOTS)
        assert "No syntax or stream encoding errors" in tool("qpdf", "--check", target)
        check_bundle(target, images_bytes=pictures)
        check_archival(target, part=2)
        texts = page_texts(target)
        assert cover in texts[0], texts[0]
        whole = "".join(texts)
        for words in said:
            assert words in whole, words
        _check_form(texts, recipient)
    sent = terminal.json("dossier-text", "sent", order)
    assert {one["recipient"] for one in sent} == set(RECIPIENTS)


def _check_form(texts: list[str], recipient: str) -> None:
    """The form's fields stand in the official order, with the complainant who was asked for once."""
    forms: list[Any] = [words for words in texts if "投诉登记表登记单位" in words]
    assert bool(forms) == (recipient != "platform")
    for form in forms:
        labels = (
            "登记单位", "编号", "投诉人", "姓名", "联系电话", "证件类型", "证件号码", "联系地址", "是否同意公示投诉",
            "是否同意委托调解", "被投诉人", "名称（姓名）", "联系人", "地址", "联系电话", "消费者权益争议", "投诉请求",
        )  # fmt: skip
        assert re.search(".*?".join(map(re.escape, labels)), form), form
        assert "姓名王小明联系电话13800001234" in form
        assert "上海市徐汇区漕溪路1号" in form
