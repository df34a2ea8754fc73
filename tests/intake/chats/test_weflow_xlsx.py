"""WeFlow's workbook."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from app.domain.chats import MessageKind
from app.intake.chats.weflow_xlsx import WeFlowXlsxReader
from app.intake.sources import Source
from tests.intake.chats.reading import read_chat, written

SHORT = ["序号", "时间", "发送者身份", "消息类型", "内容"]
LONG = ["序号", "时间", "发送者昵称", "发送者微信ID", "发送者备注", "发送者身份", "消息类型", "内容"]


def workbook(folder: Path, *, header: list[str] = SHORT, rows: list[list[object]] | None = None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "聊天记录"
    sheet.append(["会话信息"])
    sheet.append(["微信ID", "wxid_seller", "", "昵称", "卡商小王"])
    sheet.append(["导出工具", "WeFlow"])
    sheet.append(header)
    for row in rows if rows is not None else SAME:
        sheet.append(row)
    path = folder / "weflow.xlsx"
    book.save(path)
    return path


SAME: list[list[object]] = [
    [1, "2026-02-11 14:36:02", "我", "文本消息", "订单 CARD20260211143500001 付款了，卡密呢"],
    [2, "2026-02-11 14:40:15", "卡商小王", "文本消息", "系统维护\n晚点补发"],
    [3, datetime(2026, 2, 11, 14, 41), "我", "图片消息", "[图片]"],  # noqa: DTZ001 - a cell has no zone
    [4, "2026-02-11 14:42:42", "系统消息", "系统消息", "对方撤回了一条消息"],
    [5, "昨天", "卡商小王", "文本消息", "x"],
    [6, "2026-02-11 14:43:00", "卡商小王", "文本消息", 12.5],
]


def test_the_short_header(tmp_path: Path) -> None:
    chat = read_chat(workbook(tmp_path))
    assert chat.reader.name == "wechat.weflow.xlsx"
    assert [(item.key, item.title) for item in chat.conversations] == [("wxid_seller", "卡商小王")]
    assert [message.line for message in chat.messages] == [5, 6, 7, 8, 10]
    assert chat.messages[0].at == datetime(2026, 2, 11, 6, 36, 2, tzinfo=UTC)
    assert chat.messages[2].at == datetime(2026, 2, 11, 6, 41, tzinfo=UTC)
    assert [message.is_mine for message in chat.messages] == [True, False, True, None, False]
    assert [message.sender for message in chat.messages] == ["我", "卡商小王", "我", "", "卡商小王"]
    assert chat.messages[2].kind is MessageKind.IMAGE
    assert chat.messages[4].text == "12.5"
    assert [item.line for item in chat.skipped] == [9]


def test_the_long_header(tmp_path: Path) -> None:
    row: list[object] = [1, "2026-02-11 14:36:02", "小王", "wxid_seller", "卡商", "对方", "转账消息", "￥12.00"]
    message = read_chat(workbook(tmp_path, header=LONG, rows=[row])).messages[0]
    assert (message.sender, message.sender_key, message.is_mine) == ("卡商", "wxid_seller", False)
    assert message.kind is MessageKind.TRANSFER


def test_a_formula_is_left_out(tmp_path: Path) -> None:
    chat = read_chat(workbook(tmp_path, rows=[[1, "2026-02-11 14:36:02", "我", "文本消息", '=HYPERLINK("http://x")']]))
    assert not chat.messages
    assert [item.line for item in chat.skipped] == [5]


@pytest.mark.parametrize("header", [["交易时间", "金额"], SHORT[:-1]])
def test_other_workbooks_are_not_its_own(tmp_path: Path, header: list[str]) -> None:
    assert not WeFlowXlsxReader().detect(Source(workbook(tmp_path, header=header, rows=[])))
    assert not WeFlowXlsxReader().detect(Source(written(tmp_path, b"PK\x03\x04broken")))
