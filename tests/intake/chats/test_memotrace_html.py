"""MemoTrace's pages: every generation of the array in the script, kinds, what is escaped, and what is cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.chats import MessageKind, TimeKnown
from app.domain.errors import UnreadableFile
from app.intake.chats import find_chat_reader
from app.intake.chats.script_objects import script_object
from app.intake.chats.values import Unusable
from app.intake.sources import Source
from tests.intake.chats.reading import FIXTURES, fixture, read_chat, written

PAGE = "<html><head><title>卡商群</title></head><body><script>const chatMessages = [%s];</script></body></html>"


def page(folder: Path, rows: str) -> Path:
    return written(folder, PAGE % rows, "a.html")


def test_a_page_of_2024() -> None:
    chat = fixture("memotrace.html")
    assert chat.conversations[0].title == "卡商小王"
    assert not chat.conversations[0].is_group
    assert [message.kind for message in chat.messages] == [
        MessageKind.TEXT,
        MessageKind.TEXT,
        MessageKind.IMAGE,
        MessageKind.TEXT,
        MessageKind.TRANSFER,
        MessageKind.VOICE,
        MessageKind.FILE,
        MessageKind.CALL,
        MessageKind.RECALLED,
    ]
    texts = [message.text for message in chat.messages]
    assert texts[0].endswith("卡密呢 <急> R&D")
    assert texts[1] == "系统维护\n晚点'补发' [微笑]"
    assert texts[4:8] == ["微信转账 ￥50.00 （已收款）", "[语音] 明天到账", "[文件] 回执.pdf", "[通话] 通话时长 00:12"]
    assert chat.messages[3].reply_to == "我：退款"
    assert chat.messages[2].attachments[0].name == "b1946ac9.jpg"
    assert chat.messages[8].sender == ""


def test_the_page_shows_the_time_where_nobody_said_anything() -> None:
    # The first object of the sample is such a row: messages are numbered by their places in the array.
    assert [message.line for message in fixture("memotrace.html").messages] == list(range(2, 11))


def test_a_page_of_2023_tells_times_now_and_then(tmp_path: Path) -> None:
    rows = (
        "{ type:0, text: '2023-12-03 12:00:00',is_send:0,avatar_path:''},"
        "{ type:1, text: '你好',is_send:1,avatar_path:'myhead.png'},"
        "{ type:1, text: '在',is_send:0,avatar_path:'t.png'},"
        "{ type:0, text: '2023-12-03 12:10:00',is_send:0,avatar_path:''},"
        "{ type:1, text: '好',is_send:0,avatar_path:''},"
    )
    chat = read_chat(page(tmp_path, rows))
    assert [message.at.minute for message in chat.messages if message.at] == [0, 0, 10]
    assert {message.time_known for message in chat.messages} == {TimeKnown.RESOLVED}
    assert [(message.sender, message.is_mine) for message in chat.messages] == [
        ("我", True),
        ("对方", False),
        ("对方", False),
    ]
    assert len(chat.noticed) == 1


def test_groups_numbers_and_brackets_in_words(tmp_path: Path) -> None:
    rows = (
        "{ type:1, text: 'a } ] \\\\ \\'b\\' {[',MsgSvrID:6923580432799902227,is_send:0,avatar_path:'1',"
        "timestamp:1770791762,is_chatroom:1,displayname:'乙'},{ type:43, text: './video/c.mp4',is_send:0,"
        "timestamp:1770791763,is_chatroom:1,displayname:'丙'}"
    )
    chat = read_chat(page(tmp_path, rows))
    assert chat.conversations[0].is_group
    assert chat.messages[0].text == "a } ] \\ 'b' {["
    assert chat.messages[0].message_no == "6923580432799902227"
    assert chat.messages[1].attachments[0].name == "c.mp4"


def test_markup_that_somebody_typed_stays(tmp_path: Path) -> None:
    rows = '{"type": 1, "text": "<b>R&D &copy=1</b>", "is_send": 1, "timestamp": 1770791762, "displayname": "我"}'
    assert read_chat(page(tmp_path, rows)).messages[0].text == "<b>R&D &copy=1</b>"


def test_a_long_line_behind_long_styles(tmp_path: Path) -> None:
    row = "{ type:1, text: '消息 %d \\'',is_send:0,timestamp:%d,is_chatroom:0,displayname:'乙'},"
    rows = "".join(row % (number, 1_700_000_000 + number) for number in range(20_000))
    path = written(tmp_path, (PAGE % rows).replace("<title>", f"<style>{'x' * 100_000}</style><title>"), "a.html")
    chat = read_chat(path)
    assert [message.text for message in chat.messages] == [f"消息 {number} '" for number in range(20_000)]


def test_a_page_that_is_cut_off_names_the_message(tmp_path: Path) -> None:
    text = (FIXTURES / "memotrace.html").read_text(encoding="utf-8")
    cut = written(tmp_path, text[: text.index("voice_to_text")], "a.html")
    with pytest.raises(UnreadableFile, match="at message 7"):
        read_chat(cut)


def test_what_is_no_object_is_left_out(tmp_path: Path) -> None:
    good = "{ type:1, text: '好',is_send:1,timestamp:1770791762,displayname:'我'}"
    chat = read_chat(page(tmp_path, f"{good},{{ type:run(), is_send:1 }},{good}"))
    assert len(chat.messages) == 2
    assert [skipped.line for skipped in chat.skipped] == [2]


def test_brackets_nested_without_end_are_refused(tmp_path: Path) -> None:
    good = "{ type:1, text: '好',is_send:1,timestamp:1770791762},"
    with pytest.raises(UnreadableFile, match="at message 2: is too large or nested too deeply"):
        read_chat(page(tmp_path, good + "{a:" + "[" * 100_000))


def test_another_page_is_none(tmp_path: Path) -> None:
    path = written(tmp_path, "<html><script>const chatMessages = [{role: 'user', content: 'x'}];</script></html>")
    assert find_chat_reader(Source(path)) is None


@pytest.mark.parametrize(
    ("written_as", "value"),
    [
        (r"{a:'\u5361\x21\n\'',}", {"a": "卡!\n'"}),
        (r"{'a':`x\u{1F600}`, b:[1,-2.5,true,null]}", {"a": "x😀", "b": [1, -2.5, True, None]}),
        (r"{a:'\ud83d\ude00'}", {"a": "😀"}),
        ("{a:12345678901234567890, b:{c:None}}", {"a": "12345678901234567890", "b": {"c": None}}),
        ('{"a": 1}', {"a": 1}),
    ],
)
def test_literals(written_as: str, value: dict[str, object]) -> None:
    assert script_object(written_as)[0] == value


@pytest.mark.parametrize("text", ["{a:run()}", "{a}", "[1]", "{a:'x}", "{a:1", "{:1}", "{a:b.c}", "{" * 50])
def test_what_is_no_literal(text: str) -> None:
    with pytest.raises(Unusable):
        script_object(text)
