"""Tables of any other program."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.chats import MessageKind
from app.intake.chats.any_table import READER
from app.intake.sources import Source
from tests.intake.chats.reading import fixture, read_chat, written


def test_when_who_and_what_are_found_by_name() -> None:
    chat = fixture("any_table.csv")
    assert chat.reader.name == "chat.table"
    assert [(one.sender, one.is_mine) for one in chat.messages] == [("我", True), ("卡商小王", None)] * 2
    assert [one.line for one in chat.messages] == [2, 3, 5, 6]
    assert chat.messages[1].text == "系统维护\n晚点补发"
    assert chat.messages[2].kind is MessageKind.IMAGE
    assert "发言人“发送者”" in chat.noticed[0].text.zh


@pytest.mark.parametrize(
    ("header", "row", "sender", "key"),
    [
        ("Time,Sender,Message", "2026-02-11 14:36:02,Wang,hi", "Wang", ""),
        ("id,create_time,sender_name,sender_id,msg_type,content", "1,1770791762,小王,wxid_s,text,hi", "小王", "wxid_s"),
        ("序号,时间,发送者wxid,消息类型,内容", "1,2026-02-11 14:36:02,wxid_s,文本,hi", "wxid_s", "wxid_s"),
    ],
)
def test_names_that_programs_give(tmp_path: Path, header: str, row: str, sender: str, key: str) -> None:
    chat = read_chat(written(tmp_path, f"{header}\n{row}\n,,,,,\n"))
    assert chat.reader.name == "chat.table"
    assert [(one.sender, one.sender_key, one.text) for one in chat.messages] == [(sender, key, "hi")]


def test_rows_without_a_time_that_can_be_read_are_left_out(tmp_path: Path) -> None:
    chat = read_chat(written(tmp_path, "时间,发送者,内容\n2026-02-11 14:36:02,王,一\n昨天,王,二\n"))
    assert ([one.text for one in chat.messages], [one.line for one in chat.skipped]) == (["一"], [3])


@pytest.mark.parametrize(
    "header", ["时间,姓名,金额,内容,发送者", "时间,内容", "Date,Description,Billing amount,Balance", "a,b,c"]
)
def test_other_tables_are_none(tmp_path: Path, header: str) -> None:
    assert not READER.detect(Source(written(tmp_path, f"{header}\n1,2,3,4,5\n")))
