"""The demo's drawn screenshots: right size, same bytes every time, no text outside its screen, readable by intake."""

from __future__ import annotations

import dataclasses
import hashlib
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from app.casework.demo import screens
from app.casework.demo.drawing.canvas import Canvas
from app.domain.evidence import CapturedFrom, CaptureMeaning
from app.domain.money import Money
from app.intake.images import read_image, thumbnail

FONTS = screens.Fonts(Path(__file__).parents[2] / "resources" / "fonts")
AT = datetime(2024, 1, 1, 4, 0, tzinfo=UTC)
PHONE = screens.Phone(AT + timedelta(minutes=14))
BRAND = screens.Brand("星河卡盟")
GOODS = screens.Goods("星耀手游点券 100元档", "100元", Money(100_00), ("自动发货", "10分钟内到账"), "1000 点券")
NUMBER = "KM20240101120005837261"
STEPS = [screens.Step("等待商家发货", AT, "商家承诺 10 分钟内到账"), screens.Step("订单已提交", None)]
SAID = [
    screens.Said(screens.From.ME, "你好，付款后一直没有到账 😟", AT, has_picture=True),
    screens.Said(screens.From.OTHER, "亲，请耐心等待", AT + timedelta(minutes=1), "极速发卡专营店"),
    screens.Said(screens.From.SYSTEM, "平台客服 小星 已加入会话", AT + timedelta(minutes=9)),
    screens.Said(screens.From.OTHER, "已为您取消", AT + timedelta(minutes=9), "小星", is_support=True),
]
CARD = screens.OrderCard("星耀手游点券", "100元", Money(99_50), NUMBER, "待发货")
Draw = Callable[[Any, screens.Fonts], Image.Image]
PAGES: dict[str, tuple[Draw, Any]] = {
    "order": (
        screens.order_page,
        screens.OrderPage(PHONE, BRAND, "待发货", "商家已接单", GOODS, "极速发卡专营店", NUMBER, Money(99_50), AT, AT,
                          account="138****5678", more=[("备注", "无")]),
    ),
    "product": (
        screens.product_page,
        screens.ProductPage(PHONE, BRAND, GOODS, "极速发卡专营店", list_price=Money(108_00),
                            parameters=[("商品类型", "游戏点券")], description=["付款后 10 分钟内到账。"]),
    ),
    "status": (
        screens.status_page,
        screens.StatusPage(PHONE, BRAND, "待发货", "已超时", NUMBER, GOODS.name, STEPS, warning="商家超时未发货。"),
    ),
    "rules": (
        screens.rules_page,
        screens.RulesPage(PHONE, BRAND, "交易规则", "2023 版", [("第一章", ["第一条 延迟发货可取消。"])], ["取消"]),
    ),
    "top-up": (
        screens.top_up_record,
        screens.TopUpRecord(PHONE, BRAND, "138****5678", "一区", "1,260 点", [screens.TopUp("充值", AT, "+1", "2")]),
    ),
    "chat": (screens.chat_page, screens.ChatPage(PHONE, "极速发卡专营店", SAID, BRAND, "平台内沟通", order=CARD)),
    "private": (screens.chat_page, screens.ChatPage(PHONE, "卡商小王", SAID, is_private=True)),
    "payment": (
        screens.payment_page,
        screens.PaymentPage(PHONE, "星河卡盟", Money(99_50), GOODS.name, AT, "余额宝", "2024010122001412", NUMBER),
    ),
    "payment-green": (
        screens.payment_page,
        screens.PaymentPage(PHONE, "星河卡盟", Money(1_234_50), GOODS.name, AT, "零钱", "42000020240101", NUMBER,
                            screens.PayStyle.GREEN, "支付成功"),
    ),
    "refund": (
        screens.refund_page,
        screens.RefundPage(PHONE, BRAND, "退款成功", "已原路退回", NUMBER, Money(100_00), Money(95_00), "支付宝",
                           "延迟发货", steps=STEPS),
    ),
}  # fmt: skip


def drawn(name: str) -> Image.Image:
    draw, page = PAGES[name]
    return draw(page, FONTS)


@pytest.mark.parametrize("name", PAGES)
def test_page_has_a_phone_screens_size_and_content(name: str) -> None:
    image = drawn(name)
    assert (image.mode, image.size) == ("RGB", (1080, 2400))
    assert len(image.getcolors(1 << 24) or ()) > 50  # smooth text, not an empty sheet


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        *((name, "image/png") for name in PAGES),
        ("order", "image/jpeg"),
        ("chat", "image/jpeg"),
        ("order", "image/webp"),
    ],
)
def test_files_are_the_same_every_time_and_are_taken_in(name: str, media_type: str) -> None:
    first, second = (screens.encode(drawn(name), media_type, exif_time=AT) for _ in range(2))
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()
    facts = read_image(first, name=name)
    assert (facts.media_type, facts.width, facts.height) == (media_type, 1080, 2400)
    assert facts.exif_capture is not None
    assert (facts.exif_capture.at, facts.exif_capture.known_from) == (AT, CapturedFrom.EXIF)
    assert facts.exif_capture.meaning is CaptureMeaning.TAKEN
    assert read_image(screens.encode(drawn(name), media_type), name=name).exif_capture is None


def test_thumbnail_of_a_drawn_page() -> None:
    small = Image.open(io.BytesIO(thumbnail(screens.encode(drawn("order"), "image/png"), edge=320)))
    assert small.size == (144, 320)


def test_png_holds_exactly_what_was_drawn() -> None:
    image = drawn("order")
    again = Image.open(io.BytesIO(screens.encode(image, "image/png")))
    assert ImageChops.difference(image, again).getbbox() is None


def test_what_is_passed_in_is_what_is_shown() -> None:
    draw, page = PAGES["order"]
    before = draw(page, FONTS)
    numbered = draw(dataclasses.replace(page, number="KM20240101120005837262"), FONTS)
    changed = ImageChops.difference(before, numbered).getbbox()
    assert changed is not None
    assert changed[3] - changed[1] < 60  # one line of text
    assert changed[0] > 540  # at the right
    later = draw(dataclasses.replace(page, phone=screens.Phone(AT + timedelta(minutes=15))), FONTS)
    assert ImageChops.difference(before, later).getbbox()[3] < 104  # the clock in the status bar


def test_refund_page_names_a_fee_only_where_one_was_kept() -> None:
    draw, page = PAGES["refund"]
    whole = draw(dataclasses.replace(page, refunded=page.asked), FONTS)
    assert ImageChops.difference(draw(page, FONTS), whole).getbbox() is not None


def _watch(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, float, str]]:
    seen: list[tuple[float, float, str]] = []
    real = Canvas.text

    def text(self: Canvas, at: tuple[float, float], words: str, size: int, *rest: Any, **named: Any) -> float:
        width = real(self, at, words, size, *rest, **named)
        left = at[0] - {"left": 0, "centre": width / 2, "right": width}[named.get("align", "left")]
        seen.append((left, left + width, words))
        return width

    monkeypatch.setattr(Canvas, "text", text)
    return seen


def _stretched(value: Any, words: str) -> Any:
    """Return the page with every text in it replaced by `words`."""
    if isinstance(value, str):
        return words if not value.startswith("#") else value
    if isinstance(value, Money):
        return Money(1_234_567_89)
    if dataclasses.is_dataclass(value) and not isinstance(value, (screens.Phone, type)):
        parts = {part.name: getattr(value, part.name) for part in dataclasses.fields(value)}
        return dataclasses.replace(value, **{name: _stretched(part, words) for name, part in parts.items()})
    if isinstance(value, list | tuple):
        return type(value)(_stretched(part, words) for part in value)
    return value


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "words",
    ["很长的中文" * 30, "W" * 200, "word " * 60, "（（（" * 50, "😀👍🏽" * 40, "，。" * 60, "一\n二\n三"],
    ids=["chinese", "latin", "words", "brackets", "emoji", "signs", "lines"],
)
def test_no_text_leaves_the_screen(name: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = _watch(monkeypatch)
    draw, page = PAGES[name]
    draw(_stretched(page, words), FONTS)
    assert seen
    outside = [(round(left), round(right), text[:20]) for left, right, text in seen if left < 0 or right > 1080]
    assert not outside


@pytest.mark.parametrize("count", [0, 1, 40, 400])
def test_long_chats_are_as_tall_as_they_need(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = _watch(monkeypatch)
    said = [screens.Said(screens.From.ME, f"第{at}条", AT + timedelta(minutes=7 * at)) for at in range(count)]
    image = screens.chat_page(screens.ChatPage(PHONE, "商家", said, is_long=True), FONTS)
    expected = {0: 2400, 1: 2400, 400: 12_000}
    assert image.height == expected.get(count, image.height)
    shown = [words for _, _, words in seen if words.startswith("第")]
    if count == 40:
        assert 2400 < image.height < 12_000
        assert len(shown) == 40
    assert shown[-1:] == ([f"第{count - 1}条"] if count else [])
    screens.encode(image, "image/jpeg")


def test_chat_that_does_not_fit_shows_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = _watch(monkeypatch)
    said = [screens.Said(screens.From.OTHER, f"第{at}条", AT, "商家") for at in range(60)]
    screens.chat_page(screens.ChatPage(PHONE, "商家", said), FONTS)
    shown = [words for _, _, words in seen if words.startswith("第")]
    assert shown == [f"第{at}条" for at in range(60 - len(shown), 60)]
    assert 5 < len(shown) < 20


def test_long_rules_become_a_long_screenshot() -> None:
    draw, page = PAGES["rules"]
    long = dataclasses.replace(page, sections=[(f"第{at}章", ["条文" * 60] * 4) for at in range(6)])
    assert 2400 < draw(long, FONTS).height < 12_000


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.integers(60, 900))
def test_wrapping_keeps_every_character_and_every_line_in_its_room(text: str, room: int) -> None:
    text = text.replace("\r", "")
    lines = FONTS.wrapped(text, 40, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        # Emoji are drawn wider than they advance in no font of ours; one character always has to stay.
        assert FONTS.width(line, 40) <= room or len(line) <= 2
    assert len(FONTS.wrapped(text, 40, room, lines=2)) <= 2


def test_closing_signs_do_not_begin_a_line_nor_opening_ones_end_it() -> None:
    for room in range(200, 500, 7):
        for line in FONTS.wrapped("请在订单页（订单详情）申请取消，款项原路退回。“延迟发货”可取消；", 40, room):
            assert line[0] not in "，。；）”"
            assert line[-1] not in "（“"
