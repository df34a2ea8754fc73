"""Texts of QQ: the message manager's TXT and MHT, QQ Chat Exporter's TXT, copied messages."""

from __future__ import annotations

import tracemalloc
from base64 import b64encode
from pathlib import Path

import pytest

from app.domain.chats import MessageKind, TimeKnown
from app.domain.errors import UnreadableFile
from app.intake.chats import qce_txt, qq_mht, qq_txt, qqnt_copy
from app.intake.chats.qq_txt import qq_person
from app.intake.sources import Source
from tests.intake.chats.text_chats import FIXTURES, WRITTEN, fixture, read_file, read_text


@pytest.mark.parametrize("name", ["qq_msgmgr_12h.txt", "qq_msgmgr_24h_utf8bom.txt"])
def test_many_chats_in_one_file(name: str) -> None:
    read = fixture(qq_txt.READER, name)
    assert [(one.title, one.is_group) for one in read.conversations] == [("卡商小王", False), ("某卡盟售后群", True)]
    assert [one.line for one in read.messages] == [9, 12, 16, 19, 28, 31, 35]
    assert read.times == [
        "2026-02-11 14:36:02",
        "2026-02-11 14:40:15",
        "2026-02-11 14:41:00",
        "2026-02-13 09:05:07",
        "2026-02-13 10:00:00",
        "2026-02-13 10:01:00",
        "2026-02-13 10:02:00",
    ]
    assert (read.messages[4].sender, read.messages[4].sender_key) == ("客服01", "10001")
    assert read.messages[5].sender_key == "me@example.com"
    assert read.messages[5].text == "第一行\n第二行 2026-02-13 10:00:00 不是消息头"
    assert (read.messages[6].sender, read.messages[6].kind) == ("", MessageKind.RECALLED)
    assert [one.is_mine for one in read.messages[:2]] == [None, False]
    assert not read.skipped


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("昵称(12345)", ("昵称", "12345", False)),
        ("12345(12345)", ("12345", "12345", False)),
        ("【管理员】昵称<a@b.cn>", ("昵称", "a@b.cn", False)),
        ("小王(夜班)", ("小王(夜班)", "", False)),
        ("小王(夜班)(20001)", ("小王(夜班)", "20001", False)),
        ("【管理员】(20001)", ("【管理员】", "20001", False)),
        ("系统消息(10000)", ("系统消息", "10000", True)),
        ("系统消息(1000000)", ("系统消息", "1000000", True)),
        ("【活动】小店", ("【活动】小店", "", False)),
    ],
)
def test_who_somebody_is(shown: str, expected: tuple[str, str, bool]) -> None:
    assert qq_person(shown) == expected


def test_a_body_line_like_a_head_or_a_rule_stays_in_the_message(tmp_path: Path) -> None:
    text = (
        "消息记录（此消息记录为文本格式，不支持重新导入）\n\n"
        + "=" * 64
        + "\n消息分组:我的好友\n"
        + "=" * 64
        + "\n消息对象:乙\n"
        + "=" * 64
        + "\n\n2026-02-11 14:36:02 我\n一\n2026-02-11 14:00:00 乙\n"
        + "=" * 64
        + "\n消息对象:假的也不算\n\n三\n\n2026-02-11 14:37:00 乙\n好\n"
    )
    read = read_text(qq_txt.READER, tmp_path, text.replace("消息对象:假的也不算", "完"))
    assert [one.sender for one in read.messages] == ["我", "乙"]
    assert read.messages[0].text.endswith("=" * 64 + "\n完\n\n三")


def test_a_log_whose_blank_lines_are_lost_is_read(tmp_path: Path) -> None:
    text = (
        "消息记录（此消息记录为文本格式，不支持重新导入）\n消息对象:售后群\n2024-01-02 03:04:05 【管理员】客服(10001)\n"
        "您好\n请稍等\n2024-01-02 03:05:06 我(10002)\n[图片]\n"
    )
    read = read_text(qq_txt.READER, tmp_path, text)
    assert read.said == [("客服", "您好\n请稍等"), ("我", "[图片]")]
    assert read.times == ["2024-01-02 03:04:05", "2024-01-02 03:05:06"]


def test_a_rule_may_stand_above_the_first_line(tmp_path: Path) -> None:
    rule = "=" * 64
    text = (
        f"{rule}\n消息记录（此消息记录为文本格式，不支持重新导入）\n{rule}\n消息分组:我的好友\n消息对象:小鹿\n{rule}\n\n"
        "2024-01-01 12:00:00 小鹿\n好累\n\n2024-01-01 12:01:00 我\n嗯\n"
    )
    read = read_text(qq_txt.READER, tmp_path, text)
    assert (read.said, read.skipped) == ([("小鹿", "好累"), ("我", "嗯")], [])


def test_the_exporter_is_put_in_order(tmp_path: Path) -> None:
    read = fixture(qce_txt.READER, "qce_v5.txt")
    assert read.conversations[0].title == "卡商小王"
    assert [one.text for one in read.messages][1] == "系统维护\n晚点补发"
    assert read.messages[2].kind is MessageKind.IMAGE
    assert not read.skipped
    text = (FIXTURES / "qce_v5.txt").read_text(encoding="utf-8")
    swapped = text.replace("14:36:02\n内容", "15:36:02\n内容").replace(
        "系统维护\n晚点补发", "系统维护\n资源: 1 个文件\n  - image: a.jpg\n"
    )
    swapped = swapped.replace("内容: 已售出", "回复: 我: 卡密呢\n内容: 已售出")
    read = read_text(qce_txt.READER, tmp_path, swapped)
    assert [one.line for one in read.messages][-1] == 15
    assert read.times == sorted(read.times)
    assert read.messages[0].text == "系统维护"
    assert read.messages[2].reply_to == "我: 卡密呢"
    assert read.messages[2].text.startswith("已售出")


def test_the_exporter_writes_below_the_words(tmp_path: Path) -> None:
    text = (FIXTURES / "qce_v5.txt").read_text(encoding="utf-8")
    below = "资源: 1 个文件\n  - image: a.jpg\n提及: 我\n回复: 02-11 14:36 我 - 卡密呢"
    text = text.replace("系统维护\n晚点补发", f"系统维护\n{below}").replace(
        "内容: [图片]", "内容: [image消息]\n资源: 1 个文件\n  - image: b.jpg"
    )
    text = text.replace('已售出概不退款, "亲"', "@我 不退\n提及: 我")
    read = read_text(qce_txt.READER, tmp_path, text)
    assert [message.text for message in read.messages][1:] == ["系统维护", "[图片]", "@我 不退"]
    assert read.messages[1].reply_to == "02-11 14:36 我 - 卡密呢"
    assert [[one.name for one in message.attachments] for message in read.messages] == [[], ["a.jpg"], ["b.jpg"], []]
    assert read.messages[2].kind is MessageKind.IMAGE


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2026-09-15 上午 08:00:00", "2026-09-15 下午 3:05:06"),
        ("2026-09-15 08:00:00 上午", "2026-09-15 3:05:06 下午"),
        ("2026/9/15 8:00:00", "2026/9/15 15:05:06"),
        ("2026-09-15 8:00:00 AM", "2026-09-15 3:05:06 PM"),
    ],
)
def test_clocks_of_windows(tmp_path: Path, first: str, second: str) -> None:
    rule = "=" * 64
    head = f"消息记录（此消息记录为文本格式，不支持重新导入）\n\n{rule}\n消息分组:我的好友\n{rule}\n"
    head += f"消息对象:小鹿\n{rule}\n\n"
    read = read_text(qq_txt.READER, tmp_path, f"{head}{first} 小鹿\n收到\n\n{second} 买家(10001)\n好\n")
    assert read.said == [("小鹿", "收到"), ("买家", "好")]
    assert read.times == ["2026-09-15 08:00:00", "2026-09-15 15:05:06"]


def test_copied_from_qq() -> None:
    read = fixture(qqnt_copy.READER, "qqnt_multiselect_copy.txt")
    assert read.said == [("我", "付款了，卡密呢"), ("卡商小王", "系统维护")]
    assert read.times == ["2026-02-11 14:36:02", "2026-02-11 14:40:15"]
    assert {one.time_known for one in read.messages} == {TimeKnown.RESOLVED}
    assert len(read.noticed) == 1


def test_copied_from_qq_on_a_phone(tmp_path: Path) -> None:
    text = "— —  2020-2-21  — —\n小王  23:50:12 \n在吗\n在的\n— —  2020-2-22  — —\n我  0:01:02 \n退款\n"
    read = read_text(qqnt_copy.READER, tmp_path, text)
    assert read.said == [("小王", "在吗\n在的"), ("我", "退款")]
    assert read.times == ["2020-02-21 23:50:12", "2020-02-22 00:01:02"]


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def test_mht_with_its_picture() -> None:
    read = fixture(qq_mht.READER, "qq_msgmgr.mht")
    assert [one.title for one in read.conversations] == ["卡商小王"]
    assert [(one.sender, one.sender_key, one.is_mine) for one in read.messages] == [
        ("我的昵称", "", None),  # the first of a section has the wrong colour
        ("卡商小王", "10001", False),
        ("我的昵称", "", True),
    ]
    assert read.messages[1].text == "系统维护\n晚点补发"
    assert read.messages[2].kind is MessageKind.IMAGE
    attachment = read.messages[2].attachments[0]
    assert (attachment.name, attachment.media_type) == ("{3D48C238-CD47-4d17-9C8F-3593C6D4738B}.dat", "image/png")
    stream = qq_mht.READER.attachment(Source(FIXTURES / "qq_msgmgr.mht"), attachment.part)
    assert stream is not None
    with stream:
        assert stream.read().startswith(b"\x89PNG\r\n\x1a\n")
    assert qq_mht.READER.attachment(Source(FIXTURES / "qq_msgmgr.mht"), "x.dat") is None


def row(name: str, at: str, body: str, colour: str = "#006EFE") -> str:
    return (
        f"<tr><td><div style=color:{colour};padding-left:10px;><div style=float:left;margin-right:6px;>{name}</div>"
        f"{at}</div><div style=padding-left:20px;>{body}</div></td></tr>"
    )


def mht(rows: str, *, pictures: str = "", end: str = "</table></body></html>") -> bytes:
    head = (
        "\ufeffFrom: <Save by Tencent MsgMgr>\r\nSubject: Tencent IM Message\r\nMIME-Version: 1.0\r\n"
        'Content-Type:multipart/related;\r\n\tcharset="utf-8"\r\n\ttype="text/html";\r\n\tboundary="----=_N"\r\n\r\n'
        "------=_N\r\nContent-Type: text/html\r\nContent-Transfer-Encoding:7bit\r\n\r\n<html><body><table>"
    )
    return (head + rows + end + "\r\n\r\n" + pictures + "------=_N--").encode()


DAY = "<tr><td style=border-bottom-width:1px;>日期: 2012/4/11</td></tr>"


def test_old_dates_names_with_spaces_and_mixed_bodies(tmp_path: Path) -> None:
    path = tmp_path / "a.mht"
    path.write_bytes(
        mht(
            "<tr><td><div>消息分组:我的群聊</div></td></tr><tr><td><div>消息对象:群&amp;1</div></td></tr>"
            + DAY
            + row("小&nbsp;王(10001)", "4:36:46 PM", "<font>a &lt;b&gt;<br>c</font>")
            + row("我", "16:37:00", '<font>看</font><IMG src="{A}.dat"><IMG src="http://x/y.gif">', "#42B475")
            + row("系统消息(10000)", "16:38:00", "<font>小王撤回了一条消息</font>")
        )
    )
    read = read_file(qq_mht.READER, path)
    assert (read.conversations[0].title, read.conversations[0].is_group) == ("群&1", True)
    assert read.said[0] == ("小 王", "a <b>\nc")
    assert read.times[0] == "2012-04-11 16:36:46"
    assert read.messages[1].text == "看[图片][图片]"
    assert read.messages[1].kind is MessageKind.TEXT
    assert [one.part for one in read.messages[1].attachments] == ["", ""]
    assert read.messages[1].is_mine is True
    assert read.messages[2].kind is MessageKind.RECALLED


def test_mht_cut_in_the_middle_is_refused(tmp_path: Path) -> None:
    raw = (FIXTURES / "qq_msgmgr.mht").read_bytes()
    path = tmp_path / "a.mht"
    path.write_bytes(raw[: raw.index("晚点".encode())])
    with pytest.raises(UnreadableFile, match="cut off"):
        read_file(qq_mht.READER, path)


def test_mht_whose_pictures_are_cut_says_so(tmp_path: Path) -> None:
    raw = (FIXTURES / "qq_msgmgr.mht").read_bytes()
    path = tmp_path / "a.mht"
    path.write_bytes(raw[:-120])
    read = read_file(qq_mht.READER, path)
    assert len(read.messages) == 3
    assert "the end of the file is missing" in read.noticed[0].text.en


def test_a_large_mht_is_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.mht"
    head = "------=_N\r\nContent-Type:image/jpeg\r\nContent-Transfer-Encoding:base64\r\n"
    picture = head + "Content-Location:{%d}.dat\r\n\r\n%s\r\n"
    encoded = b64encode(bytes(range(256)) * 16384).decode()
    rows = DAY + "".join(row(f"人{n % 7}", "10:00:00", f"<font>第{n}句</font>") for n in range(20_000))
    with path.open("wb") as file:
        whole = mht(rows)
        file.write(whole[: -len("------=_N--")])
        for number in range(12):
            file.write((picture % (number, encoded)).encode())
        file.write(b"------=_N--")
    source = Source(path)
    tracemalloc.start()
    count = sum(1 for _ in qq_mht.READER.read(source, written_at=WRITTEN))
    stream = qq_mht.READER.attachment(source, "{11}.dat")
    assert stream is not None
    with stream:
        size = sum(len(piece) for piece in iter(lambda: stream.read(1 << 16), b""))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_001
    assert size == 256 * 16384
    assert path.stat().st_size > 60 << 20
    assert peak < 40 << 20
