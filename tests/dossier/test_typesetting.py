"""Typed text becomes lines that lose nothing and break as Chinese is broken."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.dossier import look
from app.dossier.fonts import Fonts
from app.dossier.look import Face
from app.dossier.typesetting import one_line, plain_line, visible, wrap

WIDTH = 200.0


def texts(lines: list) -> list[str]:
    return [line.text for line in lines]


def test_chinese_breaks_anywhere_but_keeps_its_marks(fonts: Fonts) -> None:
    text = "商家声称虚拟商品已锁定库存，（不能取消）“订单”。" * 12
    for width in range(60, 260, 7):
        lines = texts(wrap(text, look.BODY, width, fonts))
        assert "".join(lines) == text
        assert not [line for line in lines if line[0] in "，。）”" or line[-1] in "（“"]


def test_words_and_numbers_stay_whole(fonts: Fonts) -> None:
    text = "订单号 KM20260901001 于 2026-09-01 12:00:05 付款，金额 ¥1,234.50 元，详见 https://example.com/orders 页面。"
    words = ["KM20260901001", "2026-09-01", "12:00:05", "¥1,234.50", "https://example.com/orders"]
    for width in range(150, 300, 9):
        lines = texts(wrap(text, look.BODY, width, fonts))
        assert all(any(word in line for line in lines) for word in words)


def test_a_word_longer_than_the_line_fills_it(fonts: Fonts) -> None:
    digest = "0123456789abcdef" * 4
    lines = wrap(f"指纹 {digest}", look.BODY, WIDTH, fonts)
    assert "".join(texts(lines)).replace(" ", "") == f"指纹{digest}"
    assert lines[0].width > WIDTH - 10


@pytest.mark.parametrize("count", range(8, 40))
def test_no_character_stands_alone_on_the_last_line(count: int, fonts: Fonts) -> None:
    width = 10 * look.BODY.size + 1
    lines = wrap("字" * count, look.BODY, width, fonts)
    assert "".join(line.text for line in lines) == "字" * count
    assert all(line.width <= width for line in lines)
    if len(lines) > 1:
        assert len(lines[-1].text) > 1
    assert len(lines) == -(-count // 10)


def test_dashes_and_ellipses_are_not_split(fonts: Fonts) -> None:
    text = "好的……那就——这样吧" * 20
    for width in range(60, 160, 3):
        for line in texts(wrap(text, look.BODY, width, fonts))[1:]:
            assert line[0] not in "…—" or line[:2] in {"……", "——"}


@given(st.text(max_size=400), st.floats(12, 480))
@settings(max_examples=300, deadline=None)
def test_no_line_is_too_wide_and_no_word_is_lost(fonts: Fonts, text: str, width: float) -> None:
    lines = wrap(text, look.BODY, width, fonts)
    widest = 1.2 * look.BODY.size
    assert all(line.width <= max(width, widest) + 0.01 for line in lines)
    printed = "".join(texts(lines))
    kept = [character for character in text if _has_glyph(character, fonts) and not character.isspace()]
    rest = iter(printed)
    assert all(character in rest for character in kept)


def _has_glyph(character: str, fonts: Fonts) -> bool:
    return visible(character) == character and fonts.face_for(character, Face.REGULAR) is not None


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("𠮷野家", "[U+20BB7]野家"),
        ("a\x07b", "a[U+0007]b"),
        ("左\u202e右", "左[U+202E]右"),
        ("半个\ud83d", "半个[U+D83D]"),
        ("שלום", "[U+05E9][U+05DC][U+05D5][U+05DD]"),
        ("❤\ufe0f", "❤"),
        ("零\u200b宽", "零宽"),
        ("列\t表", "列 表"),
        ("䶮㐂😀👍", "䶮㐂😀👍"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
    ],
)
def test_what_no_font_has_is_spelled_out(typed: str, printed: str, fonts: Fonts) -> None:
    assert one_line(typed, look.BODY, fonts).text == printed


def test_runs_name_the_face_that_has_the_character(fonts: Fonts) -> None:
    runs = one_line("好😀ok", look.BODY_BOLD, fonts).runs
    assert [(run.face, run.text) for run in runs] == [(Face.BOLD, "好"), (Face.EMOJI, "😀"), (Face.BOLD, "ok")]


def test_every_kind_of_new_line_breaks(fonts: Fonts) -> None:
    assert texts(wrap("一\r\n二\n三\r四\u2028五\n\n六", look.BODY, WIDTH, fonts)) == [
        "一",
        "二",
        "三",
        "四",
        "五",
        "",
        "六",
    ]


def test_a_limit_ends_in_an_ellipsis(fonts: Fonts) -> None:
    lines = wrap("很长的说明" * 100, look.BODY, WIDTH, fonts, at_most=3)
    assert len(lines) == 3
    assert lines[-1].text.endswith("…")
    assert lines[-1].width <= WIDTH
    assert texts(wrap("短", look.BODY, WIDTH, fonts, at_most=3)) == ["短"]


def test_one_line_is_cut_to_its_width(fonts: Fonts) -> None:
    line = one_line("第一行\n第二行" * 50, look.BODY, fonts, WIDTH)
    assert line.text.startswith("第一行 第二行")
    assert line.text.endswith("…")
    assert line.width <= WIDTH


def test_titles_for_the_reader_program_are_one_clean_line() -> None:
    assert plain_line(" 一\n\t二\u202e\x00\ufe0f ") == "一 二[U+202E][U+0000]"
