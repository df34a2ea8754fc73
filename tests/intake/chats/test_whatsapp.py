"""WhatsApp's text from phones of several regions; public samples against a count of their own."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.chats import MessageKind, TimeKnown
from app.intake.chats.times import DayOrder
from app.intake.chats.whatsapp import READER, WhatsAppReader
from tests.intake.chats.text_chats import fixture, read_file, read_text, samples


def test_chinese_android() -> None:
    read = fixture(READER, "与卡商小王的 WhatsApp 聊天.txt")
    assert read.conversations[0].title == "卡商小王"
    assert [one.kind for one in read.messages] == [
        MessageKind.SYSTEM,
        MessageKind.TEXT,
        MessageKind.TEXT,
        MessageKind.OTHER,
    ]
    assert read.said[2] == ("卡商小王", "系统维护\n晚点补发")
    assert read.times[0] == "2026-02-11 14:35:00"


def test_chinese_ios_with_marks() -> None:
    read = fixture(READER, "whatsapp_ios_zh.txt")
    assert read.said == [("我", "订单付款了，卡密呢"), ("卡商小王", "系统维护")]
    assert read.times == ["2026-02-11 14:36:02", "2026-02-11 14:40:15"]


def test_narrow_spaces_before_pm() -> None:
    read = fixture(READER, "whatsapp_ios_en_12h.txt")
    assert read.times == ["2026-02-11 14:36:02", "2026-02-11 14:40:15"]
    # 2 November 2026 is after the file, so February it is.
    assert not read.noticed


def test_day_and_month_that_cannot_be_told_apart(tmp_path: Path) -> None:
    text = "01/02/2026, 10:00 - A: hi\n01/02/2026, 10:05 - B: hello\n"
    read = read_text(READER, tmp_path, text)
    assert read.times[0].startswith("2026-01-02")
    assert {one.time_known for one in read.messages} == {TimeKnown.RESOLVED}
    assert "month/day" in read.noticed[0].text.en
    settled = read_text(WhatsAppReader(DayOrder.DAY_FIRST), tmp_path, text)
    assert settled.times[0].startswith("2026-02-01")
    assert not settled.noticed


def test_years_of_two_digits_that_stand_first(tmp_path: Path) -> None:
    text = "".join(f"24/1/{day} 下午8:49 - 卡商小王: 第{day}天\n" for day in (5, 18, 25))
    read = read_text(READER, tmp_path, text)
    assert read.times == ["2024-01-05 20:49:00", "2024-01-18 20:49:00", "2024-01-25 20:49:00"]
    assert not read.noticed


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<Media omitted>", MessageKind.OTHER),
        ("<省略影音内容>", MessageKind.OTHER),
        ("\u200eimage omitted", MessageKind.IMAGE),
        ("\u200evideo omitted", MessageKind.VIDEO),
        ("\u200e图像已省略", MessageKind.IMAGE),
        ("Bild weggelassen", MessageKind.IMAGE),
        ("\u200e<attached: 00000012-PHOTO-2026-02-11.jpg>", MessageKind.IMAGE),
        ("\u200e<附件：00000013-AUDIO.opus>", MessageKind.VOICE),
        ("IMG-20260211-WA0001.jpg (file attached)", MessageKind.IMAGE),
        ("收据.pdf (文件附件)", MessageKind.FILE),
        ("This message was deleted", MessageKind.RECALLED),
        ("\u200e圖片已略去", MessageKind.IMAGE),
        ("<已省略多媒體檔案>", MessageKind.OTHER),
        ("<Mídia oculta>", MessageKind.OTHER),
        ("這則訊息已刪除", MessageKind.RECALLED),
        ("\u200eDiese Nachricht wurde gelöscht.", MessageKind.RECALLED),
        ("\u200eMissed voice call, \u200eTap to call back", MessageKind.CALL),
        ("\u200e语音通话，\u200e2分钟", MessageKind.CALL),
        ("\u200e位置：https://maps.google.com/?q=1.2,3.4", MessageKind.LOCATION),
        ("\u200e投票：\n退款吗", MessageKind.OTHER),
        ("\u200e乙 更改了群组图标", MessageKind.SYSTEM),
        ("乙 更改了群组图标", MessageKind.TEXT),
        ("语音通话吗", MessageKind.TEXT),
        ("nothing was omitted here, I think", MessageKind.TEXT),
    ],
)
def test_what_is_no_text(tmp_path: Path, text: str, kind: MessageKind) -> None:
    read = read_text(READER, tmp_path, f"2026/2/11 14:35 - 乙: {text}\n")
    assert read.messages[0].kind is kind
    if ".jpg" in text or ".pdf" in text:
        assert read.messages[0].attachments[0].name.endswith((".jpg", ".pdf"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[12.3.2022 klo 14.08.18] Matias: hei", "2022-03-12 14:08:18"),
        ("15.04.2016, 15:04 - Ash: hey", "2016-04-15 15:04:00"),
        ("1/20/19, 11:23 a. m. - John: x", "2019-01-20 11:23:00"),
        ("20/01/2019, 08:49 p. m. - John: x", "2019-01-20 20:49:00"),
        ("[2019-01-20 20:49:00] John: x", "2019-01-20 20:49:00"),
        ("20-01-2019 20:49 - John: x", "2019-01-20 20:49:00"),
        ("2022/12/14, 13:34. - John: x", "2022-12-14 13:34:00"),
        ("2016-08-10, 13:23 PM - Ash: x", "2016-08-10 13:23:00"),
        ("[2024. 1. 25. 오후 3:20:11] 김철수: x", "2024-01-25 15:20:11"),
        ("2024. 1. 25. 오전 9:05 - 김철수: x", "2024-01-25 09:05:00"),
        ("2024/1/25 午後3:20 - 山田太: x", "2024-01-25 15:20:00"),
        ("\u200f٢٥\u200f/٠٥\u200f/٢٠٢٤، ٣:٤٥ م - أحمد: x", "2024-05-25 15:45:00"),
        ("25\u200f/5\u200f/2024, 3:46 ص - أحمد: x", "2024-05-25 03:46:00"),
        ("25/05/2024 15:45 - Ana Lu: x", "2024-05-25 15:45:00"),
        ("25/05/2024 03:45 下午 - 王小明: x", "2024-05-25 15:45:00"),
    ],
)
def test_regions(tmp_path: Path, line: str, expected: str) -> None:
    read = read_text(READER, tmp_path, line + "\n")
    assert read.times == [expected]
    assert len(read.messages[0].sender) > 2


def test_what_happens_in_a_group_has_a_name_before_it(tmp_path: Path) -> None:
    read = read_text(
        READER,
        tmp_path,
        "[27.09.23, 09:18:41] 卡商群: \u200eNachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Niemand …\n"
        "[27.09.23, 09:18:42] Leon: \u200eLeon hat die Gruppe erstellt.\n"
        "[27.09.23, 09:18:43] Leon: \u200eDu hast eine Nachricht fixiert.\n"
        "[27.09.23, 09:18:44] Leon: Leon hier\n",
    )
    assert [message.sender for message in read.messages] == ["", "", "", "Leon"]
    assert [message.kind is MessageKind.SYSTEM for message in read.messages] == [True, True, True, False]


def test_system_lines_with_colons(tmp_path: Path) -> None:
    read = read_text(
        READER,
        tmp_path,
        "20/01/2019, 20:49 - Ash changed the subject to “a: b”\n20/01/2019, 20:50 - Ash: 见 http://a.b\n",
    )
    assert [one.kind for one in read.messages] == [MessageKind.SYSTEM, MessageKind.TEXT]


PUBLIC = [
    ("joweich_chat-miner", "test_[mmddyy]_24hrs.txt", "%m/%d/%y %H:%M"),
    ("joweich_chat-miner", "test_mmddyyyy_12hrs.txt", "%m/%d/%Y %I:%M %p"),
    ("joweich_chat-miner", "test_yyyymmdd_24hrs.txt", "%Y/%m/%d %H:%M"),
    ("lucasrodes_whatstk", "pokemon.txt", "%d.%m.%Y %H:%M"),
]


@pytest.mark.parametrize(("folder", "name", "pattern"), PUBLIC)
def test_public_samples_whole(folder: str, name: str, pattern: str) -> None:
    path = samples("chats", folder, name)
    times, people, count = [], set(), 0
    for line in path.read_text(encoding="utf-8").splitlines():
        head = re.match(r"\[?(\d+[./]\d+[./]\d+),? (\d+:\d+)( [ap]\. m\.)?(?:\]| -) (.*)", line)
        if head:
            count += 1
            half = (head[3] or "").replace(".", "").replace(" ", "").upper()
            written = f"{head[1]} {head[2]} {half}".strip().replace(" 00:", " 12:" if half else " 00:")
            times.append(datetime.strptime(written, pattern).replace(tzinfo=UTC))
            if ":" in head[4] and "end-to-end" not in head[4]:
                people.add(head[4].split(":")[0])
    read = read_file(READER, path)
    assert len(read.messages) == count > 0
    assert read.times[0] == f"{times[0]:%Y-%m-%d %H:%M:%S}"
    assert read.times[-1] == f"{times[-1]:%Y-%m-%d %H:%M:%S}"
    assert {one.sender for one in read.messages if one.sender} == people
    assert not read.skipped
