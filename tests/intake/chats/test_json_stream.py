"""JSON as a stream: wanted values, and every bomb refused before it takes the memory."""

from __future__ import annotations

import json
import tracemalloc
from decimal import Decimal
from pathlib import Path

import pytest

from app.domain.errors import UnreadableFile
from app.intake.chats.json_stream import ITEM, json_facts, json_line, json_values
from app.intake.chats.values import Unusable
from app.intake.sources import Source
from tests.intake.chats.reading import written

ENTRIES = ("m", ITEM)


def _values(folder: Path, content: object) -> list[object]:
    return [value for _, value in json_values(Source(written(folder, content)), {ENTRIES})]


def test_values_come_whole_and_in_order(tmp_path: Path) -> None:
    entries = [{"a": [1, {"b": None}], "c": "x\n"}, "text", 1.5, [], {}, True]
    assert _values(tmp_path, {"other": {"m": [9]}, "m": entries, "end": [[1]]}) == [
        entries[0],
        "text",
        Decimal("1.5"),
        [],
        {},
        True,
    ]


def test_the_last_of_two_same_keys_counts(tmp_path: Path) -> None:
    assert _values(tmp_path, '{"m":[{"a":1,"a":2}]}') == [{"a": 2}]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    text = json.dumps({"m": ["订单" * 40_000, "尾"]}, ensure_ascii=False)
    assert _values(tmp_path, text.encode(encoding)) == ["订单" * 40_000, "尾"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        '{"m":[1,2',
        '{"m":[1}',
        '{"m":[NaN]}',
        '{"m":[1]}{"m":[2]}',
        '{"m":[1]} x',
        '{"m":["\x01"]}',
        '{"m":[1e9999999999999999999]}',
        '{"m":[' + "9" * 5000 + "]}",
        b'{"m":["\xff\xff"]}',
    ],
)
def test_broken_json_is_refused(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(UnreadableFile):
        _values(tmp_path, content)


def test_many_digits_in_a_text_are_read(tmp_path: Path) -> None:
    # They must not reach the parser in C as a number, and the values before them come once.
    entries = ["first", "9" * 10_000, {"no": "8" * 70_000}, "last"]
    assert _values(tmp_path, {"m": entries}) == entries


def test_the_refusal_names_the_message(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="at message 3"):
        _values(tmp_path, '{"m":[{"a":1},{"a":2},{"a":}]}')


def test_messages_that_are_no_list_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no list"):
        _values(tmp_path, '{"m":{"0":{}}}')


@pytest.mark.parametrize("bomb", ["[" * 1_000_000, '{"m":[' + '{"a":' * 1_000_000, '{"m":[' + "[" * 1_000_000])
def test_nested_bombs_take_no_memory(tmp_path: Path, bomb: str) -> None:
    tracemalloc.start()
    with pytest.raises(UnreadableFile, match="nested"):
        _values(tmp_path, bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20


def test_a_huge_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="too large"):
        _values(tmp_path, '{"m":["' + "x" * (40 << 20) + '"]}')


def test_a_value_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="too large"):
        _values(tmp_path, '{"m":[[' + "[]," * 300_000 + "1]]}")


def test_facts_are_found_before_and_after_the_messages(tmp_path: Path) -> None:
    facts = {("a",), ("z",)}
    before = Source(written(tmp_path, '{"a":1,"m":[1,2],"z":3}', "before"))
    assert json_facts(before, facts, before={ENTRIES}, enough={("a",)}) == {("a",): 1}
    after = Source(written(tmp_path, '{"m":[1,2],"a":1}', "after"))
    assert json_facts(after, facts, before={ENTRIES}, enough={("a",)}) == {("a",): 1}


@pytest.mark.parametrize("line", ["", "[]", "1", "{", '{"a":NaN}', '{"a":' + "[" * 100_000, '{"a":' + "9" * 5000 + "}"])
def test_a_line_that_is_no_object(line: str) -> None:
    with pytest.raises(Unusable):
        json_line(line)
