"""Text pasted from a platform's chat window, in the layouts that such windows have."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.cancellation import Channel
from app.domain.chats import TimeKnown
from app.domain.errors import UnreadableFile
from app.domain.times import SHANGHAI
from app.intake.chats.pasted import LAYOUTS, PASTED_CHARACTERS, READER, Pasted, parse_pasted
from app.intake.chats.times import moment
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
        "name_colon_time",
        "客服小王: 2024-01-01 12:00:00\n您好\n在的\n我: 2024-01-01 12:01:00\n退款\n客服小王: 2024-01-01 12:02:00\n好\n",
    ),
    (
        "name_above_time",
        "客服小王\n2024-01-01 12:00\n您好\n在的\n\n我\n2024-01-01 12:01\n退款\n\n客服小王\n2024-01-01 12:02\n好",
    ),
    (
        "bracket_name_time_text",
        "[客服小王 2024-01-01 12:00]: 您好\n在的\n[我 2024-01-01 12:01]: 退款\n[客服小王 2024-01-01 12:02]: 好",
    ),
    (
        "name_time_gap_text",
        "客服小王 2024-01-01 12:00:00 您好\n在的\n我 2024-01-01 12:01:00 退款\n客服小王 2024-01-01 12:02:00 好",
    ),
    (
        "name_time_gap_text",
        "客服小王\t2024-01-01 12:00:00\t您好\n在的\n我\t2024-01-01 12:01:00\t退款\n客服小王\t2024-01-01 12:02:00\t好",
    ),
    (
        "time_tab_name_text",
        "2024-01-01 12:00:00\t客服小王\t您好\n在的\n2024-01-01 12:01:00\t我\t退款\n2024-01-01 12:02:00\t客服小王\t好",
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


HEADS = {
    "name_time": ("{name} {time}", "{name}  [{time}]", "{name}({time})", "{name}（{time}）"),
    "time_name": ("{time} {name}", "[{time}] {name}", "{time} {name}："),
    "name_time_text": ("{name} {time}：{text}", "{name}（{time}）：{text}", "{name}[{time}]: {text}"),
    "time_name_text": ("{time} {name}：{text}",),
    "bracket_time_name_text": ("[{time}] {name}: {text}", "【{time}】{name}：{text}"),
    "name_above_time": ("{name}\n{time}", "{name}：\n[{time}]"),
    "name_colon_time": ("{name}: {time}",),
}
TIMES = (
    ("2023-12-01 00:00:00", "2023-12-01 00:00:30", "2023-12-01 12:10:09"),
    ("2023/12/1 0:00", "2023/12/1 0:01", "2023/12/1 12:10"),
    ("2023-12-01T00:00:00", "2023-12-01T00:00:30", "2023-12-01T12:10:09"),
    ("2023年12月1日 上午9:05", "2023年12月1日 上午9:06", "2023年12月1日 下午3:20"),
    ("2023-12-01 上午9:05:11", "2023-12-01 上午9:06:12", "2023-12-01 下午3:20:13"),
    ("2023-12-01 2:36:02 AM", "2023-12-01 2:37:02 AM", "2023-12-01 2:38:02 PM"),
    ("02-11 14:36:02", "02-11 14:37:02", "02-12 14:37:02"),
    ("10:05:30", "10:06:31", "10:07:32"),
)
NAMES = (
    "客服小王",
    "客服01",
    "小王 2",
    "13800138000",
    "Mr Wang Li",
    "客服[小王]",
    "【官方】客服",
    "[客服]",
    "小王(12345)",
)


@pytest.mark.parametrize(("layout", "head"), [(layout, head) for layout, heads in HEADS.items() for head in heads])
@pytest.mark.parametrize(
    "words", [("您好\n在的", "退款：95元", "等12:30 到账"), ("您好", "退款", "")], ids=["long", "empty"]
)
def test_a_time_is_taken_whole_and_so_is_a_name(layout: str, head: str, words: tuple[str, ...]) -> None:
    """Also where a message is empty, as one is whose picture was not copied: its seconds are no text."""
    for name, times in itertools.product(NAMES, TIMES):
        said = list(zip((name, "我", name), words, strict=True))
        lines = []
        for (who, text), time in zip(said, times, strict=True):
            lines += [head.format(name=who, time=time, text=text)] + ([] if "{text}" in head else [text])
        pasted = parse_pasted("\n".join(lines), written_at=WRITTEN)
        assert pasted.layout == layout, lines
        assert [(one.sender, one.text) for one in pasted.messages] == said
        expected = [moment(time, written_at=WRITTEN) for time in times]
        assert [one.at for one in pasted.messages] == [one and one.at for one in expected], lines
        assert [one.is_mine for one in pasted.messages] == [None, True, None]


def days_said(pasted: Pasted) -> list[tuple[str, str]]:
    return [
        (one.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if one.at else "", one.text) for one in pasted.messages
    ]


@pytest.mark.parametrize(
    ("day", "next_day"),
    [
        ("2023-12-01", "2023-12-02"),
        ("—— 2023-12-01 ——", "—— 2023-12-02 ——"),
        ("2023年12月1日 星期五", "2023年12月2日 星期六"),
        ("【2023/12/01】", "【2023/12/02】"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_day_between_messages_holds_for_the_times_below(day: str, next_day: str, gap: str) -> None:
    text = gap.join([day, "客服小王 23:59:58\n您好", next_day, "我 00:00:10\n退款"])
    pasted = parse_pasted(text, written_at=WRITTEN)
    assert days_said(pasted) == [("2023-12-01 23:59", "您好"), ("2023-12-02 00:00", "退款")]
    assert {one.time_known for one in pasted.messages} == {TimeKnown.WRITTEN}
    assert pasted.is_sure
    assert pasted.unparsed == ()


def test_a_day_without_a_year_is_told_from_the_files_date() -> None:
    pasted = parse_pasted("2月11日\n\n客服 14:36\n您好\n\n我 14:37\n退款", written_at=WRITTEN)
    assert days_said(pasted) == [("2026-02-11 14:36", "您好"), ("2026-02-11 14:37", "退款")]
    assert {one.time_known for one in pasted.messages} == {TimeKnown.RESOLVED}


def test_a_day_that_somebody_answers_is_what_was_said() -> None:
    text = "客服 2024-01-01 14:36\n哪天付的款？\n我 2024-01-01 14:37\n2023-12-01\n客服 2024-01-01 14:38\n好的"
    assert days_said(parse_pasted(text, written_at=WRITTEN))[1] == ("2024-01-01 14:37", "2023-12-01")
    alone = "客服 14:36\n哪天？\n我 14:37\n昨天\n客服 14:38\n好的"
    assert [said for _, said in days_said(parse_pasted(alone, written_at=WRITTEN))] == ["哪天？", "昨天", "好的"]


@pytest.mark.parametrize(
    "text",
    [
        "下单时间: 2023-12-01 12:00:00\n商家: 小店\n付款时间: 2023-12-01 12:01:00\n金额 50\n",
        "2023-12-01\n买了点卡\n2023-12-02\n没到账\n",
    ],
)
def test_lists_of_times_are_no_chats(text: str) -> None:
    assert not parse_pasted(text, written_at=WRITTEN).is_sure


def test_every_layout_is_tried_above_or_below() -> None:
    assert {name for name, _ in LAYOUTS_SEEN} | {"name_text", "name_alone"} == {layout.name for layout in LAYOUTS}


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
