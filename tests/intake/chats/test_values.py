"""Single values: instants by magnitude, names, texts."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.domain.chats import TimeKnown
from app.intake.chats.values import (
    REMEMBERED,
    RecentMessages,
    Unusable,
    body,
    figure,
    flag,
    last_part,
    moment,
    one_line,
    whole,
)

AT = datetime(2026, 2, 11, 6, 36, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        1770791762,
        "1770791762",
        1770791762000,
        "1770791762000",
        1770791762000000,
        1770791762000000000,
        1770791762.0,
        Decimal(1770791762),
        "1770791762.0",
        "2026-02-11 14:36:02",
        "2026/2/11 14:36:02",
        "2026-02-11T14:36:02+08:00",
        "2026-02-11T06:36:02.000Z",
        "\t2026-02-11 14:36:02 ",
    ],
)
def test_one_instant_in_many_ways(value: object) -> None:
    assert moment(value) == (AT, TimeKnown.WRITTEN)


def test_milliseconds_are_kept() -> None:
    assert moment(1770791762345)[0] == AT.replace(microsecond=345_000)


def test_minutes_alone_are_a_time() -> None:
    assert moment("2024/10/4 11:42")[0] == datetime(2024, 10, 4, 3, 42, tzinfo=UTC)


@pytest.mark.parametrize("value", [None, "", " ", 0, "0", 0.0, "null"])
def test_nothing_is_a_time_not_known(value: object) -> None:
    assert moment(value) == (None, TimeKnown.NONE)


@pytest.mark.parametrize(
    "value",
    [
        -5,
        True,
        [],
        {},
        "昨天",
        "2026-02-30 10:00:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31 23:59:59",
        10**30,
        int("9" * 4000),
        float("inf"),
        float("nan"),
        Decimal("1e999999"),
        "9" * 26,
        1,
        4_102_444_800,
        "x" * 10_000,
    ],
)
def test_what_is_no_time(value: object) -> None:
    with pytest.raises(Unusable) as refused:
        moment(value)
    assert len(refused.value.reason.zh) < 80


def test_texts_can_be_stored() -> None:
    assert body("a\x00b\ud800c\r\nd\re") == "a\ufffdb\ufffdc\nd\ne"
    assert body(None) == body({}) == body(True) == ""
    assert body(12) == "12"
    long = body("长" * 200_000)
    assert len(long) < 100_100
    assert long.endswith("[原文共 200000 字，此处截断]")


def test_names_stand_on_one_line() -> None:
    assert one_line(" 张\n三 \t") == "张 三"
    assert one_line(123) == "123"
    assert one_line(None) == one_line([]) == one_line(True) == one_line(10**100) == ""
    assert len(one_line("名" * 5000)) == 300


def test_whole_numbers_and_flags() -> None:
    assert [whole(value) for value in (3, "3", 3.0, "-3", Decimal(3))] == [3, 3, 3, -3, 3]
    assert [whole(value) for value in (True, "x", 3.5, 10**99, None, Decimal("1e99"), "9" * 30)] == [None] * 7
    assert [flag(value) for value in (1, "1", True, "true", 0, "0", False, None, "x", 2)] == [True] * 4 + [
        False
    ] * 3 + [None] * 3
    assert figure(Decimal("12.5")) == "12.5"


@pytest.mark.parametrize("path", ["../../etc/passwd", "C:\\x\\passwd", "/passwd", "passwd"])
def test_only_the_last_part_of_a_path_is_shown(path: str) -> None:
    assert last_part(path) == "passwd"


def test_old_messages_are_forgotten() -> None:
    recent = RecentMessages()
    for number in range(REMEMBERED + 1):
        recent.note(str(number), "名", "x" * 1000)
    assert recent.quote("0") == "#0"
    assert recent.quote(str(REMEMBERED)) == "名：" + "x" * 300 + "…"
    assert recent.quote("") == ""
