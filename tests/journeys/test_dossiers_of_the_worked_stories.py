"""The field guide's three worked stories, each for each recipient, from the terminal to a checked PDF."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.dossier.archival_rules import check_archival
from tests.dossier.bundle_rules import check_bundle, page_texts
from tests.dossier.reading import tool

RECIPIENTS = ("platform", "association", "archive")
STORIES = {
    "YD202609011158207731": ("请取消订单并全额退还¥100.00（原因：延迟发货）", ("¥100.00", "¥0.00", "¥100.00")),
    "FN26091200417785": ("请补退少退的¥5.00（应退¥100.00，已退¥95.00）", ("¥100.00", "¥95.00", "¥5.00")),
    "XH-260918-0093412": ("请退还部分货款¥418.32（原因：发错商品）", ("¥498.00", "¥0.00", "¥418.32")),
}
AT = ("--at", "2026-09-20 10:00")


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> tuple[Terminal, dict[str, int], Path]:
    folder = tmp_path_factory.mktemp("stories")
    terminal = Terminal(folder / "demo.pingju")
    made = terminal.json("demo", "--out", folder)
    orders = {one["number"]: one["id"] for one in terminal.json("order", "list")}
    assert set(orders) == set(STORIES)
    assert len(made["files"]) == 6
    return terminal, orders, folder


@pytest.mark.parametrize("recipient", RECIPIENTS)
@pytest.mark.parametrize("number", STORIES)
def test_a_worked_story_gives_a_sound_dossier(
    stories: tuple[Terminal, dict[str, int], Path], number: str, recipient: str
) -> None:
    terminal, orders, folder = stories
    request, (paid, back, missing) = STORIES[number]
    target, again = folder / f"{number}-{recipient}.pdf", folder / "again.pdf"
    document = terminal.json("dossier", orders[number], "--for", recipient, "-o", target, *AT)
    terminal.json("dossier", orders[number], "--for", recipient, "-o", again, *AT)
    assert target.read_bytes() == again.read_bytes()
    pictures = [item["bytes"] for item in terminal.json("evidence", "list", orders[number])]
    exhibits = document["exhibits"]
    assert exhibits >= len(pictures) >= 5
    check_bundle(target, images_bytes=sum(pictures))
    check_archival(target, part=2)
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", target)
    texts = page_texts(target)
    for words in (request, f"实付{paid}已退{back}还差{missing}", f"证据{exhibits}份", number):
        assert words in texts[0]
    assert ("投诉登记表登记单位" in "".join(texts)) == (recipient != "platform")
    assert len(texts) <= (10 if recipient == "platform" else 18) + exhibits
    dividers = [words for words in texts if re.search(r"证据·第[一二三四五]组", words)]
    assert bool(dividers) == (recipient != "platform")


def test_nothing_is_printed_in_the_program_s_own_words(stories: tuple[Terminal, dict[str, int], Path]) -> None:
    """No names of fields, no law that was repealed, no promise that a hash proves truth."""
    terminal, orders, folder = stories
    for number, key in orders.items():
        target = folder / f"{number}-words.pdf"
        terminal.json("dossier", key, "--for", "archive", "-o", target, *AT)
        words = "".join(page_texts(target))
        for wrong in ("late_delivery", "self_cancel", "support_reply", "None", "真实性", "暂行办法", "45工作日", "  "):
            assert wrong not in words
        assert "自导入之日起未改变" in words
        assert not re.search(r"2026-1[12]-", words), "a date of the machine, not of the case"


def test_the_sent_dossier_is_on_record_and_the_chain_holds(stories: tuple[Terminal, dict[str, int], Path]) -> None:
    terminal, _, _ = stories
    checked = terminal.json("verify")
    assert checked["ok"] is True
