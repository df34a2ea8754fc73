"""What pages state: over the stored readings of all drawn screens, and rule by rule on readings written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.card_codes import find_card_codes
from app.domain.errors import UnreadableFile
from app.domain.marks import Region
from app.domain.orders import OrderStatus
from app.domain.readings import ReadFieldName, Reading, ScreenKind, TextLine, reading_from_json, reading_to_json
from app.domain.screen_text import comparable
from app.intake.screens.facts import read_screen
from app.intake.screens.rules import load_screen_rules
from tests.fixtures.screens.drawn_set import FRESH, TUNED, UNSEEN, drawn_set
from tests.fixtures.screens.figures import Figures
from tests.fixtures.screens.stored import stored_set

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "rules" / "screens"
RULES = load_screen_rules(FOLDER)


def page(*lines: tuple[str, int, int] | tuple[str, int, int, int]) -> Reading:
    """A reading of lines (text, x, y, height 40 if none is given) as wide as their characters are."""
    read = []
    for text, x, y, *rest in lines:
        height = rest[0] if rest else 40
        width = int(sum(1.0 if ord(mark) > 255 else 0.55 for mark in text) * height)
        read.append(TextLine(text, Region(x, y, width, height), 0.98))
    return Reading("by hand", tuple(read))


def order_page(*lines: tuple[str, int, int] | tuple[str, int, int, int]) -> dict[str, str]:
    facts = read_screen(page(("订单详情", 400, 60), ("下单时间", 40, 2_000), *lines), RULES)
    assert facts.kind is ScreenKind.ORDER_PAGE
    return {field.name.value: field.value for field in facts.fields}


@pytest.mark.parametrize("seed", [TUNED, UNSEEN, FRESH])
def test_precision_and_recall_over_seventy_drawn_screens(seed: int) -> None:
    figures = Figures()
    screens = list(stored_set(seed))
    for screen in screens:
        facts = read_screen(screen.reading, RULES)
        figures.add(screen.name, screen.kind, screen.truth, facts)
        assert reading_from_json(reading_to_json(screen.reading)) == screen.reading
        whole = max(line.region.bottom for line in screen.reading.lines)
        assert all(0 < field.score <= 1 and field.region.bottom <= whole for field in facts.fields)
    assert len(screens) == 70
    assert figures.right.total() > 380
    assert figures.kinds_wrong == 0
    assert figures.precision() >= 0.98, figures.misses
    assert figures.recall() >= 0.9, figures.misses
    for name in ReadFieldName:
        assert figures.precision((name,)) >= 0.95, figures.misses
        assert figures.recall((name,)) >= 0.9, figures.misses


def test_the_stored_truth_is_what_is_drawn() -> None:
    drawn = {screen.name: screen.truth for screen in drawn_set(TUNED) if "order_page" not in screen.name}
    stored = {screen.name: screen.truth for screen in stored_set(TUNED) if screen.name in drawn}
    assert drawn == stored
    assert len(drawn) == 40


def test_no_card_code_is_ever_a_field() -> None:
    with_codes = [screen for screen in stored_set(TUNED) if "卡密信息" in screen.reading.text]
    assert len(with_codes) == 3
    for screen in with_codes:
        values = {comparable(field.value) for field in read_screen(screen.reading, RULES).fields}
        codes = {
            comparable(line.text[span.start : span.end])
            for line in screen.reading.lines
            if line.text.startswith(("卡号", "卡密"))
            for span in find_card_codes(line.text)
        }
        assert len(codes) == 6
        assert not values & codes


def test_the_amount_paid_is_told_from_the_others() -> None:
    read = order_page(
        ("原价", 40, 300), ("¥120.00", 800, 300), ("优惠", 40, 380), ("-¥20.00", 800, 380),
        ("订单金额", 40, 460), ("¥120.00", 800, 460), ("实付款：¥100.00", 600, 540),
    )  # fmt: skip
    assert read["amount"] == "100.00"


def test_two_amounts_by_the_same_label_are_no_amount() -> None:
    read = order_page(("实付款", 40, 300), ("¥120.00", 800, 300), ("实付款", 40, 380), ("¥100.00", 800, 380))
    assert "amount" not in read


def test_a_number_goes_on_in_the_next_line() -> None:
    read = order_page(
        ("订单编号：", 40, 300), ("2026021114290800", 300, 300), ("123456 复制", 300, 345), ("数量", 40, 420)
    )
    assert read["number"] == "2026021114290800123456"


def test_a_number_whose_box_runs_into_its_neighbours_is_none() -> None:
    lines = (
        ("订单编号", 40, 300),
        ("下单时间", 500, 300),
        ("202602111429080012345", 40, 360),
        ("2026-02-11 14:29", 480, 360),
    )
    assert "number" not in order_page(*lines)


def test_tabs_and_steps_are_no_status() -> None:
    tabs = [(status.label.zh, 40 + 200 * place, 200) for place, status in enumerate(OrderStatus)]
    assert "status" not in order_page(*tabs)
    assert order_page(*tabs, ("已发货", 40, 400, 60))["status"] == "delivered"
    assert "status" not in order_page(("已发货", 40, 400), ("已取消", 40, 600))


def test_an_empty_value_is_not_the_next_label() -> None:
    read = order_page(("商品名称", 40, 300), ("商家", 40, 345), ("订单编号", 40, 390), ("2026021114290800", 400, 390))
    assert "product" not in read
    assert "merchant" not in read


def test_a_value_cut_into_pieces_is_one() -> None:
    read = order_page(("商家", 40, 300), ("星河网络", 400, 300), ("（示例）", 565, 300), ("有限公司", 735, 300))
    assert read["merchant"] == "星河网络（示例）有限公司"


def test_a_number_told_in_a_chat_that_may_end_there_is_none() -> None:
    def told(second: str) -> str | None:
        reading = page(
            ("在线客服", 400, 60),
            ("发送", 900, 900),
            ("订单号2026021114290800", 300, 300),
            (second, 300, 350),
            ("你好", 40, 500),
        )
        facts = read_screen(reading, RULES)
        assert facts.kind is ScreenKind.CHAT
        field = facts.field(ReadFieldName.NUMBER)
        return field.value if field else None

    assert told("麻烦处理") == "2026021114290800"
    assert told("1234，麻烦处理") == "20260211142908001234"
    assert told("10分钟还没到") is None


def test_a_page_of_no_known_kind_states_nothing() -> None:
    facts = read_screen(
        page(("机动车登记证书", 40, 100), ("登记时间", 40, 200), ("2026-02-11 14:29:08", 400, 200)), RULES
    )
    assert facts.kind is ScreenKind.OTHER
    assert facts.fields == ()
    assert read_screen(Reading("nothing", ()), RULES).kind is ScreenKind.OTHER


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kind = 'letter'", "kind"),
        ("kind = 'chat'\n[signs.equal]\n'发送' = 'much'", "signs.equal"),
        ("kind = 'chat'\n[[field]]\nname = 'colour'", "field"),
        ("kind = 'chat'\n[[field]]\nname = 'number'", "labels"),
        ("kind = 'chat'\n[[field]]\nname = 'number'\nway = 'in_text'\nconfidence = 2", "confidence"),
        ("kind = [", "TOML"),
    ],
)
def test_a_wrong_rule_is_told_with_its_file_and_key(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "meanings.toml").write_text("[status]\ncompleted = ['已完成']\n", encoding="utf-8")
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=told) as refused:
        load_screen_rules(tmp_path)
    assert refused.value.name == "mine.toml"
    with pytest.raises(UnreadableFile):
        load_screen_rules(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "text",
    [
        "[]", '{"version": 2, "engine": "", "lines": []}', '{"version": 1, "lines": []}', "no JSON",
        '{"version": 1, "engine": "x", "lines": [["a", 0, 0, 1, 1]]}',
        '{"version": 1, "engine": "x", "lines": [["a", 0, 0, 1, 1, NaN]]}',
        '{"version": 1, "engine": "x", "lines": [["a", -1, 0, 1, 1, 0.5]]}',
        '{"version": 1, "engine": "x", "lines": [["a", true, 0, 1, 1, 0.5]]}',
    ],
)  # fmt: skip
def test_a_damaged_reading_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        reading_from_json(text)
