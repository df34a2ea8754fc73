"""All structured chat readers: who takes what, the same chat in every format, public samples, damaged input."""

from __future__ import annotations

import csv
import json
import os
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.chats import MessageKind, TimeKnown
from app.domain.errors import UnreadableFile
from app.intake.chats import CHAT_READERS, find_chat_reader
from app.intake.readers import ChatReader
from app.intake.sources import Source
from tests.benchmarks.fuzz_chat_readers import mutated, read_whole, samples_of
from tests.intake.chats.reading import FIXTURES, fixture, read_chat, written

FOUND_BY = {
    "any_chat.json": "chat.json",
    "any_table.csv": "chat.table",
    "any_workbook.xlsx": "chat.workbook",
    "chatlab.json": "chatlab.json",
    "chatlab.jsonl": "chatlab.jsonl",
    "chatlab_types.jsonl": "chatlab.jsonl",
    "chatlog.csv": "wechat.chatlog.csv",
    "chatlog.json": "wechat.chatlog.json",
    "chatlog_kinds.json": "wechat.chatlog.json",
    "memotrace.html": "wechat.memotrace.html",
    "memotrace_json.html": "wechat.memotrace.html",
    "memotrace_kinds.csv": "wechat.memotrace.csv",
    "memotrace_legacy_utf8.csv": "wechat.memotrace.csv",
    "memotrace_session.csv": "wechat.memotrace_session.csv",
    "pywxdump.json": "wechat.pywxdump.json",
    "pywxdump_weclone.csv": "wechat.pywxdump.csv",
    "qce_chunked/manifest.json": "qq.qce.json",
    "qce_kinds.json": "qq.qce.json",
    "qce_v5.json": "qq.qce.json",
    "telegram.html": "telegram.html",
    "telegram_full.json": "telegram.json",
    "telegram_result.json": "telegram.json",
    "wechat_exporter.html": "wechat.wechat_exporter.html",
    "weflow.csv": "wechat.pywxdump.csv",
    "weflow.html": "wechat.weflow.html",
    "weflow.json": "wechat.weflow.json",
    "weflow_arkme.json": "wechat.weflow.json",
}
SAME_CHAT = [
    "any_chat.json",
    "any_workbook.xlsx",
    "chatlab.json",
    "chatlab.jsonl",
    "chatlog.csv",
    "chatlog.json",
    "memotrace_json.html",
    "memotrace_legacy_utf8.csv",
    "memotrace_session.csv",
    "pywxdump.json",
    "pywxdump_weclone.csv",
    "qce_v5.json",
    "telegram_result.json",
    "weflow.csv",
    "weflow.json",
]
STRUCTURED = frozenset(FOUND_BY.values()) | {"wechat.weflow.xlsx"}
OURS = [reader for reader in CHAT_READERS if reader.name in STRUCTURED]


@pytest.mark.parametrize(("name", "reader"), FOUND_BY.items())
def test_each_sample_is_taken_by_its_reader_alone(name: str, reader: str) -> None:
    source = Source(FIXTURES / name)
    assert [found.name for found in OURS if found.detect(source)] == [reader]


def test_the_name_of_a_file_does_not_matter(tmp_path: Path) -> None:
    for name, reader in FOUND_BY.items():
        disguised = written(tmp_path, (FIXTURES / name).read_bytes(), "notes.doc")
        found = find_chat_reader(Source(disguised))
        assert found is not None
        assert found.name == reader


def test_reader_names_are_unique() -> None:
    names = [reader.name for reader in CHAT_READERS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00" * 1000, b"{}", b"[]", b"[{}]", b'{"messages":[]}', b"a,b\n1,2\n", b"<html></html>", b"\xff\xfe{\x00"],
)
def test_what_is_no_chat_is_taken_by_none(tmp_path: Path, content: bytes) -> None:
    source = Source(written(tmp_path, content))
    assert not [reader.name for reader in OURS if reader.detect(source)]


@pytest.mark.parametrize("name", SAME_CHAT)
def test_the_same_chat_reads_the_same_from_every_format(name: str) -> None:
    chat = fixture(name)
    assert not chat.skipped
    assert len(chat.conversations) == 1
    times = [message.at for message in chat.messages]
    assert times == [
        datetime(2026, 2, 11, 6, 36, 2, tzinfo=UTC),
        datetime(2026, 2, 11, 6, 40, 15, tzinfo=UTC),
        datetime(2026, 2, 11, 6, 41, tzinfo=UTC),
        datetime(2026, 2, 11, 6, 42, 42, tzinfo=UTC),
    ]
    assert {message.time_known for message in chat.messages} == {TimeKnown.WRITTEN}
    texts = [message.text for message in chat.messages]
    assert texts[0].startswith("订单 CARD20260211143500001 付款了，卡密呢")
    assert texts[1:] == ["系统维护\n晚点补发", "[图片]", '已售出概不退款, "亲"']
    senders = [message.sender for message in chat.messages]
    assert senders in (["我", "卡商小王"] * 2, ["wxid_me", "wxid_seller"] * 2)
    mine = [message.is_mine for message in chat.messages]
    tells = name not in {"memotrace_session.csv", "telegram_result.json"}
    # A table without such a column tells only that 我 is me.
    others = None if name == "any_workbook.xlsx" else False
    assert mine == ([True, others] * 2 if tells else [None] * 4)
    # In Telegram the third message is text that somebody typed.
    expected = MessageKind.TEXT if name == "telegram_result.json" else MessageKind.IMAGE
    assert chat.messages[2].kind is expected


def _public(name: str) -> Path:
    folder = os.environ.get("PINGJU_SAMPLES")
    if not folder:
        pytest.skip("PINGJU_SAMPLES is not set: the public samples are not here")
    return Path(folder) / "chats" / name


def test_the_public_weclone_table_whole() -> None:
    path = _public("xming521_WeClone/test_PII_0_730.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["id"]]
    chat = read_chat(path)
    assert len(chat.messages) == len(rows)
    assert not chat.skipped
    times = [datetime.strptime(row["CreateTime"] + " +0800", "%Y/%m/%d %H:%M %z") for row in rows]
    assert [message.at for message in chat.messages] == times
    assert [message.text for message in chat.messages] == [row["msg"] for row in rows]
    assert [message.is_mine for message in chat.messages] == [row["is_sender"] == "1" for row in rows]
    assert {item.key for item in chat.conversations} == {row["room_name"] for row in rows}
    assert len(chat.noticed) == 1  # times without seconds: a spreadsheet saved it


def test_the_public_telegram_export_whole() -> None:
    path = _public("joweich_chat-miner/test_single_export.json")
    entries = json.loads(path.read_text(encoding="utf-8"))["messages"]
    chat = read_chat(path)
    assert [message.sender for message in chat.messages] == [entry["from"] for entry in entries]
    stamps = [message.at.timestamp() for message in chat.messages if message.at]
    assert stamps == [int(entry["date_unixtime"]) for entry in entries]
    assert [message.text for message in chat.messages] == ["Minimal Message", "Link:https://telegram.org/"]


@pytest.mark.parametrize("reader", OURS, ids=lambda reader: reader.name)
def test_damaged_samples_raise_nothing_else(reader: ChatReader, tmp_path: Path) -> None:
    samples = samples_of(reader) or [_workbook(tmp_path).read_bytes()]
    path = tmp_path / "damaged"
    outcomes = {"read": 0, "refused": 0}
    for number in range(300):
        path.write_bytes(mutated(samples[number % len(samples)], random.Random(number)))
        try:
            read_whole(reader, path)
            outcomes["read"] += 1
        except UnreadableFile as refusal:
            outcomes["refused"] += bool(refusal.problem.zh and refusal.problem.en)
    assert outcomes["refused"]
    assert sum(outcomes.values()) == 300


def _workbook(folder: Path) -> Path:
    from tests.intake.chats.test_weflow_xlsx import workbook

    return workbook(folder)


@pytest.mark.parametrize("name", [name for name in FOUND_BY if name.endswith(".json")])
def test_json_cut_in_the_middle_names_the_message(name: str, tmp_path: Path) -> None:
    if name == "qce_chunked/manifest.json":
        pytest.skip("its messages are in other files")
    data = (FIXTURES / name).read_bytes()
    cut = written(tmp_path, data[: len(data) * 9 // 10], "cut.json")
    reader = find_chat_reader(Source(cut))
    assert reader is not None
    with pytest.raises(UnreadableFile, match=r"at message [1-9]"):
        read_whole(reader, cut)
