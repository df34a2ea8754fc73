"""Text pasted from a platform's chat window, in the layouts that such windows have."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.cancellation import Channel
from app.domain.chats import TimeKnown
from app.domain.errors import UnreadableFile
from app.domain.times import SHANGHAI
from app.intake.chats.pasted import LAYOUTS, PASTED_CHARACTERS, READER, parse_pasted
from app.intake.sources import Source
from tests.intake.chats.text_chats import FIXTURES, WRITTEN, read_text, samples

LAYOUTS_SEEN = [
    (
        "name_time",
        "客服小王 2024-01-01 12:00:00\n您好\n在的\n我 2024-01-01 12:01:00\n退款\n客服小王 2024-01-01 12:02:00\n好\n",
    ),
    (
        "name_time",
        "客服小王 (2024/1/1 12:00)\n您好\n在的\n\n我 (2024/1/1 12:01)\n退款\n\n客服小王 (2024/1/1 12:02)\n好\n",
    ),
    ("time_name", "2024/1/1 12:00 客服小王\n您好\n在的\n2024/1/1 12:01 我\n退款\n2024/1/1 12:02 客服小王\n好"),
    (
        "time_name",
        "2024年1月1日 12:00 客服小王：\n您好\n在的\n2024年1月1日 12:01 我：\n退款\n2024年1月1日 12:02 客服小王：\n好",
    ),
    (
        "time_name_text",
        "2024-01-01 12:00:00 客服小王：您好\n在的\n2024-01-01 12:01:00 我：退款\n2024-01-01 12:02 客服小王：好",
    ),
    (
        "name_time_text",
        "客服小王（2024-01-01 12:00）：您好\n在的\n我（2024-01-01 12:01）：退款\n客服小王（2024-01-01 12:02）：好",
    ),
    (
        "bracket_time_name_text",
        "[2024-01-01 12:00] 客服小王: 您好\n在的\n[2024-01-01 12:01] 我: 退款\n[2024-01-01 12:02] 客服小王: 好",
    ),
    (
        "name_above_time",
        "客服小王\n2024-01-01 12:00\n您好\n在的\n\n我\n2024-01-01 12:01\n退款\n\n客服小王\n2024-01-01 12:02\n好",
    ),
]


@pytest.mark.parametrize(("layout", "text"), LAYOUTS_SEEN)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_layouts(layout: str, text: str, end: str) -> None:
    pasted = parse_pasted(text.replace("\n", end), written_at=WRITTEN)
    assert pasted.layout == layout
    assert pasted.is_sure
    assert [(one.sender, one.text) for one in pasted.messages] == [
        ("客服小王", "您好\n在的"),
        ("我", "退款"),
        ("客服小王", "好"),
    ]
    assert [one.at and one.at.astimezone(SHANGHAI).minute for one in pasted.messages] == [0, 1, 2]
    assert pasted.messages[0].at == datetime(2024, 1, 1, 4, tzinfo=UTC)
    assert [one.is_mine for one in pasted.messages] == [None, True, None]
    assert pasted.participants == ("客服小王", "我")
    assert pasted.unparsed == ()


def test_every_layout_is_tried_above_or_below() -> None:
    assert {name for name, _ in LAYOUTS_SEEN} | {"name_text"} == {layout.name for layout in LAYOUTS}


def test_without_a_year_or_a_day() -> None:
    pasted = parse_pasted("客服小王 下午3:20\n您好\n我 昨天 09:00\n退款\n客服小王 02-11 09:00\n好", written_at=WRITTEN)
    assert [one.at and one.at.astimezone(SHANGHAI).strftime("%m-%d %H:%M") for one in pasted.messages] == [
        "02-28 15:20",
        "02-28 09:00",
        "02-11 09:00",
    ]
    assert {one.time_known for one in pasted.messages} == {TimeKnown.RESOLVED}


def test_names_and_colons_without_times() -> None:
    pasted = parse_pasted("客服：您好 http://a.b/c\n我：退款\n客服：好\n我：谢谢", written_at=WRITTEN)
    assert pasted.layout == "name_text"
    assert [(one.sender, one.at) for one in pasted.messages] == [
        ("客服", None),
        ("我", None),
        ("客服", None),
        ("我", None),
    ]


def test_lines_that_are_only_a_time_hold_for_what_follows() -> None:
    pasted = parse_pasted("2024-01-01 12:00\n客服：您好\n我：退款\n— 12:30 —\n客服：好\n我：谢谢", written_at=WRITTEN)
    assert [one.at and one.at.astimezone(SHANGHAI).strftime("%Y %H:%M") for one in pasted.messages][:2] == [
        "2024 12:00"
    ] * 2
    assert pasted.messages[3].time_known is TimeKnown.RESOLVED


@pytest.mark.parametrize(
    "text", ["", "你好", "今天天气真好\n我们去公园\n注意：带水\n", "价格：50\n数量：1\n备注：无", "a\nb\nc"]
)
def test_what_is_no_chat_is_not_made_one(text: str) -> None:
    assert not parse_pasted(text, written_at=WRITTEN).is_sure


def test_lines_before_the_first_message_are_shown() -> None:
    pasted = parse_pasted("订单 1 的沟通\n" + LAYOUTS_SEEN[0][1], written_at=WRITTEN)
    assert pasted.unparsed == ((1, "订单 1 的沟通"),)
    assert pasted.is_sure


def test_the_user_may_choose_the_layout() -> None:
    text = "客服：您好\n我：退款"
    assert parse_pasted(text, written_at=WRITTEN, layout="name_text").is_sure
    assert parse_pasted(text, written_at=WRITTEN, layout="name_time").messages == ()
    with pytest.raises(ValueError, match="nothing"):
        parse_pasted(text, written_at=WRITTEN, layout="nothing")


def test_too_long() -> None:
    with pytest.raises(UnreadableFile, match="more than"):
        parse_pasted("a" * (PASTED_CHARACTERS + 1), written_at=WRITTEN)


def test_as_a_file(tmp_path: Path) -> None:
    read = read_text(READER, tmp_path, LAYOUTS_SEEN[0][1])
    assert read.conversations[0].channel is Channel.PLATFORM_CHAT
    assert read.said[0] == ("客服小王", "您好\n在的")
    assert read.noticed


def test_mails_are_none() -> None:
    assert not READER.detect(Source(FIXTURES / "seller_mail_gb18030.eml"))
    assert not READER.detect(Source(FIXTURES / "qq_msgmgr.mht"))


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1,\n"time": "2024-01-01 12:00",\n"b": "x"}\n',
        "时间,名字,金额\n2024-01-01 12:00:00,小王,50\n2024-01-01 12:01:00,小李,60\n",
        "2024-01-01 12:00:00\t小王\t50\n2024-01-01 12:01:00\t小王\t60\n2024-01-01 12:02:00\t小王\t70\n",
        "客服：您好\n我：退款\n客服：好\n我：谢谢",
        "<html>\n小王 2024-01-01 12:00\n好\n",
    ],
)
def test_files_of_other_kinds_are_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert not READER.detect(Source(tmp_path / "a.txt"))


def test_statements_are_left_alone() -> None:
    for path in sorted(samples("payments").rglob("*.csv")):
        assert not READER.detect(Source(path)), path.name
