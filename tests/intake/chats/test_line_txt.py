"""LINE's text in the languages of its phones."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.chats import MessageKind
from app.intake.chats.line_txt import READER
from tests.intake.chats.text_chats import fixture, read_text


def test_taiwan() -> None:
    read = fixture(READER, "line_zh_tw.txt")
    assert read.conversations[0].title == "卡商小王"
    assert read.said == [
        ("我", "訂單 CARD20260211143500001 付款了，卡密呢"),
        ("卡商小王", '系統維護\n"晚點"補發'),
        ("我", "[照片]"),
        ("卡商小王", "☎ 通話時間 1:23"),
        ("", "卡商小王已收回訊息"),
    ]
    assert read.times[0] == "2026-02-11 14:36:00"
    assert read.times[-1] == "2026-02-12 00:06:00"
    assert [message.kind for message in read.messages][2:] == [
        MessageKind.IMAGE,
        MessageKind.CALL,
        MessageKind.RECALLED,
    ]
    assert not read.skipped


@pytest.mark.parametrize(
    ("head", "day", "clock"),
    [
        ("[LINE] 与卡商小王的聊天记录\n保存日期：2026/2/12 10:00", "2026/2/11周三", "14:36"),
        ("[LINE] 卡商小王とのトーク履歴\n保存日時：2026/02/12 10:00", "2026/02/11(水)", "午後2:36"),
        ("[LINE] Chat history with 卡商小王\nSaved on: 2/12/2026, 10:00", "Wed, 2/11/2026", "2:36 PM"),
        ("Chat history with 卡商小王\nSaved on: 2/12/2026, 10:00", "2026.02.11 Wednesday", "02:36PM"),
    ],
)
def test_other_languages(tmp_path: Path, head: str, day: str, clock: str) -> None:
    read = read_text(READER, tmp_path, f"{head}\n\n{day}\n{clock}\t我\t在吗\n")
    assert read.conversations[0].title == "卡商小王"
    assert read.said == [("我", "在吗")]
    assert read.times == ["2026-02-11 14:36:00"]
